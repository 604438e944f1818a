//! A theme on an element of a real page.

use contract::program::{CornerStyle, Face, FacePattern, Theme};
use member_card::theme::{Scheme, ThemeTokens, apply::AppliedTheme};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn element() -> HtmlElement {
    let document = web_sys::window().unwrap().document().unwrap();
    document.create_element("div").unwrap().unchecked_into()
}

fn accent(element: &HtmlElement) -> String {
    element.style().get_property_value("--accent").unwrap()
}

fn tokens(accent: &str) -> ThemeTokens {
    ThemeTokens::derive(&Theme {
        accent: accent.to_owned(),
        secondary: None,
        corners: CornerStyle::Soft,
        mark_url: None,
        art_url: None,
        face: Face {
            from: String::from("#12233f"),
            to: String::from("#1d3a63"),
            ink: None,
            pattern: FacePattern::Waves,
        },
        tier_faces: vec![],
    })
}

#[wasm_bindgen_test]
fn a_forced_scheme_shows_its_tokens_at_once() {
    let root = element();
    let theme = AppliedTheme::new(root.clone());
    theme.show(tokens("#12233f"));
    theme.force(Some(Scheme::Light));
    assert_eq!(accent(&root), "#12233f");
    theme.force(Some(Scheme::Dark));
    assert_eq!(root.get_attribute("data-scheme").as_deref(), Some("dark"));
    assert_ne!(accent(&root), "#12233f");
    assert_eq!(theme.scheme(), Scheme::Dark);
    theme.force(None);
    assert!(!root.has_attribute("data-scheme"));
}

#[wasm_bindgen_test]
fn without_a_forced_scheme_the_systems_preference_rules() {
    let query = "(prefers-color-scheme: dark)";
    let dark = web_sys::window().unwrap().match_media(query).unwrap().unwrap().matches();
    let expected = if dark { Scheme::Dark } else { Scheme::Light };
    let root = element();
    root.set_attribute("data-scheme", "sepia").unwrap();
    let theme = AppliedTheme::new(root.clone());
    theme.show(tokens("#12233f"));
    assert_eq!(theme.scheme(), expected);
    assert_eq!((accent(&root) == "#12233f"), !dark);
}

#[wasm_bindgen_test]
fn every_property_arrives_and_leaves_with_its_theme() {
    let root = element();
    let derived = tokens("#12233f");
    let names: Vec<_> = derived.light.iter().map(|(name, _)| *name).collect();
    let theme = AppliedTheme::new(root.clone());
    theme.show(derived);
    for name in &names {
        assert_ne!(root.style().get_property_value(name).unwrap(), "", "{name}");
    }
    drop(theme);
    for name in &names {
        assert_eq!(root.style().get_property_value(name).unwrap(), "", "{name}");
    }
}

#[wasm_bindgen_test]
fn a_second_theme_replaces_the_first() {
    let root = element();
    let theme = AppliedTheme::new(root.clone());
    theme.force(Some(Scheme::Light));
    theme.show(tokens("#12233f"));
    theme.show(tokens("#7a1f2b"));
    assert_eq!(accent(&root), "#7a1f2b");
}
