//! Words within the names of bodies.

use crate::overlay::WordFile;
use crate::word_groups;

word_groups! {
    /// The words of `bodies.toml`; what each group means is said there.
    pub BodyWords: suffix joint not_in_text no_level no_place nation_start nation_end nation_whole
}

impl WordFile for BodyWords {
    const NAME: &'static str = "bodies.toml";
    const BUILT_IN: &'static str = include_str!("../../data/bodies.toml");
}
