//! Numbers, money, days and times in the member's language and the programme's zone, by `Intl`.

use contract::money::{Money, Reward};
use contract::{Day, Instant};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{Locale, fill};
use crate::domain::money::split;
use crate::domain::time::day_at;
use crate::reactive::LocalValue;
use crate::ui::Figure;

/// The formatters of one language and one programme. `Copy`; made again when either changes.
#[derive(Clone, Copy)]
pub struct Formats {
    locale: Locale,
    parts: LocalValue<Parts>,
}

struct Parts {
    number: Function,
    day: Function,
    day_year: Function,
    month: Function,
    weekday: Function,
    weekday_long: Function,
    time: Function,
    currency: String,
    point_name: String,
}

/// An `Intl` formatter's `format`, already bound. `kind` is the constructor's name.
fn formatter(kind: &str, locale: Locale, options: &[(&str, &str)]) -> Function {
    let make = |options: &[(&str, &str)]| -> Result<Function, JsValue> {
        let settings = Object::new();
        for (name, value) in options {
            Reflect::set(&settings, &JsValue::from_str(name), &JsValue::from_str(value))?;
        }
        let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
        let class: Function = Reflect::get(&intl, &kind.into())?.unchecked_into();
        let arguments = Array::of2(&locale.tag().into(), &settings);
        let instance = Reflect::construct(&class, &arguments)?;
        Reflect::get(&instance, &"format".into()).map(JsCast::unchecked_into)
    };
    // A zone or a currency that this browser does not know must not take the screen down.
    make(options).or_else(|_| make(&[])).unwrap_or_else(|_| Function::new_no_args("return ''"))
}

impl Formats {
    /// Formatters for a programme's zone, currency and point name.
    #[must_use]
    pub fn new(locale: Locale, zone: &str, currency: &str, point_name: &str) -> Self {
        let date = |options: &[(&str, &str)]| {
            let mut all = vec![("timeZone", zone)];
            all.extend_from_slice(options);
            formatter("DateTimeFormat", locale, &all)
        };
        let month = if locale == Locale::En { "short" } else { "long" };
        let parts = Parts {
            number: formatter("NumberFormat", locale, &[]),
            day: date(&[("month", month), ("day", "numeric")]),
            day_year: date(&[("year", "numeric"), ("month", month), ("day", "numeric")]),
            month: date(&[("year", "numeric"), ("month", "long")]),
            weekday: date(&[("weekday", if locale == Locale::En { "short" } else { "narrow" })]),
            weekday_long: date(&[("weekday", "long")]),
            time: date(&[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")]),
            currency: currency.into(),
            point_name: point_name.into(),
        };
        Self { locale, parts: LocalValue::new(parts) }
    }

    /// The language.
    #[must_use]
    pub fn locale(self) -> Locale {
        self.locale
    }

    fn call(self, pick: impl Fn(&Parts) -> &Function, value: &JsValue) -> String {
        // A view that is about to be made again may still hold the formatters of before.
        let text = self.parts.try_with_value(|parts| pick(parts).call1(&JsValue::NULL, value));
        text.and_then(Result::ok).and_then(|text| text.as_string()).unwrap_or_default()
    }

    /// `1,280`.
    #[must_use]
    pub fn number(self, value: i64) -> String {
        self.call(|parts| &parts.number, &JsValue::from_f64(value as f64))
    }

    /// `1,280` with the programme's name for points after it.
    #[must_use]
    pub fn points(self, value: i64) -> Figure {
        let name = self.parts.try_with_value(|parts| parts.point_name.clone()).unwrap_or_default();
        Figure { before: String::new(), value: self.number(value), after: [" ", &name].concat() }
    }

    /// `¥12` or `¥10.50`: minor units of the programme's currency, without empty decimals.
    #[must_use]
    pub fn amount(self, minor: i64) -> Figure {
        let currency =
            self.parts.try_with_value(|parts| parts.currency.clone()).unwrap_or_default();
        self.money(&Money { amount: minor, currency })
    }

    /// As [`Self::amount`], of any currency.
    #[must_use]
    pub fn money(self, money: &Money) -> Figure {
        let parts = split(money);
        let mut value = self.number(i64::try_from(parts.whole).unwrap_or(i64::MAX));
        if parts.fraction != 0 {
            value.push('.');
            value.push_str(parts.text().split_once('.').map_or("", |(_, decimals)| decimals));
        }
        let sign = if money.amount < 0 { "−" } else { "" };
        let symbol = match money.currency.as_str() {
            "CNY" | "JPY" => "¥",
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "HKD" => "HK$",
            "TWD" => "NT$",
            other => other,
        };
        Figure { before: [sign, symbol].concat(), value, after: String::new() }
    }

    fn at(self, pick: impl Fn(&Parts) -> &Function, moment: Instant) -> String {
        self.call(pick, &JsValue::from_f64(moment.timestamp_millis() as f64))
    }

    /// A day of the programme as the moment of its noon, whatever the device's zone.
    fn noon(self, day: Day, pick: impl Fn(&Parts) -> &Function) -> String {
        // Formatted in the programme's zone, whose noon is at most 14 hours from UTC's: take the
        // moment from the zone's own offset instead of guessing it.
        let offset = self.offset_ms(day);
        let noon = day.and_hms_opt(12, 0, 0).map_or(0, |time| time.and_utc().timestamp_millis());
        self.call(pick, &JsValue::from_f64((noon - offset) as f64))
    }

    /// The zone's offset on a day: what `Intl` shows as the hour of UTC's noon, less twelve.
    fn offset_ms(self, day: Day) -> i64 {
        let noon = day.and_hms_opt(12, 0, 0).map_or(0, |time| time.and_utc().timestamp_millis());
        let shown = self.call(|parts| &parts.time, &JsValue::from_f64(noon as f64));
        let (hour, minute) = shown.split_once(':').unwrap_or(("12", "0"));
        let number = |text: &str| text.trim().parse::<i64>().unwrap_or(0);
        let minutes = number(hour) * 60 + number(minute) - 720;
        // Beyond +12 hours noon has become the next day's early morning.
        let minutes = if minutes < -11 * 60 { minutes + 24 * 60 } else { minutes };
        minutes * 60_000
    }

    /// `12月31日`, `31 Dec`; with the year when it is not `now`'s.
    #[must_use]
    pub fn day(self, moment: Instant, now: Instant) -> String {
        use chrono::Datelike;
        if day_at(moment, now).year() == now.year() {
            self.at(|parts| &parts.day, moment)
        } else {
            self.at(|parts| &parts.day_year, moment)
        }
    }

    /// `12月31日`, of a calendar day.
    #[must_use]
    pub fn calendar_day(self, day: Day) -> String {
        self.noon(day, |parts| &parts.day)
    }

    /// `2026年11月`, of a calendar day's month.
    #[must_use]
    pub fn month(self, day: Day) -> String {
        self.noon(day, |parts| &parts.month)
    }

    /// `一`, `Mon`.
    #[must_use]
    pub fn weekday(self, day: Day) -> String {
        self.noon(day, |parts| &parts.weekday)
    }

    /// `星期一`, `Monday`.
    #[must_use]
    pub fn weekday_long(self, day: Day) -> String {
        self.noon(day, |parts| &parts.weekday_long)
    }

    /// `23:59`.
    #[must_use]
    pub fn time(self, moment: Instant) -> String {
        self.at(|parts| &parts.time, moment)
    }

    /// `今天 23:59`, `tomorrow 09:00`, `31 Dec, 23:59`: a day and a time as people say them.
    #[must_use]
    pub fn moment(self, moment: Instant, now: Instant) -> String {
        let texts = &self.locale.messages().common;
        let time = self.time(moment);
        match (day_at(moment, now) - now.date_naive()).num_days() {
            0 => fill(texts.today_at, &[&time]),
            1 => fill(texts.tomorrow_at, &[&time]),
            _ => fill(texts.day_at, &[&self.day(moment, now), &time]),
        }
    }

    /// The last minute before an exclusive end: midnight is the day before's 23:59.
    #[must_use]
    pub fn last_moment(self, end: Instant, now: Instant) -> String {
        self.moment(end - chrono::TimeDelta::minutes(1), now)
    }

    /// What a reward is, in words: `50 点、一张券`.
    #[must_use]
    pub fn reward(self, reward: &Reward) -> String {
        let mut words = String::new();
        if let Some(points) = reward.points.filter(|points| *points != 0) {
            words.push('+');
            words.push_str(&plain(&self.points(points)));
        }
        // A gift with a coupon is one thing: the coupon is what it is fetched with.
        if let Some(thing) = reward.gift.as_ref().or(reward.coupon.as_ref()) {
            if !words.is_empty() {
                words.push_str(self.locale.messages().common.and);
            }
            words.push_str(thing);
        }
        words
    }
}

/// A figure as one text.
#[must_use]
pub fn plain(figure: &Figure) -> String {
    [figure.before.as_str(), &figure.value, &figure.after].concat()
}
