mod printed;
mod sought;
mod units;

pub(crate) use printed::{Line, Wanted};

use crate::columns::{Columns, DocumentKey, Keys, Originals, PartKey, Shared, TargetKey, TaskKey};
use crate::fold::{as_printed, fold};
use crate::forms::bare;
use crate::marks::{Mark, Marks};
use crate::pieces::{pieces, stands_in_order};
use crate::question::TopicField;
use crate::token::{Kind, Token};
use crate::words::WORDS;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use printed::Printed;
use sought::Sought;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use units::{Gathered, Units, Variant};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Date, DocumentFacts, Heading, Role};

/// The names of a knowledge base that questions may use: units, indicators, documents, parts, and
/// the words of the tasks.
#[derive(Clone, Debug)]
pub struct Names {
    pub(crate) lexicon: Lexicon,
    /// The Chinese question words.
    pub(crate) marks: Marks,
    pub(crate) units: Units,
    pub(crate) documents: Vec<DocumentEntry>,
    /// What questions may call documents, file names, titles, places, by the first character.
    forms: HashMap<char, Vec<(Shared, usize)>>,
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
    /// With which bytes the titles of the tasks begin, in their order.
    beginnings: OnceLock<Vec<Option<Beginning>>>,
    sought: Sought,
    /// Where the words of tasks are read as printed, if they are not at hand.
    originals: Option<Arc<dyn Originals>>,
}

/// The first bytes of a text: two are compared at once.
type Beginning = [u8; 4];

fn beginning(bytes: &[u8]) -> Option<Beginning> {
    bytes.first_chunk().copied()
}

/// A task: its words, as topics are looked for in them, and what conditions ask of it.
#[derive(Clone, Debug)]
pub(crate) struct TaskWords {
    pub key: TaskKey,
    pub title: Line,
    /// The headings above, joined.
    pub trail: Line,
    pub text: Line,
    /// Its units, joined.
    pub units: Line,
    /// Its document, by its place among all.
    pub document: usize,
    /// Its place in the document.
    pub at: usize,
}

impl TaskWords {
    /// Where topics are looked for, what says most first.
    pub(crate) fn places(&self) -> [(TopicField, &Line); 3] {
        [(TopicField::Title, &self.title), (TopicField::Heading, &self.trail), (TopicField::Text, &self.text)]
    }
}

/// The words of a target, and what conditions ask of it.
#[derive(Clone, Debug)]
pub(crate) struct TargetWords {
    pub id: Shared,
    pub indicator: Printed,
    pub quote: Printed,
    /// Its unit of measure.
    pub unit: Shared,
    /// The task in which it stands, by its place among all.
    pub task: Option<usize>,
    pub part: u32,
    /// The lowest and the highest value.
    pub values: (f64, f64),
    pub deadline: Option<Date>,
    /// Its document, by its place among all.
    pub document: usize,
    /// Its place in the document.
    pub at: usize,
}

/// The words of the tasks of a document as printed, a line each.
#[derive(Clone, Debug)]
struct Originally {
    text: Line,
    /// Where the lines end, found when one is first asked for.
    ends: OnceLock<Vec<usize>>,
}

impl Originally {
    fn of(text: Shared) -> Self {
        Self { text: Line(text), ends: OnceLock::new() }
    }

    fn line(&self, at: usize) -> &str {
        let text = self.text.folded();
        let ends = self.ends.get_or_init(|| text.match_indices('\n').map(|(end, _)| end).collect());
        let start = at.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| end + 1);
        ends.get(at).map_or("", |&end| &text[start..end])
    }
}

/// Adds a text that is not there yet.
fn push_new(texts: &mut Vec<String>, text: &str) {
    if texts.iter().all(|known| known != text) {
        texts.push(text.to_owned());
    }
}

/// The texts, each at its first place.
fn each_once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(*text)).map(str::to_owned).collect()
}

/// The texts in order, each once.
fn in_order<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut each: Vec<&str> = texts.filter(|text| seen.insert(*text)).collect();
    each.sort_unstable();
    each.into_iter().map(str::to_owned).collect()
}

/// A place without the word for what it is: 青河 of 青河县, where enough is left.
fn short_place(place: &str) -> &str {
    place.strip_suffix(['省', '市', '县', '区']).filter(|short| short.chars().nth(1).is_some()).unwrap_or(place)
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

/// The kind of body, in the thesaurus, that companies are.
const COMPANY: &str = "enterprise";

/// Whether two names of companies have a character in common that is not of the words for what companies are: 电力公司 and
/// 供电公司, not 农业银行 and 工商银行.
fn same_stem(name: &str, other: &str) -> bool {
    let stem = |name: &str| {
        let name = &name[WORDS.name.country.at_start(name).unwrap_or(0)..];
        name[..name.len() - WORDS.name.company_ending.at_end(name).unwrap_or(0)].to_owned()
    };
    let (stem, other) = (stem(name), stem(other));
    stem.chars().any(|char| other.contains(char))
}

#[derive(Clone, Debug)]
pub(crate) struct DocumentEntry {
    pub name: String,
    pub heading: Heading,
    /// The year that it is for; those in which its tasks are due, where it does not say.
    pub years: Vec<u16>,
    /// The place whose government issued it, as it says.
    pub said_place: Option<String>,
    /// The place that it is of: as it says, else as its title begins.
    pub place: Option<String>,
    /// The place, folded.
    pub folded_place: Option<String>,
    /// Whether it is of the whole country.
    pub national: bool,
    /// Its tasks, by their places among all.
    pub tasks: Range<usize>,
    /// Its targets, by their places among all.
    pub targets: Range<usize>,
    /// Its units, by their places among all.
    pub units: Range<usize>,
    /// Its title, folded.
    pub title: String,
    /// Who issued it, folded; nothing where it does not say.
    pub issuer: String,
    /// Whether it says until when it holds.
    pub expires: bool,
    pub parts: Vec<PartKey>,
    /// Titles, headings and texts of its tasks.
    words: Shared,
    printed: OnceLock<Originally>,
}

impl Names {
    /// Gathers the names of documents that were read with these words. Clauses are not needed.
    pub fn gather<'a>(lexicon: &Lexicon, documents: impl IntoIterator<Item = &'a DocumentFacts>) -> Self {
        Self::of(lexicon, documents.into_iter().map(Columns::of).collect(), None)
    }

    /// The names that the columns of documents have. Where these leave out the words as printed, `originals` reads them.
    pub fn of(lexicon: &Lexicon, documents: Vec<Columns>, originals: Option<Arc<dyn Originals>>) -> Self {
        let mut names = Self { originals, ..Self::none(lexicon) };
        let mut gathered = Gathered::default();
        let units = documents.iter().map(|Columns { keys, .. }| {
            names.units.add(&keys.units, &keys.document, names.lexicon.bodies(), &mut gathered)
        });
        let units: Vec<Range<usize>> = units.collect();
        let all = documents.iter().flat_map(|Columns { keys, .. }| &keys.targets);
        names.indicators = in_order(all.clone().map(|target| target.indicator.as_str()));
        names.measures = in_order(all.map(|target| target.unit.as_str()).filter(|unit| !unit.is_empty()));
        names.documents.reserve(documents.len());
        names.tasks.reserve(documents.iter().map(|Columns { keys, .. }| keys.tasks.len()).sum());
        names.targets.reserve(documents.iter().map(|Columns { keys, .. }| keys.targets.len()).sum());
        names.folded_indicators = names.indicators.iter().map(|name| fold(name)).collect();
        for (columns, units) in documents.into_iter().zip(units) {
            names.add(columns, units);
        }
        names.annexes.sort_unstable();
        names.annexes.dedup();
        names
    }

    /// No names yet.
    fn none(lexicon: &Lexicon) -> Self {
        Self {
            lexicon: lexicon.clone(),
            marks: Marks::chinese(lexicon.roles()),
            units: Units::default(),
            documents: Vec::new(),
            forms: HashMap::new(),
            indicators: Vec::new(),
            folded_indicators: Vec::new(),
            targets: Vec::new(),
            measures: Vec::new(),
            annexes: Vec::new(),
            tasks: Vec::new(),
            beginnings: OnceLock::new(),
            sought: Sought::default(),
            originals: None,
        }
    }

    fn add(&mut self, columns: Columns, units: Range<usize>) {
        let Columns { keys: Keys { document: key, parts, tasks, targets, .. }, lines, words, printed } = columns;
        let DocumentKey { heading, national, expires, said_place, place, folded_place, title, issuer, forms, years } =
            key;
        let (document, first) = (self.documents.len(), self.tasks.len());
        self.annexes.extend(parts.iter().map(|part| part.number).filter(|&number| number > 0));
        for form in forms {
            if let Some(first) = form.chars().next() {
                self.forms.entry(first).or_default().push((form, document));
            }
        }
        self.documents.push(DocumentEntry {
            name: heading.name.clone(),
            heading,
            years,
            said_place,
            folded_place,
            place,
            units,
            national,
            tasks: first..first + tasks.len(),
            targets: self.targets.len()..self.targets.len() + targets.len(),
            title,
            issuer,
            expires,
            parts,
            words,
            printed: printed.map(Shared::from).map(Originally::of).map_or_else(OnceLock::new, OnceLock::from),
        });
        for (at, (key, lines)) in tasks.into_iter().zip(lines).enumerate() {
            let [title, trail, text, units] = lines.map(Line);
            self.tasks.push(TaskWords { key, title, trail, text, units, document, at });
        }
        let target = |(at, target): (usize, TargetKey)| TargetWords {
            id: target.id,
            indicator: Printed::new(target.indicator),
            quote: Printed::new(target.quote),
            unit: target.unit,
            task: target.task.map(|at| first + at),
            part: target.part,
            values: target.values,
            deadline: target.deadline,
            document,
            at,
        };
        self.targets.extend(targets.into_iter().enumerate().map(target));
    }

    /// What the documents are called.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> + Clone {
        self.documents.iter().map(|document| &document.heading)
    }

    /// The units of a task with their roles.
    pub(crate) fn units_of_task<'n>(&'n self, task: &'n TaskWords) -> impl Iterator<Item = (&'n str, Role)> {
        let first = self.documents[task.document].units.start;
        task.key.units.iter().map(move |&(unit, role)| (self.name_of(first + unit as usize), role))
    }

    /// The tasks of the documents in which one of the words stands in a title, heading or text of a task.
    pub(crate) fn tasks_beside<'n>(&'n self, folded: &[String]) -> impl Iterator<Item = &'n TaskWords> {
        let says: BTreeSet<u32> =
            folded.iter().flat_map(|word| self.sought.all(word, &self.documents).to_vec()).collect();
        says.into_iter().flat_map(|document| &self.tasks[self.documents[document as usize].tasks.clone()])
    }

    /// The forms in which the words are printed in titles, headings and texts of tasks.
    pub(crate) fn printed(&self, folded: &str) -> Vec<String> {
        let mut forms: Vec<String> = Vec::new();
        let words = [folded.to_owned()];
        let wanted = Wanted::new(&words);
        for &document in self.sought.all(folded, &self.documents).iter() {
            let entry = &self.documents[document as usize];
            let original = self.originally(document as usize);
            // Where it is printed as often as it stands among the folded words, it is printed so everywhere.
            if wanted.times_in(&original.text) == wanted.times_in(&Line(entry.words.clone())) {
                push_new(&mut forms, folded);
                continue;
            }
            for task in &self.tasks[entry.tasks.clone()] {
                for (line, (_, place)) in (3 * task.at..).zip(task.places()).filter(|(_, (_, place))| place.has(folded))
                {
                    if let Some(form) = as_printed(original.line(line), place.folded(), folded) {
                        push_new(&mut forms, &form);
                    }
                }
            }
        }
        forms
    }

    fn originally(&self, document: usize) -> &Originally {
        let read = || self.originals.as_ref().map(|originals| originals.printed(document)).unwrap_or_default();
        self.documents[document].printed.get_or_init(|| Originally::of(read()))
    }

    /// The units with that name, as printed or in a form that people use.
    pub(crate) fn units_called(&self, form: &str) -> Option<Vec<usize>> {
        self.units.called(form, &self.documents, self.lexicon.bodies())
    }

    /// The name of a unit.
    pub(crate) fn name_of(&self, unit: usize) -> &str {
        &self.units.variant(unit).name
    }

    /// Whether a document calls two of its units the same body: one by its name, the other by that in brackets behind it.
    pub(crate) fn is_same(&self, unit: usize, other: usize) -> bool {
        self.units.variant(unit).is_same(self.units.variant(other))
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

    /// The documents with the file name, title or place that stands at the start.
    pub(crate) fn documents_at(&self, text: &str) -> Option<(usize, Vec<usize>)> {
        let forms = self.forms.get(&text.chars().next()?)?;
        // 广昌县城 is in 广昌.
        let in_town = |form: &str| {
            WORDS.name.town.iter().any(|town| {
                let seat = town.chars().next().map_or(0, char::len_utf8);
                form.ends_with(&town[..seat]) && text[form.len()..].starts_with(&town[seat..])
            })
        };
        let so_called = || {
            let called = forms.iter().filter(|(form, _)| text.starts_with(form.as_str()));
            called.filter(|(form, _)| !in_town(form.as_str()))
        };
        let longest = so_called().map(|(form, _)| form.len()).max()?;
        let mut documents: Vec<usize> =
            so_called().filter(|(form, _)| form.len() == longest).map(|(_, document)| *document).collect();
        documents.dedup();
        Some((longest, documents))
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

    /// The documents of the places that end in the word for what they are: 县.
    pub(crate) fn documents_of_level(&self, level: char) -> Vec<usize> {
        let each = self.documents.iter().enumerate();
        let of_level = |place: &String| place.ends_with(level);
        each.filter(|(_, document)| document.place.as_ref().is_some_and(of_level)).map(|(at, _)| at).collect()
    }

    /// The places of the documents, without repetition.
    pub(crate) fn places_of_documents(&self, documents: &[usize]) -> Vec<String> {
        each_once(documents.iter().filter_map(|&document| self.documents[document].place.as_deref()))
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
        // 金水区政府 is 金水区人民政府.
        let named = |&unit: &usize| {
            let name = &self.units.variant(unit).folded;
            name == form || name.replace("人民政府", "政府") == form
        };
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
        let known = || {
            let len = self.lexicon.bodies().known_len(&text[nation..]);
            (len > 0).then(|| (len, Vec::new()))
        };
        let (len, called) = self.called_at(&text[nation..]).or_else(known)?;
        let mut like = self.units_like(&text[nation..nation + len]);
        like.extend(called.into_iter().filter(|unit| !like.contains(unit)).collect::<Vec<usize>>());
        like.sort_unstable();
        let units: Vec<usize> = like.into_iter().filter(|&unit| self.document_of(unit).national).collect();
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
        let bodies = self.lexicon.bodies();
        let Some(asked) = bodies.recognise(name) else { return Vec::new() };
        // What companies do says of which kind they are, and not which of them is meant.
        let companies = bodies.kind_of(&asked.function) == Some(COMPANY);
        let same_company = |one: &str, other: &str| same_stem(bare(bodies, one, None), bare(bodies, other, None));
        let is_like = |variant: &Variant| {
            // What the record says of the function costs nothing; most names are of another.
            if variant.function.as_deref().is_some_and(|function| function != asked.function) {
                return false;
            }
            let found = variant.recognised(bodies);
            let function = variant.function.as_deref().or(found.map(|found| found.function.as_str()));
            let same_level = match (asked.level, found.and_then(|found| found.level)) {
                (Some(asked), Some(found)) => asked == found,
                _ => true,
            };
            let of_function = function == Some(asked.function.as_str());
            of_function
                && same_level
                && same_rank(name, &variant.name)
                && (!companies || same_company(name, &variant.name))
        };
        let mut like = self.units.of(is_like);
        like.retain(|&unit| match (&asked.place, self.place_of(unit)) {
            (Some(asked), Some(place)) => place.contains(asked.as_str()) || asked.contains(place),
            (Some(_), None) => !self.document_of(unit).national,
            _ => true,
        });
        // 发展改革委 in a plan of the country or of a province is no 市发改委.
        if let Some(level) = bodies.level_word(name) {
            let placed = |unit: usize| self.document_of(unit).national || self.place_of(unit).is_some();
            like.retain(|&unit| !placed(unit) || self.is_of_level(unit, level));
        }
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

    /// Whether the name of the unit begins with a place that the question writes.
    pub(crate) fn is_of_written_place(&self, unit: usize, written: &str) -> bool {
        let name = self.name_of(unit);
        let prefix = self.lexicon.bodies().prefix_of(name).filter(|prefix| prefix.named);
        prefix.is_some_and(|prefix| written.contains(short_place(&name[..prefix.len])))
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
        self.units.of(|variant| is_short(&variant.folded) || is_short(variant.bare()))
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

    /// The units with those that their documents call the same, by the name in brackets behind the other.
    pub(crate) fn with_same(&self, units: Vec<usize>) -> Vec<usize> {
        let mut all = units.clone();
        for unit in units {
            let beside = self.document_of(unit).units.clone();
            all.extend(beside.filter(|&other| other != unit && self.is_same(unit, other)));
        }
        all.dedup();
        all
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

    /// The documents that the question names, else those in which the units it names have tasks, else those with the annex or with
    /// the words in their title, else all.
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
        let chosen = [named, of_units].into_iter().find(|chosen| !chosen.is_empty());
        let chosen = chosen.unwrap_or_else(|| self.documents_told_by(tokens));
        let each = self.documents.iter().enumerate();
        each.filter(move |(at, _)| chosen.is_empty() || chosen.contains(at)).map(|(_, document)| document)
    }

    /// The documents that have an annex of the question, or words of it in their titles.
    fn documents_told_by(&self, tokens: &[Token]) -> BTreeSet<usize> {
        let each = || self.documents.iter().enumerate();
        let has_part = |document: &DocumentEntry, number: u32| {
            document.parts.iter().any(|part| number > 0 && part.number == number)
        };
        let mut told = BTreeSet::new();
        for token in tokens {
            match &token.kind {
                Kind::Part(parts) => {
                    let with = each().filter(|(_, document)| parts.iter().any(|&part| has_part(document, part)));
                    told.extend(with.map(|(at, _)| at));
                }
                Kind::Text if token.text.chars().nth(1).is_some() => {
                    let words = fold(&token.text);
                    told.extend(each().filter(|(_, document)| document.title.contains(&words)).map(|(at, _)| at));
                }
                _ => {}
            }
        }
        told
    }

    /// Whether a word asks for a day of something that it names too: 什么时候施行, not 施行日期.
    pub(crate) fn asks_when(&self, word: &str) -> bool {
        let is_when = |end: usize| matches!(self.marks.get(&word[..end]), Some(Mark::Means(Kind::When)));
        word.char_indices().any(|(end, _)| is_when(end)) && !word.ends_with('的')
    }

    /// The length in bytes of the longest task title or indicator that `text` starts with.
    pub(crate) fn title_at(&self, text: &str) -> Option<usize> {
        let begins = |title: &Line| beginning(title.as_bytes());
        let beginnings = self.beginnings.get_or_init(|| self.tasks.iter().map(|task| begins(&task.title)).collect());
        let sought = beginning(text.as_bytes());
        // Titles of four characters and more have a beginning.
        let alike = beginnings.iter().zip(&self.tasks).filter(|(begins, _)| sought.is_some() && **begins == sought);
        let titles = alike.map(|(_, task)| &task.title).filter(|title| text.as_bytes().starts_with(title.as_bytes()));
        let titles = titles.map(Line::folded).filter(|title| title.chars().nth(3).is_some());
        let indicators = self.folded_indicators.iter().map(String::as_str).filter(|name| text.starts_with(*name));
        titles.chain(indicators.filter(|name| name.chars().nth(2).is_some())).map(str::len).max()
    }

    /// What is said of a target and around it: its name and sentence, its task, and the title of its plan.
    pub(crate) fn around(&self, id: &str) -> Vec<&str> {
        let Some(target) = self.targets.iter().find(|target| &*target.id == id) else { return Vec::new() };
        let task = target.task.map(|task| &self.tasks[task]);
        let of_task = task.map(|task| [&task.title, &task.trail, &task.text, &task.units].map(Line::folded));
        let document = &self.documents[target.document];
        let place = document.folded_place.as_deref().unwrap_or_default();
        let own = [target.indicator.folded(), target.quote.folded(), document.title.as_str(), place];
        own.into_iter().chain(of_task.into_iter().flatten()).collect()
    }

    /// Whether the words stand in a title, heading or text of a task.
    pub(crate) fn mentions(&self, folded: &str) -> bool {
        self.heads_of_targets(folded) || self.sought.any(folded, &self.documents)
    }

    /// Whether the words stand in a title or heading of a task, or in the name of an indicator.
    pub(crate) fn heads(&self, folded: &str) -> bool {
        let words = [folded.to_owned()];
        let wanted = Wanted::new(&words);
        let has = |task: &TaskWords| wanted.stand_in(&task.title) || wanted.stand_in(&task.trail);
        self.heads_of_targets(folded) || self.tasks_beside(&words).any(has)
    }

    fn heads_of_targets(&self, folded: &str) -> bool {
        self.folded_indicators.iter().any(|name| name.contains(folded))
    }
}
