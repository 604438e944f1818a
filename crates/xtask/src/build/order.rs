//! The functions of a module beside their like.
//!
//! Brotli names a repetition by how far back it is, so one nearby costs less than one at the other
//! end of the module. The order of functions means nothing to the module, and the linker's is that
//! of their origin: the copies of a generic function, one for each crate that uses it, stand far
//! apart. So each function here is followed by the one that repeats most of what came just before.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::convert::Infallible;

use anyhow::{Context as _, Result};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ElementSection, ExportSection, FunctionSection, GlobalSection, Module, RawSection,
    StartSection,
};
use wasmparser::{FunctionBody, Parser, Payload, TypeRef};

/// How many bytes in a row make a repetition: about what brotli can gain from.
const RUN: usize = 4;
/// Bytes added to a function's size when its repetitions are weighed, or tiny ones always win.
const HANDICAP: u64 = 40;

/// The module with its functions in that order, and without the sections that engines ignore.
///
/// # Errors
/// When it is no module.
pub fn by_likeness(module: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let (mut types, mut bodies) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(section) => {
                types = section.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::CodeSectionEntry(body) => bodies.push(body),
            _ => {}
        }
    }
    let order = order(&bodies.iter().map(FunctionBody::as_bytes).collect::<Vec<_>>());
    let mut places = Places { imported, new: vec![0; order.len()] };
    for (new, old) in (imported..).zip(&order) {
        *places.new.get_mut(*old).context("a function is twice in the order")? = new;
    }
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::FunctionSection(_) => {
                let mut functions = FunctionSection::new();
                for old in &order {
                    functions.function(*types.get(*old).context("a function has no type")?);
                }
                out.section(&functions);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                places.parse_export_section(&mut exports, section)?;
                out.section(&exports);
            }
            Payload::GlobalSection(section) => {
                let mut globals = GlobalSection::new();
                places.parse_global_section(&mut globals, section)?;
                out.section(&globals);
            }
            Payload::ElementSection(section) => {
                let mut elements = ElementSection::new();
                places.parse_element_section(&mut elements, section)?;
                out.section(&elements);
            }
            Payload::StartSection { func, .. } => {
                let function_index = places.function_index(func)?;
                out.section(&StartSection { function_index });
            }
            Payload::CodeSectionStart { .. } => {
                let mut code = CodeSection::new();
                for old in &order {
                    let body = bodies.get(*old).context("a function has no body")?.clone();
                    places.parse_function_body(&mut code, body)?;
                }
                out.section(&code);
            }
            Payload::CodeSectionEntry(_) | Payload::CustomSection(_) => {}
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

/// Where each function of the module went.
struct Places {
    imported: u32,
    new: Vec<u32>,
}

impl Reencode for Places {
    type Error = Infallible;

    fn function_index(&mut self, old: u32) -> Result<u32, Error<Infallible>> {
        let own = old.checked_sub(self.imported).and_then(|own| self.new.get(own as usize));
        Ok(own.copied().unwrap_or(old))
    }
}

/// The old places of the functions in their new order.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let runs = Runs::of(bodies);
    let mut rest: Vec<usize> = (0..bodies.len()).collect();
    // What each function shares with those already placed, the last of them first: every step back
    // counts half.
    let mut shared = vec![0_u64; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    while !rest.is_empty() {
        let value = |place: usize| {
            let size = bodies.get(place).map_or(0, |body| body.len()) as u64;
            (shared.get(place).copied().unwrap_or(0) << 16) / (size + HANDICAP)
        };
        // The first of equals, so that the same module gives the same order everywhere.
        let mut best = (0, 0);
        for (at, place) in rest.iter().enumerate() {
            let value = value(*place);
            if value > best.1 {
                best = (at, value);
            }
        }
        let next = rest.remove(best.0);
        order.push(next);
        for value in &mut shared {
            *value /= 2;
        }
        for run in runs.of_body.get(next).into_iter().flatten() {
            let Some(at) = runs.found_in.get(*run) else { continue };
            // What few functions have says more than what many have.
            let weight = u64::from((bodies.len() / at.len().max(1)).max(1).ilog2()) + 1;
            for place in at {
                if let Some(value) = shared.get_mut(*place) {
                    *value += weight << 16;
                }
            }
        }
    }
    order
}

/// Which runs of bytes each function has, and which functions have each.
struct Runs {
    of_body: Vec<Vec<usize>>,
    found_in: Vec<Vec<usize>>,
}

impl Runs {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut known: HashMap<&[u8], usize> = HashMap::new();
        let mut found_in: Vec<Vec<usize>> = Vec::new();
        let mut of_body = Vec::with_capacity(bodies.len());
        for (place, body) in bodies.iter().enumerate() {
            let mut runs = Vec::new();
            for run in body.windows(RUN) {
                let id = match known.entry(run) {
                    Entry::Occupied(entry) => *entry.get(),
                    Entry::Vacant(entry) => {
                        found_in.push(Vec::new());
                        *entry.insert(found_in.len() - 1)
                    }
                };
                if let Some(at) = found_in.get_mut(id).filter(|at| at.last() != Some(&place)) {
                    at.push(place);
                    runs.push(id);
                }
            }
            of_body.push(runs);
        }
        Self { of_body, found_in }
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, Elements, EntityType, ExportKind, Function, ImportSection, RefType,
        TableSection, TableType, TypeSection, ValType,
    };

    use super::*;

    #[test]
    fn each_function_is_followed_by_the_one_most_like_it() {
        let (plus, minus) = (b"abcdefghijklmnop", b"0123456789012345");
        let (plus_too, minus_too) = (b"abcdefghijklmn!!", b"0123456789!!!!!!");
        let found = order(&[plus, minus, plus_too, minus_too]);
        let beside =
            |a: usize, b: usize| found.windows(2).any(|two| two == [a, b] || two == [b, a]);
        assert_eq!(found.len(), 4);
        assert!(beside(0, 2) && beside(1, 3), "{found:?}");
    }

    #[test]
    fn an_order_has_every_function_once() {
        for count in [0, 1, 7] {
            let bodies = vec![b"the same".as_slice(); count];
            let mut found = order(&bodies);
            found.sort_unstable();
            assert_eq!(found, (0..count).collect::<Vec<_>>());
        }
    }

    /// A module whose functions give 1, 2 and so on, each many times over where they are alike; it
    /// imports one, exports all, calls the second from the first and holds the last in its table.
    fn module(alike: &[i32]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("a", "b", EntityType::Function(0));
        let (mut functions, mut exports, mut code) =
            (FunctionSection::new(), ExportSection::new(), CodeSection::new());
        for (number, kind) in (1..).zip(alike) {
            functions.function(0);
            exports.export(&format!("f{number}"), ExportKind::Func, number);
            let mut body = Function::new([]);
            if number == 1 {
                body.instructions().call(2).drop();
            }
            for _ in 0..20 {
                body.instructions().i32_const(*kind * 1_000_003).drop();
            }
            body.instructions().i32_const(number as i32).end();
            code.function(&body);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 1,
            maximum: None,
            shared: false,
        });
        let mut elements = ElementSection::new();
        let last = [alike.len() as u32];
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions((&last).into()));
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables);
        module.section(&exports).section(&elements).section(&code);
        module.finish()
    }

    /// The number that the function at a place ends with, and the one that it calls.
    fn gives(module: &[u8], place: u32) -> (i32, Option<u32>) {
        let bodies =
            Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
                Payload::CodeSectionEntry(body) => Some(body),
                _ => None,
            });
        let body = bodies.into_iter().nth(place as usize - 1).unwrap();
        let (mut number, mut called) = (0, None);
        for operator in body.get_operators_reader().unwrap() {
            match operator.unwrap() {
                wasmparser::Operator::I32Const { value } => number = value,
                wasmparser::Operator::Call { function_index } => called = Some(function_index),
                _ => {}
            }
        }
        (number, called)
    }

    #[test]
    fn whatever_names_a_function_follows_it_to_its_new_place() {
        let old = module(&[1, 2, 1, 2]);
        let new = by_likeness(&old).unwrap();
        assert_ne!(old, new);
        let (mut places, mut held) = (HashMap::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&new) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    places.extend(section.into_iter().map(|export| {
                        let export = export.unwrap();
                        (export.name.to_owned(), export.index)
                    }));
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        let wasmparser::ElementItems::Functions(all) = element.unwrap().items
                        else {
                            continue;
                        };
                        held.extend(all.into_iter().map(|index| index.unwrap()));
                    }
                }
                _ => {}
            }
        }
        for number in 1..=4 {
            let place = places[&format!("f{number}")];
            let called = (number == 1).then_some(places["f2"]);
            assert_eq!(gives(&new, place), (number, called));
        }
        assert_eq!(held, [places["f4"]]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(by_likeness(b"text that is no module").is_err());
    }
}
