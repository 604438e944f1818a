//! The quiet patterns of the card's material, each told from the others without colour.

use std::fmt::Write as _;

use super::el::{El, svg};

/// A pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pattern {
    /// None.
    #[default]
    Plain,
    /// Rolling contour lines.
    Contours,
    /// Waves.
    Waves,
    /// Fine straight lines.
    Lines,
    /// Dots.
    Dots,
    /// Rings.
    Rings,
    /// A woven grid.
    Weave,
}

/// Draws a pattern over a box in the proportions of the card, in tenths of a pixel of its usual
/// width.
pub(super) fn pattern(pattern: Pattern) -> El {
    let path = svg("path").attr("d", path(pattern));
    // Dots are the round ends of dashes without length.
    let path = match pattern {
        Pattern::Dots => path.attr("stroke-dasharray", "0 120").attr("stroke-width", "24"),
        _ => path.attr("stroke-width", "10"),
    };
    svg("svg")
        .attr("class", "face-pattern")
        .attr("viewBox", "0 0 3420 2160")
        .attr("preserveAspectRatio", "xMidYMid slice")
        .attr("aria-hidden", true)
        .child(path)
}

fn path(pattern: Pattern) -> String {
    let mut path = String::new();
    match pattern {
        Pattern::Plain => {}
        Pattern::Contours => repeat(1, 14, &mut path, contour),
        Pattern::Waves => repeat(0, 15, &mut path, |path, row| {
            let (x, y, lift) = (-600 - row * 90, 200 + row * 150, 90 - row * 5);
            let _ = write!(path, "M{x} {y}q380-{lift} 760 0");
            repeat(0, 6, path, |path, _| path.push_str("t760 0"));
        }),
        Pattern::Lines => repeat(0, 42, &mut path, |path, column| {
            let _ = write!(path, "M{} -40l-1300 2240", 400 + column * 110);
        }),
        Pattern::Dots => repeat(0, 19, &mut path, |path, row| {
            let _ = write!(path, "M{} {}h3600", row % 2 * 60, 20 + row * 120);
        }),
        Pattern::Rings => repeat(0, 17, &mut path, |path, ring| {
            let r = 140 + ring * 150;
            let _ = write!(path, "M{} 2160a{r} {r} 0 0 1 {} 0", 3000 - r, 2 * r);
        }),
        Pattern::Weave => repeat(0, 15, &mut path, |path, row| {
            repeat(0, 23, path, |path, column| {
                let across = (row + column) % 2 == 0;
                let strand = if across {
                    "h110m-110 40h110m-110 40h110"
                } else {
                    "v110m40-110v110m40-110v110"
                };
                let _ = write!(path, "M{} {}{strand}", 20 + column * 150, 20 + row * 150);
            });
        }),
    }
    path
}

/// A closed hill line around a summit at the upper right, larger with each step.
fn contour(path: &mut String, step: i32) {
    const LINE: [(i32, i32); 10] = [
        (-52, 4),
        (-50, -34),
        (-16, -42),
        (12, -34),
        (58, -28),
        (62, 6),
        (34, 44),
        (2, 40),
        (-54, 34),
        (-52, 4),
    ];
    for ((x, y), command) in LINE.into_iter().zip("MC  S S S ".chars()) {
        let (x, y) = (2680 + x * step * 26 / 10, 620 + y * step * 26 / 10);
        let _ = write!(path, "{command}{x} {y}");
    }
}

fn repeat(from: i32, to: i32, path: &mut String, draw: impl Fn(&mut String, i32)) {
    for step in from..to {
        draw(path, step);
    }
}
