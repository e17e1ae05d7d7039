//! Lengths and points of time as they are written: `15m`, `2026-12-01T22:00:00Z`, `22:00`, `sat`.

use serde_saphyr::Spanned;

use super::spec::{MaintenanceSpec, QuietSpec};
use crate::alarm::Moment;
use crate::config::error::suggest;
use crate::config::spec::Text;
use crate::config::{ConfigError, spec};
use crate::remedy::{DAY, Maintenance, Quiet};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The longest length of time that a policy may name: a day.
const LONGEST: i64 = 24 * 3600;

/// Seconds from `90s`, `15m` or `2h`; at least so many.
pub(super) fn duration(text: &Text, least: i64) -> Result<i64, ConfigError> {
    let value = text.value.trim();
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &value[digits.len()..] {
        "s" => Some(1),
        "m" => Some(60),
        "h" => Some(3600),
        _ => None,
    };
    let seconds = unit.zip(digits.parse::<u32>().ok()).map(|(unit, number)| unit * i64::from(number));
    match seconds {
        Some(seconds) if (least..=LONGEST).contains(&seconds) => Ok(seconds),
        Some(_) => Err(ConfigError::at(text.referenced, format!("this has to lie between {least}s and 24h"))),
        None => Err(ConfigError::at(text.referenced, "a length of time is written 90s, 15m or 2h")),
    }
}

pub(super) fn maintenance(spec: Spanned<MaintenanceSpec>) -> Result<Maintenance, ConfigError> {
    let (from, to) = (instant(&spec.value.from)?, instant(&spec.value.to)?);
    if to <= from {
        return Err(ConfigError::at(spec.referenced, "the maintenance ends before it begins"));
    }
    Ok(Maintenance { from, to })
}

fn instant(text: &Text) -> Result<Moment, ConfigError> {
    let written = text.value.contains('T').then(|| Moment::parse(&text.value)).flatten();
    written.ok_or_else(|| ConfigError::at(text.referenced, "an instant is written 2026-12-01T22:00:00Z"))
}

pub(super) fn quiet(spec: Spanned<QuietSpec>) -> Result<Quiet, ConfigError> {
    let days = match &spec.value.days {
        None => (0..7).collect(),
        Some(days) if days.value.is_empty() => {
            return Err(ConfigError::at(days.referenced, "days is empty: name days, or leave it out for all"));
        }
        Some(days) => self::days(days)?,
    };
    let (from, to) = (minute(&spec.value.from)?, minute(&spec.value.to)?);
    if from == to || from == DAY {
        return Err(ConfigError::at(spec.referenced, "these hours are none: a whole day is from 00:00 to 24:00"));
    }
    Ok(Quiet { days, from, to })
}

fn days(days: &spec::Texts) -> Result<Vec<i8>, ConfigError> {
    let day = |text: &Text| match (0_i8..).zip(DAYS).find(|(_, name)| *name == text.value) {
        Some((number, _)) => Ok(number),
        None => {
            let hint = suggest(&text.value, &DAYS);
            Err(ConfigError::at(text.referenced, format!("{:?} is no day of the week{hint}", text.value)))
        }
    };
    days.value.iter().map(day).collect()
}

/// Minutes since midnight, UTC, from `22:00`; `24:00` is the day's end.
fn minute(text: &Text) -> Result<i32, ConfigError> {
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten().map(i32::from);
    let read = text.value.split_once(':').and_then(|(hour, minute)| Some((two(hour)?, two(minute)?)));
    match read {
        Some((24, 0)) => Ok(DAY),
        Some((hour @ 0..24, minute @ 0..60)) => Ok(hour * 60 + minute),
        _ => Err(ConfigError::at(text.referenced, "a time of the day is written \"22:00\", in quotes and UTC")),
    }
}
