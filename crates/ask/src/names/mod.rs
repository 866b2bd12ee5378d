mod forms;
mod printed;
mod units;

pub(crate) use printed::{Printed, fold};

use crate::marks::Marks;
use crate::question::TopicField;
use crate::token::{Kind, Token};
use crate::topic::{pieces, stands_in_order};
use crate::words::WORDS;
use forms::{document_forms, place_of};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use units::{Gathered, Units, Variant};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Date, DocumentFacts, DocumentInfo, GovernmentLevel, Target, Task};

/// The names of a knowledge base that questions may use: units, indicators, documents, parts, and
/// the words of the tasks.
#[derive(Clone, Debug)]
pub struct Names {
    pub(crate) lexicon: Lexicon,
    /// The Chinese question words.
    pub(crate) marks: Marks,
    pub(crate) units: Units,
    pub(crate) documents: Vec<DocumentEntry>,
    pub(crate) indicators: Vec<String>,
    folded_indicators: Vec<String>,
    /// The words of each target.
    pub(crate) targets: Vec<TargetWords>,
    /// The units of measure of the targets.
    pub(crate) measures: Vec<String>,
    /// The numbers of the annexes, in order.
    pub(crate) annexes: Vec<u32>,
    /// The words of each task.
    pub(crate) tasks: Vec<TaskWords>,
    /// All titles and headings of tasks and all names of indicators, folded, a line each: a question asks of many words
    /// whether they stand anywhere.
    all_heads: OnceLock<String>,
    /// The texts of all tasks, folded, a line each.
    all_texts: OnceLock<String>,
}

/// The words of a task, as topics are looked for in them.
#[derive(Clone, Debug)]
pub(crate) struct TaskWords {
    pub id: String,
    pub title: Printed,
    /// The headings above, a line each.
    pub trail: Printed,
    pub text: Printed,
    /// Its units, a line each.
    pub units: Printed,
}

impl TaskWords {
    fn new(task: &Task) -> Self {
        let units: Vec<&str> = task.units.iter().map(|unit| unit.name.as_str()).collect();
        Self {
            id: task.id.clone(),
            title: Printed::new(task.title.as_str()),
            trail: Printed::new(task.trail.join("|")),
            text: Printed::new(task.text.as_str()),
            units: Printed::new(units.join("|")),
        }
    }

    /// Where topics are looked for, what says most first.
    pub(crate) fn places(&self) -> [(TopicField, &Printed); 3] {
        [(TopicField::Title, &self.title), (TopicField::Heading, &self.trail), (TopicField::Text, &self.text)]
    }
}

/// The words of a target.
#[derive(Clone, Debug)]
pub(crate) struct TargetWords {
    pub id: String,
    pub indicator: Printed,
    pub quote: Printed,
    /// Its unit of measure.
    pub unit: String,
    /// The task in which it stands, by its place among all.
    pub task: Option<usize>,
}

/// The texts, a line each, in one; one that is like that before it once.
fn lines<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    let mut last = 0;
    for text in texts {
        if all[last..].trim_end_matches('\n') != text {
            last = all.len();
            all.push_str(text);
            all.push('\n');
        }
    }
    all
}

/// The texts, each at its first place.
fn each_once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(*text)).map(str::to_owned).collect()
}

/// The years in which tasks of a document are due.
fn due_years(facts: &DocumentFacts) -> Vec<u16> {
    let mut years: Vec<u16> = facts.tasks.iter().filter_map(|task| task.deadline.end()).map(Date::year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The one year that its title or else its file name has in figures, or else that of its issue.
fn year_of(info: &DocumentInfo) -> Option<u16> {
    let only = |text: &str| {
        let mut years = figures(text).filter(|year| (2000..2100).contains(year));
        years.next().filter(|_| years.next().is_none())
    };
    let issued = || info.identity.issued.as_ref().map(|stated| stated.value.year());
    only(&fold(&info.title)).or_else(|| only(&info.name)).or_else(issued)
}

/// The numbers of four figures in a text.
fn figures(text: &str) -> impl Iterator<Item = u16> {
    let runs = text.split(|char: char| !char.is_ascii_digit());
    runs.filter(|run| run.len() == 4).filter_map(|run| run.parse().ok())
}

/// A place without the word for what it is: 青河 of 青河县, where enough is left.
fn short_place(place: &str) -> &str {
    place.strip_suffix(['省', '市', '县', '区']).filter(|short| short.chars().nth(1).is_some()).unwrap_or(place)
}

/// The smallest task that the target's clause is, or lies in.
pub(crate) fn around(tasks: &[Task], target: &Target) -> Option<usize> {
    let is_around = |task: &Task| {
        let below = target.path.strip_prefix(&task.path);
        task.part == target.part && below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
    };
    let each = tasks.iter().enumerate().filter(|(_, task)| is_around(task));
    each.max_by_key(|(_, task)| task.path.len()).map(|(at, _)| at)
}

/// Whether two names do not end in words of different ranks: 教育局 is not 教育厅, and a ministry no commission of a city.
fn same_rank(name: &str, other: &str) -> bool {
    let ending = |name: &str| WORDS.name.rank.at_end(name).map(|len| name[name.len() - len..].to_owned());
    match (ending(name), ending(other)) {
        (Some(ending), Some(other)) => ending == other,
        (Some(ending), None) => !WORDS.name.ministry.is(&ending),
        _ => true,
    }
}

#[derive(Clone, Debug)]
pub(crate) struct DocumentEntry {
    pub name: String,
    /// The year that it is for; those in which its tasks are due, where it does not say.
    pub years: Vec<u16>,
    pub place: Option<String>,
    /// The place, folded.
    pub folded_place: Option<String>,
    /// Whether it is of the whole country.
    pub national: bool,
    /// Its tasks, by their places among all.
    pub tasks: std::ops::Range<usize>,
    /// Its units, by their places among all.
    pub units: std::ops::Range<usize>,
    /// Its title, folded.
    pub title: String,
    /// Who issued it, folded; nothing where it does not say.
    pub issuer: String,
    /// Whether it says until when it holds.
    pub expires: bool,
    /// What a question may call it: file name, title, place.
    pub forms: Vec<String>,
}

impl Names {
    /// Gathers the names of documents that were read with these words. Clauses are not needed.
    pub fn gather<'a>(lexicon: &Lexicon, documents: impl IntoIterator<Item = &'a DocumentFacts>) -> Self {
        let mut names = Self::none(lexicon);
        let mut gathered = Gathered::default();
        for facts in documents {
            names.add(facts, &mut gathered);
        }
        names.annexes.sort_unstable();
        names.annexes.dedup();
        names.measures.sort();
        names.measures.dedup();
        names.indicators.sort();
        names.indicators.dedup();
        names.folded_indicators = names.indicators.iter().map(|name| fold(name)).collect();
        names
    }

    /// No names yet.
    fn none(lexicon: &Lexicon) -> Self {
        Self {
            lexicon: lexicon.clone(),
            marks: Marks::chinese(lexicon.roles()),
            units: Units::default(),
            documents: Vec::new(),
            indicators: Vec::new(),
            folded_indicators: Vec::new(),
            targets: Vec::new(),
            measures: Vec::new(),
            annexes: Vec::new(),
            tasks: Vec::new(),
            all_heads: OnceLock::new(),
            all_texts: OnceLock::new(),
        }
    }

    fn add<'a>(&mut self, facts: &'a DocumentFacts, gathered: &mut Gathered<'a>) {
        let info = &facts.info;
        let first = self.tasks.len();
        let place = place_of(info);
        let folded_place = place.as_deref().map(fold);
        let units = self.units.add(
            facts,
            self.documents.len(),
            place.as_deref().zip(folded_place.as_deref()),
            self.lexicon.bodies(),
            gathered,
        );
        self.documents.push(DocumentEntry {
            name: info.name.clone(),
            years: info.year.or_else(|| year_of(info)).map_or_else(|| due_years(facts), |year| vec![year]),
            place,
            folded_place,
            units,
            national: info.identity.level.as_ref().is_some_and(|level| level.value == GovernmentLevel::National),
            tasks: first..first + facts.tasks.len(),
            title: fold(&info.title),
            issuer: info.identity.issuer.as_ref().map(|issuer| fold(&issuer.value)).unwrap_or_default(),
            expires: info.identity.valid_to.is_some(),
            forms: document_forms(info),
        });
        self.measures.extend(facts.targets.iter().map(|target| target.unit.clone()).filter(|unit| !unit.is_empty()));
        self.annexes.extend(facts.parts.iter().map(|part| part.number).filter(|&number| number > 0));
        self.indicators.extend(facts.targets.iter().map(|target| target.indicator.clone()));
        self.tasks.extend(facts.tasks.iter().map(TaskWords::new));
        for target in &facts.targets {
            let task = around(&facts.tasks, target).map(|at| first + at);
            self.targets.push(TargetWords {
                id: target.id.clone(),
                indicator: Printed::new(target.indicator.as_str()),
                quote: Printed::new(target.quote.as_str()),
                unit: target.unit.clone(),
                task,
            });
        }
    }

    /// The units with that name, as printed or in a form that people use.
    pub(crate) fn units_called(&self, form: &str) -> Option<Vec<usize>> {
        self.units.called(form, &self.documents, self.lexicon.bodies())
    }

    /// The name of a unit.
    pub(crate) fn name_of(&self, unit: usize) -> &str {
        &self.units.variant(unit).name
    }

    /// The document that a unit is of.
    pub(crate) fn document_of(&self, unit: usize) -> &DocumentEntry {
        &self.documents[self.units.document(unit)]
    }

    /// The documents that a unit is kept to by the place in its name, where the question writes it: 青河县财政局.
    pub(crate) fn placed(&self, written: &str, units: &[usize]) -> Vec<String> {
        let of_place = |&&unit: &&usize| {
            let place = self.document_of(unit).folded_place.as_deref();
            place.is_some_and(|place| written.starts_with(place) || written.starts_with(short_place(place)))
        };
        if self.documents.len() < 2 || units.iter().any(|&unit| self.units.variant(unit).folded == written) {
            return Vec::new();
        }
        units.iter().filter(of_place).map(|&unit| self.document_of(unit).name.clone()).collect()
    }

    /// The documents that have the words in their title; longer words may stand there in pieces, or be the issuer's name.
    pub(crate) fn titled(&self, words: &str) -> Vec<String> {
        let words = fold(words);
        let chars: Vec<char> = words.chars().collect();
        let long = chars.len() > 3;
        let has = |document: &&DocumentEntry| {
            let said = [document.title.as_str(), document.issuer.as_str()];
            chars.len() > 1 && document.title.contains(&words)
                || long && said.iter().any(|text| pieces(&chars, &[text]).is_some())
        };
        self.documents.iter().filter(has).map(|document| document.name.clone()).collect()
    }

    /// Whether it is known of all documents what place they are of; one of the whole country is of none.
    pub(crate) fn all_placed(&self) -> bool {
        self.documents.iter().all(|document| document.place.is_some() || document.national)
    }

    /// The documents that say nowhere what place they are of, and speak of this one.
    pub(crate) fn speaking_of(&self, place: &str) -> Vec<usize> {
        let each = self.documents.iter().enumerate();
        each.filter(|(_, document)| document.place.is_none() && !document.national)
            .filter(|(_, document)| self.tasks[document.tasks.clone()].iter().any(|task| task.text.has(place)))
            .map(|(at, _)| at)
            .collect()
    }

    /// The places that there are plans of.
    pub(crate) fn places(&self) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for place in self.documents.iter().filter_map(|document| document.place.clone()) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// The units that a name without level or place may mean: those called so, and those of other
    /// documents that do the same under another name (发改委, 发展改革委).
    pub(crate) fn units_meant(&self, form: &str, called: Vec<usize>) -> Vec<usize> {
        let named = |&unit: &usize| self.units.variant(unit).folded == form;
        // A full name without level may be that of the country's body; 市城管局 is in each city its own.
        let plain = || self.lexicon.bodies().level_word(form).is_none();
        if self.documents.len() < 2 || called.iter().any(named) && plain() {
            return called;
        }
        let docs: BTreeSet<usize> = called.iter().map(|&unit| self.units.document(unit)).collect();
        let others = self.units_like(form).into_iter().filter(|&unit| !docs.contains(&self.units.document(unit)));
        let mut meant: Vec<usize> = others.chain(called.iter().copied()).collect();
        meant.sort_unstable();
        meant
    }

    /// The length in bytes of the longest unit name at the start of `text`, and the units; a short form
    /// may have the level or the place before it (县住建局).
    pub(crate) fn unit_at(&self, text: &str) -> Option<(usize, Vec<usize>)> {
        let plain = self.called_at(text);
        let placed = self.lexicon.bodies().level_word(text).and_then(|level| {
            let (len, units) = self.called_at(&text[level.len()..])?;
            let units: Vec<usize> = units.into_iter().filter(|&unit| self.is_of_level(unit, level)).collect();
            (!units.is_empty()).then_some((level.len() + len, units))
        });
        let longer = |placed: &(usize, Vec<usize>)| plain.as_ref().is_none_or(|(len, _)| placed.0 > *len);
        placed.or_else(|| self.national_at(text)).filter(longer).or(plain)
    }

    /// A body of the whole country under a short name: 国家发改委.
    fn national_at(&self, text: &str) -> Option<(usize, Vec<usize>)> {
        let nation = WORDS.name.nation.at_start(text)?;
        let (len, _) = self.called_at(&text[nation..])?;
        let like = self.units_like(&text[nation..nation + len]).into_iter();
        let units: Vec<usize> = like.filter(|&unit| self.document_of(unit).national).collect();
        (!units.is_empty()).then_some((nation + len, units))
    }

    /// Whether the unit is of the county, city … that is planned for, or named with that level.
    fn is_of_level(&self, unit: usize, level: &str) -> bool {
        let named = self.lexicon.bodies().level_word(self.name_of(unit));
        named.map_or_else(|| self.place_of(unit).is_some_and(|place| place.ends_with(level)), |named| named == level)
    }

    fn called_at(&self, text: &str) -> Option<(usize, Vec<usize>)> {
        let chars = text.char_indices().map(|(at, char)| at + char.len_utf8());
        let ends: Vec<usize> = chars.take(self.units.longest()).collect();
        ends.iter().rev().find_map(|&end| self.units_called(&text[..end]).map(|units| (end, units)))
    }

    /// The units that do what the body named does (发改委, 发展和改革局), by the thesaurus.
    pub(crate) fn units_like(&self, name: &str) -> Vec<usize> {
        let Some(asked) = self.lexicon.bodies().recognise(name) else { return Vec::new() };
        let is_like = |variant: &Variant| {
            // What the record says of the function costs nothing; most names are of another.
            if variant.function.as_deref().is_some_and(|function| function != asked.function) {
                return false;
            }
            let found = variant.recognised(self.lexicon.bodies());
            let function = variant.function.as_deref().or(found.map(|found| found.function.as_str()));
            let same_level = match (asked.level, found.and_then(|found| found.level)) {
                (Some(asked), Some(found)) => asked == found,
                _ => true,
            };
            function == Some(asked.function.as_str()) && same_level && same_rank(name, &variant.name)
        };
        let mut like = self.units.of(is_like);
        like.retain(|&unit| match (&asked.place, self.place_of(unit)) {
            (Some(asked), Some(place)) => place.contains(asked.as_str()) || asked.contains(place),
            (Some(_), None) => !self.document_of(unit).national,
            _ => true,
        });
        like
    }

    fn place_of(&self, unit: usize) -> Option<&str> {
        self.document_of(unit).place.as_deref()
    }

    /// Whether the name of the unit has a place that is not that of the plan: 杭州市发改委 in one of the province.
    pub(crate) fn is_of_other_place(&self, unit: usize) -> bool {
        let name = self.name_of(unit);
        let prefix = self.lexicon.bodies().prefix_of(name).filter(|prefix| prefix.named);
        let named = prefix.map(|prefix| short_place(&name[..prefix.len]));
        let named = named.filter(|named| !WORDS.name.country.is(named));
        named.zip(self.place_of(unit)).is_some_and(|(named, place)| !place.contains(named))
    }

    /// The units whose name is written shorter: with all characters in order, the first two and the last of them as in the
    /// name, or the end of it (电力执法办 of 各县（市、区）电力执法办).
    pub(crate) fn units_short(&self, written: &str) -> Vec<usize> {
        let chars: Vec<char> = written.chars().collect();
        let [first, second, _, .., last] = chars[..] else { return Vec::new() };
        let head = [first, second].iter().collect::<String>();
        let is_short = |name: &str| {
            let in_order = name.starts_with(&head) && name.ends_with(last) && stands_in_order(written, name);
            name != written && (name.ends_with(written) || in_order)
        };
        self.units.of(|variant| is_short(&variant.folded))
    }

    /// The document of the task in which a target stands, by its place among all.
    pub(crate) fn plan_of(&self, target: &TargetWords) -> Option<usize> {
        let task = target.task?;
        self.documents.iter().position(|document| document.tasks.contains(&task))
    }

    /// Whether a task of the document has the words in its own title.
    pub(crate) fn titles(&self, document: &DocumentEntry, folded: &str) -> bool {
        self.tasks[document.tasks.clone()].iter().any(|task| task.title.has(folded))
    }

    /// The units whose name has the words within.
    pub(crate) fn units_with(&self, words: &str) -> Vec<usize> {
        self.units.of(|variant| variant.folded.contains(words))
    }

    /// The places of the units, without repetition; the file where it is not known.
    pub(crate) fn places_of(&self, units: &[usize]) -> Vec<String> {
        let place = |&unit: &usize| self.place_of(unit).unwrap_or(&self.document_of(unit).name);
        each_once(units.iter().map(place))
    }

    /// The names of the units, without repetition, in order of appearance.
    pub(crate) fn unit_names(&self, units: &[usize]) -> Vec<String> {
        each_once(units.iter().map(|&unit| self.name_of(unit)))
    }

    /// The names that are like one that is not there: those that share most characters.
    /// Those that do the same are meant before them, whatever their level.
    pub(crate) fn units_near(&self, name: &str) -> Vec<String> {
        const MOST: usize = 5;
        let function = self.lexicon.bodies().recognise(name).map(|asked| asked.function);
        let alike = function.map(|function| self.units.of(|variant| variant.function.as_ref() == Some(&function)));
        let mut near = self.unit_names(&alike.unwrap_or_default());
        for other in self.units.near(name, self.lexicon.bodies()) {
            if !near.contains(&other) {
                near.push(other);
            }
        }
        near.truncate(MOST);
        near
    }

    /// The year of a date without one: of the documents that the question names, else of those in which
    /// the units it names have tasks, else of all; if those that are for one year agree on it.
    pub(crate) fn year(&self, tokens: &[Token]) -> Option<u16> {
        let years = self.documents_of(tokens).filter_map(|document| match document.years[..] {
            [year] => Some(year),
            _ => None,
        });
        let mut years: Vec<u16> = years.collect();
        years.sort_unstable();
        years.dedup();
        if let [year] = years[..] { Some(year) } else { None }
    }

    /// Whether one of these documents has something to be done in the year.
    pub(crate) fn plans_for(&self, year: u16, tokens: &[Token]) -> bool {
        self.documents_of(tokens).any(|document| document.years.contains(&year))
    }

    /// The documents that the question names, else those in which the units it names have tasks, else all.
    fn documents_of<'n>(&'n self, tokens: &[Token]) -> impl Iterator<Item = &'n DocumentEntry> {
        let mut named: BTreeSet<usize> = BTreeSet::new();
        let mut of_units: BTreeSet<usize> = BTreeSet::new();
        for token in tokens {
            match &token.kind {
                Kind::Document(documents) => named.extend(documents),
                Kind::Unit(units) => of_units.extend(units.iter().map(|&unit| self.units.document(unit))),
                _ => {}
            }
        }
        let chosen = if named.is_empty() { of_units } else { named };
        let each = self.documents.iter().enumerate();
        each.filter(move |(at, _)| chosen.is_empty() || chosen.contains(at)).map(|(_, document)| document)
    }

    /// The length in bytes of the longest task title or indicator that `text` starts with.
    pub(crate) fn title_at(&self, text: &str) -> Option<usize> {
        let titles = self.tasks.iter().map(|task| task.title.folded()).filter(|title| title.chars().nth(3).is_some());
        let indicators = self.folded_indicators.iter().map(String::as_str).filter(|name| name.chars().nth(2).is_some());
        titles.chain(indicators).filter(|name| text.starts_with(name)).map(str::len).max()
    }

    /// Whether the words stand in a title, heading or text of a task.
    pub(crate) fn mentions(&self, folded: &str) -> bool {
        self.heads(folded) || self.all_texts().contains(folded)
    }

    fn all_texts(&self) -> &str {
        self.all_texts.get_or_init(|| lines(self.tasks.iter().map(|task| task.text.folded())))
    }

    /// Whether the words stand in a title or heading of a task, or in the name of an indicator.
    pub(crate) fn heads(&self, folded: &str) -> bool {
        let all = self.all_heads.get_or_init(|| {
            let tasks = self.tasks.iter().flat_map(|task| [task.title.folded(), task.trail.folded()]);
            lines(tasks.chain(self.folded_indicators.iter().map(String::as_str)))
        });
        all.contains(folded)
    }
}
