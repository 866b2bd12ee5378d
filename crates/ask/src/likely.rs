//! What says most of what a question asks, where nothing says all of it: a sentence with such a value or day, a task.

use crate::clock::Calendar;
use crate::fold::fold;
use crate::in_text::{Found, answers, has_all, names_body};
use crate::pieces::{END, PARTICLES, runs};
use crate::question::{Find, Focus, Lang, Mention, Question, Topic, TopicField};
use crate::topic::reworded;
use crate::words::WORDS;
use crate::{Names, Understood, when};
use std::collections::BTreeMap;
use zhengtu_search::Hit;

/// How many sentences, or tasks, may say equally much; more tell nothing.
const MOST: usize = 3;
/// The fewest characters of a question that must be said.
const LEAST: usize = 4;
/// Of so many characters a third and more must be said in one run.
const LONG: usize = 9;
/// Among how many of the clauses that rank first a task is looked for.
const RANKED: usize = 10;
/// How much must be said, in percent: beside a value in the unit of measure that is asked for, beside any other, and of a
/// matter by itself.
const MEASURED: usize = 60;
const UNMEASURED: usize = 75;
const OF_MATTER: usize = 66;

/// How many characters of the words of a question a text says.
#[derive(Clone, Copy)]
struct Share {
    /// Of the text itself.
    own: usize,
    /// With its headings.
    said: usize,
    /// How many there are, but in words that say of nothing what it is.
    of: usize,
    /// The most that it says in one run.
    longest: usize,
}

impl Share {
    fn new(words: &[Vec<char>], text: &str, around: &str) -> Self {
        let (text, around) = (fold(text), fold(around));
        let mut share = Self { own: 0, said: 0, of: 0, longest: 0 };
        for word in words {
            for (run, is_said) in runs(word, &[&text, &around]) {
                let len = run.chars().count();
                share.own += if is_said && text.contains(&run) { len } else { 0 };
                share.said += if is_said { len } else { 0 };
                share.longest = share.longest.max(if is_said { len } else { 0 });
                share.of += if is_said || !says_nothing(&run) { len } else { 0 };
            }
        }
        share
    }

    /// Whether it is so much in percent, half of it in the text itself.
    fn is_at_least(self, percent: usize) -> bool {
        self.said >= LEAST && 2 * self.own >= self.said && 100 * self.said >= percent * self.of
    }

    fn cmp(self, other: Self) -> std::cmp::Ordering {
        (self.said * other.of).cmp(&(other.said * self.of)).then(self.own.cmp(&other.own))
    }
}

/// Whether words only say what is to be done, what kind of value it is, or after how long.
fn says_nothing(words: &str) -> bool {
    let lasting = |text: &str| {
        let (_, number) = when::number(text)?;
        let unit = WORDS.value.lasting.at_start(&text[number..])?;
        let rest = &text[number + unit..];
        Some(number + unit + WORDS.date.after.at_start(rest).or_else(|| WORDS.date.inside.at_start(rest)).unwrap_or(0))
    };
    let values = &WORDS.value;
    let weak = [&values.verbs, &values.general, &values.nouns, &values.modal, &values.once, &values.done];
    let mut rest = words;
    while let Some(char) = rest.chars().next() {
        let particle = PARTICLES.contains(char).then_some(char.len_utf8());
        match weak.iter().filter_map(|words| words.at_start(rest)).chain(lasting(rest)).max().or(particle) {
            Some(len) => rest = &rest[len..],
            None => return false,
        }
    }
    true
}

/// The words of a question of two characters and more that none of the texts says, under no other name either.
pub(crate) fn unsaid(content: &[String], texts: &[&str], names: &Names) -> Vec<String> {
    let texts: Vec<String> = texts.iter().map(|text| fold(text)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let of = |words: &str| -> Vec<String> {
        let chars: Vec<char> = fold(words).chars().collect();
        let each = runs(&chars, &texts).into_iter().filter(|(_, is_said)| !is_said).map(|(run, _)| run);
        each.filter(|run| run.chars().nth(1).is_some() && !says_nothing(run)).collect()
    };
    let whole = fold(&content.concat());
    if reworded(&whole, names).iter().any(|other| of(other).is_empty()) {
        return Vec::new();
    }
    content.iter().flat_map(|word| of(word)).collect()
}

/// Those that say most, if they are few.
fn best<T>(found: Vec<(Share, T)>) -> Vec<T> {
    let Some(most) = found.iter().map(|(share, _)| *share).max_by(|one, other| one.cmp(*other)) else {
        return Vec::new();
    };
    let best: Vec<T> = found.into_iter().filter(|(share, _)| share.cmp(most).is_eq()).map(|(_, found)| found).collect();
    if best.len() > MOST { Vec::new() } else { best }
}

fn folded(words: &[String]) -> Vec<Vec<char>> {
    words.iter().map(|word| fold(word).chars().collect()).collect()
}

/// The sentences with a value, a day or a body, as one is asked for, that say most of what it is asked of.
pub(crate) fn said(understood: &Understood, near: &[Hit], names: &Names, calendar: &Calendar) -> Option<Found> {
    let percent = match &understood.question.find {
        Find::Targets(filter, Focus::Value) if filter.measure.is_empty() => UNMEASURED,
        Find::Targets(_, Focus::Value | Focus::When) | Find::Tasks(_, Focus::When) => MEASURED,
        Find::Tasks(_, Focus::Who(_) | Focus::WhoAndWhen(_)) => OF_MATTER,
        _ => return None,
    };
    // Where it stands as it is asked for, that is shown, and nothing else said to be the nearest.
    if near.iter().any(|hit| has_all(&hit.text, &understood.content)) {
        return None;
    }
    let asks_who = percent == OF_MATTER;
    let says = |text: &str| answers(text, understood, names, calendar) && (!asks_who || names_body(&fold(text), names));
    let asked = understood.content.concat();
    let others = reworded(&fold(&asked), names);
    let forms: Vec<Vec<Vec<char>>> = std::iter::once(folded(&understood.content))
        .chain(others.iter().map(|other| folded(std::slice::from_ref(other))))
        .collect();
    let mut found: Vec<(Share, (&str, &Hit))> = Vec::new();
    for hit in near {
        for text in hit.text.split(END).map(str::trim).filter(|text| says(text)) {
            let shares = forms.iter().map(|words| Share::new(words, text, &hit.title));
            let share = shares.filter(|share| share.is_at_least(percent)).max_by(|one, other| one.cmp(*other));
            if let Some(share) = share.filter(|_| found.iter().all(|(_, (known, _))| *known != text)) {
                found.push((share, (text, hit)));
            }
        }
    }
    let best = best(found);
    let told: Vec<String> = best.iter().map(|(text, _)| format!("“{text}”")).collect();
    let sentence = match understood.question.lang {
        Lang::Chinese => format!("没有原样写“{asked}”，原文里最相近的是：{}", told.join("；")),
        Lang::English => format!("Nothing says “{asked}” as it stands; nearest in the text: {}", told.join("; ")),
    };
    let passages = best.into_iter().map(|(_, hit)| hit.clone()).collect();
    (!told.is_empty()).then_some(Found { answer: None, sentence, passages })
}

/// The question about the tasks whose clauses say most of the matter that is in none, with what is said of that.
pub(crate) fn tasks(understood: &Understood, near: &[Hit]) -> Option<(Question, String)> {
    let mut question = understood.question.clone();
    let Find::Tasks(filter, Focus::Who(_) | Focus::WhoAndWhen(_) | Focus::Rows) = &mut question.find else {
        return None;
    };
    if filter.topics.is_empty() {
        return None;
    }
    let asked = filter.topics.iter().map(|topic| topic.asked.clone()).collect::<Vec<String>>();
    let words = folded(&asked);
    let ranked = near.iter().take(RANKED).filter_map(|hit| Some((hit, hit.task.clone()?)));
    let mut found: Vec<(Share, String)> = Vec::new();
    for (hit, task) in ranked {
        let share = Share::new(&words, &hit.text, &hit.title);
        // 配套, 联合 and 办公室 here and there are no 配套幼儿园联合办公室.
        let in_one_run = share.of < LONG || 3 * share.longest >= share.of;
        if in_one_run && share.is_at_least(OF_MATTER) && found.iter().all(|(_, known)| *known != task) {
            found.push((share, task));
        }
    }
    let tasks: BTreeMap<String, Mention> =
        best(found).into_iter().map(|task| (task, Mention { field: TopicField::Text, times: 0 })).collect();
    if tasks.is_empty() {
        return None;
    }
    let matter = asked.concat();
    let note = match question.lang {
        Lang::Chinese => format!("没有任务原样提到“{matter}”，以下是说得最相近的"),
        Lang::English => format!("no task mentions “{matter}” as it stands; the nearest follow"),
    };
    filter.topics = vec![Topic { asked: matter, tasks, ..Topic::default() }];
    Some((question, note))
}
