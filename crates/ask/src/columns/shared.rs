//! Stretches of bytes that others share: what is kept of many documents is read at once, or lies in a mapped file, and is
//! cut, not copied.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// The bytes of which stretches are cut.
pub enum Bytes {
    /// They are in memory.
    Read(Vec<u8>),
    /// They are somewhere else, as in a mapped file.
    Elsewhere(Box<dyn AsRef<[u8]> + Send + Sync>),
}

impl Bytes {
    /// All of them.
    pub fn all(&self) -> &[u8] {
        match self {
            Self::Read(bytes) => bytes,
            Self::Elsewhere(bytes) => (**bytes).as_ref(),
        }
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self::Read(Vec::new())
    }
}

/// A stretch of bytes that others share. They are looked at when they are taken for a text: most are never asked for.
#[derive(Clone, Default)]
pub struct Shared {
    bytes: Arc<Bytes>,
    start: u32,
    end: u32,
}

impl Shared {
    /// The stretch of the bytes; nothing where they have none, nor beyond the first four GiB.
    pub fn new(bytes: &Arc<Bytes>, at: Range<usize>) -> Option<Self> {
        bytes.all().get(at.clone())?;
        Some(Self { bytes: Arc::clone(bytes), start: u32::try_from(at.start).ok()?, end: u32::try_from(at.end).ok()? })
    }

    /// The text of the stretch; nothing where it is none.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The bytes of the stretch.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes.all()[self.start as usize..self.end as usize]
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// A stretch of this one; nothing where it has none.
    pub(crate) fn slice(&self, at: Range<usize>) -> Option<Self> {
        if at.start > at.end || at.end > self.len() {
            return None;
        }
        // They are less than the length, which is a number of this size.
        let (start, end) = (self.start + at.start as u32, self.start + at.end as u32);
        Some(Self { bytes: Arc::clone(&self.bytes), start, end })
    }
}

impl Deref for Shared {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<Vec<u8>> for Shared {
    /// All bytes, as far as they are no more than four GiB.
    fn from(bytes: Vec<u8>) -> Self {
        let whole = 0..bytes.len();
        Self::new(&Arc::new(Bytes::Read(bytes)), whole).unwrap_or_default()
    }
}

impl From<String> for Shared {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
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
    fn a_stretch_lies_within_its_bytes_and_is_a_text_between_characters() {
        let bytes = Arc::new(Bytes::Read("县税务局".to_owned().into_bytes()));
        let whole = Shared::new(&bytes, 3..12).unwrap();
        assert_eq!(whole.as_str(), "税务局");
        assert_eq!(whole.slice(3..9).unwrap().as_str(), "务局");
        assert_eq!(whole.slice(9..9).unwrap().as_str(), "");
        assert!(whole.slice(0..10).is_none() && whole.slice(Range { start: 6, end: 3 }).is_none());
        assert!(whole.slice(0..usize::MAX).is_none() && Shared::new(&bytes, 0..13).is_none());
        assert_eq!(whole.slice(1..3).unwrap().as_str(), "");
        let mapped = Arc::new(Bytes::Elsewhere(Box::new("县税务局")));
        assert_eq!(Shared::new(&mapped, 3..12).unwrap(), whole);
    }
}
