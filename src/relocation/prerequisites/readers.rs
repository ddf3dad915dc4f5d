//! Who can get to the packages: before, and in the new place.
//!
//! A package keeps its own mode and ACL, but who gets as far as that is decided by the folders above it. So the way to each
//! store is part of the access to its packages. Which accounts there are is not known; those are tried that a mode or an ACL
//! on either way mentions, and one that none mentions, which stands for all others. Root gets everywhere.
//!
//! On Windows every account passes through folders by default ("bypass traverse checking"), so that there is nothing to
//! compare: the new root has the access list of the old one, and packages keep theirs.

use std::collections::BTreeSet;
use std::fmt;
use std::io;

use super::{Check, Places, verdict};
use crate::platform::{self, Grantee, Guard};
use crate::relocation::package::PackageName;
use crate::relocation::store::Store;
use crate::relocation::survey::StoreSurvey;

const READ: u16 = 4;
const ENTER: u16 = 1;

/// An account that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Account {
    /// One that no mode and no ACL mentions.
    Other,
    /// A member of this group, otherwise not mentioned.
    Member(u32),
    /// This user.
    User(u32),
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Account::Other => f.write_str("other accounts"),
            Account::Member(group) => write!(f, "the group with gid {group}"),
            Account::User(user) => write!(f, "the user with uid {user}"),
        }
    }
}

/// How far an account gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// Not into the store.
    Nothing,
    /// To packages whose names it knows.
    Packages,
    /// The names, too.
    Names,
}

/// What an account may do in a directory, as POSIX evaluates mode and ACL.
fn permissions(guard: &Guard, account: Account, groups: &[u32]) -> u16 {
    let bits = |shift: u32| (guard.mode >> shift & 7) as u16;
    if account == Account::User(guard.owner) {
        return bits(6);
    }
    let grants = || guard.grants.iter();
    let mask = grants().find(|grant| grant.to == Grantee::Mask).map_or(7, |grant| grant.permissions);
    if let Account::User(user) = account
        && let Some(own) = grants().find(|grant| grant.to == Grantee::User(user))
    {
        return own.permissions & mask;
    }
    let is_member = |group: u32| groups.contains(&group);
    // With an ACL the group's bits in the mode are its mask.
    let of_owning_group = grants()
        .find(|grant| grant.to == Grantee::OwningGroup)
        .map_or(bits(3), |grant| grant.permissions & mask);
    let owning = is_member(guard.group).then_some(of_owning_group);
    let named = grants().filter_map(|grant| match grant.to {
        Grantee::Group(group) if is_member(group) => Some(grant.permissions & mask),
        _ => None,
    });
    // A right that one of the groups gives is had; one that none gives is not, whatever others have.
    owning.into_iter().chain(named).reduce(|one, other| one | other).unwrap_or_else(|| bits(0))
}

/// How far an account gets: the store's own directory is the first of the chain, `/` the last.
fn reach(chain: &[Guard], account: Account, groups: &[u32]) -> Reach {
    let may = |guard: &Guard, what| permissions(guard, account, groups) & what != 0;
    if !chain.iter().all(|guard| may(guard, ENTER)) {
        return Reach::Nothing;
    }
    match chain.first().is_none_or(|root| may(root, READ)) {
        true => Reach::Names,
        false => Reach::Packages,
    }
}

/// The accounts that are tried for these chains.
fn accounts(chains: &[&[Guard]]) -> BTreeSet<Account> {
    let mut accounts = BTreeSet::from([Account::Other]);
    for guard in chains.iter().copied().flatten() {
        accounts.insert(Account::User(guard.owner));
        accounts.insert(Account::Member(guard.group));
        accounts.extend(guard.grants.iter().filter_map(|grant| match grant.to {
            Grantee::User(user) => Some(Account::User(user)),
            Grantee::Group(group) => Some(Account::Member(group)),
            Grantee::OwningGroup | Grantee::Mask => None,
        }));
    }
    // Root gets everywhere, and its group has no members but itself.
    accounts.retain(|account| !matches!(account, Account::User(0) | Account::Member(0)));
    accounts
}

/// An account that gets further in one of two places.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    account: Account,
    groups: Vec<u32>,
    old: Reach,
    new: Reach,
}

impl Difference {
    /// It gets where it did not get before.
    fn is_gain(&self) -> bool {
        self.new > self.old
    }
}

/// The accounts that get further in the new place, or no longer to the packages.
fn compare(old: &[Guard], new: &[Guard], groups_of: &dyn Fn(u32) -> Vec<u32>) -> Vec<Difference> {
    accounts(&[old, new])
        .into_iter()
        .filter_map(|account| {
            let groups = match account {
                Account::Other => Vec::new(),
                Account::Member(group) => vec![group],
                Account::User(user) => groups_of(user),
            };
            let (before, after) = (reach(old, account, &groups), reach(new, account, &groups));
            let differs = after > before || (after == Reach::Nothing && before != Reach::Nothing);
            differs.then_some(Difference { account, groups, old: before, new: after })
        })
        .collect()
}

impl Places<'_> {
    /// Whether the same accounts get to the packages as before: no more, and no fewer.
    pub(super) fn readers(&self, surveys: &[StoreSurvey]) -> io::Result<Check> {
        let to = self.request.to.display();
        let takes_over = self.takes_after_old()?;
        let mut new = self.place.root.guards()?;
        let mut paths: Vec<_> = self.place.path.ancestors().collect();
        let own = match (&self.to, self.stores.first()) {
            (_, Some(model)) if takes_over => Some(model.root.guard()?),
            _ => None,
        };
        if self.to.is_none() {
            paths.insert(0, self.request.to);
            new.splice(0..0, own);
        } else if let (Some(own), Some(root)) = (own, new.first_mut()) {
            *root = own;
        }
        let (mut problems, mut hints) = (Vec::new(), Vec::new());
        for (store, survey) in self.stores.iter().zip(surveys) {
            let path = store.path.display();
            let old = store.root.guards()?;
            let mut differences = compare(&old, &new, &platform::groups_of);
            let packages: Vec<_> = survey.packages.iter().map(|package| &package.name).collect();
            // Names are no package's own to close.
            differences.retain(|it| {
                (it.old, it.new) == (Reach::Packages, Reach::Names) || opens_one(store, &packages, it)
            });
            let (gain, loss): (Vec<_>, Vec<_>) = differences.iter().partition(|it| it.is_gain());
            if !gain.is_empty() {
                problems.push(format!(
                    "who cannot get to the packages in '{path}' could in '{to}': {}",
                    listed(&gain)
                ));
                hints.push(match takes_over {
                    true => format!(
                        "close the old store itself, with `chmod o-rwx '{path}'`, say, which the new one takes over; or choose a folder as closed as the one that '{path}' is in"
                    ),
                    false => format!("close '{to}' as the way to '{path}' is closed, with `chmod --reference='{path}' '{to}'`, say"),
                });
            }
            if let Some(first) = loss.first() {
                let stop = new
                    .iter()
                    .rposition(|guard| permissions(guard, first.account, &first.groups) & ENTER == 0);
                let stop = stop.and_then(|at| paths.get(at)).unwrap_or(&self.request.to).display();
                problems.push(format!(
                    "who can get to the packages in '{path}' could not in '{to}', because '{stop}' is closed to them: {}",
                    listed(&loss)
                ));
                hints.push(match first.account {
                    Account::Other => {
                        format!("let them pass with `chmod o+x '{stop}'`, or choose another folder")
                    }
                    Account::Member(group) => format!(
                        "let them pass with `setfacl -m g:{group}:x '{stop}'`, or choose another folder"
                    ),
                    Account::User(user) => {
                        format!("let it pass with `setfacl -m u:{user}:x '{stop}'`, or choose another folder")
                    }
                });
            }
        }
        let detail = "the same accounts get to the packages as before".into();
        Ok(verdict("readers", problems, detail, &hints.join("; ")))
    }
}

fn listed(differences: &[&Difference]) -> String {
    const SHOWN: usize = 5;
    let shown =
        differences.iter().take(SHOWN).map(|it| it.account.to_string()).collect::<Vec<_>>().join(", ");
    match differences.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown}, and {more} more"),
    }
}

/// Whether one of the packages would let the account in; packages that are closed themselves are so in every place.
///
/// What cannot be looked at is taken for open.
fn opens_one(store: &Store, packages: &[&PackageName], it: &Difference) -> bool {
    packages.iter().any(|package| {
        let guard = store.root.open_dir(package.as_os_str()).and_then(|dir| dir.guard());
        guard.map_or(true, |guard| permissions(&guard, it.account, &it.groups) & ENTER != 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::Grant;

    fn plain(mode: u32, owner: u32, group: u32) -> Guard {
        Guard { owner, group, mode, grants: Vec::new() }
    }

    fn with(mode: u32, grants: &[(Grantee, u16)]) -> Guard {
        let grants = grants.iter().map(|(to, permissions)| Grant { to: *to, permissions: *permissions });
        Guard { owner: 0, group: 0, mode, grants: grants.collect() }
    }

    #[test]
    fn mode_and_acl_are_evaluated_as_posix_does() {
        use Account::{Member, Other, User};
        let own = |owner, group, mode| plain(mode, owner, group);
        let acl = with(
            0o770,
            &[
                (Grantee::User(5), 7),
                (Grantee::OwningGroup, 0),
                (Grantee::Group(50), 4),
                (Grantee::Group(51), 1),
                (Grantee::Mask, 5),
            ],
        );
        for (guard, account, groups, expected) in [
            (own(1, 2, 0o750), User(1), vec![], 7),
            (own(1, 2, 0o750), Member(2), vec![2], 5),
            (own(1, 2, 0o750), Other, vec![], 0),
            (own(1, 2, 0o751), Other, vec![], 1),
            // Who is in the group has its rights, also where others have more.
            (own(1, 2, 0o705), Member(2), vec![2], 0),
            // The owner likewise.
            (own(1, 2, 0o077), User(1), vec![2], 0),
            (own(1, 2, 0o750), User(3), vec![2], 5),
            // The mask bounds named users and groups.
            (acl.clone(), User(5), vec![], 5),
            (acl.clone(), Member(50), vec![50], 4),
            (acl.clone(), User(9), vec![50, 51], 5),
            (acl.clone(), Member(52), vec![52], 0),
            // A named user is not helped by its groups.
            (
                with(0o770, &[(Grantee::User(5), 0), (Grantee::Group(50), 7), (Grantee::Mask, 7)]),
                User(5),
                vec![50],
                0,
            ),
        ] {
            assert_eq!(permissions(&guard, account, &groups), expected, "{guard:?} {account:?} {groups:?}");
        }
    }

    /// Each line: the way to the old store, the way to the new one, and who gains or loses by it.
    #[test]
    fn ways_are_compared() {
        use Account::{Member, Other, User};
        let root = || plain(0o755, 0, 0);
        let closed = || plain(0o700, 0, 0);
        let of_group = |group| plain(0o750, 0, group);
        let acl = |user, permissions| with(0o750, &[(Grantee::User(user), permissions), (Grantee::Mask, 5)]);
        let groups = |user| if user == 33 { vec![70] } else { Vec::new() };
        type Line = (Vec<Guard>, Vec<Guard>, Vec<Account>, Vec<Account>);
        let lines: Vec<Line> = vec![
            (vec![root(), root()], vec![root(), root()], vec![], vec![]),
            // A closed parent, and a closed root.
            (vec![root(), closed(), root()], vec![root(), root()], vec![Other], vec![]),
            (vec![closed(), root()], vec![root(), root()], vec![Other], vec![]),
            (vec![root(), root()], vec![root(), closed(), root()], vec![], vec![Other]),
            // Deeper down, or further up, is the same.
            (vec![root(), closed(), root(), root()], vec![root(), root(), closed()], vec![], vec![]),
            // Passing without listing is enough to read packages, and listing more than that.
            (vec![plain(0o711, 0, 0)], vec![root()], vec![Other], vec![]),
            (vec![root()], vec![plain(0o711, 0, 0)], vec![], vec![]),
            (vec![plain(0o744, 0, 0)], vec![root()], vec![Other], vec![]),
            // Groups and users.
            (vec![of_group(70)], vec![of_group(70)], vec![], vec![]),
            (vec![of_group(70)], vec![of_group(71)], vec![Member(71)], vec![Member(70)]),
            (vec![of_group(70)], vec![root()], vec![Other], vec![]),
            (vec![root()], vec![of_group(70)], vec![], vec![Other]),
            (vec![closed()], vec![acl(5, 5)], vec![User(5)], vec![]),
            (vec![acl(5, 5)], vec![closed()], vec![], vec![User(5)]),
            (vec![closed()], vec![acl(5, 0)], vec![], vec![]),
            // The user is in the group.
            (vec![plain(0o700, 33, 0)], vec![plain(0o700, 33, 0), of_group(70)], vec![], vec![]),
            (vec![plain(0o700, 33, 0)], vec![plain(0o700, 33, 0), of_group(71)], vec![], vec![User(33)]),
            // Another owner.
            (vec![plain(0o700, 5, 0)], vec![plain(0o700, 6, 0)], vec![User(6)], vec![User(5)]),
        ];
        for (old, new, gain, loss) in lines {
            let found = compare(&old, &new, &groups);
            let who = |is_gain| {
                found.iter().filter(|it| it.is_gain() == is_gain).map(|it| it.account).collect::<Vec<_>>()
            };
            // A group that is mentioned on one side only is counted with all others where these differ, too.
            let shown = |accounts: Vec<Account>, expected: &[Account]| {
                let all = expected.contains(&Other);
                accounts.into_iter().filter(|it| !all || *it == Other).collect::<Vec<_>>()
            };
            assert_eq!(shown(who(true), &gain), gain, "gain: {old:?} {new:?}");
            assert_eq!(shown(who(false), &loss), loss, "loss: {old:?} {new:?}");
        }
    }
}
