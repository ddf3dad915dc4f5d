//! `smpctl relocation settings set`.

use std::io;
use std::path::PathBuf;
use std::str::FromStr;

use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::platform;
use crate::platform::registry::Registry;
use crate::servers::vendor_registry::{RetryValue, VendorRegistry};
use crate::settings::change::set_in_relocation;
use crate::settings::{AgentRegistry, Settings, file_in_force};

/// Set how often automatic attempts are made
///
/// On Windows in the registry, where the vendor's agent looks too; elsewhere in the settings file. `default` removes
/// the number, so that what is built in counts: 3 attempts, 15 minutes apart.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
#[command(after_help = "Example: smpctl relocation settings set --max-attempts 5 --interval default")]
pub struct Args {
    /// How many automatic attempts are made at most, 1 to 1000
    #[arg(long, value_name = "N", value_parser = attempts)]
    max_attempts: Option<NumberArg>,
    /// Minutes between two of them, at most 10080
    #[arg(long, value_name = "MINUTES", value_parser = minutes)]
    interval: Option<NumberArg>,
}

/// A number, or the one that is built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NumberArg(Option<u32>);

impl FromStr for NumberArg {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text.eq_ignore_ascii_case("default") {
            return Ok(Self(None));
        }
        text.parse().map(|number| Self(Some(number))).map_err(drop)
    }
}

fn attempts(text: &str) -> Result<NumberArg, String> {
    number(RetryValue::MaximumAttempts, text)
        .ok_or_else(|| "not a number from 1 to 1000, or `default`".to_owned())
}

fn minutes(text: &str) -> Result<NumberArg, String> {
    number(RetryValue::IntervalMinutes, text)
        .ok_or_else(|| "not a number up to 10080, or `default`".to_owned())
}

fn number(which: RetryValue, text: &str) -> Option<NumberArg> {
    let number: NumberArg = text.parse().ok()?;
    number.0.is_none_or(|number| which.is_sensible(number)).then_some(number)
}

/// Where numbers are written.
enum Target<'a> {
    Registry(VendorRegistry<'a>),
    File(PathBuf),
}

impl<'a> Target<'a> {
    fn new(registry: Option<&'a dyn Registry>, names: &'a AgentRegistry) -> Self {
        match registry {
            Some(registry) => Self::Registry(VendorRegistry::new(registry, names)),
            None => Self::File(file_in_force()),
        }
    }

    fn place(&self, which: RetryValue) -> String {
        match self {
            Self::Registry(registry) => registry.retry_place(which),
            Self::File(path) => format!("the settings '{}'", path.display()),
        }
    }

    fn now(&self, settings: &Settings, which: RetryValue) -> Option<u32> {
        match self {
            // What makes no sense is replaced.
            Self::Registry(registry) => registry.retry(which).ok().flatten().map(|found| found.value),
            Self::File(_) => settled(settings, which),
        }
    }

    fn set(&self, which: RetryValue, number: Option<u32>) -> Result<(), Failure> {
        match self {
            Self::Registry(registry) => registry.set_retry(which, number).map_err(|error| {
                let denied = error.kind() == io::ErrorKind::PermissionDenied;
                let failure = Failure::new(
                    if denied { Kind::Denied } else { Kind::Failed },
                    format_args!("cannot write {}: {error}", registry.retry_place(which)),
                );
                failure.hint(
                    platform::missing_elevation().unwrap_or("check that this account may write to that key"),
                )
            }),
            Self::File(path) => Ok(set_in_relocation(path, setting(which), number)?),
        }
    }
}

fn settled(settings: &Settings, which: RetryValue) -> Option<u32> {
    match which {
        RetryValue::MaximumAttempts => settings.relocation.maximum_attempts,
        RetryValue::IntervalMinutes => settings.relocation.interval_minutes,
    }
}

/// Its name in the settings file.
fn setting(which: RetryValue) -> &'static str {
    match which {
        RetryValue::MaximumAttempts => "maximum-attempts",
        RetryValue::IntervalMinutes => "interval-minutes",
    }
}

/// Runs the command.
pub fn run(app: &App, args: &Args) -> Outcome {
    let path = file_in_force();
    let settings = match Settings::read() {
        // `SMPCTL_SETTINGS` may name the file to make.
        Err(crate::settings::Error::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Settings::default()
        }
        other => other?,
    };
    let target = Target::new(platform::registry(), &settings.agent.registry);
    for (which, number) in
        [(RetryValue::MaximumAttempts, args.max_attempts), (RetryValue::IntervalMinutes, args.interval)]
    {
        let Some(NumberArg(number)) = number else { continue };
        let place = target.place(which);
        if target.now(&settings, which) == number && number.is_some() {
            app.note(&format!("unchanged: `{}` in {place}", setting(which)));
        } else {
            if !app.global.dry_run {
                target.set(which, number)?;
            }
            let done = if app.global.dry_run { "would be " } else { "" };
            app.note(&match number {
                Some(number) => format!("`{}` {done}set to {number} in {place}", setting(which)),
                None => format!("`{}` {done}removed from {place}", setting(which)),
            });
        }
        if matches!(target, Target::Registry(_)) && settled(&settings, which).is_some() {
            app.warn(&format!(
                "`{}` in the settings '{}' counts instead; remove it there",
                setting(which),
                path.display()
            ));
        }
    }
    Ok(ExitCode::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_that_make_sense() {
        assert_eq!(attempts("5"), Ok(NumberArg(Some(5))));
        assert_eq!(attempts("Default"), Ok(NumberArg(None)));
        assert_eq!(minutes("0"), Ok(NumberArg(Some(0))));
        for wrong in ["0", "1001", "-1", "many", "", "3.5"] {
            assert!(attempts(wrong).is_err(), "{wrong}");
        }
        assert!(minutes("10081").is_err());
    }
}
