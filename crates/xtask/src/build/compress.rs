//! A `.br` and a `.gz` beside each file that shrinks, made once here instead of on every request.

use std::io::Write as _;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::dist::{Dist, is_text};

/// Adds the compressed forms of every text and WASM file.
///
/// # Errors
/// When an encoder fails.
pub fn compress(dist: &mut Dist) -> Result<()> {
    let plain: Vec<String> = dist
        .files
        .keys()
        .filter(|path| is_text(path) || path.ends_with(".wasm"))
        .cloned()
        .collect();
    for path in plain {
        let content = dist.files.get(&path).map(Vec::as_slice).unwrap_or_default();
        let (br, gz) = (brotli(content)?, gzip(content)?);
        dist.files.insert(format!("{path}.br"), br);
        dist.files.insert(format!("{path}.gz"), gz);
    }
    Ok(())
}

/// Brotli at its best quality.
///
/// # Errors
/// When the encoder fails.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    // 2^24 - 16 bytes are the largest window that every browser accepts.
    let parameters =
        BrotliEncoderParams { quality: 11, lgwin: 24, ..BrotliEncoderParams::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &parameters)?;
    Ok(out)
}

/// gzip at its best level, without a time stamp, so that equal input gives equal output.
fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_forms_decode_to_the_original() {
        let text = "a member card ".repeat(100);
        let mut dist = Dist::of(&[("a.js", &text)]);
        compress(&mut dist).unwrap();
        let mut br = Vec::new();
        brotli::BrotliDecompress(&mut dist.files["a.js.br"].as_slice(), &mut br).unwrap();
        let mut gz = Vec::new();
        flate2::read::GzDecoder::new(dist.files["a.js.gz"].as_slice())
            .read_to_end(&mut gz)
            .unwrap();
        assert_eq!((br, gz), (text.clone().into_bytes(), text.into_bytes()));
    }

    #[test]
    fn pictures_are_left_alone_and_modules_are_not() {
        let mut dist = Dist::of(&[("a.png", "x"), ("b.wasm", "x")]);
        compress(&mut dist).unwrap();
        let names: Vec<_> = dist.files.keys().map(String::as_str).collect();
        assert_eq!(names, ["a.png", "b.wasm", "b.wasm.br", "b.wasm.gz"]);
    }
}
