//! What a Package Server told of its storage, and how much may be read into it. The vendor's bits are published nowhere:
//! only smpctl's own, and those that the settings explain, say how an attempt ended.

use serde::Serialize;

use crate::backend::ReportedLocation;
use crate::relocation::event::StatusBits;

/// How an attempt ended that a Package Server told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Everything has moved.
    Complete,
    /// Something is left to move.
    Incomplete,
    /// It could not be done.
    Failed,
    /// It ended, in bits that nothing explains.
    Reported,
}

impl Ending {
    /// How the attempt ended that this tells of.
    pub fn of(told: &ReportedLocation) -> Self {
        let bits = told.last_status.unwrap_or_default();
        let is_own = names_of(bits).is_some();
        match told.complete {
            Some(true) => Self::Complete,
            _ if is_own && bits & StatusBits::COMPLETE != 0 => Self::Complete,
            _ if is_own && bits & StatusBits::FAILED != 0 => Self::Failed,
            _ if is_own => Self::Incomplete,
            Some(false) => Self::Incomplete,
            None => Self::Reported,
        }
    }
}

/// Whether it tells of another attempt than before. It is told anew after every attempt, which has another time.
pub fn is_new(before: Option<&ReportedLocation>, now: &ReportedLocation) -> bool {
    match before.map(|before| (before, &before.last_attempt, &now.last_attempt)) {
        None => true,
        Some((_, Some(before), Some(now))) => before != now,
        Some((before, ..)) => before != now,
    }
}

/// Only smpctl's own bits have names; what the vendor's agent means by its bits is published nowhere.
pub fn names_of(bits: u32) -> Option<String> {
    let known = StatusBits::NAMES.iter().fold(0, |all, (bit, _)| all | bit);
    (bits & StatusBits::SMPCTL != 0 && bits & !known == 0)
        .then(|| StatusBits(bits & !StatusBits::SMPCTL).to_string())
}

/// The bits in words: their names, or the number.
pub fn status(told: &ReportedLocation) -> Option<String> {
    told.last_status.map(|bits| names_of(bits).unwrap_or_else(|| format!("{bits:#x}")))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// What a server told of an attempt.
    pub fn told(attempt: &str, bits: u32, complete: Option<bool>) -> ReportedLocation {
        ReportedLocation {
            last_attempt: Some(attempt.into()),
            last_status: Some(bits),
            complete,
            ..ReportedLocation::default()
        }
    }

    #[test]
    fn bits_of_others_are_not_interpreted() {
        assert_eq!(names_of(StatusBits::SMPCTL | StatusBits::COMPLETE).as_deref(), Some("complete"));
        assert_eq!(names_of(StatusBits::COMPLETE), None);
        assert_eq!(names_of(StatusBits::SMPCTL | 1 << 20), None);
    }

    #[test]
    fn only_what_is_known_of_bits_decides() {
        let own = StatusBits::SMPCTL;
        let ending = |bits, complete| Ending::of(&told("1", bits, complete));
        assert_eq!(ending(own | StatusBits::COMPLETE, None), Ending::Complete);
        assert_eq!(ending(own | StatusBits::STAYING, None), Ending::Incomplete);
        assert_eq!(ending(own | StatusBits::FAILED, None), Ending::Failed);
        assert_eq!(ending(StatusBits::COMPLETE, None), Ending::Reported);
        assert_eq!(ending(7, Some(true)), Ending::Complete);
        assert_eq!(ending(7, Some(false)), Ending::Incomplete);
    }

    #[test]
    fn another_attempt_is_one_of_another_time() {
        let monday = told("monday", 1, None);
        assert!(is_new(None, &monday));
        assert!(!is_new(Some(&monday), &told("monday", 2, None)), "its volume may be measured again");
        assert!(is_new(Some(&monday), &told("tuesday", 1, None)));
        let untimed = ReportedLocation::default();
        assert!(!is_new(Some(&untimed), &untimed.clone()));
    }
}
