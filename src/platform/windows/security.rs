//! Owners and access lists: security descriptors, read and written as the system keeps them.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::ffi::{CStr, CString};
use std::fmt;
use std::io;
use std::os::windows::io::{AsHandle, AsRawHandle, BorrowedHandle};
use std::ptr::null;

use windows_sys::Wdk::Storage::FileSystem::{NtQuerySecurityObject, NtSetSecurityObject};
use windows_sys::Win32::Foundation::STATUS_BUFFER_TOO_SMALL;
use windows_sys::Win32::Security::{
    DACL_SECURITY_INFORMATION, GROUP_SECURITY_INFORMATION, LookupAccountSidW, OWNER_SECURITY_INFORMATION,
    PROTECTED_DACL_SECURITY_INFORMATION, SACL_SECURITY_INFORMATION, UNPROTECTED_DACL_SECURITY_INFORMATION,
};
use windows_sys::Win32::System::SystemServices::ACCESS_SYSTEM_SECURITY;

use super::directory::ExtendedAttributes;
use super::nt::{self, Buffer, Status, u16_at, u32_at};
use super::privileges;

/// The owner and the group, one SID after the other.
pub const OWNER: &CStr = c"owner";
/// Who may do what: whether it keeps what is above from adding to it, and the list.
pub const DACL: &CStr = c"dacl";
/// What is written to the security log, in the same form.
pub const SACL: &CStr = c"sacl";

const SELF_RELATIVE: u16 = 0x8000;
const DACL_PRESENT: u16 = 0x0004;
const SACL_PRESENT: u16 = 0x0010;
const DACL_AUTO_INHERIT_REQUIRED: u16 = 0x0100;
const DACL_AUTO_INHERITED: u16 = 0x0400;
const DACL_PROTECTED: u16 = 0x1000;
const SACL_PROTECTED: u16 = 0x2000;

/// Somebody, as Windows numbers them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sid(Vec<u8>);

impl Sid {
    /// The one that begins a buffer; `None` if that makes no sense.
    fn first_of(bytes: &[u8]) -> Option<Self> {
        let length = 8 + 4 * usize::from(*bytes.get(1)?);
        Some(Self(bytes.get(..length)?.to_vec()))
    }

    /// One of the authority `NT AUTHORITY`, or of another, by its last numbers.
    pub fn well_known(authority: u8, numbers: &[u32]) -> Self {
        let mut bytes = vec![1, numbers.len() as u8, 0, 0, 0, 0, 0, authority];
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        Self(bytes)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A SID that has been read elsewhere.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::first_of(bytes)
    }

    /// `S-1-5-32-544`.
    pub fn text(&self) -> String {
        let number = |at: usize| u32_at(&self.0, at).unwrap_or_default();
        let authority =
            self.0.get(2..8).unwrap_or_default().iter().fold(0_u64, |all, b| all << 8 | u64::from(*b));
        let mut text = format!("S-1-{authority}");
        for at in (8..self.0.len()).step_by(4) {
            text.push_str(&format!("-{}", number(at)));
        }
        text
    }

    /// The account's name with its domain, if the system knows it.
    pub fn name(&self) -> Option<String> {
        let (mut name, mut domain) = (vec![0_u16; 256], vec![0_u16; 256]);
        let (mut name_length, mut domain_length) = (name.len() as u32, domain.len() as u32);
        let mut kind = 0;
        // SAFETY: the SID is whole (see `first_of`) and only read; the buffers are as long as is said.
        let found = unsafe {
            LookupAccountSidW(
                null(),
                self.0.as_ptr().cast_mut().cast(),
                name.as_mut_ptr(),
                &mut name_length,
                domain.as_mut_ptr(),
                &mut domain_length,
                &mut kind,
            )
        };
        if found == 0 {
            return None;
        }
        let (name, domain) = (nt::from_wide(&name), nt::from_wide(&domain));
        let (name, domain) = (name.to_string_lossy(), domain.to_string_lossy());
        Some(if domain.is_empty() { name.into_owned() } else { format!(r"{domain}\{name}") })
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name().unwrap_or_else(|| self.text()))
    }
}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// `NT AUTHORITY\SYSTEM`.
pub fn system() -> Sid {
    Sid::well_known(5, &[18])
}

/// `BUILTIN\Administrators`.
pub fn administrators() -> Sid {
    Sid::well_known(5, &[32, 544])
}

/// `NT SERVICE\TrustedInstaller`.
pub fn trusted_installer() -> Sid {
    Sid::well_known(5, &[80, 956_008_885, 3_418_522_649, 1_831_038_044, 1_853_292_631, 2_271_478_464])
}

/// One access list, and whether it is kept from being added to from above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acl {
    /// Nothing is inherited into it.
    pub protected: bool,
    /// The list as the system keeps it; `None` is no list at all, which lets everybody do everything.
    pub list: Option<Vec<u8>>,
}

/// One entry of an access list that grants or denies something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ace {
    /// It takes rights away instead of giving them.
    pub denies: bool,
    /// It only stands here to be inherited.
    pub inherit_only: bool,
    /// The rights.
    pub mask: u32,
    /// Whose they are.
    pub sid: Sid,
}

impl Acl {
    /// Its entries that concern access, but those of kinds that depend on conditions or objects.
    pub fn entries(&self) -> Vec<Ace> {
        const ALLOWED: u8 = 0;
        const DENIED: u8 = 1;
        const ALLOWED_CALLBACK: u8 = 9;
        const INHERIT_ONLY: u8 = 8;
        let mut entries = Vec::new();
        let Some(list) = &self.list else { return entries };
        let mut at = 8;
        while let (Some(kind), Some(flags), Some(size)) =
            (list.get(at), list.get(at + 1), u16_at(list, at + 2))
        {
            let (entry, size) = (list.get(at..at + usize::from(size)), usize::from(size));
            let parts = entry.and_then(|entry| Some((u32_at(entry, 4)?, Sid::first_of(entry.get(8..)?)?)));
            if let (ALLOWED | DENIED | ALLOWED_CALLBACK, Some((mask, sid))) = (*kind, parts) {
                let (denies, inherit_only) = (*kind == DENIED, flags & INHERIT_ONLY != 0);
                entries.push(Ace { denies, inherit_only, mask, sid });
            }
            if size < 8 {
                break;
            }
            at += size;
        }
        entries
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::from(self.protected), u8::from(self.list.is_some())];
        bytes.extend(self.list.iter().flatten());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let [protected, there, list @ ..] = bytes else { return None };
        Some(Self { protected: *protected != 0, list: (*there != 0).then(|| list.to_vec()) })
    }
}

/// The parts of a security descriptor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sections {
    /// Who owns it.
    pub owner: Sid,
    /// Its primary group.
    pub group: Sid,
    /// Who may do what.
    pub dacl: Acl,
    /// What is written to the security log; `None` if it was not asked for.
    pub sacl: Option<Acl>,
}

impl Sections {
    /// Those of an open file. The handle needs `READ_CONTROL`, and for the SACL `ACCESS_SYSTEM_SECURITY`.
    pub fn read(handle: BorrowedHandle<'_>, with_sacl: bool) -> io::Result<Self> {
        let mut what = OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
        if with_sacl {
            what |= SACL_SECURITY_INFORMATION;
        }
        let mut size = 1024_u32;
        loop {
            let mut buffer = Buffer::new(size as usize);
            let mut needed = 0;
            // SAFETY: the buffer is as long as is said, and the handle is open.
            let status = unsafe {
                NtQuerySecurityObject(handle.as_raw_handle(), what, buffer.as_mut_ptr(), size, &mut needed)
            };
            match status {
                STATUS_BUFFER_TOO_SMALL if needed > size => size = needed,
                status if status < 0 => return Err(Status(status).into()),
                _ => {
                    let parsed = Self::parse(buffer.bytes(), with_sacl);
                    return parsed.ok_or_else(|| io::ErrorKind::InvalidData.into());
                }
            }
        }
    }

    fn parse(bytes: &[u8], with_sacl: bool) -> Option<Self> {
        let control = u16_at(bytes, 2)?;
        let section = |at: usize| {
            let offset = u32_at(bytes, at)? as usize;
            if offset == 0 { None } else { bytes.get(offset..) }
        };
        let acl = |at: usize, present: u16, protected: u16| {
            let list = section(at).filter(|_| control & present != 0);
            let list = list.and_then(|list| list.get(..usize::from(u16_at(list, 2)?)));
            Acl { protected: control & protected != 0, list: list.map(<[u8]>::to_vec) }
        };
        Some(Self {
            owner: Sid::first_of(section(4)?)?,
            group: section(8).and_then(Sid::first_of).unwrap_or_else(|| Sid::well_known(0, &[0])),
            dacl: acl(16, DACL_PRESENT, DACL_PROTECTED),
            sacl: with_sacl.then(|| acl(12, SACL_PRESENT, SACL_PROTECTED)),
        })
    }
}

/// The security descriptor of something new that only administrators, the system and this account may use.
pub fn private_descriptor() -> Buffer {
    descriptor(None, Some(&private_dacl(&privileges::effective_user())), None)
}

/// A security descriptor with these parts.
fn descriptor(owner: Option<(&Sid, &Sid)>, dacl: Option<&Acl>, sacl: Option<&Acl>) -> Buffer {
    let mut bytes = vec![0; 20];
    let mut control = SELF_RELATIVE;
    let append = |at: usize, part: &[u8], bytes: &mut Vec<u8>| {
        let offset = (bytes.len() as u32).to_le_bytes();
        bytes[at..at + 4].copy_from_slice(&offset);
        bytes.extend_from_slice(part);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    };
    if let Some((owner, group)) = owner {
        append(4, owner.bytes(), &mut bytes);
        append(8, group.bytes(), &mut bytes);
    }
    for (acl, at, present, protected) in
        [(sacl, 12, SACL_PRESENT, SACL_PROTECTED), (dacl, 16, DACL_PRESENT, DACL_PROTECTED)]
    {
        let Some(acl) = acl else { continue };
        control |= present;
        if acl.protected {
            control |= protected;
        }
        if let Some(list) = &acl.list {
            append(at, list, &mut bytes);
        }
    }
    if dacl.is_some_and(|dacl| !dacl.protected) {
        // What was inherited stays marked so.
        control |= DACL_AUTO_INHERIT_REQUIRED | DACL_AUTO_INHERITED;
    }
    bytes[0] = 1;
    bytes[2..4].copy_from_slice(&control.to_le_bytes());
    let mut buffer = Buffer::new(bytes.len());
    buffer.bytes_mut()[..bytes.len()].copy_from_slice(&bytes);
    buffer
}

fn set(handle: BorrowedHandle<'_>, what: u32, mut descriptor: Buffer) -> io::Result<()> {
    // SAFETY: the descriptor is whole and aligned, and only read; the handle is open.
    let status = unsafe { NtSetSecurityObject(handle.as_raw_handle(), what, descriptor.as_mut_ptr()) };
    if status < 0 { Err(Status(status).into()) } else { Ok(()) }
}

/// Sets who may do what.
pub fn set_dacl(handle: BorrowedHandle<'_>, dacl: &Acl) -> io::Result<()> {
    let protection = match dacl.protected {
        true => PROTECTED_DACL_SECURITY_INFORMATION,
        false => UNPROTECTED_DACL_SECURITY_INFORMATION,
    };
    set(handle, DACL_SECURITY_INFORMATION | protection, descriptor(None, Some(dacl), None))
}

/// Sets one of the attributes that [`attributes`] gave; the handle needs the right to.
pub fn set_attribute(handle: BorrowedHandle<'_>, name: &CStr, value: &[u8]) -> io::Result<()> {
    let invalid = || io::Error::from(io::ErrorKind::InvalidData);
    if name == OWNER {
        let owner = Sid::first_of(value).ok_or_else(invalid)?;
        let group = Sid::first_of(&value[owner.0.len()..]).ok_or_else(invalid)?;
        let what = OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION;
        return set(handle, what, descriptor(Some((&owner, &group)), None, None));
    }
    let acl = Acl::from_bytes(value).ok_or_else(invalid)?;
    if name == SACL {
        let handle = nt::reopen(handle, ACCESS_SYSTEM_SECURITY)?;
        return set(handle.as_handle(), SACL_SECURITY_INFORMATION, descriptor(None, None, Some(&acl)));
    }
    set_dacl(handle, &acl)
}

/// Owner, access list, and where the account may read it the list for the security log, as attributes.
pub fn attributes(handle: BorrowedHandle<'_>) -> io::Result<ExtendedAttributes> {
    // Audit lists are seen with a privilege that administrators have.
    let audited = match privileges::enable().security {
        true => {
            nt::reopen(handle, ACCESS_SYSTEM_SECURITY | windows_sys::Win32::Storage::FileSystem::READ_CONTROL)
                .ok()
        }
        false => None,
    };
    let sections = match &audited {
        Some(audited) => Sections::read(audited.as_handle(), true)?,
        None => Sections::read(handle, false)?,
    };
    let owner = [sections.owner.bytes(), sections.group.bytes()].concat();
    let mut found: Vec<(CString, Vec<u8>)> =
        vec![(OWNER.to_owned(), owner), (DACL.to_owned(), sections.dacl.to_bytes())];
    if let Some(sacl) = sections.sacl.filter(|sacl| sacl.list.is_some()) {
        found.push((SACL.to_owned(), sacl.to_bytes()));
    }
    Ok(found)
}

/// An access list, as an attribute, to which nothing is added from above, and of which no entry counts as inherited.
pub fn made_own(value: &[u8]) -> Vec<u8> {
    const INHERITED: u8 = 0x10;
    let Some(mut acl) = Acl::from_bytes(value) else { return value.to_vec() };
    acl.protected = true;
    if let Some(list) = &mut acl.list {
        let mut at = 8;
        while let Some(size) = u16_at(list, at + 2).filter(|size| *size >= 8) {
            if let Some(flags) = list.get_mut(at + 1) {
                *flags &= !INHERITED;
            }
            at += usize::from(size);
        }
    }
    acl.to_bytes()
}

const FULL: u32 = 0x001f_01ff;
const INHERITED_BY_ALL: u8 = 3;

/// A list that lets these in and nobody else, and passes that on.
pub fn dacl_of(rights: &[(&Sid, u32)]) -> Acl {
    let mut list = vec![2, 0, 0, 0, rights.len() as u8, 0, 0, 0];
    for (sid, mask) in rights {
        list.extend([0, INHERITED_BY_ALL]);
        list.extend((8 + sid.0.len() as u16).to_le_bytes());
        list.extend(mask.to_le_bytes());
        list.extend(&sid.0);
    }
    let length = (list.len() as u16).to_le_bytes();
    list[2..4].copy_from_slice(&length);
    Acl { protected: true, list: Some(list) }
}

/// A list that lets administrators, the system and this owner do everything, and nobody else anything.
pub fn private_dacl(owner: &Sid) -> Acl {
    let (system, administrators) = (system(), administrators());
    let mut rights = vec![(&system, FULL), (&administrators, FULL)];
    if *owner != system && *owner != administrators {
        rights.push((owner, FULL));
    }
    dacl_of(&rights)
}

/// The same, and everybody may read.
pub fn public_dacl(owner: &Sid) -> Acl {
    const READ_AND_ENTER: u32 = 0x0012_00a9;
    let (system, administrators, users) = (system(), administrators(), Sid::well_known(5, &[32, 545]));
    let mut rights = vec![(&system, FULL), (&administrators, FULL)];
    if *owner != system && *owner != administrators {
        rights.push((owner, FULL));
    }
    rights.push((&users, READ_AND_ENTER));
    dacl_of(&rights)
}

/// A SID as Windows writes it, to compare [`Sid::text`] with.
#[cfg(test)]
fn text_of(sid: &Sid) -> String {
    use windows_sys::Win32::Foundation::LocalFree;
    use windows_sys::Win32::Security::Authorization::ConvertSidToStringSidW;
    let mut text = std::ptr::null_mut();
    // SAFETY: the SID is whole and only read; what is returned is a string with a zero at its end, which is freed.
    unsafe {
        assert_ne!(ConvertSidToStringSidW(sid.0.as_ptr().cast_mut().cast(), &mut text), 0);
        let length = (0..).take_while(|at| *text.add(*at) != 0).count();
        let found = String::from_utf16_lossy(std::slice::from_raw_parts(text, length));
        LocalFree(text.cast());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sids_are_written_as_windows_writes_them() {
        for sid in [system(), administrators(), trusted_installer(), Sid::well_known(1, &[0])] {
            assert_eq!(sid.text(), text_of(&sid));
        }
        assert_eq!(administrators().text(), "S-1-5-32-544");
        assert_eq!(Sid::first_of(&[1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0]), None);
    }

    #[test]
    fn what_was_inherited_becomes_a_new_root_s_own() {
        let mut inherited = private_dacl(&system());
        inherited.protected = false;
        let list = inherited.list.as_mut().unwrap();
        let second = 8 + usize::from(u16_at(list, 10).unwrap());
        for at in [8, second] {
            list[at + 1] |= 0x10;
        }
        assert_eq!(made_own(&inherited.to_bytes()), private_dacl(&system()).to_bytes());
        assert_eq!(made_own(b""), b"");
    }

    #[test]
    fn a_descriptor_is_read_as_it_was_made() {
        let (owner, group) = (administrators(), system());
        let dacl = private_dacl(&Sid::well_known(5, &[21, 1, 2, 3, 1000]));
        let bytes = descriptor(Some((&owner, &group)), Some(&dacl), None);
        let read = Sections::parse(bytes.bytes(), false).unwrap();
        assert_eq!((read.owner, read.group, &read.dacl), (owner, group, &dacl));
        assert!(dacl.protected);
        let entries = dacl.entries();
        assert_eq!(entries.len(), 3);
        assert!(entries.iter().all(|entry| !entry.denies && entry.mask == FULL));
        assert_eq!(Acl::from_bytes(&dacl.to_bytes()), Some(dacl));
        let none = Acl { protected: false, list: None };
        assert_eq!(Acl::from_bytes(&none.to_bytes()), Some(none));
        assert_eq!(Sections::parse(&[1, 0, 0], false), None);
    }
}
