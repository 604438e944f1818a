//! A symbol's path as pixels, and the decoder that reads them.

use crate::symbol::{Symbol, Symbology};
use rxing::{
    BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader,
    common::GlobalHistogramBinarizer, oned::Code128Reader, qrcode::QRCodeReader,
};

/// One `bool` per module, dark is `true`.
pub struct Raster {
    pub rows: Vec<Vec<bool>>,
}

impl Raster {
    /// Paints the rectangles of the path; panics where the path says anything else.
    pub fn of(symbol: &Symbol) -> Self {
        let (width, height) = (symbol.width_modules as usize, symbol.height_modules as usize);
        let mut rows = vec![vec![false; width]; height];
        for rect in symbol.path.split_terminator('z') {
            let rectangle = rectangle(rect);
            let [x, y, w, h] = rectangle.unwrap_or_else(|| panic!("{rect} is no rectangle"));
            for row in &mut rows[y..y + h] {
                let modules = &mut row[x..x + w];
                assert!(!modules.contains(&true), "rectangles overlap");
                modules.fill(true);
            }
        }
        Self { rows }
    }

    /// Light modules at the left, top, right and bottom.
    pub fn margins(&self) -> [usize; 4] {
        let lead = |row: &Vec<bool>| row.iter().take_while(|dark| !**dark).count();
        let trail = |row: &Vec<bool>| row.iter().rev().take_while(|dark| !**dark).count();
        let light = |row: &&Vec<bool>| !row.contains(&true);
        [
            self.rows.iter().map(lead).min().unwrap(),
            self.rows.iter().take_while(light).count(),
            self.rows.iter().map(trail).min().unwrap(),
            self.rows.iter().rev().take_while(light).count(),
        ]
    }

    /// One character per module, `#` for dark.
    pub fn to_text(&self) -> String {
        let line = |row: &Vec<bool>| -> String {
            row.iter().map(|dark| if *dark { '#' } else { '.' }).chain(['\n']).collect()
        };
        self.rows.iter().map(line).collect()
    }

    fn to_luma(&self, scale: usize) -> Vec<u8> {
        let mut luma = Vec::new();
        for row in &self.rows {
            let shade = |dark: &bool| if *dark { 0 } else { 255 };
            let line: Vec<u8> = match scale {
                1 => row.iter().map(shade).collect(),
                _ => row.iter().flat_map(|dark| vec![shade(dark); scale]).collect(),
            };
            for _ in 0..scale {
                luma.extend_from_slice(&line);
            }
        }
        luma
    }
}

/// Left, top, width and height of one rectangle of a path, which says nothing else.
fn rectangle(text: &str) -> Option<[usize; 4]> {
    let (x, rest) = text.strip_prefix('M')?.split_once(' ')?;
    let (y, rest) = rest.split_once('h')?;
    let (width, rest) = rest.split_once('v')?;
    let (height, back) = rest.split_once("h-")?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if back != width || ![x, y, width, height].into_iter().all(digits) {
        return None;
    }
    Some([x.parse().ok()?, y.parse().ok()?, width.parse().ok()?, height.parse().ok()?])
}

/// Reads the symbol at `scale` pixels per module as a scanner would.
pub fn read(symbol: &Symbol, symbology: Symbology, scale: u32) -> Result<String, String> {
    read_raster(&Raster::of(symbol), symbology, scale)
}

/// The same of a symbol that is painted already.
pub fn read_raster(raster: &Raster, symbology: Symbology, scale: u32) -> Result<String, String> {
    let (width, height) = (raster.rows[0].len() as u32, raster.rows.len() as u32);
    let luma = raster.to_luma(scale as usize);
    let source = Luma8LuminanceSource::new(luma, width * scale, height * scale)
        .map_err(|error| format!("{error:?}"))?;
    let mut bitmap = BinaryBitmap::new(GlobalHistogramBinarizer::new(source));
    let hints = DecodeHints { PureBarcode: Some(true), ..DecodeHints::default() };
    let (read, format) = match symbology {
        Symbology::QrCode => {
            (QRCodeReader.decode_with_hints(&mut bitmap, &hints), BarcodeFormat::QR_CODE)
        }
        Symbology::Code128 => {
            (Code128Reader.decode_with_hints(&mut bitmap, &hints), BarcodeFormat::CODE_128)
        }
    };
    let result = read.map_err(|error| format!("{error:?}"))?;
    assert_eq!(result.getBarcodeFormat(), &format);
    Ok(result.getText().to_owned())
}
