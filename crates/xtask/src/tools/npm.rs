//! The tools that run on Node, from npm; without Node the build goes on without them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::is_version;
use crate::process;
use crate::project::Project;

/// A program, or a script for Node.
#[derive(Debug, Clone)]
pub struct NodeTool {
    program: PathBuf,
    script: Option<PathBuf>,
    /// The npm version.
    pub version: String,
}

impl NodeTool {
    /// The command, without arguments.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.script);
        command
    }
}

/// A package of npm with a program.
#[derive(Debug)]
struct Package<'a> {
    name: &'static str,
    program: &'static str,
    version: &'a str,
    /// Whether what the program says of itself is the npm version.
    is: fn(&str, &str) -> bool,
}

/// Binaryen's optimiser of modules; `None` without Node.
///
/// # Errors
/// When npm is there and cannot install it.
pub fn wasm_opt(project: &Project) -> Result<Option<NodeTool>> {
    let version = &project.binaryen;
    ensure(project, &Package { name: "binaryen", program: "wasm-opt", version, is: is_binaryen })
}

/// The minifier of JavaScript; `None` without Node.
///
/// # Errors
/// When npm is there and cannot install it.
pub fn terser(project: &Project) -> Result<Option<NodeTool>> {
    let version = &project.terser;
    ensure(project, &Package { name: "terser", program: "terser", version, is: is_version })
}

/// The checker of types; `None` without Node.
///
/// # Errors
/// When npm is there and cannot install it.
pub fn typescript(project: &Project) -> Result<Option<NodeTool>> {
    let version = &project.typescript;
    ensure(project, &Package { name: "typescript", program: "tsc", version, is: is_version })
}

/// The benchmark of Chromium's own people; `None` without Node.
///
/// # Errors
/// When npm is there and cannot install it.
pub fn lighthouse(project: &Project) -> Result<Option<NodeTool>> {
    let version = &project.lighthouse;
    ensure(project, &Package { name: "lighthouse", program: "lighthouse", version, is: is_version })
}

/// The graders of what is served, as a folder that holds their packages; `None` without Node.
///
/// They are libraries, and one brings much with it, so they have a folder of their own. Their own
/// scripts are not run on installing: the Observatory's would fetch lists from the network.
///
/// # Errors
/// When npm is there and cannot install them.
pub fn graders(project: &Project) -> Result<Option<PathBuf>> {
    let prefix = project.tools().join("graders");
    let packages = [
        ("@mdn/mdn-http-observatory", &project.observatory),
        ("csp_evaluator", &project.csp_evaluator),
    ];
    let folder = |name: &str| prefix.join("node_modules").join(name);
    let (Some(_), Some(npm)) = (process::find("node"), process::find("npm")) else {
        return Ok(None);
    };
    let is_here = |(name, version): &(&str, &String)| {
        npm_version(&folder(name)).is_some_and(|found| found == **version)
    };
    if !packages.iter().all(is_here) {
        println!("  installing the graders of what is served from npm (usually 30 s, 130 MB)");
        let mut install = Command::new(npm);
        install.args(["install", "--ignore-scripts", "--no-audit", "--no-fund"]);
        install.args(["--loglevel=error", "--prefix"]).arg(&prefix);
        install.args(packages.map(|(name, version)| format!("{name}@{version}")));
        process::run(install.current_dir(&project.root))?;
    }
    // The list of hosts that browsers know to have TLS, one of those from the network: none here.
    let preloaded = folder("@mdn/mdn-http-observatory").join("conf").join("hsts-preload.json");
    if !preloaded.is_file() {
        std::fs::write(preloaded, "{}")?;
    }
    Ok(Some(prefix))
}

/// The file of WeChat's JS-SDK as npm has it; `None` without Node.
///
/// # Errors
/// When npm is there and cannot install it.
pub fn wechat_sdk(project: &Project) -> Result<Option<PathBuf>> {
    let (name, version) = ("weixin-js-sdk", &project.wechat_sdk);
    let folder = prefix(project).join("node_modules").join(name);
    if npm_version(&folder).as_ref() != Some(version) {
        let Some(npm) = process::find("npm") else { return Ok(None) };
        install(project, &npm, name, version)?;
    }
    Ok(Some(folder.join("index.js")))
}

fn prefix(project: &Project) -> PathBuf {
    project.tools().join("npm")
}

fn install(project: &Project, npm: &Path, name: &str, version: &str) -> Result<()> {
    println!("  installing {name} {version} from npm (usually 20 s)");
    let mut install = Command::new(npm);
    install.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]);
    install.arg(prefix(project)).arg(format!("{name}@{version}"));
    process::run(install.current_dir(&project.root))
}

/// The tool in `.tools/`, else on the search path, else from npm.
fn ensure(project: &Project, package: &Package) -> Result<Option<NodeTool>> {
    let Package { name, program: command, version, is } = *package;
    let folder = prefix(project).join("node_modules").join(name);
    let script = || Some(script(&folder, command));
    let version = version.to_owned();
    let node = process::find("node");
    if let Some(node) = &node
        && npm_version(&folder).is_some_and(|found| found == version)
    {
        return Ok(Some(NodeTool { program: node.clone(), script: script(), version }));
    }
    if let Some(program) = process::find(command)
        && process::version(&mut Command::new(&program)).is_some_and(|line| is(&line, &version))
    {
        return Ok(Some(NodeTool { program, script: None, version }));
    }
    let (Some(node), Some(npm)) = (node, process::find("npm")) else {
        println!(
            "  note: Node with npm is missing (https://nodejs.org, or `apt-get install nodejs npm`)."
        );
        println!(
            "        The card builds without {command}, a few percent bigger or less checked."
        );
        return Ok(None);
    };
    install(project, &npm, name, &version)?;
    Ok(Some(NodeTool { program: node, script: script(), version }))
}

fn npm_version(package: &Path) -> Option<String> {
    manifest(package)?.get("version")?.as_str().map(str::to_owned)
}

/// Where an installed package says that its program is: most have it in `bin`, not all.
fn script(package: &Path, program: &str) -> PathBuf {
    let named = manifest(package)
        .and_then(|json| json.get("bin")?.get(program)?.as_str().map(|path| package.join(path)));
    named.unwrap_or_else(|| package.join("bin").join(program))
}

fn manifest(package: &Path) -> Option<serde_json::Value> {
    serde_json::from_slice(&std::fs::read(package.join("package.json")).ok()?).ok()
}

/// binaryen itself counts in whole numbers: npm's 132.0.0 says `wasm-opt version 132 (version_132)`.
fn is_binaryen(line: &str, npm: &str) -> bool {
    npm.split('.').next().is_some_and(|major| is_version(line, major))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_where_its_package_says() {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path();
        let usual = package.join("bin").join("tool");
        assert_eq!(script(package, "tool"), usual);
        let manifest = r#"{ "bin": { "tool": "cli/index.js" } }"#;
        std::fs::write(package.join("package.json"), manifest).unwrap();
        assert_eq!(script(package, "tool"), package.join("cli/index.js"));
        assert_eq!(script(package, "other"), package.join("bin").join("other"));
    }

    #[test]
    fn binaryen_is_compared_by_its_whole_number() {
        assert!(is_binaryen("wasm-opt version 132 (version_132)", "132.0.0"));
        assert!(!is_binaryen("wasm-opt version 108", "132.0.0"));
    }
}
