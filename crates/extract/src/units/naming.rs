use super::Vocabulary;
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

/// The longest name without the shape of one, in characters.
const LONGEST_LOOSE: usize = 12;

/// What the name (without white space) is taken for, if it can be one at all.
pub(super) fn naming(vocabulary: &Vocabulary<'_>, name: &str) -> Option<Naming> {
    if name.len() > LONGEST_NAME * 4 {
        return None;
    }
    vocabulary.naming_of(name, || judge(vocabulary, name))
}

fn judge(vocabulary: &Vocabulary<'_>, name: &str) -> Option<Naming> {
    let chars = name.chars().count();
    if !(2..=LONGEST_NAME).contains(&chars) || name.starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let known = is_known(vocabulary, name);
    if !known && vocabulary.roles().is_remark(name) {
        return None;
    }
    let clause = vocabulary.forms().name.clause.within(name) && !name.contains("条件的");
    if vocabulary.roles().is_collective(name)
        && !clause
        && !(known && (name.ends_with("部门") || name.ends_with("机关")))
    {
        return Some(Naming::Collective);
    }
    if known {
        return Some(Naming::Known);
    }
    let base = without_bracket(name);
    let sentence = vocabulary.forms().name.sentence.within(base);
    if (vocabulary.roles().ends_as_body(base) && !sentence)
        || vocabulary.bodies().is_place(base)
        || lacks_ending(vocabulary, base)
    {
        return Some(Naming::Shaped);
    }
    (chars <= LONGEST_LOOSE && !sentence && is_wordlike(name)).then_some(Naming::Loose)
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
    matches!(naming(vocabulary, name), Some(Naming::Known | Naming::Collective))
        || (vocabulary.roles().ends_as_body(without_bracket(name)) && naming(vocabulary, name) == Some(Naming::Shaped))
}

/// Whether a name is one wherever it stands: known, a group, or a level or place with the ending of a
/// body.
pub(super) fn is_strict(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    match naming(vocabulary, name) {
        Some(Naming::Known | Naming::Collective) => true,
        Some(Naming::Shaped) => {
            vocabulary.bodies().prefix_of(name).is_some() || vocabulary.bodies().is_known_place(name)
        }
        _ => false,
    }
}

/// Whether a name tells whose body it is, or which one: 县财政局, 各乡镇, and not just 企业 or 政府.
pub(super) fn is_specific(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    if !is_strict(vocabulary, name) {
        return false;
    }
    let grouped = vocabulary.forms().name.grouped.within(name);
    let known = naming(vocabulary, name) == Some(Naming::Known) && name.chars().count() >= 3;
    grouped || known || vocabulary.bodies().prefix_of(name).is_some() || vocabulary.bodies().is_known_place(name)
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
fn is_known(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    vocabulary.bodies().recognise(name).is_some_and(|found| {
        found.complete
            && found.rest.is_none_or(|rest| {
                rest.chars().count() >= 2
                    && vocabulary.roles().ends_as_body(&rest)
                    && !vocabulary.forms().name.role.within(&rest)
            })
    })
}

/// A known function without its ending (县自然资源; 公安、商务等部门).
pub(super) fn lacks_ending(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    vocabulary.bodies().recognise(name).is_some_and(|found| !found.complete && found.rest.is_none())
}

/// Whether the text consists of letters, digits and the signs that names may have.
fn is_wordlike(name: &str) -> bool {
    name.chars().all(|char| char.is_alphanumeric() || "（）()“”\"·—-".contains(char))
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
