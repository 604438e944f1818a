//! In a brand's page the card is as high as what it shows: whatever in its styles is measured by the
//! window has another measure there, or the frame and its page would chase each other.

use super::scan::line;
use super::{Finding, Tree};

/// The style sheet of the frame.
const FRAME: &str = "public/frame.css";

/// A frame with a code in it is higher than this; what is laid out below it is never seen there.
const LOW: &str = "max-height";

/// Finds rules by the window's height that the frame's style sheet does not mention.
pub fn measured(tree: &Tree) -> Vec<Finding> {
    let frame = tree.text(FRAME).unwrap_or_default();
    let mut found = Vec::new();
    for (path, text) in tree.under("style/", "css") {
        for (offset, selector, declaration) in by_window(text) {
            // Each rule of the card has one class, and that is what it is about.
            let subject = selector.split([' ', ':', ',', '>', '[']).find(|word| !word.is_empty());
            let known = subject.is_some_and(|subject| frame.contains(&format!("{subject} {{")));
            if !known {
                let why = format!(
                    "`{selector}` has `{declaration}`, and {FRAME} nothing for a frame, whose \
                     height is that of what it shows"
                );
                found.push(Finding::new(path, line(text, offset), why));
            }
        }
    }
    for (offset, selector, declaration) in by_window(frame) {
        let why = format!("`{selector}` has `{declaration}`: in a frame nothing may");
        found.push(Finding::new(FRAME, line(frame, offset), why));
    }
    found
}

/// Where a declaration depends on the window's height, its selector and itself.
fn by_window(css: &str) -> Vec<(usize, &str, &str)> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut start = 0;
    for (end, c) in css.char_indices() {
        if !matches!(c, ';' | '{' | '}') {
            continue;
        }
        let part = css.get(start..end).unwrap_or_default();
        let part = part.rsplit("*/").next().unwrap_or_default().trim();
        match c {
            '{' => open.push(part),
            _ => {
                let low = open.iter().any(|prelude| prelude.contains(LOW));
                if let Some(selector) = open.last()
                    && is_by_window(part)
                    && !low
                {
                    found.push((start, *selector, part));
                }
                if c == '}' {
                    open.pop();
                }
            }
        }
        start = end + 1;
    }
    found
}

fn is_by_window(declaration: &str) -> bool {
    let Some((name, value)) = declaration.split_once(':') else { return false };
    let fixed = name.trim() == "position" && ["fixed", "sticky"].contains(&value.trim());
    let unit = value.match_indices("vh").any(|(at, _)| {
        let before = value.get(..at).unwrap_or_default();
        let number = before.trim_end_matches(['d', 's', 'l']);
        number.ends_with(|c: char| c.is_ascii_digit())
    });
    fixed || unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whys(css: &str, frame: &str) -> usize {
        measured(&Tree::of(&[("style/a.css", css), (FRAME, frame)])).len()
    }

    #[test]
    fn what_the_window_measures_has_another_measure_in_a_frame() {
        for css in [
            ".list {\n  min-height: 70vh;\n}",
            ".list { height: calc(100dvh - 3px) }",
            "/* why */\n.list { position: fixed; }",
            "@media (min-width: 900px) { .list { position: sticky; top: 0 } }",
        ] {
            assert_eq!(whys(css, ""), 1, "{css}");
            assert_eq!(whys(css, "[data-view] .list {\n  min-height: 0;\n}"), 0, "{css}");
        }
    }

    #[test]
    fn the_frames_own_styles_are_measured_by_no_window() {
        assert_eq!(whys("", "[data-view] .list {\n  min-height: 100vh;\n}"), 1);
        assert_eq!(whys("", "[data-view] .list {\n  position: static;\n}"), 0);
    }

    #[test]
    fn widths_names_and_what_is_only_for_low_windows_do_not_count() {
        for css in [
            ".list { width: 50vw; background: url(vh.png) }",
            "@media (max-height: 599px) { .list { gap: 10vh } }",
            ".vh { position: absolute }",
        ] {
            assert_eq!(whys(css, ""), 0, "{css}");
        }
    }
}
