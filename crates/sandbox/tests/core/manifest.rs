//! The card's web app manifest (W3C, "Web Application Manifest"): what it names is there, in the
//! size that it says, and a mask takes nothing of its icons but background.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn public(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public").join(name)
}

fn manifest() -> Value {
    let text = std::fs::read_to_string(public("manifest.webmanifest")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Width, height and the pixels of a picture without transparency, three bytes each.
fn pixels(name: &str) -> (u32, u32, Vec<u8>) {
    let decoder = png::Decoder::new(BufReader::new(File::open(public(name)).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(info.color_type, png::ColorType::Rgb, "{name} lets something through");
    (info.width, info.height, pixels)
}

#[test]
fn the_manifest_says_all_that_an_installed_card_needs() {
    let manifest = manifest();
    for name in ["id", "name", "short_name", "description", "lang", "start_url", "scope"] {
        assert!(manifest[name].as_str().is_some_and(|text| !text.is_empty()), "{name}");
    }
    assert_eq!((&manifest["display"], &manifest["dir"]), (&"standalone".into(), &"ltr".into()));
    // So that the card may stand at any path of a brand's host.
    for place in [&manifest["start_url"], &manifest["scope"]] {
        assert_eq!(place, "./");
    }
    for shortcut in manifest["shortcuts"].as_array().unwrap() {
        let hash = shortcut["url"].as_str().unwrap().trim_start_matches("./");
        let route = member_card::route::Route::parse(hash);
        assert_eq!(route.to_hash(), hash, "a shortcut to nowhere");
    }
    assert!(manifest["categories"].as_array().is_some_and(|list| !list.is_empty()));
}

#[test]
fn each_icon_is_there_in_the_size_that_is_said() {
    let manifest = manifest();
    let shortcuts = manifest["shortcuts"].as_array().unwrap();
    let lists = [&manifest["icons"]].into_iter().chain(shortcuts.iter().map(|one| &one["icons"]));
    let icons: Vec<&Value> = lists.flat_map(|list| list.as_array().unwrap()).collect();
    for icon in &icons {
        let name = icon["src"].as_str().unwrap();
        if icon["type"] == "image/svg+xml" {
            assert!(std::fs::read_to_string(public(name)).unwrap().starts_with("<svg"), "{name}");
            continue;
        }
        let (width, height, _) = pixels(name);
        assert_eq!(icon["sizes"], format!("{width}x{height}"), "{name}");
    }
    for (purpose, size) in [("any", "192x192"), ("any", "512x512"), ("maskable", "512x512")] {
        let there = icons.iter().any(|icon| icon["purpose"] == purpose && icon["sizes"] == size);
        assert!(there, "no icon {purpose} of {size}");
    }
}

#[test]
fn a_mask_takes_only_background() {
    let manifest = manifest();
    let icons = manifest["icons"].as_array().unwrap();
    for icon in icons.iter().filter(|icon| icon["purpose"] == "maskable") {
        let name = icon["src"].as_str().unwrap();
        let (width, height, pixels) = pixels(name);
        // The safe zone is a circle whose radius is two fifths of the icon (section 1.8.3).
        let safe = f64::from(width) * 0.4;
        let background = &pixels[..3];
        for (place, pixel) in (0_u32..).zip(pixels.chunks_exact(3)) {
            let (x, y) = (f64::from(place % width) + 0.5, f64::from(place / width) + 0.5);
            let away = (x - f64::from(width) / 2.0).hypot(y - f64::from(height) / 2.0);
            let near = pixel.iter().zip(background).all(|(one, other)| one.abs_diff(*other) < 8);
            assert!(away <= safe || near, "{name} has something at {x}, {y}");
        }
    }
}
