//! The widget's npm package: it packs, installs, is imported without a window, and a small project
//! compiles against its types, where what is wrong does not.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::count::Count;
use crate::process;
use crate::project::Project;
use crate::tools;

/// What the package has to hold, and nothing else.
const FILES: [&str; 7] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "custom-elements.json",
    "embed.d.ts",
    "embed.js",
    "package.json",
];

/// Packs it and uses it. Skipped without Node.
///
/// # Errors
/// When it does not pack, install, import or compile.
pub fn check(project: &Project, count: &mut Count) -> Result<()> {
    let (Some(tsc), Some(npm)) = (tools::typescript(project)?, process::find("npm")) else {
        count.skipped += 1;
        return Ok(());
    };
    let package = project.root.join("packages").join("member-card");
    let place = project.target.join("xtask").join("package");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    let user = place.join("user");
    fs::create_dir_all(&user)?;
    let quiet = ["--offline", "--no-audit", "--no-fund", "--loglevel=error"];
    let mut pack = Command::new(&npm);
    pack.arg("pack").args(quiet).arg("--pack-destination").arg(&place).current_dir(&package);
    process::run(&mut pack)?;
    let packed = fs::read_dir(&place)?.filter_map(Result::ok).map(|entry| entry.path());
    let packed = packed.into_iter().find(|path| path.extension().is_some_and(|end| end == "tgz"));
    let packed = packed.context("npm packed nothing")?;
    for file in ["use.ts", "tsconfig.json"] {
        fs::copy(package.join("test").join(file), user.join(file))?;
    }
    fs::write(user.join("package.json"), r#"{ "private": true, "type": "module" }"#)?;
    let mut install = Command::new(&npm);
    install.arg("install").args(quiet).arg(&packed).current_dir(&user);
    process::run(&mut install)?;
    let manifest: Value = serde_json::from_slice(&fs::read(package.join("package.json"))?)?;
    let name = manifest.get("name").and_then(Value::as_str).context("a package without a name")?;
    let installed = user.join("node_modules").join(name);
    ensure!(names(&installed)? == FILES, "{name} holds {:?}", names(&installed)?);
    let mut compile = tsc.command();
    process::run(compile.args(["--project", "."]).current_dir(&user))?;
    // Pages are also written where there is no window, and the version is the package's.
    let version = manifest.get("version").and_then(Value::as_str).unwrap_or_default();
    let script = format!(
        "import {{ MemberCardElement }} from '{name}'; \
         if (MemberCardElement.version !== '{version}') throw new Error('another version')"
    );
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", &script]).current_dir(&user);
    process::run(&mut node)?;
    count.passed += 1;
    Ok(())
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const SCRIPT: &str = include_str!("../../../../public/embed.js");
    const TYPES: &str = include_str!("../../../../public/embed.d.ts");
    const MANIFEST: &str = include_str!("../../../../public/custom-elements.json");

    fn declared(list: &str) -> BTreeSet<String> {
        let manifest: Value = serde_json::from_str(MANIFEST).unwrap();
        let list = manifest["modules"][0]["declarations"][0][list].as_array().unwrap().clone();
        list.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    }

    /// The names that a block of the types has before their colons.
    fn typed(opening: &str) -> BTreeSet<String> {
        let (_, block) = TYPES.split_once(opening).unwrap();
        let (block, _) = block.split_once("\n}").unwrap();
        let lines = block.lines().map(str::trim).filter(|line| !line.starts_with('/'));
        let names = lines.filter_map(|line| line.split_once(':'));
        names.map(|(name, _)| name.trim_matches(['"', '?']).to_owned()).collect()
    }

    #[test]
    fn script_types_and_manifest_name_the_same_attributes() {
        let attributes = declared("attributes");
        assert_eq!(typed("export interface MemberCardAttributes {"), attributes);
        for name in attributes {
            assert!(SCRIPT.contains(&format!("\"{name}\"")), "{name}");
        }
    }

    #[test]
    fn script_types_and_manifest_name_the_same_events() {
        let events = declared("events");
        assert_eq!(typed("export interface MemberCardEventMap {"), events);
        for name in events {
            let heard = [format!("\n  {name}: {{"), format!("\n  \"{name}\": {{")];
            let told = format!("#tell(\"{name}\"");
            assert!(
                heard.iter().any(|line| SCRIPT.contains(line)) || SCRIPT.contains(&told),
                "{name}"
            );
        }
    }

    #[test]
    fn script_and_manifest_name_the_same_properties_of_a_theme() {
        for name in declared("cssProperties") {
            let name = name.trim_start_matches("--mc-").to_owned();
            let read = [format!("\"{name}\""), format!("--mc-{name}")];
            assert!(read.iter().any(|text| SCRIPT.contains(text)), "{name}");
        }
    }
}
