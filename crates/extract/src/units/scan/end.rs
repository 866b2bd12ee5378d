//! Where a name in a list ends, and by what.

use super::is_strict_ahead;
use crate::units::Vocabulary;
use crate::units::form::is_office;
use crate::units::naming::{Naming, is_bare_place_long, is_complete, naming, starts_body, without_bracket};
use crate::units::places::enumerates;
use zhengtu_lexicon::roles::Joiner;

/// What ends a name.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// The end of the passage.
    Whole,
    /// Role words.
    Tail,
    /// 等.
    Open,
    /// A verb with which a duty begins.
    Duty,
    /// A word between two names.
    Joiner(Joiner),
}

/// A passage that begins with a name, cut where the name may end.
struct Cut<'a> {
    vocabulary: &'a Vocabulary<'a>,
    whole: &'a str,
    left: &'a str,
    right: &'a str,
}

/// What may end a name; the first that does says what follows.
const ENDS: [fn(&Cut<'_>) -> Option<End>; 5] = [by_role, by_open, by_joiner, by_duty, by_date];

/// What ends the name that is the whole of `text` up to byte `at`, if it ends there.
pub(super) fn of(vocabulary: &Vocabulary<'_>, text: &str, at: usize) -> Option<End> {
    let (left, right) = text.split_at(at);
    let cut = Cut { vocabulary, whole: text, left, right };
    ENDS.iter().find_map(|end| end(&cut))
}

/// Whether a name may end before the character: 等, a joining word, role words or a duty begin with it.
pub(super) fn may_end_before(vocabulary: &Vocabulary<'_>, char: char) -> bool {
    let roles = vocabulary.roles();
    if char.is_ascii_digit() {
        return true;
    }
    char == '等' || roles.may_join_names(char) || roles.may_follow_name(char)
}

/// 县财政局牵头, 县财政局落实（…）.
fn by_role(cut: &Cut<'_>) -> Option<End> {
    let tail = cut.vocabulary.roles().tail_at(cut.right)?;
    // 各二级党组织
    if cut.vocabulary.forms().name.organised.at_end(cut.whole).is_some_and(|len| len > cut.right.len()) {
        return None;
    }
    let after = &cut.right[tail.len..];
    if ends_passage(after) {
        return Some(End::Tail);
    }
    if !is_complete(cut.vocabulary, cut.left) {
        return None;
    }
    (tail.strong || is_strict_ahead(cut.vocabulary, after)).then_some(End::Tail)
}

/// 县财政局等部门.
fn by_open(cut: &Cut<'_>) -> Option<End> {
    let after = cut.right.strip_prefix('等')?;
    if cut.left.ends_with(PARTS_OF_WORDS) && !is_complete(cut.vocabulary, cut.left) {
        return None;
    }
    BEHIND_OPEN.iter().any(|stands| stands(cut.vocabulary, after)).then_some(End::Open)
}

/// The characters with which 等 makes a word of its own: 高等, 平等.
const PARTS_OF_WORDS: [char; 9] = ['高', '中', '初', '平', '同', '对', '优', '上', '相'];

/// What stands behind 等 where it ends a list.
const BEHIND_OPEN: [fn(&Vocabulary<'_>, &str) -> bool; 6] = [
    |_, after| ends_passage(after),
    |_, after| after.starts_with(is_count),
    |vocabulary, after| vocabulary.forms().name.continued.at_start(after).is_some(),
    |vocabulary, after| vocabulary.roles().tail_at(after).is_some(),
    begins_as_group,
    joins_next,
];

/// 等国务院相关部门及各地区负责: a group up to the word that joins the next name, or that gives the role.
fn begins_as_group(vocabulary: &Vocabulary<'_>, after: &str) -> bool {
    let roles = vocabulary.roles();
    if roles.is_collective(after) {
        return true;
    }
    let ends = after.char_indices().take(LONGEST_GROUP).skip(2).map(|(at, _)| at);
    let mut groups = ends.filter(|&at| {
        let rest = &after[at..];
        roles.joiner_at(rest).is_some() || roles.tail_at(rest).is_some()
    });
    groups.any(|at| roles.is_collective(&after[..at]))
}

/// The longest name of a group behind 等, in characters.
const LONGEST_GROUP: usize = 16;

fn joins_next(vocabulary: &Vocabulary<'_>, after: &str) -> bool {
    let joiner = vocabulary.roles().joiner_at(after);
    joiner.is_some_and(|joiner| starts_body(vocabulary, &after[joiner.len..]))
}

/// 县财政局和县税务局; but 各市和县人民政府 is one name.
fn by_joiner(cut: &Cut<'_>) -> Option<End> {
    let joiner = cut.vocabulary.roles().joiner_at(cut.right)?;
    // 县财政局联合提出方案: a verb that begins as the joining word does.
    if cut.vocabulary.roles().duty_len(cut.right).is_some_and(|duty| duty > joiner.len) {
        return None;
    }
    let next = &cut.right[joiner.len..];
    if joins_offices(cut, joiner, next) {
        return Some(End::Joiner(joiner));
    }
    if !joins(cut.vocabulary, joiner, next) && !leads_to_place(cut, joiner, next) {
        return None;
    }
    if !is_complete(cut.vocabulary, cut.left) {
        return None;
    }
    if is_one_name(cut, joiner) {
        return None;
    }
    // Who does something with another (会同) enumerates no places.
    let one = if joiner.helps { false } else { enumerates(cut.vocabulary, cut.left, next) };
    (!one).then_some(End::Joiner(joiner))
}

/// 党政办会同司法所, 设计院和水科院参与: whether offices that no list knows stand on both sides of a joining word, the next up
/// to its role words, a sign of a list or the end.
fn joins_offices(cut: &Cut<'_>, joiner: Joiner, next: &str) -> bool {
    // 商 of 乡镇商贸中心 is a part of a word.
    if joiner.helps {
        let Some(_) = cut.right[..joiner.len].chars().nth(1) else { return false };
    }
    let roles = cut.vocabulary.roles();
    let ends = |&(at, char): &(usize, char)| {
        matches!(char, '、' | '，' | '（') || roles.tail_at(&next[at..]).is_some_and(|tail| tail.strong)
    };
    let near = next.char_indices().take(LONGEST_FUNCTION * 2);
    let end = near.skip(SHORTEST_OFFICE).find(ends).map_or(next.len(), |(at, _)| at);
    [cut.left, &next[..end]]
        .into_iter()
        .all(|name| name.chars().nth(SHORTEST_OFFICE - 1).is_some() && is_office(cut.vocabulary, name))
}

/// The shortest name of an office that no list knows, in characters.
const SHORTEST_OFFICE: usize = 3;

/// 各区（市）教育和体育局: whether a known name reaches over the joining word.
fn is_one_name(cut: &Cut<'_>, joiner: Joiner) -> bool {
    if joiner.helps {
        return false;
    }
    let near = cut.left.char_indices().rev().map(|(at, _)| at).take(LONGEST_FUNCTION);
    let mut beginnings = near.filter(|&at| cut.vocabulary.bodies().begun_len(&cut.left[at..]) + at == cut.left.len());
    beginnings.any(|at| cut.vocabulary.bodies().known_len(&cut.whole[at..]) + at > cut.left.len() + joiner.len)
}

/// The longest function before a word that joins another to it (文化体育广电和旅游局), in characters.
const LONGEST_FUNCTION: usize = 8;

/// Whether a word joins what stands before it to the name after it; 会 before 各成员单位 ends a name (市食安委会各
/// 成员单位).
pub(super) fn joins(vocabulary: &Vocabulary<'_>, joiner: Joiner, after: &str) -> bool {
    if joiner.ends_names && vocabulary.forms().name.member.at_start(after).is_some() {
        return false;
    }
    let named = starts_body(vocabulary, after) || vocabulary.forms().name.carrier.at_start(after).is_some();
    match (joiner.helps, joiner.opens) {
        // 各省级应急管理部门会同商务、市场监管部门: functions whose ending stands behind the last.
        (true, true) if !named => vocabulary.bodies().begun_len(after) > 0,
        _ => named,
    }
}

/// 省财政厅和清江: behind a known body the name of a place that no list knows, as the first of several.
fn leads_to_place(cut: &Cut<'_>, joiner: Joiner, next: &str) -> bool {
    if joiner.helps {
        return false;
    }
    if !is_bare_place_long(next) {
        return false;
    }
    let parts = [(cut.left, Naming::Known), (next, Naming::Loose)];
    parts.iter().all(|&(name, as_what)| naming(cut.vocabulary, name) == Some(as_what))
}

/// 县财政局受理申请; of two verbs (研究制定) no name goes on, whatever it ends with (奖补办法).
fn by_duty(cut: &Cut<'_>) -> Option<End> {
    let length = cut.vocabulary.roles().duty_len(cut.right)?;
    if !is_complete(cut.vocabulary, cut.left) {
        return None;
    }
    if cut.right[..length].chars().nth(TWO_VERBS - 1).is_some() {
        return Some(End::Duty);
    }
    (ends_as_group(cut.vocabulary, cut.left) || !is_complete(cut.vocabulary, cut.whole)).then_some(End::Duty)
}

/// The length of two verbs after one another, in characters.
const TWO_VERBS: usize = 4;

/// Whether a name is of a group of places or bodies (各村, 各管理单位): what stands behind 各 may be anything, so that the whole passage
/// looks like a group too.
fn ends_as_group(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    if !name.starts_with('各') {
        return false;
    }
    let bare = without_bracket(name);
    let places = vocabulary.forms().name.area.at_end(bare).is_some();
    let bodies = || bare.char_indices().nth_back(1).is_some_and(|(at, _)| vocabulary.roles().is_generic(&bare[at..]));
    (places || bodies()) && naming(vocabulary, name) == Some(Naming::Collective)
}

/// 县财政局5月底前拨付资金, 县财政局于5月底前拨付资金, 各企业要在5月底前拨付资金.
fn by_date(cut: &Cut<'_>) -> Option<End> {
    let forms = cut.vocabulary.forms();
    let obliged = forms.duty.oblige.strip_start(cut.right).unwrap_or(cut.right);
    let dated = forms.limit.at.strip_start(obliged).unwrap_or(obliged);
    let after = dated.trim_start_matches(|char: char| char.is_ascii_digit());
    if after.len() == dated.len() {
        return None;
    }
    if !after.starts_with(['年', '月']) {
        return None;
    }
    is_complete(cut.vocabulary, cut.left).then_some(End::Duty)
}

/// Whether nothing or a bracket follows.
pub(super) fn ends_passage(after: &str) -> bool {
    after.chars().next().is_none_or(|next| matches!(next, '（' | '('))
}

/// A sign of a number of bodies: 12个, 十余家.
pub(super) fn is_count(char: char) -> bool {
    matches!(char, '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '几' | '多')
}
