//! Places in addresses.

use crate::reply::Refusal;

/// A place in an address: the first character and the one after the last.
pub fn place(text: &str) -> Result<(usize, usize), Refusal> {
    let pair = text.split_once('-').and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    pair.ok_or_else(|| Refusal::bad("at=START-END"))
}
