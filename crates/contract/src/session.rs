//! Signing in.

use crate::Instant;
use crate::ids::{BrandId, Token};
use crate::json::Json;
use crate::member::MemberState;

wire_enum! {
    /// What a session is asked for with.
    pub enum Grant {
        /// A one-time ticket from the page's fragment; lives 60 seconds.
        Ticket = "TICKET",
        /// A code of WeChat's authorisation.
        WechatCode = "WECHAT_CODE",
        /// A token signed on the brand's own server; lives at most 5 minutes, used once.
        BrandToken = "BRAND_TOKEN",
        /// The refresh token of an earlier session.
        Refresh = "REFRESH",
        /// Nobody yet: a visitor.
        Guest = "GUEST",
    }
}

wire! {
    /// `POST /sessions`.
    pub struct SessionRequest {
        /// Which of the following is given.
        pub grant: Grant,
        /// For `GUEST`: the brand whose card a visitor looks at.
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
        /// Renews the session once; each renewal brings a new one.
        pub refresh_token: Option<Token>,
        /// Who this is.
        pub member_state: MemberState,
        /// The brand this session belongs to.
        pub brand_id: BrandId,
    }
}
