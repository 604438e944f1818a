//! Opaque identifiers and secrets.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::decode::{Decode, Reader};

id!(
    /// A brand: selects theme, programme and language texts.
    BrandId
);
id!(
    /// A member of one brand's programme.
    MemberId
);
id!(
    /// A tier of the programme, stable across renames.
    TierId
);
id!(
    /// One coupon in one member's wallet.
    CouponId
);
id!(
    /// An offer from which coupons are claimed.
    OfferId
);
id!(
    /// One entry of the points ledger.
    TransactionId
);
id!(
    /// A task or challenge.
    TaskId
);
id!(
    /// A prompt that is meant for one member.
    PromptId
);
id!(
    /// A paid membership plan.
    PlanId
);
id!(
    /// One order of a paid membership plan.
    OrderId
);

/// A secret: an access token, a refresh token or a ticket. It has no `Display`, and its `Debug`
/// shows nothing, so that it cannot slip into a log, a URL or the page by accident.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// Wraps a secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for the `Authorization` header and the session request only.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Decode for Token {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self(String::read(reader))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
