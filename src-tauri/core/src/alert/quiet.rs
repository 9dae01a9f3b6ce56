//! Hours in which the desktop is left alone. Pure. Minutes of the day where the person is, by this computer's zone.

use chrono::{DateTime, Datelike, FixedOffset, TimeDelta, Timelike};
use serde::{Deserialize, Serialize};

/// A day has so many minutes.
const DAY: u16 = 24 * 60;

/// Quiet hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct QuietHours {
    /// They are kept.
    pub on: bool,
    /// The minute of the day at which they begin.
    pub start: u16,
    /// The minute at which they end: of the next day, where it is not after the start. Both alike: the whole day.
    pub end: u16,
    /// The days on which they begin, Monday first.
    pub days: [bool; 7],
}

impl Default for QuietHours {
    fn default() -> QuietHours {
        QuietHours {
            on: false,
            start: 18 * 60,
            end: 8 * 60,
            days: [true; 7],
        }
    }
}

impl QuietHours {
    /// The same, within a day.
    #[must_use]
    pub fn sane(self) -> QuietHours {
        QuietHours {
            start: self.start % DAY,
            end: self.end % DAY,
            ..self
        }
    }

    /// Is it quiet then?
    #[must_use]
    pub fn are_at(&self, moment: DateTime<FixedOffset>) -> bool {
        if !self.on {
            return false;
        }
        let begins_on = |day: DateTime<FixedOffset>| {
            let day = day.weekday().num_days_from_monday() as usize;
            self.days.get(day).copied().unwrap_or_default()
        };
        let minute = moment.hour() * 60 + moment.minute();
        let (start, end) = (u32::from(self.start), u32::from(self.end));
        if start < end {
            return begins_on(moment) && (start..end).contains(&minute);
        }
        let begun_today = minute >= start && begins_on(moment);
        let begun_yesterday = minute < end && begins_on(moment - TimeDelta::days(1));
        begun_today || begun_yesterday
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        format!("{text}:00+02:00").parse().unwrap()
    }

    fn hours(start: u16, end: u16, days: [bool; 7]) -> QuietHours {
        QuietHours {
            on: true,
            start: start * 60,
            end: end * 60,
            days,
        }
    }

    #[test]
    fn hours_over_midnight_belong_to_the_day_on_which_they_begin() {
        // 2026-11-23 is a Monday.
        let weekdays = [true, true, true, true, true, false, false];
        let night = hours(18, 8, weekdays);
        for (moment, quiet) in [
            ("2026-11-23T17:59", false),
            ("2026-11-23T18:00", true),
            ("2026-11-24T07:59", true),
            ("2026-11-24T08:00", false),
            ("2026-11-28T07:00", true), // Saturday morning: Friday's night
            ("2026-11-28T19:00", false), // Saturday evening
            ("2026-11-23T07:00", false), // Monday morning: Sunday's night
        ] {
            assert_eq!(night.are_at(at(moment)), quiet, "{moment}");
        }
    }

    #[test]
    fn hours_within_a_day_the_whole_day_and_none() {
        let noon = hours(12, 13, [true; 7]);
        assert!(noon.are_at(at("2026-11-23T12:30")));
        assert!(!noon.are_at(at("2026-11-23T13:00")));
        let sunday = hours(0, 0, [false, false, false, false, false, false, true]);
        assert!(sunday.are_at(at("2026-11-29T00:00")) && sunday.are_at(at("2026-11-29T23:59")));
        assert!(!sunday.are_at(at("2026-11-30T00:00")) && !sunday.are_at(at("2026-11-28T23:59")));
        let off = QuietHours {
            on: false,
            ..hours(0, 0, [true; 7])
        };
        assert!(!off.are_at(at("2026-11-23T12:30")));
    }

    #[test]
    fn the_zone_of_the_computer_counts() {
        let night = hours(18, 8, [true; 7]);
        let berlin: DateTime<FixedOffset> = "2026-11-23T19:00:00+01:00".parse().unwrap();
        let same_in_lisbon: DateTime<FixedOffset> = "2026-11-23T17:59:00Z".parse().unwrap();
        assert!(night.are_at(berlin) && !night.are_at(same_in_lisbon));
    }
}
