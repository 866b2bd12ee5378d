//! What the text of a task says of the matter that is asked for in clauses of its own: by when, and who.

use super::TaskRow;
use crate::clock::Calendar;
use crate::fold::fold;
use crate::names::TaskWords;
use crate::pieces::END;
use crate::question::{Question, Topic};
use crate::when;
use crate::words::WORDS;
use zhengtu_model::{Date, Role, Task};

/// A clause with a day or a rhythm of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DatedClause {
    /// The clause as the text has it.
    pub quote: String,
    /// The last day that it names.
    pub day: Option<Date>,
    /// The part of it that has the day.
    pub part: String,
    /// The date as printed, or how often.
    pub printed: String,
    /// Whether it says until when, and does not only name a year (2024年政策).
    pub limits: bool,
}

/// The words of topics by which clauses on them are told, folded.
pub(super) struct Telling {
    /// The pairs of characters of what is asked for and of what is to be done with it.
    pairs: Vec<String>,
    /// What stands whole in a clause on a topic: the words that are asked for, or a piece of them.
    wholes: Vec<String>,
    /// What is asked to be done.
    acts: Vec<String>,
}

impl Telling {
    pub(super) fn of<'t>(topics: &'t [Topic]) -> Self {
        let mut pairs: Vec<String> = Vec::new();
        for words in topics.iter().flat_map(|topic| [&topic.asked, &topic.act]) {
            let chars: Vec<char> = fold(words).chars().collect();
            pairs.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        }
        pairs.sort();
        pairs.dedup();
        let forms = |topic: &'t Topic| [&topic.forms, &topic.pieces].into_iter().flatten().chain([&topic.asked]);
        let wholes = topics.iter().flat_map(forms).map(|form| fold(form)).collect();
        let acts = topics.iter().map(|topic| fold(&topic.act)).filter(|act| !act.is_empty()).collect();
        Self { pairs, wholes, acts }
    }

    /// The pairs that a task has in its text, and not in its title or headings, which are said of all its clauses.
    fn pairs_in<'t>(&'t self, text: &'t str, head: &'t str) -> impl Iterator<Item = &'t String> {
        self.pairs.iter().filter(move |pair| text.contains(pair.as_str()) && !head.contains(pair.as_str()))
    }

    /// What stands whole in a clause of a task, and not in its title or headings.
    fn wholes_beside<'t>(&'t self, head: &'t str) -> impl Iterator<Item = &'t String> {
        self.wholes.iter().filter(move |form| !head.contains(form.as_str()))
    }

    /// Whether a task may have dated clauses on the topics, told by its words alone: most have none, and are not read for it.
    pub(super) fn may_be_dated(&self, words: &TaskWords) -> bool {
        let (text, head) = (words.text.folded(), format!("{}|{}", words.title.folded(), words.trail.folded()));
        let mut named: Vec<&String> = self.acts.iter().collect();
        if self.pairs_in(text, &head).next().is_some() {
            named.extend(self.wholes_beside(&head));
        }
        // A sentence as it is printed lies between two of these signs, which are folded to themselves, and no other is.
        let is_dated = |at: usize| {
            let start = text[..at].rfind('。').unwrap_or(0);
            let end = text[at..].find('。').map_or(text.len(), |end| at + end);
            has_date(&text[start..end]) || has_rhythm(&text[start..end])
        };
        named.into_iter().any(|words| text.match_indices(words.as_str()).any(|(at, _)| is_dated(at)))
    }
}

/// Whether a folded text may have a date in figures.
fn has_date(text: &str) -> bool {
    text.contains(|char: char| char.is_ascii_digit()) && text.contains(['年', '月', '日', '号'])
}

/// Whether a folded text says how often something is done.
fn has_rhythm(text: &str) -> bool {
    WORDS.value.every.within(text)
}

/// The pairs of characters that tell clauses of a task apart.
fn telling_pairs(task: &Task, head: &str, telling: &Telling) -> Vec<String> {
    telling.pairs_in(&fold(&task.text), head).cloned().collect()
}

/// The title and headings of a task, folded.
fn head(task: &Task) -> String {
    fold(&format!("{}|{}", task.title, task.trail.join("|")))
}

/// How many of the pairs a text has.
fn shared(pairs: &[String], text: &str) -> usize {
    let text = fold(text);
    pairs.iter().filter(|pair| text.contains(pair.as_str())).count()
}

/// The units of a task that answer for what the topics are about: those of the statements whose sentences speak most of it,
/// where the task has several; else all.
pub(super) fn units_for<'a>(task: TaskRow<'a>, topics: &[Topic]) -> Vec<(&'a str, Role)> {
    if !task.words().key.divided || topics.is_empty() {
        return task.roles().collect();
    }
    let record = task.record();
    let pairs = telling_pairs(record, &head(record), &Telling::of(topics));
    let shared: Vec<usize> = record.statements.iter().map(|statement| shared(&pairs, &statement.text)).collect();
    let most = shared.iter().copied().max().unwrap_or(0);
    if most == 0 || 2 * most < pairs.len() {
        return task.roles().collect();
    }
    let meant = record.statements.iter().zip(shared).filter(|(_, shared)| *shared == most);
    meant.flat_map(|(statement, _)| &statement.units).map(|unit| (unit.name.as_str(), unit.role)).collect()
}

/// The dated clauses that speak of what the question is about, where no other sentence of the task says more of it: its
/// deadline is that of the whole, theirs that of the matter (需要移交的于6月底前完成；需要新建的于12月底前完成).
pub(super) fn dated_clauses(task: &Task, topics: &[Topic], question: &Question) -> Vec<DatedClause> {
    let head = head(task);
    let telling = Telling::of(topics);
    let pairs = telling_pairs(task, &head, &telling);
    let calendar = Calendar { today: question.today, year: None };
    let done = acted_clauses(task, &telling, &pairs, &calendar);
    if !done.is_empty() {
        return done;
    }
    if pairs.is_empty() {
        return titled_clauses(task, topics, &calendar);
    }
    // What is asked for stands there whole, or a piece of it that the task's heading has not.
    let wholes: Vec<&String> = telling.wholes_beside(&head).collect();
    let sentences: Vec<(usize, &str)> =
        task.text.split(END).map(|sentence| (shared(&pairs, sentence), sentence.trim())).collect();
    let most = sentences.iter().map(|(shared, _)| *shared).max().unwrap_or(0);
    // Half of the words and more: a sentence on something else shares fewer.
    if most == 0 || 2 * most < pairs.len() {
        return Vec::new();
    }
    let has_whole = |sentence: &str| wholes.iter().any(|form| fold(sentence).contains(form.as_str()));
    let best = sentences.into_iter().filter(|(shared, _)| *shared == most).map(|(_, sentence)| sentence);
    let best = best.filter(|sentence| has_whole(sentence));
    let last = last_pair(topics).filter(|last| pairs.contains(last));
    best.flat_map(|sentence| nearest_parts(sentence, &pairs, last.as_deref(), &calendar)).collect()
}

/// The dated parts of a title that says by when each of several things is done (11月底前组织验收，12月底前兑付资金), of which one
/// is asked for: those with most of the words (东线年底前通车，西线次年6月底前通车).
fn titled_clauses(task: &Task, topics: &[Topic], calendar: &Calendar) -> Vec<DatedClause> {
    let title = fold(&task.title);
    let asked = topics.iter().flat_map(|topic| std::iter::once(&topic.asked).chain(&topic.pieces));
    let words: Vec<String> = asked.map(|asked| fold(asked)).filter(|asked| title.contains(asked.as_str())).collect();
    let parts: Vec<&str> = task.title.split(['，', ',']).collect();
    let dated_parts: Vec<(&str, DatedClause)> =
        parts.iter().filter_map(|part| Some((*part, dated(part, &task.title, calendar)?))).collect();
    if dated_parts.len() < 2 {
        return Vec::new();
    }
    // What is done is said last.
    let says = |part: &str| {
        let part = fold(part);
        let said = || words.iter().filter(|word| part.contains(word.as_str()));
        (words.last().is_some_and(|last| part.contains(last.as_str())), said().count())
    };
    let most = dated_parts.iter().map(|(part, _)| says(part)).max().filter(|(_, most)| *most > 0);
    dated_parts.into_iter().filter(|(part, _)| most == Some(says(part))).map(|(_, clause)| clause).collect()
}

/// The dated clauses that say of what is asked to be done when that is (6月底前完成摸底，年底前全部复耕): of the sentences
/// that name it those that share most with the question.
fn acted_clauses(task: &Task, telling: &Telling, pairs: &[String], calendar: &Calendar) -> Vec<DatedClause> {
    let acts = &telling.acts;
    if acts.is_empty() {
        return Vec::new();
    }
    let names_act = |text: &str| {
        let text = fold(text);
        acts.iter().any(|act| text.contains(act.as_str()))
    };
    let sentences = task.text.split(END).map(str::trim).filter(|sentence| names_act(sentence));
    let mut found: Vec<(usize, DatedClause)> = Vec::new();
    for sentence in sentences {
        let weight = shared(pairs, sentence);
        let parts = sentence.split(['，', ',']).filter(|part| names_act(part));
        let dated: Vec<DatedClause> = parts.filter_map(|part| dated(part, sentence, calendar)).collect();
        // 东段9月底前通车，西段次年5月底前通车
        let most = dated.iter().map(|clause| shared(&telling.pairs, &clause.part)).max();
        let dated: Vec<DatedClause> =
            dated.into_iter().filter(|clause| Some(shared(&telling.pairs, &clause.part)) == most).collect();
        let dated = if dated.is_empty() { nearest_parts(sentence, pairs, None, calendar) } else { dated };
        found.extend(dated.into_iter().map(|clause| (weight, clause)));
    }
    let most = found.iter().map(|(weight, _)| *weight).max().unwrap_or(0);
    found.into_iter().filter(|(weight, _)| *weight == most).map(|(_, clause)| clause).collect()
}

/// The last two characters of the last of the topics: they say what is done, those before them with what.
fn last_pair(topics: &[Topic]) -> Option<String> {
    let chars: Vec<char> = fold(&topics.last()?.asked).chars().collect();
    chars.windows(2).last().map(|pair| pair.iter().collect())
}

/// The dated parts of a sentence that have most of the pairs; all where none has any. Where only some say what is done, by the
/// last pair of the question, these are meant: 6月底前完成消防隐患排查，10月底前完成整改.
fn nearest_parts(sentence: &str, pairs: &[String], last: Option<&str>, calendar: &Calendar) -> Vec<DatedClause> {
    let parts = sentence.split_inclusive(['，', ',']).map(|part| part.trim_end_matches(['，', ',']));
    let says_last = |part: &str| last.is_some_and(|last| fold(part).contains(last));
    let weight = |part: &str| (says_last(part), shared(pairs, part));
    let mut dated: Vec<((bool, usize), DatedClause)> =
        parts.filter_map(|part| Some((weight(part), dated(part, sentence, calendar)?))).collect();
    // 开通班列2条，2025年发送5000标箱: a year behind another matter is not that of what stands before it.
    let before = |clause: &DatedClause| {
        let at = sentence.find(&clause.part).unwrap_or(0);
        sentence[..at].split(['，', ',']).map(|part| shared(pairs, part)).max().unwrap_or(0)
    };
    // 采购书车6台，每月进校2次: how often is said of what it stands with.
    let says_until = |clause: &DatedClause| clause.limits && !WORDS.value.every.is(&clause.printed);
    dated.retain(|((last, shared), clause)| *last || says_until(clause) || before(clause) <= *shared);
    let most = dated.iter().map(|(weight, _)| *weight).max().unwrap_or_default();
    let best = dated.into_iter().filter(|(weight, _)| *weight == most).map(|(_, clause)| clause);
    let (limits, others): (Vec<DatedClause>, Vec<DatedClause>) = best.partition(|clause| clause.limits);
    if limits.is_empty() { others } else { limits }
}

/// The date of a part of a sentence, or how often it has something done.
fn dated(part: &str, sentence: &str, calendar: &Calendar) -> Option<DatedClause> {
    /// A longer sentence is quoted by the part that has the date.
    const LONGEST: usize = 120;
    let quote = if sentence.chars().count() <= LONGEST { sentence } else { part };
    let whole = part;
    let part = fold(part);
    let clause = |day, printed: &str, limits| {
        let (quote, part, printed) = (quote.to_owned(), whole.to_owned(), printed.to_owned());
        DatedClause { quote, day, part, printed, limits }
    };
    let mut dates = when::printed_in(&part, calendar);
    // 2000年前建成的小区 are to be done by another day.
    dates.retain(|(printed, _)| {
        let after = part.find(printed).map_or("", |at| &part[at + printed.len()..]);
        WORDS.value.attributes.at_start(after).is_none()
    });
    // 每年3月、9月受理
    if let ([(first, _), .., (last, _)], true) = (&dates[..], is_list(&part, &dates)) {
        let (start, end) = (part.find(first).unwrap_or(0), part.rfind(last).map_or(part.len(), |at| at + last.len()));
        return Some(clause(None, &part[start..end], false));
    }
    let limit = dates.iter().rfind(|(printed, bounds)| is_limit(&part, printed, *bounds));
    if let Some((printed, bounds)) = limit.or(dates.last()) {
        let day = bounds.and_then(|(_, to)| to);
        return Some(clause(day, printed, limit.is_some()));
    }
    let every = part
        .char_indices()
        .find_map(|(at, _)| WORDS.value.every.at_start(&part[at..]).map(|len| &part[at..at + len]))?;
    Some(clause(None, every, true))
}

/// The part of a task's text that says how often it is due: 每年8月15日前办结.
pub(super) fn rhythm(task: &Task) -> Option<String> {
    let mut parts = task.text.split(END).flat_map(|sentence| sentence.split(['，', ',']));
    parts.find(|part| WORDS.value.every.within(&fold(part))).map(|part| part.trim().to_owned())
}

/// Whether all dates of a text stand beside each other with a word like 和 between them: none of them is the only one.
fn is_list(text: &str, dates: &[(&str, Option<when::Bounds>)]) -> bool {
    let joined = |pair: &[(&str, Option<when::Bounds>)]| {
        WORDS.name.with.iter().any(|with| text.contains(&format!("{}{with}{}", pair[0].0, pair[1].0)))
    };
    dates.len() > 1 && dates.windows(2).all(joined)
}

/// Whether a date of a text is one until which something is done: a day, what ends with 前, what stands behind 至, 到.
fn is_limit(text: &str, printed: &str, bounds: Option<when::Bounds>) -> bool {
    let until = || {
        let before = text.find(printed).map_or("", |at| &text[..at]);
        [&WORDS.date.by, &WORDS.date.range_end].iter().any(|words| words.at_end(before).is_some())
    };
    bounds.is_none_or(|(from, to)| from.is_none() || from == to) || until()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::{Find, TaskFilter};
    use crate::{Clock, Names, understand};
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn words_tell_which_tasks_may_have_dated_clauses_and_never_too_few() {
        let text = "江北县2022年工作方案\n一、重点任务\n\
            （一）整治土地。2022年3月底前摸清撂荒地面积；撂荒地于8月底前全部复耕。\n责任单位：县农业农村局\n\
            （二）修建水渠。疏通撂荒地边的水渠。9月底前验收。\n责任单位：县水利局\n\
            （三）巡查土地。每季度巡查撂荒地一次。\n责任单位：县自然资源局\n\
            （四）撂荒地流转。鼓励流转，10月底前登记造册。\n责任单位：县农业农村局\n";
        let source = zhengtu_reader::read("方案.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
        let names = Names::gather(lexicon(), [&facts]);
        let clock = Clock { today: "2022-05-20".parse().unwrap() };
        let may = |asked: &str| {
            let question = understand(asked, &names, &clock).unwrap().question;
            let Find::Tasks(TaskFilter { topics, .. }, _) = &question.find else { panic!("{question:?}") };
            let each = names.tasks.iter().zip(&facts.tasks).map(|(words, task)| {
                let may = Telling::of(topics).may_be_dated(words);
                assert!(may || dated_clauses(task, topics, &question).is_empty(), "{asked}: {}", task.title);
                may
            });
            each.collect::<Vec<bool>>()
        };
        assert_eq!(may("撂荒地什么时候完成？"), [true, false, true, false]);
        assert_eq!(may("撂荒地什么时候复耕完？"), [true, false, true, false]);
    }
}
