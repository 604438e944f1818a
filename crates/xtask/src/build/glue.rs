//! The JavaScript that starts the card: the code that fetches the other parts goes in, what only
//! people read goes out.
//!
//! wasm-split writes a module of its own for that code, which imports the glue that imports it. Two
//! files that name each other cannot be named by their content, and it would be one request more.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};

/// What the main module imports the loaders from.
pub const LINK: &str = "./__wasm_split.js";

/// Each split, and the files that it needs: its own, then those that it shares with others.
pub type Parts = BTreeMap<String, Vec<String>>;

/// `wasm` and `__wbg_load` are the glue's own: the exports of the main module, and the way from a
/// response to a module that also works where the server sends another media type. A part takes
/// what it imports from the main module's exports, and is not here before its styles are. Failures of
/// the network are for the card to tell, and are not remembered; any other is a fault of the build
/// and shows in the console.
const LOADERS: &str = "\
const cardParts = {};
const cardPart = (file, needs) => cardParts[file] ??= (async () => {
try {
if (file.endsWith('.css')) return await cardStyle(file);
const [response] = await Promise.all([fetch(new URL(file, import.meta.url)), ...needs.map((need) => cardPart(need, []))]);
if (!response.ok) throw new TypeError(response.status);
const link = { __wasm_split: wasm };
const bytes = response.clone();
return await __wbg_load(response, link).catch(async () => __wbg_load(await bytes.arrayBuffer(), link));
} catch (error) {
delete cardParts[file];
throw error;
}
})();
const cardStyle = (file) => new Promise((here, gone) => {
const link = document.createElement('link');
link.rel = 'stylesheet';
link.href = new URL(file, import.meta.url);
link.onload = here;
link.onerror = () => {
link.remove();
gone(new TypeError(file));
};
document.head.append(link);
});
const cardLoader = (own, ...needs) => async (callback, data) => {
let loaded = true;
try {
if (own) await cardPart(own, needs);
} catch (error) {
if (!(error instanceof TypeError)) console.error(error);
loaded = false;
}
wasm.__indirect_function_table.get(callback)(data, loaded);
};
";

/// Replaces the import of wasm-split's module by the loaders themselves.
///
/// # Errors
/// When the glue does not look as wasm-bindgen writes it.
pub fn link(glue: &str, parts: &Parts) -> Result<String> {
    let import = |line: &str| {
        let name = line.strip_prefix("import * as ")?.split_once(" from ")?;
        name.1.contains(LINK).then(|| name.0.to_owned())
    };
    let found: Vec<(String, String)> =
        glue.lines().filter_map(|line| Some((line.to_owned(), import(line)?))).collect();
    if found.is_empty() {
        bail!("the glue does not import {LINK}");
    }
    for own in ["async function __wbg_load(", "wasm = instance.exports"] {
        glue.find(own).with_context(|| format!("the glue has no `{own}`"))?;
    }
    let mut code = format!("{LOADERS}const cardLoaders = {{\n");
    for (split, files) in parts {
        let files: Vec<String> = files.iter().map(|file| format!("\"{file}\"")).collect();
        writeln!(code, "__wasm_split_load_{split}: cardLoader({}),", files.join(", "))?;
    }
    code.push_str("};\n");
    // wasm-bindgen imports the same module once for each function that comes from it.
    let mut glue = glue.to_owned();
    for (line, name) in found {
        glue = glue.replacen(&line, &format!("const {name} = cardLoaders;"), 1);
    }
    Ok(code + &glue)
}

/// The glue without comments and indentation. Only whole lines are judged; text over several lines,
/// which wasm-bindgen does not write today, leaves it as it is.
pub fn slim(glue: &str) -> String {
    if glue.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return glue.to_owned();
    }
    let mut out = String::new();
    let mut comment = false;
    for line in glue.lines().map(str::trim) {
        let begins = !comment && line.starts_with("/*");
        if begins && !line.ends_with("*/") && line.contains("*/") {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        comment |= begins;
        if !(comment || line.is_empty() || line.starts_with("//")) {
            out.push_str(line);
            out.push('\n');
        }
        comment &= !line.contains("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "/* types */\n\
        import * as import1 from \"./__wasm_split.js\"\n\
        import * as import2 from \"./__wasm_split.js\"\n\
        function imports() { return { \"./__wasm_split.js\": import2 }; }\n\
        let wasm;\nfunction finish(instance) {\n    wasm = instance.exports;\n}\n\
        async function __wbg_load(module, imports) {}\n";

    fn parts() -> Parts {
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        BTreeMap::from([
            ("code".to_owned(), files(&["split_code-0.wasm", "chunk_1-0.wasm"])),
            ("empty".to_owned(), Vec::new()),
        ])
    }

    #[test]
    fn the_import_becomes_an_object_with_a_loader_for_each_split() {
        let linked = link(GLUE, &parts()).unwrap();
        assert!(!linked.contains("import *"), "{linked}");
        let object = "const cardLoaders = {\n\
            __wasm_split_load_code: cardLoader(\"split_code-0.wasm\", \"chunk_1-0.wasm\"),\n\
            __wasm_split_load_empty: cardLoader(),\n};\n\
            /* types */\nconst import1 = cardLoaders;\nconst import2 = cardLoaders;\nfunction imports()";
        assert!(linked.contains(object), "{linked}");
    }

    #[test]
    fn glue_that_does_not_import_the_loaders_or_lacks_what_they_use_is_refused() {
        let without = |text: &str| link(&GLUE.replace(text, ""), &parts()).unwrap_err().to_string();
        assert!(without("import * as ").contains("does not import"));
        assert!(without("async function __wbg_load(").contains("__wbg_load"));
        assert!(without("wasm = instance.exports").contains("instance.exports"));
    }

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let glue = "/* @ts-self-types=\"./a.d.ts\" */\n/**\n * @returns {number}\n */\n\
            function a() {\n    // why\n    return 2\n        * 3; // rest\n}\n\n/* x */ let b;\n";
        assert_eq!(slim(glue), "function a() {\nreturn 2\n* 3; // rest\n}\n/* x */ let b;\n");
    }

    #[test]
    fn text_over_several_lines_is_not_touched() {
        let glue = "let a = `\n  // no comment\n`;\n";
        assert_eq!(slim(glue), glue);
    }
}
