mod rules;

use super::Vocabulary;
use rules::Candidate;
use std::ops::RangeInclusive;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::UnitKind;

/// Why a passage is taken for the name of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Naming {
    /// It stands where names stand, and nothing speaks against it (郑商).
    Loose,
    /// It ends as names of bodies end (温投集团), or is a place (广州).
    Shaped,
    /// A pattern of groups (县直相关部门).
    Collective,
    /// The thesaurus knows it (县财政局).
    Known,
}

/// The longest name that is believed, in characters.
const LONGEST_NAME: usize = 48;

/// How long the name of a place without its ending is, in characters.
const BARE_PLACE: RangeInclusive<usize> = 2..=3;

/// The longest name of an office that no list knows, in characters.
pub(super) const LONGEST_OFFICE: usize = 14;

/// The most places whose bodies a list names by the last (清江、白石、临海市人民政府).
pub(super) const MOST_PLACES: usize = 12;

/// Whether a text is as long as the name of a place without its ending (清江).
pub(super) fn is_bare_place_long(text: &str) -> bool {
    BARE_PLACE.contains(&text.chars().count())
}

/// The most bytes that a character has.
pub(super) const MOST_BYTES: usize = char::MAX.len_utf8();

/// What a name was taken for, and the rule that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    /// Nothing where the passage is no name.
    pub(super) naming: Option<Naming>,
    pub(crate) rule: &'static str,
}

impl Ruling {
    /// What no rule takes for a name is none.
    const NONE: Self = Self { naming: None, rule: "no-name" };
}

/// What the name (without white space) is taken for, if it can be one at all.
pub(super) fn naming(vocabulary: &Vocabulary<'_>, name: &str) -> Option<Naming> {
    ruling(vocabulary, name).naming
}

/// What the name (without white space) is taken for, and by which rule.
pub(crate) fn ruling(vocabulary: &Vocabulary<'_>, name: &str) -> Ruling {
    // A whole paragraph is not worth remembering: no name has as many bytes, whatever its characters.
    if name.len() > LONGEST_NAME * MOST_BYTES {
        return Ruling { naming: None, rule: "length" };
    }
    vocabulary.naming_of(name, || rules::decide(&Candidate::new(vocabulary, name)))
}

/// Whether a name is of one body or of a group.
pub(super) fn kind_of(vocabulary: &Vocabulary<'_>, name: &str) -> UnitKind {
    match naming(vocabulary, name) {
        Some(Naming::Collective) => UnitKind::Collective,
        _ => UnitKind::Unit,
    }
}

/// Whether a passage is a whole name by itself, so that what follows is something else.
pub(super) fn is_complete(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    match naming(vocabulary, name) {
        Some(Naming::Known | Naming::Collective) => true,
        Some(Naming::Shaped) => vocabulary.roles().ends_as_body(without_bracket(name)),
        _ => false,
    }
}

/// Whether a name is one wherever it stands: known, a group, or a level or place with the ending of a
/// body.
pub(super) fn is_strict(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    match naming(vocabulary, name) {
        Some(Naming::Known | Naming::Collective) => true,
        Some(Naming::Shaped) => tells_whose(vocabulary, name),
        _ => false,
    }
}

/// Whether a name tells whose body it is, or which one: 县财政局, 各乡镇, and not just 企业 or 政府.
pub(super) fn is_specific(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    if !is_strict(vocabulary, name) {
        return false;
    }
    if vocabulary.forms().name.grouped.within(name) {
        return true;
    }
    if tells_whose(vocabulary, name) {
        return true;
    }
    naming(vocabulary, name) == Some(Naming::Known) && name.chars().nth(SHORTEST_SPECIFIC - 1).is_some()
}

/// The shortest known name that is of a body in particular (县纪委, where 政府 is any), in characters.
const SHORTEST_SPECIFIC: usize = 3;

/// Whether a name begins with a level or place, or is a known place.
fn tells_whose(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    vocabulary.bodies().prefix_of(name).is_some() || vocabulary.bodies().is_known_place(name)
}

/// Whether a name may be one by its shape at least.
pub(super) fn is_shaped(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    naming(vocabulary, name) >= Some(Naming::Shaped)
}

/// Whether a text begins with a name, judged by its first characters.
pub(super) fn starts_body(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    if vocabulary.forms().name.opening.at_start(text).is_some() {
        return true;
    }
    let near = vocabulary.bodies().prefix_of(text).is_some_and(|prefix| text[..prefix.len].chars().count() <= 4);
    near || vocabulary.bodies().known_len(text) > 0
}

/// A name without the bracket at its end: 省市场监管局（省知识产权局）.
pub(super) fn without_bracket(name: &str) -> &str {
    if !name.ends_with(['）', ')']) {
        return name;
    }
    name.rfind(['（', '(']).filter(|&at| at > 0).map_or(name, |at| &name[..at])
}

/// Known as a whole, or known with a part of a body behind it (市自然资源局行政审批科).
fn is_known(words: &Lexicon, name: &str) -> bool {
    // 国务院教育行政部门 is known as 教育行政部门 is.
    let name = words.forms().name.nation.strip_start(name).filter(|rest| !rest.is_empty()).unwrap_or(name);
    let Some(found) = words.bodies().recognise(name).filter(|found| found.complete) else { return false };
    found.rest.is_none_or(|rest| is_part(words, &rest))
}

/// The shortest name of a part of a body (处室), in characters.
const SHORTEST_PART: usize = 2;

fn is_part(words: &Lexicon, rest: &str) -> bool {
    if rest.chars().count() < SHORTEST_PART {
        return false;
    }
    if words.forms().name.role.within(rest) {
        return false;
    }
    words.roles().ends_as_body(rest)
}

/// A known function without its ending (县自然资源; 公安、商务等部门).
pub(super) fn lacks_ending(words: &Lexicon, name: &str) -> bool {
    words.bodies().recognise(name).is_some_and(|found| found.is_stem())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    #[test]
    fn names_are_told_by_thesaurus_pattern_and_shape() {
        let expected = [
            ("县财政局", Some(Naming::Known)),
            ("市自然资源局行政审批科", Some(Naming::Known)),
            ("各县（市、区）人民政府", Some(Naming::Collective)),
            ("乡镇人民政府", Some(Naming::Collective)),
            ("县自然资源", Some(Naming::Shaped)),
            ("温投集团", Some(Naming::Shaped)),
            ("广州", Some(Naming::Shaped)),
            ("省市场监管局（省知识产权局）", Some(Naming::Known)),
            ("持续推进", None),
            ("2021年底前完成", None),
        ];
        for (name, found) in expected {
            assert_eq!(naming(&vocabulary(), name), found, "{name}");
        }
    }

    #[test]
    fn a_general_word_names_nobody_in_particular() {
        for name in ["县财政局", "各乡镇", "县直相关部门", "温县供电公司"] {
            assert!(is_specific(&vocabulary(), name), "{name}");
        }
        for name in ["企业", "政府", "龙头企业", "市场"] {
            assert!(!is_specific(&vocabulary(), name), "{name}");
        }
    }
}
