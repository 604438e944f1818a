//! Random secrets, hashes and keyed hashes.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::error::{Failure, Outcome};

/// `N` bytes from the operating system.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn random<const N: usize>() -> Outcome<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Failure::internal(&error))?;
    Ok(bytes)
}

/// A secret of 256 bits as 64 hex digits.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn token() -> Outcome<String> {
    Ok(hex(&random::<32>()?))
}

/// A short random name, 16 hex digits, unique enough for ids and request ids.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn name() -> Outcome<String> {
    Ok(hex(&random::<8>()?))
}

/// SHA-256 in hex: what is stored instead of a secret.
#[must_use]
pub fn hash(text: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(text))
}

/// Bytes as lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// HMAC-SHA-256 (RFC 2104) for keys of at most 64 bytes.
#[must_use]
pub fn keyed(key: &[u8], message: &[u8]) -> [u8; 32] {
    let pad = |with: u8| -> Vec<u8> {
        let padded = key.iter().copied().chain(std::iter::repeat(0));
        padded.take(64).map(|byte| byte ^ with).collect()
    };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyed_hash_is_that_of_rfc_4231() {
        let code = keyed(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(hex(&code), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
