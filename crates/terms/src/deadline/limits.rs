//! Limits inside running text, a bracket, a statement or a heading: 6月底前, 2022年4月—6月, 截至…,
//! 自受理之日起5个工作日.

use super::relative;
use crate::dates::{self, Context, DateKind, DateMention, Granularity};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::deadlines::DeadlineWord;
use zhengtu_lexicon::terms::LimitWords;
use zhengtu_model::Deadline;
use zhengtu_text::{Span, signs};

/// A time limit as a text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The words that name the day or time (2022年6月底前), and nothing else.
    pub span: Span,
    /// The clause in which they stand, without the signs at its ends.
    pub clause: Span,
    /// What they say; [`Deadline::None`] where the time counts from something that has no day, is given
    /// in working days, or names a day that the calendar does not have (9月31日) or that differs from place to place (汛期前).
    pub deadline: Deadline,
    /// The event from which the time counts (受理, 印发), where it counts from one.
    pub event: Option<Span>,
}

/// The limits of `text`, in order: what says by when something is to be done.
///
/// A day or period with 前, 底, 末, 到 or 截至; a period of months or less that is all its clause says
/// (2022年4月—6月) or that a word of completion follows (2021年完成); a rule by which days come again;
/// a time that counts from an event. Words of standing or immediate work count only where they are all
/// that a short clause says. No limit is what something is compared with, begins from or has reached
/// (截至2020年底已建成), a year that only dates (2021年预算), or a title in 《》.
///
/// ```
/// use zhengtu_lexicon::Lexicon;
/// use zhengtu_terms::{dates::Context, deadline};
/// let text = "市水利局牵头，2022年6月底前完成试点，长期坚持";
/// let limits = deadline::find(&Lexicon::built_in(), text, &Context::default());
/// assert_eq!(limits[0].span.of(text), "2022年6月底前");
/// assert_eq!(limits[0].clause.of(text), "2022年6月底前完成试点");
/// assert_eq!(limits[0].deadline.end().unwrap().to_string(), "2022-06-30");
/// assert_eq!(limits[1].deadline, zhengtu_model::Deadline::Ongoing);
/// ```
pub fn find(lexicon: &Lexicon, text: &str, context: &Context) -> Vec<Limit> {
    let mut mentions = dates::scan(lexicon, text, context);
    let titles = titles(text);
    mentions.retain(|mention| !in_title(&titles, mention.span));
    let mut rest = mentions.as_slice();
    let mut limits = Vec::new();
    for clause in clauses(text) {
        let own = rest.iter().take_while(|mention| mention.span.start < clause.end).count();
        let (here, later) = rest.split_at(own);
        rest = later;
        of_clause(lexicon, text, clause, here, &mut limits);
    }
    limits
}

/// The limits of one clause, whose dates are `mentions`.
fn of_clause(lexicon: &Lexicon, text: &str, clause: Span, mentions: &[DateMention], limits: &mut Vec<Limit>) {
    let words = lexicon.terms();
    if let Some(counted) = relative::find(words, clause.of(text)) {
        let event = Some(counted.event.shift(clause.start));
        return limits.push(Limit {
            span: counted.span.shift(clause.start),
            clause,
            deadline: counted.deadline,
            event,
        });
    }
    let before = limits.len();
    for mention in mentions {
        if let Some(deadline) = stated(&words.limit, text, clause, mention) {
            limits.push(Limit { span: mention.span, clause, deadline, event: None });
        }
    }
    if limits.len() == before && mentions.is_empty() {
        limits.extend(standing(lexicon, text, clause));
    }
}

/// What a date says as a limit, if it is one.
fn stated(words: &LimitWords, text: &str, clause: Span, mention: &DateMention) -> Option<Deadline> {
    let before = text[clause.start.min(mention.span.start)..mention.span.start].trim();
    let after = text[mention.span.end..clause.end.max(mention.span.end)].trim();
    // 截至2020年底已建成30个: a state that has been reached.
    if words.reached.at_start(after.trim_start_matches(['，', ','])).is_some() {
        return None;
    }
    let (opens, done) = (is_opening(words, before), is_done(words, after));
    let alone = opens && after.is_empty();
    let short = mention.granularity < Granularity::Year;
    match &mention.kind {
        // 主汛期前: its day differs from place to place.
        DateKind::By => Some(end(mention).unwrap_or(Deadline::None)),
        DateKind::Impossible => Some(Deadline::None),
        DateKind::Recurring(rule) if alone || opens && done => Some(Deadline::Recurring { rule: rule.clone() }),
        DateKind::Range if alone && short => Some(Deadline::Interval { start: mention.start?, end: mention.end? }),
        DateKind::Period if done || alone && short => end(mention),
        _ => None,
    }
}

fn end(mention: &DateMention) -> Option<Deadline> {
    mention.end.map(|end| Deadline::Date { end })
}

/// Whether nothing, or only a word that leads to a day, stands before it, from the start or a colon on.
fn is_opening(words: &LimitWords, before: &str) -> bool {
    let lead = words.lead.at_end(before).unwrap_or(0);
    let before = &before[..before.len() - lead];
    before.is_empty() || before.ends_with(['：', ':'])
}

/// Whether what follows a day is finished or begun by it.
fn is_done(words: &LimitWords, after: &str) -> bool {
    [&words.done, &words.begun, &words.wholly].into_iter().any(|group| group.at_start(after).is_some())
}

/// The titles and numbers of documents in a text: 《…》, 〔…〕.
fn titles(text: &str) -> Vec<Span> {
    let mut open = None;
    let mut found = Vec::new();
    for (at, char) in signs(text) {
        match char {
            '《' | '〔' => open = open.or(Some(at)),
            '》' | '〕' => found.extend(open.take().map(|start| Span::new(start, at))),
            _ => {}
        }
    }
    found
}

fn in_title(titles: &[Span], span: Span) -> bool {
    let next = titles.partition_point(|title| title.end < span.end);
    titles.get(next).is_some_and(|title| title.contains(span))
}

/// The longest clause that is taken for words of standing work alone, in characters: 长期坚持并持续推进.
const STANDING: usize = 8;

/// 长期坚持, 立即整改 as all that a clause says.
fn standing(lexicon: &Lexicon, text: &str, clause: Span) -> Option<Limit> {
    let words = clause.of(text);
    if words.chars().nth(STANDING).is_some() {
        return None;
    }
    let deadline = match lexicon.deadline_word(words)? {
        DeadlineWord::Ongoing => Deadline::Ongoing,
        DeadlineWord::Immediate => Deadline::Immediate,
        DeadlineWord::None => return None,
    };
    Some(Limit { span: clause, clause, deadline, event: None })
}

/// The clauses of a text: what stands between commas, stops and brackets.
fn clauses(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    let signs = signs(text).filter(|&(_, char)| is_end(char)).map(|(at, char)| (at, char.len_utf8()));
    signs.chain([(text.len(), 0)]).filter_map(move |(at, length)| {
        let clause = Span::new(start, at).trim(text);
        start = at + length;
        (!clause.is_empty()).then_some(clause)
    })
}

fn is_end(char: char) -> bool {
    matches!(char, '，' | ',' | '；' | ';' | '。' | '！' | '？' | '\n' | '（' | '）' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn the_event_from_which_a_time_counts_is_named() {
        let text = "对申请材料，自收到之日起10个工作日内答复";
        let limit = &find(lexicon(), text, &Context::default())[0];
        assert_eq!(limit.event.map(|event| event.of(text)), Some("收到"));
        assert_eq!(limit.clause.of(text), "自收到之日起10个工作日内答复");
    }
}
