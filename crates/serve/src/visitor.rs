//! Who asks: a browser told by a cookie, what it may do, and the tokens that its forms carry.

use crate::app::App;
use crate::lang::{Lang, Texts};
use crate::right::Right;
use crate::secret::{CHANCE, chance, hex, is_id, masked, same, secret, unhex};
use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// The cookie by which a browser's forms are told from those that others made.
pub const COOKIE: &str = "zhengtu-desk";
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
}
