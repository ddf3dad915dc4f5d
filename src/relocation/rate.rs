//! Copying no faster than told, so that others can use the volumes too.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::progress::StopRequest;

/// A limit that all workers of an attempt share.
#[derive(Debug)]
pub struct RateLimit {
    bytes_per_second: u64,
    /// When the bytes let through so far are paid for.
    paid: Mutex<Instant>,
}

/// How much may be copied at once after a pause.
const BURST: Duration = Duration::from_millis(250);

/// How long is slept between two looks at whether to stop.
const SLICE: Duration = Duration::from_millis(50);

impl RateLimit {
    /// A limit of so many bytes a second.
    pub fn new(bytes_per_second: u64) -> Self {
        Self { bytes_per_second: bytes_per_second.max(1), paid: Mutex::new(Instant::now()) }
    }

    /// Waits until `bytes` more were allowed; returns early if asked to stop.
    pub fn pass(&self, bytes: u64, stop: &StopRequest) {
        let cost = Duration::from_secs_f64(bytes as f64 / self.bytes_per_second as f64);
        let until = {
            let mut paid = self.paid.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let earliest = Instant::now().checked_sub(BURST).unwrap_or(*paid);
            *paid = (*paid).max(earliest) + cost;
            *paid
        };
        while !stop.is_requested() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            std::thread::sleep(left.min(SLICE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_workers_share_a_limit() {
        let limit = RateLimit::new(1_000_000);
        let stop = StopRequest::default();
        let began = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| (0..5).for_each(|_| limit.pass(50_000, &stop)));
            }
        });
        // Half a second's worth, of which the first quarter may pass at once.
        assert!(began.elapsed() >= Duration::from_millis(240), "{:?}", began.elapsed());
        stop.stop();
        limit.pass(u64::MAX / 2, &stop);
    }
}
