//! The terminal that bars are drawn on.

use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

use dialoguer::console::Term;
use indicatif::{ProgressDrawTarget, TermLike};

/// Columns kept free behind the last line. indicatif fills it up with spaces, and the terminal shows a Ctrl-C as `^C`
/// where the cursor then is: on a line of its own, so that the lines to be replaced would stay.
const ROOM: usize = 3;

/// Standard error, drawn on so many times a second at most.
pub fn target(hz: u8) -> ProgressDrawTarget {
    let terminal = Roomy { terminal: Term::buffered_stderr(), pending: Mutex::default() };
    ProgressDrawTarget::term_like_with_hz(Box::new(terminal), hz)
}

/// Goes on below bars that stay: the cursor is still on their last line.
pub fn leave_bars() {
    let _ = io::stderr().write_all(b"\n");
}

/// A terminal on which the last line is not filled up to its end.
#[derive(Debug)]
struct Roomy {
    terminal: Term,
    /// Written, and not passed on: it may be the end of the last line.
    pending: Mutex<String>,
}

impl Roomy {
    fn pass_on(&self, end: bool) -> io::Result<()> {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if end && pending.ends_with(&" ".repeat(ROOM)) {
            let length = pending.len() - ROOM;
            pending.truncate(length);
        }
        self.terminal.write_str(&std::mem::take(&mut *pending))
    }

    fn then(&self, act: impl FnOnce(&Term) -> io::Result<()>) -> io::Result<()> {
        self.pass_on(false)?;
        act(&self.terminal)
    }
}

impl TermLike for Roomy {
    fn width(&self) -> u16 {
        self.terminal.size().1
    }

    fn height(&self) -> u16 {
        self.terminal.size().0
    }

    fn move_cursor_up(&self, lines: usize) -> io::Result<()> {
        self.then(|terminal| terminal.move_cursor_up(lines))
    }

    fn move_cursor_down(&self, lines: usize) -> io::Result<()> {
        self.then(|terminal| terminal.move_cursor_down(lines))
    }

    fn move_cursor_right(&self, columns: usize) -> io::Result<()> {
        self.then(|terminal| terminal.move_cursor_right(columns))
    }

    fn move_cursor_left(&self, columns: usize) -> io::Result<()> {
        self.then(|terminal| terminal.move_cursor_left(columns))
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.then(|terminal| terminal.write_line(text))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).push_str(text);
        Ok(())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.then(Term::clear_line)
    }

    fn flush(&self) -> io::Result<()> {
        self.pass_on(true)?;
        self.terminal.flush()
    }
}
