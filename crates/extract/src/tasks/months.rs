//! Work laid out by months: what stands below a line that is a month and nothing else (三月, 4月份：) is due in it.

use super::TaskDraft;
use crate::units::Vocabulary;
use std::ops::RangeInclusive;
use zhengtu_outline::{CALENDAR, Outline, Paragraph, ParagraphKind, heads_work};
use zhengtu_terms::dates::{Context, DateKind, Granularity, at_start};
use zhengtu_text::Span;

/// How long such a line is, with its number and in bytes (2025年10月份重点工作).
const LENGTHS: RangeInclusive<usize> = 3..=40;

/// Dates the tasks below the months of a plan that have no other limit.
pub(super) fn date(vocabulary: &Vocabulary<'_>, outline: &Outline, tasks: &mut [TaskDraft]) {
    let lines = outline.paragraphs.iter().enumerate();
    let lines = lines.filter_map(|(at, line)| Some((at, month(vocabulary, outline, line)?)));
    let months: Vec<(usize, Span)> = lines.collect();
    if months.len() < CALENDAR {
        return;
    }
    let part = |at: usize| outline.nodes[outline.paragraphs[at].node].part;
    for task in tasks.iter_mut().filter(|task| task.cell.is_none()) {
        let Some(&first) = task.paragraphs.first() else { continue };
        let above = months[..months.partition_point(|month| month.0 < first)].last();
        let above = above.filter(|month| part(month.0) == part(first)).filter(|_| task.deadlines.is_empty());
        task.deadlines.extend(above.map(|month| month.1));
    }
}

/// The month that a line is.
fn month(vocabulary: &Vocabulary<'_>, outline: &Outline, line: &Paragraph) -> Option<Span> {
    if !LENGTHS.contains(&line.span.len())
        || !matches!(line.kind, ParagraphKind::Heading | ParagraphKind::Text | ParagraphKind::Title)
    {
        return None;
    }
    let marker = outline.nodes[line.node].marker.filter(|marker| line.span.contains(*marker));
    let span = Span::new(marker.map_or(line.span.start, |marker| marker.end), line.span.end).trim(outline.text());
    let text = outline.slice(span);
    // Most short lines have no month.
    let ends = text.find('月')?;
    let date = at_start(vocabulary, text, &Context::SOME_YEAR)?;
    let is_month = (date.kind, date.granularity) == (DateKind::Period, Granularity::Month);
    let only = heads_work(vocabulary, text[date.span.end..].trim_start_matches('份'));
    let holds = [only, is_month, ends < date.span.end] == [true; 3];
    holds.then(|| date.span.shift(span.start))
}

#[cfg(test)]
mod tests {
    use crate::tasks::tasks;
    use crate::units::testing::vocabulary;
    use zhengtu_lexicon::testing::lexicon;

    /// The limits of the tasks of a text, as printed.
    fn limits(text: &str) -> Vec<String> {
        let source = zhengtu_reader::read("月历.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let outline = zhengtu_outline::parse(lexicon(), &source);
        let limit = |spans: &[zhengtu_text::Span]| spans.iter().map(|span| outline.slice(*span)).collect::<String>();
        tasks(&vocabulary(), &outline).iter().map(|task| limit(&task.deadlines)).collect()
    }

    #[test]
    fn what_stands_below_a_month_is_due_in_it() {
        let text = "某县2025年工作月历\n一月\n1.召开会议。（县财政局）\n3月份重点工作\n2.开展排查。（县水利局）\n\
                    3.编制方案。（县财政局，3月20日前）\n五月：\n4.组织评估。（县财政局）\n";
        assert_eq!(limits(text), ["一月", "3月份", "3月20日前", "五月"]);
        // Two months lay out no year.
        let two = "某县2025年工作要点\n一月\n1.召开会议。（县财政局）\n三月\n2.开展排查。（县水利局）\n";
        assert_eq!(limits(two), ["", ""]);
    }
}
