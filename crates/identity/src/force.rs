//! From when to when a document is in force.

use crate::Found;
use crate::labels::{Field, Labels};
use crate::note::note;
use crate::sheet::{Line, Sheet};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::{Lexicon, Words};
use zhengtu_model::Date;
use zhengtu_terms::dates::{day_at_start, first_day};
use zhengtu_text::numeral::exact;
use zhengtu_text::signs;

/// The days between which a document is in force.
#[derive(Clone, Debug, Default)]
pub(crate) struct Force {
    pub(crate) from: Option<Found<Date>>,
    pub(crate) to: Option<Found<Date>>,
}

/// 5年, 两年, 18个月.
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^(?:暂定|暂)?为?期?(?:暂定)?(\d{1,3}|[一二三四五六七八九十两]{1,3})(个月|年)(?:[，。；,;）)]|$)")
});

/// 30日后, 三十日后.
static LATER: LazyLock<Regex> =
    LazyLock::new(|| compile(r"^起?(?:满|第)?(\d{1,3}|[一二三四五六七八九十]{1,3})(日|天|个月)(?:后|起)"));

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// Reads the sentences that speak of the document as a whole, the note below its title and the data above its text.
pub(crate) fn read(lexicon: &Lexicon, sheet: &Sheet<'_>, labels: &Labels, issued: Option<Date>) -> Force {
    let mut force = Force::default();
    for line in &sheet.lines {
        let Some(start) = whole(lexicon, line) else { continue };
        let reader = Sentence { lexicon, line, text: &line.text[start..], shift: start, issued };
        force.from = force.from.or_else(|| reader.from());
        force.to = force.to.or_else(|| reader.to(force.from.as_ref()));
    }
    let labelled = |field| {
        let found = labels.get(field)?;
        first_day(&found.value).map(|day| Found { value: day.date, span: found.span })
    };
    force.from = force.from.or_else(|| labelled(Field::From));
    force.to = force.to.or_else(|| labelled(Field::To));
    force
}

/// Where the sentence starts that says from when or until when the document holds.
fn whole(lexicon: &Lexicon, line: &Line<'_>) -> Option<usize> {
    let words = &lexicon.documents().force;
    let text = &*line.text;
    // Every line is asked, and each of the words of force has one of the signs; each is looked for by all its bytes.
    let has_any = |signs: &[char]| signs.iter().any(|&sign| text.contains(sign));
    let may_say = || has_any(&['起', '效', '期']) && has_any(&['自', '从', '效', '期', '至']);
    if !may_say() {
        return None;
    }
    if note(text).is_some() {
        return text.find('自').or_else(|| text.find("起施行"));
    }
    let stops = signs(text).filter(|(_, char)| matches!(char, '。' | '；' | '、' | '，' | '.'));
    let said = std::iter::once(0).chain(stops.map(|(at, char)| at + char.len_utf8())).find(|&at| {
        let sentence = text[at..].trim_start_matches(|char: char| char.is_ascii_digit() || MARKS.contains(&char));
        words.whole.at_start(sentence).is_some_and(|len| speaks(lexicon, &sentence[len..]))
    });
    let bare = || {
        // 自发布之日起施行。 as a paragraph of its own.
        let near_end = !line.numbered || text.chars().count() < 80;
        let opens = text.starts_with("自") || text.starts_with("有效期");
        (near_end && opens && speaks(lexicon, text)).then_some(0)
    };
    said.or_else(bare)
}

/// Whether the sentence goes on to say when something holds, before its end.
fn speaks(lexicon: &Lexicon, rest: &str) -> bool {
    let words = &lexicon.documents().force;
    let sentence = rest.split('。').next().unwrap_or_default();
    (sentence.contains(['自', '从']) && words.begins.within(sentence))
        || words.term.within(sentence)
        || sentence.contains("执行至")
        || sentence.contains("实施至")
}

/// The signs of the numbers of articles and sentences, beside digits.
const MARKS: [char; 19] =
    ['（', '）', '(', ')', '第', '条', '章', '.', '、', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// A sentence about the document.
struct Sentence<'a> {
    lexicon: &'a Lexicon,
    line: &'a Line<'a>,
    text: &'a str,
    shift: usize,
    issued: Option<Date>,
}

impl Sentence<'_> {
    fn at<T>(&self, value: T, start: usize, end: usize) -> Found<T> {
        Found::at(value, self.line.part_of(self.shift + start..self.shift + end))
    }

    /// The day from which it holds: behind 自 or 从, before 起.
    fn from(&self) -> Option<Found<Date>> {
        let words = &self.lexicon.documents().force;
        for (at, _) in self.text.char_indices().filter(|(_, char)| matches!(char, '自' | '从')) {
            let rest = &self.text[at + '自'.len_utf8()..];
            let clause = rest.split(['。', '；']).next().unwrap_or_default();
            if let Some(day) = day_at_start(clause) {
                let behind = &clause[day.span.end..];
                let begins = behind.trim_start_matches('起').trim_start_matches("开始").trim_start_matches("正式");
                let spans = behind.starts_with('至')
                    || behind.starts_with("起至")
                    || behind.starts_with("—")
                    || behind.starts_with("到");
                if words.begins.at_start(begins).is_some() || spans && words.begins.within(clause) {
                    return Some(self.at(day.date, at, at + '自'.len_utf8() + day.span.end));
                }
            }
            if let Some(len) = words.issue.at_start(clause)
                && let Some(date) = self.later(&clause[len..])
            {
                return Some(self.at(date, at, at + '自'.len_utf8() + len));
            }
        }
        None
    }

    /// The day of issue, or so many days after it, where `behind` says that it holds from then on.
    fn later(&self, behind: &str) -> Option<Date> {
        let issued = self.issued?;
        let found = LATER.captures(behind);
        let rest = found.as_ref().and_then(|found| found.get(0)).map_or(behind, |found| &behind[found.end()..]);
        let rest = rest.trim_start_matches(['起', '正', '式', '后', '开', '始']);
        self.lexicon.documents().force.begins.at_start(rest)?;
        let Some(found) = found else { return Some(issued) };
        let count = number(&found[1])?;
        if &found[2] == "个月" { issued.plus_months(count) } else { issued.plus_days(i64::from(count)) }
    }

    /// The last day: behind 有效期至, or the end of a term from the first day.
    fn to(&self, from: Option<&Found<Date>>) -> Option<Found<Date>> {
        self.until().or_else(|| self.spanned()).or_else(|| self.term(from))
    }

    /// 有效期至2023年12月31日, 执行至2023年12月31日.
    fn until(&self) -> Option<Found<Date>> {
        let words = &self.lexicon.documents().force;
        for (at, len) in places(&words.term, self.text).into_iter().chain(places(&words.begins, self.text)) {
            let rest = self.text[at + len..].trim_start_matches(['为', '：', ':', '暂', '定', '限']);
            let Some(sign) = words.until.at_start(rest) else { continue };
            if let Some(day) = day_at_start(&rest[sign..]) {
                let start = self.text.len() - rest.len() + sign;
                return Some(self.at(day.date, at, start + day.span.end));
            }
        }
        None
    }

    /// 自2022年1月1日起至2023年12月31日止.
    fn spanned(&self) -> Option<Found<Date>> {
        let begin = first_day(self.text)?;
        let rest = &self.text[begin.span.end..];
        let clause = rest.split(['。', '；']).next().unwrap_or_default();
        let sign = self.lexicon.documents().force.span.at_start(clause)?;
        let day = day_at_start(&clause[sign..])?;
        let start = begin.span.end + sign;
        Some(self.at(day.date, begin.span.start, start + day.span.end))
    }

    /// 有效期5年.
    fn term(&self, from: Option<&Found<Date>>) -> Option<Found<Date>> {
        let words = &self.lexicon.documents().force;
        let from = from?.value;
        for (at, len) in places(&words.term, self.text) {
            let rest = &self.text[at + len..];
            let bare = rest.trim_start_matches(['限', '：', ':']);
            let Some(found) = TERM.captures(bare) else { continue };
            let months = number(&found[1])? * if &found[2] == "年" { 12 } else { 1 };
            let last = from.plus_months(months)?.yesterday()?;
            let end = self.text.len() - bare.len() + found.get(2)?.end();
            return Some(self.at(last, at, end));
        }
        None
    }
}

/// Where the words of a group stand in a text, and how long they are.
fn places(words: &Words, text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> =
        words.iter().flat_map(|word| text.match_indices(word).map(|(at, word)| (at, word.len()))).collect();
    found.sort_by_key(|&(at, len)| (at, std::cmp::Reverse(len)));
    found.dedup_by_key(|&mut (at, _)| at);
    found
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| if text == "两" { Some(2) } else { exact(text) })
}
