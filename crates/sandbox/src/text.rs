//! Texts in the two languages of the sandbox's brands.

use std::borrow::Cow;

/// The language of an answer, from `Accept-Language`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Takes the first supported language of an `Accept-Language` header (RFC 9110, 12.5.4),
    /// which lists them by preference in every client we know; Chinese when there is none.
    #[must_use]
    pub fn from_header(header: &str) -> Self {
        header
            .split(',')
            .map(|range| range.trim().to_ascii_lowercase())
            .find_map(|range| {
                if range.starts_with("zh") {
                    Some(Self::Zh)
                } else if range.starts_with("en") {
                    Some(Self::En)
                } else {
                    None
                }
            })
            .unwrap_or_default()
    }

    /// As `Content-Language` writes it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// One text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// A text known at compile time.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// A text made at run time.
    pub fn made(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: Cow::Owned(zh.into()), en: Cow::Owned(en.into()) }
    }

    /// The text in one language.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The text in one language, owned.
    #[must_use]
    pub fn to(&self, lang: Lang) -> String {
        self.pick(lang).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_supported_language_is_taken() {
        assert_eq!(Lang::from_header("en-GB,en;q=0.9,zh;q=0.8"), Lang::En);
        assert_eq!(Lang::from_header("fr, zh-CN;q=0.8, en;q=0.5"), Lang::Zh);
        assert_eq!(Lang::from_header(""), Lang::Zh);
    }
}
