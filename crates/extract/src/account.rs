//! The account of a document: what each number, date and body name was taken for, and which
//! sentences of its measures no task covers. Nothing is left out in silence.

mod coverage;
mod overlooked;

use crate::paragraphs::paragraph_at;
use crate::places::Places;
use crate::targets::{NumberReading, Numbers};
use crate::tasks::{counts_time, is_limit_field};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Account, AccountEntry, Reading};
use zhengtu_outline::{Outline, ParagraphKind};
use zhengtu_text::{Span, strip_white};

/// What was read out of a document, as far as the account lists it. Spans are into the repaired text.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The readings of all numbers and dates.
    pub numbers: &'a Numbers,
    /// The deadline fields of the tasks.
    pub deadlines: &'a [Span],
    /// The names of bodies with a role in a task.
    pub responsible: &'a [Span],
    /// The names of bodies anywhere.
    pub mentions: &'a [Span],
    /// The tasks, each from its first to its last character.
    pub tasks: &'a [Span],
    /// Those of them that name no unit.
    pub unstated: &'a [Span],
    /// Those of them that have no deadline.
    pub undated: &'a [Span],
    /// The deadline fields that say something of which no limit was made.
    pub unread: &'a [Span],
}

/// An entry of the account before it becomes a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryDraft {
    /// The passage, in the repaired text.
    pub span: Span,
    /// What it was taken for.
    pub reading: Reading,
    /// The rule that said so, where a rule was asked.
    pub rule: Option<&'static str>,
    /// Whether the passage may be something else all the same: a target, or two names.
    pub doubtful: bool,
}

impl EntryDraft {
    /// An entry about which no rule was asked.
    pub(crate) fn plain(span: Span, reading: Reading) -> Self {
        Self { span, reading, rule: None, doubtful: false }
    }
}

/// The account of a document, in document order.
pub fn account(lexicon: &Lexicon, outline: &Outline, sources: &Sources<'_>) -> Vec<EntryDraft> {
    let mut entries = numbers(lexicon, outline, sources);
    entries.extend(markers(outline));
    entries.extend(bodies(lexicon, outline, sources));
    entries.extend(coverage::uncovered(outline, sources.tasks));
    entries.extend(overlooked::overlooked(lexicon, outline, sources));
    entries.extend(left_out(outline));
    entries.extend(sources.unread.iter().map(|&field| EntryDraft::plain(field, Reading::Overlooked)));
    entries.sort();
    entries.dedup();
    entries
}

/// The records of an account.
pub(crate) fn records(entries: &[EntryDraft], outline: &Outline, places: &Places<'_>) -> Account {
    let record = |entry: &EntryDraft| {
        let node = places.paragraph_at(entry.span.start).map(|at| &outline.nodes[outline.paragraphs[at].node]);
        AccountEntry {
            part: node.map_or(0, |node| node.part),
            path: node.map(|node| node.path.clone()).unwrap_or_default(),
            surface: strip_white(outline.slice(entry.span)),
            reading: entry.reading,
            rule: entry.rule.map(str::to_owned),
            doubtful: entry.doubtful,
            evidence: places.evidence(entry.span),
        }
    };
    Account { entries: entries.iter().map(record).collect() }
}

/// The numbers and dates; what stands in a deadline field is its deadline, and what only numbers a
/// page or an entry of a list is an ordinal.
fn numbers(lexicon: &Lexicon, outline: &Outline, sources: &Sources<'_>) -> Vec<EntryDraft> {
    let limits = Cover::new(sources.deadlines);
    let fields: Vec<Span> = sources.deadlines.iter().copied().filter(|&limit| is_limit_field(outline, limit)).collect();
    let fields = Cover::new(&fields);
    let is_target = |span: Span| !fields.holds(span) && !counts_time(lexicon, outline.slice(span));
    let entry = |number: &NumberReading| {
        let &NumberReading { span, reading, rule, doubtful } = number;
        match reading {
            Reading::ImpossibleDate => EntryDraft::plain(span, reading),
            Reading::Target if is_target(span) => EntryDraft { span, reading, rule, doubtful },
            _ if limits.holds(span) => EntryDraft::plain(span, Reading::Deadline),
            Reading::Unexplained | Reading::Count if only_numbers(outline, span) => {
                EntryDraft::plain(span, Reading::Ordinal)
            }
            reading => EntryDraft { span, reading, rule, doubtful },
        }
    };
    sources.numbers.readings.iter().map(entry).collect()
}

/// A page number, the number of a listed annex, （1） in running text.
fn only_numbers(outline: &Outline, span: Span) -> bool {
    let Some(paragraph) = paragraph_at(outline, span.start) else { return false };
    let before = outline.slice(Span::new(paragraph.span.start.min(span.start), span.start)).trim_end();
    let after = outline.slice(Span::new(span.end, paragraph.span.end.max(span.end))).trim_start();
    let lists =
        paragraph.kind == ParagraphKind::AnnexEntry || before.is_empty() || before.ends_with(['：', '。', '；', ':']);
    let page = paragraph.kind == ParagraphKind::Furniture
        || before.trim_matches(['—', '-', '–', '－', ' ']).is_empty()
            && after.trim_matches(['—', '-', '–', '－', ' ']).is_empty();
    let bracketed = before.ends_with(['（', '(']) && after.starts_with(['）', ')']);
    page || bracketed || lists && after.starts_with(['.', '．', '、'])
}

/// The printed numbers of sections and items.
fn markers(outline: &Outline) -> impl Iterator<Item = EntryDraft> + '_ {
    let markers = outline.nodes.iter().filter_map(|node| node.marker);
    markers.map(|span| EntryDraft::plain(span, Reading::Ordinal))
}

/// The lines that are no text of the document.
fn left_out(outline: &Outline) -> impl Iterator<Item = EntryDraft> + '_ {
    let lines = outline.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Furniture);
    lines.map(|paragraph| EntryDraft::plain(paragraph.span, Reading::LeftOut))
}

/// The names of bodies, each once: with a role, or mentioned.
fn bodies(lexicon: &Lexicon, outline: &Outline, sources: &Sources<'_>) -> Vec<EntryDraft> {
    let roles = Cover::new(sources.responsible);
    // 供销社等各有关部门, 由城关镇: two names, or a word of the sentence and a name, may have been read as one.
    let runs_on = |name: &str| {
        let words = &lexicon.forms().name;
        let bare = || words.harmless.iter().fold(name.to_owned(), |name, word| name.replace(word, " "));
        words.run_on.within(name) && words.run_on.within(&bare())
    };
    let with_role = sources.responsible.iter().map(|&span| EntryDraft {
        doubtful: runs_on(outline.slice(span)),
        ..EntryDraft::plain(span, Reading::Responsible)
    });
    let others = sources.mentions.iter().filter(|span| !roles.meets(**span));
    with_role.chain(others.map(|&span| EntryDraft::plain(span, Reading::Mention))).collect()
}

/// Passages by their starts, to ask what lies in them.
pub(crate) struct Cover(Vec<Span>);

impl Cover {
    pub(crate) fn new(spans: &[Span]) -> Self {
        let mut sorted = spans.to_vec();
        sorted.sort_unstable();
        // A passage reaches over those that start in it and end before it does.
        let mut furthest = 0;
        for span in &mut sorted {
            furthest = furthest.max(span.end);
            span.end = furthest;
        }
        Self(sorted)
    }

    /// Whether a passage holds all of `span`.
    pub(crate) fn holds(&self, span: Span) -> bool {
        self.last(|passage| passage.start <= span.start).is_some_and(|passage| span.end <= passage.end)
    }

    /// Whether a passage and `span` share a byte.
    fn meets(&self, span: Span) -> bool {
        self.last(|passage| passage.start < span.end).is_some_and(|passage| span.start < passage.end)
    }

    /// The last of the passages that start early enough.
    fn last(&self, early: impl Fn(&Span) -> bool) -> Option<Span> {
        self.0[..self.0.partition_point(early)].last().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::numbers as read_numbers;
    use proptest::prelude::*;
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_reader::{Block, BlockKind, Format, Source};
    use zhengtu_terms::dates::Context;

    fn outline(text: &str) -> Outline {
        let source = zhengtu_reader::read("方案.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        zhengtu_outline::parse(lexicon(), &source)
    }

    fn entries(outline: &Outline) -> Vec<EntryDraft> {
        let numbers = read_numbers(lexicon(), outline, &Context { year: Some(2023) });
        account(
            lexicon(),
            outline,
            &Sources {
                numbers: &numbers,
                deadlines: &[],
                responsible: &[],
                mentions: &[],
                tasks: &[],
                unstated: &[],
                undated: &[],
                unread: &[],
            },
        )
    }

    fn readings(text: &str) -> Vec<(String, Reading)> {
        let outline = outline(text);
        entries(&outline).iter().map(|entry| (outline.slice(entry.span).to_owned(), entry.reading)).collect()
    }

    #[test]
    fn each_number_is_listed_with_what_it_was_taken_for() {
        let found = readings(
            "某市行动方案\n一、重点任务\n1.优化服务。按照国办发〔2020〕49号文件，2023年底前，对单户500万元及以下的企业，\
             将4个环节压缩至2个，给予最高100万元奖励，服务世界500强企业。\n",
        );
        for (surface, reading) in [
            ("2020", Reading::DocumentNumber),
            ("49", Reading::DocumentNumber),
            ("2023年底前", Reading::Commitment),
            ("500万元及以下", Reading::Condition),
            ("2个", Reading::Target),
            ("100万元", Reading::Parameter),
            ("500强", Reading::Name),
            ("1.", Reading::Ordinal),
        ] {
            assert!(found.contains(&(surface.to_owned(), reading)), "{surface} {reading:?} in {found:?}");
        }
    }

    #[test]
    fn a_number_in_a_deadline_field_is_a_deadline() {
        let outline = outline("方案\n一、重点任务\n1.优化服务。改进流程。\n完成时限：2023年6月\n");
        let start = outline.text().find("2023年6月").unwrap();
        let field = [Span::new(start, start + "2023年6月".len())];
        let numbers = read_numbers(lexicon(), &outline, &Context::default());
        let sources = Sources {
            numbers: &numbers,
            deadlines: &field,
            responsible: &[],
            mentions: &[],
            tasks: &[],
            unstated: &[],
            undated: &[],
            unread: &[],
        };
        let found = account(lexicon(), &outline, &sources);
        assert!(found.contains(&EntryDraft::plain(field[0], Reading::Deadline)));
    }

    #[test]
    fn a_date_that_the_calendar_does_not_have_is_listed_as_such_wherever_it_stands() {
        let text = "方案\n一、重点任务\n1.优化服务。2023年2月30日前完成，第五季度验收，2023年2月28日前报送。\n\
                    完成时限：2023年9月31日\n";
        let outline = outline(text);
        let start = outline.text().find("2023年9月31日").unwrap();
        let field = [Span::new(start, start + "2023年9月31日".len())];
        let numbers = read_numbers(lexicon(), &outline, &Context { year: Some(2023) });
        let sources = Sources {
            numbers: &numbers,
            deadlines: &field,
            responsible: &[],
            mentions: &[],
            tasks: &[],
            unstated: &[],
            undated: &[],
            unread: &[],
        };
        let found = account(lexicon(), &outline, &sources);
        let impossible = found.iter().filter(|entry| entry.reading == Reading::ImpossibleDate);
        let printed: Vec<_> = impossible.map(|entry| outline.slice(entry.span)).collect();
        assert_eq!(printed, ["2023年2月30日前", "第五季度", "2023年9月31日"]);
    }

    #[test]
    fn page_furniture_is_listed_as_left_out_and_text_is_not() {
        let text = "方案\n一、重点任务\n某县公报\n";
        let block = |line: &str, kind: BlockKind| {
            let start = text.find(line).unwrap();
            Block::new(Span::new(start, start + line.len()), kind)
        };
        let paragraph = BlockKind::Paragraph { level: None };
        let blocks = vec![
            block("方案", paragraph.clone()),
            block("一、重点任务", paragraph),
            block("某县公报", BlockKind::Furniture),
        ];
        let source = Source { text: text.into(), blocks, format: Format::Pdf, ..Source::default() };
        let outline = zhengtu_outline::parse(lexicon(), &source);
        let found = entries(&outline);
        let left_out = found.iter().filter(|entry| entry.reading == Reading::LeftOut);
        assert_eq!(left_out.map(|entry| outline.slice(entry.span)).collect::<Vec<_>>(), ["某县公报"]);
    }

    #[test]
    fn a_name_with_a_role_is_not_listed_as_a_mention_too() {
        let outline = outline("某局、供销社等各有关部门负责，另有某厅某处某科办理");
        let (role, run_on, other) = (Span::new(0, 6), Span::new(9, 36), Span::new(51, 57));
        let numbers = Numbers::default();
        let sources = Sources {
            numbers: &numbers,
            deadlines: &[],
            responsible: &[role, run_on],
            mentions: &[role, other],
            tasks: &[],
            unstated: &[],
            undated: &[],
            unread: &[],
        };
        let entries = bodies(lexicon(), &outline, &sources);
        let found: Vec<_> = entries.iter().map(|entry| (entry.span, entry.reading, entry.doubtful)).collect();
        let (with_role, mention) = (Reading::Responsible, Reading::Mention);
        assert_eq!(found, [(role, with_role, false), (run_on, with_role, true), (other, mention, false)]);
    }

    proptest! {
        #[test]
        fn every_digit_of_a_document_is_in_the_account(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "1", "20", "2021", "3.5", "年", "月", "日", "%", "个", "万元", "至", "第", "（", "）", "“", "”", "，", "。", "、",
                    "到", "不超过", "5G", "/", "-", "〔", "〕", "号", "一", "三", "十", "季度", "每", "以上", "：", "县", "企业",
                ]),
                1..40,
            )
        ) {
            let outline = outline(&format!("方案\n一、重点任务\n1.优化服务。{}\n2.改进。完成。\n", pieces.concat()));
            let entries = entries(&outline);
            for (at, char) in outline.text().char_indices().filter(|(_, char)| char.is_ascii_digit()) {
                let digit = Span::new(at, at + char.len_utf8());
                prop_assert!(entries.iter().any(|entry| entry.span.contains(digit)), "{at} in {:?}", outline.text());
            }
        }
    }
}
