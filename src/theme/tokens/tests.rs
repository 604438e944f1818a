//! Themes as brands send them, good and hostile.

use super::*;
use contract::program::{Face, FacePattern, TierFace};
use proptest::prelude::*;

fn face(from: &str, to: &str, ink: Option<&str>) -> Face {
    Face {
        from: from.to_owned(),
        to: to.to_owned(),
        ink: ink.map(str::to_owned),
        pattern: FacePattern::Contours,
    }
}

fn theme(accent: &str) -> Theme {
    Theme {
        accent: accent.to_owned(),
        secondary: None,
        corners: CornerStyle::Soft,
        mark_url: Some(String::from("/brand/mark.svg")),
        art_url: Some(String::from("https://cdn.brand.example/art.svg")),
        face: face("#1f5a45", "#0f3327", Some("#f3efe2")),
        tier_faces: vec![TierFace {
            tier_id: TierId::new("gold"),
            face: face("#e9cf8f", "#c79a3b", None),
        }],
    }
}

fn value(properties: &[Property], name: &str) -> Color {
    let found = properties.iter().find(|(property, _)| *property == name);
    Color::parse(&found.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

/// Every pair that the guard promises, in one scheme.
fn assert_guarded(tokens: &ThemeTokens, scheme: Scheme) {
    let properties = tokens.properties(scheme);
    let of = |name| value(properties, name);
    let passes = |a: Color, b: Color, ratio: f64, pair: &str| {
        assert!(a.contrast(b) >= ratio, "{scheme:?} {pair}: {:.2}", a.contrast(b));
    };
    passes(of("--on-accent"), of("--accent"), 4.5, "text on accent");
    passes(of("--on-accent-weak"), of("--accent-weak"), 4.5, "text on weak accent");
    for surface in scheme.surfaces().backgrounds() {
        passes(of("--accent-text"), surface, 4.5, "accent as text");
        passes(of("--accent"), surface, 3.0, "accent");
        passes(of("--secondary"), surface, 3.0, "secondary");
    }
    passes(of("--face-ink"), of("--face-from"), 4.5, "ink at the start");
    passes(of("--face-ink"), of("--face-to"), 4.5, "ink at the end");
    passes(scheme.surfaces().text, of("--accent-weak"), 4.5, "page text on weak accent");
}

#[test]
fn a_good_theme_is_taken_as_it_is_in_light() {
    let tokens = ThemeTokens::derive(&theme("#1f6b4f"));
    assert_eq!(tokens.issues, []);
    assert_eq!(value(&tokens.light, "--accent"), Color::parse("#1f6b4f").unwrap());
    assert_eq!(value(&tokens.light, "--on-accent"), Color::WHITE);
    assert_eq!(tokens.mark_url.as_ref().map(SafeUrl::as_str), Some("/brand/mark.svg"));
    assert!(tokens.art_url.is_some());
}

#[test]
fn a_dark_accent_is_lightened_for_the_dark_scheme_only() {
    let tokens = ThemeTokens::derive(&theme("#12233f"));
    assert_eq!(value(&tokens.light, "--accent"), Color::parse("#12233f").unwrap());
    let dark = value(&tokens.dark, "--accent");
    assert!(dark.luminance() > value(&tokens.light, "--accent").luminance());
    assert_guarded(&tokens, Scheme::Dark);
}

#[test]
fn both_schemes_set_the_same_properties() {
    let tokens = ThemeTokens::derive(&theme("#1f6b4f"));
    let names = |properties: &[Property]| -> Vec<_> { properties.iter().map(|p| p.0).collect() };
    assert_eq!(names(&tokens.light), names(&tokens.dark));
}

#[test]
fn a_tier_has_its_face_and_an_unknown_tier_the_plain_one() {
    let tokens = ThemeTokens::derive(&theme("#1f6b4f"));
    let (gold, other) = (TierId::new("gold"), TierId::new("other"));
    assert_eq!(tokens.face_of(Some(&gold)).from, Color::parse("#e9cf8f").unwrap());
    assert_eq!(tokens.face_of(Some(&other)), &tokens.face);
    assert_eq!(tokens.face_of(None), &tokens.face);
}

#[test]
fn the_page_can_wear_a_tiers_face_and_changes_nothing_else() {
    let plain = ThemeTokens::derive(&theme("#1f6b4f"));
    let gold = plain.clone().with_face_of(Some(&TierId::new("gold")));
    for scheme in Scheme::ALL {
        let changed: Vec<_> = std::iter::zip(plain.properties(scheme), gold.properties(scheme))
            .filter(|(before, after)| before != after)
            .map(|(_, after)| after.clone())
            .collect();
        assert_eq!(changed, plain.face_of(Some(&TierId::new("gold"))).properties());
    }
    assert_eq!(plain.clone().with_face_of(None), plain);
}

#[test]
fn hostile_values_fall_back_and_are_reported() {
    let mut theme = theme("red;background:url(//evil.example)");
    theme.secondary = Some(String::from("var(--x)"));
    theme.corners = CornerStyle::Unknown;
    theme.mark_url = Some(String::from("javascript:alert(1)"));
    theme.art_url = Some(String::from("//evil.example/a.svg"));
    theme.face = face("expression(1)", "#gg0000", Some("white"));
    theme.tier_faces[0].face = face("#123456", "", None);
    let tokens = ThemeTokens::derive(&theme);

    let issue = |field, problem| ThemeIssue { field, tier: None, problem };
    let gold = Some(TierId::new("gold"));
    assert_eq!(
        tokens.issues,
        [
            issue(Field::Accent, Problem::NotAColor),
            issue(Field::Secondary, Problem::NotAColor),
            issue(Field::Corners, Problem::Unknown),
            issue(Field::MarkUrl, Problem::UnsafeUrl),
            issue(Field::ArtUrl, Problem::UnsafeUrl),
            issue(Field::FaceFrom, Problem::NotAColor),
            issue(Field::FaceTo, Problem::NotAColor),
            issue(Field::FaceInk, Problem::NotAColor),
            ThemeIssue { field: Field::FaceTo, tier: gold, problem: Problem::NotAColor },
        ]
    );
    assert_eq!((tokens.mark_url.as_ref(), tokens.art_url.as_ref()), (None, None));
    let gold = tokens.face_of(Some(&TierId::new("gold")));
    assert_eq!(gold.from, gold.to);
    for scheme in Scheme::ALL {
        assert_guarded(&tokens, scheme);
        for (name, text) in tokens.properties(scheme) {
            assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'), "{name}: {text}");
        }
    }
}

#[test]
fn an_unreadable_ink_is_replaced_and_reported() {
    let mut theme = theme("#1f6b4f");
    theme.face.ink = Some(String::from("#1f5a46"));
    let tokens = ThemeTokens::derive(&theme);
    assert_eq!(
        tokens.issues,
        [ThemeIssue { field: Field::FaceInk, tier: None, problem: Problem::Unreadable }]
    );
    assert_guarded(&tokens, Scheme::Light);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_brand_passes_the_guard_in_both_schemes(
        accent in "#[0-9a-f]{6}",
        secondary in prop::option::of("#[0-9a-f]{3}"),
        colors in prop::array::uniform3("#[0-9a-f]{6}"),
        with_ink: bool,
    ) {
        let mut theme = theme(&accent);
        let [from, to, ink] = &colors;
        theme.secondary = secondary;
        theme.face = face(from, to, with_ink.then_some(ink.as_str()));
        let tokens = ThemeTokens::derive(&theme);
        for scheme in Scheme::ALL {
            assert_guarded(&tokens, scheme);
        }
    }
}
