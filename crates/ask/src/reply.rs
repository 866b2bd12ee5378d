//! A question to all that is said of it: the answer from the records, and the passages of the text where there is
//! none.

use crate::answer::{self, Answer, Documents, GroupRow, Row, Short, TaskRow, answer_from, says_days};
use crate::base::{Base, Clauses, LOOKED_OVER, within};
use crate::clock::Calendar;
use crate::columns::Limit;
use crate::error::Cause;
use crate::fold::fold;
use crate::indicator::is_only_verbs;
use crate::question::{Find, Focus, Lang, Question, Roles, TargetFilter, TaskFilter, Topic, TopicField, UnitCondition};
use crate::words::WORDS;
use crate::{Names, NotUnderstood, Understood, in_text, likely, own_tasks, understand_after};
use serde::Serialize;
use zhengtu_search::Hit;

/// How many sentences of the text are quoted where there is no answer.
const QUOTED: usize = 2;
/// How many passages are shown where there is no answer.
const PASSAGES: usize = 3;
/// How many more are looked at, for those that are no sentences.
const HEADS: usize = 6;

/// All that is said of a question.
#[derive(Debug)]
pub struct Reply<'a> {
    /// What was understood, or why not.
    pub read: Result<Understood, NotUnderstood>,
    /// The answer from the records, where it was understood.
    pub answer: Option<Answer<'a>>,
    /// The clauses nearest to the question, best first, where the records do not answer it.
    pub passages: Vec<Hit>,
}

/// The line that stands before the rows of an answer in the exchange form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Head<'a> {
    /// What was understood, in one sentence.
    pub understood: Option<&'a str>,
    /// The same as SPARQL.
    pub query: Option<&'a str>,
    /// A number, a name or a date; null where the rows or groups are the answer.
    pub answer: Option<&'a Short>,
    /// How many of each, where several are told apart.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub groups: &'a [GroupRow],
    /// What a condition left out, in words, with its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
    /// The words that were not understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Vec<String>>,
    /// What to search for instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// The answer as a person would say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<&'a str>,
    /// Why there are no rows, where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The nearest clauses, where the records do not answer.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub passages: &'a [Hit],
}

impl Reply<'_> {
    /// The line that stands before the rows.
    pub fn head(&self) -> Head<'_> {
        let answer = self.answer.as_ref();
        let refusal = self.read.as_ref().err();
        let understood = self.read.as_ref().ok();
        let left_out = answer.map(|answer| answer.left_out.join("；")).filter(|said| !said.is_empty());
        Head {
            understood: understood.map(|understood| understood.restated.as_str()),
            query: understood.map(|understood| understood.query.as_str()),
            answer: answer.and_then(|answer| answer.answer.as_ref()),
            groups: answer.map_or(&[], |answer| &answer.groups),
            left_out,
            unknown: refusal.map(NotUnderstood::unknown),
            search: refusal.and_then(NotUnderstood::search),
            sentence: answer.map(|answer| answer.sentence.as_str()),
            reason: answer.and_then(|answer| answer.reason.clone()).or_else(|| refusal.map(ToString::to_string)),
            passages: &self.passages,
        }
    }
}

/// Answers a question; `after` is the one before it, which a follow-up leaves unsaid.
///
/// # Errors
/// Where the index cannot be read.
pub fn reply<'a, C: Clauses>(
    question: &str,
    after: Option<&str>,
    base: &Base<'a>,
    clauses: &C,
) -> Result<Reply<'a>, C::Error> {
    let reply = replied(question, after, base, clauses)?;
    if let Some(reported) = reported(question, after, &reply, base) {
        return Ok(reported);
    }
    let Some(content) = unanswered_content(&reply) else { return Ok(reply) };
    let mended = clauses.mended(&content.join(" "))?;
    let other = mended.iter().fold(question.to_owned(), |text, (typed, meant)| text.replace(typed.as_str(), meant));
    if other == question {
        return Ok(reply);
    }
    let mut again = replied(&other, after, base, clauses)?;
    if unanswered_content(&again).is_some() {
        return Ok(reply);
    }
    again.read = again.read.map(|understood| {
        let question = understood.question.clone();
        let readings = mended.into_iter().chain(question.readings).collect();
        understood.with(Question { readings, ..question })
    });
    Ok(again)
}

/// Which of the tasks that a question asks of whether they are done were reported done, where anything was reported.
fn reported<'a>(question: &str, after: Option<&str>, reply: &Reply<'a>, base: &Base<'a>) -> Option<Reply<'a>> {
    let Err(refusal) = &reply.read else { return None };
    let Cause::NotInPlans { words, .. } = &*refusal.cause else { return None };
    let done = WORDS.name.reported.is(words).then(|| (base.done)()).filter(|done| !done.is_empty())?;
    let understood = understand_after(&fold(question).replacen(words, "", 1), after, base.names, &base.clock).ok()?;
    let Find::Tasks(filter, _) = &understood.question.find else { return None };
    if filter.topics.is_empty() && filter.units.is_empty() && filter.paths.is_empty() {
        return None;
    }
    let find = Find::Tasks(filter.clone(), Focus::Rows);
    let understood = understood.with(Question { find, ..understood.question.clone() });
    let answer = answer_from(&understood, Documents { names: base.names, records: base.documents });
    let tasks = answer.rows.iter().filter_map(|row| if let Row::Task(task) = row { Some(*task) } else { None });
    let titles: Vec<String> =
        tasks.filter(|task| done.contains(task.id())).map(|task| format!("“{}”", task.title)).collect();
    let (all, count) = (answer.rows.len(), titles.len());
    let sentence = match (understood.question.lang, count) {
        (Lang::Chinese, 0) => format!("共 {all} 项，都没有报过完成。"),
        (Lang::Chinese, _) => format!("共 {all} 项，报过完成的 {count} 项：{}。", titles.join("、")),
        (Lang::English, 0) => format!("Of {all}, none was reported done."),
        (Lang::English, _) => format!("Of {all}, {count} reported done: {}.", titles.join(", ")),
    };
    let answer = Answer { answer: None, sentence, ..answer };
    (all > 0).then_some(Reply { read: Ok(understood), answer: Some(answer), passages: Vec::new() })
}

/// The words that a question is about which has no answer.
fn unanswered_content<'r>(reply: &'r Reply<'_>) -> Option<&'r [String]> {
    match (&reply.read, &reply.answer) {
        (Ok(understood), Some(answer)) if answer.reason.is_some() => Some(&understood.content),
        (Err(refusal), _) if matches!(*refusal.cause, Cause::UnknownWords(_)) => Some(&refusal.content),
        _ => None,
    }
}

fn replied<'a, C: Clauses>(
    question: &str,
    after: Option<&str>,
    base: &Base<'a>,
    clauses: &C,
) -> Result<Reply<'a>, C::Error> {
    match understand_after(question, after, base.names, &base.clock) {
        Err(refusal) => {
            let passages = match *refusal.cause {
                Cause::Empty | Cause::TooLong { .. } => Vec::new(),
                _ => {
                    let words = sought(&refusal.content, &refusal.named);
                    nearest(question, &words, &[], PASSAGES, base.names, clauses)?
                }
            };
            Ok(Reply { read: Err(refusal), answer: None, passages })
        }
        Ok(understood) => {
            let understood = own_tasks::named(without_done(understood, base), base, clauses)?;
            answered(question, understood, base, clauses)
        }
    }
}

/// The question with the tasks that were reported done, where it asks for what is overdue.
fn without_done(understood: Understood, base: &Base<'_>) -> Understood {
    let mut question = understood.question.clone();
    let Some(undone) = question.find.task_filter_mut().and_then(|filter| filter.undone.as_mut()) else {
        return understood;
    };
    *undone = (base.done)();
    understood.with(question)
}

/// The words that say what is looked for, with the names beside them.
fn sought(content: &[String], named: &[String]) -> Vec<String> {
    content.iter().chain(named.iter().filter(|name| !content.contains(name))).cloned().collect()
}

fn answered<'a, C: Clauses>(
    question: &str,
    understood: Understood,
    base: &Base<'a>,
    clauses: &C,
) -> Result<Reply<'a>, C::Error> {
    let documents = Documents { names: base.names, records: base.documents };
    let (understood, mut answer) = widened(understood, documents);
    let answered = !answer.rows.is_empty() || !answer.groups.is_empty();
    if answered {
        answer.left_out.extend(answer::promised_beside(&understood, documents));
    }
    let asks_day = answered && in_text::asks_day(&understood.question);
    let undated = asks_day && is_undated(&answer);
    // How often something is done is said by no deadline.
    // From when on is not said by it either.
    let often = asks_day && (in_text::asks_how_often(question) || WORDS.value.starts.within(&fold(question)));
    let doubtful = often || asks_day && is_loose(&understood.question, &answer);
    let scattered = answered
        && (is_scattered(&understood.question, &answer)
            || is_printed_elsewhere(question, &understood, &answer, base, clauses)?);
    let answered = answered && !scattered;
    if scattered {
        answer = unanswered(understood.question.lang);
    }
    if let Some(Doubt { note, told }) = answered.then(|| doubt(question, &understood, &answer, base.names)).flatten() {
        let kept = answer.answer.clone().filter(|_| told);
        answer = Answer { answer: kept, ..noted(answer, note) };
        // The day of something else is told with what the text says of the matter.
        if !told && matches!(understood.question.find, Find::Tasks(_, Focus::When)) {
            let docs = docs(&understood.question);
            let passages = nearest(question, &understood.content, docs, PASSAGES, base.names, clauses)?;
            return Ok(Reply { read: Ok(understood), answer: Some(answer), passages });
        }
    }
    // Where a body is set up is said by the text, and by no task of it.
    let seat = answered && in_text::asks_seat(question, &understood);
    if seat {
        answer = unanswered(understood.question.lang);
    }
    let answered = answered && !seat;
    let towards = answered && WORDS.name.towards.within(&fold(question));
    let wheres = base.names.marks.asks_place(&fold(question)) && matches!(understood.question.find, Find::Tasks(..));
    if answered && !undated && !doubtful && !towards && !wheres {
        return Ok(Reply { read: Ok(understood), answer: Some(answer), passages: Vec::new() });
    }
    let docs = docs(&understood.question).to_vec();
    let mut near = nearest(question, &understood.content, &docs, LOOKED_OVER, base.names, clauses)?;
    // What another part says is no answer where one is named.
    let parts = parts(&understood.question);
    near.retain(|hit| parts.is_empty() || parts.contains(&hit.part));
    /// A leap year, in which all days are.
    const ANY: u16 = 2000;
    let calendar = Calendar { today: base.clock.today, year: Some(ANY) };
    let places = wheres.then(|| in_text::places(&understood, &near, base.names)).flatten();
    if let Some(found) = places {
        let sentence = found.sentence;
        let answer = Answer { rows: Vec::new(), answer: None, sentence, reason: None, ..answer };
        return Ok(Reply { read: Ok(understood), answer: Some(answer), passages: found.passages });
    }
    if answered && !undated && !doubtful && !towards {
        return Ok(Reply { read: Ok(understood), answer: Some(answer), passages: Vec::new() });
    }
    if let Some(promised) = (!answered).then(|| answer::promised_by_day(&understood, documents)).flatten() {
        let (mut shown, rest): (Vec<Hit>, Vec<Hit>) =
            near.into_iter().partition(|hit| hit.task.as_ref().is_some_and(|task| promised.tasks.contains(task)));
        shown.extend(rest);
        shown.truncate(PASSAGES);
        let reason = Some(with_passages(&promised.reason, false, !shown.is_empty(), understood.question.lang));
        return Ok(Reply {
            read: Ok(understood),
            answer: Some(Answer { answer: None, reason, ..answer }),
            passages: shown,
        });
    }
    let said = if seat { in_text::seat(&understood, &near) } else { None };
    let value = || {
        let found = in_text::value(&understood, &near, base.names)?;
        // 补助比例多少，最高补多少: the sentence answers, and no single value of it.
        Some(if in_text::asks_values(question) { found.without_value() } else { found })
    };
    let said = said.or_else(value);
    let said = said.or_else(|| in_text::days(&understood, question, &near, base.names, &calendar));
    let said = said.or_else(|| in_text::goals(&understood.question, &near));
    let said = said.or_else(|| in_text::by_day(&understood, &near).filter(|_| !answered));
    let said = said.or_else(|| in_text::who(&understood, &near, base.names).filter(|_| !answered || towards));
    let nearly = said.is_none() && !answered && !scattered && !seat;
    if let Some(likely) = nearly.then(|| likely_tasks(&understood, &near, documents)).flatten() {
        near.truncate(PASSAGES);
        return Ok(Reply { read: Ok(understood), answer: Some(likely), passages: near });
    }
    let said = said.or_else(|| likely::said(&understood, &near, base.names, &calendar).filter(|_| nearly));
    let passages = match said {
        Some(found) => {
            // The day of the task is told too where its text may speak of another.
            let is_of = |task: &TaskRow<'_>| found.passages.iter().any(|hit| hit.task.as_deref() == Some(task.id()));
            let one = matches!(&answer.rows[..], [Row::Task(task)] if is_of(task));
            let of_task = answer.answer.take().filter(|_| one && doubtful && !often && found.answer.is_none());
            answer.answer = found.answer;
            answer.sentence = match (of_task, understood.question.lang) {
                (Some(Short::Text(day)), Lang::Chinese) => format!("所在任务的时限是{day}；{}", found.sentence),
                (Some(Short::Text(day)), Lang::English) => format!("its task is due {day}; {}", found.sentence),
                _ => found.sentence,
            };
            answer.reason = None;
            if towards {
                answer.rows.clear();
            }
            found.passages
        }
        None if answered && !often => Vec::new(),
        None => {
            if often {
                answer.answer = None;
            }
            let lang = understood.question.lang;
            let has_all = |near: &[Hit]| near.iter().any(|near| in_text::has_all(&near.text, &understood.content));
            let printed = has_all(&near);
            let wider = if printed || docs.is_empty() { Vec::new() } else { elsewhere(&understood, base, clauses)? };
            // The place in the question may be one that the plan of another speaks of.
            let near = if has_all(&wider) { wider } else { near };
            let words = sought(&understood.content, &understood.named);
            // Of the clauses on the matter those come first that name the bodies too.
            let near = if words.len() == understood.content.len() {
                near
            } else {
                let mut naming = nearest(question, &words, &docs, PASSAGES, base.names, clauses)?;
                naming.retain(|hit| parts.is_empty() || parts.contains(&hit.part));
                if has_all(&near) && !has_all(&naming) { near } else { naming }
            };
            // Those that have all its words come first.
            let mut near = near;
            near.sort_by_key(|hit| !in_text::has_all(&hit.text, &understood.content));
            let printed = printed && !is_other_value(&understood.question);
            // The text speaks of it, though no record does: none is no number of it.
            if printed && counts_matter(&understood.question) {
                answer.answer = None;
            }
            answer.reason = answer.reason.map(|reason| with_passages(&reason, printed, !near.is_empty(), lang));
            let said = in_text::nearest(&understood, &near, base.names, &calendar);
            let quoted: Vec<String> = said.iter().take(QUOTED).map(|(text, _)| format!("“{text}”")).collect();
            if let Some(reason) = answer.reason.as_mut().filter(|_| !quoted.is_empty()) {
                *reason = quoting(reason, &quoted, lang);
            }
            // The clauses that are quoted come first.
            let first: Vec<&str> = said.iter().take(QUOTED).map(|(_, hit)| hit.id.as_str()).collect();
            let (mut shown, rest): (Vec<Hit>, Vec<Hit>) =
                near.iter().cloned().partition(|hit| first.contains(&hit.id.as_str()));
            shown.extend(rest);
            shown.truncate(PASSAGES);
            shown
        }
    };
    Ok(Reply { read: Ok(understood), answer: Some(answer), passages })
}

/// The tasks whose clauses say most of a matter that is in none, said to be these.
fn likely_tasks<'a>(understood: &Understood, near: &[Hit], documents: Documents<'a>) -> Option<Answer<'a>> {
    let (question, note) = likely::tasks(understood, near)?;
    let found = answer_from(&understood.with(question), documents);
    (!found.rows.is_empty()).then(|| noted(found, note))
}

/// An answer with what must be known of it before it.
fn noted<'a>(answer: Answer<'a>, note: String) -> Answer<'a> {
    let sentence = format!("{note}：{}", answer.sentence);
    let left_out = [vec![note], answer.left_out].concat();
    Answer { answer: None, sentence, left_out, ..answer }
}

/// What must be known of an answer before it.
struct Doubt {
    note: String,
    /// Whether the answer is told beside it.
    told: bool,
}

/// What must be known of an answer before it: that the matter stands nowhere as it is asked for, and only its pieces do here and
/// there in texts; that its day is that of something else; or that a word of what a value is asked of is said by none of the
/// targets.
fn doubt(question: &str, understood: &Understood, answer: &Answer<'_>, names: &Names) -> Option<Doubt> {
    let lang = understood.question.lang;
    match &understood.question.find {
        Find::Tasks(filter, Focus::Who(_) | Focus::WhoAndWhen(_)) => doubt_of_bodies(filter, answer, names, lang),
        Find::Tasks(filter, Focus::When) => doubt_of_day(filter, answer, lang),
        Find::Targets(filter, Focus::Value) => doubt_of_value(question, understood, filter, answer, names),
        _ => None,
    }
}

fn doubt_of_bodies(filter: &TaskFilter, answer: &Answer<'_>, names: &Names, lang: Lang) -> Option<Doubt> {
    let told = told_texts(answer);
    let other = in_text::other_bodies(filter, &told, names).or_else(|| in_text::done_by_other(filter, &told, names));
    if let Some(other) = other {
        let note = match lang {
            Lang::Chinese => format!("原文在“{other}”里写的是别的单位，以下是所在任务的"),
            Lang::English => format!("the text names another body in “{other}”; those of the task follow"),
        };
        return Some(Doubt { note, told: false });
    }
    let [topic] = &filter.topics[..] else { return None };
    // Who has to do with all of it is told.
    is_far(topic, TopicField::Heading, answer).then(|| {
        let note = match lang {
            Lang::Chinese => format!("没有原样写“{}”，以下是分别提到“{}”的", topic.asked, topic.pieces.join("”“")),
            Lang::English => format!("nothing says “{}” as it stands; what has its words follows", topic.asked),
        };
        Doubt { note, told: true }
    })
}

/// Whether what is to be done by the day that is asked for is said by none of the tasks.
fn doubt_of_day(filter: &TaskFilter, answer: &Answer<'_>, lang: Lang) -> Option<Doubt> {
    let tells = |act: &str| !act.is_empty() && !is_only_verbs(act) && WORDS.value.once.at_end(act).is_none();
    let acts: Vec<String> = filter.topics.iter().map(|topic| fold(&topic.act)).filter(|act| tells(act)).collect();
    let says = |row: &Row<'_>| match row {
        Row::Task(task) => acts.iter().any(|act| task.words().text.has(act)),
        _ => true,
    };
    let act = acts.first().filter(|_| !answer.rows.iter().any(says))?;
    let note = match lang {
        Lang::Chinese => format!("没有找到“{act}”的时间，以下是所在任务的"),
        Lang::English => format!("no time was found for “{act}”; the deadline of the task follows"),
    };
    Some(Doubt { note, told: false })
}

fn doubt_of_value(
    question: &str,
    understood: &Understood,
    filter: &TargetFilter,
    answer: &Answer<'_>,
    names: &Names,
) -> Option<Doubt> {
    /// How many targets are looked at.
    const MOST: usize = 20;
    let lang = understood.question.lang;
    let unsaid = |row: &Row<'_>| match row {
        Row::Target(target) => likely::unsaid(&understood.content, &names.around(&target.id), names),
        _ => Vec::new(),
    };
    let each: Vec<Vec<String>> = answer.rows.iter().take(MOST).map(unsaid).collect();
    let by_none = |word: &&String| each.iter().all(|words| words.contains(word));
    let words: Vec<String> = each.first()?.iter().filter(by_none).cloned().collect();
    let note = if words.is_empty() {
        let near = nearer_values(question, understood, filter, answer, names)?;
        match lang {
            Lang::Chinese => format!("同一处还写了{}，可能是所问的", near.join("、")),
            Lang::English => format!("the same place says {} too, which may be meant", near.join(", ")),
        }
    } else {
        match lang {
            Lang::Chinese => format!("没有提到“{}”，以下是相近的", words.join("”“")),
            Lang::English => format!("nothing says “{}”; what is near follows", words.join("”, “")),
        }
    };
    Some(Doubt { note, told: false })
}

/// The tasks that answer, with the bodies that have to do with them.
fn told_texts<'t>(answer: &'t Answer<'_>) -> Vec<(&'t str, &'t str, &'t str)> {
    let tasks = answer.rows.iter().filter_map(|row| if let Row::Task(task) = row { Some(task.words()) } else { None });
    tasks.map(|words| (words.key.id.as_str(), words.text.folded(), words.units.folded())).collect()
}

/// What stands beside the targets that answer, in the texts of their tasks, and says more of the question than any of them.
fn nearer_values(
    question: &str,
    understood: &Understood,
    filter: &TargetFilter,
    answer: &Answer<'_>,
    names: &Names,
) -> Option<Vec<String>> {
    /// A value that is one of so many is told by its indicator.
    const MOST: usize = 5;
    let ids: Vec<&str> = answer
        .rows
        .iter()
        .filter_map(|row| if let Row::Target(target) = row { Some(target.id.as_str()) } else { None })
        .collect();
    if ids.len() > MOST {
        return None;
    }
    let near = in_text::nearer(&understood.content, filter, &ids, names);
    let near = if near.is_empty() { in_text::handled_beside(question, filter, &ids, names) } else { near };
    let quoted: Vec<String> = near.iter().take(QUOTED).map(|text| format!("“{text}”")).collect();
    (!quoted.is_empty()).then_some(quoted)
}

/// The reason with the sentences of the text that say most of it.
fn quoting(reason: &str, quoted: &[String], lang: Lang) -> String {
    let before = NEAREST.iter().find_map(|(nearest, of)| reason.strip_suffix(nearest).filter(|_| *of == lang));
    let before = before.unwrap_or(reason).trim_end();
    match lang {
        Lang::Chinese => format!("{before}原文写的是：{}。{}", quoted.join("；"), NEAREST[0].0),
        Lang::English => format!("{before} The text says: {}. {}", quoted.join("; "), NEAREST[1].0),
    }
}

/// Whether the values of what is asked for are known, and none is so: the reason says which they are.
fn is_other_value(question: &Question) -> bool {
    matches!(&question.find, Find::Targets(filter, _) if filter.value.is_some() && !filter.picked.is_empty())
}

/// The clauses nearest to what the question is about in whatever document.
fn elsewhere<C: Clauses>(understood: &Understood, base: &Base<'_>, clauses: &C) -> Result<Vec<Hit>, C::Error> {
    match &understood.content[..] {
        [] => Ok(Vec::new()),
        content => clauses.best(&content.join(" "), &within(&[], base.names), PASSAGES),
    }
}

/// Whether the tasks have what is asked for scattered over their texts only, and none says by when it is due: their
/// deadlines may be those of other things.
fn is_loose(question: &Question, answer: &Answer<'_>) -> bool {
    /// A shorter matter is told by what the task does.
    const WHOLE: usize = 4;
    let Find::Tasks(filter, _) = &question.find else { return false };
    // What stands whole in a text is as loose where all that is due is said of another clause of it.
    let asks_day = matches!(&question.find, Find::Tasks(_, Focus::When));
    let whole = |topic: &Topic| asks_day && topic.asked.chars().count() >= WHOLE && topic.act.is_empty();
    let scattered = filter.topics.iter().any(|topic| !topic.pieces.is_empty() || whole(topic));
    let far = |row: &Row<'_>| match row {
        Row::Task(task) => filter
            .topics
            .iter()
            .any(|topic| topic.tasks.get(task.id()).is_some_and(|mention| mention.field == TopicField::Text)),
        _ => false,
    };
    scattered && answer.rows.iter().all(far) && !says_days(question, &answer.rows)
}

/// Whether the tasks that were found have the words of a matter only here and there, no nearer than said, and not turned round
/// (植保无人机 of 无人机植保).
fn is_far(topic: &Topic, nearest: TopicField, answer: &Answer<'_>) -> bool {
    let turned = match &topic.pieces[..] {
        [first, second] => format!("{second}{first}"),
        _ => String::new(),
    };
    let far = |row: &Row<'_>| match row {
        Row::Task(task) => {
            let far = topic.tasks.get(&task.id).is_some_and(|mention| mention.field >= nearest);
            far && (turned.is_empty() || !task.words().text.has(&turned))
        }
        _ => false,
    };
    topic.pieces.len() > 1 && answer.rows.iter().all(far)
}

/// Whether the question asks which tasks there are on a matter, of nobody and of no time, and those that were found have its
/// words only here and there in their texts: what it names is then something else (试点地区有哪些).
fn is_scattered(question: &Question, answer: &Answer<'_>) -> bool {
    let Find::Tasks(filter, Focus::Rows) = &question.find else { return false };
    let of_matter =
        filter.units.is_empty() && filter.due.is_empty() && filter.items.is_empty() && filter.paths.is_empty();
    let [topic] = &filter.topics[..] else { return false };
    of_matter && topic.noun.is_empty() && is_far(topic, TopicField::Text, answer)
}

/// Whether words of a matter of which it is asked who or when stand whole in none of the tasks that were found, and whole in a clause
/// that belongs to none of them: the tasks are on a part of the words only (搭挂 of 新增搭挂).
fn is_printed_elsewhere<C: Clauses>(
    question: &str,
    understood: &Understood,
    answer: &Answer<'_>,
    base: &Base<'_>,
    clauses: &C,
) -> Result<bool, C::Error> {
    /// A shorter word is within many others.
    const LEAST: usize = 3;
    let Find::Tasks(filter, Focus::Who(_) | Focus::When | Focus::WhoAndWhen(_)) = &understood.question.find else {
        return Ok(false);
    };
    if filter.topics.is_empty() || filter.topics.iter().any(|topic| !topic.act.is_empty()) {
        return Ok(false);
    }
    let tasks: Vec<&TaskRow<'_>> =
        answer.rows.iter().filter_map(|row| if let Row::Task(task) = row { Some(task) } else { None }).collect();
    let says = |word: &str| tasks.iter().any(|task| task.words().places().iter().any(|(_, line)| line.has(word)));
    let resolved = |word: &str| filter.topics.iter().any(|topic| topic.forms.iter().any(|form| fold(form) == word));
    let long = |word: &String| word.chars().count() >= LEAST;
    let words = understood.content.iter().map(|word| fold(word)).filter(long);
    let unsaid: Vec<String> = words.filter(|word| !says(word) && !resolved(word)).collect();
    if unsaid.is_empty() {
        return Ok(false);
    }
    let near = nearest(question, &understood.content, docs(&understood.question), PASSAGES, base.names, clauses)?;
    let other = |hit: &Hit| hit.task.as_ref().is_none_or(|id| tasks.iter().all(|task| task.id() != id));
    Ok(near.iter().any(|hit| other(hit) && unsaid.iter().any(|word| fold(&hit.text).contains(word.as_str()))))
}

/// The answer where the tasks that were found do not answer.
fn unanswered<'a>(lang: Lang) -> Answer<'a> {
    let reason = match lang {
        Lang::Chinese => "没有这样的任务。",
        Lang::English => "There is no such task.",
    };
    Answer {
        answer: None,
        rows: Vec::new(),
        groups: Vec::new(),
        left_out: Vec::new(),
        sentence: reason.to_owned(),
        reason: Some(reason.to_owned()),
    }
}

/// Whether none of the rows has a day, nor a text that promises one.
fn is_undated(answer: &Answer<'_>) -> bool {
    let undated = |row: &Row<'_>| match row {
        Row::Task(task) => task.words().key.limit == Limit::None && task.commitments.is_empty(),
        Row::Target(target) => target.deadline.is_none(),
        _ => false,
    };
    answer.rows.iter().all(undated)
}

/// The answer; where no task names a unit in the role asked for, whoever has another is told.
fn widened(understood: Understood, documents: Documents<'_>) -> (Understood, Answer<'_>) {
    let found = answer_from(&understood, documents);
    if let Some((wider, note)) = not_cooperating(&understood).filter(|_| found.rows.is_empty()) {
        let other = answer_from(&wider, documents);
        return if other.rows.is_empty() { (understood, found) } else { (wider, noted(other, note)) };
    }
    let Some(wider) = in_any_role(&understood).filter(|_| found.rows.is_empty()) else { return (understood, found) };
    let other = answer_from(&wider, documents);
    if other.rows.is_empty() {
        return (understood, found);
    }
    let asked = match &understood.question.find {
        Find::Tasks(_, focus) => focus.asked_roles().unwrap_or(Roles::ANY),
        _ => Roles::ANY,
    };
    let note = match wider.question.lang {
        Lang::Chinese => {
            format!("没有写明由谁{}，以下是写明的其他角色", crate::restate::roles_zh(asked))
        }
        Lang::English => {
            format!("nobody is named to {}; those with other roles follow", crate::restate::roles_en(asked))
        }
    };
    (wider, noted(other, note))
}

/// The same question with bodies that answer for their share where they are said to help (配合), with what must be known of it:
/// plans that know no 配合单位 call them 责任单位.
fn not_cooperating(understood: &Understood) -> Option<(Understood, String)> {
    let mut question = understood.question.clone();
    let Find::Tasks(filter, Focus::Rows | Focus::Count) = &mut question.find else { return None };
    if filter.units.len() < 2 {
        return None;
    }
    let helps = |unit: &&mut UnitCondition| unit.roles == Roles::COOPERATE && !unit.negated && !unit.units.is_empty();
    let mut names = Vec::new();
    for unit in filter.units.iter_mut().filter(helps) {
        unit.roles = Roles { responsible: true, ..Roles::COOPERATE };
        names.extend(unit.units.iter().cloned());
    }
    let note = match question.lang {
        Lang::Chinese => format!("没有写明由{}配合的任务，以下是由其负责的", names.join("、")),
        Lang::English => {
            format!("no task has {} cooperate; those for which they are responsible follow", names.join(", "))
        }
    };
    (!names.is_empty()).then(|| (understood.with(question), note))
}

/// The same question about units in any role.
fn in_any_role(understood: &Understood) -> Option<Understood> {
    let Find::Tasks(filter, focus) = &understood.question.find else { return None };
    let focus = match focus {
        Focus::Who(roles) if *roles != Roles::ANY => Focus::Who(Roles::ANY),
        Focus::WhoAndWhen(roles) if *roles != Roles::ANY => Focus::WhoAndWhen(Roles::ANY),
        _ => return None,
    };
    let question = Question { find: Find::Tasks(filter.clone(), focus), ..understood.question.clone() };
    Some(understood.with(question))
}

/// The documents that the question keeps to.
fn docs(question: &Question) -> &[String] {
    match &question.find {
        Find::Tasks(TaskFilter { docs, .. }, _) | Find::Annexes(TaskFilter { docs, .. }, _) => docs,
        Find::Targets(filter, _) => &filter.docs,
        Find::Units(search, _) => &search.filter.docs,
        Find::Groups(grouping) => &grouping.filter.docs,
        Find::Documents(search) => &search.docs,
        Find::Compare(comparison) => &comparison.docs,
    }
}

/// Whether the number of what has to do with a matter is asked for.
fn counts_matter(question: &Question) -> bool {
    match &question.find {
        Find::Tasks(filter, Focus::Count) => !filter.topics.is_empty(),
        Find::Units(search, Focus::Count) => !search.filter.topics.is_empty(),
        _ => false,
    }
}

/// The parts that the question keeps to.
fn parts(question: &Question) -> &[u32] {
    match &question.find {
        Find::Tasks(TaskFilter { parts, .. }, _) | Find::Annexes(TaskFilter { parts, .. }, _) => parts,
        Find::Targets(filter, _) => &filter.parts,
        Find::Units(search, _) => &search.filter.parts,
        Find::Groups(grouping) => &grouping.filter.parts,
        Find::Documents(_) | Find::Compare(_) => &[],
    }
}

/// The clauses nearest to what the question is about; to all of it, where too few have that.
fn nearest<C: Clauses>(
    question: &str,
    content: &[String],
    docs: &[String],
    most: usize,
    names: &Names,
    clauses: &C,
) -> Result<Vec<Hit>, C::Error> {
    let within = within(docs, names);
    let best = |words: &str| -> Result<Vec<Hit>, C::Error> {
        let mut hits = clauses.best(words, &within, most + HEADS)?;
        hits.retain(|hit| says_something(hit, names));
        hits.truncate(most);
        Ok(hits)
    };
    let mut near = if content.is_empty() { Vec::new() } else { best(&content.join(" "))? };
    if near.len() < PASSAGES {
        for other in best(question)? {
            if near.len() < PASSAGES && !near.iter().any(|known| known.id == other.id) {
                near.push(other);
            }
        }
    }
    Ok(near)
}

/// Whether a clause says something: it is neither the title of its document nor whom it is sent to.
fn says_something(hit: &Hit, names: &Names) -> bool {
    let text = fold(hit.text.trim());
    let title = names.documents.iter().find(|document| document.name == hit.doc).map(|document| &document.title);
    let is_title = title
        .filter(|title| !title.is_empty())
        .is_some_and(|title| title.contains(&text) || text.contains(title.as_str()) && !text.contains('。'));
    // Whom it is sent to; what leads up to a list says more.
    let is_address = text.ends_with(':') && !text.contains(['。', ';']);
    !is_title && !is_address
}

/// What is said before the passages.
const NEAREST: [(&str, Lang); 2] = [("原文里最相近的是：", Lang::Chinese), ("The nearest passages:", Lang::English)];

/// The reason, and what the passages are.
fn with_passages(reason: &str, printed: bool, any: bool, lang: Lang) -> String {
    match (lang, printed, any) {
        (_, _, false) => reason.to_owned(),
        (Lang::Chinese, true, _) => format!("没有这样的记录，但原文提到了。{}", NEAREST[0].0),
        (Lang::Chinese, false, _) => format!("{reason}{}", NEAREST[0].0),
        (Lang::English, true, _) => format!("No record says so, but the text speaks of it. {}", NEAREST[1].0),
        (Lang::English, false, _) => format!("{reason} {}", NEAREST[1].0),
    }
}
