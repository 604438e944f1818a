//! The shell: what the page carries itself, so that the first paint and the first request wait for
//! no other file (`docs/decisions/0014-shell.md`).

use anyhow::{Context as _, Result, bail, ensure};

use super::compress;
use super::dist::Dist;
use super::js::{Kind, minify_js};
use super::load;
use super::names::{PLACEHOLDER, integrity};
use crate::tools::NodeTool;

/// The most that the boot script may have after brotli, in bytes.
pub const BOOT_LIMIT: usize = 3_000;

/// What is joined to the glue of the module.
const LATE: &str = "late.js";

/// What the glue fetches once the card is there: a file by itself, named by its content.
const UPKEEP: &str = "upkeep.js";

/// Which build is served, for pages that have been open for long.
const VERSION: &str = "version.json";

/// Ways from text to HTML or to a script. The policy of the pages lets no text through to any of
/// them (Trusted Types), so that a dependency which brought one in would fail at members.
const SINKS: [&str; 10] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "createContextualFragment",
    "parseFromString",
    "document.write",
    "srcdoc",
    "setHTMLUnsafe",
    "parseHTMLUnsafe",
    "importScripts",
];

const BOOT: &str = "boot.js";
/// How the boot script begins in the page.
const BOOT_PLACE: &str = "<script data-module=";
const BOOT_TAG: &str = "<script src=\"boot.js\"></script>";
const WORKER: [&str; 2] = ["sw.js", "sw-off.js"];

/// Joins what runs after the start to the glue, and gives what follows that its name.
///
/// # Errors
/// When one of them is not there, or one makes HTML of text.
pub fn join_late(dist: &mut Dist, glue: &str, terser: Option<&NodeTool>) -> Result<()> {
    let joined = dist.text(glue)? + &dist.text(LATE)?;
    let upkeep = minify_js(terser, &dist.text(UPKEEP)?, Kind::Module)?;
    for (name, text) in [(glue, &joined), (UPKEEP, &upkeep)] {
        no_sinks(name, text)?;
    }
    dist.files.insert(glue.to_owned(), joined.into_bytes());
    dist.files.remove(LATE);
    dist.files.remove(UPKEEP);
    let named = format!("upkeep-{PLACEHOLDER}.js");
    dist.replace_name(UPKEEP, &named);
    dist.files.insert(named, upkeep.into_bytes());
    Ok(())
}

/// Holds a script to making no HTML of text.
///
/// # Errors
/// When it does.
pub fn no_sinks(name: &str, text: &str) -> Result<()> {
    if let Some(sink) = SINKS.iter().find(|sink| text.contains(**sink)) {
        bail!("{name} uses {sink}, and the policy of the page lets no text through to it");
    }
    Ok(())
}

/// Puts the boot script into the page in the place of trunk's own, told which module to load and
/// what its bytes must be. Every file has its final name by now.
///
/// # Errors
/// When the page or a script is not as it should be.
pub fn inline(dist: &mut Dist, terser: Option<&NodeTool>) -> Result<()> {
    let boot = minify_js(terser, &dist.text(BOOT)?, Kind::Classic)?;
    let size = compress::brotli(boot.as_bytes())?.len();
    println!("  boot.js: {size} bytes after brotli, inside the page (limit {BOOT_LIMIT})");
    // Without terser it is not what goes to members.
    ensure!(size <= BOOT_LIMIT || terser.is_none(), "boot.js is over its limit");
    let page = without_trunks_start(&dist.text("index.html")?)?;
    let one = |ending: &str| {
        let mut found = dist.files.keys().filter(|path| path.ends_with(ending));
        found.next().cloned().with_context(|| format!("the build has no {ending}"))
    };
    let module = one("_bg.wasm")?;
    let glue = module.trim_end_matches("_bg.wasm").rsplit_once('-').map_or("", |(stem, _)| stem);
    let glue = dist
        .files
        .keys()
        .find(|path| path.starts_with(&format!("{glue}-")) && path.ends_with(".js"))
        .cloned()
        .context("the module has no glue")?;
    let bytes = |path: &str| dist.files.get(path).map(Vec::as_slice).unwrap_or_default();
    let script = format!(
        "{BOOT_PLACE}\"/{module}\" data-integrity=\"{}\">{}</script>",
        integrity(bytes(&module)),
        boot.trim_end().trim_end_matches(';'),
    );
    // Fetched from the start, run after the boot script: modules are.
    let glue = format!(
        "<script type=\"module\" src=\"/{glue}\" integrity=\"{}\" crossorigin></script>",
        integrity(bytes(&glue)),
    );
    let (head, rest) = page.split_once("</head>").context("index.html has no head")?;
    let rest = rest.split_once(BOOT_TAG).context("index.html does not load boot.js")?;
    let page = format!("{}{glue}</head>{}{script}{}", head.trim_end(), rest.0, rest.1);
    dist.files.insert("index.html".to_owned(), page.into_bytes());
    dist.files.remove(BOOT);
    Ok(())
}

/// The page without trunk's start of the module and its preloads: the boot script does both.
fn without_trunks_start(page: &str) -> Result<String> {
    let start = page.find("<script type=\"module\">").context("trunk did not start a module")?;
    let end = page.get(start..).and_then(|rest| rest.find("</script>")).map(|at| start + at + 9);
    let mut out = page.to_owned();
    out.replace_range(start..end.context("trunk's script has no end")?, "");
    for rel in ["modulepreload", "preload"] {
        let tag =
            super::html::tags(&out).into_iter().find(|tag| tag.is_rel(rel)).map(|tag| tag.range);
        out.replace_range(tag.with_context(|| format!("trunk wrote no {rel}"))?, "");
    }
    Ok(out)
}

/// Gives the build its id, a hash over all of its files: to the page, which asks from time to time
/// whether that is still what is served, to the answer, and to the worker, which is also told the
/// files of the build.
///
/// # Errors
/// When the page or the worker does not say where it goes.
pub fn identify(dist: &mut Dist, terser: Option<&NodeTool>) -> Result<()> {
    let build = dist.digest();
    let build = build.get(..PLACEHOLDER.len()).context("a digest that short")?;
    let page = dist.text("index.html")?;
    ensure!(page.contains(BOOT_PLACE), "the page does not carry the boot script");
    let page =
        page.replacen(BOOT_PLACE, &format!("<script data-build=\"{build}\" data-module="), 1);
    dist.files.insert("index.html".to_owned(), page.into_bytes());
    dist.files.insert(VERSION.to_owned(), format!("{{\"build\":\"{build}\"}}\n").into_bytes());
    worker(dist, build, terser)
}

fn worker(dist: &mut Dist, build: &str, terser: Option<&NodeTool>) -> Result<()> {
    let first = load::first_load(dist)?;
    let mut files = ["/", "/icon.svg", "/manifest.webmanifest"].map(str::to_owned).to_vec();
    let others = first.iter().cloned().chain(load::parts(dist, &first));
    files.extend(others.filter(|path| path != "index.html").map(|path| format!("/{path}")));
    let list = files.iter().map(|file| format!("\"{file}\"")).collect::<Vec<_>>().join(",");
    for name in WORKER {
        let mut text = dist.text(name)?;
        if name == "sw.js" {
            for (from, to) in [
                ("BUILD = \"0\"", format!("BUILD = \"{build}\"")),
                ("FILES = []", format!("FILES = [{list}]")),
            ] {
                ensure!(text.contains(from), "sw.js has no `{from}`");
                text = text.replacen(from, &to, 1);
            }
        }
        let small = minify_js(terser, &text, Kind::Module)?;
        dist.files.insert(name.to_owned(), small.into_bytes());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><script type=\"module\">\nimport init from '/card-1.js';\n</script>\n\
        <link rel=\"modulepreload\" href=\"/card-1111111111111111.js\" integrity=\"sha384-x\">\
        <link rel=\"preload\" href=\"/card-2222222222222222_bg.wasm\" as=\"fetch\"></head>\
        <body><p>card</p><script src=\"boot.js\"></script></body>";

    fn built() -> Dist {
        Dist::of(&[
            ("index.html", PAGE),
            ("boot.js", "// why\nstart();\n"),
            ("late.js", "later(() => import('./upkeep.js'));"),
            ("upkeep.js", "// why\nkeepUp();"),
            ("sw.js", "const BUILD = \"0\";\nconst FILES = [];\n"),
            ("sw-off.js", "leave();"),
            ("icon.svg", "<svg/>"),
            ("manifest.webmanifest", "{}"),
            ("card-1111111111111111.js", "fetch('split_a-3333333333333333.wasm');"),
            ("card-2222222222222222_bg.wasm", "module"),
            ("split_a-3333333333333333.wasm", "part"),
        ])
    }

    #[test]
    fn the_page_carries_the_boot_script_and_the_hash_of_the_module() {
        let mut dist = built();
        inline(&mut dist, None).unwrap();
        let page = dist.text("index.html").unwrap();
        let hash = integrity(b"module");
        let boot = format!(
            "<script data-module=\"/card-2222222222222222_bg.wasm\" data-integrity=\"{hash}\">start()</script>"
        );
        assert!(page.contains(&boot), "{page}");
        let glue = integrity(b"fetch('split_a-3333333333333333.wasm');");
        let glue = format!("src=\"/card-1111111111111111.js\" integrity=\"{glue}\"");
        assert!(page.contains(&glue), "{page}");
        for gone in ["import init", "preload", "boot.js"] {
            assert!(!page.contains(gone), "{gone} in {page}");
        }
        assert!(!dist.files.contains_key("boot.js"));
    }

    #[test]
    fn what_runs_later_is_joined_to_the_glue() {
        let mut dist = built();
        join_late(&mut dist, "card-1111111111111111.js", None).unwrap();
        let glue = dist.text("card-1111111111111111.js").unwrap();
        assert!(glue.ends_with("later(() => import('./upkeep-0000000000000000.js'));"), "{glue}");
        assert_eq!(dist.text("upkeep-0000000000000000.js").unwrap(), "keepUp();\n");
        assert!(!dist.files.contains_key("late.js") && !dist.files.contains_key("upkeep.js"));
    }

    #[test]
    fn a_glue_that_makes_html_of_text_is_refused() {
        for (name, text) in [
            ("card-1111111111111111.js", "(t, html) => { t.innerHTML = html }"),
            ("upkeep.js", "frame.srcdoc = text"),
        ] {
            let mut dist = built();
            dist.files.insert(name.to_owned(), text.as_bytes().to_vec());
            let error = join_late(&mut dist, "card-1111111111111111.js", None).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    fn page_answer_and_worker_name_the_same_build_and_another_when_any_file_changed() {
        let build_of = |icon: &str| {
            let mut dist = built();
            dist.files.insert("icon.svg".to_owned(), icon.as_bytes().to_vec());
            inline(&mut dist, None).unwrap();
            identify(&mut dist, None).unwrap();
            let answer = dist.text("version.json").unwrap();
            let build = answer.strip_prefix("{\"build\":\"").and_then(|rest| rest.get(..16));
            let build = build.unwrap().to_owned();
            let page = dist.text("index.html").unwrap();
            assert!(page.contains(&format!("<script data-build=\"{build}\" data-module=\"/card-")));
            assert!(dist.text("sw.js").unwrap().contains(&format!("BUILD = \"{build}\"")));
            build
        };
        assert_eq!(build_of("<svg/>"), build_of("<svg/>"));
        assert_ne!(build_of("<svg/>"), build_of("<svg />"));
    }

    #[test]
    fn the_worker_knows_the_files_of_its_build_and_its_name_changes_with_them() {
        let worker_of = |module: &str| {
            let mut dist = built();
            dist.files
                .insert("card-2222222222222222_bg.wasm".to_owned(), module.as_bytes().to_vec());
            inline(&mut dist, None).unwrap();
            identify(&mut dist, None).unwrap();
            dist.text("sw.js").unwrap()
        };
        let one = worker_of("module");
        for file in
            ["/", "/icon.svg", "/card-1111111111111111.js", "/split_a-3333333333333333.wasm"]
        {
            assert!(one.contains(&format!("\"{file}\"")), "{file} in {one}");
        }
        assert_eq!(one, worker_of("module"));
        assert_ne!(one, worker_of("another"));
    }

    #[test]
    fn a_page_or_a_worker_without_the_places_is_refused() {
        for (file, text) in [("index.html", "<head></head>"), ("sw.js", "const FILES = [];")] {
            let mut dist = built();
            dist.files.insert(file.to_owned(), text.as_bytes().to_vec());
            let result = inline(&mut dist, None).and_then(|()| identify(&mut dist, None));
            assert!(result.is_err(), "{file}");
        }
    }
}
