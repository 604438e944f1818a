//! As much of a WebAssembly module as the build has to read: its sections, and what it takes from
//! outside and gives.

use anyhow::{Context as _, Result};
use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// What a module takes and gives, under other names.
pub trait Seam {
    /// The module and the name that an import gets.
    fn import(&mut self, module: &str, name: &str) -> (String, String);
    /// The name that an export gets; `None` takes it out.
    fn export(&mut self, name: &str) -> Option<String>;
}

/// The module with its imports and exports as `seam` has them. All else stays to the byte.
///
/// # Errors
/// When it is no module.
pub fn renamed(module: &[u8], seam: &mut impl Seam) -> Result<Vec<u8>> {
    let mut out = Module::new();
    let same = &mut RoundtripReencoder;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.into_imports() {
                    let import = import?;
                    let (from, name) = seam.import(import.module, import.name);
                    imports.import(&from, &name, same.entity_type(import.ty)?);
                }
                out.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export?;
                    if let Some(name) = seam.export(export.name) {
                        exports.export(&name, same.export_kind(export.kind)?, export.index);
                    }
                }
                out.section(&exports);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = module.get(range).context("a section is outside of its module")?;
                    out.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(out.finish())
}

/// The names that a module imports from another.
///
/// # Errors
/// When it is no module.
pub fn imports_from(module: &[u8], from: &str) -> Result<Vec<String>> {
    /// Only looks.
    struct Look<'a>(&'a str, Vec<String>);
    impl Seam for Look<'_> {
        fn import(&mut self, module: &str, name: &str) -> (String, String) {
            if module == self.0 {
                self.1.push(name.to_owned());
            }
            (module.to_owned(), name.to_owned())
        }
        fn export(&mut self, name: &str) -> Option<String> {
            Some(name.to_owned())
        }
    }
    let mut look = Look(from, Vec::new());
    renamed(module, &mut look)?;
    Ok(look.1)
}

/// The module without the names of its functions, which only debuggers read.
///
/// wasm-opt leaves them out by itself; this is for a build without it. What is no module comes back
/// as it is.
pub fn without_names(module: &[u8]) -> Vec<u8> {
    let Some((header, mut rest)) = module.split_at_checked(8) else { return module.to_vec() };
    if !header.starts_with(b"\0asm") {
        return module.to_vec();
    }
    let mut out = header.to_vec();
    while let Some(section) = Section::first(rest) {
        if section.id != CUSTOM || section.name() != Some(b"name") {
            out.extend_from_slice(section.whole);
        }
        rest = rest.get(section.whole.len()..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

/// The number of sections that engines may ignore.
const CUSTOM: u8 = 0;

/// One section, as the binary format lays it out: a number, the length, the content.
#[derive(Debug)]
struct Section<'a> {
    id: u8,
    whole: &'a [u8],
    content: &'a [u8],
}

impl<'a> Section<'a> {
    fn first(bytes: &'a [u8]) -> Option<Self> {
        let (id, rest) = bytes.split_first()?;
        let (length, rest) = number(rest)?;
        let content = rest.get(..length)?;
        let whole = bytes.get(..bytes.len() - rest.len() + length)?;
        Some(Self { id: *id, whole, content })
    }

    /// What a custom section calls itself.
    fn name(&self) -> Option<&'a [u8]> {
        let (length, rest) = number(self.content)?;
        rest.get(..length)
    }
}

/// An unsigned LEB128 number and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(place + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    fn custom(name: &[u8], content: &[u8]) -> Vec<u8> {
        let length = 1 + name.len() + content.len();
        let mut section =
            vec![CUSTOM, (length % 128) as u8 | 0x80, (length / 128) as u8, name.len() as u8];
        section.extend([name, content].concat());
        section
    }

    #[test]
    fn names_go_and_everything_else_stays() {
        let code = [10, 2, 0, 0].as_slice();
        let features = custom(b"target_features", b"+");
        let module = [HEADER, code, &custom(b"name", &[7; 300]), &features].concat();
        assert_eq!(without_names(&module), [HEADER, code, &features].concat());
    }

    #[test]
    fn what_is_no_module_or_is_cut_off_comes_back_unchanged() {
        for bytes in [b"".as_slice(), b"text that is longer", &[HEADER, &[0, 200, 1]].concat()] {
            assert_eq!(without_names(bytes), bytes);
        }
    }
}
