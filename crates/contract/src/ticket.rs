//! Handing a session over: from where the member is signed in to a page that is about to open.
//!
//! A mini-program signs in natively (`WECHAT_CODE`), asks for a ticket, and opens the card in its
//! web-view at `/?brand=…#t=<ticket>`. In the fragment, since that is sent to no server, stands in no
//! log and no `Referer`, and is not part of what WeChat signs. The page takes it out of the address
//! before anything else runs, and spends it by `POST /sessions`.

use crate::Instant;
use crate::ids::Token;

wire! {
    /// `POST /tickets`. Asked for when the page is opened and not before: each press a new one.
    pub struct Ticket {
        /// Good once, for whoever holds it. Never logged, never stored.
        pub ticket: Token,
        /// When it ends: 60 seconds later at most.
        pub expires_at: Instant,
    }
}
