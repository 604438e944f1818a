//! The code that the till scans.

use crate::Instant;
use crate::money::Money;

wire_enum! {
    /// Whether a code stays or rotates.
    pub enum CodeMode {
        /// One value for good.
        Static = "STATIC",
        /// A new value each period.
        Rotating = "ROTATING",
    }
}

wire_enum! {
    /// Symbologies that a backend may ask for; the card draws QR Code and Code 128.
    pub enum BarcodeFormat {
        /// ISO/IEC 18004.
        QrCode = "QR_CODE",
        /// ISO/IEC 15417.
        Code128 = "CODE_128",
        /// ISO/IEC 16388.
        Code39 = "CODE_39",
        /// AIM USS-93.
        Code93 = "CODE_93",
        /// ISO/IEC 15420.
        Ean13 = "EAN_13",
        /// ISO/IEC 15420.
        Ean8 = "EAN_8",
        /// ISO/IEC 15420.
        UpcA = "UPC_A",
        /// ISO/IEC 15420.
        UpcE = "UPC_E",
        /// ISO/IEC 16390.
        Itf = "ITF",
        /// AIM USS-Codabar.
        Codabar = "CODABAR",
        /// ISO/IEC 15438.
        Pdf417 = "PDF_417",
        /// ISO/IEC 24778.
        Aztec = "AZTEC",
        /// ISO/IEC 16022.
        DataMatrix = "DATA_MATRIX",
        /// The number only.
        TextOnly = "TEXT_ONLY",
        /// Nothing to show.
        None = "NONE",
    }
}

wire! {
    /// How one symbol is drawn. Frozen per brand: a changed symbol has broken cards before.
    pub struct SymbologySpec {
        /// Which symbology.
        pub format: BarcodeFormat,
        /// QR error correction, `L`, `M`, `Q` or `H`.
        pub ec_level: Option<String>,
        /// QR version, 1 to 40. A text that it cannot hold takes the next larger one that can.
        pub version: Option<u8>,
        /// QR mask pattern, 0 to 7.
        pub mask: Option<u8>,
        /// Encoding of the bytes; `ISO_8859_1` unless asked otherwise.
        pub charset: Option<String>,
        /// Whether the digits stand below the symbol.
        #[serde(default)]
        pub show_text: bool,
    }
}

wire! {
    /// One value of a rotating code.
    pub struct CodeToken {
        /// What the symbol says.
        pub value: String,
        /// Shown from this instant on.
        pub not_before: Instant,
        /// Never shown as valid from this instant on.
        pub not_after: Instant,
    }
}

wire_enum! {
    /// What a till did with a code of the card.
    pub enum ScanKind {
        /// Read it: it knows the member now.
        Scan = "SCAN",
        /// Took an order with it.
        Purchase = "PURCHASE",
    }
}

wire! {
    /// What the till did with a code of the card, so that the card can say that it was taken.
    pub struct CodeScan {
        /// When.
        pub at: Instant,
        /// What.
        pub kind: ScanKind,
        /// Where, in the caller's language, such as the store's name.
        pub title: String,
        /// The points that it earned; they may still be pending.
        pub points: Option<i64>,
        /// What was paid.
        pub amount: Option<Money>,
    }
}

wire! {
    /// `GET /card/code`: at least ten minutes' worth of tokens. No secret reaches the browser.
    pub struct CardCode {
        /// The member number in groups, ASCII digits or letters.
        pub membership_number: String,
        /// Whether the code rotates.
        pub mode: CodeMode,
        /// What may be shown, the preferred one first.
        #[serde(default, deserialize_with = "lenient::list")]
        pub symbologies: Vec<SymbologySpec>,
        /// The values, in time order.
        #[serde(default, deserialize_with = "lenient::list")]
        pub tokens: Vec<CodeToken>,
        /// How long each value is the current one, in seconds.
        pub period_seconds: u32,
        /// When to fetch the next batch.
        pub refresh_after: Instant,
        /// Whether the member number may stand in when no token is left.
        #[serde(default)]
        pub static_fallback_allowed: bool,
        /// What the till did last with a code of this card, for about ten minutes.
        #[serde(default, deserialize_with = "lenient::part")]
        pub last_scan: Option<CodeScan>,
    }
}
