//! Times at which nothing is done: announced maintenance, and quiet hours of the week. All times are UTC, since what a
//! function runs on knows no other zone.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::alarm::Moment;

/// An announced piece of work: from one instant until another, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maintenance {
    /// Its first moment.
    pub from: Moment,
    /// The first moment behind it.
    pub to: Moment,
}

impl Maintenance {
    /// Whether a moment lies within it.
    pub fn covers(&self, now: Moment) -> bool {
        (self.from..self.to).contains(&now)
    }
}

/// Hours of some days of the week. Where they end before they begin, they reach into the next day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// The days on which they begin: 0 is Monday.
    pub days: Vec<i8>,
    /// The first minute of the day.
    pub from: i32,
    /// The first minute behind them.
    pub to: i32,
}

/// Minutes of a day.
pub const DAY: i32 = 24 * 60;

impl Quiet {
    /// Whether a moment lies within them.
    pub fn cover(&self, now: Moment) -> bool {
        let Ok(instant) = Timestamp::from_second(now.second()) else { return false };
        let civil = instant.to_zoned(TimeZone::UTC).datetime();
        let minute = i32::from(civil.hour()) * 60 + i32::from(civil.minute());
        let today = civil.date().weekday();
        let begins = |day: Weekday| self.days.contains(&day.to_monday_zero_offset());
        let overnight = self.to <= self.from;
        let since_today = begins(today) && minute >= self.from && (overnight || minute < self.to);
        let since_yesterday = overnight && begins(today.previous()) && minute < self.to;
        since_today || since_yesterday
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn maintenance_is_between_two_instants() {
        let work = Maintenance { from: at("2026-11-22T10:00:00Z"), to: at("2026-11-22T11:00:00Z") };
        assert!(work.covers(at("2026-11-22T10:00:00Z")) && work.covers(at("2026-11-22T10:59:59Z")));
        assert!(!work.covers(at("2026-11-22T09:59:59Z")) && !work.covers(at("2026-11-22T11:00:00Z")));
    }

    #[test]
    fn quiet_hours_reach_into_the_next_day() {
        // 2026-11-22 is a Sunday.
        let night = Quiet { days: vec![6], from: 22 * 60, to: 6 * 60 };
        for (time, quiet) in [
            ("2026-11-22T21:59:59Z", false),
            ("2026-11-22T22:00:00Z", true),
            ("2026-11-23T05:59:59Z", true),
            ("2026-11-23T06:00:00Z", false),
            ("2026-11-23T22:00:00Z", false),
            ("2026-11-22T05:00:00Z", false),
        ] {
            assert_eq!(night.cover(at(time)), quiet, "{time}");
        }
        let lunch = Quiet { days: vec![0, 6], from: 12 * 60, to: 13 * 60 };
        assert!(lunch.cover(at("2026-11-22T12:30:00Z")) && lunch.cover(at("2026-11-23T12:00:00Z")));
        assert!(!lunch.cover(at("2026-11-22T13:00:00Z")) && !lunch.cover(at("2026-11-24T12:30:00Z")));
        let day = Quiet { days: vec![6], from: 0, to: DAY };
        assert!(day.cover(at("2026-11-22T00:00:00Z")) && day.cover(at("2026-11-22T23:59:59Z")));
        assert!(!day.cover(at("2026-11-23T00:00:00Z")));
    }

    /// Where clocks are turned that night, here they are not: the hours are as long as ever, and none comes twice.
    #[test]
    fn no_clock_is_turned() {
        let night = Quiet { days: (0..7).collect(), from: 22 * 60, to: 6 * 60 };
        for noon in ["2026-03-07T12:00:00Z", "2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z", "2026-10-31T12:00:00Z"] {
            let covered = (0..DAY).filter(|minute| night.cover(at(noon).plus(i64::from(*minute) * 60))).count();
            assert_eq!(covered, 8 * 60, "{noon}");
        }
        // The hour that comes twice in Berlin is told by its offset.
        let twice = Maintenance { from: at("2026-10-25T02:30:00+02:00"), to: at("2026-10-25T02:30:00+01:00") };
        assert!(twice.covers(at("2026-10-25T00:30:00Z")) && twice.covers(at("2026-10-25T01:29:59Z")));
        assert!(!twice.covers(at("2026-10-25T00:29:59Z")) && !twice.covers(at("2026-10-25T01:30:00Z")));
    }
}
