//! Whether packages would fit at a new location, as far as that can be judged from afar: by what a Package Server told
//! last of the volume that it told of. Of another volume nothing is known.

use super::staged::Wanted;
use crate::backend::ReportedLocation;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::few;
use crate::topology::Name;

/// Refuses where a Package Server told of less free space on the volume than its packages require.
pub fn check<'a>(
    app: &App,
    servers: impl Iterator<Item = (&'a Name, Option<&'a ReportedLocation>)>,
    wanted: &[Wanted<'_>],
    force: bool,
) -> Result<(), Failure> {
    let mut lacking = Vec::new();
    let mut unknown = Vec::new();
    for (name, told) in servers {
        match judge(told, wanted) {
            Some(true) => {}
            Some(false) => lacking.extend(told.map(|told| sentence(name, told))),
            None => unknown.push(format!("'{name}'")),
        }
    }
    if !unknown.is_empty() {
        app.note(&format!(
            "note: whether the packages fit there is not known of {}: what was told last is not of that volume, or without sizes",
            few(&unknown)
        ));
    }
    match lacking.as_slice() {
        [] => Ok(()),
        lacking if force => {
            for sentence in lacking {
                app.warn(sentence);
            }
            Ok(())
        }
        lacking => Err(Failure::new(Kind::CheckSaysNo, few(lacking))
            .hint("make room there, and let the Package Server tell anew; or add `--force`")),
    }
}

fn sentence(name: &Name, told: &ReportedLocation) -> String {
    let path = told.storage_path.as_deref().unwrap_or_default();
    let when = told.last_attempt.as_deref().map(|at| format!(", {at}")).unwrap_or_default();
    format!(
        "'{name}' told last (of '{path}'{when}) of {} MB free where its packages require {} MB",
        told.volume_free_mb.unwrap_or_default(),
        told.required_mb.unwrap_or_default()
    )
}

/// Whether they fit; nothing if that is not known.
fn judge(told: Option<&ReportedLocation>, wanted: &[Wanted<'_>]) -> Option<bool> {
    let told = told?;
    let path = told.storage_path.as_deref()?;
    let is_volume = |wanted: &str| match (drive(path), drive(wanted)) {
        (Some(one), Some(other)) => one == other,
        // Where volumes begin is not seen in such a path; the same folder is on the same one.
        (None, None) => path.trim_end_matches('/') == wanted.trim_end_matches('/'),
        _ => false,
    };
    wanted.iter().filter_map(|(_, wanted)| *wanted).find(|wanted| is_volume(wanted))?;
    Some(told.volume_free_mb? >= told.required_mb?)
}

fn drive(path: &str) -> Option<char> {
    let mut chars = path.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    (chars.next() == Some(':')).then(|| letter.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::change::Platform;

    #[test]
    fn only_the_volume_that_was_told_of_is_judged() {
        let told = |path: &str, free, required| ReportedLocation {
            storage_path: Some(path.into()),
            volume_free_mb: free,
            required_mb: required,
            ..ReportedLocation::default()
        };
        let windows = [(Platform::Windows, Some("D:\\P"))];
        assert_eq!(judge(Some(&told("d:\\Old", Some(5), Some(6))), &windows), Some(false));
        assert_eq!(judge(Some(&told("D:\\Old", Some(6), Some(6))), &windows), Some(true));
        assert_eq!(judge(Some(&told("C:\\Old", Some(5), Some(6))), &windows), None);
        assert_eq!(judge(Some(&told("D:\\Old", None, Some(6))), &windows), None);
        assert_eq!(judge(None, &windows), None);
        assert_eq!(judge(Some(&told("D:\\Old", Some(5), Some(6))), &[(Platform::Windows, None)]), None);
        let ulm = [(Platform::Ulm, Some("/srv/p"))];
        assert_eq!(judge(Some(&told("/srv/p/", Some(5), Some(6))), &ulm), Some(false));
        assert_eq!(judge(Some(&told("/opt", Some(5), Some(6))), &ulm), None);
    }
}
