//! Whether a card can be put into a phone's wallet from here: a button, a sentence about where it
//! can, or nothing.

use contract::wallet::WalletPlatform;

/// Where the card is shown, as far as a wallet cares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// An iPhone, an iPad, or Safari on a Mac.
    pub apple: bool,
    /// Android, and not `HarmonyOS` without it.
    pub android: bool,
    /// Inside another app's web-view, such as WeChat's, which shows a pass as bytes.
    pub in_app: bool,
    /// In a frame of a brand's page, which must not be led away.
    pub framed: bool,
}

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A button that adds the card.
    Add,
    /// It works in the phone's browser: a sentence says how to get there.
    Guide,
    /// Nothing.
    Hide,
}

/// What to show of one wallet.
///
/// An Apple pass opens in Safari and in what uses its view of pages; a plain web-view shows raw
/// bytes. Google's page needs an Android with Google's services, which phones inside WeChat mostly
/// lack, so that no sentence leads there.
#[must_use]
pub fn offer(offered: &[WalletPlatform], platform: WalletPlatform, place: Place) -> Offer {
    let here = match platform {
        WalletPlatform::Apple => place.apple,
        WalletPlatform::Google => place.android,
        WalletPlatform::Unknown => false,
    };
    if !here || place.framed || !offered.contains(&platform) {
        return Offer::Hide;
    }
    match (place.in_app, platform) {
        (false, _) => Offer::Add,
        (true, WalletPlatform::Apple) => Offer::Guide,
        (true, _) => Offer::Hide,
    }
}

/// Whether a user agent is that of Safari on a Mac: it names itself with its version, which the
/// other browsers of a Mac do not.
#[must_use]
pub fn is_mac_safari(user_agent: &str) -> bool {
    let says = |word: &str| user_agent.contains(word);
    says("Macintosh") && says(" Version/") && says(" Safari/") && !says("Chrom") && !says("Edg")
}
