//! Words within the names of bodies.

use crate::overlay::Overlay;
use crate::word_groups;
use crate::words::Groups;

word_groups! {
    /// The words of `bodies.toml`; what each group means is said there.
    pub BodyWords: suffix joint not_in_text no_level nation_start nation_end nation_whole
}

impl Overlay for BodyWords {
    const NAME: &'static str = "bodies.toml";
    const BUILT_IN: &'static str = include_str!("../../data/bodies.toml");

    /// Words are added to the group of their name.
    fn lay_over(&mut self, with: Self) {
        self.add(with);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::built_in;

    #[test]
    fn each_group_has_an_example_with_one_of_its_words() {
        assert_eq!(built_in::<BodyWords>().without_example(), None);
    }
}
