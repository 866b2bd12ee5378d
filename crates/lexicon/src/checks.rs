//! Words by which the checks tell what a passage says.

use crate::overlay::Overlay;
use crate::word_groups;
use crate::words::Groups;

word_groups! {
    /// The words of `checks.toml`; what each group means is said there.
    pub CheckWords: general_section compared_before compared_after started_after named_after deadline_label units_label statement before_department department duty less_is_better more_is_better indicator_neutral indicator_tail classifier before_figure before_covered coverage model aim title_common joins_higher limits_nothing not_kept
}

impl Overlay for CheckWords {
    const NAME: &'static str = "checks.toml";
    const BUILT_IN: &'static str = include_str!("../data/checks.toml");

    /// Words are added to the group of their name.
    fn lay_over(&mut self, with: Self) {
        self.add(with);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lexicon;

    #[test]
    fn each_group_has_an_example_with_one_of_its_words() {
        assert_eq!(lexicon().checks().without_example(), None);
    }
}
