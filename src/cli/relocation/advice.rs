//! The next step after an error of the system, which has to be true for that very error.

use std::io::{self, ErrorKind};

use crate::platform;

/// What the error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A store, or the folder in it where smpctl works.
    Store,
    /// The folder that a new store is to be made in.
    NewStore,
    /// Something in the state directory that is there.
    Remembered,
    /// Something in the state directory that is to be written.
    ToRemember,
    /// The settings file.
    Settings,
}

/// What can be done about an error.
pub fn remedy(error: &io::Error, about: About) -> String {
    remedy_for(error.kind(), about, platform::is_administrator())
}

fn remedy_for(kind: ErrorKind, about: About, is_administrator: bool) -> String {
    let step = match kind {
        ErrorKind::PermissionDenied if is_administrator => platform::ADMINISTRATOR_REFUSED.to_owned(),
        ErrorKind::PermissionDenied => {
            let right = match about {
                About::Remembered => "read it",
                About::Store => "read and write there",
                About::NewStore | About::ToRemember | About::Settings => "write there",
            };
            format!("let this account {right}, or run smpctl as {}", platform::ADMINISTRATOR)
        }
        ErrorKind::NotFound => match about {
            About::Store => "check the path, and that the volume it is on is mounted",
            About::NewStore => "is the new drive mounted? make the folder above the new store first",
            About::Remembered | About::ToRemember | About::Settings => {
                "it was removed in this moment, or a folder above it is missing"
            }
        }
        .to_owned(),
        ErrorKind::ReadOnlyFilesystem => {
            "its volume is mounted read-only: find out why, and mount it so that it can be written to".to_owned()
        }
        ErrorKind::StorageFull => "make room on its volume, bytes or files".to_owned(),
        ErrorKind::QuotaExceeded => "make room within the quota, or raise it".to_owned(),
        ErrorKind::NotADirectory | ErrorKind::IsADirectory => {
            "check the path: it leads to a file where a folder is needed, or to a folder in the place of a file".to_owned()
        }
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof | ErrorKind::InvalidInput if about == About::Remembered => {
            "it is damaged, or was written by another version of smpctl: restore it, or move it out of the state directory".to_owned()
        }
        _ => "see what the system's log says of it, and look at the volume it is on".to_owned(),
    };
    match about {
        About::ToRemember => format!("{step}; or set `SMPCTL_STATE_DIR` to another folder"),
        About::Settings => format!("{step}; or name another file with `SMPCTL_SETTINGS`"),
        About::Store | About::NewStore | About::Remembered => step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_true_for_its_error() {
        use ErrorKind::*;
        let kinds = [
            PermissionDenied,
            NotFound,
            ReadOnlyFilesystem,
            StorageFull,
            QuotaExceeded,
            NotADirectory,
            IsADirectory,
            InvalidData,
            UnexpectedEof,
            Other,
            TimedOut,
            ResourceBusy,
            StaleNetworkFileHandle,
        ];
        // What a step speaks of, and for which errors it may.
        let words: [(&str, &[ErrorKind]); 6] = [
            ("let this account", &[PermissionDenied]),
            ("run smpctl as", &[PermissionDenied]),
            ("mounted", &[NotFound, ReadOnlyFilesystem]),
            ("read-only", &[ReadOnlyFilesystem]),
            ("make room", &[StorageFull, QuotaExceeded]),
            ("damaged", &[InvalidData, UnexpectedEof]),
        ];
        for kind in kinds {
            for about in
                [About::Store, About::NewStore, About::Remembered, About::ToRemember, About::Settings]
            {
                for is_administrator in [false, true] {
                    let step = remedy_for(kind, about, is_administrator);
                    for (word, allowed) in words {
                        assert!(
                            !step.contains(word) || allowed.contains(&kind),
                            "{kind:?} {about:?}: {step}"
                        );
                    }
                    // Who is an administrator already is not asked to become one, or to give itself a right.
                    assert!(
                        !is_administrator || !step.contains("let this account"),
                        "{kind:?} {about:?}: {step}"
                    );
                    assert!(
                        !is_administrator || !step.contains("run smpctl as"),
                        "{kind:?} {about:?}: {step}"
                    );
                    // What is remembered is not found in another folder.
                    assert!(
                        about != About::Remembered || !step.contains("SMPCTL_STATE_DIR"),
                        "{kind:?}: {step}"
                    );
                }
            }
        }
        assert!(remedy_for(PermissionDenied, About::Store, false).contains("run smpctl as"));
    }
}
