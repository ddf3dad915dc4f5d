//! The end of the session or of the system, as it is told to a program that has loaded `user32.dll`, which smpctl has with
//! `shell32.dll`: its console handler is not called then (`SetConsoleCtrlHandler`, remarks), its top-level windows are. Who has
//! a window can also be closed: by `taskkill` without `/F`, for one, which is to a program what SIGTERM is elsewhere.
#![allow(unsafe_code, reason = "calls of the Windows interface; each block says why it is sound")]

use std::io;
use std::mem::MaybeUninit;
use std::ptr::{null, null_mut};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use windows_sys::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows_sys::Win32::System::LibraryLoader::GetModuleHandleW;
use windows_sys::Win32::System::Shutdown::{ShutdownBlockReasonCreate, ShutdownBlockReasonDestroy};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    CreateWindowExW, DefWindowProcW, DispatchMessageW, GetMessageW, RegisterClassW, WM_CLOSE, WM_ENDSESSION,
    WM_QUERYENDSESSION, WNDCLASSW,
};
use windows_sys::core::{PCWSTR, w};

/// What the window is known as, to the class and by its title.
const NAME: PCWSTR = w!("smpctl session");

/// What Windows shows its user where it has to wait for smpctl; at most 256 units of UTF-16 are shown.
const REASON: PCWSTR = w!(
    "smpctl comes to a safe point. If it is ended before, nothing is lost, and the same command goes on afterwards."
);

/// What is done when this program is to end.
static ON_END: OnceLock<fn()> = OnceLock::new();

/// From now on `on_end` is called, on a thread of its own, when the session or the system ends, or somebody closes this
/// program. When the session ends, the process has some seconds then, which Windows prolongs while its user waits.
///
/// Returns once it is so. Where there can be no windows, nobody says that a session ends.
pub(super) fn watch(on_end: fn()) -> io::Result<()> {
    if ON_END.set(on_end).is_err() {
        return Ok(());
    }
    let (tell, told) = std::sync::mpsc::channel();
    thread::Builder::new().name("session".into()).spawn(move || {
        let made = make();
        let is_made = made.is_ok();
        // Whoever asked waits for it.
        let _ = tell.send(made);
        if is_made {
            answer();
        }
    })?;
    told.recv().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
}

/// Makes the window, which is never shown: a window for messages only would not be told.
fn make() -> io::Result<()> {
    // SAFETY: the strings end with a zero and are there for as long as the process is, as is the procedure, which has the
    // form that is asked for; what is not said is zero, which both calls take for "none".
    let window = unsafe {
        let module = GetModuleHandleW(null());
        let class = WNDCLASSW {
            lpfnWndProc: Some(on_message),
            hInstance: module,
            lpszClassName: NAME,
            ..WNDCLASSW::default()
        };
        if RegisterClassW(&class) == 0 {
            return Err(io::Error::last_os_error());
        }
        CreateWindowExW(0, NAME, NAME, 0, 0, 0, 0, 0, null_mut(), null_mut(), module, null())
    };
    if window.is_null() { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Hands the messages to the window of this thread, until the process ends.
fn answer() {
    let mut message = MaybeUninit::uninit();
    // SAFETY: the first call writes a whole message, or says that there is none; the second only reads it.
    unsafe {
        while GetMessageW(message.as_mut_ptr(), null_mut(), 0, 0) > 0 {
            DispatchMessageW(message.as_ptr());
        }
    }
}

fn end() {
    if let Some(on_end) = ON_END.get() {
        on_end();
    }
}

/// Called by the system, on the window's thread.
unsafe extern "system" fn on_message(window: HWND, message: u32, first: WPARAM, second: LPARAM) -> LRESULT {
    match (message, first) {
        // Whether it ends, others are still asked: nothing stops before that is known.
        (WM_QUERYENDSESSION, _) => {
            // SAFETY: the window is this thread's, and the string ends with a zero.
            unsafe { ShutdownBlockReasonCreate(window, REASON) };
            1
        }
        // Somebody said no.
        (WM_ENDSESSION, 0) => {
            // SAFETY: the window is this thread's.
            unsafe { ShutdownBlockReasonDestroy(window) };
            0
        }
        // The window stays: it may have more to be told.
        (WM_CLOSE, _) => {
            end();
            0
        }
        (WM_ENDSESSION, _) => {
            end();
            // As soon as this returns, the process may be ended. Meanwhile the main thread ends it itself.
            thread::sleep(Duration::from_secs(60));
            0
        }
        // SAFETY: handed on as it came.
        _ => unsafe { DefWindowProcW(window, message, first, second) },
    }
}
