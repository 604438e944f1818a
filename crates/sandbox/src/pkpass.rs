//! A pass for Apple Wallet: the parts and the names of a real one, without a signature.
//!
//! A signature needs a certificate that Apple gives to a brand, so a phone refuses this pass, and
//! the pass says so itself. Everything else is as Apple asks for it (Wallet Passes, "Creating the
//! source for a pass" and "Building a pass"): a ZIP with `pass.json`, the images, and
//! `manifest.json`, which has the SHA-1 hash of every other file.

use flate2::Crc;
use serde_json::{Map, Value, json};
use sha1::{Digest as _, Sha1};

use crate::brand::FaceDef;
use crate::error::Outcome;
use crate::secret;
use crate::store::members::Holder;
use crate::text::Lang;

const ICON: &[u8] = include_bytes!("../../../public/icon-180.png");

/// The pass of a member's card, a ZIP.
///
/// # Errors
/// When its documents cannot be written.
pub fn of(holder: &Holder, lang: Lang) -> Outcome<Vec<u8>> {
    let pass = serde_json::to_vec_pretty(&pass(holder, lang))?;
    let mut files = vec![("pass.json", pass), ("icon.png", ICON.to_vec())];
    let hashes: Map<String, Value> = files
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), secret::hex(&Sha1::digest(bytes)).into()))
        .collect();
    files.push(("manifest.json", serde_json::to_vec_pretty(&hashes)?));
    Ok(zip(&files))
}

fn pass(holder: &Holder, lang: Lang) -> Value {
    let brand = holder.brand;
    let face = holder.seat.map_or(&brand.look.face, |seat| &seat.tier.face);
    let (member, number, note) = match lang {
        Lang::Zh => ("会员", "会员号", "这张卡来自沙盒，没有签名，只作演示"),
        Lang::En => ("Member", "Member number", "From the sandbox: not signed, for show only"),
    };
    let field =
        |key: &str, label: &str, value: &str| json!({ "key": key, "label": label, "value": value });
    let tier = holder.seat.map_or("", |seat| seat.tier.name.pick(lang));
    json!({
        "formatVersion": 1,
        "passTypeIdentifier": "pass.invalid.member-card.sandbox",
        "teamIdentifier": "UNSIGNED",
        "serialNumber": holder.number,
        "organizationName": brand.name.pick(lang),
        "description": brand.program.pick(lang),
        "logoText": brand.name.pick(lang),
        "foregroundColor": rgb(face, |face| face.ink),
        "labelColor": rgb(face, |face| face.ink),
        "backgroundColor": rgb(face, |face| face.from),
        "storeCard": {
            "headerFields": [field("tier", "", tier)],
            "primaryFields": [field("member", member, holder.name.pick(lang))],
            "secondaryFields": [field("number", number, &holder.grouped_number())],
            "backFields": [field("sandbox", "", note)],
        },
        "barcodes": [{
            "format": "PKBarcodeFormatQR",
            "message": holder.number,
            "messageEncoding": "iso-8859-1",
            "altText": holder.grouped_number(),
        }],
    })
}

/// A colour as passes write it: `rgb(28, 135, 87)`.
fn rgb(face: &FaceDef, pick: fn(&FaceDef) -> &'static str) -> String {
    let digits = pick(face).trim_start_matches('#');
    let value = u32::from_str_radix(digits, 16).unwrap_or(0);
    format!("rgb({}, {}, {})", value >> 16 & 255, value >> 8 & 255, value & 255)
}

/// A ZIP of stored files (PKWARE APPNOTE 6.3.10, 4.3): a header before each, the directory behind
/// all. Times are left at the format's first day, so that one pass has one form.
fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = size(&out);
        let mut crc = Crc::new();
        crc.update(bytes);
        // Version 2.0, no flags, stored, 1980-01-01.
        let mut common = Vec::new();
        for half in [20_u16, 0, 0, 0, 0x21] {
            common.extend(half.to_le_bytes());
        }
        for word in [crc.sum(), size(bytes), size(bytes), size(name.as_bytes())] {
            common.extend(word.to_le_bytes());
        }
        // The last word was two halves: the length of the name, and that of no extra field.
        out.extend(*b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(bytes);
        directory.extend(*b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX).to_le_bytes();
    let at = size(&out);
    out.extend(&directory);
    out.extend(*b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(size(&directory).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn size(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}
