//! An independent reader of codes: zbar, by its program `zbarimg`.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// QR Codes and Code 128, nothing else: another symbology seen in a picture would be a mistake.
const ONLY_OURS: [&str; 3] = ["-S*.enable=0", "-Sqr.enable", "-Scode128.enable"];

/// Reads pictures and returns the values that each shows, in their order.
///
/// # Errors
/// When zbar is not there.
pub fn read(pictures: &[PathBuf]) -> Result<Vec<Vec<String>>> {
    // All at once: the program does not say which value is whose, but one each is the rule.
    let values = values(pictures)?;
    if values.len() == pictures.len() {
        return Ok(values.into_iter().map(|value| vec![value]).collect());
    }
    pictures.iter().map(|picture| self::values(std::slice::from_ref(picture))).collect()
}

/// Reads what a picture shows.
///
/// # Errors
/// When zbar is not there.
pub fn read_picture(png: &[u8]) -> Result<Vec<String>> {
    let folder = tempfile::tempdir()?;
    let picture = folder.path().join("picture.png");
    std::fs::write(&picture, png)?;
    values(&[picture])
}

/// A picture with four pixels for each of its own, as a PGM: what a scanner sees that looks closely.
/// zbar wants more than one pixel for a module.
///
/// # Errors
/// When it is no PNG of eight bits.
pub fn closer(png: &[u8]) -> Result<Vec<u8>> {
    let mut reader = png::Decoder::new(Cursor::new(png)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("a picture too large")?];
    let frame = reader.next_frame(&mut pixels)?;
    let samples = frame.color_type.samples();
    ensure!(frame.bit_depth == png::BitDepth::Eight && samples >= 3, "a PNG of another kind");
    let mut pgm = format!("P5 {} {} 255\n", frame.width * 2, frame.height * 2).into_bytes();
    for row in pixels.chunks_exact(frame.line_size).take(frame.height as usize) {
        // Its green: what is black on white is so in each colour.
        let greens = row.chunks_exact(samples).filter_map(|pixel| pixel.get(1));
        let wide: Vec<u8> = greens.flat_map(|green| [*green; 2]).collect();
        pgm.extend(wide.repeat(2));
    }
    Ok(pgm)
}

fn values(pictures: &[impl AsRef<Path>]) -> Result<Vec<String>> {
    let mut command = Command::new("zbarimg");
    command.args(["-q", "--raw"]).args(ONLY_OURS).args(pictures.iter().map(AsRef::as_ref));
    let output = command.output().context(
        "these journeys need zbarimg: `cargo xtask test` installs zbar-tools or says how to",
    )?;
    let text = String::from_utf8(output.stdout).context("a code that is no text")?;
    Ok(text.lines().map(str::to_owned).collect())
}
