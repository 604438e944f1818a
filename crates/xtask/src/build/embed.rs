//! What brands' pages load: the page for frames, made from the card's own, and the small script that
//! defines the element (`docs/decisions/0019-widget.md`).

use anyhow::{Context as _, Result, ensure};

use super::compress;
use super::css;
use super::dist::Dist;
use super::html;
use super::inline::AROUND;
use super::js::{Kind, minify_js};
use crate::tools::NodeTool;

/// The most that the element's script may have after brotli, in bytes: a brand's page pays for it
/// whether the card is looked at or not.
pub const LOADER_LIMIT: usize = 4_000;

const LOADER: &str = "embed.js";
const PAGE: &str = "embed.html";
const SCRIPT: &str = "frame.js";
const STYLE: &str = "frame.css";

/// What the boot script begins with in the page: the frame's own script stands before it.
const BOOT: &str = "<script data-module=";

/// Makes them. The card's own page is finished by now.
///
/// # Errors
/// When the page or a script is not as it should be, or the loader is over its limit.
pub fn make(dist: &mut Dist, terser: Option<&NodeTool>) -> Result<()> {
    let loader = minify_js(terser, &dist.text(LOADER)?, Kind::Module)?;
    let size = compress::brotli(loader.as_bytes())?.len();
    println!("  {LOADER}: {size} bytes after brotli (limit {LOADER_LIMIT})");
    ensure!(size <= LOADER_LIMIT || terser.is_none(), "{LOADER} is over its limit");
    dist.files.insert(LOADER.to_owned(), loader.into_bytes());

    // In a block of its own, so that its names are not the page's.
    let script = format!("{{\n{}{}}}\n", dist.text(AROUND)?, dist.text(SCRIPT)?);
    let script = minify_js(terser, &script, Kind::Classic)?;
    let style = css::minify(&dist.text(STYLE)?);
    let page = without_manifest(&dist.text("index.html")?)?;
    let (head, rest) = page.split_once("</head>").context("index.html has no head")?;
    let (body, boot) = rest.split_once(BOOT).context("index.html has no boot script")?;
    let script = script.trim_end().trim_end_matches(';');
    let page = format!(
        "{head}<style>{style}</style></head>{body}<script>{script}</script>{BOOT}{boot}",
        style = style.trim()
    );
    dist.files.insert(PAGE.to_owned(), page.into_bytes());
    for joined in [AROUND, SCRIPT, STYLE] {
        dist.files.remove(joined);
    }
    Ok(())
}

/// A frame is nothing that a device could install.
fn without_manifest(page: &str) -> Result<String> {
    let tags = html::tags(page);
    let manifest = tags.iter().find(|tag| tag.is_rel("manifest"));
    let manifest = manifest.context("index.html has no manifest")?;
    let mut out = page.to_owned();
    out.replace_range(manifest.range.clone(), "");
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "<head><link rel=\"manifest\" href=\"m\"><style>a{}</style></head>\
        <body><p>card</p><script data-module=\"/m.wasm\">boot()</script></body>";

    fn built() -> Dist {
        Dist::of(&[
            ("index.html", CARD),
            ("embed.js", "define();"),
            ("around.js", "const around = 1;\n"),
            ("frame.js", "// why\nstand();\n"),
            ("frame.css", "/* why */\n[data-view] {\n  height: auto;\n}\n"),
        ])
    }

    #[test]
    fn the_frames_script_and_style_come_after_the_cards_style_and_before_its_boot_script() {
        let mut dist = built();
        make(&mut dist, None).unwrap();
        assert_eq!(
            dist.text("embed.html").unwrap(),
            "<head><style>a{}</style><style>[data-view]{height:auto}</style></head>\
             <body><p>card</p><script>{\nconst around = 1;\nstand();\n}</script><script data-module=\"/m.wasm\">boot()</script></body>"
        );
        assert_eq!(dist.text("index.html").unwrap(), CARD);
        let left: Vec<_> = dist.files.keys().map(String::as_str).collect();
        assert_eq!(left, ["embed.html", "embed.js", "index.html"]);
    }

    #[test]
    fn a_page_without_the_places_is_refused() {
        for page in ["<head></head><script data-module=x>", "<link rel=manifest></head>", ""] {
            let mut dist = built();
            dist.files.insert("index.html".to_owned(), page.as_bytes().to_vec());
            assert!(make(&mut dist, None).is_err(), "{page}");
        }
    }
}
