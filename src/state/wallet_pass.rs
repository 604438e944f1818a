//! A pass for the phone's wallet.

use contract::wallet::WalletPlatform;
use futures::future::LocalBoxFuture;

use super::kept::uuid;
use super::presses::Notice;
use super::store::Store;
use crate::api::IntentKey;

/// Has a pass made, and gives where it is fetched; a refusal is said in the toast. One that is
/// lost on the way is no loss: it ends by itself, and the next press makes another.
pub fn wallet_pass(
    store: Store,
    platform: WalletPlatform,
) -> LocalBoxFuture<'static, Option<String>> {
    Box::pin(async move {
        match store.api().wallet_pass(platform, &IntentKey::new(uuid())).await {
            Ok(answer) => Some(answer.data.url),
            Err(error) => {
                store.say(Notice::Refused(error));
                None
            }
        }
    })
}
