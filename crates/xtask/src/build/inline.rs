//! The card for brands' pages without a frame: one module of the glue, the styles and what stands
//! around the card (`docs/decisions/0019-widget.md`).
//!
//! The glue becomes a function. What it knows of the page it knows by a few names, and those are the
//! function's parameters: so each element of a page has a card of its own.

use anyhow::{Context as _, Result, ensure};

use super::compress;
use super::css;
use super::dist::Dist;
use super::js::{Kind, minify_js};
use super::names::{PLACEHOLDER, integrity};
use super::{scoped, shell};
use crate::tools::NodeTool;

/// What stands around the card, with or without a frame.
pub const AROUND: &str = "around.js";
/// What is without one.
const SCRIPT: &str = "inline.js";
const STYLE: &str = "inline.css";
/// The style of a card that is not as high as the window.
const FRAME_STYLE: &str = "frame.css";
/// What `embed.js` loads: its name stays, and it names the module.
const DOOR: &str = "embed-inline.js";

/// How the glue is told apart from a module of its own.
const EXPORT: &str = "export { __wbg_init as default };";
/// What of the glue does not go to an element as it is, since a path would be the page's.
const OWN: [(&str, &str); 2] =
    [("arg0.setAttribute(", "own.attribute(arg0, "), ("arg0.setProperty(", "own.property(arg0, ")];

/// Makes it, from the glue as it is before anything of the card's own page is joined to it. Nothing
/// is named by its content yet.
///
/// # Errors
/// When the glue or a style sheet does not look as expected.
pub fn make(dist: &mut Dist, stem: &str, glue: &str, terser: Option<&NodeTool>) -> Result<()> {
    let module = format!("{stem}_bg.wasm");
    let bytes = dist.files.get(&module).context("the build has no module")?;
    let integrity = integrity(bytes);
    let (glue, sheets) = scoped(glue)?;
    let styles = styles(dist, &sheets)?;
    let text = format!(
        "{around}\nconst cardGlue = {glue};\nconst cardStyles = {styles};\n\
         const cardFile = \"{module}\";\nconst cardIntegrity = \"{integrity}\";\n{script}",
        around = dist.text(AROUND)?,
        styles = serde_json::to_string(&styles)?,
        script = dist.text(SCRIPT)?,
    );
    shell::no_sinks(SCRIPT, &text)?;
    let small = minify_js(terser, &text, Kind::Module)?;
    let size = compress::brotli(small.as_bytes())?.len();
    println!("  {SCRIPT}: {size} bytes after brotli, for brands' pages without a frame");
    let named = format!("inline-{PLACEHOLDER}.js");
    dist.files.insert(named.clone(), small.into_bytes());
    dist.files.insert(DOOR.to_owned(), format!("export*from\"./{named}\";\n").into_bytes());
    for joined in [SCRIPT, STYLE] {
        dist.files.remove(joined);
    }
    Ok(())
}

/// The glue as a function of what it knows of the page, and the style sheets that its parts would
/// bring, which the element has from the start.
fn scoped(glue: &str) -> Result<(String, Vec<String>)> {
    let mut glue = glue.to_owned();
    let mut sheets: Vec<String> = Vec::new();
    while let Some(end) = glue.find(".css\"") {
        let start = glue.get(..end).and_then(|text| text.rfind(", \"")).context("a lone sheet")?;
        let name = glue.get(start + 3..end + 4).unwrap_or_default().to_owned();
        glue = glue.replace(&format!(", \"{name}\""), "");
        sheets.push(name);
    }
    for (from, to) in OWN {
        ensure!(glue.contains(from), "the glue has no `{from}`");
        glue = glue.replace(from, to);
    }
    ensure!(glue.matches("export ").count() == 1, "the glue exports more than its start");
    ensure!(glue.contains(EXPORT), "the glue has no `{EXPORT}`");
    let body = glue.replace(EXPORT, "");
    Ok((
        format!(
            "({{ window, document, memberCard, fetch, setInterval, console, own }}) => {{\n\
             const self = window, globalThis = window;\n{body}\n\
             return {{ init: __wbg_init, halt: (nothing) => {{ wasm = nothing; }} }};\n}}"
        ),
        sheets,
    ))
}

/// All styles of the card, the page's and then those of parts, for an element.
fn styles(dist: &Dist, sheets: &[String]) -> Result<String> {
    let page = dist.text("index.html")?;
    let (_, rest) = page.split_once("<style>").context("index.html has no style")?;
    let (own, _) = rest.split_once("</style>").context("the style of index.html has no end")?;
    let mut out = css::minify(&dist.text(STYLE)?);
    let parts = sheets.iter().map(|sheet| dist.text(sheet)).collect::<Result<String>>()?;
    for sheet in [own, &parts, &css::minify(&dist.text(FRAME_STYLE)?)] {
        out.push_str(&scoped::sheet(sheet)?);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "const cardLoaders = {\n\
        __wasm_split_load_code: cardLoader(\"a-0.wasm\", \"code-further-0.css\"),\n\
        __wasm_split_load_further: cardLoader(\"b-0.wasm\", \"code-further-0.css\", \"further-0.css\"),\n};\n\
        arg0.setAttribute(a, b);\narg0.setProperty(a, b);\nlet wasm;\n\
        export { __wbg_init as default };\n";

    #[test]
    fn the_glue_becomes_a_function_of_the_page_and_brings_no_styles() {
        let (glue, sheets) = scoped(GLUE).unwrap();
        assert_eq!(sheets, ["code-further-0.css", "further-0.css"]);
        assert!(!glue.contains(".css") && !glue.contains("export"), "{glue}");
        for part in [
            "({ window, document, memberCard,",
            "cardLoader(\"b-0.wasm\"),",
            "own.attribute(arg0, a, b);\nown.property(arg0, a, b);",
            "return { init: __wbg_init,",
        ] {
            assert!(glue.contains(part), "{part} in {glue}");
        }
    }

    #[test]
    fn a_glue_that_reaches_the_page_otherwise_is_refused() {
        for (from, to) in [
            ("arg0.setAttribute(", "arg0.set("),
            ("arg0.setProperty(", "arg0.set("),
            ("export {", "export class A {}\nexport {"),
            ("export { __wbg_init as default };", ""),
        ] {
            assert!(scoped(&GLUE.replace(from, to)).is_err(), "{from}");
        }
    }

    #[test]
    fn one_module_has_the_glue_the_styles_and_the_name_of_the_cards_module() {
        let mut dist = Dist::of(&[
            ("index.html", "<head><style>:root{--a:1rem}</style></head>"),
            ("card-0_bg.wasm", "module"),
            ("code-further-0.css", "html{c:d}"),
            ("further-0.css", "body{e:f}"),
            ("around.js", "around();"),
            ("inline.js", "start(cardGlue);"),
            ("inline.css", ".mc-box { a: b }"),
            ("frame.css", "[data-view] body { g: h }"),
        ]);
        make(&mut dist, "card-0", GLUE, None).unwrap();
        let text = dist.text("inline-0000000000000000.js").unwrap();
        let styles = "\".mc-box{a:b}.mc-html{--a:calc(1*var(--mc-rem))}.mc-html{c:d}.mc-body{e:f}[data-view] .mc-body{g:h}\"";
        for part in ["around();", styles, "\"card-0_bg.wasm\"", "\"sha384-", "start(cardGlue);"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let door = dist.text("embed-inline.js").unwrap();
        assert!(door.contains("./inline-0000000000000000.js"), "{door}");
        assert!(!dist.files.contains_key("inline.js") && !dist.files.contains_key("inline.css"));
    }
}
