//! Which programs run on this machine.

use std::fs;
use std::path::{Path, PathBuf};

/// A running program, as far as this account may see it.
#[derive(Debug, Clone)]
pub struct Running {
    /// Its process's number.
    pub pid: i32,
    /// What it was called with, its own name first. Some programs write something else there.
    pub command: Vec<String>,
}

/// The running programs of one of these names. Those in a container, which see other files, are left out.
pub fn running(names: &[&str]) -> Vec<Running> {
    let own = fs::read_link("/proc/self/ns/mnt").ok();
    processes()
        .filter(|(_, path)| {
            fs::read_to_string(path.join("comm")).is_ok_and(|name| names.contains(&name.trim_end()))
                && fs::read_link(path.join("ns/mnt")).ok().is_none_or(|other| Some(other) == own)
        })
        .filter_map(|(pid, path)| {
            let text = fs::read(path.join("cmdline")).ok()?;
            let command = String::from_utf8_lossy(&text);
            let command = command.split('\0').filter(|word| !word.is_empty()).map(str::to_owned);
            Some(Running { pid, command: command.collect() })
        })
        .collect()
}

/// Whether a program runs whose file is below this folder. Others' programs can be told by root only.
pub fn runs_from(folder: &Path) -> bool {
    processes().any(|(_, path)| fs::read_link(path.join("exe")).is_ok_and(|exe| exe.starts_with(folder)))
}

/// The processes of this machine: their numbers, and where each is described.
pub fn processes() -> impl Iterator<Item = (i32, PathBuf)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_test_is_running() {
        let own = std::env::current_exe().unwrap();
        assert!(runs_from(own.parent().unwrap()));
        assert!(!runs_from(Path::new("/nowhere")));
        let name = fs::read_to_string("/proc/self/comm").unwrap();
        let pid = std::process::id() as i32;
        assert!(running(&[name.trim_end()]).iter().any(|running| running.pid == pid));
    }
}
