//! The title of a document: of a notice that issues a plan the plan's, else its own.

use crate::day::alone;
use crate::kind;
use crate::labels::{Field, Labels};
use crate::note::note;
use crate::number::form::{behind_title, well_formed};
use crate::organ::organs;
use crate::sheet::{Line, Sheet};
use crate::{Found, Issuers};
use zhengtu_lexicon::Lexicon;
use zhengtu_outline::ParagraphKind;
use zhengtu_text::{Span, is_han};

/// The longest line of a title, and the longest title, in characters.
const LONGEST_LINE: usize = 60;
const LONGEST: usize = 120;

/// The most lines of a title.
const MOST_LINES: usize = 6;

/// What the titles of a document say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    /// The title of the plan, or the document's own.
    pub(crate) own: Option<Found<String>>,
    /// The title of the notice that issues it.
    pub(crate) notice: Option<Found<String>>,
    /// Who issued it, as the one or the other says before 关于.
    pub(crate) issuer: Option<Issuers>,
    /// The number in a bracket behind the one or the other.
    pub(crate) number: Option<Found<String>>,
}

impl Titles {
    /// The kind of document that its title ends with.
    pub(crate) fn kind(&self, lexicon: &Lexicon) -> Option<Found<String>> {
        let title = self.own.as_ref()?;
        kind::of(lexicon, &title.value).map(|kind| Found { value: kind.to_owned(), span: title.span })
    }
}

/// Lines that are a title together.
#[derive(Clone, Debug)]
struct Block {
    title: Found<String>,
    number: Option<Found<String>>,
    /// The line behind the last.
    end: usize,
}

pub(crate) fn read(lexicon: &Lexicon, sheet: &Sheet<'_>, labels: &Labels) -> Titles {
    let blocks = blocks(lexicon, sheet, labels);
    let hands = sheet.head().iter().position(|line| hands_over(lexicon, line));
    let quoted = hands.and_then(|at| quoted(lexicon, &sheet.lines[at]));
    let labelled = labels.get(Field::Title).cloned();
    let first = blocks.first().cloned();
    let wrapped = first.as_ref().map(|block| block.title.clone()).or_else(|| labelled.clone());
    let inner = wrapped.and_then(|title| unwrapped(lexicon, &title));
    let mut titles = Titles {
        issuer: blocks.iter().find_map(|block| issuer_of(lexicon, &block.title)),
        number: blocks.iter().find_map(|block| block.number.clone()),
        ..Titles::default()
    };
    titles.issuer = titles.issuer.or_else(|| issuer_of(lexicon, labelled.as_ref()?));
    let behind = hands.unwrap_or_default();
    let own = blocks.iter().filter(|block| hands.is_none() || block.end > behind + 1);
    let own = own.map(|block| &block.title).filter(|title| hands.is_some() || unwrapped(lexicon, title).is_none());
    if hands.is_some() || inner.is_some() {
        titles.notice =
            first.as_ref().filter(|block| block.end <= behind || inner.is_some()).map(|block| block.title.clone());
        let said = quoted.or(inner);
        let mut own = own;
        titles.own = match &said {
            Some(said) => own.find(|title| is_same(&title.value, &said.value)).cloned().or(Some(said.clone())),
            None => own.next().cloned(),
        };
        return titles;
    }
    titles.own = first.map(|block| block.title).or_else(|| printed(lexicon, sheet, labels)).or(labelled);
    titles
}

/// The titles in the head, in order.
fn blocks(lexicon: &Lexicon, sheet: &Sheet<'_>, labels: &Labels) -> Vec<Block> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sheet.head {
        match block(lexicon, sheet, labels, at) {
            Some(block) => {
                at = block.end;
                found.push(block);
            }
            None => at += 1,
        }
    }
    found
}

/// The title that starts with the line `from`.
fn block(lexicon: &Lexicon, sheet: &Sheet<'_>, labels: &Labels, from: usize) -> Option<Block> {
    let mut title = String::new();
    for at in from..sheet.head.min(from + MOST_LINES) {
        let line = &sheet.lines[at];
        if labels.lines.contains(&at) || !is_title_line(lexicon, line, title.is_empty()) {
            return None;
        }
        title.push_str(&line.text);
        if title.chars().count() > LONGEST {
            return None;
        }
        let next = sheet.lines[..sheet.head].get(at + 1);
        if !is_whole(lexicon, &title, line, next) {
            continue;
        }
        let mut end = at + 1;
        while let Some(remark) = sheet.lines[..sheet.head].get(end).filter(|line| is_remark(lexicon, &line.text)) {
            title.push_str(&remark.text);
            end += 1;
        }
        return Some(made(sheet, title, from, end));
    }
    None
}

fn made(sheet: &Sheet<'_>, mut title: String, from: usize, end: usize) -> Block {
    let span = sheet.span(from, end - 1);
    let number = behind_title(&title).map(|(number, open)| {
        title.truncate(open);
        let last = &sheet.lines[end - 1];
        let start = last.text.rfind(['（', '(']).unwrap_or_default();
        Found::at(number, last.part_of(start..last.text.len()))
    });
    Block { title: Found::at(title, span), number, end }
}

/// Whether a line can be one of a title; the first of it, where `first`.
fn is_title_line(lexicon: &Lexicon, line: &Line<'_>, first: bool) -> bool {
    let text = &*line.text;
    let kind = matches!(line.kind, ParagraphKind::Title | ParagraphKind::Letter | ParagraphKind::Text);
    let sentence = text.contains(['。', '；', '！', '？']) || text.ends_with(['：', ':', '，', ',']);
    let structure = alone(text).is_some() || note(text).is_some() || is_number(text) || is_annex(text);
    let head = lexicon
        .documents()
        .title
        .head
        .at_end(text)
        .is_some_and(|len| organs(lexicon, &text[..text.len() - len]).is_some());
    let bracket = first && text.starts_with(['（', '(', '【']);
    kind && text.chars().count() <= LONGEST_LINE && !sentence && !structure && !head && !bracket
}

fn is_number(text: &str) -> bool {
    text.ends_with('号') && well_formed(text).is_some() && text.chars().count() <= 40
}

/// 附件, 附件1：.
fn is_annex(text: &str) -> bool {
    text.strip_prefix("附件").or_else(|| text.strip_prefix("附录")).is_some_and(|rest| {
        rest.trim_end_matches(['：', ':'])
            .chars()
            .all(|char| char.is_ascii_digit() || "一二三四五六七八九十之-".contains(char))
    })
}

/// Whether the lines so far are a title: they end with a kind of document, and the next line does not go on.
fn is_whole(lexicon: &Lexicon, title: &str, line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
    if kind::of(lexicon, title).is_none() {
        return false;
    }
    let Some(next) = next else { return true };
    let open = title.matches('《').count() > title.matches('》').count();
    let behind = next.text.starts_with(['的', '》']) || next.text.starts_with('（') && next.text.ends_with("通知");
    // 深入实施高标准 / 行动方案: the outline took both for one title.
    let titles = line.kind == ParagraphKind::Title && next.kind == ParagraphKind::Title;
    let one = titles && is_title_line(lexicon, next, true) && kind::of(lexicon, &next.text).is_some();
    let notice = issues(lexicon, title) && !ends_notice(lexicon, title) && ends_notice(lexicon, &next.text);
    !(open || behind || notice || one && organs(lexicon, &next.text).is_none())
}

/// Whether a title says that it issues another document.
fn issues(lexicon: &Lexicon, title: &str) -> bool {
    let words = &lexicon.documents().title.issues;
    title.split(['《', '〈', '“']).next().is_some_and(|before| words.within(before))
}

/// The ends of notices that issue a plan.
fn ends_notice(lexicon: &Lexicon, title: &str) -> bool {
    lexicon.documents().title.notice.at_end(kind::without_remarks(title)).is_some()
}

/// （试行）, （2021—2025年）: a line of its own that belongs to the title above.
fn is_remark(lexicon: &Lexicon, text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    let words = &lexicon.documents().title;
    inner.is_some_and(|inner| {
        let said = words.no_remark.within(inner);
        let dated = alone(text).is_some();
        inner.chars().count() <= 25 && words.remark.within(inner) && !dated && (!said || inner.ends_with('稿'))
    })
}

/// Whether a line hands over a plan: 现将《方案》印发给你们.
fn hands_over(lexicon: &Lexicon, line: &Line<'_>) -> bool {
    let text = &*line.text;
    let words = &lexicon.documents().title.hands;
    !line.numbered && text.contains(['，', '。', ',']) && words.within(text)
}

/// The title in 《》 that a sentence hands over.
fn quoted(lexicon: &Lexicon, line: &Line<'_>) -> Option<Found<String>> {
    let hands = lexicon.documents().title.hands.iter().filter_map(|word| line.text.find(word)).min()?;
    let before = &line.text[..hands];
    // What is handed over stands behind 现将, or before 已经…同意.
    let from = before.rfind("现将").or_else(|| before.find("将《")).map_or(0, |at| at);
    let open = from + before[from..].find('《')?;
    let start = open + '《'.len_utf8();
    let close = start + closing(&line.text[start..])?;
    let title = &line.text[start..close];
    kind::of(lexicon, title)?;
    Some(Found::at(title.to_owned(), line.part_of(start..close)))
}

/// Where the title ends that stands at the start of a text, 《》 within it counted.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, char) in text.char_indices() {
        match char {
            '《' => depth += 1,
            '》' if depth == 0 => return Some(at),
            '》' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The title of the plan within that of the notice: 关于印发某市行动方案的通知.
fn unwrapped(lexicon: &Lexicon, title: &Found<String>) -> Option<Found<String>> {
    let words = &lexicon.documents().title.issues;
    let text = title.value.as_str();
    let bare = kind::without_remarks(text);
    let notice = || lexicon.documents().title.notice.at_end(bare).map(|len| &bare[..bare.len() - len]);
    let end = bare.strip_suffix("通知").or_else(|| notice().filter(|before| before.ends_with('的')))?;
    let end = end.strip_suffix('的').unwrap_or(end);
    let (at, len) = words
        .iter()
        .filter_map(|word| end.find(word).map(|at| (at, word.len())))
        .min_by_key(|&(at, len)| (at, std::cmp::Reverse(len)))?;
    let inner = &end[at + len..];
    let inner = match inner.strip_prefix('《') {
        Some(rest) => &rest[..closing(rest).unwrap_or(rest.len())],
        None => inner,
    };
    let known = kind::of(lexicon, inner).is_some() && inner.chars().count() > 3;
    known.then(|| Found { value: inner.to_owned(), span: title.span })
}

/// Whether two titles are one, the place and year before the one and brackets behind it apart.
fn is_same(one: &str, other: &str) -> bool {
    let bare =
        |text: &str| -> String { kind::without_remarks(text).chars().filter(|char| char.is_alphanumeric()).collect() };
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    short.chars().count() >= 4 && long.ends_with(short.as_str())
}

/// The names before 关于 of a title.
fn issuer_of(lexicon: &Lexicon, title: &Found<String>) -> Option<Issuers> {
    let words = &lexicon.documents().title.about;
    let outside = title.value.split('《').next().unwrap_or_default();
    let at = words.iter().filter_map(|word| outside.find(word)).min()?;
    let names = organs(lexicon, &outside[..at])?;
    Some(Found { value: names, span: title.span })
}

/// The title as the outline has it, where no line ends with a kind of document: 2021年工作打算.
fn printed(lexicon: &Lexicon, sheet: &Sheet<'_>, labels: &Labels) -> Option<Found<String>> {
    let is_title = |(at, line): &(usize, &Line<'_>)| {
        line.kind == ParagraphKind::Title && !labels.lines.contains(at) && is_title_line(lexicon, line, true)
    };
    let lines: Vec<(usize, &Line<'_>)> = sheet.head().iter().enumerate().filter(is_title).collect();
    let (first, line) = *lines.first()?;
    let near: Vec<&Line<'_>> =
        lines.iter().enumerate().take_while(|(nth, (at, _))| at - first == *nth).map(|(_, (_, line))| *line).collect();
    let joined: String = near.iter().map(|line| &*line.text).collect();
    let organ = organs(lexicon, &line.text).is_some();
    if organ || !joined.contains(is_han) {
        return None;
    }
    if joined.chars().count() > LONGEST_LINE || joined.contains('，') {
        return Some(Found::at(line.text.to_string(), line.span));
    }
    let last = near.last().map_or(line.span, |line| line.span);
    Some(Found::at(joined, Span::new(line.span.start, last.end)))
}
