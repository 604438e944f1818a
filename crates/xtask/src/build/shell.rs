//! The shell: what the page carries itself, so that the first paint and the first request wait for
//! no other file (`docs/decisions/0014-shell.md`).

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

use super::compress;
use super::dist::{Dist, hex};
use super::js::{Kind, minify_js};
use super::load;
use super::names::integrity;
use crate::tools::NodeTool;

/// The most that the boot script may have after brotli, in bytes.
pub const BOOT_LIMIT: usize = 3_000;

/// What is joined to the glue of the module.
const LATE: &str = "late.js";

const BOOT: &str = "boot.js";
const BOOT_TAG: &str = "<script src=\"boot.js\"></script>";
const WORKER: [&str; 2] = ["sw.js", "sw-off.js"];

/// Joins what runs after the start to the glue.
///
/// # Errors
/// When one of them is not there.
pub fn join_late(dist: &mut Dist, glue: &str) -> Result<()> {
    let joined = dist.text(glue)? + &dist.text(LATE)?;
    dist.files.insert(glue.to_owned(), joined.into_bytes());
    dist.files.remove(LATE);
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
        "<script data-module=\"/{module}\" data-integrity=\"{}\">{}</script>",
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

/// Tells the worker which files make this build.
///
/// # Errors
/// When the worker does not say where they go.
pub fn worker(dist: &mut Dist, terser: Option<&NodeTool>) -> Result<()> {
    let first = load::first_load(dist)?;
    let mut files = ["/", "/icon.svg", "/manifest.webmanifest"].map(str::to_owned).to_vec();
    let others = first.iter().cloned().chain(load::parts(dist, &first));
    files.extend(others.filter(|path| path != "index.html").map(|path| format!("/{path}")));
    let mut build = Sha256::new();
    for file in &files {
        let path = if file == "/" { "index.html" } else { file.trim_start_matches('/') };
        build.update(file);
        build.update(dist.files.get(path).map(Vec::as_slice).unwrap_or_default());
    }
    let build = hex(&build.finalize());
    let list = files.iter().map(|file| format!("\"{file}\"")).collect::<Vec<_>>().join(",");
    for name in WORKER {
        let mut text = dist.text(name)?;
        if name == "sw.js" {
            for (from, to) in [
                ("BUILD = \"0\"", format!("BUILD = \"{}\"", build.get(..16).unwrap_or_default())),
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
            ("late.js", "later();"),
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
        join_late(&mut dist, "card-1111111111111111.js").unwrap();
        assert!(dist.text("card-1111111111111111.js").unwrap().ends_with("later();"));
        assert!(!dist.files.contains_key("late.js"));
    }

    #[test]
    fn the_worker_knows_the_files_of_its_build_and_its_name_changes_with_them() {
        let worker_of = |module: &str| {
            let mut dist = built();
            dist.files
                .insert("card-2222222222222222_bg.wasm".to_owned(), module.as_bytes().to_vec());
            inline(&mut dist, None).unwrap();
            worker(&mut dist, None).unwrap();
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
            let result = inline(&mut dist, None).and_then(|()| worker(&mut dist, None));
            assert!(result.is_err(), "{file}");
        }
    }
}
