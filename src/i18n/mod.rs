//! What the card says, in each of its languages: a table per language, so that a text that is
//! missing does not compile. Dates, numbers and money are formatted by the browser's `Intl`.

pub mod astray;
pub mod check_in;
pub mod code;
pub mod common;
pub mod coupons;
#[cfg(target_arch = "wasm32")]
pub mod format;
pub mod home;
pub mod host;
pub mod me;
pub mod membership;
pub mod plans;
pub mod points;
pub mod shared;
pub mod sign_in;
pub mod tasks;
pub mod tiers;

/// A language of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// Simplified Chinese.
    ZhCn,
    /// English.
    En,
}

impl Locale {
    /// Every language, the default first.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::ZhCn => "简体中文",
            Self::En => "English",
        }
    }

    /// The language that fits a tag such as `zh-Hans-SG` or `en-GB` best, if one fits.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") {
            Some(Self::ZhCn)
        } else if language.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The texts.
    #[must_use]
    pub fn messages(self) -> &'static Messages {
        match self {
            Self::ZhCn => &ZH_CN,
            Self::En => &EN,
        }
    }

    /// The texts of the code for the till.
    #[must_use]
    pub fn code(self) -> &'static code::Texts {
        match self {
            Self::ZhCn => &CODE_ZH_CN,
            Self::En => &CODE_EN,
        }
    }

    /// The texts of the further screens.
    #[must_use]
    pub fn further(self) -> &'static FurtherMessages {
        match self {
            Self::ZhCn => &FURTHER_ZH_CN,
            Self::En => &FURTHER_EN,
        }
    }
}

/// The texts of home, and of what stands around every screen.
pub struct Messages {
    /// The language that they are in.
    pub locale: Locale,
    /// What many screens share.
    pub common: common::Texts,
    /// The home screen.
    pub home: home::Texts,
    /// The way to the next tier.
    pub tiers: tiers::Brief,
    /// Coupons as tickets.
    pub coupons: coupons::Brief,
    /// The strip.
    pub check_in: check_in::Brief,
    /// Tasks as rows.
    pub tasks: tasks::Brief,
}

/// The texts of the further screens. Apart from the others, so that they come with these screens.
pub struct FurtherMessages {
    /// What these screens share.
    pub shared: shared::Texts,
    /// Points.
    pub points: points::Texts,
    /// Tiers.
    pub tiers: tiers::Texts,
    /// Coupons and offers.
    pub coupons: coupons::Texts,
    /// The calendar.
    pub check_in: check_in::Texts,
    /// Tasks.
    pub tasks: tasks::Texts,
    /// Paid membership.
    pub membership: membership::Texts,
    /// Buying a plan, and the phone's wallet.
    pub plans: plans::Texts,
    /// The member's own page.
    pub me: me::Texts,
    /// Where nobody meant to get to.
    pub astray: astray::Texts,
    /// What came of a sign-in.
    pub sign_in: sign_in::Texts,
    /// What the place can do in which the card runs.
    pub host: host::Texts,
}

static ZH_CN: Messages = Messages {
    locale: Locale::ZhCn,
    common: common::ZH_CN,
    home: home::ZH_CN,
    tiers: tiers::ZH_CN_BRIEF,
    coupons: coupons::ZH_CN_BRIEF,
    check_in: check_in::ZH_CN_BRIEF,
    tasks: tasks::ZH_CN_BRIEF,
};

static EN: Messages = Messages {
    locale: Locale::En,
    common: common::EN,
    home: home::EN,
    tiers: tiers::EN_BRIEF,
    coupons: coupons::EN_BRIEF,
    check_in: check_in::EN_BRIEF,
    tasks: tasks::EN_BRIEF,
};

static CODE_ZH_CN: code::Texts = code::ZH_CN;
static CODE_EN: code::Texts = code::EN;

static FURTHER_ZH_CN: FurtherMessages = FurtherMessages {
    shared: shared::ZH_CN,
    points: points::ZH_CN,
    tiers: tiers::ZH_CN,
    coupons: coupons::ZH_CN,
    check_in: check_in::ZH_CN,
    tasks: tasks::ZH_CN,
    membership: membership::ZH_CN,
    plans: plans::ZH_CN,
    me: me::ZH_CN,
    astray: astray::ZH_CN,
    sign_in: sign_in::ZH_CN,
    host: host::ZH_CN,
};

static FURTHER_EN: FurtherMessages = FurtherMessages {
    shared: shared::EN,
    points: points::EN,
    tiers: tiers::EN,
    coupons: coupons::EN,
    check_in: check_in::EN,
    tasks: tasks::EN,
    membership: membership::EN,
    plans: plans::EN,
    me: me::EN,
    astray: astray::EN,
    sign_in: sign_in::EN,
    host: host::EN,
};

/// A text with a number that changes its words. Two forms are all that the card's languages have
/// (CLDR's plural rules: English `one` and `other`, Chinese `other` alone).
#[derive(Clone, Copy)]
pub struct Counted {
    /// For exactly one.
    pub one: &'static str,
    /// For every other number.
    pub many: &'static str,
}

impl Counted {
    /// The same words for every number.
    #[must_use]
    pub const fn same(text: &'static str) -> Self {
        Self { one: text, many: text }
    }

    /// The words for a number.
    #[must_use]
    pub fn of(self, number: i64) -> &'static str {
        if number == 1 { self.one } else { self.many }
    }
}

/// Puts arguments into a text: `{0}` is the first.
#[must_use]
pub fn fill(text: &str, arguments: &[&str]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((index, tail)) => {
                let argument = index.parse::<usize>().ok().and_then(|i| arguments.get(i));
                out.push_str(argument.copied().unwrap_or_default());
                rest = tail;
            }
            None => rest = after,
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_go_to_their_places() {
        assert_eq!(fill("还差 {0} {1}，升级{2}", &["10", "点", "金卡"]), "还差 10 点，升级金卡");
        assert_eq!(fill("{1} before {0}", &["b", "a"]), "a before b");
        assert_eq!(fill("nothing", &[]), "nothing");
        assert_eq!(fill("{0}", &["{0}"]), "{0}");
    }

    #[test]
    fn one_night_is_no_nights() {
        let nights = EN.tiers.units_nights;
        assert_eq!(fill(nights.of(1), &["1"]), "1 night");
        assert_eq!(fill(nights.of(0), &["0"]), "0 nights");
        assert_eq!(ZH_CN.tiers.units_nights.of(1), ZH_CN.tiers.units_nights.of(2));
    }

    #[test]
    fn a_language_is_found_by_its_first_part() {
        assert_eq!(Locale::from_tag("zh-Hans-SG"), Some(Locale::ZhCn));
        assert_eq!(Locale::from_tag("EN_us"), Some(Locale::En));
        assert_eq!(Locale::from_tag("fr"), None);
    }
}
