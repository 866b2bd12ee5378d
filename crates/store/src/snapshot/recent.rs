//! The terms that were looked up last: a query asks for the same ones in row after row, and in pattern after pattern.

use std::sync::Mutex;

/// How many are kept, each in the place that its hash tells.
const KEPT: usize = 1024;

/// A hash, and the number of the term that has it, if there is one.
type Known = (u128, Option<u32>);

/// The terms of a snapshot that were looked up last.
#[derive(Default)]
pub(super) struct Recent(Mutex<Vec<Option<Known>>>);

impl Recent {
    /// The number of the term with this hash as it was found before, else as `find` finds it. Where another thread looks
    /// one up at the same moment it is found anew.
    pub(super) fn get<E>(&self, hash: u128, find: impl FnOnce() -> Result<Option<u32>, E>) -> Result<Option<u32>, E> {
        let at = hash as usize % KEPT;
        let known = self.0.try_lock().ok().and_then(|kept| kept.get(at).copied().flatten());
        if let Some((_, number)) = known.filter(|(known, _)| *known == hash) {
            return Ok(number);
        }
        let found = find()?;
        if let Ok(mut kept) = self.0.try_lock() {
            kept.resize(KEPT, None);
            kept[at] = Some((hash, found));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_not_looked_up_again_and_another_of_its_place_is() {
        let recent = Recent::default();
        let mut asked = Vec::new();
        let (one, other) = (7, 7 + KEPT as u128);
        for hash in [one, one, other, one, 0, 0] {
            let mut find = || {
                asked.push(hash);
                Ok::<_, ()>((hash > 0).then_some(hash as u32))
            };
            assert_eq!(recent.get(hash, &mut find), Ok((hash > 0).then_some(hash as u32)));
        }
        assert_eq!(asked, [one, other, one, 0]);
        assert_eq!(recent.get(9, || Err(())), Err(()));
        assert_eq!(recent.get(9, || Ok::<_, ()>(Some(1))), Ok(Some(1)), "what could not be read is not kept");
    }
}
