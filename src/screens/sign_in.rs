//! The way in for a visitor: one button.

use contract::bootstrap::Bootstrap;

use super::context::Card;
use crate::state::way_in;
use crate::ui::{El, Look, el, link_button};

impl Card {
    /// Leads a visitor to WeChat and back to this screen; nothing where there is no such way.
    #[must_use]
    pub fn sign_in(self, home: &Bootstrap) -> Option<El> {
        let to = way_in(home, &self.route.get_untracked())?;
        let button = link_button(Look::Primary, self.texts.home.sign_in.to_owned(), to);
        Some(el("div", "home-code sign-in").child(button.test_id("sign-in")))
    }
}
