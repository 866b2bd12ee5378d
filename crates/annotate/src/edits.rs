//! Changes of a text at places of it, made all at once.

use std::collections::BTreeMap;

/// Changes of a text: at each place, what is put in and how many bytes behind it go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edits(BTreeMap<usize, (usize, String)>);

impl Edits {
    /// Puts text in at a place, behind what was put in there before.
    pub(crate) fn insert(&mut self, at: usize, text: &str) {
        self.0.entry(at).or_default().1.push_str(text);
    }

    /// Puts text in the place of some bytes.
    pub(crate) fn replace(&mut self, at: usize, bytes: usize, text: &str) {
        let edit = self.0.entry(at).or_default();
        edit.0 = edit.0.max(bytes);
        edit.1.push_str(text);
    }

    /// Whether nothing changes.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changed text.
    pub(crate) fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + self.0.values().map(|edit| edit.1.len()).sum::<usize>());
        let mut done = 0;
        for (&at, (bytes, put)) in &self.0 {
            out.push_str(&text[done..at.max(done)]);
            out.push_str(put);
            done = done.max(at + bytes);
        }
        out.push_str(&text[done..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_at_their_places() {
        let mut edits = Edits::default();
        assert!(edits.is_empty());
        edits.insert(3, "（");
        edits.replace(0, 3, "乙");
        edits.insert(3, "x");
        edits.insert(6, "）");
        assert_eq!(edits.apply("甲丙"), "乙（x丙）");
    }
}
