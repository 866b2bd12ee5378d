//! Documents cited: 《title》（文号）, either of them alone, and what they are cited for.

use regex::{Match, Regex};
use std::sync::LazyLock;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::CitationUse;
use zhengtu_outline::{NodeId, Outline, Paragraph, ParagraphKind};
use zhengtu_text::{Span, is_han, strip_white};

/// A citation before it gets its IRI and evidence. Spans are into the repaired text of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationDraft {
    /// The node that cites.
    pub node: NodeId,
    /// The whole citation, title and number.
    pub span: Span,
    /// The title between 《 and 》, white space removed.
    pub title: Option<String>,
    /// The document number with its year in 〔〕; `None` where the number is malformed.
    pub number: Option<String>,
    /// The number as printed, white space removed.
    pub number_raw: Option<String>,
    /// What the document is cited for.
    pub usage: CitationUse,
}

/// A citation in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The whole citation, title and number.
    pub span: Span,
    /// The title between 《 and 》, white space removed.
    pub title: Option<String>,
    /// The document number with its year in 〔〕; `None` where the number is malformed.
    pub number: Option<String>,
    /// The number as printed, white space removed.
    pub number_raw: Option<String>,
    /// What the document is cited for.
    pub usage: CitationUse,
}

/// The documents that an outline cites, in document order. The document's own number, which stands on
/// a line of its own above the text or in the notice that it was issued, is none.
pub fn citations(lexicon: &Lexicon, outline: &Outline) -> Vec<CitationDraft> {
    let read = outline.paragraphs.iter().filter(|paragraph| paragraph.kind != ParagraphKind::Furniture);
    read.flat_map(|paragraph| in_paragraph(lexicon, outline, paragraph)).collect()
}

fn in_paragraph(lexicon: &Lexicon, outline: &Outline, paragraph: &Paragraph) -> Vec<CitationDraft> {
    let text = outline.slice(paragraph.span);
    if is_own_number(lexicon, text) {
        return Vec::new();
    }
    let drafts = cited(lexicon, text).into_iter().map(|found| CitationDraft {
        node: paragraph.node,
        span: found.span.shift(paragraph.span.start),
        title: found.title,
        number: found.number,
        number_raw: found.number_raw,
        usage: found.usage,
    });
    drafts.collect()
}

/// The documents that a paragraph cites, in order.
pub fn cited(lexicon: &Lexicon, text: &str) -> Vec<Cited> {
    // Every paragraph is asked, and most have neither; a string is looked for by all its bytes at once.
    if !text.contains("《") && !text.contains("号") {
        return Vec::new();
    }
    let mut found = with_titles(lexicon, text);
    let bare: Vec<Cited> = numbers(lexicon, text)
        .into_iter()
        .filter(|span| found.iter().all(|citation| !citation.span.overlaps(*span)))
        .map(|span| Cited {
            span,
            title: None,
            number: well_formed(span.of(text)),
            number_raw: Some(strip_white(span.of(text))),
            usage: CitationUse::Mention,
        })
        .collect();
    found.extend(bare);
    found.sort_by_key(|citation| citation.span);
    for index in 0..found.len() {
        found[index].usage = usage(lexicon, text, &found[..index], found[index].span);
    }
    // The words behind the last of a row hold for all of it.
    let mut next: Option<(usize, CitationUse)> = None;
    for citation in found.iter_mut().rev() {
        let end = citation.span.end;
        let joined = |between: &str| JOINS.is_match(between) && !between.contains(['，', ',']);
        let of_row = next.filter(|&(start, _)| joined(&text[end..start])).map(|(_, usage)| usage);
        let behind = of_row.or_else(|| lexicon.citations().use_before(&text[end..]));
        citation.usage = behind.unwrap_or(citation.usage);
        next = behind.map(|usage| (citation.span.start, usage));
    }
    found
}

/// The year in brackets of any form and the number of a document number. GB/T 9704-2012, section 7.2.5,
/// wants 〔〕; all forms that are met are read.
static YEAR_AND_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"[〔\[［【（(〈]\s*(?:19|20)\s*[0-9]\s*[0-9]\s*[〕\]］】）)〉]\s*第?\s*[0-9][0-9\s]{0,5}\s*号")
});

/// The year and the number of an announcement, and the number of an order: 公告2022年第31号, 令第748号.
static SERIES: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?:公告|通告|公报|令)\s*(?:(?:19|20)[0-9]{2}\s*年\s*)?第\s*[0-9]{1,4}\s*号"));

/// The longest sign of an agency, in characters with white space.
const LONGEST_AGENCY: usize = 15;

/// The document numbers in a text, agency and all.
fn numbers(lexicon: &Lexicon, text: &str) -> Vec<Span> {
    if !text.contains("号") {
        return Vec::new();
    }
    let mut printed: Vec<Match<'_>> = YEAR_AND_NUMBER.find_iter(text).chain(SERIES.find_iter(text)).collect();
    printed.sort_by_key(Match::start);
    // The sign of an agency begins behind the number before it: 号 could be one of its characters.
    let before = std::iter::once(0).chain(printed.iter().map(Match::end));
    let spans = printed.iter().zip(before).filter_map(|(number, behind)| {
        let signs = text.get(behind..number.start())?.char_indices().rev().take(LONGEST_AGENCY);
        let start = behind + signs.take_while(|(_, char)| is_agency(*char)).last()?.0;
        let span = number_span(lexicon, text, Span::new(start, number.end()).trim(text));
        text[span.start..number.start()].chars().any(|char| !char.is_whitespace()).then_some(span)
    });
    spans.collect()
}

fn is_agency(char: char) -> bool {
    is_han(char) || char.is_whitespace()
}

/// The brackets around the year of a document number, in all forms that are met.
const OPENING: [char; 8] = ['〔', '[', '［', '【', '（', '(', '〈', '﹝'];
const CLOSING: [char; 8] = ['〕', ']', '］', '】', '）', ')', '〉', '﹞'];

/// Something that was meant for a document number: it has its year or its 号, and a bracket or digits.
static MALFORMED: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"^[一-鿿]{1,14}[〔\[［【（(〈]?(?:19|20)?\d{2,8}[〕\]］】）)〉]?(?:第?\d*号|第?\d+)?$|^[一-鿿]{1,14}[〔\[［【]\s*\d*[〕\]］】)）]?\d*号?$",
    )
});

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// The citations that have a title, each with the number in the bracket behind it.
fn with_titles(lexicon: &Lexicon, text: &str) -> Vec<Cited> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('《').map(|at| from + at) {
        let inside = open + '《'.len_utf8();
        let Some(close) = title_end(text, inside) else {
            from = inside;
            continue;
        };
        let end = close + '》'.len_utf8();
        let number = number_behind(lexicon, text, end);
        let span = Span::new(open, number.map_or(end, |(whole, _)| whole.end));
        let raw = number.map(|(_, number)| strip_white(number.of(text)));
        found.push(Cited {
            span,
            title: Some(strip_white(&text[inside..close])),
            number: raw.as_deref().and_then(well_formed),
            number_raw: raw,
            usage: CitationUse::Mention,
        });
        from = span.end;
    }
    let is_document = |title: &String| !title.is_empty() && !lexicon.citations().is_paper(title);
    found.retain(|citation| citation.title.as_ref().is_some_and(is_document));
    found
}

/// The longest title that is believed, in characters.
const LONGEST_TITLE: usize = 150;

/// Where the title that starts at byte `from` ends: at the 》 that closes it, 《 and 〈 within it counted;
/// at the first 》 where they do not come out even.
fn title_end(text: &str, from: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut first = None;
    for (at, char) in text[from..].char_indices().take(LONGEST_TITLE) {
        match char {
            '《' => depth += 1,
            '》' if depth == 0 => return Some(from + at),
            '》' => {
                first = first.or(Some(from + at));
                depth -= 1;
            }
            '。' | '\n' => break,
            _ => {}
        }
    }
    first
}

/// The bracket behind a title, if it holds a document number: the end of the bracket as a span from
/// `from`, and the number.
fn number_behind(lexicon: &Lexicon, text: &str, from: usize) -> Option<(Span, Span)> {
    let rest = &text[from..];
    let lead = rest.len() - rest.trim_start().len();
    let open = rest[lead..].chars().next().filter(|char| matches!(char, '（' | '(' | '〔' | '['))?;
    let inside = from + lead + open.len_utf8();
    let close = closing_bracket(text, inside)?;
    let whole = Span::new(from, close.end);
    let content = Span::new(inside, close.start);
    if let Some(number) = numbers(lexicon, content.of(text)).first() {
        return Some((whole, number.shift(inside)));
    }
    let first = content.of(text).split(['，', ',', '；', ';', '、']).next().unwrap_or_default();
    let first = Span::new(inside, inside + first.len()).trim(text);
    MALFORMED.is_match(&strip_white(first.of(text))).then_some((whole, first))
}

/// The sign that closes a round bracket whose content starts at byte `from`; brackets within counted.
fn closing_bracket(text: &str, from: usize) -> Option<Span> {
    let mut depth = 0usize;
    for (at, char) in text[from..].char_indices().take(LONGEST_TITLE) {
        match char {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => return Some(Span::new(from + at, from + at + char.len_utf8())),
            '）' | ')' => depth -= 1,
            '\n' => break,
            _ => {}
        }
    }
    None
}

/// The span of a number without the words of the sentence before it.
fn number_span(lexicon: &Lexicon, text: &str, span: Span) -> Span {
    let agency = span.of(text).find(['〔', '[', '［', '【', '（', '(', '〈']).unwrap_or(0);
    let start = lexicon.citations().agency_start(&span.of(text)[..agency]);
    Span::new(span.start + start, span.end).trim(text)
}

/// The number with its year in 〔〕, if it has agency, year and number.
fn well_formed(number: &str) -> Option<String> {
    let number = strip_white(number);
    if SERIES.find(&number).is_some_and(|found| found.end() == number.len() && found.start() > 0) {
        return Some(number);
    }
    let open = number.find(OPENING).filter(|&at| at > 0)?;
    let (agency, rest) = number.split_at(open);
    let rest = rest.trim_start_matches(OPENING);
    let year = rest.get(..4).filter(|year| year.starts_with("19") || year.starts_with("20"))?;
    let after = rest[year.len()..].strip_prefix(CLOSING)?;
    let digits = after.strip_prefix('第').unwrap_or(after).strip_suffix('号')?;
    if !agency.chars().all(is_han) {
        return None;
    }
    if number[open..].chars().nth(1) != year.chars().next() {
        return None;
    }
    let formed = [year, digits].into_iter().all(is_short_number);
    formed.then(|| format!("{agency}〔{year}〕{digits}号"))
}

/// The most digits that the number of a document has.
const MOST_DIGITS: usize = 5;

/// Whether a text is a year or the number of a document.
fn is_short_number(text: &str) -> bool {
    (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the paragraph is nothing but a document number, or the notice in a bracket that the document was
/// issued under it: the document's own.
fn is_own_number(lexicon: &Lexicon, text: &str) -> bool {
    let notice = text.strip_prefix(['(', '（']).and_then(|text| text.strip_suffix([')', '）']));
    if notice.is_some_and(|notice| is_notice_of_issue(lexicon, notice)) {
        return true;
    }
    if text.len() > LONGEST_NUMBER_LINE {
        return false;
    }
    if !text.ends_with('号') {
        return false;
    }
    well_formed(text).is_some()
}

/// The longest line that is nothing but a document number, in bytes.
const LONGEST_NUMBER_LINE: usize = 120;

/// Whether a note says how the document was issued: under its own number, and none of another.
fn is_notice_of_issue(lexicon: &Lexicon, note: &str) -> bool {
    if note.contains('《') {
        return false;
    }
    if !lexicon.citations().says_issued(note) {
        return false;
    }
    !numbers(lexicon, note).is_empty()
}

/// What the document at `span` is cited for. In a row of citations (《…》、《…》和《…》) the words before
/// the first hold for all.
fn usage(lexicon: &Lexicon, text: &str, before: &[Cited], span: Span) -> CitationUse {
    let previous = before.iter().rev().find(|citation| citation.span.end <= span.start);
    let joined = previous.filter(|previous| JOINS.is_match(&text[previous.span.end..span.start]));
    if let Some(of_row) = joined {
        return of_row.usage;
    }
    let from = previous.map_or(0, |previous| previous.span.end);
    let between = &text[from..span.start];
    let clause = between.rfind(['。', '；', ';', '，', ',', '：', ':', '！', '\n']).map_or(0, |at| from + at);
    lexicon.citations().use_after(&text[clause.max(from)..span.start])
}

static JOINS: LazyLock<Regex> = LazyLock::new(|| compile(r"^\s*(?:等)?[、,，和及与以及\s]*$"));

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    fn all(text: &str) -> Vec<(Option<String>, Option<String>, CitationUse)> {
        cited(lexicon(), text).into_iter().map(|found| (found.title, found.number, found.usage)).collect()
    }

    fn one(text: &str) -> (Option<String>, Option<String>, CitationUse) {
        let found = all(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.into_iter().next().unwrap()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_number_is_read_in_every_form_of_bracket() {
        for number in [
            "国办函〔2020〕129号",
            "国办函[2020]129号",
            "国办函（2020）129号",
            "国办函［2020］129号",
            "国办函【2020】129号",
            "国办函〔 2020〕 129 号",
            "国办函〔2020〕第129号",
        ] {
            let text = format!("根据《关于供暖收费的意见》（{number}），制定");
            assert_eq!(
                one(&text),
                (some("关于供暖收费的意见"), some("国办函〔2020〕129号"), CitationUse::Basis),
                "{text}"
            );
        }
    }

    #[test]
    fn the_agency_of_a_number_begins_behind_the_number_before_it() {
        let text = format!("业数字{}", "〔2021〕5号同时废止".repeat(5));
        let found = cited(lexicon(), &text);
        assert_eq!(found[0].number.as_deref(), Some("业数字〔2021〕5号"));
        assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{found:?}");
        let found = all("印发市政〔2021〕3号县政〔2022〕4号");
        assert_eq!(
            found.iter().map(|one| one.1.as_deref()).collect::<Vec<_>>(),
            [Some("市政〔2021〕3号"), Some("县政〔2022〕4号")]
        );
    }

    #[test]
    fn titles_may_hold_titles() {
        let text = "按照《市政府关于转发〈供水收费意见〉的通知》（市政〔2021〕3号，以下简称《通知》）要求";
        let found = cited(lexicon(), text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title.as_deref(), Some("市政府关于转发〈供水收费意见〉的通知"));
        assert_eq!(found[0].number.as_deref(), Some("市政〔2021〕3号"));
        assert!(found[0].span.of(text).ends_with("《通知》）"));
        assert_eq!(one("落实《关于印发《行动方案》的通知》").0, some("关于印发《行动方案》的通知"));
        assert_eq!(all("《甲《乙》与《丙》").len(), 2, "an open title ends at the first sign that closes one");
    }

    #[test]
    fn title_and_number_may_each_stand_alone() {
        assert_eq!(one("严格执行《优化营商环境条例》"), (some("优化营商环境条例"), None, CitationUse::Implements));
        assert_eq!(
            one("按照省财政厅豫财办〔2020〕7号文件要求"),
            (None, some("省财政厅豫财办〔2020〕7号"), CitationUse::Basis)
        );
        assert_eq!(one("见国办发〔2019〕39号").1, some("国办发〔2019〕39号"));
    }

    #[test]
    fn a_malformed_number_is_kept_as_printed() {
        for raw in ["温政办2021〕7号", "温政办〔2021〕号", "温政办〔20217号", "温政办〔2021〕7", "温政办〔21〕7号"]
        {
            let text = format!("根据《温县方案》（{raw}）");
            let found = cited(lexicon(), &text);
            assert_eq!((found[0].number.clone(), found[0].number_raw.as_deref()), (None, Some(raw)), "{text}");
        }
        let plain = cited(lexicon(), "《温县方案》（2021年修订）");
        assert_eq!((plain[0].number_raw.clone(), plain[0].span.len()), (None, "《温县方案》".len()));
    }

    #[test]
    fn the_words_before_tell_the_use_for_a_whole_row() {
        let uses = |text: &str| all(text).into_iter().map(|(.., usage)| usage).collect::<Vec<_>>();
        assert_eq!(
            uses("根据《甲》《乙》和《丙》（国发〔2020〕1号），落实《丁》"),
            [CitationUse::Basis, CitationUse::Basis, CitationUse::Basis, CitationUse::Implements]
        );
        assert_eq!(uses("依据《甲》，制定《乙》"), [CitationUse::Basis, CitationUse::Mention]);
        assert_eq!(uses("落实有关政策。《甲》另行印发"), [CitationUse::Mention]);
    }

    #[test]
    fn announcements_and_orders_have_numbers() {
        assert_eq!(
            one("落实《关于不良债权税收政策的公告》（财政部 税务总局公告2022年第31号）").1,
            some("财政部税务总局公告2022年第31号")
        );
        assert_eq!(one("根据《城市供水条例》（国务院令第726号）").1, some("国务院令第726号"));
        assert_eq!(all("贴出公告3号楼"), []);
    }

    #[test]
    fn what_is_repealed_is_said_behind_it_and_papers_are_no_documents() {
        let uses = |text: &str| all(text).into_iter().map(|(.., usage)| usage).collect::<Vec<_>>();
        assert_eq!(
            uses("根据《甲》，《乙意见》（某政〔2015〕3号）、《丙办法》同时废止"),
            [CitationUse::Basis, CitationUse::Repeals, CitationUse::Repeals]
        );
        assert_eq!(uses("落实《乙意见》，原有做法同时废止"), [CitationUse::Implements]);
        assert_eq!(all("换房人签订《房屋买卖合同》"), []);
    }

    #[test]
    fn the_notice_of_issue_holds_the_documents_own_number() {
        assert!(is_own_number(lexicon(), "（2023年1月30日某市人民政府某府规字〔2023〕1号文发布）"));
        assert!(!is_own_number(lexicon(), "（见某府规字〔2023〕1号）"));
        assert!(!is_own_number(lexicon(), "（2023年1月30日发布）"));
    }

    #[test]
    fn other_brackets_and_numbers_are_no_citations() {
        for text in ["办理时限10个工作日（2021年底前）", "第3号公告栏", "共同缔造（2021）", "《未完"]
        {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
