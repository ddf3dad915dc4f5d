//! What every command is given: the global options, and the ways to speak to the person or script outside.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use clap::{Args, ValueEnum};
use dialoguer::console::Term;

use super::failure::{Failure, Kind};
use super::output::{Format, Render, Style, csv, sanitise};
use super::relocation::breaking_off;
use crate::platform;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ProgressStyle {
    /// Bars on a terminal, plain lines elsewhere.
    #[default]
    Auto,
    /// Bars.
    Bar,
    /// A plain line every few seconds: for logs and screen readers.
    Plain,
    /// One JSON object a line, on stderr.
    Json,
    /// Nothing.
    None,
}

/// What `--yes` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing, as if it had not been given.
    No,
    /// Yes.
    Yes,
    /// Yes, and this number where one is asked for.
    Number(usize),
}

impl FromStr for Answer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "t" | "yes" | "y" | "on" => Ok(Self::Yes),
            "" | "0" | "false" | "f" | "no" | "n" | "off" => Ok(Self::No),
            number => {
                number.parse().map(Self::Number).map_err(|_| "it is neither yes, no nor a number".to_owned())
            }
        }
    }
}

/// Options that every command understands.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// The topology document to work on [default: the context in use, else the one in the data directory]
    #[arg(long, global = true, value_name = "FILE", env = "SMPCTL_TOPOLOGY")]
    pub topology: Option<PathBuf>,
    /// The live server to work on, by the name of its context; may be repeated
    ///
    /// The SMPs of all contexts named are then one topology.
    #[arg(
        long = "context",
        id = "context-option",
        global = true,
        value_name = "NAME",
        env = "SMPCTL_CONTEXT",
        value_delimiter = ','
    )]
    pub contexts: Vec<String>,
    /// The management server (SMP) meant; needed only if there are several
    #[arg(long = "smp", id = "smp-option", global = true, value_name = "NAME", env = "SMPCTL_SMP")]
    pub smp: Option<String>,
    /// The form results are printed in
    #[arg(short, long, global = true, value_enum, default_value_t, env = "SMPCTL_OUTPUT")]
    pub output: Format,
    /// How many requests are made at once to a live server [default: 8]
    #[arg(
        long,
        global = true,
        value_name = "NUMBER",
        env = "SMPCTL_CONCURRENCY",
        value_parser = clap::value_parser!(u16).range(1..=64)
    )]
    pub concurrency: Option<u16>,
    /// Answer every question with yes; where a number is asked for, with that number
    #[arg(
        short = 'y',
        long = "yes",
        global = true,
        env = "SMPCTL_YES",
        value_name = "NUMBER",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub answer: Option<Answer>,
    /// Every question is answered with yes.
    #[arg(skip)]
    pub yes: bool,
    /// Show what would be done and change nothing
    #[arg(long, global = true, env = "SMPCTL_DRY_RUN")]
    pub dry_run: bool,
    /// Say only what is asked for, and errors
    #[arg(short, long, global = true, env = "SMPCTL_QUIET")]
    pub quiet: bool,
    /// Say more; twice for debugging, three times for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count, env = "SMPCTL_VERBOSE")]
    pub verbose: u8,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", env = "SMPCTL_COLOR")]
    pub color: Colour,
    /// How progress is shown
    #[arg(long, global = true, value_enum, default_value_t, value_name = "HOW", env = "SMPCTL_PROGRESS")]
    pub progress: ProgressStyle,
}

/// What every command is given.
#[derive(Debug, Clone)]
pub struct App {
    /// The global options.
    pub global: GlobalArgs,
    /// What has been warned of once and need not be said again.
    warned: Arc<Mutex<Vec<String>>>,
}

impl App {
    /// An app with these options.
    pub fn new(global: GlobalArgs) -> Self {
        Self { global, warned: Arc::default() }
    }

    /// A person can be asked: both ends of the conversation are a terminal.
    pub fn can_ask(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// The style for stdout.
    pub fn style(&self) -> Style {
        self.style_for(io::stdout().is_terminal(), &Term::stdout())
    }

    /// The style for stderr.
    pub fn error_style(&self) -> Style {
        self.style_for(io::stderr().is_terminal(), &Term::stderr())
    }

    fn style_for(&self, terminal: bool, shown_on: &Term) -> Style {
        let colour = match self.global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        let width = terminal.then(|| shown_on.size().1);
        Style { colour, width }
    }

    /// Prints a command's result in the format asked for.
    ///
    /// A reader that went away (`| head`) is no error: the command ends as it would have.
    pub fn print<R: Render>(&self, result: &R) -> Result<(), Failure> {
        let text = match self.global.output {
            Format::Table => {
                let style = self.style();
                sanitise::screen(&result.human(&style), style.colour).into_owned()
            }
            Format::Json => {
                let text = serde_json::to_string_pretty(result).map_err(internal)?;
                for_machines(&text, io::stdout().is_terminal()) + "\n"
            }
            Format::Csv => {
                let text = csv::to_csv(&result.rows().map_err(internal)?).map_err(internal)?;
                // Into a file or a pipe the data goes as it is.
                if io::stdout().is_terminal() { sanitise::screen(&text, false).into_owned() } else { text }
            }
            Format::Junit => result.junit().ok_or_else(no_check)?,
        };
        self.write(&text)
    }

    /// Refuses a form that the result of a command that is no check cannot have, before it does anything.
    pub fn is_no_check(&self) -> Result<(), Failure> {
        match self.global.output {
            Format::Junit => Err(no_check()),
            Format::Table | Format::Json | Format::Csv => Ok(()),
        }
    }

    /// Writes JSON to stdout, with nothing in it that a terminal or a program could take for something else.
    pub fn write_json(&self, json: &str) -> Result<(), Failure> {
        self.write(&for_machines(json, io::stdout().is_terminal()))
    }

    /// Writes `text` to stdout as it is.
    pub fn write(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::new(Kind::Failed, format_args!("cannot write to standard output: {error}")))
            }
            _ => Ok(()),
        }
    }

    /// Tells a person something in passing, on stderr.
    pub fn note(&self, message: &str) {
        if !self.global.quiet {
            self.say(&self.error_style().paragraph(message));
        }
    }

    /// Warns, on stderr, also when quiet.
    pub fn warn(&self, message: &str) {
        let style = self.error_style();
        self.say(&style.hanging(&format!("{} ", style.warn("warning:")), "warning: ".len(), message));
    }

    /// Warns, but not again of what it has warned of already.
    pub fn warn_once(&self, message: &str) {
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        if !warned.iter().any(|known| known == message) {
            warned.push(message.to_owned());
            self.warn(message);
        }
    }

    /// Writes to stderr as it is; a closed stderr is nobody's error.
    pub fn say(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Asks before something that cannot be taken back; `--yes` answers, without a terminal it is refused.
    pub fn confirm(&self, question: &str) -> Result<bool, Failure> {
        if self.global.yes {
            return Ok(true);
        }
        if !self.can_ask() {
            return Err(Failure::new(
                Kind::Usage,
                format_args!("there is no terminal to ask on: {question}"),
            )
            .hint("add `--yes` to answer yes, or `--dry-run` to see what would be done"));
        }
        let prompt = dialoguer::Confirm::new().with_prompt(sanitise::line(question)).default(false);
        breaking_off(|| prompt.interact_opt())
            .map(|answer| answer.unwrap_or(false))
            .map_err(|error| unanswered(&error))
    }

    /// Asks for a number that must be known to be right, before something with many consequences.
    pub fn confirm_number(&self, question: &str, number: usize) -> Result<bool, Failure> {
        match self.global.answer {
            Some(Answer::Number(given)) if given == number => return Ok(true),
            Some(Answer::Number(given)) => {
                return Err(Failure::new(
                    Kind::Conflict,
                    format_args!("`--yes={given}` is not the number asked for: {question}"),
                )
                .hint(format_args!("if that is what you want, add `--yes={number}`")));
            }
            _ => {}
        }
        if !self.can_ask() || self.global.yes {
            return Err(Failure::new(Kind::Usage, format_args!("a number must be given: {question}"))
                .hint(format_args!("add `--yes={number}`, or `--dry-run` to see what would be done")));
        }
        Ok(self.ask(question)?.trim() == number.to_string())
    }

    /// Lets a person type an answer; for a terminal only.
    pub fn ask(&self, question: &str) -> Result<String, Failure> {
        let prompt = dialoguer::Input::new().with_prompt(sanitise::line(question));
        breaking_off(|| prompt.interact_text()).map_err(|error| unanswered(&error))
    }

    /// Lets a person type a password, unseen; for a terminal only.
    pub fn ask_password(&self, question: &str) -> Result<String, Failure> {
        let prompt = dialoguer::Password::new().with_prompt(sanitise::line(question));
        breaking_off(|| prompt.interact()).map_err(|error| unanswered(&error))
    }

    /// Lets a person choose one of several, whose position is the answer; for a terminal only.
    pub fn choose(&self, question: &str, items: &[String]) -> Result<usize, Failure> {
        let shown: Vec<_> = items.iter().map(|item| sanitise::line(item)).collect();
        let prompt = dialoguer::Select::new()
            .with_prompt(sanitise::line(question))
            .items(&shown)
            .default(0)
            .max_length(15);
        let chosen = breaking_off(|| prompt.interact_opt()).map_err(|error| unanswered(&error))?;
        chosen
            .filter(|at| *at < items.len())
            .ok_or_else(|| Failure::new(Kind::Interrupted, "nothing was chosen; nothing was changed"))
    }

    /// Prints a failure: a sentence and a hint for people, one object on stderr with `-o json`.
    pub fn fail(&self, failure: &Failure) {
        if self.global.output == Format::Json {
            let object = serde_json::json!({ "error": failure });
            let text = for_machines(&object.to_string(), io::stderr().is_terminal());
            self.say(&format!("{text}\n"));
            return;
        }
        let style = self.error_style();
        self.say(&style.hanging(&format!("{} ", style.bad("error:")), "error: ".len(), &failure.message));
        if let Some(hint) = &failure.hint {
            self.say(&style.hanging(&format!("{} ", style.good("hint:")), "hint: ".len(), hint));
        }
    }
}

fn no_check() -> Failure {
    Failure::new(Kind::Usage, "`-o junit` is for checks only").hint("use `-o json`")
}

/// JSON for a terminal, or for a program that reads it as such programs do here.
fn for_machines(json: &str, terminal: bool) -> String {
    let safe = sanitise::json(json);
    match terminal || platform::PIPES_ARE_UTF8 {
        true => safe.into_owned(),
        false => sanitise::ascii_json(&safe).into_owned(),
    }
}

fn internal(error: impl std::fmt::Display) -> Failure {
    Failure::new(Kind::Failed, format_args!("the result cannot be written: {error}"))
}

fn unanswered(error: &dialoguer::Error) -> Failure {
    let dialoguer::Error::IO(cause) = error;
    match cause.kind() {
        io::ErrorKind::Interrupted => Failure::new(Kind::Interrupted, "interrupted; nothing was changed"),
        _ => Failure::new(Kind::Failed, format_args!("cannot ask: {error}")),
    }
}
