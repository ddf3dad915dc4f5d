//! Where the crash tests reach in.
//!
//! Every call that changes a file system announces itself at [`point`]. In a normal build that is nothing.
//! With the feature `fault-injection`, the environment variable `SMPCTL_FAULT` chooses one of these calls by
//! its process-wide number, counted from 1: `kill:N` ends the process before the call, as a power cut or
//! SIGKILL would; `fail:N:ERRNO` makes that call, and only that one, fail; `count` changes nothing. The file
//! that `SMPCTL_FAULT_LOG` names receives a line with the name of each call, so that a test can tell how many
//! there are, and that its fault was met. With `SMPCTL_FAULT_NO_EXCHANGE`, no file system can exchange two names.

/// Announces a call that changes a file system; fails where a test wants this call to fail.
#[cfg(not(feature = "fault-injection"))]
#[inline(always)]
pub fn point(_call: &'static str) -> std::io::Result<()> {
    Ok(())
}

#[cfg(feature = "fault-injection")]
pub use injection::point;

#[cfg(feature = "fault-injection")]
mod injection {
    use std::fs::{File, OpenOptions};
    use std::io::{self, Write};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[derive(Clone, Copy)]
    enum Plan {
        Nothing,
        Kill(u64),
        Fail(u64, i32),
    }

    static NEXT: AtomicU64 = AtomicU64::new(1);

    /// Announces a call that changes a file system; fails where a test wants this call to fail.
    pub fn point(call: &'static str) -> io::Result<()> {
        static PLAN: OnceLock<Plan> = OnceLock::new();
        static LOG: OnceLock<Option<File>> = OnceLock::new();
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let log = LOG.get_or_init(|| {
            let path = std::env::var_os("SMPCTL_FAULT_LOG")?;
            OpenOptions::new().append(true).create(true).open(path).ok()
        });
        let (hit, plan) = match *PLAN.get_or_init(read_plan) {
            plan @ (Plan::Kill(n) | Plan::Fail(n, _)) => (n == number, plan),
            Plan::Nothing => (false, Plan::Nothing),
        };
        if let Some(mut log) = log.as_ref() {
            log.write_all(format!("{number} {call}{}\n", if hit { " HIT" } else { "" }).as_bytes())?;
        }
        match plan {
            Plan::Kill(_) if hit => {
                super::super::end_this_process();
                loop {
                    std::thread::park();
                }
            }
            Plan::Fail(_, errno) if hit => return Err(io::Error::from_raw_os_error(errno)),
            _ => {}
        }
        static NO_EXCHANGE: OnceLock<bool> = OnceLock::new();
        let cannot = || *NO_EXCHANGE.get_or_init(|| std::env::var_os("SMPCTL_FAULT_NO_EXCHANGE").is_some());
        if call == "renameat2(exchange)" && cannot() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        Ok(())
    }

    fn read_plan() -> Plan {
        let text = std::env::var("SMPCTL_FAULT").unwrap_or_default();
        let mut parts = text.split(':');
        let kind = parts.next();
        let number = parts.next().and_then(|n| n.parse().ok());
        match (kind, number, parts.next().and_then(|n| n.parse().ok())) {
            (Some("kill"), Some(number), _) => Plan::Kill(number),
            (Some("fail"), Some(number), Some(errno)) => Plan::Fail(number, errno),
            _ => Plan::Nothing,
        }
    }
}
