//! Words by which the checks tell what a passage says.

use crate::overlay::WordFile;
use crate::word_groups;

word_groups! {
    /// The words of `checks.toml`; what each group means is said there.
    pub CheckWords: general_section compared_before compared_after started_after named_after deadline_label units_label statement before_department department duty less_is_better more_is_better indicator_neutral indicator_tail matter_neutral classifier before_figure before_covered coverage model aim title_common joins_higher limits_nothing not_kept never_over_whole may_exceed_whole graded kind_of_text bare_count unitless not_graded whose mean list_joiner sanction no_part goal_section action_begin action_build action_renew action_extend action_repair action_remove action_attract action_foster action_recognise action_finish phase_section spanning_body looks_back before_list measureless
}

impl WordFile for CheckWords {
    const NAME: &'static str = "checks.toml";
    const BUILT_IN: &'static str = include_str!("../data/checks.toml");
}
