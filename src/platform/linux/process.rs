//! This process and others, as the system sees them.

use std::fs::File;
use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus};

use rustix::fs::FlockOperation;
use rustix::process::{Flock, FlockType, Pid, Signal};

/// The machine's name.
pub fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Leaves the session that started this process, so that its end does not end this one.
pub fn leave_session() {
    // As a service it has left already.
    let _ = rustix::process::setsid();
}

/// The shell with a command that can be ended by [`end_with_all`], together with whatever it starts.
pub fn shell(command: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", command]);
    in_own_group(&mut shell);
    shell
}

/// Puts a program, with whatever it starts, into a group of its own: Ctrl-C at the terminal is not for it, and
/// [`end_with_all`] can end it.
pub fn in_own_group(command: &mut Command) {
    command.process_group(0);
}

/// Ends a process that is in a group of its own, and what it has started.
pub fn end_with_all(child: &mut Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, Signal::KILL);
    }
    let _ = child.wait();
}

/// How a program ended that did not succeed, as the end of a sentence.
pub fn how_it_ended(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("ended with exit code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "ended in an unknown way".to_owned(),
    }
}

/// Ends this process at once, as a power cut would.
pub fn end_this_process() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), Signal::KILL);
}

/// Locks a file for this process: whoever asks learns its number, no child inherits the lock, and the kernel lets go
/// of it when the process ends, however it does. So does closing the file in this process, through any handle.
pub fn lock_for_process(file: &File) -> io::Result<()> {
    Ok(rustix::fs::fcntl_lock(file, FlockOperation::NonBlockingLockExclusive)?)
}

/// Another process that has locked this file for itself; the number is `None` where it cannot be seen from here.
pub fn locked_by(file: &File) -> io::Result<Option<Option<u32>>> {
    let held = rustix::process::fcntl_getlk(file, &Flock::from(FlockType::WriteLock))?;
    Ok(held.map(|held| held.pid.map(|pid| pid.as_raw_nonzero().get().unsigned_abs())))
}
