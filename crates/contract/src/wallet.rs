//! A card in the phone's own wallet.

use crate::json::Json;

wire_enum! {
    /// A phone's wallet.
    pub enum WalletPlatform {
        /// Apple Wallet: the URL leads to a pass (`application/vnd.apple.pkpass`).
        Apple = "APPLE",
        /// Google Wallet: the URL leads to the page that saves a pass.
        Google = "GOOGLE",
    }
}

wire! {
    /// `POST /wallet-passes`.
    pub struct WalletPassRequest {
        /// For which wallet.
        pub platform: WalletPlatform,
    }
}

impl WalletPassRequest {
    /// The request as a document.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object(&[("platform", Some(self.platform.as_str()))])
    }
}

wire! {
    /// Where a pass is fetched, once and soon. Nothing in it is of the member's session.
    pub struct WalletPass {
        /// https, or a path on this origin.
        pub url: String,
    }
}
