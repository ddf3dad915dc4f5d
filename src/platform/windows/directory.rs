//! A held directory, and the calls a relocation makes through it.

use std::ffi::{CString, OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::windows::ffi::OsStringExt;
use std::os::windows::io::{AsHandle, BorrowedHandle, OwnedHandle};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use windows_sys::Wdk::Storage::FileSystem as wdk;
use windows_sys::Win32::Foundation::{
    STATUS_ACCESS_DENIED, STATUS_CANNOT_DELETE, STATUS_NOT_A_DIRECTORY, STATUS_OBJECT_NAME_COLLISION,
    STATUS_OBJECT_NAME_INVALID, STATUS_OBJECT_NAME_NOT_FOUND, STATUS_OBJECT_PATH_NOT_FOUND,
    STATUS_REPARSE_POINT_NOT_RESOLVED, STATUS_STOPPED_ON_SYMLINK,
};
use windows_sys::Win32::Storage::FileSystem::{
    DELETE, FILE_ADD_FILE, FILE_ADD_SUBDIRECTORY, FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_NORMAL,
    FILE_ATTRIBUTE_READONLY, FILE_ATTRIBUTE_REPARSE_POINT, FILE_GENERIC_READ, FILE_GENERIC_WRITE,
    FILE_LIST_DIRECTORY, FILE_READ_ATTRIBUTES, FILE_READ_EA, FILE_TRAVERSE, FILE_WRITE_ATTRIBUTES,
    READ_CONTROL, WRITE_DAC, WRITE_OWNER,
};

use super::super::fault::point;
use super::super::{Destination, FileId, FileKind, FileTime, Stat, VolumeSpace};
use super::nt::{self, AttributeTag, Buffer, Open, Status, check_name};
use super::reparse::{self, Kind};
use super::security::{self, Sections};
use super::{Account, locks, open_holders, privileges, streams, trusted_accounts, volume};

/// What belongs to a file beside its content and times, sorted by name: owner, access lists, alternate streams, and
/// the data of a link. The names are smpctl's own.
pub type ExtendedAttributes = Vec<(CString, Vec<u8>)>;

/// The data of a junction point or symbolic link.
pub const REPARSE: &std::ffi::CStr = c"reparse";

const READ: u32 = FILE_LIST_DIRECTORY | FILE_TRAVERSE | FILE_READ_ATTRIBUTES | FILE_READ_EA | READ_CONTROL;

/// A directory held open.
///
/// Names given to its methods are single components; none of the calls follows a link in the last one,
/// unless its documentation says so.
#[derive(Debug)]
pub struct Dir {
    handle: OwnedHandle,
    device: u64,
    lock: Mutex<Option<locks::Held>>,
}

impl AsHandle for Dir {
    fn as_handle(&self) -> BorrowedHandle<'_> {
        self.handle.as_handle()
    }
}

impl Dir {
    /// Opens a root that an administrator named, following links.
    pub fn open_root(path: &Path) -> io::Result<Self> {
        privileges::enable();
        Self::opened(nt::open_path(path, READ, false)?)
    }

    /// Opens a directory by its absolute path, in which there is no link: one that has been put there since is an error.
    pub fn open_real(path: &Path) -> io::Result<Self> {
        let dir = Self::open_root(path)?;
        let found = dir.path()?;
        if found != path {
            let why = format!("a link in its path leads to '{}'", found.display());
            return Err(io::Error::new(io::ErrorKind::NotADirectory, why));
        }
        Ok(dir)
    }

    /// The account that this directory belongs to, where that is neither this process's own nor an administrator: it may
    /// put anything here, and exchange what it has put here for something else at any time.
    pub fn foreign_owner(&self) -> io::Result<Option<Account>> {
        let owner = Sections::read(self.as_handle(), false)?.owner;
        Ok((!trusted_accounts().contains(&owner)).then_some(owner))
    }

    /// A directory that has just been opened, on whatever volume.
    pub(super) fn opened(handle: OwnedHandle) -> io::Result<Self> {
        if attributes(handle.as_handle())?.attributes & FILE_ATTRIBUTE_DIRECTORY == 0 {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let device = device_of(handle.as_handle())?;
        Ok(Self { handle, device, lock: Mutex::default() })
    }

    /// Opens a directory in this one.
    pub fn open_dir(&self, name: &OsStr) -> io::Result<Self> {
        let how = Open::existing(READ).with(wdk::FILE_DIRECTORY_FILE);
        let handle = nt::open_at(self.as_handle(), &check_name(name)?, how)?;
        let found = attributes(handle.as_handle())?;
        if found.attributes & FILE_ATTRIBUTE_REPARSE_POINT != 0 {
            match reparse::kind(found.tag) {
                Kind::Link => return Err(io::ErrorKind::NotADirectory.into()),
                Kind::Refused(why) => return Err(io::Error::other(why)),
                Kind::Transparent => {}
            }
        }
        Ok(Self { handle, device: self.device, lock: Mutex::default() })
    }

    /// A second handle on the same directory.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Self { handle: self.handle.try_clone()?, device: self.device, lock: Mutex::default() })
    }

    /// What the file system says about this directory.
    pub fn stat(&self) -> io::Result<Stat> {
        stat(self.as_handle(), self.device)
    }

    /// What the file system says about an entry; `None` if there is none.
    pub fn stat_entry(&self, name: &OsStr) -> io::Result<Option<Stat>> {
        match self.entry(name, FILE_READ_ATTRIBUTES) {
            Ok(entry) => Ok(Some(stat(entry.as_handle(), self.device)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Opens an entry itself, whatever it is.
    fn entry(&self, name: &OsStr, access: u32) -> io::Result<OwnedHandle> {
        Ok(nt::open_at(self.as_handle(), &check_name(name)?, Open::existing(access))?)
    }

    /// When this directory was made: a copy is given the time of its original, so that it says nothing here.
    pub fn born(&self) -> io::Result<Option<FileTime>> {
        Ok(None)
    }

    /// Where an entry leads, following links; `None` if that is nowhere: dangling, in a circle, or to something that
    /// is no directory.
    pub fn follow(&self, name: &OsStr) -> io::Result<Option<Destination>> {
        let how = Open { options: wdk::FILE_DIRECTORY_FILE, ..Open::existing(FILE_READ_ATTRIBUTES) };
        let end = match nt::open_at(self.as_handle(), &check_name(name)?, how) {
            Ok(end) => end,
            Err(Status(
                STATUS_OBJECT_NAME_NOT_FOUND
                | STATUS_OBJECT_PATH_NOT_FOUND
                | STATUS_OBJECT_NAME_INVALID
                | STATUS_NOT_A_DIRECTORY
                | STATUS_REPARSE_POINT_NOT_RESOLVED
                | STATUS_STOPPED_ON_SYMLINK,
            )) => return Ok(None),
            Err(status) => return Err(status.into()),
        };
        let device = device_of(end.as_handle())?;
        let id = id(end.as_handle(), device)?;
        let path = volume::final_path(end.as_handle())?;
        // The root of a volume stands in itself.
        let within = match path.parent() {
            Some(parent) => Self::opened(nt::open_path(parent, FILE_READ_ATTRIBUTES, false)?)?.id()?,
            None => id,
        };
        let same_name = path.file_name().is_some_and(|own| own.eq_ignore_ascii_case(name));
        Ok(Some(Destination { to: id, within, same_name }))
    }

    fn id(&self) -> io::Result<FileId> {
        id(self.as_handle(), self.device)
    }

    /// The text of a link that smpctl itself has made.
    pub fn read_own_link(&self, name: &OsStr) -> io::Result<OsString> {
        self.read_link(name)
    }

    /// The text of a link. Windows counts reading it as no access.
    pub fn read_link(&self, name: &OsStr) -> io::Result<OsString> {
        let data = reparse::read(self.entry(name, FILE_READ_ATTRIBUTES)?.as_handle())?;
        reparse::target(&data).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// The names in this directory, in the file system's order, without `.` and `..`.
    pub fn entries(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        self.for_each_name(&mut |name| {
            names.push(name.to_owned());
            true
        })?;
        Ok(names)
    }

    /// Calls `each` with every name in this directory, in the file system's order, without `.` and `..`, until
    /// it says no. Takes the same memory whatever the number of names.
    pub fn for_each_name(&self, each: &mut dyn FnMut(&OsStr) -> bool) -> io::Result<()> {
        // A handle of its own, so that two readers of one directory do not share a position.
        let handle = nt::reopen(self.as_handle(), FILE_LIST_DIRECTORY)?;
        let mut buffer = Buffer::new(32 * 1024);
        let mut restart = true;
        while let Some(length) =
            nt::read_directory(handle.as_handle(), wdk::FileNamesInformation, &mut buffer, restart)?
        {
            restart = false;
            let names = Names { bytes: &buffer.bytes()[..length], next: Some(0) };
            for name in names {
                let name = OsString::from_wide(&name);
                if name != "." && name != ".." && !each(&name) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Opens a file for reading, so that nobody can open it for writing while it is open here.
    ///
    /// Somebody who has it open for writing already is an error, which names who it is.
    pub fn open_file(&self, name: &OsStr) -> io::Result<File> {
        let wide = check_name(name)?;
        let how = Open { share: nt::SHARE_NO_WRITER, ..Open::existing(FILE_GENERIC_READ) }
            .with(wdk::FILE_NON_DIRECTORY_FILE);
        let open = |how| {
            nt::open_at(self.as_handle(), &wide, how).map_err(|status| self.name_holders(name, status.into()))
        };
        let file = open(how)?;
        let found = attributes(file.as_handle())?;
        if found.attributes & FILE_ATTRIBUTE_REPARSE_POINT == 0 {
            return Ok(file.into());
        }
        match reparse::kind(found.tag) {
            // Not as the mere reparse point, which has no content.
            Kind::Transparent => {
                let read = open(Open { options: wdk::FILE_NON_DIRECTORY_FILE, ..how })?;
                if id(read.as_handle(), self.device)? != id(file.as_handle(), self.device)? {
                    return Err(io::Error::other("it was replaced while it was being opened"));
                }
                Ok(read.into())
            }
            Kind::Link => Err(io::Error::other("it is a link")),
            Kind::Refused(why) => Err(io::Error::other(why)),
        }
    }

    /// Says with a sharing violation who has the file open.
    fn name_holders(&self, name: &OsStr, error: io::Error) -> io::Error {
        if !open_holders::is_in_use(&error) {
            return error;
        }
        match self.path() {
            Ok(path) => open_holders::named(&path.join(name), error),
            Err(_) => error,
        }
    }

    /// What belongs to this directory beside its entries and times.
    pub fn extended_attributes(&self) -> io::Result<ExtendedAttributes> {
        extended_attributes(self)
    }

    /// What belongs to a link beside its text and times.
    pub fn entry_extended_attributes(&self, name: &OsStr) -> io::Result<ExtendedAttributes> {
        let entry = self.entry(name, FILE_READ_ATTRIBUTES | READ_CONTROL)?;
        let mut found = security::attributes(entry.as_handle())?;
        found.push((REPARSE.to_owned(), reparse::read(entry.as_handle())?));
        found.sort();
        Ok(found)
    }

    /// Size and room of the volume this directory is on: what this account may still fill, quotas considered.
    pub fn volume_space(&self) -> io::Result<VolumeSpace> {
        volume::space(self.as_handle())
    }

    /// Takes the lock that says "a smpctl works here", for as long as this handle lives; `false` if another
    /// process has it.
    pub fn try_lock(&self) -> io::Result<bool> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            *lock = locks::take(self.id()?)?;
        }
        Ok(lock.is_some())
    }

    /// The process that holds the lock on this directory, as far as this account may see it.
    pub fn lock_holder(&self) -> io::Result<Option<super::super::Holder>> {
        locks::holder(self.id()?)
    }

    /// Makes a directory: one that only its owner, administrators and the system may use if the mode gives others
    /// nothing, else with the access list that it inherits.
    pub fn create_dir(&self, name: &OsStr, mode: u32) -> io::Result<()> {
        point("NtCreateFile(directory)")?;
        let how = Open { disposition: wdk::FILE_CREATE, ..Open::existing(FILE_READ_ATTRIBUTES) };
        let private = (mode & 0o077 == 0).then(security::private_descriptor);
        let how = how.with(wdk::FILE_DIRECTORY_FILE);
        nt::open_with(self.as_handle(), &check_name(name)?, how, private.as_ref())?;
        Ok(())
    }

    /// Makes a new, empty file with the access list that it inherits.
    pub fn create_file(&self, name: &OsStr, _mode: u32) -> io::Result<File> {
        point("NtCreateFile")?;
        let how = Open {
            disposition: wdk::FILE_CREATE,
            attributes: FILE_ATTRIBUTE_NORMAL,
            share: nt::SHARE_NO_WRITER,
            ..Open::existing(FILE_GENERIC_READ | FILE_GENERIC_WRITE | DELETE | WRITE_DAC)
        };
        let file = nt::open_at(self.as_handle(), &check_name(name)?, how.with(wdk::FILE_NON_DIRECTORY_FILE))?;
        Ok(file.into())
    }

    /// Makes a junction point to a directory that need not exist; a relative text counts from this directory.
    pub fn create_link(&self, target: &OsStr, name: &OsStr) -> io::Result<()> {
        check_name(name)?;
        point("junction::create")?;
        let path = self.path()?;
        let link = path.join(name);
        // The crate works by path: what it has made must be in this directory, and a link.
        if let Err(error) = junction::create(path.join(target), &link) {
            if error.kind() != io::ErrorKind::AlreadyExists {
                // It has made the directory, and not yet the link.
                let _ = self.remove_dir(name);
            }
            return Err(error);
        }
        match self.stat_entry(name)? {
            Some(stat) if stat.kind == FileKind::Link => Ok(()),
            _ => Err(io::Error::other("the directory was moved while a link was made in it")),
        }
    }

    /// Makes a link in `to` exactly like the one in this directory.
    pub fn copy_link(&self, name: &OsStr, _text: &OsStr, to: &Dir) -> io::Result<()> {
        let original = self.entry(name, FILE_READ_ATTRIBUTES)?;
        let data = reparse::read(original.as_handle())?;
        let is_directory = attributes(original.as_handle())?.attributes & FILE_ATTRIBUTE_DIRECTORY != 0;
        point("NtCreateFile(link)")?;
        let how = Open {
            disposition: wdk::FILE_CREATE,
            ..Open::existing(FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES | DELETE)
        };
        let kind = if is_directory { wdk::FILE_DIRECTORY_FILE } else { wdk::FILE_NON_DIRECTORY_FILE };
        let link = nt::open_at(to.as_handle(), &check_name(name)?, how.with(kind))?;
        point("FSCTL_SET_REPARSE_POINT")?;
        Ok(reparse::write(link.as_handle(), &data)?)
    }

    /// Gives an entry of this directory a second name in `to`.
    pub fn hard_link(&self, name: &OsStr, to: &Dir, new: &OsStr) -> io::Result<()> {
        point("FileLinkInformation")?;
        let file = self.entry(name, FILE_WRITE_ATTRIBUTES)?;
        let new = check_name(new)?;
        Ok(nt::set_name(file.as_handle(), 0, to.as_handle(), &new, wdk::FileLinkInformation)?)
    }

    /// There is nothing here but files, directories and links.
    pub fn create_node(&self, _name: &OsStr, _kind: FileKind, _rdev: u64) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Renames an entry, taking the place of a file or link that has the new name: in one step where Windows does that,
    /// else the other is removed first.
    pub fn rename(&self, name: &OsStr, to: &Dir, new: &OsStr) -> io::Result<()> {
        point("FileRenameInformation(replace)")?;
        const FLAGS: u32 = wdk::FILE_RENAME_REPLACE_IF_EXISTS
            | wdk::FILE_RENAME_POSIX_SEMANTICS
            | wdk::FILE_RENAME_IGNORE_READONLY_ATTRIBUTE;
        match self.rename_with(name, to, new, FLAGS) {
            Err(Status(STATUS_ACCESS_DENIED | STATUS_OBJECT_NAME_COLLISION | STATUS_CANNOT_DELETE))
                if to.stat_entry(new)?.is_some_and(|stat| stat.kind == FileKind::Link) =>
            {
                to.remove_file(new)?;
                self.rename_new(name, to, new)
            }
            other => other.map_err(|status| self.not_renamed(name, status)),
        }
    }

    /// Renames an entry; an error if the new name is taken.
    pub fn rename_new(&self, name: &OsStr, to: &Dir, new: &OsStr) -> io::Result<()> {
        point("FileRenameInformation")?;
        self.rename_with(name, to, new, wdk::FILE_RENAME_POSIX_SEMANTICS)
            .map_err(|status| self.not_renamed(name, status))
    }

    fn not_renamed(&self, name: &OsStr, status: Status) -> io::Error {
        match status {
            // What Windows also says of a folder in which anything is open.
            Status(STATUS_ACCESS_DENIED) => io::Error::new(
                io::ErrorKind::PermissionDenied,
                "access denied: a program may have something in it open, or this account may not move it",
            ),
            other => self.name_holders(name, other.into()),
        }
    }

    fn rename_with(&self, name: &OsStr, to: &Dir, new: &OsStr, flags: u32) -> Result<(), Status> {
        let invalid = |_| Status(STATUS_OBJECT_NAME_INVALID);
        let (name, new) = (check_name(name).map_err(invalid)?, check_name(new).map_err(invalid)?);
        let entry = nt::open_at(self.as_handle(), &name, Open::existing(DELETE | FILE_READ_ATTRIBUTES))?;
        let renamed =
            nt::set_name(entry.as_handle(), flags, to.as_handle(), &new, wdk::FileRenameInformationEx);
        match renamed {
            // Before Windows 10 1607, and on some file systems.
            Err(status) if status.is_unknown_call() => nt::set_name(
                entry.as_handle(),
                flags & wdk::FILE_RENAME_REPLACE_IF_EXISTS,
                to.as_handle(),
                &new,
                wdk::FileRenameInformation,
            ),
            other => other,
        }
    }

    /// Windows cannot let two entries change places in one step.
    pub fn exchange(&self, _name: &OsStr, _to: &Dir, _other: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Removes a file or link.
    pub fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        point("FileDispositionInformation")?;
        self.remove(name, false)
    }

    /// Removes an empty directory.
    pub fn remove_dir(&self, name: &OsStr) -> io::Result<()> {
        point("FileDispositionInformation(directory)")?;
        self.remove(name, true)
    }

    fn remove(&self, name: &OsStr, directory: bool) -> io::Result<()> {
        let wide = check_name(name)?;
        let how = Open::existing(DELETE | FILE_READ_ATTRIBUTES);
        let entry = nt::open_at(self.as_handle(), &wide, how)
            .map_err(|status| self.name_holders(name, status.into()))?;
        let found = attributes(entry.as_handle())?;
        let is_link =
            found.attributes & FILE_ATTRIBUTE_REPARSE_POINT != 0 && reparse::kind(found.tag) == Kind::Link;
        let is_directory = found.attributes & FILE_ATTRIBUTE_DIRECTORY != 0 && !is_link;
        match (directory, is_directory) {
            (true, false) => return Err(io::ErrorKind::NotADirectory.into()),
            (false, true) => return Err(io::ErrorKind::IsADirectory.into()),
            _ => {}
        }
        // The name is free as soon as this handle is closed, even if others have the entry open.
        let disposition = wdk::FILE_DISPOSITION_INFORMATION_EX {
            Flags: wdk::FILE_DISPOSITION_DELETE
                | wdk::FILE_DISPOSITION_POSIX_SEMANTICS
                | wdk::FILE_DISPOSITION_IGNORE_READONLY_ATTRIBUTE,
        };
        match nt::set(entry.as_handle(), &disposition, wdk::FileDispositionInformationEx) {
            Err(status) if status.is_unknown_call() => {
                if found.attributes & FILE_ATTRIBUTE_READONLY != 0 {
                    let writable = nt::reopen(entry.as_handle(), FILE_WRITE_ATTRIBUTES)?;
                    set_attributes(writable.as_handle(), found.attributes & !FILE_ATTRIBUTE_READONLY)?;
                }
                nt::set(entry.as_handle(), &1_u8, wdk::FileDispositionInformation)
            }
            other => other,
        }
        .map_err(|status| self.name_holders(name, status.into()))
    }

    /// Makes the names in this directory durable.
    ///
    /// NTFS flushes a directory whose handle may change it; other file systems order names in their journal and know
    /// no such call.
    pub fn sync(&self) -> io::Result<()> {
        point("FlushFileBuffers(directory)")?;
        let handle = nt::reopen(self.as_handle(), FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY)?;
        match nt::flush(handle.as_handle()) {
            Err(status) if status.is_unknown_call() => Ok(()),
            other => Ok(other?),
        }
    }

    /// Makes everything on this directory's volume durable. Only administrators may.
    pub fn sync_volume(&self) -> io::Result<()> {
        point("FlushFileBuffers(volume)")?;
        volume::flush(self.as_handle())
    }

    /// Gives this directory the times of `stat`.
    pub fn set_times(&self, stat: &Stat) -> io::Result<()> {
        point("FileBasicInformation")?;
        let handle = nt::reopen(self.as_handle(), FILE_WRITE_ATTRIBUTES)?;
        set_basic(handle.as_handle(), stat, 0)
    }

    /// Gives a link in this directory the times of `stat`.
    pub fn set_link_times(&self, name: &OsStr, stat: &Stat) -> io::Result<()> {
        point("FileBasicInformation")?;
        set_basic(self.entry(name, FILE_WRITE_ATTRIBUTES)?.as_handle(), stat, 0)
    }

    /// Lets nobody into this directory but administrators, the system and its owner; nothing is inherited from above.
    pub fn remove_acls(&self) -> io::Result<()> {
        point("NtSetSecurityObject")?;
        let handle = nt::reopen(self.as_handle(), WRITE_DAC | READ_CONTROL)?;
        let owner = Sections::read(handle.as_handle(), false)?.owner;
        security::set_dacl(handle.as_handle(), &security::private_dacl(&owner))
    }

    /// Lets nobody in but administrators, the system and its owner. Who follows a junction needs no right to the
    /// folders above where it leads, so that nobody has to be let pass.
    pub fn set_private(&self, _others_may_pass: bool) -> io::Result<()> {
        self.remove_acls()
    }

    /// Whether this account can remove what is in this directory: packages are moved by administrators alone here.
    pub fn may_be_emptied(&self, _stat: &Stat) -> io::Result<bool> {
        Ok(true)
    }

    /// Lets this account give this directory another parent: no attribute of a directory forbids that here.
    pub fn make_movable(&self, _stat: &Stat) -> io::Result<bool> {
        Ok(false)
    }

    /// Undoes that.
    pub fn set_mode(&self, _stat: &Stat) -> io::Result<()> {
        Ok(())
    }

    /// Lets this account remove what is in this directory.
    pub fn make_writable(&self, _stat: &Stat) -> io::Result<()> {
        point("FileBasicInformation")?;
        let handle = nt::reopen(self.as_handle(), FILE_WRITE_ATTRIBUTES | FILE_READ_ATTRIBUTES)?;
        let found = attributes(handle.as_handle())?.attributes;
        set_attributes(handle.as_handle(), found & !FILE_ATTRIBUTE_READONLY)
    }

    /// The absolute path this directory has at present, without links.
    pub fn path(&self) -> io::Result<PathBuf> {
        volume::final_path(self.as_handle())
    }

    /// This account may create and remove entries of this directory.
    pub fn is_writable(&self) -> io::Result<bool> {
        permitted(nt::reopen(self.as_handle(), FILE_ADD_FILE | FILE_ADD_SUBDIRECTORY | FILE_TRAVERSE))
    }

    /// This account may read an entry, as far as that can be told by opening it.
    pub fn is_readable(&self, name: &OsStr) -> io::Result<bool> {
        permitted(nt::open_at(self.as_handle(), &check_name(name)?, Open::existing(FILE_GENERIC_READ)))
    }

    /// The directory this one stands in; the root of a volume stands in itself.
    pub fn open_parent(&self) -> io::Result<Dir> {
        let path = self.path()?;
        Self::opened(nt::open_path(path.parent().unwrap_or(&path), READ, true)?)
    }

    /// Files that have no name are not to be had.
    pub fn create_unnamed_file(&self) -> io::Result<Option<File>> {
        Ok(None)
    }
}

/// The names in a buffer of `FILE_NAMES_INFORMATION`.
struct Names<'a> {
    bytes: &'a [u8],
    next: Option<usize>,
}

impl Iterator for Names<'_> {
    type Item = Vec<u16>;

    fn next(&mut self) -> Option<Vec<u16>> {
        let at = self.next?;
        // Offset of the next, an index, the name's length in bytes, the name.
        let step = nt::u32_at(self.bytes, at)? as usize;
        self.next = (step > 0).then(|| at + step);
        nt::text_at(self.bytes, at + 12, nt::u32_at(self.bytes, at + 8)? as usize)
    }
}

fn permitted(opened: Result<OwnedHandle, Status>) -> io::Result<bool> {
    match opened.map_err(io::Error::from) {
        Ok(_) => Ok(true),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Ok(false)
        }
        Err(error) if open_holders::is_in_use(&error) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Attributes and reparse tag.
pub(super) fn attributes(handle: BorrowedHandle<'_>) -> io::Result<AttributeTag> {
    match nt::query::<AttributeTag>(handle, wdk::FileAttributeTagInformation) {
        Err(status) if status.is_unknown_call() => {
            let basic: wdk::FILE_BASIC_INFORMATION = nt::query(handle, wdk::FileBasicInformation)?;
            Ok(AttributeTag { attributes: basic.FileAttributes, tag: 0 })
        }
        other => Ok(other?),
    }
}

fn id(handle: BorrowedHandle<'_>, device: u64) -> io::Result<FileId> {
    let internal: wdk::FILE_INTERNAL_INFORMATION = nt::query(handle, wdk::FileInternalInformation)?;
    Ok(FileId { device, inode: internal.IndexNumber as u64 })
}

/// A hash that is the same in every smpctl, for locks are named by it (FNV-1a).
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A number for the volume of an open file: of its GUID, for serial numbers are copied along with disks.
pub(super) fn device_of(handle: BorrowedHandle<'_>) -> io::Result<u64> {
    if let Some(volume) = volume::guid_path(handle)? {
        return Ok(fnv1a(volume.as_encoded_bytes()));
    }
    volume::serial(handle).map(u64::from)
}

fn stat(handle: BorrowedHandle<'_>, device: u64) -> io::Result<Stat> {
    let found = attributes(handle)?;
    let basic: wdk::FILE_BASIC_INFORMATION = nt::query(handle, wdk::FileBasicInformation)?;
    let standard: nt::Standard = nt::query(handle, wdk::FileStandardInformation)?;
    let is_directory = found.attributes & FILE_ATTRIBUTE_DIRECTORY != 0;
    let mut kind = if is_directory { FileKind::Directory } else { FileKind::File };
    let (mut mount_root, mut refused) = (false, None);
    if found.attributes & FILE_ATTRIBUTE_REPARSE_POINT != 0 {
        match reparse::kind(found.tag) {
            Kind::Link => {
                mount_root = reparse::read(handle).is_ok_and(|data| reparse::is_volume_mount_point(&data));
                kind = if mount_root { FileKind::Directory } else { FileKind::Link };
            }
            Kind::Transparent => {}
            Kind::Refused(why) => refused = Some(why),
        }
    }
    Ok(Stat {
        kind,
        id: id(handle, device)?,
        // Rights are in access lists.
        mode: 0o700,
        uid: 0,
        gid: 0,
        links: standard.links.into(),
        size: if is_directory { 0 } else { standard.end_of_file as u64 },
        allocated: standard.allocation_size as u64,
        rdev: 0,
        created: Some(time(basic.CreationTime)),
        accessed: time(basic.LastAccessTime),
        modified: time(basic.LastWriteTime),
        changed: time(basic.ChangeTime),
        mount_root,
        reports_mount_roots: true,
        immovable: false,
        refused,
    })
}

/// What the file system says about an open file.
pub fn file_stat(file: &File) -> io::Result<Stat> {
    stat(file.as_handle(), device_of(file.as_handle())?)
}

/// What belongs to an open file or directory beside its content and times.
pub fn extended_attributes(file: &impl AsHandle) -> io::Result<ExtendedAttributes> {
    let mut found = security::attributes(file.as_handle())?;
    found.extend(streams::attributes(file.as_handle())?);
    found.sort();
    Ok(found)
}

/// Between 1601, where Windows begins to count, and 1970, in steps of 100 ns.
const EPOCH: i64 = 116_444_736_000_000_000;

/// A time of Windows, in steps of 100 ns since 1601.
fn time(ticks: i64) -> FileTime {
    let since = ticks - EPOCH;
    FileTime { seconds: since.div_euclid(10_000_000), nanoseconds: since.rem_euclid(10_000_000) as u32 * 100 }
}

fn ticks(time: FileTime) -> i64 {
    time.seconds
        .saturating_mul(10_000_000)
        .saturating_add(i64::from(time.nanoseconds / 100))
        .saturating_add(EPOCH)
}

/// Sets all four times, and attributes unless they are 0.
pub(super) fn set_basic(handle: BorrowedHandle<'_>, stat: &Stat, attributes: u32) -> io::Result<()> {
    let basic = wdk::FILE_BASIC_INFORMATION {
        CreationTime: stat.created.map_or(0, ticks),
        LastAccessTime: ticks(stat.accessed),
        LastWriteTime: ticks(stat.modified),
        ChangeTime: ticks(stat.changed),
        FileAttributes: attributes,
    };
    Ok(nt::set(handle, &basic, wdk::FileBasicInformation)?)
}

/// Sets attributes and leaves times alone.
pub(super) fn set_attributes(handle: BorrowedHandle<'_>, attributes: u32) -> io::Result<()> {
    let attributes = if attributes == 0 { FILE_ATTRIBUTE_NORMAL } else { attributes };
    let basic = wdk::FILE_BASIC_INFORMATION {
        CreationTime: 0,
        LastAccessTime: 0,
        LastWriteTime: 0,
        ChangeTime: 0,
        FileAttributes: attributes,
    };
    Ok(nt::set(handle, &basic, wdk::FileBasicInformation)?)
}

/// Whoever sets owner and access list of an open file needs these rights.
pub(super) const CHANGE: u32 =
    FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES | READ_CONTROL | WRITE_DAC | WRITE_OWNER;

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::{Read, Write};

    fn place() -> (Dir, tempfile::TempDir) {
        let keep = tempfile::tempdir().unwrap();
        (Dir::open_root(keep.path()).unwrap(), keep)
    }

    fn name(text: &str) -> &OsStr {
        OsStr::new(text)
    }

    #[test]
    fn names_of_several_components_and_streams_are_refused() {
        let (dir, keep) = place();
        fs::create_dir_all(keep.path().join("a/b")).unwrap();
        for wrong in [r"a\b", "a/b", ".", "..", "", "a:stream", "a::$INDEX_ALLOCATION", "a\0"] {
            assert_eq!(
                dir.open_dir(name(wrong)).unwrap_err().kind(),
                io::ErrorKind::InvalidInput,
                "{wrong:?}"
            );
            assert!(dir.stat_entry(name(wrong)).is_err(), "{wrong:?}");
            assert!(dir.rename(name("a"), &dir, name(wrong)).is_err(), "{wrong:?}");
        }
        assert_eq!(dir.stat_entry(name("absent")).unwrap(), None);
        assert_eq!(dir.entries().unwrap(), ["a"]);
    }

    #[test]
    fn many_names_are_listed_once_each() {
        let (dir, keep) = place();
        for number in 0..1500 {
            fs::write(keep.path().join(format!("a name that is rather long, number {number} \u{1f4e6}")), "")
                .unwrap();
        }
        let mut names = dir.entries().unwrap();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 1500);
        let mut seen = 0;
        dir.for_each_name(&mut |_| {
            seen += 1;
            seen < 10
        })
        .unwrap();
        assert_eq!(seen, 10);
    }

    #[test]
    fn entries_are_moved_between_held_directories() {
        let (dir, keep) = place();
        for folder in ["from", "to"] {
            dir.create_dir(name(folder), 0o700).unwrap();
        }
        let (from, to) = (dir.open_dir(name("from")).unwrap(), dir.open_dir(name("to")).unwrap());
        fs::create_dir_all(keep.path().join("from/package/cache")).unwrap();
        fs::write(keep.path().join("from/package/cache/file"), "content").unwrap();
        let before = from.stat_entry(name("package")).unwrap().unwrap();
        from.rename_new(name("package"), &to, name("package")).unwrap();
        let after = to.stat_entry(name("package")).unwrap().unwrap();
        assert_eq!(
            (before.id, before.modified, before.kind),
            (after.id, after.modified, FileKind::Directory)
        );
        assert_eq!(from.stat_entry(name("package")).unwrap(), None);
        assert_eq!(fs::read(keep.path().join("to/package/cache/file")).unwrap(), b"content");
        // What is taken stays.
        from.create_dir(name("package"), 0o700).unwrap();
        let taken = from.rename_new(name("package"), &to, name("package")).unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(to.stat_entry(name("package")).unwrap().unwrap().id, before.id);
        let exchanged = from.exchange(name("package"), &to, name("package")).unwrap_err();
        assert_eq!(exchanged.kind(), io::ErrorKind::Unsupported);
        // A file's place is taken in one step.
        for (folder, text) in [(&from, "new"), (&to, "old")] {
            folder.create_file(name("file"), 0o600).unwrap().write_all(text.as_bytes()).unwrap();
        }
        from.rename(name("file"), &to, name("file")).unwrap();
        assert_eq!(fs::read(keep.path().join("to/file")).unwrap(), b"new");
        assert!(from.sync().is_ok() && to.sync().is_ok());
    }

    #[test]
    fn only_what_is_meant_is_removed() {
        let (dir, keep) = place();
        fs::create_dir(keep.path().join("folder")).unwrap();
        fs::write(keep.path().join("folder/file"), "").unwrap();
        fs::write(keep.path().join("file"), "").unwrap();
        assert!(dir.remove_file(name("folder")).is_err());
        assert!(dir.remove_dir(name("file")).is_err());
        assert_eq!(dir.remove_dir(name("folder")).unwrap_err().kind(), io::ErrorKind::DirectoryNotEmpty);
        let mut permissions = fs::metadata(keep.path().join("file")).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(keep.path().join("file"), permissions).unwrap();
        dir.remove_file(name("file")).unwrap();
        let folder = dir.open_dir(name("folder")).unwrap();
        folder.remove_file(name("file")).unwrap();
        drop(folder);
        dir.remove_dir(name("folder")).unwrap();
        assert!(dir.entries().unwrap().is_empty());
    }

    #[test]
    fn names_of_one_file_are_known_as_such() {
        let (dir, _keep) = place();
        dir.create_file(name("one"), 0o600).unwrap().write_all(b"content").unwrap();
        dir.hard_link(name("one"), &dir, name("two")).unwrap();
        let (one, two) =
            (dir.stat_entry(name("one")).unwrap().unwrap(), dir.stat_entry(name("two")).unwrap().unwrap());
        assert_eq!((one.id, one.links, one.size), (two.id, 2, 7));
        assert_ne!(one.id, dir.stat().unwrap().id);
        let mut text = String::new();
        dir.open_file(name("two")).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "content");
        assert!(dir.create_file(name("one"), 0o600).is_err());
        assert!(dir.open_file(name("absent")).is_err_and(|error| error.kind() == io::ErrorKind::NotFound));
    }

    #[test]
    fn times_are_kept_to_100_nanoseconds() {
        for (moment, ticks_since_1601) in [
            (FileTime { seconds: 0, nanoseconds: 0 }, 116_444_736_000_000_000),
            (FileTime { seconds: -1, nanoseconds: 999_999_900 }, 116_444_735_999_999_999),
            (FileTime { seconds: -11_644_473_600, nanoseconds: 0 }, 0),
        ] {
            assert_eq!(ticks(moment), ticks_since_1601);
            assert_eq!(time(ticks_since_1601), moment);
        }
        let (dir, _keep) = place();
        dir.create_dir(name("folder"), 0o700).unwrap();
        let folder = dir.open_dir(name("folder")).unwrap();
        let moment = FileTime { seconds: 1_000_000_000, nanoseconds: 123_456_700 };
        let wanted = Stat { modified: moment, ..folder.stat().unwrap() };
        folder.set_times(&wanted).unwrap();
        assert_eq!(folder.stat().unwrap().modified, moment);
    }
}
