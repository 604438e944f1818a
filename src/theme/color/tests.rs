//! The guard against the definitions of WCAG, and against every smaller change.

use super::*;
use proptest::prelude::*;

fn any_color() -> impl Strategy<Value = Color> {
    any::<[u8; 3]>().prop_map(|[r, g, b]| Color::rgb(r, g, b))
}

#[test]
fn hex_colours_are_read_in_both_lengths_and_cases() {
    assert_eq!(Color::parse("#1A2b3c"), Some(Color::rgb(0x1a, 0x2b, 0x3c)));
    assert_eq!(Color::parse("#fA0"), Some(Color::rgb(0xff, 0xaa, 0x00)));
}

#[test]
fn nothing_but_hex_is_a_colour() {
    for text in [
        "",
        "#",
        "#12",
        "#1234",
        "#12345",
        "#1234567",
        "#12345678",
        "123456",
        "red",
        "#gggggg",
        "#12345g",
        " #123456",
        "#123456 ",
        "#123456;",
        "rgb(0,0,0)",
        "var(--x)",
        "url(//e)",
        "#１２３",
        "#+12",
        "#-1-1-1",
    ] {
        assert_eq!(Color::parse(text), None, "{text:?}");
    }
}

#[test]
fn luminance_is_that_of_the_definition() {
    for channel in 0..=255 {
        let encoded = f64::from(channel) / 255.0;
        let defined = if encoded <= 0.04045 {
            encoded / 12.92
        } else {
            ((encoded + 0.055) / 1.055).powf(2.4)
        };
        assert!((linear(channel) - defined).abs() < 1e-12, "{channel}");
    }
}

#[test]
fn contrast_is_that_of_known_pairs() {
    let contrast = |a, b| Color::parse(a).unwrap().contrast(Color::parse(b).unwrap());
    assert!((contrast("#000", "#fff") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#ffffff") - 4.478).abs() < 1e-3);
    assert!((contrast("#767676", "#ffffff") - 4.542).abs() < 1e-3);
    assert!((contrast("#0000ff", "#ffffff") - 8.592).abs() < 1e-3);
}

#[test]
fn a_grey_a_shade_too_light_moves_by_that_shade() {
    let grey = Color::parse("#777777").unwrap();
    assert_eq!(
        ensure_contrast(grey, Color::WHITE, TEXT_CONTRAST),
        (Color::parse("#767676").unwrap(), true)
    );
}

#[test]
fn an_impossible_pair_of_backgrounds_gets_the_better_extreme() {
    let backgrounds = [Color::BLACK, Color::WHITE];
    let (color, adjusted) = ensure_contrast_on(Color::rgb(9, 9, 9), &backgrounds, 4.5);
    assert!(adjusted && (color == Color::WHITE || color == Color::BLACK));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_ensured_colour_passes(foreground in any_color(), background in any_color()) {
        let (color, adjusted) = ensure_contrast(foreground, background, TEXT_CONTRAST);
        prop_assert!(color.contrast(background) >= TEXT_CONTRAST);
        let passed = foreground.contrast(background) >= TEXT_CONTRAST;
        prop_assert_eq!(adjusted, !passed);
        prop_assert_eq!(color == foreground, passed);
    }

    #[test]
    fn no_smaller_move_would_have_passed(foreground in any_color(), background in any_color()) {
        let (color, adjusted) = ensure_contrast(foreground, background, TEXT_CONTRAST);
        prop_assume!(adjusted);
        let first = (0..=255).find_map(|share| {
            [Color::BLACK, Color::WHITE]
                .map(|extreme| foreground.mix(extreme, share))
                .into_iter()
                .find(|moved| moved.contrast(background) >= TEXT_CONTRAST)
        });
        prop_assert_eq!(Some(color), first);
    }

    #[test]
    fn text_on_any_colour_can_be_read(background in any_color()) {
        prop_assert!(on_color(background).contrast(background) >= TEXT_CONTRAST);
    }

    #[test]
    fn a_colour_survives_being_written(color in any_color()) {
        prop_assert_eq!(Color::parse(&color.to_hex()), Some(color));
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,9}") {
        let _ = Color::parse(&text);
    }
}
