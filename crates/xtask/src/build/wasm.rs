//! As much of a WebAssembly module as the build has to read: its sections.

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
