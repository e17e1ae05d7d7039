//! What PutLogEvents accepted a call but dropped events of: `rejectedLogEventsInfo`, read exactly.
//!
//! CloudWatch Logs answers such a call with HTTP 200, and names ranges of the call's events by their index. Source:
//! *CloudWatch Logs API Reference*, `RejectedLogEventsInfo`: `tooOldLogEventEndIndex` and `expiredLogEventEndIndex` are
//! exclusive ends, counted from the call's start; `tooNewLogEventStartIndex` is where those begin that reach to its end.

/// Why CloudWatch Logs refuses an event for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rejection {
    /// Older than 14 days.
    TooOld,
    /// More than 2 hours ahead.
    TooNew,
    /// Older than what the log group retains.
    Expired,
}

impl Rejection {
    /// Its name in metadata and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooOld => "tooOld",
            Self::TooNew => "tooNew",
            Self::Expired => "expired",
        }
    }
}

/// The answer's `rejectedLogEventsInfo`, as it came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RejectedRanges {
    /// `tooOldLogEventEndIndex`: events before it are too old.
    pub too_old_end: Option<i32>,
    /// `tooNewLogEventStartIndex`: it and the events behind it are too new.
    pub too_new_start: Option<i32>,
    /// `expiredLogEventEndIndex`: events before it are expired.
    pub expired_end: Option<i32>,
}

impl RejectedRanges {
    /// Why the event at `index` of the call was rejected, if it was. Of an event that is both too old and expired, the
    /// reason is that it is too old: no retention would have kept it.
    pub fn reason(&self, index: usize) -> Option<Rejection> {
        // An index that no call has says nothing about this one: a negative end is before the first event.
        let before = |end: Option<i32>| end.is_some_and(|end| usize::try_from(end).is_ok_and(|end| index < end));
        if before(self.too_old_end) {
            Some(Rejection::TooOld)
        } else if before(self.expired_end) {
            Some(Rejection::Expired)
        } else if self.too_new_start.is_some_and(|start| usize::try_from(start).is_ok_and(|start| index >= start)) {
            Some(Rejection::TooNew)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(ranges: RejectedRanges, length: usize) -> Vec<Option<Rejection>> {
        (0..length).map(|index| ranges.reason(index)).collect()
    }

    #[test]
    fn ends_are_exclusive_and_the_start_inclusive() {
        use Rejection::{Expired, TooNew, TooOld};
        let ranges = RejectedRanges { too_old_end: Some(1), expired_end: Some(3), too_new_start: Some(4) };
        assert_eq!(reasons(ranges, 6), [Some(TooOld), Some(Expired), Some(Expired), None, Some(TooNew), Some(TooNew)]);
    }

    #[test]
    fn nothing_is_rejected_where_nothing_is_said() {
        assert_eq!(reasons(RejectedRanges::default(), 2), [None, None]);
        let empty = RejectedRanges { too_old_end: Some(0), expired_end: Some(-1), too_new_start: Some(2) };
        assert_eq!(reasons(empty, 2), [None, None]);
        let all = RejectedRanges { too_new_start: Some(0), ..RejectedRanges::default() };
        assert_eq!(reasons(all, 2), [Some(Rejection::TooNew); 2]);
    }
}
