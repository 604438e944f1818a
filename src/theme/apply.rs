//! Sets a theme's custom properties on the page.
//!
//! Only by `style.setProperty`: a `style` attribute or a style sheet of text would need a
//! Content-Security-Policy that allows inline styles.

use super::{Scheme, ThemeTokens};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, MediaQueryList};

/// The attribute that forces a scheme; without it the system's preference rules.
const FORCED: &str = "data-scheme";

/// The theme on one element, usually `<html>`, kept right while the system changes between light
/// and dark. Dropping it takes the properties away again.
pub struct AppliedTheme {
    page: Rc<Page>,
    on_change: Closure<dyn FnMut()>,
}

struct Page {
    root: HtmlElement,
    /// Kept for as long as the listener is wanted: WebKit collects one that nobody holds.
    prefers_dark: Option<MediaQueryList>,
    tokens: RefCell<Option<ThemeTokens>>,
}

impl AppliedTheme {
    /// Follows the colour scheme for `root`; sets nothing until [`AppliedTheme::show`].
    #[must_use]
    pub fn new(root: HtmlElement) -> Self {
        let prefers_dark = web_sys::window()
            .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
        let page = Rc::new(Page { root, prefers_dark, tokens: RefCell::new(None) });
        let on_change = Closure::new({
            let page = Rc::clone(&page);
            move || page.paint()
        });
        if let Some(query) = &page.prefers_dark {
            // Without the listener the scheme is right until the system changes it.
            let _ = query
                .add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref());
        }
        Self { page, on_change }
    }

    /// Shows a theme in place of the one before.
    pub fn show(&self, tokens: ThemeTokens) {
        *self.page.tokens.borrow_mut() = Some(tokens);
        self.page.paint();
    }

    /// Forces a scheme, or follows the system again.
    pub fn force(&self, scheme: Option<Scheme>) {
        // Neither name nor value can be refused.
        let _ = match scheme {
            Some(scheme) => self.page.root.set_attribute(FORCED, scheme.as_str()),
            None => self.page.root.remove_attribute(FORCED),
        };
        self.page.paint();
    }

    /// The scheme on the screen.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.page.scheme()
    }
}

impl Drop for AppliedTheme {
    fn drop(&mut self) {
        if let Some(query) = &self.page.prefers_dark {
            let _ = query.remove_event_listener_with_callback(
                "change",
                self.on_change.as_ref().unchecked_ref(),
            );
        }
        if let Some(tokens) = self.page.tokens.take() {
            for (name, _) in &tokens.light {
                let _ = self.page.root.style().remove_property(name);
            }
        }
    }
}

impl Page {
    fn scheme(&self) -> Scheme {
        let forced = self.root.get_attribute(FORCED);
        forced.as_deref().and_then(Scheme::from_attribute).unwrap_or_else(|| {
            if self.prefers_dark.as_ref().is_some_and(MediaQueryList::matches) {
                Scheme::Dark
            } else {
                Scheme::Light
            }
        })
    }

    fn paint(&self) {
        if let Some(tokens) = self.tokens.borrow().as_ref() {
            let style = self.root.style();
            for (name, value) in tokens.properties(self.scheme()) {
                // A value that a browser refuses leaves the style sheet's own token in place.
                let _ = style.set_property(name, value);
            }
        }
    }
}
