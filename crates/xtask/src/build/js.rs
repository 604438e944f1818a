//! Scripts without what only people read.

use std::io::Write as _;
use std::process::Stdio;

use anyhow::{Context as _, Result};

use super::dist::Dist;
use super::glue;
use crate::process;
use crate::tools::NodeTool;

/// How a page runs a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `<script type="module">`: names at its top level are its own.
    Module,
    /// `<script>`: names at its top level are the page's, and stay.
    Classic,
}

/// The script as terser makes it; without Node, without comments and indentation.
///
/// # Errors
/// When terser does not understand it.
pub fn minify_js(terser: Option<&NodeTool>, text: &str, kind: Kind) -> Result<String> {
    let Some(terser) = terser else { return Ok(glue::slim(text)) };
    let mut command = terser.command();
    // 2020 is what the card's own scripts use: `?.` and `??`, all else is older.
    command.args(["--ecma", "2020", "--compress", "passes=3,unsafe_arrows=true", "--mangle"]);
    if kind == Kind::Module {
        command.arg("--module");
    }
    let line = process::describe(&command);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    // terser reads all before it writes any.
    child.stdin.take().context("terser has no input")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    process::succeeded(output.status, &line)?;
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` wrote no text"))
}

/// The same for a module among the built files, in its place.
///
/// # Errors
/// When it is not there, or terser does not understand it.
pub fn minify_module(files: &mut Dist, path: &str, terser: Option<&NodeTool>) -> Result<()> {
    let text = minify_js(terser, &files.text(path)?, Kind::Module)?;
    files.files.insert(path.to_owned(), text.into_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_node_a_script_only_loses_comments_and_indentation() {
        let text = "// why\n{\n    const long = 1;\n}\n";
        for kind in [Kind::Module, Kind::Classic] {
            assert_eq!(minify_js(None, text, kind).unwrap(), "{\nconst long = 1;\n}\n");
        }
    }
}
