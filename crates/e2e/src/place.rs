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

fn named(variable: &str, usual: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    Ok(root.context("the workspace has no root")?.join(usual))
}
