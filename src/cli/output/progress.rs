//! Progress of a relocation: bars on a terminal, plain lines or JSON lines elsewhere.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle as BarStyle};

use super::{sanitise, units};
use crate::cli::app::{App, ProgressStyle};
use crate::relocation::attempt::Size;
use crate::relocation::package::PackageName;
use crate::relocation::progress::{Observer, Phase, Silent, Update};

/// An observer that shows what it is told.
pub trait Progress: Observer {
    /// Says how much there is to do, as far as it is known.
    fn expect(&self, sizes: &HashMap<PackageName, Size>) {
        self.update(&Update::Planned {
            packages: sizes.len() as u64,
            files: sizes.values().map(|size| size.files).sum(),
            bytes: sizes.values().map(|size| size.bytes).sum(),
        });
    }

    /// Nothing more will come.
    fn finish(&self) {}
}

impl Progress for Silent {}

/// The observer that the options ask for; `ticker` says whether it may use a thread of its own.
pub fn observer(app: &App, ticker: bool) -> Box<dyn Progress> {
    let terminal = io::stderr().is_terminal();
    match app.global.progress {
        ProgressStyle::None => Box::new(Silent),
        ProgressStyle::Auto if app.global.quiet => Box::new(Silent),
        ProgressStyle::Json => Box::new(JsonLines),
        ProgressStyle::Bar => Box::new(Bars::new(ticker)),
        ProgressStyle::Auto if terminal => Box::new(Bars::new(ticker)),
        ProgressStyle::Auto | ProgressStyle::Plain => Box::new(Lines::new()),
    }
}

/// One JSON object a line. Copied bytes are added up and told ten times a second at most.
struct JsonLines;

impl Observer for JsonLines {
    fn update(&self, update: &Update<'_>) {
        static PENDING: Mutex<(u64, u64, Option<Instant>)> = Mutex::new((0, 0, None));
        let mut pending = PENDING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Update::Copied { files, bytes, .. } = update {
            pending.0 += files;
            pending.1 += bytes;
            if pending.2.is_some_and(|last| last.elapsed() < Duration::from_millis(100)) {
                return;
            }
        }
        let mut text = String::new();
        if pending.0 + pending.1 > 0 {
            let (files, bytes, _) = std::mem::replace(&mut *pending, (0, 0, Some(Instant::now())));
            text = format!("{}\n", serde_json::json!({"event": "copied", "files": files, "bytes": bytes}));
        }
        if !matches!(update, Update::Copied { .. })
            && let Ok(line) = serde_json::to_string(update)
        {
            text.push_str(&line);
            text.push('\n');
        }
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

impl Progress for JsonLines {}

fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Surveying => "looking at the stores",
        Phase::Recovering => "finishing what was interrupted",
        Phase::Linking => "linking packages",
        Phase::Moving => "moving packages",
        Phase::CleaningUp => "cleaning up",
    }
}

/// A line every few seconds.
struct Lines {
    total: [AtomicU64; 2],
    done: [AtomicU64; 2],
    last: Mutex<Instant>,
    began: Instant,
}

/// How long plain progress keeps silent between two lines.
const SILENCE: Duration = Duration::from_secs(5);

impl Lines {
    fn new() -> Self {
        Self {
            total: Default::default(),
            done: Default::default(),
            last: Mutex::new(Instant::now()),
            began: Instant::now(),
        }
    }

    fn say(&self, line: &str) {
        let _ = io::stderr().lock().write_all(format!("{}\n", sanitise::line(line)).as_bytes());
    }
}

impl Observer for Lines {
    fn update(&self, update: &Update<'_>) {
        match update {
            Update::Planned { packages, bytes, .. } => {
                self.total[0].store(*packages, Ordering::Relaxed);
                self.total[1].store(*bytes, Ordering::Relaxed);
            }
            Update::Copied { bytes, .. } => {
                self.done[1].fetch_add(*bytes, Ordering::Relaxed);
                let Ok(mut last) = self.last.try_lock() else { return };
                if last.elapsed() < SILENCE {
                    return;
                }
                *last = Instant::now();
                let bytes = self.done[1].load(Ordering::Relaxed);
                self.say(&format!(
                    "{} of {} packages, {} of {}, {}/s",
                    self.done[0].load(Ordering::Relaxed),
                    self.total[0].load(Ordering::Relaxed),
                    units::bytes(bytes),
                    units::bytes(self.total[1].load(Ordering::Relaxed)),
                    units::bytes(units::rate(bytes, self.began.elapsed())),
                ));
            }
            Update::PackageMoved { .. } => {
                self.done[0].fetch_add(1, Ordering::Relaxed);
            }
            Update::PackageFailed { package, reason } => self.say(&format!("{package}: {reason}")),
            Update::Phase { .. } | Update::PackageStarted { .. } | Update::Surveyed { .. } => {}
        }
    }
}

impl Progress for Lines {}

/// A bar for the whole, and one for the package at hand.
struct Bars {
    bars: MultiProgress,
    whole: ProgressBar,
    package: ProgressBar,
    packages: AtomicU64,
    files: AtomicU64,
    total: [AtomicU64; 2],
}

impl Bars {
    fn new(ticker: bool) -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        let whole = bars.add(ProgressBar::new(0));
        let package = bars.add(ProgressBar::new(0));
        // The templates are constants; if one were wrong, the default bar would still be true.
        if let Ok(style) = BarStyle::with_template(
            "{bar:24} {binary_bytes:>10}/{binary_total_bytes:10} {binary_bytes_per_sec:>12} {eta:>4} left\n{msg}",
        ) {
            whole.set_style(style);
        }
        if let Ok(style) = BarStyle::with_template("{bar:24} {msg}") {
            package.set_style(style);
        }
        if ticker {
            whole.enable_steady_tick(Duration::from_millis(200));
        }
        Self {
            bars,
            whole,
            package,
            packages: AtomicU64::new(0),
            files: AtomicU64::new(0),
            total: Default::default(),
        }
    }

    fn count(&self) {
        self.whole.set_message(format!(
            "{} of {} packages, {} of {} files",
            self.packages.load(Ordering::Relaxed),
            self.total[0].load(Ordering::Relaxed),
            self.files.load(Ordering::Relaxed),
            self.total[1].load(Ordering::Relaxed),
        ));
    }
}

impl Observer for Bars {
    fn update(&self, update: &Update<'_>) {
        match update {
            Update::Phase { phase } => {
                self.package.set_message(phase_name(*phase));
            }
            Update::Planned { packages, files, bytes } => {
                self.whole.set_length(*bytes);
                self.total[0].store(*packages, Ordering::Relaxed);
                self.total[1].store(*files, Ordering::Relaxed);
                self.count();
            }
            Update::PackageStarted { package, bytes, .. } => {
                self.package.set_length(*bytes);
                self.package.set_position(0);
                self.package.set_message(sanitise::line(package.as_str()).into_owned());
            }
            Update::Copied { files, bytes, .. } => {
                self.files.fetch_add(*files, Ordering::Relaxed);
                if *bytes > 0 {
                    self.whole.inc(*bytes);
                    self.package.inc(*bytes);
                }
            }
            Update::PackageMoved { .. } => {
                self.packages.fetch_add(1, Ordering::Relaxed);
                self.count();
            }
            Update::Surveyed { .. } => {}
            Update::PackageFailed { package, reason } => {
                // Without a terminal there is nothing to print above.
                let _ = self.bars.println(sanitise::line(&format!("{package}: {reason}")));
            }
        }
    }
}

impl Progress for Bars {
    fn finish(&self) {
        self.package.finish_and_clear();
        self.count();
        self.whole.abandon();
    }
}
