//! How often automatic attempts are made, and who says so: flags over the settings file over the registry, where the
//! vendor's agent has these numbers too, over what is built in.

use serde::Serialize;

use crate::platform;
use crate::relocation::retry::{INTERVAL_MINUTES, MAXIMUM_ATTEMPTS};
use crate::servers::vendor_registry::{RetryValue, VendorRegistry};
use crate::settings::{Settings, file_in_force};

/// Who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A flag, or its environment variable.
    Flag,
    /// The settings file.
    Settings,
    /// The registry.
    Registry,
    /// Nobody.
    Default,
}

/// A number, and who says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Number {
    /// The number in force.
    pub value: u32,
    /// Who says so.
    pub from: Source,
    /// Where exactly, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// What is in force.
#[derive(Debug)]
pub struct Schedule {
    /// How many automatic attempts are made at most.
    pub maximum_attempts: Number,
    /// Minutes between two of them.
    pub interval_minutes: Number,
    /// What was found and cannot be used.
    pub warnings: Vec<String>,
}

impl Schedule {
    /// What is in force, with these flags.
    pub fn in_force(settings: &Settings, maximum_attempts: Option<u32>, interval: Option<u32>) -> Self {
        let registry = platform::registry();
        let registry = registry.map(|registry| VendorRegistry::new(registry, &settings.agent.registry));
        let mut warnings = Vec::new();
        let mut number = |which, flag, settled, default| {
            number(registry.as_ref(), which, flag, settled, default, &mut warnings)
        };
        let maximum_attempts = number(
            RetryValue::MaximumAttempts,
            maximum_attempts,
            settings.relocation.maximum_attempts,
            MAXIMUM_ATTEMPTS,
        );
        let interval_minutes = number(
            RetryValue::IntervalMinutes,
            interval,
            settings.relocation.interval_minutes,
            INTERVAL_MINUTES,
        );
        Self { maximum_attempts, interval_minutes, warnings }
    }
}

fn number(
    registry: Option<&VendorRegistry<'_>>,
    which: RetryValue,
    flag: Option<u32>,
    settled: Option<u32>,
    default: u32,
    warnings: &mut Vec<String>,
) -> Number {
    if let Some(value) = flag {
        return Number { value, from: Source::Flag, place: None };
    }
    if let Some(value) = settled {
        let place = Some(file_in_force().display().to_string());
        return Number { value, from: Source::Settings, place };
    }
    match registry.map(|registry| registry.retry(which)) {
        Some(Ok(Some(found))) => {
            return Number { value: found.value, from: Source::Registry, place: Some(found.place) };
        }
        Some(Err(warning)) => warnings.push(warning),
        Some(Ok(None)) | None => {}
    }
    Number { value: default, from: Source::Default, place: None }
}
