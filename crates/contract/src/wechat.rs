//! What the card needs to speak with WeChat: a signature for its address.

use crate::json::Json;

wire! {
    /// `POST /wechat/js-config`.
    pub struct JsConfigRequest {
        /// The page's whole address, with its query. What follows a `#` is never signed.
        pub url: String,
    }
}

impl JsConfigRequest {
    /// The request as a document.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object(&[("url", Some(&self.url))])
    }
}

wire! {
    /// What `wx.config` takes, signed by the backend for one address (JS-SDK, "签名算法"), and what
    /// the brand has set up in WeChat beside it. The ticket that signs never leaves the backend.
    pub struct JsConfig {
        /// `appId`: the service account.
        pub app_id: String,
        /// `timestamp`, in seconds since the epoch.
        pub timestamp: i64,
        /// `nonceStr`.
        pub nonce_str: String,
        /// `signature`: SHA-1 in hexadecimal.
        pub signature: String,
        /// Whether this origin has the JS-SDK's file itself, at `/wechat/jweixin-1.6.0.js`. It comes
        /// from WeChat's own servers otherwise.
        #[serde(default)]
        pub sdk_hosted: bool,
        /// Templates of one-time messages (一次性订阅消息) that remind of a coupon's end. Whether a
        /// member agreed is told to the backend by WeChat itself.
        #[serde(default, deserialize_with = "lenient::list")]
        pub reminder_templates: Vec<String>,
        /// In a mini-program: its page that shares the card, since a web-view cannot.
        pub share_page: Option<String>,
    }
}
