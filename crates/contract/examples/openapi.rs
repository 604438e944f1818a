//! Writes the OpenAPI document to the copy beside the crate:
//! `cargo run -p member-card-contract --example openapi`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let text = serde_json::to_string_pretty(&member_card_contract::openapi::document())?;
    std::fs::write(&path, text + "\n")?;
    println!("wrote {}", path.display());
    Ok(())
}
