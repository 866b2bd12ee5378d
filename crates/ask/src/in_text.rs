//! Values that stand in the text and in no record: amounts, limits and dates of what no target says.

use crate::answer::Short;
use crate::clock::Calendar;
use crate::fold::fold;
use crate::indicator::{COUNT, TIME, counts, is_measure, is_only_verbs, telling, values_before, without_verbs};
use crate::names::TargetWords;
use crate::pieces::{END, pieces, runs};
use crate::question::{Due, Find, Focus, Lang, Question, TargetFilter, TaskFilter, Topic, TopicField};
use crate::topic::{other_forms, reworded};
use crate::words::{WORDS, looks_like_body};
use crate::{Names, Understood, number, when};
use zhengtu_lexicon::Words;
use zhengtu_search::Hit;
/// How many sentences are shown.
const MOST: usize = 5;
/// The signs between the parts of folded sentences.
const PART: [char; 4] = ['。', ';', '\n', ','];

/// What the text says.
pub(crate) struct Found {
    /// The value, where it says one.
    pub answer: Option<Short>,
    /// The sentences.
    pub sentence: String,
    /// The clauses that have them.
    pub passages: Vec<Hit>,
}

impl Found {
    /// The sentences alone.
    pub(crate) fn without_value(self) -> Self {
        let value = if let Some(Short::Text(value)) = &self.answer { value.as_str() } else { "" };
        let rest = self.sentence.strip_prefix(value).unwrap_or(&self.sentence);
        let sentence = rest.trim_start_matches(['。', '.', ' ']).to_owned();
        Self { answer: None, sentence, ..self }
    }
}

/// Whether several values are asked for.
pub(crate) fn asks_values(question: &str) -> bool {
    let question = fold(question);
    let asks = |part: &str| WORDS.value.how_many.iter().any(|word| part.contains(word));
    question.split([',', ';', '、', '?']).filter(|part| asks(part)).count() > 1
}

/// The values in the sentences that speak of what a question asks the value of, in its unit of measure; where none
/// does, of its words without those that only name the kind of value.
pub(crate) fn value(understood: &Understood, near: &[Hit], names: &Names) -> Option<Found> {
    let Find::Targets(filter, Focus::Value) = &understood.question.find else { return None };
    let lang = understood.question.lang;
    let mut forms = vec![fold(filter.named.as_ref()?), fold(&filter.words.concat())];
    forms.extend(forms.clone().iter().flat_map(|form| reworded(form, names)));
    let shorter = |form: &String| WORDS.value.nouns.at_end(form).map(|len| form[..form.len() - len].to_owned());
    // With a unit of measure two characters are enough: 贴息 of 贴息比例, in %.
    let least = if filter.measure.is_empty() { 2 } else { 1 };
    let shorter: Vec<String> =
        forms.iter().filter_map(shorter).filter(|form| form.chars().nth(least).is_some()).collect();
    forms.extend(shorter);
    forms.dedup();
    forms.iter().find_map(|form| said(form, filter, near, names, lang))
}

fn said(words: &str, filter: &TargetFilter, near: &[Hit], names: &Names, lang: Lang) -> Option<Found> {
    let words: Vec<char> = words.chars().collect();
    let limits = |near: &Hit| {
        let is_limit = |one: &str| WORDS.value.limit.within(one) && speaks_of(one, near, &words);
        filter.limit.is_some() && near.text.split(END).any(is_limit)
    };
    let limited = near.iter().any(limits);
    // 更新电梯一台补多少 asks of what is paid, and of no number of 电梯.
    let paid = paid(filter);
    let valued = |sentence: &str, near: &Hit| {
        let unpaid = paid.is_some_and(|paid| !sentence.contains(paid));
        let passed_over = unpaid || limited && !WORDS.value.limit.within(sentence);
        if passed_over { Vec::new() } else { values_in(sentence, near, &words, filter, names) }
    };
    let of_time = |sentence: &str, near: &Hit| {
        let values = valued(sentence, near);
        if values.is_empty() || is_of_time(sentence, near, &filter.due) { values } else { Vec::new() }
    };
    let said = sentences(&words, near, of_time);
    if said.is_empty() && !filter.due.is_empty() {
        let other = found(sentences(&words, near, valued), "", None, lang)?;
        // 2025年新增学位5200个；2026年新增4100个: what the same clause says of the time may be of the matter.
        let of_clause = |sentence: &str, near: &Hit| {
            let then = is_within(&years_in(sentence), &filter.due) == Some(true);
            let same = other.passages.iter().any(|hit| hit.id == near.id);
            if then && same { values_of(sentence, filter, names) } else { Vec::new() }
        };
        let beside = found(sentences(&[], near, of_clause), "", None, lang);
        let note = match (lang, &beside) {
            (Lang::Chinese, None) => "没有写所问期间的，",
            (Lang::Chinese, _) => "没有在同一句里写明所问期间的，",
            (Lang::English, None) => "Nothing is said of the time that is asked for; ",
            (Lang::English, _) => "No sentence says it of the time that is asked for; ",
        };
        let other = match beside {
            Some(beside) => Found { sentence: format!("{}；{}", beside.sentence, other.sentence), ..other },
            None => other,
        };
        return Some(Found { sentence: format!("{note}{}", other.sentence), ..other });
    }
    let mut values: Vec<&String> = said.iter().flat_map(|said| &said.values).collect();
    values.dedup();
    let answer = if let [value] = &values[..] { Some(Short::Text((*value).clone())) } else { None };
    let stop = if lang == Lang::Chinese { "。" } else { ". " };
    let value = answer.as_ref().map(|_| format!("{}{stop}", values[0])).unwrap_or_default();
    found(said, &value, answer, lang)
}

/// Whether the years that a sentence names, or the last sentence before it in its clause that names any, are those of the
/// period that is asked for; one that names none may be of any.
fn is_of_time(sentence: &str, near: &Hit, due: &[Due]) -> bool {
    let before = near.text.find(sentence).map_or("", |at| &near.text[..at]);
    let mut texts = std::iter::once(sentence).chain(before.rsplit(END)).map(years_in);
    texts.find(|years| !years.is_empty()).and_then(|years| is_within(&years, due)).unwrap_or(true)
}

/// Whether the period that is asked for has one of the years, or one between them; nothing where there are none, or none is
/// asked for.
fn is_within(years: &[u16], due: &[Due]) -> Option<bool> {
    let [Due::Between(from, to)] = due else { return None };
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    Some(from.is_none_or(|from| from.year() <= last) && to.is_none_or(|to| first <= to.year()))
}

/// The years that a text names: 2025 and 2027 of 2025—2027年.
fn years_in(text: &str) -> Vec<u16> {
    const YEARS: std::ops::Range<u16> = 1949..2100;
    let text = fold(text);
    let mut years = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|char: char| char.is_ascii_digit()) {
        let after = rest[at..].trim_start_matches(|char: char| char.is_ascii_digit());
        let number = &rest[at..rest.len() - after.len()];
        let names_year = after.starts_with('年')
            || WORDS.date.month_to.at_start(after).is_some()
            || WORDS.date.to.at_start(after).is_some();
        let year = number.parse().ok().filter(|year| number.len() == 4 && names_year && YEARS.contains(year));
        years.extend(year);
        rest = after;
    }
    years
}

/// The sentences with a date that speak of what a question asks the day of, where no record has one: from when on, how
/// often, by when in passing.
///
/// A question how long something takes is answered by a stretch of time as well.
pub(crate) fn days(
    understood: &Understood,
    question: &str,
    near: &[Hit],
    names: &Names,
    calendar: &Calendar,
) -> Option<Found> {
    if !asks_day(&understood.question) {
        return None;
    }
    let content = telling(understood.content.iter().map(String::as_str).collect());
    // 从什么时候开始, 什么时候结束
    let done = |word: &str| WORDS.value.done.at_end(word).is_some() && word.chars().nth(2).is_none();
    let says = |word: &&str| !done(word) || understood.content.len() == 1;
    let words: String = content.into_iter().filter(says).map(|word| without_verbs(word, names)).collect();
    let lang = understood.question.lang;
    let lasting = TargetFilter { measure: TIME.to_owned(), ..TargetFilter::default() };
    let asks_long = WORDS.value.how_long.within(&fold(question));
    let lasts = |text: &str| asks_long && !values_of(text, &lasting, names).is_empty();
    let has_time = |text: &str| has_date(text, calendar) || lasts(text);
    let told = |words: &String| {
        let words: Vec<char> = words.chars().collect();
        let said = sentences(&words, near, |sentence, near| {
            let speaks = speaks_of(sentence, near, &words) && has_time(sentence);
            if speaks { vec![String::new()] } else { Vec::new() }
        });
        found(said, "", None, lang).or_else(|| dated_before(&words, near, calendar, lang))
    };
    let said = other_forms(&words, names).iter().find_map(told);
    said.or_else(|| asks_how_often(question).then(|| how_often(&understood.content, near, lang)).flatten())
}

/// The sentences that say in one part how often something is done with what is asked, whatever they call it: 每3年修订1次教材
/// of 教材多久换一次.
fn how_often(content: &[String], near: &[Hit], lang: Lang) -> Option<Found> {
    let words = content.iter().filter(|word| WORDS.value.once.at_end(word).is_none());
    let words: Vec<char> = words.flat_map(|word| fold(word).chars().collect::<Vec<char>>()).collect();
    words.get(1)?;
    let says = |sentence: &str, _: &Hit| {
        let says = |part: &str| is_every(part) && pieces(&words, &[part]).is_some();
        if fold(sentence).split(',').any(says) { vec![String::new()] } else { Vec::new() }
    };
    found(sentences(&words, near, says), "", None, lang)
}

/// Whether a text says how often: 每月, 每3年.
fn is_every(text: &str) -> bool {
    let each = |at: usize| {
        let rest = &text[at + WORDS.name.each.at_start(&text[at..])?..];
        let (_, len) = when::number(rest)?;
        WORDS.value.lasting.at_start(&rest[len..])
    };
    WORDS.value.every.within(text) || text.char_indices().any(|(at, _)| each(at).is_some())
}

/// A sentence that has all the words whole, with the dated sentence of its paragraph before it: goals are said once to be
/// of a year (2030年前，实现…。…基本实现国产化。).
fn dated_before(words: &[char], near: &[Hit], calendar: &Calendar, lang: Lang) -> Option<Found> {
    for hit in near {
        let sentences: Vec<&str> = hit.text.split(END).map(str::trim).collect();
        let at = sentences.iter().position(|sentence| pieces(words, &[&fold(sentence)]).is_some());
        let dated = at.and_then(|at| {
            let before = sentences[..at].iter().rev();
            before.copied().find(|sentence| has_date(sentence, calendar)).map(|dated| (dated, sentences[at]))
        });
        if let Some((dated, said)) = dated {
            let of = |text| Sentence { text, hit, values: Vec::new(), shared: 0 };
            return found(vec![of(dated), of(said)], "", None, lang);
        }
    }
    None
}

/// A text without the number of an item before it, which is no value.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    if rest.len() < text.len() { rest.strip_prefix(['.', '、', ')']).unwrap_or(text) } else { text }
}

/// Whether a text has a date, or a value in the unit of measure, where a day or a value is asked for.
pub(crate) fn answers(text: &str, understood: &Understood, names: &Names, calendar: &Calendar) -> bool {
    let has_value = |filter: &TargetFilter| match filter.measure.is_empty() {
        true => unnumbered(&fold(text)).contains(|char: char| char.is_ascii_digit()),
        false => !values_of(text, filter, names).is_empty(),
    };
    let valued = match &understood.question.find {
        Find::Targets(filter, Focus::Value) => has_value(filter),
        _ => true,
    };
    valued && (!asks_day(&understood.question) || has_date(text, calendar))
}

/// The sentences that have most of what the question is about, with their headings, where they have more than half of it; of
/// those with a date, or a value in the unit of measure, where a day or a value is asked for. What has such a value needs no
/// more than half.
pub(crate) fn nearest<'h>(
    understood: &Understood,
    near: &'h [Hit],
    names: &Names,
    calendar: &Calendar,
) -> Vec<(&'h str, &'h Hit)> {
    let measured =
        matches!(&understood.question.find, Find::Targets(filter, Focus::Value) if !filter.measure.is_empty());
    let words = understood.content.iter().map(|word| fold(word).chars().collect::<Vec<char>>());
    let pairs: Vec<String> =
        words.flat_map(|word| word.windows(2).map(|pair| pair.iter().collect()).collect::<Vec<String>>()).collect();
    let has = |text: &str| {
        let text = fold(text);
        pairs.iter().filter(|pair| text.contains(pair.as_str())).count()
    };
    let mut found: Vec<(usize, &str, &Hit)> = Vec::new();
    for hit in near {
        for text in hit.text.split(END).map(str::trim).filter(|text| answers(text, understood, names, calendar)) {
            // What only the headings say tells no sentence from another.
            let own = has(text);
            let all = has(&format!("{text}|{}", hit.title));
            let enough = 2 * all + usize::from(measured) > pairs.len();
            if 4 * own >= pairs.len() && enough && found.iter().all(|(_, known, _)| *known != text) {
                found.push((own, text, hit));
            }
        }
    }
    let most = found.iter().map(|(own, ..)| *own).max().unwrap_or(0);
    found.into_iter().filter(|(own, ..)| *own == most && most > 1).map(|(_, text, hit)| (text, hit)).collect()
}

/// The sentence that says who has to do with a matter which no record has: it has all the words, one of them at least
/// itself and the others in its headings, and names a body.
pub(crate) fn who(understood: &Understood, near: &[Hit], names: &Names) -> Option<Found> {
    let Find::Tasks(_, Focus::Who(_) | Focus::WhoAndWhen(_)) = &understood.question.find else { return None };
    let words: Vec<String> = understood.content.iter().map(|word| fold(word)).collect();
    let words: Vec<&str> = words.iter().map(|word| without_verbs(word, names)).collect();
    let chars: Vec<char> = words.concat().chars().collect();
    let says = |sentence: &str, near: &Hit| {
        let folded = fold(sentence);
        let speaks = speaks_of(sentence, near, &chars) && words.iter().any(|word| folded.contains(word));
        if speaks && names_body(&folded, names) { vec![String::new()] } else { Vec::new() }
    };
    found(sentences(&chars, near, says), "", None, understood.question.lang)
}

/// The sentences that say where a body is set up, which no task says: 市河长办设在市水利局 of 市河长办在哪个局.
pub(crate) fn seat(understood: &Understood, near: &[Hit]) -> Option<Found> {
    let words: Vec<char> = fold(&understood.content.concat()).chars().collect();
    let says = |sentence: &str, _: &Hit| {
        let sentence = fold(sentence);
        let says = WORDS.name.seated.within(&sentence) && pieces(&words, &[&sentence]).is_some();
        if says { vec![String::new()] } else { Vec::new() }
    };
    found(sentences(&words, near, says), "", None, understood.question.lang)
}

/// Whether a question asks who has a matter, and at its end where a body is: 设在哪, 在哪个局.
pub(crate) fn asks_seat(question: &str, understood: &Understood) -> bool {
    /// The longest word for a body behind 在哪, in characters.
    const LONGEST: usize = 6;
    let who = matches!(understood.question.find, Find::Tasks(_, Focus::Who(_)));
    let question = fold(question);
    let asked = || question.char_indices().filter_map(|(at, _)| Some(at + WORDS.name.seat.at_start(&question[at..])?));
    who && asked().next_back().is_some_and(|end| question[end..].chars().count() <= LONGEST)
}

/// The sentence on the matters that says by whom it is done (由…), where all tasks on it have it in their texts only and none has
/// this body: it stands behind a task that it is not of. Of each task its text and its bodies are given.
pub(crate) fn other_bodies<'t>(
    filter: &TaskFilter,
    tasks: &[(&str, &'t str, &'t str)],
    names: &Names,
) -> Option<&'t str> {
    /// How many tasks are looked at.
    const MOST: usize = 3;
    let near = |id: &str| {
        let of = |topic: &Topic| topic.tasks.get(id).is_none_or(|mention| mention.field != TopicField::Text);
        filter.topics.iter().any(of)
    };
    if filter.topics.is_empty() || tasks.len() > MOST || tasks.iter().any(|(id, ..)| near(id)) {
        return None;
    }
    let on_matter = |sentence: &str| filter.topics.iter().all(|topic| sentence.contains(&fold(&topic.asked)));
    let mut others = tasks.iter().map(|(_, text, units)| {
        text.split(END)
            .find(|sentence| on_matter(sentence) && body_by(sentence, names).is_some_and(|body| !units.contains(body)))
    });
    let first = others.next()??;
    others.all(|other| other.is_some()).then_some(first)
}

/// How much says between a body and what it does how it does it (由县档案馆统一保管), in characters.
const MANNER: usize = 4;

/// The body with which a text ends, but for how it does something.
fn body_before<'t>(text: &'t str, names: &Names) -> Option<&'t str> {
    let is_body = |text: &&str| looks_like_body(text) || names.lexicon.roles().ends_as_body(text);
    let ends = text.char_indices().rev().map(|(at, _)| at).take(MANNER);
    std::iter::once(text.len()).chain(ends).map(|end| &text[..end]).find(is_body)
}

/// The part of a sentence that says by which body, and none of these, the last of the matters is done: 由所在社区代管 of 谁来代管.
pub(crate) fn done_by_other<'t>(
    filter: &TaskFilter,
    tasks: &[(&str, &'t str, &'t str)],
    names: &Names,
) -> Option<&'t str> {
    let act = fold(&filter.topics.last().filter(|_| filter.topics.len() > 1)?.asked);
    let other = |part: &str, units: &str| {
        let (before, _) = part.split_once(act.as_str())?;
        let by = before.char_indices().find_map(|(at, _)| Some(at + WORDS.name.done_by.at_start(&before[at..])?))?;
        let body = body_before(&before[by..], names)?;
        let known =
            units.split(|char: char| !char.is_alphanumeric()).any(|unit| !unit.is_empty() && body.contains(unit));
        (!known && !units.contains(body)).then_some(())
    };
    let mut found = tasks.iter().map(|(_, text, units)| text.split(PART).find(|part| other(part, units).is_some()));
    let first = found.next()??;
    found.all(|other| other.is_some()).then_some(first)
}

/// The body by whom something is done, behind 由.
fn body_by<'t>(sentence: &'t str, names: &Names) -> Option<&'t str> {
    sentence.char_indices().find_map(|(at, _)| {
        let body = &sentence[at + WORDS.name.done_by.at_start(&sentence[at..])?..];
        let of_plans = names.unit_at(body).map_or(0, |(len, _)| len);
        let len = of_plans.max(names.lexicon.bodies().known_len(body));
        (len > 0 && looks_like_body(&body[..len])).then_some(&body[..len])
    })
}

/// Whether a text names a body that the plans or the thesaurus have.
pub(crate) fn names_body(text: &str, names: &Names) -> bool {
    let bodies = names.lexicon.bodies();
    let body_at = |at: usize| {
        names.unit_at(&text[at..]).is_some() || {
            let len = bodies.known_len(&text[at..]);
            len > 0 && looks_like_body(&text[at..at + len])
        }
    };
    WORDS.name.authority.within(text) || text.char_indices().any(|(at, _)| body_at(at))
}

/// A text without the titles in it.
fn outside_titles(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('《');
    parts.map(|part| part.split_once('》').map_or(part, |(_, after)| after))
}

/// The sentences that say what is to be reached in the year that a question asks the targets of, where no target is
/// recorded for it: 2030年的目标是什么; or by when nothing is due: 2022年要完成什么.
pub(crate) fn goals(question: &Question, near: &[Hit]) -> Option<Found> {
    let due = match &question.find {
        Find::Targets(TargetFilter { named: None, value: None, due, .. }, _) => due,
        Find::Tasks(filter, Focus::Rows) if filter.is_only_due() => &filter.due,
        _ => return None,
    };
    let [Due::Between(Some(from), Some(to))] = due[..] else { return None };
    let year = (from.year() == to.year()).then(|| format!("{}年", from.year()))?;
    let said = sentences(&[], near, |sentence, _| {
        // The year in the title of a plan says nothing of what is to be reached in it.
        let says = outside_titles(&fold(sentence)).any(|text| text.contains(&year));
        if says { vec![String::new()] } else { Vec::new() }
    });
    found(said, "", None, question.lang)
}

/// The sentences on the matter that name what is to be done by the day, or in the period, that the question names, where
/// nothing is recorded as due then: 2030年前要实现什么.
pub(crate) fn by_day(understood: &Understood, near: &[Hit]) -> Option<Found> {
    let Find::Tasks(filter, Focus::Rows) = &understood.question.find else { return None };
    let ([Due::Between(from, Some(to))], true) = (&filter.due[..], filter.units.is_empty()) else { return None };
    let calendar = Calendar { today: understood.question.today, year: None };
    let words: Vec<char> = fold(&understood.content.concat()).chars().collect();
    let then = |bounds: &when::Bounds| match (from, bounds) {
        (Some(from), (_, Some(end))) => from <= end && end <= to,
        (None, (_, end)) => *end == Some(*to),
        _ => false,
    };
    let said = sentences(&words, near, |sentence, near| {
        let dates = when::printed_in(&fold(sentence), &calendar).into_iter().filter_map(|(_, bounds)| bounds).collect();
        let dates: Vec<when::Bounds> = dates;
        let says = dates.iter().any(then) && (words.is_empty() || speaks_of(sentence, near, &words));
        if says { vec![String::new()] } else { Vec::new() }
    });
    found(said, "", None, understood.question.lang)
}

/// The sentences on the matter that name most places, and two at least, where a question asks for places: 哪些地方是试点.
pub(crate) fn places(understood: &Understood, near: &[Hit], names: &Names) -> Option<Found> {
    let words: Vec<char> = fold(&understood.content.concat()).chars().collect();
    words.get(1)?;
    let count = |sentence: &str| places_in(sentence, names);
    let speaks = |sentence: &str, near: &Hit| count(sentence) > 1 && speaks_of(sentence, near, &words);
    let said =
        sentences(&words, near, |sentence, near| if speaks(sentence, near) { vec![String::new()] } else { Vec::new() });
    let most = said.iter().map(|said| count(said.text)).max()?;
    found(said.into_iter().filter(|said| count(said.text) == most).collect(), "", None, understood.question.lang)
}

/// How many places a text names.
fn places_in(text: &str, names: &Names) -> usize {
    /// The longest name of a place, in characters.
    const LONGEST: usize = 8;
    let bodies = names.lexicon.bodies();
    let (mut count, mut rest) = (0, text);
    while let Some(char) = rest.chars().next() {
        let ends = rest.char_indices().map(|(at, char)| at + char.len_utf8()).take(LONGEST).skip(1);
        let place = ends.filter(|&end| bodies.is_known_place(&rest[..end])).last();
        count += usize::from(place.is_some());
        rest = &rest[place.unwrap_or(char.len_utf8())..];
    }
    count
}

/// Whether the day of a matter is asked for.
pub(crate) fn asks_day(question: &Question) -> bool {
    matches!(&question.find, Find::Tasks(_, Focus::When | Focus::WhoAndWhen(_)) | Find::Targets(_, Focus::When))
}

/// Whether a question asks how often something is done.
pub(crate) fn asks_how_often(question: &str) -> bool {
    WORDS.value.once.within(&fold(question))
}

/// Whether the text names a day, month or year, or says how often.
fn has_date(text: &str, calendar: &Calendar) -> bool {
    let text = fold(text);
    !when::printed_in(&text, calendar).is_empty() || is_every(&text) || WORDS.value.season.within(&text)
}

/// A sentence of a clause, and what is said in it.
struct Sentence<'h> {
    text: &'h str,
    hit: &'h Hit,
    values: Vec<String>,
    /// How many pairs of characters of the words stand in it.
    shared: usize,
}

/// The sentences in which something is said, each once; those with less than half of what the best has of the words are
/// left out.
fn sentences<'h>(words: &[char], near: &'h [Hit], says: impl Fn(&str, &Hit) -> Vec<String>) -> Vec<Sentence<'h>> {
    let mut said: Vec<Sentence<'h>> = Vec::new();
    for hit in near {
        for text in hit.text.split(END).map(str::trim) {
            let values = says(text, hit);
            if !values.is_empty() && said.iter().all(|known| known.text != text) {
                said.push(Sentence { text, hit, values, shared: shared(words, text) });
            }
        }
    }
    let most = said.iter().map(|said| said.shared).max().unwrap_or(0);
    said.retain(|said| 2 * said.shared >= most);
    said
}

/// How many pairs of characters of the words stand in a text.
fn shared(words: &[char], text: &str) -> usize {
    let text = fold(text);
    words.windows(2).filter(|pair| text.contains(&pair.iter().collect::<String>())).count()
}

/// The sentences as they are told, with the value before them.
fn found(said: Vec<Sentence<'_>>, value: &str, answer: Option<Short>, lang: Lang) -> Option<Found> {
    if said.is_empty() {
        return None;
    }
    let told: Vec<String> = said.iter().take(MOST).map(|sentence| format!("“{}”", sentence.text)).collect();
    let (lead, join) = match lang {
        Lang::Chinese => ("原文写的是：", "；"),
        Lang::English => ("the text says: ", "; "),
    };
    let mut passages: Vec<Hit> = Vec::new();
    for said in &said {
        if passages.len() < MOST && !passages.iter().any(|hit| hit.id == said.hit.id) {
            passages.push(said.hit.clone());
        }
    }
    Some(Found { answer, sentence: format!("{value}{lead}{}", told.join(join)), passages })
}

/// The values of a sentence that speaks of the words: those of its part that has most of them; of the parts that state a
/// limit, where one is asked for.
fn values_in(sentence: &str, near: &Hit, words: &[char], filter: &TargetFilter, names: &Names) -> Vec<String> {
    /// So many characters before a value name what it is of.
    const NAMES: usize = 6;
    if !speaks_of(sentence, near, words) {
        return Vec::new();
    }
    // 重点镇每个村建设1处: no number of the first.
    let said = fold(sentence);
    let folded: String = words.iter().collect();
    let mut rests = said.match_indices(&folded).map(|(at, _)| &said[at + folded.len()..]);
    let of_each = rests.any(|rest| WORDS.name.each.at_start(rest).is_some());
    if of_each && filter.measure == COUNT {
        return Vec::new();
    }
    // An amount of the question (500米 of 站点500米覆盖率) is no answer to it, nor is what counts something else.
    let asked: String = words.iter().collect();
    let former = former_values(&said, filter, names);
    // 疏浚河道310公里，每公里补助8万元: what is paid is said by the second.
    let paid = paid(filter).filter(|paid| said.contains(paid));
    let valued = |part| {
        let mut values = values_of(part, filter, names);
        values.retain(|_| paid.is_none_or(|paid| fold(part).contains(paid)));
        // 50亩 of 种植50亩以上每亩补多少 is what it is paid for.
        let named = |value: &str| filter.amounts.iter().any(|amount| fold(&amount.text) == value);
        values.retain(|value| !asked.contains(value.as_str()) && !former.contains(value) && !named(value));
        if filter.measure == COUNT {
            values.retain(|value| !counts_other(&said, value, &asked));
        }
        (part, values)
    };
    let direct = values_before(&fold(sentence), &asked, names);
    if !direct.is_empty() && filter.measure == COUNT {
        return direct;
    }
    let mut parts: Vec<(&str, Vec<String>)> = sentence.split(['，', ',']).map(valued).collect();
    // 2024年更新80台，2025年更新150台: of 2025年 the second.
    let of_period = |part: &str| is_within(&years_in(part), &filter.due).unwrap_or(false);
    if parts.iter().any(|(part, values)| !values.is_empty() && of_period(part)) {
        parts.iter_mut().filter(|(part, _)| !of_period(part)).for_each(|(_, values)| values.clear());
    }
    // What is to be done is said of many things: 建成 tells no part from another.
    let bare: Vec<char> = without_verbs(&asked, names).chars().collect();
    let bearer = parts.iter().rposition(|(part, values)| values.is_empty() && shared(&bare, part) > 0);
    // 一般登记5个工作日办结，抵押登记当日办结: of 抵押登记 the first part says less.
    let whole: String = bare.iter().collect();
    let stem = without_verbs(&whole[..whole.len() - WORDS.value.nouns.at_end(&whole).unwrap_or(0)], names);
    let named = |part: &str| stem.chars().nth(1).is_some() && fold(part).contains(stem);
    let later = |bearer: usize| named(parts[bearer].0) && !parts[..bearer].iter().any(|(part, _)| named(part));
    let told = bearer.is_some_and(later);
    let says = |part: &str| if told { named(part) } else { shared(&bare, part) > 0 };
    let valued_names = parts.iter().any(|(part, values)| !values.is_empty() && says(part));
    let mut of_another = false;
    if let Some(bearer) = bearer.filter(|_| !valued_names) {
        // 在县城区，新建停车位300个，每个乡镇建成1个: the first value behind what is named.
        let of_limit = |(part, values): &(&str, Vec<String>)| {
            !values.is_empty() && filter.limit.as_ref().is_some_and(|limit| fold(part).contains(limit.as_str()))
        };
        let first = parts[bearer..].iter().position(of_limit);
        let first = first.or_else(|| parts[bearer..].iter().position(|(_, values)| !values.is_empty()));
        parts = first.map_or_else(Vec::new, |first| parts.split_off(bearer + first));
        parts.truncate(1);
        // 海洋牧场要成为样板，水产总产值突破300亿元: the value is of what its own part names.
        let of_other = |(part, values): &(&str, Vec<String>)| {
            let part = fold(part);
            let before =
                values.first().and_then(|value| part.split_once(value.as_str())).map_or("", |(before, _)| before);
            let before = without_limits(before);
            let shares = stem.chars().nth(1).is_some() && shared(&bare, before) > 1;
            before.chars().count() >= NAMES && !is_only_verbs(before) && !shares
        };
        parts.retain(|part| !filter.measure.is_empty() || filter.limit.is_some() || !of_other(part));
        of_another = parts.iter().any(of_other);
    }
    parts.retain(|(_, values)| !values.is_empty());
    let is_limit = |(part, _): &(&str, Vec<String>)| WORDS.value.limit.within(part);
    if let Some(limit) = filter.limit.as_ref().filter(|_| parts.iter().any(is_limit)) {
        // 按不高于30%，给予最高800万元: of 最高 the second.
        let is_so = |(part, _): &(&str, Vec<String>)| fold(part).contains(limit.as_str());
        let any_so = parts.iter().any(is_so);
        parts.retain(|part| if any_so { is_so(part) } else { is_limit(part) });
    }
    let most = parts.iter().map(|(part, _)| shared(&bare, part)).max().unwrap_or(0);
    let meant: Vec<(&str, Vec<String>)> = parts.into_iter().filter(|(part, _)| shared(&bare, part) == most).collect();
    let doubtful = of_another || meant.last().is_some_and(|(part, _)| names_other(sentence, part, &bare));
    let doubt = if doubtful { Some(String::new()) } else { None };
    meant.into_iter().flat_map(|(_, values)| values).chain(doubt).collect()
}

/// The sign at the end of what is asked how much of it is paid, where no unit of measure says so: 补 of 每公里补多少.
fn paid(filter: &TargetFilter) -> Option<&str> {
    let named = filter.named.as_deref().filter(|_| filter.measure.is_empty())?;
    WORDS.value.paid.at_end(named).map(|len| &named[named.len() - len..])
}

/// What stands before a value without its date and the words that say that it is a limit: neither names what it is of.
fn without_limits(before: &str) -> &str {
    let mut years =
        before.match_indices('年').filter(|(at, _)| before[..*at].ends_with(|char: char| char.is_ascii_digit()));
    let mut before = years.next_back().map_or(before, |(at, year)| &before[at + year.len()..]);
    while let Some(len) = WORDS.value.limit.at_end(before) {
        before = &before[..before.len() - len];
    }
    before
}

/// Whether words of the question stand in a sentence only behind the part that has the value, where figures are: 占比达到40%以上，
/// 北城不低于五成 says nothing of 北城 by its first part.
fn names_other(sentence: &str, part: &str, words: &[char]) -> bool {
    let Some(end) = sentence.find(part).map(|at| at + part.len()) else { return false };
    let (before, after) = (fold(&sentence[..end]), fold(&sentence[end..]));
    let behind = |part: &str| {
        let only = |pair: &String| part.contains(pair.as_str()) && !before.contains(pair.as_str());
        words.windows(2).map(|pair| pair.iter().collect::<String>()).any(|pair| only(&pair))
    };
    after.split(',').any(|part| part.contains(|char: char| char.is_ascii_digit()) && behind(part))
}

/// The parts of sentences with such a value, in the tasks of targets, that say more of the words than any of these targets does
/// itself, and have another value: 发车间隔不超过8分钟 beside 开通公交专线5条, of 公交发车间隔.
pub(crate) fn nearer<'n>(content: &[String], filter: &TargetFilter, ids: &[&str], names: &'n Names) -> Vec<&'n str> {
    let words: Vec<Vec<char>> = content.iter().map(|word| fold(word).chars().collect()).collect();
    let asked = fold(&content.concat());
    let said = |texts: &[&str]| -> usize {
        let runs = words.iter().flat_map(|word| runs(word, texts)).filter(|(_, is_said)| *is_said);
        runs.map(|(run, _)| run.chars().count()).sum()
    };
    let targets: Vec<&TargetWords> = names.targets.iter().filter(|target| ids.contains(&&*target.id)).collect();
    // A heading is said of all that stands below it, but one that is the text itself.
    let own = |target: &TargetWords, part: &str| {
        let heads = target.task.map(|task| [names.tasks[task].title.folded(), names.tasks[task].trail.folded()]);
        let heads = heads.into_iter().flatten().filter(|head| !head.contains(part));
        said(&heads.chain([target.indicator.folded(), target.quote.folded()]).collect::<Vec<_>>())
    };
    let is_own = |part: &str| {
        targets.iter().any(|target| target.quote.folded().contains(part) || part.contains(target.quote.folded()))
    };
    let mut near: Vec<(usize, &str)> = Vec::new();
    for task in targets.iter().filter_map(|target| target.task) {
        for part in names.tasks[task].text.folded().split(PART).map(str::trim).filter(|part| !is_own(part)) {
            let others = || values_of(part, filter, names).iter().any(|value| !asked.contains(value.as_str()));
            let share = said(&[part]);
            let is_more = || targets.iter().all(|target| share > own(target, part));
            if is_more() && others() && near.iter().all(|(_, known)| *known != part) {
                near.push((share, part));
            }
        }
    }
    let most = near.iter().map(|(share, _)| *share).max();
    near.into_iter().filter(|(share, _)| Some(*share) == most).map(|(_, part)| part).collect()
}

/// The parts of sentences with such a value, in the tasks of targets, that name how something is handled as the question does, where
/// none of these targets does: 15个工作日内办结 beside 3个工作日内响应, of 几天办结.
pub(crate) fn handled_beside<'n>(
    question: &str,
    filter: &TargetFilter,
    ids: &[&str],
    names: &'n Names,
) -> Vec<&'n str> {
    let question = fold(question);
    let targets: Vec<&TargetWords> = names.targets.iter().filter(|target| ids.contains(&&*target.id)).collect();
    let asked = WORDS.value.handled.iter().filter(|word| word.chars().nth(1).is_some() && question.contains(*word));
    let Some(act) = asked.max_by_key(|word| word.len()) else { return Vec::new() };
    if targets.iter().any(|target| target.quote.folded().contains(act) || target.indicator.folded().contains(act)) {
        return Vec::new();
    }
    let texts = targets.iter().filter_map(|target| target.task).map(|task| names.tasks[task].text.folded());
    let parts = texts.flat_map(|text| text.split(PART)).flat_map(|part| part.split('、')).map(str::trim);
    let mut found: Vec<&str> =
        parts.filter(|part| part.contains(act) && !values_of(part, filter, names).is_empty()).collect();
    found.dedup();
    found
}

/// Whether a value counts what is named behind it, in a sentence that has the words whole before it: 重点县建设30个电气化项目
/// says how many 项目 there are, and not how many 重点县.
fn counts_other(sentence: &str, value: &str, words: &str) -> bool {
    let Some(at) = sentence.find(value) else { return false };
    let (before, after) = (&sentence[..at], &sentence[at + value.len()..]);
    let rest = &after[WORDS.value.behind.at_start(after).unwrap_or(0)..];
    let named = rest.chars().take_while(|char| zhengtu_text::is_cjk(*char) && char.is_alphanumeric()).count() > 1;
    before.contains(words) && named
}

/// The values that held before what a sentence says they become: 35万元 of 由35万元调整为45万元.
fn former_values(sentence: &str, filter: &TargetFilter, names: &Names) -> Vec<String> {
    let places = |words: &Words, text: &str| -> Vec<usize> {
        text.char_indices().map(|(at, _)| at).filter(|&at| words.at_start(&text[at..]).is_some()).collect()
    };
    let mut former = Vec::new();
    for to in places(&WORDS.value.change_to, sentence) {
        let (before, after) = sentence.split_at(to);
        let from = places(&WORDS.value.change_from, before).pop();
        if let Some(from) = from.filter(|_| !values_of(after, filter, names).is_empty()) {
            former.extend(values_of(&before[from..], filter, names));
        }
    }
    former
}

/// Whether the sentence has the words, or has a part of them and its headings the others; or names the kind of value
/// (办理时限) where its headings have all.
fn speaks_of(sentence: &str, near: &Hit, words: &[char]) -> bool {
    let (sentence, title) = (fold(sentence), fold(&near.title));
    let Some(found) = pieces(words, &[&sentence, &title]) else { return false };
    let has_pair = || words.windows(2).any(|pair| sentence.contains(&pair.iter().collect::<String>()));
    let in_title = || pieces(words, &[&title]).is_some();
    let names_value = || has_pair() || WORDS.value.nouns.within(&sentence);
    // 新增 of 学位新增 names nothing.
    let says = |piece: &String| sentence.contains(piece.as_str()) && (found.len() == 1 || !is_only_verbs(piece));
    found.iter().any(says) || in_title() && names_value()
}

/// Whether the text has all the words.
pub(crate) fn has_all(text: &str, words: &[String]) -> bool {
    let text = fold(text);
    !words.is_empty() && words.iter().all(|word| text.contains(&fold(word)))
}

/// A number in Chinese figures before the unit of measure that is asked for: 三批; more than one where things are counted.
fn in_words(text: &str, at: usize, measure: &str, names: &Names) -> Option<(f64, String, usize)> {
    let series = WORDS.value.ordinal.at_start(measure);
    let whole = measure[series.unwrap_or(0)..].trim_start_matches('个');
    let before = text[..at].char_indices().next_back().map_or("", |(from, _)| &text[from..at]);
    let goes_on = WORDS.value.ordinal.is(before) != series.is_some() || when::number(before).is_some();
    let (number, len) = when::number(&text[at..]).filter(|_| !whole.is_empty() && !goes_on)?;
    let rest = &text[at + len..];
    let counted = || {
        let (_, len) = names.lexicon.measures().unit_at(rest).filter(|(_, len)| counts(&rest[..*len], names))?;
        // 三支一扶 counts nothing.
        (number > 1 && when::number(&rest[len..]).is_none()).then_some(&rest[..len])
    };
    let asked = || [measure, whole].into_iter().find(|unit| rest.starts_with(unit));
    // 三个月, 两天; 三月 is a date.
    let lasting = || {
        let classified = WORDS.date.months.at_start(rest).unwrap_or(0);
        let plain = || WORDS.value.lasting.at_start(rest).unwrap_or(0);
        let len = if classified > 0 { classified } else { plain() };
        (len > 0).then_some(&rest[..len])
    };
    let unit = match measure {
        COUNT => counted(),
        TIME => lasting(),
        _ => asked(),
    }?;
    Some((f64::from(number), unit.to_owned(), len + unit.len()))
}

/// The length of a fraction in words at the start of a text: 四分之一.
fn fraction(text: &str) -> Option<usize> {
    let (_, whole) = when::number(text)?;
    let over = WORDS.value.fraction.at_start(&text[whole..])?;
    let (_, parts) = when::number(&text[whole + over..])?;
    Some(whole + over + parts)
}

/// The values of a text in the unit of measure; all with a unit but dates, where none is asked for, and of a rate no number
/// of things.
fn values_of(text: &str, filter: &TargetFilter, names: &Names) -> Vec<String> {
    /// Before 年 such a number is no stretch of time.
    const FIRST_YEAR: f64 = 1000.0;
    let measure = filter.measure.as_str();
    let rate = filter.named.as_ref().is_some_and(|named| WORDS.value.rates.at_end(named).is_some());
    let text = fold(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let inside = text[..at].ends_with(|char: char| char.is_ascii_digit() || char == '.');
        let read = if inside { None } else { number::at(&text[at..], names.lexicon.measures(), &names.measures) };
        let read = read.or_else(|| in_words(&text, at, measure, names)).or_else(|| {
            let len = fraction(&text[at..]).filter(|_| measure.is_empty() || WORDS.measure.percent.is(measure))?;
            Some((0.0, text[at..at + len].to_owned(), len))
        });
        match read {
            // 2019年 is a date, whatever is asked for.
            Some((number, ref unit, len)) if number >= FIRST_YEAR && unit.starts_with('年') => at += len,
            Some((_, unit, len)) => {
                let of_date = unit.starts_with(['年', '月', '日', '号']);
                let of_rate = !rate || WORDS.value.rate_units.is(&unit);
                let fits = if measure.is_empty() { !of_date && of_rate } else { is_measure(measure, &unit, names) };
                if fits && !unit.is_empty() {
                    found.push(text[at..at + len].to_owned());
                }
                at += len;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}
