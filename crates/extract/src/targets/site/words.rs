//! The words around a number.

use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::targets::Sign;

/// The longest bracket, in characters with its signs, that is part of a name: 各税(费), 套（间）.
const LONGEST_ASIDE: usize = 6;

/// What stands after a bracket that only adds to the unit (5000套（间）).
pub(super) fn after_bracket(text: &str) -> &str {
    let text = text.trim_start();
    if !text.starts_with(['（', '(']) {
        return text;
    }
    text.split_once(['）', ')']).map_or(text, |(_, rest)| rest)
}

/// The text without brackets that hold more than a word (各税(费) keeps its own).
pub(super) fn without_brackets(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some(open) = rest.find(['（', '(']) {
        let Some(close) = rest[open..].find(['）', ')']).map(|at| open + at) else { break };
        let end = close + rest[close..].chars().next().map_or(1, char::len_utf8);
        let short = rest[open..end].chars().count() <= LONGEST_ASIDE;
        kept.push_str(&rest[..if short { end } else { open }]);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept.trim().to_owned()
}

/// How far around a number its words are looked for, in characters: the longest sentences of plans are
/// half as long, and what has no end in sight is read in linear time all the same.
const REACH: usize = 400;

/// The text from `start` to `end`, as far as it is within reach of its end.
pub(in crate::targets) fn before_within(text: &str, start: usize, end: usize) -> &str {
    ending(&text[start.min(end)..end], REACH)
}

/// The text from `start` to `end`, as far as it is within reach of its start.
pub(in crate::targets) fn after_within(text: &str, start: usize, end: usize) -> &str {
    let text = &text[start..end.max(start)];
    text.char_indices().nth(REACH).map_or(text, |(at, _)| &text[..at])
}

/// The last `count` characters.
pub(in crate::targets) fn ending(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count.saturating_sub(1)).map_or(text, |(at, _)| &text[at..])
}

/// Whether the thing counted commits nobody: 4个环节, 3项重点任务; not 100家产业链优质企业, 30个工作站.
pub(super) fn is_abstract(lexicon: &Lexicon, unit: &str, after: &str) -> bool {
    let words = lexicon.targets();
    if words.at_start(Sign::Concrete, after).is_some() || is_of_house(lexicon, unit, after) {
        return false;
    }
    let mut thing = after.trim_start_matches(['大', '类', '项']);
    while let Some(emphasis) = words.at_start(Sign::Emphasis, thing) {
        let bare = &thing[emphasis.len()..];
        if words.at_start(Sign::Abstract, bare).is_none() {
            break;
        }
        thing = bare;
    }
    words.at_start(Sign::Abstract, thing).is_some()
}

/// 压减为申请、装表2个: a word of change with its level earlier in the phrase.
pub(super) fn names_change(lexicon: &Lexicon, before: &str) -> bool {
    lexicon.targets().within(Sign::ChangeInto, before).is_some() || within_flow(lexicon, before)
}

/// 优化水气报装流程为申请受理、勘验开通1个环节; 设置申请、验收2个环节.
fn within_flow(lexicon: &Lexicon, before: &str) -> bool {
    // Every number is asked.
    if lexicon.targets().within(Sign::Rearrange, before).is_none() {
        return false;
    }
    let verbs = lexicon.targets().words(Sign::Rearrange).iter();
    verbs
        .filter_map(|verb| before.find(verb.as_str()).map(|at| (verb, &before[at..])))
        .any(|(verb, rest)| rest.contains('为') || verb == "设置" && rest.contains('、'))
}

/// 家产业链优质企业: whether houses are counted that an abstract word only tells the kind of.
fn is_of_house(lexicon: &Lexicon, unit: &str, after: &str) -> bool {
    let words = lexicon.targets();
    if words.at_start(Sign::HouseUnit, unit) != Some(unit) {
        return false;
    }
    let rest = words.at_start(Sign::Abstract, after).map_or("", |word| &after[word.len()..]);
    words.at_end(Sign::House, rest).is_some()
}
