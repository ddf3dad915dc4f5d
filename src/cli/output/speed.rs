//! How fast it goes, and how long it will still take.
//!
//! The rate is that of the last seconds: what a person sees on the disks now. The time left follows the rate of the
//! last minute or so, weighing what is recent more, so that it neither jumps when a batch is made durable nor
//! clings to how fast it was an hour ago. Time is given, never asked for, so that a test can make it up.

use std::collections::VecDeque;
use std::time::Duration;

/// Over how long the rate is taken.
const WINDOW: Duration = Duration::from_secs(10);

/// How far apart samples are at least.
const APART: Duration = Duration::from_millis(200);

/// In this time what has been counts `e` times less.
const MEMORY: f64 = 60.0;

/// How long there must have been something to see before the time left is guessed.
const FIRST: f64 = 1.0;

/// What has been done at some moments.
#[derive(Debug, Default)]
pub struct Speed {
    /// When, and how many bytes until then; the first is at or before the beginning of the window.
    samples: VecDeque<(Duration, u64)>,
    /// The last moment that was taken into account, and the work done until then.
    last: Option<(Duration, u64)>,
    /// Work done, and seconds it took, each counting less the longer ago it was.
    work: f64,
    seconds: f64,
}

impl Speed {
    /// At this moment so many bytes, and so much work in all, had been done.
    pub fn sample(&mut self, at: Duration, bytes: u64, work: u64) {
        match self.last {
            // What went before the first work, looking at the stores, says nothing about how fast work goes.
            Some((_, 0)) if work == 0 => {
                self.last = Some((at, 0));
                self.samples.clear();
            }
            Some((before, _)) if at < before + APART => return,
            Some((before, done)) => {
                let passed = (at - before).as_secs_f64();
                let fades = (-passed / MEMORY).exp();
                // A package that stays takes its work back.
                self.work = self.work * fades + work.saturating_sub(done) as f64;
                self.seconds = self.seconds * fades + passed;
                self.last = Some((at, work));
            }
            None => self.last = Some((at, work)),
        }
        self.samples.push_back((at, bytes));
        while self.samples.len() > 2 && self.samples[1].0 + WINDOW <= at {
            self.samples.pop_front();
        }
    }

    /// Bytes a second of late; 0 before anything can be said.
    pub fn rate(&self) -> u64 {
        match (self.samples.front(), self.samples.back()) {
            (Some((began, before)), Some((ended, bytes))) if ended > began => {
                super::units::rate(bytes.saturating_sub(*before), *ended - *began)
            }
            _ => 0,
        }
    }

    /// How long so much work will still take; `None` before anything can be said.
    pub fn left(&self, work: u64) -> Option<Duration> {
        if work == 0 {
            return Some(Duration::ZERO);
        }
        if self.work <= 0.0 || self.seconds < FIRST {
            return None;
        }
        // Nobody plans for longer than a year.
        Some(Duration::from_secs_f64((work as f64 * self.seconds / self.work).min(3.2e7)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    /// Goes on from `done` at so many bytes a second, for so many seconds, a sample every 200 ms.
    fn go_on(speed: &mut Speed, at: &mut f64, done: &mut u64, rate: u64, seconds: f64) {
        let until = *at + seconds;
        while *at < until - 0.001 {
            *at += 0.2;
            *done += rate / 5;
            speed.sample(Duration::from_secs_f64(*at), *done, *done);
        }
    }

    #[track_caller]
    fn is_near(value: u64, expected: u64) {
        assert!(value.abs_diff(expected) <= expected / 50, "{value}, not about {expected}");
    }

    #[test]
    fn the_rate_is_that_of_the_last_seconds() {
        let (mut speed, mut at, mut done) = (Speed::default(), 0.0, 0);
        go_on(&mut speed, &mut at, &mut done, 100 * MIB, 600.0);
        is_near(speed.rate(), 100 * MIB);
        go_on(&mut speed, &mut at, &mut done, 10 * MIB, 11.0);
        is_near(speed.rate(), 10 * MIB);
        go_on(&mut speed, &mut at, &mut done, 0, 11.0);
        assert_eq!(speed.rate(), 0);
    }

    #[test]
    fn time_before_the_first_work_does_not_count() {
        let (mut speed, mut at, mut done) = (Speed::default(), 0.0, 0);
        go_on(&mut speed, &mut at, &mut done, 0, 300.0);
        assert_eq!((speed.rate(), speed.left(MIB)), (0, None));
        go_on(&mut speed, &mut at, &mut done, 50 * MIB, 2.0);
        is_near(speed.rate(), 50 * MIB);
        is_near(speed.left(500 * MIB).unwrap().as_millis() as u64, 10_000);
    }

    #[test]
    fn the_time_left_does_not_jump_while_batches_are_made_durable() {
        let (mut speed, mut at, mut done) = (Speed::default(), 0.0, 0);
        let total = 60_000 * MIB;
        // Five seconds of copying, one of waiting for the disk, again and again.
        go_on(&mut speed, &mut at, &mut done, 120 * MIB, 5.0);
        let mut shown = speed.left(total - done).unwrap().as_secs_f64();
        for _ in 0..80 {
            for (rate, seconds) in [(0, 1.0), (120 * MIB, 5.0)] {
                go_on(&mut speed, &mut at, &mut done, rate, seconds);
                let now = speed.left(total - done).unwrap().as_secs_f64();
                let jump = (now + seconds - shown).abs() / shown;
                assert!(jump < 0.25, "from {shown} to {now} within {seconds} s, at {at}");
                if at > 60.0 {
                    assert!(jump < 0.04, "from {shown} to {now} within {seconds} s, at {at}");
                }
                shown = now;
            }
        }
    }

    #[test]
    fn the_time_left_follows_a_lasting_change() {
        let (mut speed, mut at, mut done) = (Speed::default(), 0.0, 0);
        go_on(&mut speed, &mut at, &mut done, 100 * MIB, 3600.0);
        is_near(speed.left(1000 * MIB).unwrap().as_millis() as u64, 10_000);
        go_on(&mut speed, &mut at, &mut done, 10 * MIB, 300.0);
        let left = speed.left(1000 * MIB).unwrap().as_secs();
        assert!((90..=100).contains(&left), "{left}");
    }

    #[test]
    fn what_stays_is_taken_back_and_nothing_breaks() {
        let mut speed = Speed::default();
        speed.sample(Duration::from_secs(1), 0, 0);
        speed.sample(Duration::from_secs(2), 5 * MIB, 5 * MIB);
        speed.sample(Duration::from_secs(3), MIB, MIB);
        assert_eq!(speed.left(0), Some(Duration::ZERO));
        assert!(speed.left(u64::MAX).is_some());
        assert!(speed.rate() <= MIB);
    }
}
