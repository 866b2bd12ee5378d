//! The questions of `asked.txt` with what must be answered.

use std::path::Path;
use std::sync::Arc;
use zhengtu_ask::{Base, Bytes, Clock, Columns, Names, OpenIndex, Originals, Reply, Row, Shared, Short, Written};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::DocumentFacts;
use zhengtu_search::{Index, Thesaurus};

/// A question.
pub struct Asked {
    pub plans: Vec<String>,
    pub today: String,
    pub kind: String,
    /// The paths of the tasks that were reported done.
    pub done: Vec<String>,
    pub question: String,
    pub after: Option<String>,
    pub expected: Vec<Expected>,
}

/// Something that must hold of a reply.
#[derive(Debug)]
pub enum Expected {
    Count(usize),
    Is(String),
    Number(f64),
    Rows(Vec<String>),
    First(String),
    Has(Vec<String>),
    Groups(Vec<(String, usize)>),
    Said(String),
    Text(String),
    Nothing,
    Refused,
    Open,
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Right,
    /// No answer, where there is one.
    Missed,
    /// Another answer.
    Wrong,
}

/// Reads the file of questions.
pub fn read(text: &str) -> Vec<Asked> {
    let (mut plans, mut today, mut kind, mut done) = (Vec::new(), String::new(), String::new(), Vec::new());
    let mut all = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(names) = line.strip_prefix("plans:") {
            plans = names.split_whitespace().map(str::to_owned).collect();
            done = Vec::new();
        } else if let Some(day) = line.strip_prefix("today:") {
            today = day.trim().to_owned();
        } else if let Some(paths) = line.strip_prefix("done:") {
            done = paths.split_whitespace().map(str::to_owned).collect();
        } else if let Some(name) = line.strip_prefix("kind:") {
            kind = name.trim().to_owned();
        } else {
            let (asked, expected) = line.split_once(" => ").unwrap_or_else(|| panic!("no => in {line}"));
            let (question, after) = match asked.split_once(" || ") {
                Some((question, after)) => (question, Some(after.to_owned())),
                None => (asked, None),
            };
            let expected = expected.split(';').map(|one| expectation(one.trim())).collect();
            let (plans, today, kind, done) = (plans.clone(), today.clone(), kind.clone(), done.clone());
            all.push(Asked { plans, today, kind, done, question: question.to_owned(), after, expected });
        }
    }
    all
}

pub fn expectation(text: &str) -> Expected {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    match text.split_once('=') {
        None if text == "none" => Expected::Nothing,
        None if text == "refused" => Expected::Refused,
        None if text == "open" => Expected::Open,
        Some(("n", number)) => Expected::Count(number.parse().unwrap()),
        Some(("num", number)) => Expected::Number(number.parse().unwrap()),
        Some(("is", text)) => Expected::Is(text.to_owned()),
        Some(("rows", paths)) => Expected::Rows(words(paths)),
        Some(("first", path)) => Expected::First(path.to_owned()),
        Some(("has", paths)) => Expected::Has(words(paths)),
        Some(("said", text)) => Expected::Said(text.to_owned()),
        Some(("text", text)) => Expected::Text(text.to_owned()),
        Some(("groups", groups)) => {
            let group = |group: String| {
                let (key, number) = group.rsplit_once(':').unwrap();
                (key.to_owned(), number.parse().unwrap())
            };
            Expected::Groups(words(groups).into_iter().map(group).collect())
        }
        _ => panic!("not an expectation: {text}"),
    }
}

/// Plans that are read, with their names and their index.
pub struct Plans {
    pub documents: Vec<DocumentFacts>,
    pub names: Names,
    /// The same as a knowledge base keeps them.
    pub kept: Names,
    pub index: Index,
    pub aliases: Thesaurus,
    _folder: tempfile::TempDir,
}

impl Plans {
    /// Reads the plans of these file names: those of `tests/plans` here, those of all crates, the one that ships.
    pub fn read(files: &[String]) -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = ["tests/plans", "../../tests/plans", "../../corpus"].map(|folder| package.join(folder));
        let place = |file: &String| folders.iter().map(|folder| folder.join(file)).find(|path| path.exists());
        let facts = |file: &String| super::facts(&place(file).unwrap_or_else(|| panic!("no plan {file}")));
        Self::of(files.iter().map(facts).collect())
    }

    pub fn of(documents: Vec<DocumentFacts>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        zhengtu_search::write(folder.path(), &documents).unwrap();
        let index = Index::open(folder.path()).unwrap();
        Self {
            names: Names::gather(lexicon(), &documents),
            kept: kept(&documents),
            documents,
            index,
            aliases: Thesaurus::new(lexicon()),
            _folder: folder,
        }
    }

    pub fn reply(&self, asked: &Asked) -> Reply<'_> {
        self.reply_from(asked, &self.names)
    }

    /// The reply from what a knowledge base keeps.
    pub fn kept_reply(&self, asked: &Asked) -> Reply<'_> {
        self.reply_from(asked, &self.kept)
    }

    fn reply_from<'a>(&'a self, asked: &Asked, names: &'a Names) -> Reply<'a> {
        let documents = &self.documents;
        let clock = Clock { today: asked.today.parse().unwrap() };
        let clauses = OpenIndex { index: &self.index, aliases: &self.aliases };
        let paths = asked.done.clone();
        let done = move || {
            let tasks = documents.iter().flat_map(|facts| &facts.tasks).filter(|task| paths.contains(&task.path));
            tasks.map(|task| task.id.clone()).collect()
        };
        let base = Base { names, documents, clock, done: Box::new(done) };
        zhengtu_ask::reply(&asked.question, asked.after.as_deref(), &base, &clauses).unwrap()
    }
}

/// The names as they are read from a knowledge base: keys, their texts and words by themselves, the texts of all documents in
/// one, the words as printed when they are needed.
fn kept(documents: &[DocumentFacts]) -> Names {
    let written: Vec<Written> = documents.iter().map(Written::of).collect();
    let shared = |of: fn(&Written) -> &String| {
        let all: String = written.iter().map(|written| of(written).as_str()).collect();
        let all = Arc::new(Bytes::Read(all.into_bytes()));
        let mut end = 0;
        let cut = written.iter().map(|written| {
            let start = end;
            end += of(written).len();
            Shared::new(&all, start..end).unwrap()
        });
        cut.collect::<Vec<Shared>>()
    };
    let (names, words) = (shared(|written| &written.names), shared(|written| &written.words));
    let columns = written.iter().zip(names.iter().zip(&words));
    let columns = columns.map(|(written, (names, words))| Columns::kept(&written.keys, names, words).unwrap());
    let printed = written.iter().map(|written| written.printed.clone()).collect();
    Names::of(lexicon(), columns.collect(), Some(Arc::new(AsPrinted(printed))))
}

#[derive(Debug)]
struct AsPrinted(Vec<String>);

impl Originals for AsPrinted {
    fn printed(&self, document: usize) -> Shared {
        self.0[document].clone().into()
    }
}

/// What does not hold of the reply, and how bad that is.
pub fn judge(asked: &Asked, reply: &Reply<'_>) -> (Outcome, Vec<String>) {
    let failed: Vec<String> = asked
        .expected
        .iter()
        .filter(|expected| !holds(expected, reply))
        .map(|expected| format!("{expected:?}"))
        .collect();
    let answered = reply.answer.as_ref().is_some_and(|answer| answer.reason.is_none());
    let outcome = match (failed.is_empty(), answered) {
        (true, _) => Outcome::Right,
        (false, true) => Outcome::Wrong,
        (false, false) => Outcome::Missed,
    };
    (outcome, failed)
}

pub fn holds(expected: &Expected, reply: &Reply<'_>) -> bool {
    let head = reply.head();
    let rows: Vec<Place<'_>> = reply.answer.iter().flat_map(|answer| &answer.rows).filter_map(Place::of).collect();
    let groups: Vec<(String, usize)> = head.groups.iter().map(|group| (group.key.clone(), group.value)).collect();
    match expected {
        Expected::Count(number) => match head.answer {
            Some(answer) => *answer == Short::Count(*number),
            None => reply.read.is_ok() && rows.len() == *number,
        },
        Expected::Is(text) => matches!(head.answer, Some(Short::Text(found)) if found == text),
        Expected::Number(number) => match head.answer {
            Some(Short::Number(found)) => (found - number).abs() < 1e-9,
            Some(Short::Text(found)) => {
                let digits = found.trim_end_matches(|char: char| !char.is_ascii_digit());
                digits.parse::<f64>().is_ok_and(|found| (found - number).abs() < 1e-9)
            }
            _ => false,
        },
        Expected::Rows(wanted) => are_all(wanted, rows),
        Expected::First(place) => rows.first().is_some_and(|row| row.is(place)),
        Expected::Has(wanted) => wanted.iter().all(|place| rows.iter().any(|row| row.is(place))),
        Expected::Groups(wanted) => *wanted == groups,
        Expected::Said(text) => {
            let said = [head.sentence.unwrap_or_default(), head.left_out.as_deref().unwrap_or_default()];
            let reason = head.reason.as_deref().unwrap_or_default();
            said.iter().any(|said| said.contains(text)) || reason.contains(text)
        }
        Expected::Text(text) => {
            head.passages.iter().take(3).any(|hit| hit.snippet.contains(text)) || in_rows(reply, text)
        }
        Expected::Nothing => reply.read.is_ok() && rows.is_empty() && head.groups.is_empty() && head.answer.is_none(),
        Expected::Refused => reply.read.is_err(),
        Expected::Open => head.answer.is_none(),
    }
}

/// Whether one of the first three rows says it.
fn in_rows(reply: &Reply<'_>, text: &str) -> bool {
    let rows = reply.answer.iter().flat_map(|answer| answer.rows.iter().take(3));
    rows.into_iter().any(|row| match row {
        Row::Task(task) => task.title.contains(text) || task.text.contains(text),
        Row::Target(target) => target.quote.contains(text),
        _ => false,
    })
}

/// Where a row stands.
struct Place<'a> {
    doc: &'a str,
    part: u32,
    path: &'a str,
}

impl<'a> Place<'a> {
    fn of(row: &Row<'a>) -> Option<Self> {
        match row {
            Row::Task(task) => {
                let task = task.record();
                Some(Self { doc: &task.doc, part: task.part, path: &task.path })
            }
            Row::Target(target) => Some(Self { doc: &target.doc, part: target.part, path: &target.path }),
            _ => None,
        }
    }

    /// Whether it is the place written: its path, with the first word of the file or the annex before it or without.
    fn is(&self, written: &str) -> bool {
        let (before, path) = written.rsplit_once(':').unwrap_or(("", written));
        let (file, annex) = (self.doc.split('-').next(), self.part.to_string());
        let said = before.split(':').filter(|word| !word.is_empty());
        path == self.path && said.into_iter().all(|word| Some(word) == file || word == annex)
    }
}

/// Whether the rows are those at the places, each once.
fn are_all(wanted: &[String], rows: Vec<Place<'_>>) -> bool {
    let mut rest = rows;
    wanted.len() == rest.len()
        && wanted.iter().all(|place| {
            let at = rest.iter().position(|row| row.is(place));
            at.map(|at| rest.swap_remove(at)).is_some()
        })
}
