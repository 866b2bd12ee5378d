//! Names of bodies that only white space parts (市财政局 市交通局): the white space stands for the sign of a list, and
//! [`NAME_GAP`] stays in its place.

use crate::draft::{Draft, OriginKind, is_blank};
use crate::signs::has_chars;
use std::ops::RangeInclusive;
use zhengtu_lexicon::Lexicon;
use zhengtu_text::{is_han, signs};

/// The signs around the names of a list, and those that part them.
const SIGNS: [char; 20] =
    ['（', '(', '）', ')', '【', '】', '[', '［', ']', '］', '〔', '〕', '：', ':', '、', '，', ',', '；', ';', '。'];

/// The signs behind which a list begins or goes on.
const BEFORE: [char; 13] = ['（', '(', '【', '[', '［', '〔', '：', ':', '、', '，', ',', '；', ';'];

/// How long a name is, in characters.
const NAME: RangeInclusive<usize> = 2..=24;

/// The shortest name that is one by its ending alone, in characters.
const SHORTEST_SHAPED: usize = 4;

/// The same where names are all that stands in a cell (安监站 卫生院).
const SHORTEST_IN_CELL: usize = 3;

/// What parts two names in the repaired text where the source has nothing but white space: an en space, as no other white
/// space stays beside Chinese characters.
pub const NAME_GAP: char = '\u{2002}';

/// Puts [`NAME_GAP`] between names that only white space parts.
pub(super) fn part(lexicon: &Lexicon, source: &str, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| !draft.gaps.is_empty()) {
        let places = places(lexicon, source, draft);
        draft.put(&places, NAME_GAP.encode_utf8(&mut [0; 4]));
    }
}

/// Where names are parted by white space alone.
fn places(lexicon: &Lexicon, source: &str, draft: &Draft) -> Vec<usize> {
    let blanks = blanks(source, draft);
    let mut places = Vec::new();
    let mut rest = blanks.as_slice();
    let mut start = 0;
    let is_cell = matches!(draft.origin.kind, OriginKind::Cell { .. });
    let mut listed = is_cell;
    let ends = signs(&draft.text).filter(|(_, sign)| SIGNS.contains(sign)).map(|(at, sign)| (at, Some(sign)));
    for (end, sign) in ends.chain([(draft.text.len(), None)]) {
        if rest.is_empty() {
            break;
        }
        let (own, later) = rest.split_at(rest.partition_point(|&at| at < end));
        rest = later;
        if listed && !own.is_empty() {
            let pieces = cut(&draft.text, start, own.iter().copied().chain([end]));
            let alone = start == 0 && end == draft.text.len();
            let shortest = if is_cell && alone { SHORTEST_IN_CELL } else { SHORTEST_SHAPED };
            let parts = own.iter().zip(parted(lexicon, &pieces, shortest));
            places.extend(parts.filter(|&(_, parts)| parts).map(|(&place, _)| place));
        }
        start = end + sign.map_or(0, char::len_utf8);
        listed = sign.is_some_and(|sign| BEFORE.contains(&sign));
    }
    places
}

/// Where white space stood inside a draft that is no line end, between two Chinese characters: names end and begin with them,
/// and in 2021 年 it says nothing.
fn blanks(source: &str, draft: &Draft) -> Vec<usize> {
    let mut at = 0;
    let mut found = Vec::new();
    for (run, next) in draft.runs.iter().zip(&draft.runs[1..]) {
        at += run.len;
        let sides = [draft.text[..at].chars().next_back(), draft.text[at..].chars().next()];
        if !sides.iter().all(|side| side.is_some_and(is_han)) {
            continue;
        }
        let Some(between) = source.get(run.source.end..next.source.start) else { continue };
        let blank = Some(between).filter(|between| between.chars().all(|char| char != '\n' && is_blank(char)));
        found.extend(blank.and_then(|between| between.find(char::is_whitespace)).map(|_| at));
    }
    found
}

fn cut(text: &str, mut start: usize, ends: impl Iterator<Item = usize>) -> Vec<&str> {
    ends.map(|end| &text[std::mem::replace(&mut start, end)..end]).collect()
}

/// For each two neighbours among pieces whether they are two names: both are known as names, or most of all pieces
/// are and none is a sentence. `shortest`: see [`SHORTEST_SHAPED`].
fn parted(lexicon: &Lexicon, pieces: &[&str], shortest: usize) -> Vec<bool> {
    // Two pieces are seldom more than words of a sentence, and then mostly the first is no name.
    if let [left, right] = pieces
        && !(is_name(lexicon, left, shortest) && is_name(lexicon, right, shortest))
    {
        return vec![false];
    }
    let names: Vec<bool> = pieces.iter().map(|piece| is_name(lexicon, piece, shortest)).collect();
    let most = names.iter().filter(|name| **name).count() * 2 > pieces.len();
    let list = most && pieces.iter().all(|piece| is_word(lexicon, piece));
    let is_apart = |pair: &[&str]| !goes_on(lexicon, pair[1]) && !is_one_name(lexicon, pair[0], pair[1]);
    let pairs = pieces.windows(2).zip(names.windows(2));
    pairs.map(|(pair, names)| (list || names == [true, true]) && is_apart(pair)).collect()
}

/// Whether a piece is as long as a name, and no sentence.
fn is_word(lexicon: &Lexicon, piece: &str) -> bool {
    has_chars(piece, NAME) && !lexicon.forms().name.sentence.within(piece)
}

/// 等市直部门, 单位, 和县财政局: whether a piece goes on with the name before it.
fn goes_on(lexicon: &Lexicon, piece: &str) -> bool {
    let roles = lexicon.roles();
    match roles.joiner_at(piece) {
        Some(_) => true,
        None => piece.starts_with('等') || roles.is_generic(piece),
    }
}

/// Whether a piece is the name of a body, with the word of its role or without.
fn is_name(lexicon: &Lexicon, piece: &str, shortest: usize) -> bool {
    // Most pieces are sentences: their length is the cheapest that tells.
    if !has_chars(piece, NAME) {
        return false;
    }
    if lexicon.bodies().is_place(piece) {
        return false;
    }
    let roles = lexicon.roles();
    let known = lexicon.bodies().known_len(piece);
    let rest = Some(&piece[known..]).filter(|_| known > 0);
    let ends = |rest: &str| rest.is_empty() || roles.tail_at(rest).is_some_and(|tail| tail.len == rest.len());
    let is_known = rest.is_some_and(ends) || roles.is_collective(piece);
    is_known || is_shaped(lexicon, piece, shortest)
}

/// Whether a piece that is not known ends as bodies do and is long enough for one.
fn is_shaped(lexicon: &Lexicon, piece: &str, shortest: usize) -> bool {
    let shaped = piece.chars().nth(shortest - 1).filter(|_| lexicon.roles().ends_as_body(piece));
    shaped.is_some_and(|_| is_word(lexicon, piece))
}

/// Whether the two together are one name: 县委 宣传部, 滨河市 财政局; a body with its own level begins another, unless a
/// place stands before it (滨河 市财政局).
fn is_one_name(lexicon: &Lexicon, left: &str, right: &str) -> bool {
    let levelled = lexicon.bodies().level_word(right).is_some();
    let is_body = is_name(lexicon, left, SHORTEST_SHAPED) || left.chars().nth(SHORTEST_SHAPED - 1).is_some();
    if levelled && is_body {
        return false;
    }
    lexicon.bodies().known_len(&format!("{left}{right}")) > left.len()
}

#[cfg(test)]
mod tests {
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_reader::Options;

    fn repaired(text: &str) -> String {
        let source = zhengtu_reader::read("计划.txt", text.as_bytes(), &Options::default()).unwrap();
        let drafts = crate::repair::drafts(lexicon(), &source, &[]);
        let texts: Vec<String> = drafts.into_iter().map(|draft| draft.text.replace(super::NAME_GAP, "|")).collect();
        texts.join("\n")
    }

    #[test]
    fn white_space_between_names_of_a_list_stands_for_its_sign() {
        for (text, right) in [
            ("开展巡查。（市财政局 市交通局）", "开展巡查。（市财政局|市交通局）"),
            ("责任单位：市财政局  市交通局 各乡镇", "责任单位：市财政局|市交通局|各乡镇"),
            ("责任单位：市文旅局　滨河铁路港　市财政局", "责任单位：市文旅局|滨河铁路港|市财政局"),
            ("（市财政局、市水利局 市公安局负责）", "（市财政局、市水利局|市公安局负责）"),
        ] {
            assert_eq!(repaired(text), right);
        }
    }

    #[test]
    fn short_names_are_parted_where_nothing_else_stands_in_a_cell() {
        let table = |units: &str| repaired(&format!("行业\t时间\t单位\n烟花\t1月\t{units}\n"));
        assert!(table("安监站 卫生院").ends_with("安监站|卫生院"));
        assert!(table("文化站 派出所 公路站").ends_with("文化站|派出所|公路站"));
        assert!(table("市发展 改革委").ends_with("市发展改革委"));
        assert!(table("县委 宣传部").ends_with("县委宣传部"));
    }

    #[test]
    fn white_space_inside_names_and_sentences_says_nothing() {
        for text in [
            "责任单位：县委 宣传部",
            "责任单位：市发展 改革委",
            "责任单位：滨河市 财政局",
            "责任单位：滨河 市财政局",
            "[ ] 巡查",
            "责任单位：市财政局 等市直部门",
            "（市 财 政 局）",
            "市财政局  市交通局",
            "（按照 市财政局 的要求办理）",
        ] {
            assert!(!repaired(text).contains('|'), "{text}: {}", repaired(text));
        }
    }
}
