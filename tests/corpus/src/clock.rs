//! A clock that goes on with each line, and the ways in which logs write the time.

use crate::random::Random;

/// A moment, in nanoseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    nanos: u64,
}

/// 2026-11-01T00:00:00Z.
const START: u64 = 1_793_491_200_000_000_000;

impl Default for Clock {
    fn default() -> Self {
        Self { nanos: START }
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date and a time of day.
struct Parts {
    year: u64,
    month: u64,
    day: u64,
    hour: u64,
    minute: u64,
    second: u64,
}

impl Clock {
    /// Goes on by up to some seconds.
    pub fn go_on(&mut self, random: &mut Random) {
        let most = [1_000_000, 100_000_000, 5_000_000_000][random.below(3) as usize];
        self.nanos += random.between(1_000, most);
    }

    /// Seconds since 1970.
    pub fn seconds(self) -> u64 {
        self.nanos / 1_000_000_000
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> u64 {
        self.nanos / 1_000_000
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> u64 {
        self.nanos / 1_000
    }

    /// Nanoseconds since 1970.
    pub fn nanos(self) -> u64 {
        self.nanos
    }

    /// `1795248001.123456`.
    pub fn fraction(self) -> String {
        format!("{}.{:06}", self.seconds(), self.micros() % 1_000_000)
    }

    fn parts(self) -> Parts {
        // Days from the calendar's beginning on a first of March, in eras of 400 years.
        let days = self.seconds() / 86_400 + 719_468;
        let second_of_day = self.seconds() % 86_400;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        Parts {
            year: year_of_era + era * 400 + u64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted + 2) / 5 + 1,
            hour: second_of_day / 3_600,
            minute: second_of_day / 60 % 60,
            second: second_of_day % 60,
        }
    }

    /// `2026-11-22`.
    pub fn date(self) -> String {
        let p = self.parts();
        format!("{}-{:02}-{:02}", p.year, p.month, p.day)
    }

    /// `20261122`.
    pub fn compact_date(self) -> String {
        self.date().replace('-', "")
    }

    /// `2026/11/22`.
    pub fn slash_date(self) -> String {
        self.date().replace('-', "/")
    }

    /// `10:11:12`.
    pub fn time(self) -> String {
        let p = self.parts();
        format!("{:02}:{:02}:{:02}", p.hour, p.minute, p.second)
    }

    /// `2026-11-22T10:11:12.123Z`.
    pub fn iso(self) -> String {
        format!("{}T{}.{:03}Z", self.date(), self.time(), self.millis() % 1_000)
    }

    /// `2026-11-22T10:11:12Z`.
    pub fn iso_seconds(self) -> String {
        format!("{}T{}Z", self.date(), self.time())
    }

    /// `2026-11-22T10:11:12.123456Z`.
    pub fn iso_micros(self) -> String {
        format!("{}T{}.{:06}Z", self.date(), self.time(), self.micros() % 1_000_000)
    }

    /// `2026-11-22T10:11:12.123456789Z`.
    pub fn iso_nanos(self) -> String {
        format!("{}T{}.{:09}Z", self.date(), self.time(), self.nanos % 1_000_000_000)
    }

    /// `2026-11-22T10:11:12.123+01:00`.
    pub fn iso_zoned(self, zone: &str) -> String {
        format!("{}T{}.{:03}{zone}", self.date(), self.time(), self.millis() % 1_000)
    }

    /// `2026-11-22 10:11:12,123`.
    pub fn comma(self) -> String {
        format!("{} {},{:03}", self.date(), self.time(), self.millis() % 1_000)
    }

    /// `2026-11-22 10:11:12.123`.
    pub fn dotted(self) -> String {
        format!("{} {}.{:03}", self.date(), self.time(), self.millis() % 1_000)
    }

    /// `22/Nov/2026:10:11:12 +0000`.
    pub fn common_log(self) -> String {
        let p = self.parts();
        format!("{:02}/{}/{}:{} +0000", p.day, self.month(), p.year, self.time())
    }

    /// `22 Nov 2026 10:11:12.123`.
    pub fn words(self) -> String {
        let p = self.parts();
        format!("{:02} {} {} {}.{:03}", p.day, self.month(), p.year, self.time(), self.millis() % 1_000)
    }

    /// `1122 10:11:12.123456`, behind the letter of a level in Kubernetes' logs.
    pub fn klog(self) -> String {
        let p = self.parts();
        format!("{:02}{:02} {}.{:06}", p.month, p.day, self.time(), self.micros() % 1_000_000)
    }

    fn month(self) -> &'static str {
        MONTHS[self.parts().month as usize - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_they_are() {
        let clock = Clock { nanos: 1_795_342_272_123_456_789 };
        assert_eq!(clock.iso(), "2026-11-22T10:11:12.123Z");
        assert_eq!(clock.iso_nanos(), "2026-11-22T10:11:12.123456789Z");
        assert_eq!(clock.common_log(), "22/Nov/2026:10:11:12 +0000");
        assert_eq!(clock.klog(), "1122 10:11:12.123456");
        assert_eq!(clock.fraction(), "1795342272.123456");
        assert_eq!(Clock::default().date(), "2026-11-01");
        assert_eq!(Clock { nanos: 1_709_164_800_000_000_000 }.date(), "2024-02-29");
    }
}
