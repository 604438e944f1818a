//! The seam between the modules and their glue: what nobody uses on the other side goes, and what
//! stays gets short names (`docs/decisions/0013-smaller-first-load.md`).
//!
//! wasm-bindgen exports what a library might be asked for, and names imports for people. The card is
//! a program: only its own glue and its own parts ask it for anything, and nobody reads the names.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};

use super::dist::Dist;
use super::glue;
use super::wasm::{self, Seam};

/// The module that the parts import from: the main one.
const MAIN: &str = "__wasm_split";

/// Takes out of the main module's exports what neither glue nor parts use, so that wasm-opt takes
/// out what only they used. The glue must be as wasm-bindgen wrote it, with its indentation.
///
/// # Errors
/// When a module cannot be read.
pub fn trim(files: &mut Dist, stem: &str) -> Result<()> {
    let path = format!("{stem}.js");
    let text = without_classes(&files.text(&path)?);
    let mut used: BTreeSet<String> = uses(&text).map(|(_, name)| name.to_owned()).collect();
    for part in parts(files, stem) {
        used.extend(wasm::imports_from(content(files, &part)?, MAIN)?);
    }
    let main = format!("{stem}_bg.wasm");
    let trimmed = wasm::renamed(content(files, &main)?, &mut Only(&used))?;
    files.files.insert(main, trimmed);
    files.files.insert(path, text.into_bytes());
    Ok(())
}

/// Keeps some exports and all imports.
struct Only<'a>(&'a BTreeSet<String>);

impl Seam for Only<'_> {
    fn import(&mut self, module: &str, name: &str) -> (String, String) {
        (module.to_owned(), name.to_owned())
    }
    fn export(&mut self, name: &str) -> Option<String> {
        self.0.contains(name).then(|| name.to_owned())
    }
}

/// Numbers the imports, names the exports by letters, and writes both into the glue.
///
/// # Errors
/// When the glue does not look as wasm-bindgen writes it.
pub fn shorten(files: &mut Dist, stem: &str) -> Result<()> {
    let (path, main) = (format!("{stem}.js"), format!("{stem}_bg.wasm"));
    let glue_module = format!("./{stem}_bg.js");
    let mut text = files.text(&path)?;
    let mut names = Short { glue: &glue_module, imports: Vec::new(), exports: BTreeMap::new() };
    let short = wasm::renamed(content(files, &main)?, &mut names)?;
    files.files.insert(main, short);
    for part in parts(files, stem) {
        let short = wasm::renamed(content(files, &part)?, &mut OfPart(&names.exports))?;
        files.files.insert(part, short);
    }
    text = with_list(&text, &names.imports)?;
    for (old, new) in [(glue_module.as_str(), GLUE), (glue::LINK, LINK)] {
        text = text.replace(&format!("\"{old}\": import"), &format!("{new}: import"));
    }
    let mut out = String::new();
    let mut done = 0;
    for (at, name) in uses(&text) {
        let new = names.exports.get(name).with_context(|| format!("no module exports {name}"))?;
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(new);
        done = at + name.len();
    }
    out.push_str(text.get(done..).unwrap_or_default());
    files.files.insert(path, out.into_bytes());
    Ok(())
}

/// What the glue and the loaders are called as modules.
const GLUE: &str = "a";
const LINK: &str = "b";

/// Short names for the main module, and which got which.
struct Short<'a> {
    glue: &'a str,
    imports: Vec<String>,
    exports: BTreeMap<String, String>,
}

impl Seam for Short<'_> {
    fn import(&mut self, module: &str, name: &str) -> (String, String) {
        if module == glue::LINK {
            return (LINK.to_owned(), name.to_owned());
        }
        if module != self.glue {
            return (module.to_owned(), name.to_owned());
        }
        let known = self.imports.iter().position(|known| known == name);
        let number = known.unwrap_or(self.imports.len());
        if known.is_none() {
            self.imports.push(name.to_owned());
        }
        (GLUE.to_owned(), number.to_string())
    }

    fn export(&mut self, name: &str) -> Option<String> {
        let new = letters(self.exports.len());
        self.exports.insert(name.to_owned(), new.clone());
        Some(new)
    }
}

/// The names of the main module's exports where a part imports them.
struct OfPart<'a>(&'a BTreeMap<String, String>);

impl Seam for OfPart<'_> {
    fn import(&mut self, module: &str, name: &str) -> (String, String) {
        let new = self.0.get(name).filter(|_| module == MAIN);
        (module.to_owned(), new.map_or(name, String::as_str).to_owned())
    }
    fn export(&mut self, name: &str) -> Option<String> {
        Some(name.to_owned())
    }
}

/// `a` to `z`, then `aa` and on.
fn letters(number: usize) -> String {
    let last = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    match number / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}

/// All modules but the main one.
fn parts(files: &Dist, stem: &str) -> Vec<String> {
    let main = format!("{stem}_bg.wasm");
    files.files.keys().filter(|path| path.ends_with(".wasm") && **path != main).cloned().collect()
}

fn content<'a>(files: &'a Dist, path: &str) -> Result<&'a [u8]> {
    Ok(files.files.get(path).with_context(|| format!("the build has no {path}"))?)
}

/// Where the glue takes an export of the main module, and which.
fn uses(glue: &str) -> impl Iterator<Item = (usize, &str)> {
    const WASM: &str = "wasm.";
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    glue.match_indices(WASM).filter_map(move |(at, _)| {
        let before = glue.get(..at)?.chars().next_back();
        let start = at + WASM.len();
        let rest = glue.get(start..)?;
        let name = rest.get(..rest.find(|c| !in_name(c)).unwrap_or(rest.len()))?;
        let whole = !before.is_some_and(|c| in_name(c) || c == '.' || c == '_');
        (whole && !name.is_empty()).then_some((start, name))
    })
}

/// The glue without the classes that wasm-bindgen exports for other scripts, of which there are none.
fn without_classes(glue: &str) -> String {
    let mut out = glue.to_owned();
    let classes = glue.lines().filter_map(|line| {
        line.strip_prefix("export class ").and_then(|rest| rest.strip_suffix(" {"))
    });
    for class in classes {
        let mut rest = String::new();
        let mut until = "";
        for line in out.lines() {
            if until.is_empty() {
                until = match line {
                    _ if line == format!("export class {class} {{") => "}",
                    _ if line.starts_with(&format!("const {class}Finalization = ")) => ";",
                    _ if line.starts_with(&format!("if (Symbol.dispose) {class}.")) => ";",
                    _ => "",
                };
                if until.is_empty() {
                    rest.push_str(line);
                    rest.push('\n');
                    continue;
                }
            }
            if line == until || (until == ";" && line.ends_with(until)) {
                until = "";
            }
        }
        // Who still mentions it makes one, and so needs it.
        if until.is_empty() && !rest.contains(class) {
            out = rest;
        }
    }
    // trunk's page starts the card with the default export, and nothing needs to wait for it.
    out.replace("export { initSync, __wbg_init as default };", "export { __wbg_init as default };")
}

/// The glue with its object of imports as a list, of which each name's place is its number.
fn with_list(glue: &str, names: &[String]) -> Result<String> {
    const OPEN: &str = "    const import0 = {\n        __proto__: null,\n";
    const CLOSE: &str = "\n    };\n";
    let (before, rest) = glue.split_once(OPEN).context("the glue has no object of imports")?;
    let (object, after) = rest.split_once(CLOSE).context("its object of imports has no end")?;
    let mut entries: BTreeMap<&str, String> = BTreeMap::new();
    let mut current = "";
    for line in object.lines() {
        let entry = line.strip_prefix("        ").filter(|line| !line.starts_with([' ', '}']));
        let mut line = line;
        if let Some((name, value)) = entry.and_then(|entry| entry.split_once(": ")) {
            (current, line) = (name, value);
        }
        let value = entries.entry(current).or_default();
        value.push_str(line);
        value.push('\n');
    }
    let mut list = String::new();
    for name in names {
        let Some(value) = entries.get(name.as_str()) else { bail!("the glue lacks {name}") };
        list.push_str(value);
    }
    Ok(format!("{before}    const import0 = [\n{list}    ];\n{after}"))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection,
        ImportSection, Module, TypeSection,
    };

    use super::*;

    const GLUE_TEXT: &str = "\
export class Sink {
    close() {
        wasm.sink_close(this.ptr);
    }
}
if (Symbol.dispose) Sink.prototype[Symbol.dispose] = Sink.prototype.free;

export class Kept {
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_one_1: function(arg0) {
            return new Kept(arg0);
        },
        __wbg_two_2: function() { return handleError(function (arg0) {
            arg0.two();
        }, arguments); },
        __wbg_three_3: function() {
            wasm.used();
        },
    };
    return {
        __proto__: null,
        \"./card_bg.js\": import0,
        \"./__wasm_split.js\": import1,
    };
}
const SinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.sink_free(ptr, 1));
export { initSync, __wbg_init as default };
";

    fn module(imports: &[(&str, &str)], exports: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut taken = ImportSection::new();
        for (module, name) in imports {
            taken.import(module, name, EntityType::Function(0));
        }
        let (mut functions, mut given, mut code) =
            (FunctionSection::new(), ExportSection::new(), CodeSection::new());
        for (at, name) in exports.iter().enumerate() {
            functions.function(0);
            given.export(name, ExportKind::Func, (imports.len() + at) as u32);
            let mut body = Function::new([]);
            body.instructions().end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&taken).section(&functions).section(&given).section(&code);
        module.finish()
    }

    fn card() -> Dist {
        let mut dist = Dist::of(&[("card.js", GLUE_TEXT)]);
        let main = module(
            &[
                ("./card_bg.js", "__wbg_three_3"),
                ("./__wasm_split.js", "load"),
                ("./card_bg.js", "__wbg_one_1"),
            ],
            &["sink_close", "sink_free", "for_a_part", "used", "for_nobody"],
        );
        dist.files.insert("card_bg.wasm".to_owned(), main);
        let part = module(&[(MAIN, "for_a_part")], &[]);
        dist.files.insert("part.wasm".to_owned(), part);
        dist
    }

    /// What a module exports, and what it imports.
    fn seen(dist: &Dist, path: &str) -> (Vec<String>, Vec<String>) {
        struct Both(Vec<String>, Vec<String>);
        impl Seam for Both {
            fn import(&mut self, module: &str, name: &str) -> (String, String) {
                self.1.push(format!("{module} {name}"));
                (module.to_owned(), name.to_owned())
            }
            fn export(&mut self, name: &str) -> Option<String> {
                self.0.push(name.to_owned());
                None
            }
        }
        let mut both = Both(Vec::new(), Vec::new());
        wasm::renamed(&dist.files[path], &mut both).unwrap();
        (both.0, both.1)
    }

    #[test]
    fn only_exports_that_the_glue_or_a_part_uses_stay() {
        let mut dist = card();
        trim(&mut dist, "card").unwrap();
        assert_eq!(seen(&dist, "card_bg.wasm").0, ["for_a_part", "used"]);
        assert_eq!(seen(&dist, "card_bg.wasm").1.len(), 3);
    }

    #[test]
    fn classes_that_the_glue_itself_does_not_make_go_with_all_that_belongs_to_them() {
        let text = without_classes(GLUE_TEXT);
        assert!(!text.contains("Sink"), "{text}");
        assert!(text.contains("export class Kept {\n}\nfunction __wbg_get_imports"), "{text}");
        assert!(text.ends_with("}\nexport { __wbg_init as default };\n"), "{text}");
    }

    #[test]
    fn imports_are_numbers_and_exports_letters_on_both_sides() {
        let mut dist = card();
        trim(&mut dist, "card").unwrap();
        shorten(&mut dist, "card").unwrap();
        let (exports, imports) = seen(&dist, "card_bg.wasm");
        assert_eq!(exports, ["a", "b"]);
        assert_eq!(imports, ["a 0", "b load", "a 1"]);
        assert_eq!(seen(&dist, "part.wasm").1, [format!("{MAIN} a")]);
        let text = dist.text("card.js").unwrap();
        let list = "    const import0 = [\nfunction() {\n            wasm.b();\n        },\n\
            function(arg0) {\n            return new Kept(arg0);\n        },\n    ];\n";
        assert!(text.contains(list), "{text}");
        assert!(text.contains("a: import0,\n        b: import1,"), "{text}");
    }

    #[test]
    fn glue_that_lacks_what_the_module_imports_is_refused() {
        let mut dist = card();
        let main = module(&[("./card_bg.js", "__wbg_four_4")], &["used"]);
        dist.files.insert("card_bg.wasm".to_owned(), main);
        assert!(shorten(&mut dist, "card").unwrap_err().to_string().contains("__wbg_four_4"));
    }

    #[test]
    fn glue_that_uses_what_the_module_does_not_export_is_refused() {
        let mut dist = card();
        dist.files.insert("card_bg.wasm".to_owned(), module(&[], &["other"]));
        assert!(shorten(&mut dist, "card").unwrap_err().to_string().contains("no module exports"));
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 51, 52].map(letters), ["a", "z", "aa", "ab", "az", "ba"]);
    }
}
