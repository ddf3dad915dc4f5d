//! Progress of a relocation: bars on a terminal, plain lines or JSON lines elsewhere.
//!
//! Everything shown comes from one [`Tally`], to which each update is added without waiting for anybody; how
//! often it is shown does not depend on how often something happens.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle as BarStyle};
use serde::Serialize;

use super::speed::Speed;
use super::{Style, sanitise, terminal, units};
use crate::cli::app::{App, ProgressStyle};
use crate::relocation::package::PackageName;
use crate::relocation::progress::{Observer, Phase, Silent, Update};
use crate::relocation::running::Done;
use crate::relocation::survey::{Size, Sizes};

/// How many bytes an entry is worth on a bar, so that a bar moves evenly through small and large files.
const ENTRY: u64 = 16 * 1024;

/// How long there is silence between two plain lines.
const SILENCE: Duration = Duration::from_secs(5);

/// The same, where the lines go into a log that nobody is looking at.
const LOG_SILENCE: Duration = Duration::from_secs(300);

/// How long at least is between two times that others are told how far it is.
const PUBLISHED: Duration = Duration::from_secs(1);

/// How long at least is between two JSON lines that only say how far it is.
const PAUSE: Duration = Duration::from_millis(500);

/// An observer that shows what it is told.
pub trait Progress: Observer {
    /// Says how much there is to do, as far as it is known.
    fn expect(&self, sizes: &Sizes) {
        self.update(&Update::Planned {
            packages: sizes.len() as u64,
            files: sizes.values().map(Size::entries).sum(),
            bytes: sizes.values().map(|size| size.amount.bytes).sum(),
        });
    }

    /// Nothing more will come.
    fn finish(&self) {}
}

impl Progress for Silent {}

/// The observer that the options ask for; `ticker` says whether it may use a thread of its own, `detached` that
/// nobody is looking.
pub fn observer(app: &App, ticker: bool, detached: bool) -> Box<dyn Progress> {
    let is_terminal = io::stderr().is_terminal();
    match app.global.progress {
        ProgressStyle::Auto if detached && !app.global.quiet => {
            Box::new(Lines::new(io::stderr(), LOG_SILENCE))
        }
        ProgressStyle::None => Box::new(Silent),
        ProgressStyle::Auto if app.global.quiet => Box::new(Silent),
        ProgressStyle::Json => Box::new(JsonLines::new(io::stderr())),
        ProgressStyle::Auto | ProgressStyle::Bar if is_terminal => {
            Box::new(Bars::new(terminal::target(10), ticker))
        }
        // Without a terminal there is no place for bars.
        ProgressStyle::Auto | ProgressStyle::Bar | ProgressStyle::Plain => {
            Box::new(Lines::new(io::stderr(), SILENCE))
        }
    }
}

/// An observer that shows what it is told, and now and then tells others how far it is.
pub struct Published<'a> {
    shown: Box<dyn Progress>,
    tally: Tally,
    pace: Pace,
    phase: Mutex<Phase>,
    tell: &'a (dyn Fn(Phase, Done) + Sync),
}

impl<'a> Published<'a> {
    /// Shows by `shown`, and calls `tell` once a second at most.
    pub fn new(shown: Box<dyn Progress>, tell: &'a (dyn Fn(Phase, Done) + Sync)) -> Self {
        Self {
            shown,
            tally: Tally::new(),
            pace: Pace::new(PUBLISHED),
            phase: Mutex::new(Phase::Surveying),
            tell,
        }
    }
}

impl Observer for Published<'_> {
    fn update(&self, update: &Update<'_>) {
        self.shown.update(update);
        self.tally.add(update);
        if let Update::Phase { phase } = update {
            *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = *phase;
        }
        if self.pace.is_due() {
            let phase = *self.phase.lock().unwrap_or_else(PoisonError::into_inner);
            (self.tell)(phase, self.tally.summed_up());
        }
    }
}

impl Progress for Published<'_> {
    fn finish(&self) {
        self.shown.finish();
    }
}

/// What has been told so far, added up.
#[derive(Debug)]
struct Tally {
    began: Instant,
    speed: Mutex<Speed>,
    planned: AtomicBool,
    surveyed: Amount,
    done: Amount,
    total: Amount,
    failed: AtomicU64,
    /// Packages that were started, and neither moved nor failed so far.
    at_hand: RwLock<HashMap<PackageName, Arc<AtHand>>>,
}

#[derive(Debug, Default)]
struct Amount {
    packages: AtomicU64,
    files: AtomicU64,
    bytes: AtomicU64,
}

impl Amount {
    fn add(&self, packages: u64, files: u64, bytes: u64) {
        self.packages.fetch_add(packages, Ordering::Relaxed);
        self.files.fetch_add(files, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn subtract(&self, packages: u64, files: u64, bytes: u64) {
        for (amount, less) in [(&self.packages, packages), (&self.files, files), (&self.bytes, bytes)] {
            amount.update(Ordering::Relaxed, Ordering::Relaxed, |amount| amount.saturating_sub(less));
        }
    }

    fn packages(&self) -> u64 {
        self.packages.load(Ordering::Relaxed)
    }

    fn files(&self) -> u64 {
        self.files.load(Ordering::Relaxed)
    }

    fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// A measure of work, for bars and for the time left.
    fn work(&self) -> u64 {
        self.bytes() + self.files() * ENTRY
    }
}

#[derive(Debug)]
struct AtHand {
    files: u64,
    bytes: u64,
    done: Amount,
}

impl Tally {
    fn new() -> Self {
        Self {
            began: Instant::now(),
            speed: Mutex::default(),
            planned: AtomicBool::new(false),
            surveyed: Amount::default(),
            done: Amount::default(),
            total: Amount::default(),
            failed: AtomicU64::new(0),
            at_hand: RwLock::default(),
        }
    }

    /// Adds what happened; gives the package that it happened to, if that is at hand.
    fn add(&self, update: &Update<'_>) -> Option<Arc<AtHand>> {
        let at_hand = self.add_up(update);
        if matches!(update, Update::Copied { .. } | Update::PackageMoved { .. })
            // Whoever finds it locked leaves it to the other.
            && let Ok(mut speed) = self.speed.try_lock()
        {
            self.sample(&mut speed);
        }
        at_hand
    }

    fn add_up(&self, update: &Update<'_>) -> Option<Arc<AtHand>> {
        match update {
            Update::Phase { .. } => None,
            Update::Surveyed { files, bytes } => {
                self.surveyed.add(0, *files, *bytes);
                None
            }
            Update::Planned { packages, files, bytes } => {
                self.total.add(*packages, *files, *bytes);
                self.planned.store(true, Ordering::Relaxed);
                None
            }
            Update::PackageStarted { package, files, bytes } => {
                let at_hand = Arc::new(AtHand { files: *files, bytes: *bytes, done: Amount::default() });
                let mut all = self.at_hand.write().unwrap_or_else(PoisonError::into_inner);
                all.insert((*package).clone(), Arc::clone(&at_hand));
                Some(at_hand)
            }
            Update::Copied { package, files, bytes } => {
                self.done.add(0, *files, *bytes);
                // Many may read at once; only a package that comes or goes keeps others waiting.
                let all = self.at_hand.read().unwrap_or_else(PoisonError::into_inner);
                let at_hand = all.get(*package).map(Arc::clone);
                if let Some(at_hand) = &at_hand {
                    at_hand.done.add(0, *files, *bytes);
                }
                at_hand
            }
            Update::PackageMoved { package, files, bytes } => {
                let at_hand = self.take(package);
                let (copied_files, copied_bytes) =
                    at_hand.as_ref().map_or((*files, *bytes), |it| (it.done.files(), it.done.bytes()));
                // What was reached in another way than by copying.
                let (files, bytes) = (files.saturating_sub(copied_files), bytes.saturating_sub(copied_bytes));
                self.done.add(1, files, bytes);
                at_hand
            }
            Update::PackageFailed { package, .. } => {
                self.failed.fetch_add(1, Ordering::Relaxed);
                let at_hand = self.take(package);
                if let Some(it) = &at_hand {
                    // It is no longer among what there is to do.
                    self.done.subtract(0, it.done.files(), it.done.bytes());
                    self.total.subtract(0, it.files, it.bytes);
                }
                at_hand
            }
        }
    }

    fn take(&self, package: &PackageName) -> Option<Arc<AtHand>> {
        self.at_hand.write().unwrap_or_else(PoisonError::into_inner).remove(package)
    }

    fn is_planned(&self) -> bool {
        self.planned.load(Ordering::Relaxed)
    }

    fn sample(&self, speed: &mut Speed) {
        speed.sample(self.began.elapsed(), self.done.bytes(), self.done.work());
    }

    /// How fast it goes now, which may be not at all.
    fn speed(&self) -> std::sync::MutexGuard<'_, Speed> {
        let mut speed = self.speed.lock().unwrap_or_else(PoisonError::into_inner);
        self.sample(&mut speed);
        speed
    }

    fn rate(&self) -> u64 {
        self.speed().rate()
    }

    /// How long it will still take; `None` before anything can be said.
    fn left(&self) -> Option<Duration> {
        let left = self.total.work().checked_sub(self.done.work())?;
        self.speed().left(left)
    }

    fn summed_up(&self) -> Done {
        let Self { done, total, .. } = self;
        Done {
            packages: done.packages(),
            total_packages: total.packages(),
            failed_packages: self.failed.load(Ordering::Relaxed),
            files: done.files(),
            total_files: total.files(),
            bytes: done.bytes(),
            total_bytes: total.bytes(),
            bytes_per_second: self.rate(),
            seconds_left: self.left().map(|left| left.as_secs()),
        }
    }
}

/// A line that says how far it is.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_planned() {
            let (files, bytes) = (self.surveyed.files(), self.surveyed.bytes());
            return write!(
                f,
                "looking at the stores: {files} files and directories, {}",
                units::bytes(bytes)
            );
        }
        let Self { done, total, .. } = self;
        write!(f, "{} of {} packages moved", done.packages(), total.packages())?;
        write!(f, ", {} of {}", units::bytes(done.bytes()), units::bytes(total.bytes()))?;
        write!(f, ", {}/s", units::bytes(self.rate()))?;
        if let Some(left) = self.left().filter(|left| !left.is_zero()) {
            write!(f, ", {} left", units::about(left))?;
        }
        Ok(())
    }
}

/// Says yes once in a while.
struct Pace {
    began: Instant,
    /// When it may say yes again, in milliseconds after `began`.
    next: AtomicU64,
    pause: Duration,
}

impl Pace {
    fn new(pause: Duration) -> Self {
        Self { began: Instant::now(), next: AtomicU64::new(pause.as_millis() as u64), pause }
    }

    fn is_due(&self) -> bool {
        let now = self.began.elapsed().as_millis() as u64;
        let next = self.next.load(Ordering::Relaxed);
        let then = now + self.pause.as_millis() as u64;
        now >= next && self.next.compare_exchange(next, then, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

/// What an attempt is busy with, for people.
pub fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Surveying => "looking at the stores",
        Phase::Recovering => "finishing what was left",
        Phase::Linking => "linking packages",
        Phase::Moving => "moving packages",
        Phase::CleaningUp => "removing what is no longer needed",
        Phase::WaitingForReaders => "waiting for processes to leave replaced originals",
    }
}

/// One JSON object a line.
struct JsonLines<W> {
    tally: Tally,
    pace: Pace,
    out: Mutex<W>,
}

/// How far it is, as one of the JSON lines. It comes twice a second at most; the other lines are [`Update`]s as
/// they happen.
#[derive(Serialize)]
#[serde(rename_all = "camelCase", tag = "event", rename = "progress")]
struct HowFar {
    packages: u64,
    total_packages: u64,
    files: u64,
    total_files: u64,
    bytes: u64,
    total_bytes: u64,
    bytes_per_second: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds_left: Option<u64>,
}

impl<W: Write + Send> JsonLines<W> {
    fn new(out: W) -> Self {
        Self { tally: Tally::new(), pace: Pace::new(PAUSE), out: Mutex::new(out) }
    }

    fn write(&self, line: &impl Serialize) {
        if let Ok(mut text) = serde_json::to_string(line) {
            text.push('\n');
            // Whoever does not want to read any more is not made to.
            let _ = self.out.lock().unwrap_or_else(PoisonError::into_inner).write_all(text.as_bytes());
        }
    }

    fn write_how_far(&self) {
        let Tally { surveyed, done, total, .. } = &self.tally;
        if self.tally.is_planned() {
            self.write(&HowFar {
                packages: done.packages(),
                total_packages: total.packages(),
                files: done.files(),
                total_files: total.files(),
                bytes: done.bytes(),
                total_bytes: total.bytes(),
                bytes_per_second: self.tally.rate(),
                seconds_left: self.tally.left().map(|left| left.as_secs()),
            });
        } else if surveyed.files() > 0 {
            self.write(&Update::Surveyed { files: surveyed.files(), bytes: surveyed.bytes() });
        }
    }
}

impl<W: Write + Send> Observer for JsonLines<W> {
    fn update(&self, update: &Update<'_>) {
        self.tally.add(update);
        if !matches!(update, Update::Copied { .. } | Update::Surveyed { .. }) {
            self.write(update);
        }
        if self.pace.is_due() {
            self.write_how_far();
        }
    }
}

impl<W: Write + Send> Progress for JsonLines<W> {
    fn finish(&self) {
        self.write_how_far();
    }
}

/// A plain line every few seconds, and one for each package that stays.
struct Lines<W> {
    tally: Tally,
    pace: Pace,
    out: Mutex<W>,
}

impl<W: Write + Send> Lines<W> {
    fn new(out: W, silence: Duration) -> Self {
        Self { tally: Tally::new(), pace: Pace::new(silence), out: Mutex::new(out) }
    }

    fn say(&self, line: &str) {
        let line = format!("{}\n", sanitise::line(line));
        let _ = self.out.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
    }
}

impl<W: Write + Send> Observer for Lines<W> {
    fn update(&self, update: &Update<'_>) {
        self.tally.add(update);
        if let Update::PackageFailed { package, reason } = update {
            self.say(&format!("{package} stays: {reason}"));
        }
        if self.pace.is_due() {
            self.say(&self.tally.to_string());
        }
    }
}

impl<W: Write + Send> Progress for Lines<W> {}

/// A bar for the whole, and one for the package at hand.
struct Bars {
    tally: Arc<Tally>,
    bars: MultiProgress,
    whole: ProgressBar,
    package: ProgressBar,
    /// The package that the second bar is about.
    shown: Mutex<Option<Arc<AtHand>>>,
}

impl Bars {
    fn new(target: ProgressDrawTarget, ticker: bool) -> Self {
        let tally = Arc::new(Tally::new());
        let bars = MultiProgress::with_draw_target(target);
        let whole = bars.add(ProgressBar::new(0));
        let package = bars.add(ProgressBar::new(0));
        whole.set_style(Self::style("{spinner} {how_far}", &tally));
        package.set_style(Self::style("{msg}", &tally));
        if ticker {
            whole.enable_steady_tick(Duration::from_millis(200));
        }
        Self { tally, bars, whole, package, shown: Mutex::new(None) }
    }

    /// A style whose parts come from the tally, and only when they are drawn.
    fn style(template: &str, tally: &Arc<Tally>) -> BarStyle {
        let part = |write: fn(&Tally, &mut dyn fmt::Write) -> fmt::Result| {
            let tally = Arc::clone(tally);
            move |_: &ProgressState, out: &mut dyn fmt::Write| {
                // Nobody is told of a failure to format into memory.
                let _ = write(&tally, out);
            }
        };
        // The templates are constants, and tested; if one were wrong, the default bar would still be true.
        BarStyle::with_template(template)
            .unwrap_or_else(|_| BarStyle::default_bar())
            .with_key("how_far", part(|tally, out| write!(out, "{tally}")))
            .with_key(
                "bytes_done",
                part(|tally, out| {
                    let (done, total) = (tally.done.bytes(), tally.total.bytes());
                    write!(out, "{} of {}", units::bytes(done), units::bytes(total))
                }),
            )
            .with_key("rate", part(|tally, out| write!(out, "{}/s", units::bytes(tally.rate()))))
            .with_key(
                "left",
                part(|tally, out| match tally.left() {
                    Some(left) if !left.is_zero() => write!(out, "{} left", units::about(left)),
                    _ => Ok(()),
                }),
            )
            .with_key(
                "counts",
                part(|tally, out| {
                    let Tally { done, total, .. } = tally;
                    write!(out, "{} of {} packages moved, ", done.packages(), total.packages())?;
                    write!(out, "{} of {} files and folders", done.files(), total.files())?;
                    match tally.failed.load(Ordering::Relaxed) {
                        0 => Ok(()),
                        1 => write!(out, ", 1 stays"),
                        failed => write!(out, ", {failed} stay"),
                    }
                }),
            )
    }

    fn show(&self, at_hand: &Arc<AtHand>) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        *shown = Some(Arc::clone(at_hand));
    }

    fn is_shown(&self, at_hand: &Arc<AtHand>) -> bool {
        // Whoever finds it locked leaves the drawing to the other.
        self.shown.try_lock().is_ok_and(|shown| shown.as_ref().is_some_and(|it| Arc::ptr_eq(it, at_hand)))
    }
}

impl Observer for Bars {
    fn update(&self, update: &Update<'_>) {
        let at_hand = self.tally.add(update);
        match update {
            Update::Surveyed { .. } => self.whole.tick(),
            Update::Phase { phase } => {
                self.package.set_style(Self::style("{msg}", &self.tally));
                self.package.set_message(phase_name(*phase));
            }
            Update::Planned { .. } => {
                let template = "{bar:20} {percent:>3}%  {bytes_done}  {rate}  {left}\n{counts}";
                self.whole.set_style(Self::style(template, &self.tally));
                self.whole.set_length(self.tally.total.work());
            }
            Update::PackageStarted { package, .. } => {
                if let Some(at_hand) = &at_hand {
                    self.show(at_hand);
                    self.package.set_style(Self::style("{bar:20} {percent:>3}%  {msg}", &self.tally));
                    self.package.set_length(at_hand.bytes + at_hand.files * ENTRY);
                    self.package.set_position(0);
                    self.package.set_message(sanitise::line(package.as_str()).into_owned());
                }
            }
            Update::Copied { .. } => {
                self.whole.set_position(self.tally.done.work());
                if let Some(at_hand) = at_hand.filter(|at_hand| self.is_shown(at_hand)) {
                    self.package.set_position(at_hand.done.work());
                }
            }
            Update::PackageMoved { .. } => self.whole.set_position(self.tally.done.work()),
            Update::PackageFailed { package, reason } => {
                self.whole.set_length(self.tally.total.work());
                self.whole.set_position(self.tally.done.work());
                let style = Style { colour: false, width: Some(dialoguer::console::Term::stderr().size().1) };
                let line = style.paragraph(&format!("{package} stays: {reason}"));
                let _ = self.bars.println(line.trim_end());
            }
        }
    }
}

impl Progress for Bars {
    fn finish(&self) {
        self.package.finish_and_clear();
        if self.tally.is_planned() {
            // How fast it was in the last seconds means nothing any more.
            self.whole.set_style(Self::style("{bar:20} {percent:>3}%  {bytes_done}\n{counts}", &self.tally));
            self.whole.abandon();
            terminal::leave_bars();
        } else {
            self.whole.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::InMemoryTerm;

    /// Something that a terminal must not see.
    const ODD: &str = "'a\n\u{1b}[31m' is open";
    const SILENT: Duration = Duration::ZERO;

    fn package() -> PackageName {
        "{1592B913-72F3-4C36-91D2-D4EDA21D2F96}".parse().unwrap()
    }

    /// A package that is moved, and one that is not.
    fn tell(observer: &dyn Progress, reason: &str) {
        let (package, other) = (package(), "{00000000-72F3-4C36-91D2-D4EDA21D2F96}".parse().unwrap());
        observer.update(&Update::Surveyed { files: 30, bytes: 3 << 20 });
        observer.update(&Update::Planned { packages: 2, files: 30, bytes: 3 << 20 });
        observer.update(&Update::Phase { phase: Phase::Moving });
        observer.update(&Update::PackageStarted { package: &package, files: 20, bytes: 2 << 20 });
        observer.update(&Update::PackageStarted { package: &other, files: 10, bytes: 1 << 20 });
        observer.update(&Update::Copied { package: &package, files: 1, bytes: 1 << 20 });
        observer.update(&Update::Copied { package: &other, files: 5, bytes: 1 << 10 });
        observer.update(&Update::PackageFailed { package: &other, reason });
        observer.update(&Update::PackageMoved { package: &package, files: 20, bytes: 2 << 20 });
    }

    #[test]
    fn what_is_told_adds_up() {
        let lines = JsonLines::new(Vec::new());
        tell(&lines, ODD);
        let Tally { done, total, .. } = &lines.tally;
        assert_eq!((done.packages(), done.files(), done.bytes()), (1, 20, 2 << 20));
        // A package that stays is no longer waited for.
        assert_eq!((total.packages(), total.files(), total.bytes()), (2, 20, 2 << 20));
        assert_eq!(lines.tally.left(), Some(Duration::ZERO));
        assert!(lines.tally.at_hand.read().unwrap().is_empty());
    }

    #[test]
    fn json_lines_are_objects() {
        let lines = JsonLines { pace: Pace::new(SILENT), ..JsonLines::new(Vec::new()) };
        tell(&lines, ODD);
        lines.finish();
        let out = lines.out.into_inner().unwrap();
        let events: Vec<serde_json::Value> = std::str::from_utf8(&out)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let last = events.last().unwrap();
        assert_eq!(
            (&last["event"], &last["bytes"], &last["totalPackages"], &last["secondsLeft"]),
            (&"progress".into(), &(2 << 20).into(), &2.into(), &0.into())
        );
        let names: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
        for name in ["surveyed", "planned", "phase", "packageStarted", "packageFailed", "packageMoved"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
    }

    #[test]
    fn plain_lines_come_now_and_then_and_failures_at_once() {
        let lines = Lines::new(Vec::new(), SILENCE);
        tell(&lines, ODD);
        let out = String::from_utf8(lines.out.into_inner().unwrap()).unwrap();
        assert_eq!(out, "{00000000-72F3-4C36-91D2-D4EDA21D2F96} stays: 'a \u{fffd}[31m' is open\n");
        let lines = Lines::new(Vec::new(), SILENT);
        tell(&lines, ODD);
        let out = String::from_utf8(lines.out.into_inner().unwrap()).unwrap();
        assert!(out.starts_with("looking at the stores: 30 files and directories, 3.00 MiB\n"), "{out}");
        assert!(out.contains("\n1 of 2 packages moved, 2.00 MiB of 2.00 MiB, "), "{out}");
    }

    #[test]
    fn bars_fit_into_eighty_columns() {
        let terminal = InMemoryTerm::new(24, 80);
        let bars = Bars::new(ProgressDrawTarget::term_like(Box::new(terminal.clone())), false);
        bars.update(&Update::Surveyed { files: 30, bytes: 3 << 20 });
        assert!(terminal.contents().ends_with("looking at the stores: 30 files and directories, 3.00 MiB"));
        tell(&bars, "'a' is open");
        bars.whole.force_draw();
        let text = terminal.contents();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "{00000000-72F3-4C36-91D2-D4EDA21D2F96} stays: 'a' is open");
        assert!(lines[1].contains("100%  2.00 MiB of 2.00 MiB"), "{text}");
        assert_eq!(lines[2], "1 of 2 packages moved, 20 of 20 files and folders, 1 stays");
        assert!(lines[3].ends_with("{00000000-72F3-4C36-91D2-D4EDA21D2F96}"), "{text}");
        bars.finish();
        let text = terminal.contents();
        assert_eq!(text.lines().count(), 3, "{text}");
    }
}
