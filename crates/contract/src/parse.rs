//! From text to a JSON tree (RFC 8259).
//!
//! A parser of our own, because it is part of the card's first load: what `serde_json` needs for
//! this, for floating point above all, is several kilobytes of it. The tests hold it against
//! `serde_json` on what is valid, what is not, and what is cut off.

use core::fmt;

use crate::json::Json;

/// How deep arrays and objects may stand in each other; deeper ones are refused, so that a hostile
/// document cannot use up the stack. As deep as `serde_json` goes.
const DEEPEST: u32 = 127;

/// Where and why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    what: &'static str,
    line: usize,
    column: usize,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)?;
        f.write_str(" at line ")?;
        fmt::Display::fmt(&self.line, f)?;
        f.write_str(" column ")?;
        fmt::Display::fmt(&self.column, f)
    }
}

impl core::error::Error for SyntaxError {}

/// Parses a document: one value, and nothing but blanks around it.
///
/// # Errors
/// Where and why the text is no JSON.
pub fn parse(text: &str) -> Result<Json, SyntaxError> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = reader.value().and_then(|value| {
        reader.blanks();
        if reader.peek().is_none() { Ok(value) } else { Err("unexpected character") }
    });
    value.map_err(|what| reader.error(what))
}

struct Reader<'a> {
    text: &'a str,
    /// Always at a character's first byte, or at the end.
    at: usize,
    depth: u32,
}

type Read<T> = Result<T, &'static str>;

impl<'a> Reader<'a> {
    fn error(&self, what: &'static str) -> SyntaxError {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        SyntaxError {
            what,
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before.len() - line_start + 1,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes a byte if it is the next one.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self) -> Read<Json> {
        self.blanks();
        match self.peek() {
            None => Err("unexpected end"),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Read<Json>) -> Read<Json> {
        if self.depth >= DEEPEST {
            return Err("nested too deep");
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn word(&mut self) -> Read<Json> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in
            [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))]
        {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err("unexpected character")
    }

    fn list(&mut self) -> Read<Json> {
        let mut items = Vec::new();
        self.blanks();
        if self.take(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.ends(b']')? {
                return Ok(Json::List(items));
            }
        }
    }

    fn object(&mut self) -> Read<Json> {
        let mut fields = Vec::new();
        self.blanks();
        if self.take(b'}') {
            return Ok(Json::Object(fields));
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                return Err(self.unexpected());
            }
            let name = self.string()?;
            self.blanks();
            if !self.take(b':') {
                return Err(self.unexpected());
            }
            fields.push((name, self.value()?));
            if self.ends(b'}')? {
                return Ok(Json::Object(fields));
            }
        }
    }

    /// After an item: the end, or a comma before the next one.
    fn ends(&mut self, end: u8) -> Read<bool> {
        self.blanks();
        if self.take(end) {
            Ok(true)
        } else if self.take(b',') {
            Ok(false)
        } else {
            Err(self.unexpected())
        }
    }

    fn unexpected(&self) -> &'static str {
        if self.peek().is_none() { "unexpected end" } else { "unexpected character" }
    }

    fn number(&mut self) -> Read<Json> {
        let start = self.at;
        self.take(b'-');
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits()?;
        if leading_zero && whole > 1 {
            return Err("a number begins with zero");
        }
        let mut integer = true;
        if self.take(b'.') {
            integer = false;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            integer = false;
            self.at += 1;
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let fits = if integer { text.parse().ok() } else { None };
        Ok(fits.map_or_else(|| Json::Number(text.to_owned()), Json::Integer))
    }

    /// Takes digits, at least one, and tells how many.
    fn digits(&mut self) -> Read<usize> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected()) } else { Ok(self.at - start) }
    }

    fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while matches!(self.peek(), Some(byte) if byte != b'"' && byte != b'\\' && byte >= 0x20)
            {
                self.at += 1;
            }
            out.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                Some(_) => return Err("a control character in a string"),
                None => return Err("unexpected end"),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let byte = self.peek().ok_or("unexpected end")?;
        let plain = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                return self.code_point();
            }
            _ => return Err("an unknown escape"),
        };
        self.at += 1;
        Ok(plain)
    }

    /// Four digits, or two times four where the first four are half of a surrogate pair.
    fn code_point(&mut self) -> Read<char> {
        let high = self.four_hex()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high).ok_or("half of a surrogate pair");
        }
        if !(self.take(b'\\') && self.take(b'u')) {
            return Err("half of a surrogate pair");
        }
        let low = self.four_hex()?;
        if !(0xdc00..0xe000).contains(&low) {
            return Err("half of a surrogate pair");
        }
        let joined = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        char::from_u32(joined).ok_or("half of a surrogate pair")
    }

    fn four_hex(&mut self) -> Read<u32> {
        let mut value = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            value = value * 16 + digit.ok_or_else(|| self.unexpected())?;
            self.at += 1;
        }
        Ok(value)
    }
}
