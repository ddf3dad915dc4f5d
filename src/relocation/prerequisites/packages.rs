//! Whether there is anything to move, and if not, where it is.

use std::path::{Path, PathBuf};

use super::{Check, Found, Places, counted, verdict};
use crate::platform::{self, Dir, FileKind};
use crate::relocation::history::{Direction, Header};
use crate::relocation::package::PackageName;
use crate::relocation::store::Store;
use crate::relocation::survey::StoreSurvey;

/// How many folders are looked into for packages, at most.
const LOOKED_INTO: usize = 2000;

impl Places<'_> {
    /// Whether each old store is one: it holds packages, or held those that are in the new store.
    pub(super) fn packages(&self, surveys: &[StoreSurvey], found: &Found) -> Check {
        let (mut problems, mut hints, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        // Reading what is remembered takes time where there is much of it, and is only needed for a store without packages.
        let mut records = None;
        for (store, survey) in self.stores.iter().zip(surveys) {
            let path = store.path.display();
            if self.is_way_back() || self.request.allow_empty {
                continue;
            }
            if let Some((package, parent)) = within_package(&store.path) {
                problems.push(match store.path.parent() == Some(&parent) {
                    true => format!("'{path}' is a package itself, and no store"),
                    false => format!("'{path}' is in the package {package}, and no store"),
                });
                hints.push(format!("name the store that it is in, '{}'", parent.display()));
                continue;
            }
            if !survey.packages.is_empty() {
                continue;
            }
            let records = records.get_or_insert_with(|| self.request.history.headers().unwrap_or_default());
            if !survey.relocation_links.is_empty() || self.was_moved_here(records, &store.path) {
                notes.push(format!("those of '{path}' have been moved already"));
                continue;
            }
            let (problem, hint) = self.where_packages_are(store, survey, records);
            problems.push(problem);
            hints.push(hint);
        }
        let mut detail = match (found.sizes.len() as u64, self.stores.as_slice()) {
            (0, [store]) => format!("'{}' holds no package to move", store.path.display()),
            (0, _) => "no package to move".to_owned(),
            (count, [store]) => {
                format!("'{}' holds {}", store.path.display(), counted(count, "package", "packages"))
            }
            (count, stores) => {
                format!("{} stores hold {}", stores.len(), counted(count, "package", "packages"))
            }
        };
        if !notes.is_empty() {
            detail.push_str(&format!("; {}", notes.join("; ")));
        }
        hints.dedup();
        let hint = format!("{}; with `--allow-empty` a store may be without packages", hints.join("; "));
        verdict("packages", problems, detail, &hint)
    }

    /// Whether a relocation to the same place has moved the packages of this store there.
    fn was_moved_here(&self, records: &[Header], store: &Path) -> bool {
        records.iter().any(|record| {
            let is_undone = record.direction == Direction::Revert && !record.is_unfinished();
            record.to == self.request.to && record.from.iter().any(|from| from == store) && !is_undone
        })
    }

    /// What a folder without packages is, and which one was probably meant.
    fn where_packages_are(
        &self,
        store: &Store,
        survey: &StoreSurvey,
        records: &[Header],
    ) -> (String, String) {
        let path = store.path.display();
        let holds_none = format!("'{path}' holds no package");
        let earlier = records.iter().find(|record| {
            record.direction == Direction::Forward
                && record.to != self.request.to
                && record.from.contains(&store.path)
        });
        if let Some(record) = earlier {
            let to = record.to.display();
            let problem = format!("{holds_none}: an earlier relocation moved them to '{to}'");
            return (problem, format!("name that store, '{to}'"));
        }
        if let Some(folder) = folder_with_packages(&store.root, &store.path) {
            let problem = format!("{holds_none}, but '{}' in it does", folder.display());
            return (problem, format!("name that folder, '{}'", folder.display()));
        }
        // Links that another relocation, or the agent, left where packages were.
        let followed = survey.custom_location.first().and_then(|package| {
            let target = platform::canonicalize(&store.path.join(package.as_os_str())).ok()?;
            let name = target.file_name()?.to_str()?;
            name.eq_ignore_ascii_case(package.as_str()).then(|| target.parent().map(Path::to_owned))?
        });
        if let Some(home) = followed {
            let home = home.display();
            let problem = format!("{holds_none}, only links to packages in '{home}'");
            return (problem, format!("name that store, '{home}'"));
        }
        let hint = "name the folder that holds the packages' {GUID} folders".to_owned();
        match survey.custom_location.len() as u64 {
            0 => (holds_none, hint),
            count => {
                let links = counted(count, "package", "packages");
                (format!("{holds_none} of its own, only {links} with a location of their own"), hint)
            }
        }
    }
}

/// The package that a path is, or is in, and the folder that it stands in.
fn within_package(path: &Path) -> Option<(PackageName, PathBuf)> {
    path.ancestors()
        .find_map(|above| Some((PackageName::of(above.file_name()?)?, above.parent()?.to_owned())))
}

/// A folder below this one that has packages in it: a child, or a child of one. Follows no link.
fn folder_with_packages(dir: &Dir, path: &Path) -> Option<PathBuf> {
    let mut looked_into = 0;
    let mut level = vec![(dir.try_clone().ok()?, path.to_owned())];
    for _ in 0..2 {
        let mut next = Vec::new();
        for (dir, path) in &level {
            let mut names = dir.entries().unwrap_or_default();
            names.sort();
            for name in names {
                let is_dir = dir.stat_entry(&name).ok().flatten();
                if is_dir.is_none_or(|stat| stat.kind != FileKind::Directory || stat.mount_root) {
                    continue;
                }
                looked_into += 1;
                if looked_into > LOOKED_INTO {
                    return None;
                }
                let Ok(child) = dir.open_dir(&name) else { continue };
                let child_path = path.join(&name);
                if has_packages(&child) {
                    return Some(child_path);
                }
                next.push((child, child_path));
            }
        }
        // Each is held open.
        next.truncate(200);
        level = next;
    }
    None
}

/// Whether a folder has a directory in it that is named like a package.
fn has_packages(dir: &Dir) -> bool {
    let mut found = false;
    let listed = dir.for_each_name(&mut |name| {
        found = PackageName::of(name).is_some()
            && dir.stat_entry(name).ok().flatten().is_some_and(|stat| stat.kind == FileKind::Directory);
        !found
    });
    listed.is_ok() && found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const A: &str = "{AAAAAAAA-0000-0000-0000-000000000000}";

    #[test]
    fn a_path_in_a_package_is_known() {
        let package = Path::new("/srv/store").join(A);
        for path in [package.clone(), package.join("cache"), package.join("cache/deeper")] {
            let (name, parent) = within_package(&path).unwrap();
            assert_eq!((name.as_str(), parent.as_path()), (A, Path::new("/srv/store")));
        }
        assert!(within_package(Path::new("/srv/store")).is_none());
        assert!(within_package(Path::new("/")).is_none());
    }

    #[test]
    fn packages_are_found_below() {
        let keep = tempfile::tempdir().unwrap();
        let look = || {
            let dir = Dir::open_root(keep.path()).unwrap();
            folder_with_packages(&dir, keep.path())
        };
        fs::create_dir_all(keep.path().join("empty/deeper")).unwrap();
        fs::write(keep.path().join("empty").join(A), "no folder").unwrap();
        assert_eq!(look(), None);
        fs::create_dir_all(keep.path().join("a/b/c").join(A)).unwrap();
        assert_eq!(look(), None, "that is too deep");
        fs::create_dir_all(keep.path().join("a/b").join(A)).unwrap();
        assert_eq!(look(), Some(keep.path().join("a/b")));
        fs::create_dir_all(keep.path().join("store").join(A)).unwrap();
        assert_eq!(look(), Some(keep.path().join("store")));
    }
}
