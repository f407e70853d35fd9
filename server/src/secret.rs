//! Random secrets: made here, given away once, and kept as BLAKE3 hashes only. A slow hash is not needed for what has full
//! entropy; passwords are `sign_in`'s.

use board::id::RoomId;

use crate::problem::ApiError;

/// The hash of a secret, as it is stored.
pub type SecretHash = [u8; 32];

const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Without what looks alike: I, L, O, U, 0, 1.
const CODE_LETTERS: &[u8; 30] = b"ABCDEFGHJKMNPQRSTVWXYZ23456789";
const CODE_CHARS: usize = 8;

/// 256 random bits as base64url text.
pub fn token() -> Result<String, ApiError> {
    Ok(base64_url(&random::<32>()?))
}

/// A short code to type, as `ABCD-EFGH`.
pub fn code() -> Result<String, ApiError> {
    let mut code = String::with_capacity(CODE_CHARS + 1);
    while code.len() < CODE_CHARS + 1 {
        for byte in random::<16>()? {
            // Rejecting the last incomplete stretch keeps every letter equally likely.
            if usize::from(byte) < 256 - 256 % CODE_LETTERS.len() && code.len() < CODE_CHARS + 1 {
                if code.len() == CODE_CHARS / 2 {
                    code.push('-');
                }
                code.push(char::from(CODE_LETTERS[usize::from(byte) % CODE_LETTERS.len()]));
            }
        }
    }
    Ok(code)
}

/// A random 128-bit id.
pub fn id() -> Result<u128, ApiError> {
    Ok(u128::from_be_bytes(random::<16>()?))
}

/// A new room's id, not to be guessed.
pub fn room_id() -> Result<RoomId, ApiError> {
    id().map(RoomId)
}

/// What is stored of a secret.
pub fn hash(secret: &str) -> SecretHash {
    *blake3::hash(secret.as_bytes()).as_bytes()
}

/// What is stored of a token or short code as somebody entered it: codes may come in small letters and without the dash.
pub fn hash_entered(entered: &str) -> SecretHash {
    let entered = entered.trim();
    let letters = entered
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric())
        .collect::<String>();
    if letters.len() == CODE_CHARS && entered.len() <= CODE_CHARS * 2 {
        hash(&code_as_shown(&letters.to_ascii_uppercase()))
    } else {
        hash(entered)
    }
}

/// Whether two hashes are the same, in a time that does not tell where they differ.
pub fn same(left: &SecretHash, right: &SecretHash) -> bool {
    left.iter()
        .zip(right)
        .fold(0, |difference, (left, right)| difference | (left ^ right))
        == 0
}

fn code_as_shown(letters: &str) -> String {
    let (first, second) = letters.split_at(CODE_CHARS / 2);
    format!("{first}-{second}")
}

fn random<const N: usize>() -> Result<[u8; N], ApiError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random numbers");
        ApiError::Internal
    })?;
    Ok(bytes)
}

fn base64_url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk
            .iter()
            .enumerate()
            .fold(0u32, |word, (index, byte)| word | u32::from(*byte) << (16 - 8 * index));
        for sextet in 0..=chunk.len() {
            text.push(char::from(BASE64_URL[(word >> (18 - 6 * sextet) & 63) as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_url_is_as_the_standard_says() {
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64_url(bytes.as_bytes()), text);
        }
        assert_eq!(base64_url(&[0xfb, 0xff]), "-_8");
        assert_eq!(token().expect("random").len(), 43);
    }

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let code = code().expect("random");
        assert_eq!(code.len(), 9);
        let stored = hash(&code);
        for typed in [
            code.clone(),
            code.to_lowercase(),
            code.replace('-', ""),
            format!(" {} ", code.replace('-', " ")),
        ] {
            assert_eq!(hash_entered(&typed), stored, "{typed}");
        }
        assert_ne!(hash_entered(&token().expect("random")), stored);
    }
}
