//! Instants as the routes of an alarm write them, brought to one form.
//!
//! CloudWatch writes `2026-11-22T10:00:00.985+0000`, its API answers with seconds since 1970 and a fraction, the AWS
//! command line with `+00:00`, and some copies leave the fraction out. A [`Moment`] is the whole second, so that the
//! copies of one transition are equal. An alarm cannot turn twice within a second: its shortest period is ten.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant, in whole seconds since the Unix epoch; a fraction is cut off. Written `2026-11-22T10:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// Larger numbers are milliseconds: as seconds they would lie beyond the year 5000.
const LAST_SECOND: f64 = 1e11;

impl Moment {
    /// The moment `seconds` after the Unix epoch.
    pub fn from_second(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the Unix epoch.
    pub fn second(self) -> i64 {
        self.0
    }

    /// Reads any of the forms above, and `2026-11-22 10:00:00`, which is taken as UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(number) = text.parse::<f64>() {
            return Self::from_number(number);
        }
        let instant = text.parse::<Timestamp>().ok().or_else(|| {
            let civil = text.parse::<DateTime>().ok()?;
            Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
        })?;
        Some(Self(instant.as_millisecond().div_euclid(1000)))
    }

    /// Reads seconds, or milliseconds, since the Unix epoch.
    #[allow(clippy::cast_possible_truncation, reason = "it is within the bounds that are asked for")]
    pub fn from_number(number: f64) -> Option<Self> {
        if !(0.0..LAST_SECOND * 1000.0).contains(&number) {
            return None;
        }
        let seconds = if number < LAST_SECOND { number } else { number / 1000.0 };
        Some(Self(seconds.floor() as i64))
    }

    /// The moment `seconds` later, or earlier where they are negative.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from an earlier moment to this one.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The clock hour that it lies in, counted from the Unix epoch.
    pub fn hour(self) -> i64 {
        self.0.div_euclid(3600)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_second(self.0) {
            Ok(instant) => write!(f, "{instant}"),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MomentVisitor)
    }
}

struct MomentVisitor;

impl Visitor<'_> for MomentVisitor {
    type Value = Moment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an instant, such as 2026-11-22T10:00:00Z, or seconds since 1970")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Moment, E> {
        Moment::parse(text).ok_or_else(|| E::custom("this is no instant"))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Moment, E> {
        Moment::from_number(number).ok_or_else(|| E::custom("this is no instant"))
    }

    #[allow(clippy::cast_precision_loss, reason = "seconds and milliseconds of this age are exact")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<Moment, E> {
        self.visit_f64(number as f64)
    }

    #[allow(clippy::cast_precision_loss, reason = "seconds and milliseconds of this age are exact")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<Moment, E> {
        self.visit_f64(number as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_instant_is_one_moment() {
        for text in [
            "2026-11-22T10:00:00.985+0000",
            "2026-11-22T10:00:00.985+00:00",
            "2026-11-22T10:00:00.985Z",
            "2026-11-22T10:00:00.985123456Z",
            "2026-11-22T10:00:00Z",
            "2026-11-22T11:00:00+0100",
            "2026-11-22 10:00:00",
            " 2026-11-22T10:00:00 ",
            "1795341600",
            "1795341600.985",
            "1795341600985",
        ] {
            let moment = Moment::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(moment.second(), 1_795_341_600, "{text}");
            assert_eq!(moment.to_string(), "2026-11-22T10:00:00Z");
        }
        assert_eq!(Moment::from_number(1_795_341_600.985), Some(Moment(1_795_341_600)));
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in ["", "yesterday", "2026-13-01T00:00:00Z", "10:00", "NaN", "inf", "-5", "1e300"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
