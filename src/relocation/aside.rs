//! What can be known of an original that was put aside, and of links that lead through an old path.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use super::package::PackageName;
use super::store::Store;
use crate::platform::{self, Dir, FileKind, FileTime, Stat};

/// Whether nothing in a directory of `parent` has changed since a time: what its copy, which was begun then, has in
/// another way has been changed there, later.
///
/// `moved` is when the directory itself was renamed, which XFS takes for a change of it.
pub fn is_unchanged_since(
    parent: &Dir,
    name: &OsStr,
    since: FileTime,
    moved: Option<FileTime>,
) -> io::Result<bool> {
    let dir = parent.open_dir(name)?;
    let own = dir.stat()?;
    let renamed = moved.is_some_and(|moved| own.modified.is_about(moved));
    Ok((renamed || own.modified < since) && all_older(&dir, since)?)
}

/// Whether a directory has something of what another one has in it: it may be a later state of it.
pub fn has_something_of(copy: &Dir, original: &Dir) -> io::Result<bool> {
    for name in original.entries()? {
        if copy.stat_entry(&name)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// When an entry of an original was changed last.
///
/// Removing another name of a file changes its time of change, and so does looking at a link without a trace: there the
/// content counts.
pub fn last_change(stat: &Stat) -> FileTime {
    match stat.kind {
        FileKind::Link => stat.modified,
        FileKind::File if stat.links > 1 => stat.modified,
        _ => stat.changed,
    }
}

fn all_older(dir: &Dir, since: FileTime) -> io::Result<bool> {
    for name in dir.entries()? {
        let Some(stat) = dir.stat_entry(&name)? else { continue };
        if last_change(&stat) >= since
            || stat.kind == FileKind::Directory && !all_older(&dir.open_dir(&name)?, since)?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The package of this store whose path a link in the store leads through, if its text names one; the link need not lead
/// anywhere.
pub fn leads_through(store: &Store, link: &OsStr) -> io::Result<Option<PackageName>> {
    let text = store.root.read_link(link)?;
    let path = store.path.join(Path::new(&text));
    let found = path.ancestors().find_map(|path| {
        let package = PackageName::of(path.file_name()?)?;
        let parent = path.parent()?;
        let same =
            parent == store.path || platform::canonicalize(parent).is_ok_and(|parent| parent == store.path);
        same.then_some(package)
    });
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Duration;

    const A: &str = "{AAAAAAAA-0000-0000-0000-000000000000}";

    #[cfg(unix)]
    #[test]
    fn a_link_through_a_package_is_known_whatever_its_text() {
        use crate::platform::testing::link;

        const B: &str = "{BBBBBBBB-0000-0000-0000-000000000000}";
        let keep = tempfile::tempdir().unwrap();
        let path = keep.path().join("store");
        fs::create_dir_all(path.join(A)).unwrap();
        link(&path, keep.path().join("other way")).unwrap();
        let store = Store::open(&path).unwrap();
        let through = [
            A.to_owned(),
            format!("./{A}/cache"),
            format!("../store/{A}"),
            path.join(A).display().to_string(),
            keep.path().join("other way").join(A).display().to_string(),
        ];
        for (number, text) in through.iter().enumerate() {
            link(text, path.join(number.to_string())).unwrap();
            let found = leads_through(&store, OsStr::new(&number.to_string())).unwrap();
            assert_eq!(found.map(|package| package.to_string()).as_deref(), Some(A), "{text}");
        }
        for text in ["shared", "../elsewhere", "/", &format!("../elsewhere/{A}")] {
            let _ = fs::remove_file(path.join(B));
            link(text, path.join(B)).unwrap();
            assert!(leads_through(&store, OsStr::new(B)).unwrap().is_none(), "{text}");
        }
    }

    #[test]
    fn every_later_change_is_seen() {
        let keep = tempfile::tempdir().unwrap();
        let package = keep.path().join(A);
        fs::create_dir_all(package.join("cache/deep")).unwrap();
        fs::write(package.join("cache/deep/file"), "x").unwrap();
        fs::write(package.join("old"), "x").unwrap();
        std::thread::sleep(Duration::from_millis(60));
        let since = FileTime::before_now(Duration::from_millis(30));
        let root = Dir::open_root(keep.path()).unwrap();
        let unchanged = || is_unchanged_since(&root, OsStr::new(A), since, None).unwrap();
        assert!(unchanged());
        fs::read(package.join("old")).unwrap();
        assert!(unchanged());
        fs::write(package.join("cache/deep/file"), "y").unwrap();
        assert!(!unchanged());
        fs::remove_dir_all(package.join("cache")).unwrap();
        assert!(!unchanged());
    }
}
