//! Where the programs of a journey are: named by `cargo xtask test`, else where its commands put
//! them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

/// The built card.
pub fn dist() -> Result<PathBuf> {
    let dist = named("MEMBER_CARD_DIST", "dist")?;
    let index = dist.join("index.html");
    ensure!(index.is_file(), "there is no {}: `cargo xtask build` makes it", index.display());
    Ok(dist)
}

/// The configurations of servers for the built card.
///
/// # Errors
/// When the workspace has no root.
pub fn deploy() -> Result<PathBuf> {
    named("MEMBER_CARD_DEPLOY", "target/deploy")
}

/// A program that administrators have on their search path, and others beside it.
pub fn program(name: &str) -> PathBuf {
    let usual = [Path::new("/usr/sbin"), Path::new("/usr/local/sbin")].map(|path| path.join(name));
    usual.into_iter().find(|path| path.is_file()).unwrap_or_else(|| name.into())
}

/// The packages of npm that grade what is served.
///
/// # Errors
/// When the workspace has no root.
pub fn graders() -> Result<PathBuf> {
    named("MEMBER_CARD_GRADERS", ".tools/graders")
}

/// Where the server has the module of a part of the card, such as `further`.
///
/// # Errors
/// When the build has no such part.
pub fn part(name: &str) -> Result<String> {
    let begin = format!("split_{name}-");
    for file in std::fs::read_dir(dist()?)? {
        let file = file?.file_name().to_string_lossy().into_owned();
        if file.starts_with(&begin) && file.ends_with(".wasm") {
            return Ok(format!("/{file}"));
        }
    }
    bail!("the build has no part {name}")
}

/// The reference backend's program.
pub fn sandbox() -> Result<PathBuf> {
    let program = format!("member-card-sandbox{}", std::env::consts::EXE_SUFFIX);
    let program = named("MEMBER_CARD_SANDBOX", &format!("target/server/{program}"))?;
    ensure!(
        program.is_file(),
        "there is no {}: `cargo build --profile server -p member-card-sandbox` makes it",
        program.display()
    );
    Ok(program)
}

/// The browser's driver; a bare name is looked for on the search path when it is started.
pub fn driver() -> PathBuf {
    std::env::var_os("CHROMEDRIVER").map_or_else(|| "chromedriver".into(), PathBuf::from)
}

/// Firefox's driver.
pub fn geckodriver() -> PathBuf {
    let own = Path::new(".tools/bin").join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    std::env::var_os("GECKODRIVER")
        .map(PathBuf::from)
        .or_else(|| Some(root().ok()?.join(own)).filter(|path| path.is_file()))
        .unwrap_or_else(|| "geckodriver".into())
}

/// The file of WeChat's JS-SDK, which `cargo xtask test` puts there.
///
/// # Errors
/// When it is not there.
pub fn wechat_sdk() -> Result<PathBuf> {
    let sdk = named("WECHAT_SDK", ".tools/npm/node_modules/weixin-js-sdk/index.js")?;
    ensure!(sdk.is_file(), "there is no {}: `cargo xtask test` installs it", sdk.display());
    Ok(sdk)
}

/// WebKit's driver.
pub fn webkit_driver() -> PathBuf {
    std::env::var_os("WEBKIT_DRIVER").map_or_else(|| "WebKitWebDriver".into(), PathBuf::from)
}

/// WebKit's own small browser. It is on no search path, but beside the library that it shows.
///
/// # Errors
/// When it is not there.
pub fn mini_browser() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("WEBKIT_BROWSER") {
        return Ok(path.into());
    }
    let libraries = ["/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/local/lib"].map(PathBuf::from);
    let below = |folder: &PathBuf| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    let named = |path: &Path, starts: &str| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(starts))
    };
    // Such as /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser.
    let folders = libraries.iter().flat_map(below).filter(|path| path.is_dir());
    let deeper = folders.flat_map(|folder| [below(&folder), vec![folder]].concat());
    let mut found: Vec<PathBuf> = deeper
        .filter(|path| named(path, "webkit"))
        .map(|path| path.join("MiniBrowser"))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found.pop().context("WebKit's MiniBrowser is not here; set WEBKIT_BROWSER to its path")
}

fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    Ok(root.context("the workspace has no root")?.to_owned())
}

fn named(variable: &str, usual: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    Ok(root()?.join(usual))
}
