//! The face of the card: a plate in ID-1 proportions (85.60 : 53.98) whose material is its tier.

use super::el::{Child, El, el};
use super::face_pattern::{Pattern, pattern};
use super::icon::{Icon, icon};

/// The colours of a material, `#rrggbb`, when it is not the one of this page's theme.
pub struct Material {
    /// Gradient start.
    pub from: String,
    /// Gradient end.
    pub to: String,
    /// Text and pattern on it.
    pub ink: String,
}

/// What stands on a face. Empty texts are left out.
pub struct Face {
    /// The brand's name.
    pub brand: String,
    /// The address of the brand's mark, drawn in the ink.
    pub mark: Option<String>,
    /// The tier's name.
    pub tier: String,
    /// The member's name.
    pub member: String,
    /// The masked member number.
    pub number: String,
    /// The quiet pattern.
    pub pattern: Pattern,
    /// Colours of its own, for a face that shows another tier.
    pub material: Option<Material>,
    /// The address of art that lies over the material.
    pub art: Option<String>,
    /// Whether the small code glyph stands at the corner.
    pub glyph: bool,
}

/// Draws the face. Setting `data-flip` on it turns the card over, once.
pub fn face(face: Face) -> El {
    let art = face.art.map(|url| {
        el("img", "face-art").attr("src", url).attr("alt", "").attr("decoding", "async")
    });
    let mark = face.mark.map(|url| {
        let image = css_url(&url);
        el("span", "face-mark")
            .variable("-webkit-mask-image", image.clone())
            .variable("mask-image", image)
    });
    let top = el("div", "face-row")
        .child(el("span", "face-brand").child(mark).child(face.brand))
        .child(line("face-tier", face.tier));
    let glyph = face.glyph.then(|| el("span", "face-glyph").child(icon(Icon::Code)));
    let owner = el("div", "face-owner")
        .child(line("face-member", face.member))
        .child(line("face-number", face.number));
    let front = el("div", "face-front")
        .child(pattern(face.pattern))
        .child(art)
        .child(top)
        .child(el("div", "face-row").child(owner).child(glyph));
    let plate = el("div", "face-plate").child(front).child(el("div", "face-back"));
    let body = el("div", "face").child(plate);
    match face.material {
        Some(material) => body
            .variable("--face-from", material.from)
            .variable("--face-to", material.to)
            .variable("--face-ink", material.ink),
        None => body,
    }
}

fn line(class: &'static str, text: String) -> Child {
    (!text.is_empty()).then(|| el("span", class).child(text)).into()
}

/// `url("…")`, whatever the address holds.
fn css_url(address: &str) -> String {
    let safe: String = address.chars().filter(|c| !matches!(c, '"' | '\\' | '\n')).collect();
    format!("url(\"{safe}\")")
}
