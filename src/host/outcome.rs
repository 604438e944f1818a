//! What became of something that the host was asked to do.

/// How a call to the host ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done, as far as the host says. Of a payment that is no proof.
    Done,
    /// The member thought otherwise.
    Cancelled,
    /// The host does not let this page do it.
    NotAllowed,
    /// It did not work.
    Failed,
    /// The host cannot do this, or has not answered in time.
    NotAvailable,
    /// It is ready, and only the member can do it, by the host's own menu.
    ByMenu,
}

impl Outcome {
    /// Reads an `errMsg` of WeChat, such as `scanQRCode:ok`.
    ///
    /// The part before the colon is the name of the call, and clients differ in it; what comes
    /// after is `ok`, `cancel`, or `fail` with a reason in one of many forms. A payment's sheet
    /// also says `cancel` for a wrong signature (WeChat Pay, "常见问题"), which is why no form is
    /// believed beyond its meaning for this page.
    #[must_use]
    pub fn of_wechat(message: &str) -> Self {
        let text = message.to_ascii_lowercase();
        let what = text.split_once(':').map_or(text.as_str(), |(_, after)| after);
        let what = what.trim();
        const REFUSALS: [&str; 6] = [
            "permission",
            "access denied",
            "access_denied",
            "invalid signature",
            "invalid url domain",
            "offline verifying",
        ];
        if what == "ok" || what == "confirm" {
            Self::Done
        } else if what.starts_with("cancel") || what == "fail cancel" || what == "fail_cancel" {
            Self::Cancelled
        } else if REFUSALS.iter().any(|refusal| what.contains(refusal)) {
            Self::NotAllowed
        } else {
            Self::Failed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_messages_of_wechat_are_read() {
        for (message, outcome) in [
            ("scanQRCode:ok", Outcome::Done),
            ("chooseWXPay:ok", Outcome::Done),
            ("get_brand_wcpay_request:ok", Outcome::Done),
            ("scanQRCode:cancel", Outcome::Cancelled),
            ("get_brand_wcpay_request:cancel", Outcome::Cancelled),
            ("getLocation:fail cancel", Outcome::Cancelled),
            ("scanQRCode:fail, the permission value is offline verifying", Outcome::NotAllowed),
            ("updateAppMessageShareData:fail_no permission", Outcome::NotAllowed),
            ("scanQRCode:permission denied", Outcome::NotAllowed),
            ("system:access_denied", Outcome::NotAllowed),
            ("system:access denied", Outcome::NotAllowed),
            ("config:invalid signature", Outcome::NotAllowed),
            ("config:invalid url domain", Outcome::NotAllowed),
            ("config:fail,Error: 系统错误，错误码：63002,invalid signature", Outcome::NotAllowed),
            ("scanQRCode:function not exist", Outcome::Failed),
            ("chooseWXPay:fail", Outcome::Failed),
            ("chooseWXPay:", Outcome::Failed),
            ("", Outcome::Failed),
            // A name that says ok is no answer that does.
            ("ok", Outcome::Done),
            ("ok:fail", Outcome::Failed),
            ("scanQRCode:okay", Outcome::Failed),
        ] {
            assert_eq!(Outcome::of_wechat(message), outcome, "{message}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn only_what_says_ok_and_nothing_more_was_done(message in "\\PC{0,40}") {
            let done = Outcome::of_wechat(&message) == Outcome::Done;
            let lower = message.to_ascii_lowercase();
            let last = lower.split_once(':').map_or(lower.as_str(), |(_, after)| after).trim();
            prop_assert_eq!(done, last == "ok" || last == "confirm");
        }
    }
}
