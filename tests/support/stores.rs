//! Package stores as the tests make and compare them.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::sync::Mutex;

use super::package;

/// Makes a package with a bit of everything: files small, large, empty, sparse, linked twice, and links.
pub fn make_package(store: &Path, number: u32) {
    let path = store.join(package(number));
    fs::create_dir_all(path.join("cache/deep/er")).unwrap();
    fs::create_dir(path.join("empty dir")).unwrap();
    fs::write(path.join("package.xml"), format!("<package number='{number}'/>")).unwrap();
    let large: Vec<u8> = (0..300_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    fs::write(path.join("cache/setup.msi"), &large[..(number as usize * 7919) % 200_000 + 1000]).unwrap();
    fs::write(path.join("cache/empty"), b"").unwrap();
    fs::hard_link(path.join("cache/setup.msi"), path.join("cache/deep/er/same")).unwrap();
    symlink("../setup.msi", path.join("cache/deep/link")).unwrap();
    symlink("/nowhere at all", path.join("dangling")).unwrap();
    let sparse = fs::File::create(path.join("cache/sparse")).unwrap();
    sparse.set_len(1 << 20).unwrap();
    fs::write(path.join("cache").join(OsStr::from_bytes(b"odd \n \xff name")), b"odd").unwrap();
}

/// Makes a store with packages 1 to `count`.
pub fn make_store(store: &Path, count: u32) {
    fs::create_dir_all(store).unwrap();
    (1..=count).for_each(|number| make_package(store, number));
}

/// Everything that can be told of a tree but which inodes it is in: a line an entry, in order.
///
/// Times of access are left out: comparing a tree changes them.
pub fn listing(root: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    let mut groups = Vec::new();
    list(root, root, &mut lines, &mut groups);
    lines
}

fn list(root: &Path, path: &Path, lines: &mut Vec<String>, groups: &mut Vec<(u64, u64)>) {
    let metadata = fs::symlink_metadata(path).unwrap();
    let content = if metadata.is_symlink() {
        format!("{:?}", fs::read_link(path).unwrap())
    } else if metadata.is_file() {
        let id = (metadata.dev(), metadata.ino());
        let group = groups.iter().position(|known| *known == id).unwrap_or_else(|| {
            groups.push(id);
            groups.len() - 1
        });
        let bytes = fs::read(path).unwrap();
        format!("{} bytes, content {}, group {group}", bytes.len(), content_number(bytes))
    } else {
        String::new()
    };
    lines.push(format!(
        "{:?} {:o} {}:{} {}.{:09} {content} {}",
        path.strip_prefix(root).unwrap(),
        metadata.mode(),
        metadata.uid(),
        metadata.gid(),
        metadata.mtime(),
        metadata.mtime_nsec(),
        attributes(path).join(" "),
    ));
    if metadata.is_dir() {
        let mut names: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        names.iter().for_each(|path| list(root, path, lines, groups));
    }
}

/// A number for each content that this process has met: comparing it is quicker than a sum, and exact.
fn content_number(bytes: Vec<u8>) -> usize {
    static MET: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());
    let mut met = MET.lock().unwrap();
    met.iter().position(|known| *known == bytes).unwrap_or_else(|| {
        met.push(bytes);
        met.len() - 1
    })
}

/// Extended attributes, ACLs among them, and flags of one entry.
pub fn attributes(path: &Path) -> Vec<String> {
    use rustix::fs::{IFlags, ioctl_getflags, lgetxattr, llistxattr};
    let (mut names, mut value) = (vec![0; 4096], vec![0; 4096]);
    let length = llistxattr(path, &mut names[..]).unwrap_or_default();
    let mut lines: Vec<_> = names[..length]
        .split(|byte| *byte == 0)
        // XFS shows root its ACLs a second time.
        .filter(|name| !name.is_empty() && !name.starts_with(b"trusted.SGI_ACL_"))
        .map(|name| {
            let length = lgetxattr(path, name, &mut value[..]).unwrap();
            format!("{}={:?}", String::from_utf8_lossy(name), &value[..length])
        })
        .collect();
    lines.sort();
    let kind = fs::symlink_metadata(path).unwrap().file_type();
    if (kind.is_file() || kind.is_dir())
        && let Ok(file) = fs::File::open(path)
        && let Ok(flags) = ioctl_getflags(&file)
    {
        lines.push(format!("{:?}", flags & (IFlags::NODUMP | IFlags::NOATIME | IFlags::SYNC)));
    }
    lines
}

/// The listings of some packages of a store.
pub fn packages_of(store: &Path, numbers: impl IntoIterator<Item = u32>) -> Vec<Vec<String>> {
    numbers.into_iter().map(|number| listing(&store.join(package(number)))).collect()
}
