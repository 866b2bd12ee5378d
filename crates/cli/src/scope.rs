//! Which documents a command keeps to, as its options say.

use crate::args::Scope;
use crate::failure::Failure;
use zhengtu_kb::Selection;

impl Scope {
    /// The conditions by their names, in the order of [`Selection::NAMES`].
    fn conditions(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let Self { doc, place, level, issued_from, issued_until } = self;
        let lists = [&doc[..], place, level, issued_from.as_slice(), issued_until.as_slice()];
        Selection::NAMES.into_iter().zip(lists).flat_map(|(name, values)| values.iter().map(move |value| (name, value)))
    }

    /// Whether any condition is given.
    pub fn narrows(&self) -> bool {
        self.conditions().next().is_some()
    }

    /// The choice that the conditions make.
    ///
    /// # Errors
    /// [`Failure::Usage`] for a level or a day that is none.
    pub fn selection(&self) -> Result<Selection, Failure> {
        let mut selection = Selection::default();
        for (name, value) in self.conditions() {
            selection.add(name, value).map_err(Failure::usage)?;
        }
        Ok(selection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_options_are_the_conditions() {
        let scope = Scope {
            doc: vec!["方案".to_owned()],
            place: vec!["广元市".to_owned(), "苏州市".to_owned()],
            level: vec!["市级".to_owned()],
            issued_from: Some("2022".to_owned()),
            issued_until: None,
        };
        let selection = scope.selection().unwrap();
        assert_eq!((selection.documents.len(), selection.places.len(), selection.levels.len()), (1, 2, 1));
        assert!(selection.from.is_some() && selection.until.is_none());
        assert!(scope.narrows() && !Scope::default().narrows());
        assert!(Scope { level: vec!["区域级".to_owned()], ..scope }.selection().is_err());
    }
}
