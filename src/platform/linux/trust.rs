//! Whose word a file is: which other accounts could have written what stands at a path, or put something else there.
//!
//! Looked at is, as by `ssh` and `sudo`, the file, and every folder and link on the way to it. In a sticky folder such as
//! `/tmp` all accounts may add entries, but not replace those of others.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use super::acl;
use super::volume::writers;
use super::{Account, account_name, effective_user, trusted_accounts};

/// As many links as the kernel follows in one path.
const MOST_LINKS: usize = 40;

/// The account that stands for all those of which a user namespace knows nothing.
const UNKNOWN: Account = 65534;

/// What the kernel says of one step of a path.
#[derive(Debug, Clone, Copy)]
struct Facts<'a> {
    owner: Account,
    group: u32,
    mode: u32,
    /// Its access list, as the kernel gives it.
    acl: Option<&'a [u8]>,
}

/// What may be done at one step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// What is asked for.
    Itself,
    /// A folder on the way.
    Folder,
    /// A link on the way, or the last step: its mode means nothing.
    Link,
}

/// Who is trusted.
struct Rules {
    accounts: Vec<Account>,
    /// The group that a file belongs to is too. An ordinary account usually has a group of its own, and lets it write.
    groups: bool,
}

impl Rules {
    fn of_this_process() -> Self {
        let mut accounts = trusted_accounts();
        // In a user namespace, what belongs to the outside seems to belong to this account, `/` of a container too.
        let map = fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
        let is_whole = map.split_whitespace().collect::<Vec<_>>() == ["0", "0", "4294967295"];
        if !map.is_empty() && !is_whole {
            accounts.push(UNKNOWN);
        }
        Self { accounts, groups: effective_user() != 0 }
    }

    /// Why what is found at a step cannot be trusted, as the end of a sentence.
    fn objection(&self, step: Step, facts: Facts<'_>) -> Option<String> {
        if !self.accounts.contains(&facts.owner) {
            return Some(format!("belongs to {}", account_name(&facts.owner)));
        }
        const STICKY: u32 = 0o1000;
        if step == Step::Link || (step == Step::Folder && facts.mode & STICKY != 0) {
            return None;
        }
        let others =
            writers(facts.mode, facts.group, facts.acl).into_iter().find(|writer| match &writer.account {
                Some(account) => !self.accounts.contains(account),
                None => !self.groups || !writer.depends,
            })?;
        Some(format!(
            "can be changed by others: {} write to it (mode {:04o})",
            others.may,
            facts.mode & 0o7777
        ))
    }
}

/// Why an account that is neither an administrator nor this process's own could have put there what stands at this path,
/// or could put something else there: the thing, and why. `None` if there is no such account, also where nothing stands at
/// the path yet.
pub fn foreign_owner(path: &Path) -> io::Result<Option<String>> {
    let rules = Rules::of_this_process();
    let path = std::path::absolute(path)?;
    let mut left: VecDeque<OsString> = names(&path);
    let mut at = PathBuf::from("/");
    let mut links = 0;
    loop {
        let metadata = match fs::symlink_metadata(&at) {
            // What is made here is made by this account.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let step = match (metadata.is_symlink(), left.is_empty()) {
            (true, _) => Step::Link,
            (false, true) => Step::Itself,
            (false, false) => Step::Folder,
        };
        let acl = match step {
            Step::Link => None,
            _ => access_list(&at)?,
        };
        let facts = Facts {
            owner: metadata.uid(),
            group: metadata.gid(),
            mode: metadata.mode(),
            acl: acl.as_deref(),
        };
        if let Some(why) = rules.objection(step, facts) {
            return Ok(Some(format!("'{}' {why}", at.display())));
        }
        if step == Step::Link {
            links += 1;
            if links > MOST_LINKS {
                return Err(io::Error::from_raw_os_error(libc::ELOOP));
            }
            let to = fs::read_link(&at)?;
            at.pop();
            let to = at.join(to);
            let mut all = names(&to);
            all.append(&mut left);
            left = all;
            at = PathBuf::from("/");
            continue;
        }
        match left.pop_front() {
            None => return Ok(None),
            // Not textually: what stands before may be a link. By now it is none.
            Some(name) if name == ".." => {
                at.pop();
            }
            Some(name) => at.push(name),
        }
    }
}

/// The names in an absolute path.
fn names(path: &Path) -> VecDeque<OsString> {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    });
    names.collect()
}

fn access_list(path: &Path) -> io::Result<Option<Vec<u8>>> {
    use rustix::io::Errno;

    // No list is longer.
    let mut buffer = vec![0; 64 << 10];
    match rustix::fs::lgetxattr(path, acl::ACCESS, &mut buffer[..]) {
        Ok(length) => {
            buffer.truncate(length);
            Ok(Some(buffer))
        }
        Err(Errno::NODATA | Errno::OPNOTSUPP) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_could_have_written_is_not_trusted() {
        let root = Rules { accounts: vec![0], groups: false };
        let user = Rules { accounts: vec![0, 1000], groups: true };
        // An access list that lets the account with number 1000 write, and one that lets it only read.
        let list = |permissions: u8| {
            let mut list = vec![2, 0, 0, 0];
            for (tag, permissions, id) in
                [(1, 6, u32::MAX), (2, permissions, 1000), (4, 4, u32::MAX), (0x10, 6, u32::MAX)]
            {
                list.extend_from_slice(&[tag, 0, permissions, 0]);
                list.extend_from_slice(&id.to_le_bytes());
            }
            list
        };
        let (writes, reads) = (list(6), list(4));
        use Step::{Folder, Itself, Link};
        for (step, owner, group, mode, acl, for_root, for_user) in [
            (Itself, 0, 0, 0o100644, None, true, true),
            (Itself, 0, 0, 0o100666, None, false, false),
            (Itself, 0, 0, 0o100664, None, true, true),
            (Itself, 0, 50, 0o100664, None, false, true),
            (Itself, 1000, 1000, 0o100644, None, false, true),
            (Itself, 1000, 1000, 0o100664, None, false, true),
            (Itself, 1001, 1001, 0o100600, None, false, false),
            (Itself, 0, 0, 0o100660, Some(&writes), false, true),
            (Itself, 0, 0, 0o100660, Some(&reads), true, true),
            // What is asked for is not to be added to, sticky or not.
            (Itself, 0, 0, 0o041777, None, false, false),
            (Folder, 0, 0, 0o041777, None, true, true),
            (Folder, 0, 0, 0o040777, None, false, false),
            (Folder, 0, 50, 0o040775, None, false, true),
            (Folder, 1001, 0, 0o041777, None, false, false),
            (Folder, 0, 0, 0o040755, None, true, true),
            (Link, 0, 0, 0o120777, None, true, true),
            (Link, 1001, 0, 0o120777, None, false, false),
        ] {
            let facts = Facts { owner, group, mode, acl: acl.map(Vec::as_slice) };
            let is_trusted = [&root, &user].map(|rules| rules.objection(step, facts).is_none());
            assert_eq!(
                is_trusted,
                [for_root, for_user],
                "{step:?} {owner} {group} {mode:o} {}",
                acl.is_some()
            );
        }
    }

    #[test]
    fn links_on_the_way_are_followed_and_looked_at() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let place = tempfile::tempdir().unwrap();
        let open = place.path().join("open");
        fs::create_dir(&open).unwrap();
        fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
        fs::write(open.join("file"), "").unwrap();
        fs::write(place.path().join("file"), "").unwrap();
        fs::set_permissions(place.path().join("file"), fs::Permissions::from_mode(0o644)).unwrap();
        symlink("open/../file", place.path().join("around")).unwrap();
        symlink("open/file", place.path().join("into")).unwrap();
        symlink("loop", place.path().join("loop")).unwrap();
        let foreign = |name: &str| foreign_owner(&place.path().join(name));
        assert_eq!(foreign("file").unwrap(), None);
        assert_eq!(foreign("missing").unwrap(), None);
        for name in ["open/file", "open/missing", "into", "around", "open"] {
            let why = foreign(name).unwrap().unwrap();
            assert!(
                why.contains("open'") && why.contains("everybody may write to it (mode 0777)"),
                "{name}: {why}"
            );
        }
        assert!(foreign("loop").is_err());
    }
}
