//! This process and others, as the system sees them.

use std::fs::{File, TryLockError};
use std::io;
use std::os::windows::process::CommandExt;
use std::process::{Child, Command, ExitStatus};

use windows_sys::Win32::System::Threading::{CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW};

use super::processes;

/// The machine's name.
pub fn host_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// A process does not end with the one that started it.
pub fn leave_session() {}

/// The shell with a command that can be ended by [`end_with_all`], together with whatever it starts.
pub fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd.exe");
    // As it is: the shell has its own idea of quotes.
    shell.args(["/d", "/s", "/c"]).raw_arg(format!("\"{command}\""));
    in_own_group(&mut shell);
    shell
}

/// Keeps Ctrl-C at the console from a program.
pub fn in_own_group(command: &mut Command) {
    command.creation_flags(CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW);
}

/// Ends a process and what it has started.
pub fn end_with_all(child: &mut Child) {
    processes::end_tree(child.id());
    let _ = child.wait();
}

/// How a program ended that did not succeed, as the end of a sentence.
pub fn how_it_ended(status: ExitStatus) -> String {
    match status.code() {
        Some(code) if code < 0 => format!("ended with exit code {:#010x}", code as u32),
        Some(code) => format!("ended with exit code {code}"),
        None => "ended in an unknown way".to_owned(),
    }
}

/// Ends this process at once, as a power cut would.
#[allow(unsafe_code, reason = "a call of the Windows interface")]
pub fn end_this_process() {
    use windows_sys::Win32::System::Threading::{GetCurrentProcess, TerminateProcess};
    // SAFETY: the pseudo handle of this process needs no closing, and may do this.
    unsafe { TerminateProcess(GetCurrentProcess(), 137) };
}

/// Locks a file for this process: the system lets go of it when the process ends, however it does. So does closing the
/// file in this process.
pub fn lock_for_process(file: &File) -> io::Result<()> {
    Ok(file.try_lock()?)
}

/// Another process that has locked this file for itself; which one cannot be told from the lock.
pub fn locked_by(file: &File) -> io::Result<Option<Option<u32>>> {
    match file.try_lock_shared() {
        Ok(()) => {
            file.unlock()?;
            Ok(None)
        }
        Err(TryLockError::WouldBlock) => Ok(Some(None)),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
