//! One Package Server that a task is run on: what is said of it, and how it ended.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::backend::{ReportedLocation, TaskKind, TaskWord};
use crate::cli::told::{self, Ending};
use crate::relocation::event::StatusBits;
use crate::topology::Name;

/// The longest text of a server that is shown.
const LONGEST_WORD: usize = 200;

/// One Package Server.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    pub package_server: Name,
    /// Missing if nothing was started.
    pub outcome: Option<End>,
    /// What the management server says of the task there, in its words.
    pub task_status: Option<String>,
    /// The return code of the task there, as the management server has it.
    pub return_code: Option<String>,
    /// Whether the management server gives a time of the task's end there.
    pub task_ended: bool,
    /// What the Package Server told since the task was started.
    pub reported: Option<ReportedLocation>,
    /// The names of its bits, if smpctl set them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip)]
    pub before: Option<ReportedLocation>,
    #[serde(skip)]
    pub ended_since: Option<Instant>,
    /// The management server says that the task failed there, in the word that the settings tell.
    #[serde(skip)]
    pub has_failed: bool,
    #[serde(skip)]
    pub is_final: bool,
}

/// How it ended on one Package Server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// It told that everything has moved.
    Complete,
    /// It told that something is left to move.
    Incomplete,
    /// It told that it could not be done.
    Failed,
    /// It told of an attempt, in bits that nothing explains.
    Reported,
    /// The task has ended, and it told nothing.
    Silent,
    /// The task has not ended, as far as is known.
    Running,
}

impl End {
    /// Its name in JSON, and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Incomplete => "incomplete",
            Self::Failed => "failed",
            Self::Reported => "reported",
            Self::Silent => "silent",
            Self::Running => "running",
        }
    }
}

/// A server's text, not too long.
pub fn shown(text: Option<&str>) -> String {
    text.unwrap_or_default().chars().take(LONGEST_WORD).collect()
}

impl Line {
    pub fn new((package_server, before): (Name, Option<ReportedLocation>)) -> Self {
        Self {
            package_server,
            outcome: None,
            task_status: None,
            return_code: None,
            task_ended: false,
            reported: None,
            status: None,
            before,
            ended_since: None,
            has_failed: false,
            is_final: false,
        }
    }

    /// Takes in what the Package Server told last.
    pub fn hear(&mut self, told: Option<ReportedLocation>) {
        let Some(told) = told else { return };
        if told::is_new(self.before.as_ref(), &told) {
            self.status = told.last_status.and_then(told::names_of);
            self.reported = Some(told);
        }
    }

    pub fn be_told(&mut self, word: TaskWord) {
        self.task_status = word.status;
        // One that still runs has none, whatever the field holds.
        self.return_code = word.return_code.filter(|_| word.ended);
        self.task_ended = word.ended;
        self.has_failed = word.failed;
    }

    /// What a change of is worth a line.
    pub fn told_before(&self) -> (Option<String>, Option<String>) {
        (self.task_status.clone(), self.reported.as_ref().and_then(|told| told.last_attempt.clone()))
    }

    /// How it stands by what is known.
    pub fn judge(&mut self, kind: TaskKind, has_ended: bool, patience: Duration) {
        let has_ended = has_ended || self.task_ended;
        if has_ended {
            self.ended_since.get_or_insert_with(Instant::now);
        }
        let (outcome, is_final) = match self.reported.as_ref() {
            Some(told) => {
                let outcome = End::from(Ending::of(told));
                // A retry is one attempt, of which the event tells; smpctl makes several, until the task ends, and
                // the event of the last may come after that.
                let is_last = outcome == End::Failed
                    || self.status.is_some()
                        && told.last_status.is_some_and(|bits| bits & StatusBits::EXHAUSTED != 0);
                let is_over = self.ended_since.is_some_and(|since| is_last || since.elapsed() >= patience);
                (outcome, outcome == End::Complete || kind == TaskKind::Retry || is_over)
            }
            None if self.has_failed => (End::Failed, true),
            None => match self.ended_since {
                Some(since) if since.elapsed() >= patience => (End::Silent, true),
                _ => (End::Running, false),
            },
        };
        self.outcome = Some(outcome);
        self.is_final = is_final;
    }

    pub fn sentence(&self) -> String {
        let mut parts = Vec::new();
        parts.push(
            match self.outcome {
                Some(End::Complete) => "everything has moved",
                Some(End::Incomplete) => "something is left to move",
                Some(End::Failed) => "it could not be done",
                Some(End::Reported) => "an attempt was made",
                Some(End::Silent) => "the task has ended, and this server told nothing",
                Some(End::Running) | None if self.ended_since.is_some() => {
                    "the task has ended; waiting for the server's status event"
                }
                Some(End::Running) | None => "running",
            }
            .to_owned(),
        );
        if let Some(bits) = self.reported.as_ref().and_then(|told| told.last_status) {
            parts.push(match &self.status {
                Some(names) => format!("status {names}"),
                None => format!("status {bits:#x}"),
            });
        }
        if self.task_status.is_some() {
            parts.push(format!("the SMP says '{}'", shown(self.task_status.as_deref())));
        }
        if let Some(code) = &self.return_code {
            parts.push(format!("return code {}", shown(Some(code))));
        }
        parts.join("; ")
    }
}

impl From<Ending> for End {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Complete => Self::Complete,
            Ending::Incomplete => Self::Incomplete,
            Ending::Failed => Self::Failed,
            Ending::Reported => Self::Reported,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::told::tests::told;

    #[test]
    fn an_event_counts_if_it_is_of_another_attempt() {
        let name: Name = "PS".parse().unwrap();
        let mut line = Line::new((name, Some(told("monday", 1, None))));
        line.hear(Some(told("monday", 1, None)));
        line.judge(TaskKind::Retry, false, Duration::ZERO);
        assert_eq!((line.outcome, line.is_final), (Some(End::Running), false));
        line.hear(Some(told("tuesday", StatusBits::SMPCTL | StatusBits::STAYING, None)));
        line.judge(TaskKind::Relocation, false, Duration::ZERO);
        assert_eq!((line.outcome, line.is_final), (Some(End::Incomplete), false), "smpctl tries again");
        line.judge(TaskKind::Relocation, true, Duration::from_secs(60));
        assert!(!line.is_final, "the event of the last attempt may be on its way");
        line.judge(TaskKind::Relocation, true, Duration::ZERO);
        assert!(line.is_final);
        line.hear(Some(told("wednesday", StatusBits::SMPCTL | StatusBits::EXHAUSTED, None)));
        line.judge(TaskKind::Relocation, true, Duration::from_secs(60));
        assert!(line.is_final);
    }

    #[test]
    fn a_task_that_ended_without_a_word_is_waited_for_a_while() {
        let mut line = Line::new(("PS".parse().unwrap(), None));
        line.judge(TaskKind::Retry, true, Duration::from_secs(60));
        assert_eq!((line.outcome, line.is_final), (Some(End::Running), false));
        line.judge(TaskKind::Retry, true, Duration::ZERO);
        assert_eq!((line.outcome, line.is_final), (Some(End::Silent), true));
    }
}
