//! What the volumes can hold, and how much.

use std::io;
use std::path::Path;

use super::{Check, FOLDERS, Found, Places, amount, is_one_of, verdict};
use crate::platform::{self, LENGTH_UNIT, LONGEST_PATH, Medium, MediumKind, Property, VolumeSpace};
use crate::relocation::probe::Probe;
use crate::relocation::progress::{Silent, StopRequest};
use crate::relocation::survey::{self, Amount, StoreSurvey, Surveyor};

/// File systems that cannot hold links, by the names they are mounted under.
pub(super) const FAT: [&str; 7] = ["vfat", "msdos", "exfat", "fat", "fat32", "fuse.fusefat", "fuse.exfat"];

impl Places<'_> {
    /// Whether the packages outlive a restart there, and stay with the machine.
    pub(super) fn fixed_medium(&self) -> Check {
        let Medium { kind, filesystem, source, because, unsuitable: _ } = &self.medium;
        let (what, acceptable) = match kind {
            MediumKind::Fixed => ("fixed", true),
            MediumKind::Removable => ("removable", false),
            MediumKind::Optical => ("optical", false),
            MediumKind::Network => ("on the network", false),
            MediumKind::Memory => ("in memory", true),
            MediumKind::Layered => ("not fixed", true),
            MediumKind::Unknown => ("of an unknown kind", true),
        };
        let mut detail = format!("{what}: {filesystem} from '{source}', {because}");
        let fixed = *kind == MediumKind::Fixed;
        let accepted = self.request.accept_medium && acceptable && !fixed;
        let settled = self.request.settled && !fixed && !accepted;
        if settled && self.is_way_back() {
            detail.push_str("; the packages came from there");
        } else if accepted || settled {
            detail.push_str("; accepted");
        }
        let hint = if acceptable {
            "choose a folder on a hard disk or flash drive, or add `--accept medium` if the packages need not \
             outlive it"
        } else {
            "choose a folder on a hard disk or flash drive of this machine"
        };
        let ok = fixed || accepted || settled;
        Check { check: "fixed-medium", ok, detail, hint: (!ok).then(|| hint.into()) }
    }

    /// Whether the volume holds links is found out by making one.
    pub(super) fn links(&self) -> Check {
        let kind = &self.medium.filesystem;
        let tried = Probe::new(&self.place.root).and_then(|probe| probe.try_link());
        let mut hint =
            "check that the volume is mounted for writing, has room, and that its file system has links";
        if self.place.root.stat().is_ok_and(|stat| stat.immovable) {
            hint = "remove the mark with `chattr -ai`";
        }
        let problem = match tried {
            _ if self.medium.unsuitable.is_some() => {
                hint = "choose a folder on an NTFS volume of this machine";
                self.medium.unsuitable.clone()
            }
            Ok(()) => None,
            Err(error) if is_one_of(&FAT, kind) => {
                hint = "format the volume with ext4, xfs or btrfs";
                Some(format!("FAT and exFAT cannot hold links, and {} is {kind}: {error}", self.volume()))
            }
            Err(error) => Some(format!("a link could not be made on {kind}: {error}")),
        };
        let detail = format!("{kind} holds links: one was made and removed");
        verdict("links", problem.into_iter().collect(), detail, hint)
    }

    /// Whether the volume keeps times as exactly as packages have them is found out by setting one.
    pub(super) fn times(&self, found: &Found, can_write: bool) -> Check {
        let kind = &self.medium.filesystem;
        let is_lossy = self.request.lossy.contains(&Property::Times);
        let hint =
            "choose a volume that keeps times to the nanosecond, or accept the loss with `--lossy times`";
        if !can_write {
            return verdict("times", Vec::new(), "not tried, because nothing can be made there".into(), "");
        }
        let problem = match Probe::new(&self.place.root).and_then(|probe| probe.try_times()) {
            Ok(None) => None,
            Ok(Some(kept)) => Some(format!(
                "{} is {kind}, which does not keep times as they are: of .123456700 s, .{:09} s was left",
                self.volume(),
                kept.nanoseconds
            )),
            Err(error) => Some(format!("a time could not be set on {kind}: {error}")),
        };
        match problem {
            Some(problem) if is_lossy => verdict("times", Vec::new(), format!("{problem}; accepted"), ""),
            Some(problem) if found.copied_packages == 0 => {
                let detail = format!("{problem}; the packages are renamed, and keep what they have");
                verdict("times", Vec::new(), detail, "")
            }
            problem => {
                let detail = format!("{kind} keeps times to the fraction of a second: one was set and read");
                verdict("times", problem.into_iter().collect(), detail, hint)
            }
        }
    }

    /// What becomes free on the new volume as soon as an attempt begins: an interrupted one has left it.
    ///
    /// What cannot be read is not counted.
    fn leftovers(&self, stop: &StopRequest) -> Amount {
        let mut left = Amount::default();
        let surveyor = Surveyor {
            stores: &[],
            elsewhere: survey::NOWHERE_ELSE,
            only: None,
            path: None,
            known: None,
            block_size: self.space.block_size,
            compressed: false,
            observer: &Silent,
            stop,
            threads: self.request.threads,
        };
        for folder in self.to.iter().flat_map(|to| to.leftovers().unwrap_or_default()) {
            if let Ok(survey) = surveyor.survey(&folder) {
                survey.packages.iter().for_each(|package| left.add(&package.amount));
            }
        }
        left
    }

    /// Bytes and files that can still be made for packages: what the volume has, within the quotas of this account, without
    /// what other packages will take.
    fn room(&self) -> Room {
        let taken = self.request.taken.iter().filter(|(device, ..)| *device == self.place.id.device);
        let (bytes, files) = taken.fold((0, 0), |(bytes, files), (_, b, f)| (bytes + b, files + f));
        let VolumeSpace { available, available_files, .. } = self.space;
        let mut room = Room { bytes: available, files: available_files, limited_by: None };
        for quota in &self.quotas {
            if let Some(left) = quota.bytes.filter(|left| *left < room.bytes) {
                room.bytes = left;
                room.limited_by = Some(quota.of.clone());
            }
            if let Some(left) = quota.files.filter(|left| room.files.is_none_or(|files| *left < files)) {
                room.files = Some(left);
                room.limited_by = Some(quota.of.clone());
            }
        }
        room.bytes = room.bytes.saturating_sub(bytes);
        room.files = room.files.map(|room| room.saturating_sub(files));
        room
    }

    /// Whether the volume that packages go to has room for those that must be copied.
    pub(super) fn enough_space(&self, found: &Found, stop: &StopRequest) -> Check {
        if found.copied_packages == 0 {
            let detail = match found.sizes.is_empty() {
                true => "none needed: there is nothing to move",
                false => "none needed: the packages stay on their volume and are renamed",
            };
            return verdict("space", Vec::new(), detail.into(), "");
        }
        let Room { bytes, files, limited_by } = self.room();
        let mut detail =
            format!("{} needed, {} free on {}", amount(found.needed), amount(bytes), self.volume());
        match files {
            Some(files) => detail.push_str(&format!("; {} files needed, {files} free", found.needed_files)),
            None => detail.push_str(&format!("; {} files needed, no limit", found.needed_files)),
        }
        if let Some(account) = &limited_by {
            detail.push_str(&format!("; that is what the quota of {account} leaves"));
        }
        if let Some(kind) = self.layered.as_ref().filter(|_| self.shares_device()) {
            detail.push_str(&format!("; on {kind} packages may have to be copied"));
        }
        let leftovers = self.leftovers(stop);
        if leftovers.inodes > 0 {
            detail.push_str(&format!(
                "; {} more in {} files that an interrupted attempt has left, and the next one removes",
                amount(leftovers.allocated),
                leftovers.inodes
            ));
        }
        let bytes_short = found.needed.saturating_sub(bytes.saturating_add(leftovers.allocated));
        let files = files.map_or(u64::MAX, |files| files.saturating_add(leftovers.inodes));
        let files_short = found.needed_files.saturating_sub(files);
        let mut hints = Vec::new();
        if bytes_short > 0 {
            let short = amount(bytes_short);
            hints.push(match (&limited_by, self.is_way_back()) {
                (Some(account), _) => format!("raise the quota of {account} by {short}"),
                (None, true) => format!("free {short} more on the old volume"),
                (None, false) => format!("free {short} more on the new volume, or choose a larger one"),
            });
        }
        if files_short > 0 {
            hints.push(match &limited_by {
                Some(account) => format!("raise the quota of {account} by {files_short} files"),
                None => format!(
                    "{} has room for too few files: {files_short} more are needed; remove some, or format it with more inodes",
                    self.volume()
                ),
            });
        }
        Check {
            check: "space",
            ok: hints.is_empty(),
            detail,
            hint: (!hints.is_empty()).then(|| hints.join("; ")),
        }
    }

    /// Whether a store that packages come from is on the device that they go to.
    fn shares_device(&self) -> bool {
        self.stores.iter().any(|store| store.id.device == self.place.id.device)
    }

    /// What is written to the volumes that packages come from: smpctl's own folders, and a link in place of each package.
    ///
    /// A volume that is full is a reason to move packages off it, and each that has gone makes room. Where old and new store
    /// share a volume, none is made, so that there has to be enough for all links from the beginning.
    pub(super) fn old_volume(&self, found: &Found) -> io::Result<Check> {
        /// The longest text of a link that every file system keeps without a block of its own.
        const SHORT: usize = 59;
        /// Bytes that a new name may take.
        const NAME: u64 = 128;
        let (mut notes, mut problems, mut hints) = (Vec::new(), Vec::new(), Vec::new());
        let mut seen = Vec::new();
        for store in &self.stores {
            if seen.contains(&store.id.device) {
                continue;
            }
            seen.push(store.id.device);
            let path = store.path.display();
            let space = store.root.volume_space()?;
            let free = match space.available_files {
                Some(files) => format!("{} and {files} files are free at '{path}'", amount(space.available)),
                None => format!("{} free at '{path}'", amount(space.available)),
            };
            if store.id.device != self.place.id.device {
                notes.push(format!("{free}; room is gained package by package"));
                continue;
            }
            let text = platform::length(store.path.as_os_str()) + 40;
            let link = if text > SHORT { space.block_size } else { 0 };
            let names = (found.unlinked * NAME).next_multiple_of(space.block_size.max(1));
            let bytes = FOLDERS * space.block_size + found.unlinked * link + names;
            let files = found.unlinked + FOLDERS;
            let needs =
                format!("{} and {files} files are needed for links and folders, and {free}", amount(bytes));
            let short = bytes.saturating_sub(space.available);
            let files_short = files.saturating_sub(space.available_files.unwrap_or(u64::MAX));
            if short > 0 {
                hints.push(format!("free {} more there", amount(short)));
            }
            if files_short > 0 {
                hints.push(format!("remove {files_short} files there"));
            }
            match short > 0 || files_short > 0 {
                true => problems.push(needs),
                false => notes.push(needs),
            }
        }
        Ok(verdict("old-volume", problems, notes.join("; "), &hints.join("; ")))
    }

    /// Whether every path and name will be possible there.
    pub(super) fn path_length(&self, surveys: &[StoreSurvey]) -> Check {
        let empty = Path::new("");
        let longest = surveys.iter().map(|survey| &survey.longest_path).max_by_key(|longest| longest.length);
        let (path, length) = longest.map_or((empty, 0), |longest| (longest.path.as_path(), longest.length));
        let name = surveys.iter().map(|survey| survey.longest_name).max().unwrap_or_default();
        let length = platform::length(self.request.to.as_os_str()) + 1 + length;
        let limit = self.space.longest_name;
        let mut problems = Vec::new();
        if length > LONGEST_PATH {
            let package = path.components().next().map_or(empty, |first| Path::new(first.as_os_str()));
            problems.push(format!(
                "the longest path will have {length} {LENGTH_UNIT}, and {LONGEST_PATH} are possible; it is in '{}'",
                package.display()
            ));
        }
        if name as u64 > limit {
            problems.push(format!(
                "the longest name has {name} {LENGTH_UNIT}, and {} holds {limit}",
                self.volume()
            ));
        }
        let detail = format!(
            "the longest path will have {length} of {LONGEST_PATH} {LENGTH_UNIT}, the longest name {name} of {limit}"
        );
        let hint = "choose a new store with a shorter path, or shorten the names in the package";
        verdict("path-length", problems, detail, hint)
    }
}

/// What can still be put on a volume.
struct Room {
    bytes: u64,
    /// `None` without a limit.
    files: Option<u64>,
    /// Whose quota it is, if it is less than the volume has.
    limited_by: Option<String>,
}
