//! The stand-in for WeChat Pay: what a merchant's backend signs, what a payer does with it, and
//! the notification that follows.
//!
//! Parameters are signed by WeChat Pay's older rule, HMAC-SHA256 over the sorted fields with the
//! merchant's key at their end (WeChat Pay APIv2, "Secure specification"): the newer one signs
//! with the merchant's RSA certificate, which a sandbox has none of. The card passes either on as
//! it is.

use contract::Instant;
use contract::order::{OrderState, WechatPayment};
use contract::problem::ErrorCode;
use serde::{Deserialize, Serialize};

use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::order::is_open;
use crate::secret;
use crate::store::{orders, settings};

/// The service account whose member the payer is. No real one.
pub const APP_ID: &str = "wx0000000000000000";

const SIGN_TYPE: &str = "HMAC-SHA256";

/// What the stand-in says of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Somebody looks at it.
    Begun,
    /// The money is there.
    Paid,
    /// It was refused for good.
    Refused,
    /// It is not known yet.
    Doubted,
    /// The payer called it off.
    Closed,
}

impl Word {
    fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Paid => "paid",
            Self::Refused => "refused",
            Self::Doubted => "checking",
            Self::Closed => "closed",
        }
    }
}

/// A notification, signed with the key that only merchant and stand-in have.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which payment.
    pub prepay: String,
    /// What was asked for, in minor units.
    pub amount: i64,
    /// What became of it.
    pub word: Word,
    /// The signature.
    pub sign: String,
}

/// What a payer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// Pays.
    Paid,
    /// Goes away without paying; the payment stays open.
    Unpaid,
    /// Pays, and it is refused for good.
    Refused,
    /// Pays, and nobody knows yet whether it worked.
    Checking,
    /// Calls it off.
    Closed,
}

/// The parameters that a page handed to the bridge, in WeChat's own names.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Handed {
    app_id: String,
    time_stamp: String,
    nonce_str: String,
    package: String,
    sign_type: String,
    pay_sign: String,
}

/// What the payer sees, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Bill {
    /// What is bought.
    pub plan: String,
    /// What it costs, in minor units.
    pub amount: i64,
    /// Where the order stands.
    pub state: OrderState,
}

/// A new name for a payment.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn prepay() -> Outcome<String> {
    Ok(["wx", &secret::name()?, &secret::name()?].concat())
}

/// What `getBrandWCPayRequest` takes for a payment.
///
/// # Errors
/// When the database fails.
pub fn parameters(tx: &Tx<'_>, prepay: &str, at: Instant) -> Outcome<WechatPayment> {
    let timestamp = at.timestamp().to_string();
    let nonce: String = secret::hash(prepay).chars().take(32).collect();
    let package = ["prepay_id=", prepay].concat();
    let pay_sign = sign(
        &[
            ("appId", APP_ID),
            ("timeStamp", &timestamp),
            ("nonceStr", &nonce),
            ("package", &package),
            ("signType", SIGN_TYPE),
        ],
        &settings::pay_secret(tx)?,
    );
    Ok(WechatPayment {
        app_id: APP_ID.to_owned(),
        timestamp,
        nonce_str: nonce,
        package,
        sign_type: SIGN_TYPE.to_owned(),
        pay_sign,
    })
}

/// What a payer sees who opens a payment. It counts as begun then.
///
/// # Errors
/// 404 when there is none.
pub fn open(tx: &Tx<'_>, prepay: &str) -> Outcome<Bill> {
    tell(tx, prepay, Word::Begun)?;
    bill(tx, prepay)
}

/// What a payer does with a payment. With the parameters that a page handed over it is refused
/// unless they are signed, as WeChat refuses.
///
/// # Errors
/// 404 when there is no such payment, 422 for a wrong signature, 409 when it cannot be paid any
/// more.
pub fn act(tx: &Tx<'_>, prepay: &str, does: Does, handed: Option<&Handed>) -> Outcome<Bill> {
    if let Some(handed) = handed {
        accept(tx, prepay, handed)?;
    }
    let state = orders::of_prepay(tx, prepay)?.state;
    let again = does == Does::Paid && state == OrderState::Fulfilled;
    if !is_open(state) && state != OrderState::UnknownChecking && !again {
        return Err(Failure::new(ErrorCode::OrderStateConflict));
    }
    let word = match does {
        Does::Paid => Word::Paid,
        Does::Unpaid => Word::Begun,
        Does::Refused => Word::Refused,
        Does::Checking => Word::Doubted,
        Does::Closed => Word::Closed,
    };
    tell(tx, prepay, word)?;
    bill(tx, prepay)
}

fn bill(tx: &Tx<'_>, prepay: &str) -> Outcome<Bill> {
    let order = orders::of_prepay(tx, prepay)?;
    let column = match tx.lang() {
        crate::text::Lang::Zh => "SELECT name_zh FROM plan WHERE id = ?1",
        crate::text::Lang::En => "SELECT name_en FROM plan WHERE id = ?1",
    };
    let plan = tx.prepare_cached(column)?.query_row([&order.plan], |row| row.get(0))?;
    Ok(Bill { plan, amount: order.amount, state: order.state })
}

/// Notifies the merchant. The amount is what the merchant asked for when the payment was made.
fn tell(tx: &Tx<'_>, prepay: &str, word: Word) -> Outcome<()> {
    let amount = orders::of_prepay(tx, prepay)?.amount;
    let sign = sign_notice(tx, prepay, amount, word)?;
    orders::notified(tx, &Notice { prepay: prepay.to_owned(), amount, word, sign })
}

/// Checks that a notification is the stand-in's own.
///
/// # Errors
/// 422 when it is not.
pub fn check(tx: &Tx<'_>, notice: &Notice) -> Outcome<()> {
    let expected = sign_notice(tx, &notice.prepay, notice.amount, notice.word)?;
    if expected == notice.sign { Ok(()) } else { Err(unsigned()) }
}

fn sign_notice(tx: &Tx<'_>, prepay: &str, amount: i64, word: Word) -> Outcome<String> {
    let amount = amount.to_string();
    let fields = [("prepay_id", prepay), ("total_fee", &amount), ("result", word.name())];
    Ok(sign(&fields, &settings::pay_secret(tx)?))
}

fn accept(tx: &Tx<'_>, prepay: &str, handed: &Handed) -> Outcome<()> {
    let fields = [
        ("appId", handed.app_id.as_str()),
        ("timeStamp", &handed.time_stamp),
        ("nonceStr", &handed.nonce_str),
        ("package", &handed.package),
        ("signType", &handed.sign_type),
    ];
    let signed = sign(&fields, &settings::pay_secret(tx)?) == handed.pay_sign;
    let same = handed.app_id == APP_ID && handed.package == ["prepay_id=", prepay].concat();
    if signed && same { Ok(()) } else { Err(unsigned()) }
}

fn unsigned() -> Failure {
    Failure::field("pay_sign", "WRONG")
}

/// WeChat Pay's signature of fields: sorted by name, joined as `a=1&b=2`, the key at the end,
/// HMAC-SHA256 with the key, in upper-case hex. Empty fields are left out.
#[must_use]
pub fn sign(fields: &[(&str, &str)], key: &str) -> String {
    let mut fields: Vec<_> = fields.iter().filter(|(_, value)| !value.is_empty()).collect();
    fields.sort_unstable();
    let mut text = String::new();
    for (name, value) in fields {
        text.extend([name, "=", value, "&"]);
    }
    text.extend(["key=", key]);
    secret::hex(&secret::keyed(key.as_bytes(), text.as_bytes())).to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of WeChat Pay's own page on signatures.
    #[test]
    fn fields_are_signed_as_wechat_pays_example_is() {
        let fields = [
            ("mch_id", "10000100"),
            ("appid", "wxd930ea5d5a258f4f"),
            ("nonce_str", "ibuaiVcKdpRxkhJA"),
            ("device_info", "1000"),
            ("body", "test"),
            ("attach", ""),
        ];
        assert_eq!(
            sign(&fields, "192006250b4c09247ec02edce69f6a2d"),
            "6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6"
        );
    }
}
