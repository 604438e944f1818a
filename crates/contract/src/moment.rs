//! Days and instants as text (RFC 3339, section 5.6).
//!
//! A parser of its own, since the general one of the calendar library is several times its size in
//! the card's download. It takes and refuses the same texts; a test compares the two.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use crate::{Day, Instant};

/// Reads `YYYY-MM-DD`.
#[must_use]
pub fn day(text: &str) -> Option<Day> {
    let mut scan = Scan(text.as_bytes());
    let day = scan.day()?;
    scan.0.is_empty().then_some(day)
}

/// Reads a day, a time and an offset.
#[must_use]
pub(crate) fn instant(text: &str) -> Option<Instant> {
    let mut scan = Scan(text.as_bytes());
    let day = scan.day()?;
    scan.one_of(b"Tt ")?;
    let time = scan.time()?;
    let offset = scan.offset()?;
    if !scan.0.is_empty() {
        return None;
    }
    let utc = day.and_time(time).checked_sub_offset(offset)?;
    Some(DateTime::from_naive_utc_and_offset(utc, offset))
}

/// What is left of a text.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    #[inline(never)]
    fn one_of(&mut self, known: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        known.iter().any(|byte| byte == first).then(|| self.0 = rest)?;
        Some(*first)
    }

    fn digit(&mut self) -> Option<u32> {
        self.one_of(b"0123456789").map(|digit| u32::from(digit & 15))
    }

    #[inline(never)]
    fn two_digits(&mut self) -> Option<u32> {
        Some(self.digit()? * 10 + self.digit()?)
    }

    fn day(&mut self) -> Option<Day> {
        let year = self.two_digits()? * 100 + self.two_digits()?;
        self.one_of(b"-")?;
        let month = self.two_digits()?;
        self.one_of(b"-")?;
        NaiveDate::from_ymd_opt(year.cast_signed(), month, self.two_digits()?)
    }

    fn time(&mut self) -> Option<NaiveTime> {
        let hour = self.two_digits()?;
        self.one_of(b":")?;
        let minute = self.two_digits()?;
        self.one_of(b":")?;
        let mut second = self.two_digits()?;
        let mut nanos = 0;
        if self.one_of(b".").is_some() {
            let mut unit = 100_000_000;
            nanos = self.digit()? * unit;
            while let Some(digit) = self.digit() {
                unit /= 10;
                nanos += digit * unit;
            }
        }
        // A leap second is the second before it, once more.
        if second == 60 {
            second = 59;
            nanos += 1_000_000_000;
        }
        NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)
    }

    fn offset(&mut self) -> Option<FixedOffset> {
        if self.one_of(b"Zz").is_some() {
            return FixedOffset::east_opt(0);
        }
        // The typographic minus sign, which ISO 8601 prefers.
        let sign = match self.0.strip_prefix("\u{2212}".as_bytes()) {
            Some(rest) => {
                self.0 = rest;
                b'-'
            }
            None => self.one_of(b"+-")?,
        };
        let hours = self.two_digits()?;
        self.one_of(b":")?;
        let minutes = self.two_digits().filter(|minutes| *minutes < 60)?;
        let seconds = (hours * 3600 + minutes * 60).cast_signed();
        FixedOffset::east_opt(if sign == b'-' { -seconds } else { seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_forms_of_the_standard_are_read() {
        for text in [
            "2026-11-22T15:49:00+08:00",
            "2026-11-22t15:49:00.5z",
            "2026-11-22 15:49:00.1234567899Z",
            "2016-12-31T23:59:60.25-23:59",
            "0000-02-29T00:00:00\u{2212}00:30",
        ] {
            assert!(instant(text).is_some(), "{text}");
            assert_eq!(instant(text), DateTime::parse_from_rfc3339(text).ok(), "{text}");
        }
        assert_eq!(day("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "2023-02-29", "2024-2-29", "2024-02-29 ", "2024-02-29-", "+024-02-29"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    /// The same moment, and written with the same offset.
    fn agree(text: &str) -> bool {
        let written =
            |instant: Instant| (instant.naive_local(), instant.offset().local_minus_utc());
        instant(text).map(written) == DateTime::parse_from_rfc3339(text).ok().map(written)
    }

    proptest! {
        #[test]
        fn the_same_texts_are_instants_as_by_the_calendar_library(
            text in "[0-9]{3}[0-9x]-[01][0-9]-[0-3][0-9][Tt x][0-2][0-9]:[0-6][0-9]:[0-6][0-9]\
                     ([.,][0-9]{0,12})?([Zz]|[+\u{2212}-][0-2][0-9]:?[0-6][0-9]?)?[ 0Z]?",
        ) {
            prop_assert!(agree(&text), "{text}");
        }

        #[test]
        fn a_sound_instant_is_read_alike_and_so_is_one_with_a_single_fault(
            day in 0_i64..3_652_059,
            seconds in 0_u32..86_400,
            minutes in -1439_i32..1440,
            digits in 0_usize..12,
            fault in proptest::option::of((any::<prop::sample::Index>(), "\\PC")),
        ) {
            let day = NaiveDate::from_ymd_opt(0, 1, 1).unwrap() + chrono::Duration::days(day);
            let (hours, rest) = (seconds / 3600, seconds % 3600);
            let fraction = ".12345678901".get(..digits).unwrap();
            let (sign, offset) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
            let mut text = format!(
                "{day}T{hours:02}:{:02}:{:02}{fraction}{sign}{:02}:{:02}",
                rest / 60, rest % 60, offset / 60, offset % 60,
            );
            if let Some((at, wrong)) = fault {
                let at = at.index(text.len());
                text.replace_range(at..=at, &wrong);
            }
            prop_assert!(agree(&text), "{text}");
        }
    }
}
