//! Reads Rust source far enough to tell code, comments, texts and tests apart.
#![allow(clippy::indexing_slicing, reason = "every index is below the length that the loop checks")]

use std::ops::Range;

/// A source file with what is not of interest blanked out; offsets and lines stay the same.
#[derive(Debug)]
pub struct Source {
    /// Code only: comments, the insides of texts, and tests are spaces.
    pub code: String,
    /// The texts outside tests: where their insides stand, and what they say.
    pub texts: Vec<(Range<usize>, String)>,
}

impl Source {
    /// Reads a file.
    pub fn read(text: &str) -> Self {
        let mut code = text.as_bytes().to_vec();
        let mut texts = Vec::new();
        for (kind, range) in tokens(text.as_bytes()) {
            blank(&mut code, &range);
            if kind == Kind::Text {
                texts.push((range.clone(), text.get(range).unwrap_or_default().to_owned()));
            }
        }
        let tests = tests(&code);
        for range in &tests {
            blank(&mut code, range);
        }
        texts.retain(|(range, _)| !tests.iter().any(|test| test.contains(&range.start)));
        Self { code: String::from_utf8_lossy(&code).into_owned(), texts }
    }

    /// The last code character before an offset, over spaces.
    pub fn before(&self, offset: usize) -> Option<char> {
        self.code.get(..offset)?.trim_end().chars().next_back()
    }

    /// The first code character from an offset on, over spaces.
    pub fn after(&self, offset: usize) -> Option<char> {
        self.code.get(offset..)?.trim_start().chars().next()
    }
}

/// The line of an offset, counted from 1.
pub fn line(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Comment,
    Text,
    Char,
}

/// All comments whole, and the insides of texts and characters.
fn tokens(text: &[u8]) -> Vec<(Kind, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let word_before = at > 0 && (text[at - 1].is_ascii_alphanumeric() || text[at - 1] == b'_');
        let end = if rest.starts_with(b"//") {
            let end = at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            found.push((Kind::Comment, at..end));
            end
        } else if rest.starts_with(b"/*") {
            let end = at + block_comment(rest);
            found.push((Kind::Comment, at..end));
            end
        } else if let (b'r', false, Some(hashes)) = (rest[0], word_before, raw_hashes(&rest[1..])) {
            let start = at + 2 + hashes;
            let close = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
            let end = position(text, start, &close);
            found.push((Kind::Text, start..end));
            end + close.len()
        } else if rest[0] == b'"' {
            let end = quoted(text, at + 1, b'"');
            found.push((Kind::Text, at + 1..end));
            end + 1
        } else if rest[0] == b'\'' && is_char(rest) {
            let end = quoted(text, at + 1, b'\'');
            found.push((Kind::Char, at + 1..end));
            end + 1
        } else {
            at + 1
        };
        at = end.min(text.len());
    }
    found
}

fn block_comment(text: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The number of `#` of a raw text that starts here.
fn raw_hashes(text: &[u8]) -> Option<usize> {
    let hashes = text.iter().take_while(|byte| **byte == b'#').count();
    (text.get(hashes) == Some(&b'"')).then_some(hashes)
}

/// `'a'` and `'\n'` are characters, `'a` is a lifetime.
fn is_char(text: &[u8]) -> bool {
    match text.get(1) {
        Some(b'\\') => true,
        Some(byte) if byte.is_ascii() => text.get(2) == Some(&b'\''),
        Some(_) => true,
        None => false,
    }
}

fn quoted(text: &[u8], mut at: usize, quote: u8) -> usize {
    while at < text.len() && text[at] != quote {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    at.min(text.len())
}

fn position(text: &[u8], from: usize, what: &[u8]) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.windows(what.len()).position(|window| window == what).unwrap_or(rest.len())
}

/// Items under a `#[cfg(test)]` or `#[cfg(all(test, …))]`, from the attribute to the closing brace.
fn tests(code: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for opening in [b"#[cfg(test)]".as_slice(), b"#[cfg(all(test"] {
        let mut at = position(code, 0, opening);
        while at < code.len() {
            let end = item_end(code, at + opening.len());
            found.push(at..end);
            at = position(code, end, opening);
        }
    }
    found
}

/// The end of the item: its `;`, or the brace that closes its first one.
fn item_end(code: &[u8], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.iter().enumerate().skip(from) {
        match byte {
            b';' if depth == 0 => return at + 1,
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

fn blank(code: &mut [u8], range: &Range<usize>) {
    for byte in code.get_mut(range.clone()).into_iter().flatten() {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_code() {
        let source = Source::read("a /* b /* c */ d */ e // f\ng");
        assert_eq!(source.code.split_whitespace().collect::<Vec<_>>(), ["a", "e", "g"]);
    }

    #[test]
    fn texts_of_every_form_are_found_and_blanked() {
        let source = Source::read("f(\"a\\\"b\", r#\"c\"d\"#, b\"e\", \"// no\")");
        let texts: Vec<_> = source.texts.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["a\\\"b", "c\"d", "e", "// no"]);
        assert!(!source.code.contains("no"));
    }

    #[test]
    fn lifetimes_are_not_characters() {
        let source =
            Source::read("fn f<'a>(x: &'a str) -> char { '\"' } // '\nlet y = '界'; \"t\"");
        assert_eq!(source.texts.len(), 1);
        assert!(source.code.contains("fn f<'a>(x: &'a str)"));
    }

    #[test]
    fn tests_are_blanked_with_their_texts() {
        let text = "fn a() { \"x\"; }\n#[cfg(test)]\nmod tests { fn b() { \"y\"; } }\nfn c() {}";
        let source = Source::read(text);
        assert!(source.code.contains("fn c") && !source.code.contains("fn b"));
        assert_eq!(source.texts.len(), 1);
        assert_eq!(source.code.len(), text.len());
        assert_eq!(line(text, text.find("fn c").unwrap()), 4);
    }

    #[test]
    fn a_test_module_in_its_own_file_ends_at_its_semicolon() {
        let source = Source::read("#[cfg(test)]\nmod tests;\nfn a() { b }");
        assert!(source.code.contains("fn a"));
    }
}
