//! Who has a file open for writing.

use std::fs::File;
use std::io;

/// Nobody has: a file is opened in a way that fails while somebody has it open for writing, and that nobody can open
/// for writing afterwards. What a process has mapped writable, and then closed, is not seen.
pub fn is_open_for_writing(_file: &File) -> io::Result<Option<bool>> {
    Ok(Some(false))
}

/// Nothing breaks here.
pub fn survive_lease_breaks() -> io::Result<()> {
    Ok(())
}

/// Windows has no limit that matters.
pub fn allow_many_open_files() {}

#[cfg(test)]
mod tests {
    use super::super::Dir;
    use std::fs::File;

    #[test]
    fn a_writer_is_seen_until_it_closes_the_file_and_shut_out_then() {
        let keep = tempfile::tempdir().unwrap();
        let path = keep.path().join("file");
        std::fs::write(&path, "content").unwrap();
        let dir = Dir::open_root(keep.path()).unwrap();
        let writer = File::options().append(true).open(&path).unwrap();
        let error = dir.open_file("file".as_ref()).unwrap_err();
        assert!(
            error.kind() == std::io::ErrorKind::ResourceBusy || error.raw_os_error() == Some(32),
            "{error:?}"
        );
        drop(writer);
        let reader = dir.open_file("file".as_ref()).unwrap();
        assert_eq!(File::options().append(true).open(&path).unwrap_err().raw_os_error(), Some(32));
        drop(reader);
        File::options().append(true).open(&path).unwrap();
    }
}
