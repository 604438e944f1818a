//! Signing in, and out.
//!
//! Through WeChat (OAuth 2.0, RFC 6749, as a service account has it) no code, state or token ever
//! reaches the page or its address:
//!
//! 1. The page goes to `GET /wechat/sign-in?brand=…&route=…`. The backend keeps a `state` that nobody
//!    can guess with the brand and the screen, binds it to the browser by a cookie (`HttpOnly`,
//!    `SameSite=Lax`), and answers 303 to WeChat's authorisation page.
//! 2. WeChat comes back to the backend's own `/wechat/callback?code=…&state=…`. A state is taken
//!    once, within ten minutes, and only with its cookie. The code is exchanged by the backend.
//! 3. Whatever came of it, the backend answers 303 to the card's own address with the screen in its
//!    hash, and leaves a second cookie for `POST /sessions` alone (`HttpOnly`, `SameSite=Strict`,
//!    two minutes, taken once).
//! 4. The page asks for its session as at every open, `GUEST` or `REFRESH`. With that cookie the
//!    answer says what came of it in `sign_in`, and with `SIGNED_IN` it is the member's session,
//!    whatever the request names: the newest act wins, and a session of somebody else that it
//!    would have renewed is ended. With any other outcome the request is answered as ever.
//!
//! An access token lives until its end, also after a renewal, so that tabs which share a refresh
//! token do not end each other's. A refresh token that was used is taken for another minute, since
//! the answer may have been lost or another tab may have been as quick.

use crate::Instant;
use crate::ids::{BrandId, Token};
use crate::json::Json;
use crate::member::MemberState;

wire_enum! {
    /// What a session is asked for with.
    pub enum Grant {
        /// A one-time ticket from the page's fragment; lives 60 seconds.
        Ticket = "TICKET",
        /// A code of `wx.login`, by which a mini-program signs in.
        WechatCode = "WECHAT_CODE",
        /// A token signed on the brand's own server; lives at most 5 minutes, used once.
        BrandToken = "BRAND_TOKEN",
        /// The refresh token of an earlier session.
        Refresh = "REFRESH",
        /// Nobody yet: a visitor.
        Guest = "GUEST",
    }
}

wire_enum! {
    /// What came of a sign-in through WeChat, said once.
    pub enum SignInOutcome {
        /// This is the member's session.
        SignedIn = "SIGNED_IN",
        /// The person said no.
        Cancelled = "CANCELLED",
        /// It took too long, was used before, or was begun in another browser.
        Expired = "EXPIRED",
        /// This WeChat belongs to no member of the brand.
        NotAMember = "NOT_A_MEMBER",
        /// WeChat shows the page as a snapshot, to nobody in particular (`is_snapshotuser`).
        Snapshot = "SNAPSHOT",
        /// WeChat did not answer, or not as it should.
        Failed = "FAILED",
    }
}

wire! {
    /// `POST /sessions`.
    pub struct SessionRequest {
        /// Which of the following is given.
        pub grant: Grant,
        /// For `GUEST` and `WECHAT_CODE`: the brand whose card it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub brand_id: Option<BrandId>,
        /// For `TICKET`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ticket: Option<Token>,
        /// For `REFRESH`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub refresh_token: Option<Token>,
        /// For `WECHAT_CODE`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub code: Option<Token>,
        /// For `BRAND_TOKEN`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub brand_token: Option<Token>,
    }
}

impl SessionRequest {
    /// The request as a document.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object(&[
            ("grant", Some(self.grant.as_str())),
            ("brand_id", self.brand_id.as_ref().map(BrandId::as_str)),
            ("ticket", self.ticket.as_ref().map(Token::reveal)),
            ("refresh_token", self.refresh_token.as_ref().map(Token::reveal)),
            ("code", self.code.as_ref().map(Token::reveal)),
            ("brand_token", self.brand_token.as_ref().map(Token::reveal)),
        ])
    }
}

wire! {
    /// A session.
    pub struct Session {
        /// Goes into `Authorization: Bearer`.
        pub access_token: Token,
        /// When the access token ends.
        pub expires_at: Instant,
        /// Renews the session; each renewal brings a new one, and this one ends a minute later.
        pub refresh_token: Option<Token>,
        /// Who this is.
        pub member_state: MemberState,
        /// The brand this session belongs to.
        pub brand_id: BrandId,
        /// What came of a sign-in through WeChat, in the first answer after it.
        #[serde(default, deserialize_with = "lenient::part")]
        pub sign_in: Option<SignInOutcome>,
    }
}
