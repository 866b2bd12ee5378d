//! What of a document tells which of its records answer a question. A knowledge base keeps it beside the records: a question
//! over many documents reads it of all of them, and of the records only those that it shows.

use crate::fold::{fold, folded};
use crate::forms::{document_forms, place_of, year_of};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use zhengtu_model::{Date, Deadline, DocumentFacts, DocumentInfo, PartInfo, Role, Target, Task, Value};
use zhengtu_text::strip_white;

/// How many lines of folded words each task has: title, headings, text, and its units behind those of all tasks.
const FOLDED_LINES: usize = 4;

/// What of a document tells which of its records answer a question.
#[derive(Clone, Debug)]
pub struct Columns {
    pub(crate) keys: Keys,
    /// Title, headings and text of each task, folded, a line each; then the units of each.
    pub(crate) words: Shared,
    /// The same but for the units, as printed; nothing where it is asked for when it is needed.
    pub(crate) printed: Option<String>,
}

/// What tells the records of a document apart, but for the words of its tasks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Keys {
    /// What the document is and says of itself, without the passages.
    pub(crate) info: DocumentInfo,
    pub(crate) called: DocumentKey,
    pub(crate) parts: Vec<PartKey>,
    /// The units that its tasks name; all where it has no tasks.
    pub(crate) units: Vec<UnitKey>,
    pub(crate) tasks: Vec<TaskKey>,
    pub(crate) targets: Vec<TargetKey>,
}

/// What questions call a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DocumentKey {
    /// The place that it is of: as it says, else as its title begins.
    pub place: Option<String>,
    /// The place, folded.
    pub folded_place: Option<String>,
    /// Its title, folded.
    pub title: String,
    /// Who issued it, folded; nothing where it does not say.
    pub issuer: String,
    /// File name, title, place and number, folded, and shorter forms of them.
    pub forms: Vec<String>,
    /// The year that it is for; those in which its tasks are due, where it does not say.
    pub years: Vec<u16>,
}

impl DocumentKey {
    fn of(facts: &DocumentFacts) -> Self {
        let info = &facts.info;
        let place = place_of(info);
        Self {
            folded_place: place.as_deref().map(fold),
            place,
            title: fold(&info.title),
            issuer: info.identity.issuer.as_ref().map(|issuer| fold(&issuer.value)).unwrap_or_default(),
            forms: document_forms(info),
            years: info.year.or_else(|| year_of(info)).map_or_else(|| due_years(&facts.tasks), |year| vec![year]),
        }
    }
}

/// The years in which tasks are due.
fn due_years(tasks: &[Task]) -> Vec<u16> {
    let mut years: Vec<u16> = tasks.iter().filter_map(|task| task.deadline.end()).map(Date::year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartKey {
    pub number: u32,
    pub title: String,
    pub present: bool,
}

/// A body that a document names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnitKey {
    pub name: String,
    /// The forms in which it is printed.
    pub surfaces: Vec<String>,
    pub function: Option<String>,
}

/// What conditions on tasks ask of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TaskKey {
    pub id: String,
    pub part: u32,
    pub path: String,
    /// Its units, by their places among those of the document, with their roles.
    pub units: Vec<(usize, Role)>,
    pub limit: Limit,
    /// Whether several of its measures have statements of their own.
    pub divided: bool,
    /// The characters of its title before any bracket.
    pub title: usize,
}

/// What conditions on dates ask of the deadline of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Limit {
    /// There is none.
    None,
    Ongoing,
    /// The last day.
    End(Date),
    /// Another one, without a day.
    Undated,
}

impl Limit {
    fn of(deadline: &Deadline) -> Self {
        match (deadline, deadline.end()) {
            (_, Some(end)) => Self::End(end),
            (Deadline::None, _) => Self::None,
            (Deadline::Ongoing, _) => Self::Ongoing,
            _ => Self::Undated,
        }
    }

    /// The last day, where there is one.
    pub(crate) fn end(self) -> Option<Date> {
        if let Self::End(end) = self { Some(end) } else { None }
    }
}

/// What conditions on targets ask of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct TargetKey {
    pub id: String,
    pub part: u32,
    pub path: String,
    pub indicator: String,
    pub quote: String,
    pub unit: String,
    /// The lowest and the highest value.
    pub values: (f64, f64),
    pub deadline: Option<Date>,
    /// The task in which it stands, by its place in the document.
    pub task: Option<usize>,
}

impl Columns {
    /// The columns of a document. Clauses and account are not needed.
    pub fn of(facts: &DocumentFacts) -> Self {
        let mut words = String::new();
        let mut printed = String::new();
        for task in &facts.tasks {
            for passage in [task.title.as_str(), &task.trail.join("|"), &task.text] {
                words.push_str(&folded(passage));
                words.push('\n');
                printed.push_str(&strip_white(passage));
                printed.push('\n');
            }
        }
        for task in &facts.tasks {
            let units: Vec<&str> = task.units.iter().map(|unit| unit.name.as_str()).collect();
            words.push_str(&folded(&units.join("|")));
            words.push('\n');
        }
        Self { keys: Keys::of(facts), words: Shared::from(words), printed: Some(printed) }
    }

    /// The columns as they were kept; nothing where the words are not those of so many tasks. What is printed is asked for
    /// when it is needed ([`Originals`]).
    pub fn kept(keys: Keys, words: Shared) -> Option<Self> {
        let lines = words.as_str().matches('\n').count();
        let known = |units: &[(usize, Role)]| units.iter().all(|&(unit, _)| unit < keys.units.len());
        let fits = lines == FOLDED_LINES * keys.tasks.len()
            && keys.tasks.iter().all(|task| known(&task.units))
            && keys.targets.iter().all(|target| target.task.is_none_or(|at| at < keys.tasks.len()));
        fits.then_some(Self { keys, words, printed: None })
    }

    /// What tells the records apart.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The words of the tasks as questions are compared with them.
    pub fn words(&self) -> &str {
        self.words.as_str()
    }

    /// The words of the tasks as printed; empty where they are asked for when they are needed.
    pub fn printed(&self) -> &str {
        self.printed.as_deref().unwrap_or_default()
    }
}

impl Keys {
    fn of(facts: &DocumentFacts) -> Self {
        let part = |part: &PartInfo| PartKey { number: part.number, title: part.title.clone(), present: part.present };
        let units = units(facts);
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (at, unit) in units.iter().enumerate() {
            places.entry(&unit.name).or_insert(at);
        }
        let task = |task: &Task| TaskKey {
            id: task.id.clone(),
            part: task.part,
            path: task.path.clone(),
            units: task.units.iter().filter_map(|unit| Some((*places.get(unit.name.as_str())?, unit.role))).collect(),
            limit: Limit::of(&task.deadline),
            divided: task.statements.len() > 1,
            // 摸底排查（2022年5月底前）: what stands in brackets is no name.
            title: task.title.chars().take_while(|char| !matches!(char, '（' | '(')).count(),
        };
        let target = |target: &Target| TargetKey {
            id: target.id.clone(),
            part: target.part,
            path: target.path.clone(),
            indicator: target.indicator.clone(),
            quote: target.quote.clone(),
            unit: target.unit.clone(),
            values: match target.value {
                Value::Number(number) => (number, number),
                Value::Range([low, high]) => (low, high),
            },
            deadline: target.deadline,
            task: around(&facts.tasks, target),
        };
        Self {
            parts: facts.parts.iter().map(part).collect(),
            tasks: facts.tasks.iter().map(task).collect(),
            targets: facts.targets.iter().map(target).collect(),
            info: facts.info.abridged(),
            called: DocumentKey::of(facts),
            units,
        }
    }
}

/// The units that the tasks of a document name, in the order of its list, then those that the list has not.
fn units(facts: &DocumentFacts) -> Vec<UnitKey> {
    let in_tasks = || facts.tasks.iter().flat_map(|task| &task.units);
    let with_role: HashSet<&str> = in_tasks().map(|unit| unit.name.as_str()).collect();
    let counts = |name: &str| facts.tasks.is_empty() || with_role.contains(name);
    let mut known: HashSet<&str> = facts.units.iter().map(|unit| unit.name.as_str()).collect();
    let listed = facts.units.iter().filter(|unit| counts(&unit.name)).map(|unit| UnitKey {
        name: unit.name.clone(),
        surfaces: unit.surfaces.clone(),
        function: unit.function.clone(),
    });
    let mut all: Vec<UnitKey> = listed.collect();
    let others = in_tasks().filter(|unit| known.insert(&unit.name)).map(|unit| UnitKey {
        name: unit.name.clone(),
        surfaces: vec![unit.surface.clone()],
        function: None,
    });
    all.extend(others);
    all
}

/// The smallest task that the target's clause is, or lies in.
fn around(tasks: &[Task], target: &Target) -> Option<usize> {
    let is_around = |task: &Task| {
        let below = target.path.strip_prefix(&task.path);
        task.part == target.part && below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
    };
    let each = tasks.iter().enumerate().filter(|(_, task)| is_around(task));
    each.max_by_key(|(_, task)| task.path.len()).map(|(at, _)| at)
}

/// The records of documents, in the order in which their columns were gathered. They may be read when they are asked for:
/// what cannot be read is not there, and whoever keeps the records tells why.
pub trait Records: Send + Sync {
    /// What a document is.
    fn info(&self, document: usize) -> Option<&DocumentInfo>;

    /// A task of a document.
    fn task(&self, document: usize, at: usize) -> Option<&Task>;

    /// A target of a document.
    fn target(&self, document: usize, at: usize) -> Option<&Target>;
}

impl Records for Vec<DocumentFacts> {
    fn info(&self, document: usize) -> Option<&DocumentInfo> {
        self.get(document).map(|facts| &facts.info)
    }

    fn task(&self, document: usize, at: usize) -> Option<&Task> {
        self.get(document)?.tasks.get(at)
    }

    fn target(&self, document: usize, at: usize) -> Option<&Target> {
        self.get(document)?.targets.get(at)
    }
}

/// Where the words of tasks are read as printed ([`Columns::printed`]); empty where they cannot be read.
pub trait Originals: fmt::Debug + Send + Sync {
    /// Those of a document, by its place among those whose columns were gathered.
    fn printed(&self, document: usize) -> String;
}

/// A stretch of a text that others share.
#[derive(Clone, Debug)]
pub struct Shared {
    text: Arc<String>,
    at: Range<usize>,
}

impl Shared {
    /// The stretch of the text; nothing where it has none.
    pub fn new(text: &Arc<String>, at: Range<usize>) -> Option<Self> {
        text.get(at.clone())?;
        Some(Self { text: Arc::clone(text), at })
    }

    /// The text of the stretch.
    pub fn as_str(&self) -> &str {
        &self.text[self.at.clone()]
    }

    /// The lines of the stretch.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Self> {
        let mut from = self.at.start;
        let ends = self.as_str().match_indices('\n').map(|(end, _)| self.at.start + end);
        ends.map(move |end| {
            let line = Self { text: Arc::clone(&self.text), at: from..end };
            from = end + 1;
            line
        })
    }

    /// The stretch up to where another one of the same text begins.
    pub(crate) fn before(&self, next: &Self) -> Self {
        Self { text: Arc::clone(&self.text), at: self.at.start..next.at.start }
    }
}

impl From<String> for Shared {
    fn from(text: String) -> Self {
        Self { at: 0..text.len(), text: Arc::new(text) }
    }
}
