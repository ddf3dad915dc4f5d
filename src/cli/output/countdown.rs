//! Waiting for a time to come, and saying how long it still is.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle as BarStyle};

use super::{terminal, units};
use crate::cli::app::{App, ProgressStyle};
use crate::relocation::progress::StopRequest;

/// How long there is silence between two plain lines.
const SILENCE: Duration = Duration::from_secs(300);

/// How often is looked whether somebody said stop.
const LOOK: Duration = Duration::from_millis(100);

/// Waits; `false` if somebody said stop. On a terminal the seconds are counted down in one line; elsewhere there is
/// a line now and then.
pub fn wait(app: &App, what: &str, how_long: Duration, stop: &StopRequest) -> bool {
    let until = Instant::now() + how_long;
    let text = |left: Duration| {
        // Rounded to the nearest second, for it is looked at a bit later than planned.
        let left = Duration::from_secs((left + Duration::from_millis(500)).as_secs());
        format!("{what} in {}; Ctrl-C ends the waiting, nothing is lost", time(left))
    };
    let line = line(app);
    if line.is_none() {
        app.note(&text(how_long));
    }
    let mut said = Instant::now();
    let ended = loop {
        let left = until.saturating_duration_since(Instant::now());
        if stop.is_requested() {
            break false;
        }
        if left.is_zero() {
            break true;
        }
        match &line {
            Some(line) => line.set_message(text(left)),
            None if said.elapsed() >= SILENCE && left > SILENCE / 5 => {
                app.note(&text(left));
                said = Instant::now();
            }
            None => {}
        }
        std::thread::sleep(LOOK.min(left));
    };
    if let Some(line) = line {
        line.finish_and_clear();
    }
    ended
}

/// A line that is written over and over, where a person is looking at one.
fn line(app: &App) -> Option<ProgressBar> {
    let wanted = matches!(app.global.progress, ProgressStyle::Auto | ProgressStyle::Bar);
    if !wanted || app.global.quiet || !io::stderr().is_terminal() {
        return None;
    }
    let line = ProgressBar::with_draw_target(None, terminal::target(2));
    // The template is a constant; without it there would be a spinner before the same text.
    if let Ok(style) = BarStyle::with_template("{msg}") {
        line.set_style(style);
    }
    Some(line)
}

/// Without the fractions that a countdown has no use for.
fn time(left: Duration) -> String {
    match left.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds if seconds % 60 == 0 && seconds < 3600 => format!("{} min", seconds / 60),
        _ => units::duration(left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_whole() {
        assert_eq!(time(Duration::from_secs(9)), "9 s");
        assert_eq!(time(Duration::from_secs(900)), "15 min");
        assert_eq!(time(Duration::from_secs(899)), "14 min 59 s");
        assert_eq!(time(Duration::from_secs(5400)), "1 h 30 min");
    }
}
