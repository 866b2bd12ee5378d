//! Who asks: a browser told by a cookie, what it may do, and the tokens that its forms carry.

use crate::app::App;
use crate::lang::{Lang, Texts};
use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};
use std::hash::{BuildHasher, RandomState};
use std::io::Read;

/// The cookie by which a browser's forms are told from those that others made.
pub const COOKIE: &str = "zhengtu-desk";
/// How many bytes of chance an id has.
const CHANCE: usize = 32;

/// What somebody may do; each may do what stands before it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Read.
    #[default]
    Read,
    /// Report progress.
    Report,
    /// Change everything.
    Edit,
}

impl Right {
    /// All rights.
    pub const ALL: [Self; 3] = [Self::Read, Self::Report, Self::Edit];

    /// The name, as a file of users has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Report => "report",
            Self::Edit => "edit",
        }
    }

    /// The right of this name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }
}

/// Who asks.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// The id of the browser; empty where it has none.
    pub id: String,
    /// Whether the browser was given the id just now.
    pub is_new: bool,
    /// By what name changes are noted.
    pub name: String,
    /// What it may do.
    pub right: Right,
    /// Whether it is somebody who has signed in.
    pub is_signed_in: bool,
}

impl Visitor {
    /// Who sends a request with these headers.
    pub fn of(app: &App, headers: &HeaderMap) -> Self {
        let known = cookie(headers, COOKIE).filter(|id| is_id(id)).map(str::to_owned);
        let is_new = known.is_none();
        let id = || known.clone().unwrap_or_else(chance);
        match &app.users {
            Some(users) => match known.as_deref().and_then(|id| users.session(id)) {
                Some((name, right)) => Self { id: id(), is_new, name, right, is_signed_in: true },
                None => Self { id: id(), is_new, ..Self::default() },
            },
            None if app.settings.edit => {
                let name = app.settings.editor.clone();
                Self { id: id(), is_new, name, right: Right::Edit, is_signed_in: false }
            }
            None => Self::default(),
        }
    }

    /// Why this visitor may not do something.
    pub fn refusal(&self, lang: Lang) -> &'static str {
        lang.text(if self.is_signed_in { "desk.right" } else { "desk.closed" })
    }

    /// The header that gives a new browser its id.
    pub fn set_cookie(&self, app: &App) -> Option<HeaderValue> {
        self.is_new.then(|| set(app, COOKIE, &self.id, None)).flatten()
    }

    /// What the forms of this browser carry. It is bound to the cookie: one without the other opens nothing. Each page has
    /// it in another disguise, so that the length of packed pages that also show what was asked tells nothing of it (BREACH).
    pub fn token(&self, app: &App) -> String {
        if self.id.is_empty() {
            return String::new();
        }
        let mask = secret();
        format!("{}{}", hex(&mask), hex(&masked(self.proof(app), mask)))
    }

    /// What is in the token once the disguise is off.
    fn proof(&self, app: &App) -> [u8; CHANCE] {
        let mut hash = Sha256::new();
        hash.update(app.secret());
        hash.update(b"zhengtu form\n");
        hash.update(&self.id);
        hash.finalize().into()
    }

    /// Whether a form comes from a page that this browser was given.
    pub fn sent(&self, app: &App, token: Option<&str>) -> bool {
        let proof = token.and_then(|token| {
            let (mask, hidden) = token.split_at_checked(CHANCE * 2)?;
            Some(masked(unhex(hidden)?, unhex(mask)?))
        });
        !self.is_new && !self.id.is_empty() && proof.is_some_and(|proof| same(&proof, &self.proof(app)))
    }
}

/// Bytes under a mask, or out from under it.
fn masked(bytes: [u8; CHANCE], mask: [u8; CHANCE]) -> [u8; CHANCE] {
    std::array::from_fn(|at| bytes[at] ^ mask[at])
}

/// Whether both are the same, in a time that tells nothing of where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    let differ = one.iter().zip(other).fold(0, |differ, (one, other)| differ | (one ^ other));
    one.len() == other.len() && std::hint::black_box(differ) == 0
}

/// The header that sets a cookie, for so many seconds or as long as the browser runs: for this server's pages alone, for no
/// script, and over HTTPS, where the server speaks it, for nothing plain.
pub fn set(app: &App, name: &str, value: &str, age: Option<u64>) -> Option<HeaderValue> {
    let age = age.map(|seconds| format!(" Max-Age={seconds};")).unwrap_or_default();
    let secure = if app.settings.tls.is_some() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value};{age} Path=/; HttpOnly; SameSite=Strict{secure}")).ok()
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

fn is_id(text: &str) -> bool {
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
    fn ids_differ_and_only_their_form_is_taken_from_a_cookie() {
        assert!(chance() != chance() && is_id(&chance()));
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; zhengtu-desk=xyz; b=2"));
        assert_eq!(cookie(&headers, COOKIE), Some("xyz"));
        assert!(!is_id("xyz") && cookie(&headers, "c").is_none());
    }

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
