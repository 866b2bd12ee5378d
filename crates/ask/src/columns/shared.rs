//! Stretches of a text that others share: what is kept of many documents is read at once and cut, not copied.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A stretch of a text that others share.
#[derive(Clone, Default)]
pub struct Shared {
    text: Arc<String>,
    start: u32,
    end: u32,
}

impl Shared {
    /// The stretch of the text; nothing where it has none, nor beyond the first four GiB.
    pub fn new(text: &Arc<String>, at: Range<usize>) -> Option<Self> {
        text.get(at.clone())?;
        Some(Self { text: Arc::clone(text), start: u32::try_from(at.start).ok()?, end: u32::try_from(at.end).ok()? })
    }

    /// The text of the stretch.
    pub fn as_str(&self) -> &str {
        &self.text[self.start as usize..self.end as usize]
    }

    /// A stretch of this one; nothing where it has none.
    pub(crate) fn slice(&self, at: Range<usize>) -> Option<Self> {
        let start = self.start as usize;
        let end = start.checked_add(at.end).filter(|&end| end <= self.end as usize)?;
        Self::new(&self.text, start.checked_add(at.start)?..end)
    }
}

impl Deref for Shared {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Shared {
    /// The whole text, as far as it is no longer than four GiB.
    fn from(text: String) -> Self {
        let whole = 0..text.len();
        Self::new(&Arc::new(text), whole).unwrap_or_default()
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Shared {}

impl fmt::Debug for Shared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_lies_within_its_text_and_between_characters() {
        let text = Arc::new("县税务局".to_owned());
        let whole = Shared::new(&text, 3..12).unwrap();
        assert_eq!(whole.as_str(), "税务局");
        assert_eq!(whole.slice(3..9).unwrap().as_str(), "务局");
        assert_eq!(whole.slice(9..9).unwrap().as_str(), "");
        assert!(
            whole.slice(0..10).is_none()
                && whole.slice(1..3).is_none()
                && whole.slice(Range { start: 6, end: 3 }).is_none()
        );
        assert!(whole.slice(0..usize::MAX).is_none() && Shared::new(&text, 0..13).is_none());
    }
}
