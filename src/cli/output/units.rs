//! Sizes and times for people.

use std::time::Duration;

/// `bytes` with a binary unit and three digits.
pub fn bytes(bytes: u64) -> String {
    indicatif::BinaryBytes(bytes).to_string()
}

/// A length of time, in the two largest units that matter.
pub fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// A length of time that is only guessed, no finer than a guess can be.
pub fn about(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..60 => format!("{} s", seconds.max(1)),
        60..600 => format!("{} min {} s", seconds / 60, seconds % 60 / 10 * 10),
        600..36_000 => self::duration(Duration::from_secs(seconds / 60 * 60)).replace(" 0 s", ""),
        _ => format!("{} h", (seconds + 1800) / 3600),
    }
}

/// Bytes a second.
pub fn rate(bytes: u64, time: Duration) -> u64 {
    (bytes as f64 / time.as_secs_f64().max(0.001)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_can_read_them() {
        assert_eq!(bytes(1536), "1.50 KiB");
        assert_eq!(duration(Duration::from_millis(1500)), "1.5 s");
        assert_eq!(duration(Duration::from_secs(61)), "1 min 1 s");
        assert_eq!(duration(Duration::from_secs(7260)), "2 h 1 min");
        let about = |seconds| about(Duration::from_secs(seconds));
        assert_eq!(about(0), "1 s");
        assert_eq!(about(59), "59 s");
        assert_eq!(about(119), "1 min 50 s");
        assert_eq!(about(1199), "19 min");
        assert_eq!(about(4000), "1 h 6 min");
        assert_eq!(about(50_000), "14 h");
        assert_eq!(rate(1000, Duration::from_secs(2)), 500);
    }
}
