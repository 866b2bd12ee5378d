//! What nobody guesses, and how it is compared and written.

use sha2::{Digest, Sha256};
use std::hash::{BuildHasher, RandomState};
use std::io::Read;

/// How many bytes of chance an id has.
pub const CHANCE: usize = 32;

/// Bytes under a mask, or out from under it.
pub fn masked(bytes: [u8; CHANCE], mask: [u8; CHANCE]) -> [u8; CHANCE] {
    std::array::from_fn(|at| bytes[at] ^ mask[at])
}

/// Whether both are the same, in a time that tells nothing of where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    let differ = one.iter().zip(other).fold(0, |differ, (one, other)| differ | (one ^ other));
    one.len() == other.len() && std::hint::black_box(differ) == 0
}

/// Whether a text is such digits.
pub fn is_id(text: &str) -> bool {
    text.len() == CHANCE * 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Digits that nobody guesses.
pub fn chance() -> String {
    hex(&secret())
}

/// Bytes that nobody guesses: from the system's source, where it is a file, and from what the standard library seeds its
/// tables with, which the system gives too.
pub fn secret() -> [u8; CHANCE] {
    let mut hash = Sha256::new();
    for number in 0..8u64 {
        hash.update(RandomState::new().hash_one(number).to_le_bytes());
    }
    let mut bytes = [0; CHANCE];
    if let Ok(mut source) = std::fs::File::open("/dev/urandom")
        && source.read_exact(&mut bytes).is_ok()
    {
        hash.update(bytes);
    }
    hash.finalize().into()
}

/// Bytes as digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of digits, if they are so many.
pub fn unhex(text: &str) -> Option<[u8; CHANCE]> {
    let digits = is_id(text).then_some(text.as_bytes())?;
    let digit = |at: usize| char::from(digits[at]).to_digit(16).map_or(0, |digit| digit as u8);
    Some(std::array::from_fn(|at| (digit(2 * at) << 4) | digit(2 * at + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_compared_whole_and_read_back_from_digits() {
        assert!(same(b"abc", b"abc") && same(b"", b""));
        assert!(!same(b"abc", b"abd") && !same(b"xbc", b"abc") && !same(b"abc", b"ab"));
        let bytes = secret();
        assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        assert_eq!((unhex("ab"), unhex(&"x".repeat(64))), (None, None));
        let mask = secret();
        assert_eq!(masked(masked(bytes, mask), mask), bytes);
    }
}
