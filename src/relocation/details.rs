//! What of a record is not for every account: names from inside of packages, in the reasons why some stayed.
//!
//! A record may be read by every account of the machine, the content of a package perhaps not. So the record has reasons
//! without such names, and a file beside it, `ID.details`, which only its owner may read, has the whole of them. It is written
//! only where a reason has such a name, and belongs to one attempt: what is left of an earlier one means nothing.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::history::{FailureRecord, Record};
use super::package::PackageName;
use crate::platform::fault::point;
use crate::platform::{create_private_file, rename_over};

/// The whole reasons of one attempt.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    /// The version of this form.
    version: u32,
    /// When the attempt began.
    attempt: Timestamp,
    failures: Vec<Whole>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    package: PackageName,
    reason: String,
}

fn path_of(record: &Path) -> PathBuf {
    record.with_extension("details")
}

/// Keeps what is not for every account beside the record at this path, and returns the rest of it.
///
/// The names in the folder are made durable with the record's own. What cannot be kept is lost: the record is worth more.
pub fn keep<'a>(path: &Path, record: &'a Record) -> Cow<'a, Record> {
    let Some(last) = &record.last_attempt else { return Cow::Borrowed(record) };
    let is_private = |failure: &&FailureRecord| failure.public.is_some();
    let failures: Vec<_> = last.failures.iter().filter(is_private).collect();
    let kept = if failures.is_empty() { forget(path) } else { write(path, last.started, &failures) };
    if let Err(error) = kept {
        tracing::warn!(
            "names from inside of packages are not kept in '{}': {error}",
            path_of(path).display()
        );
    }
    if failures.is_empty() {
        return Cow::Borrowed(record);
    }
    let mut public = record.clone();
    if let Some(last) = &mut public.last_attempt {
        for failure in &mut last.failures {
            if let Some(public) = failure.public.take() {
                failure.reason = public;
            }
        }
    }
    Cow::Owned(public)
}

fn write(path: &Path, attempt: Timestamp, failures: &[&FailureRecord]) -> io::Result<()> {
    let whole = |it: &&FailureRecord| Whole { package: it.package.clone(), reason: it.reason.clone() };
    let details = Details { version: 1, attempt, failures: failures.iter().map(whole).collect() };
    if read(path).is_ok_and(|known| known == details) {
        return Ok(());
    }
    let mut text = serde_json::to_vec_pretty(&details)?;
    text.push(b'\n');
    let new = path.with_extension("details-new");
    point("open")?;
    let mut file = create_private_file(&new)?;
    point("write")?;
    file.write_all(&text)?;
    point("fsync")?;
    file.sync_all()?;
    point("rename")?;
    rename_over(&new, &path_of(path))
}

/// Removes what is kept beside the record at this path.
pub fn forget(path: &Path) -> io::Result<()> {
    let details = path_of(path);
    if details.symlink_metadata().is_err() {
        return Ok(());
    }
    point("unlink")?;
    fs::remove_file(details)
}

fn read(path: &Path) -> io::Result<Details> {
    Ok(serde_json::from_slice(&fs::read(path_of(path))?)?)
}

/// Adds to the record of this path what is kept beside it, as far as this account may read that.
pub fn add(path: &Path, record: &mut Record) {
    let Some(last) = record.last_attempt.as_mut().filter(|last| !last.failures.is_empty()) else { return };
    match read(path) {
        Ok(details) if details.attempt == last.started => {
            for whole in details.failures {
                let of_it = last.failures.iter_mut().find(|failure| failure.package == whole.package);
                if let Some(failure) = of_it
                    && failure.reason != whole.reason
                {
                    failure.public = Some(std::mem::replace(&mut failure.reason, whole.reason));
                }
            }
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => last.is_withheld = true,
        // None were kept, or for another attempt, or they are damaged: the record says what there is to say.
        Ok(_) | Err(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::history::{AttemptRecord, History};
    use super::*;

    #[test]
    fn what_is_private_is_kept_beside_the_record_for_its_attempt_only() {
        let place = tempfile::tempdir().unwrap();
        let history = History::new(place.path().to_owned(), Vec::new());
        let mut record = Record::new(vec!["/old".into()], "/new".into(), 3);
        let mut attempt = AttemptRecord::begun(Timestamp::UNIX_EPOCH, true);
        let package = |text: &str| text.parse::<PackageName>().unwrap();
        let first = package("{1592B913-72F3-4C36-91D2-D4EDA21D2F96}");
        let second = package("{2592B913-72F3-4C36-91D2-D4EDA21D2F96}");
        attempt.failures.push(FailureRecord::new(
            first,
            "'secret' is odd".into(),
            "something in it is odd".into(),
        ));
        attempt.failures.push(FailureRecord::new(second, "no room".into(), "no room".into()));
        record.last_attempt = Some(attempt);
        let folder = place.path().join("relocations");
        let names = || {
            let mut names: Vec<_> = fs::read_dir(&folder)
                .unwrap()
                .map(|it| it.unwrap().path().extension().unwrap().to_owned())
                .collect();
            names.sort();
            names
        };
        let path = folder.join(format!("{}.json", record.id));
        // More than once: what has been read is written as it was.
        for _ in 0..2 {
            history.save(&record).unwrap();
            assert_eq!(names(), ["details", "json"]);
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains("secret") && text.contains("something in it is odd"), "{text}");
            let read = history.by_id(record.id).unwrap().unwrap();
            let (read_last, last) =
                (read.last_attempt.as_ref().unwrap(), record.last_attempt.as_ref().unwrap());
            assert_eq!(read_last.failures, last.failures);
            record = read;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(&path_of(&path))), (0o644, 0o600));
        }
        // What an earlier attempt left says nothing of this one.
        let details = fs::read(path_of(&path)).unwrap();
        record.last_attempt.as_mut().unwrap().started = Timestamp::from_second(1).unwrap();
        for failure in &mut record.last_attempt.as_mut().unwrap().failures {
            failure.reason = failure.public().to_owned();
            failure.public = None;
        }
        history.save(&record).unwrap();
        assert_eq!(names(), ["json"]);
        fs::write(path_of(&path), details).unwrap();
        let read = history.by_id(record.id).unwrap().unwrap();
        assert_eq!(read.last_attempt.unwrap().failures[0].reason, "something in it is odd");
    }
}
