use crate::Side;
use crate::align::Alignment;
use crate::phrases::{Phrase, phrases};
use std::cell::OnceCell;
use std::collections::HashMap;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Clause, ClauseKind, DocumentFacts, Evidence, Task};
use zhengtu_terms::dates;
use zhengtu_text::{CharIndex, Solid, strip_white};

/// A document to check: its records, its text as read, into which evidence counts, and the words it was read
/// with.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The records.
    pub facts: &'a DocumentFacts,
    /// The text as read.
    pub text: &'a str,
    /// The words.
    pub lexicon: &'a Lexicon,
}

/// A document made ready for the rules.
pub(crate) struct Context<'a> {
    /// The records.
    pub(crate) facts: &'a DocumentFacts,
    pub(crate) lexicon: &'a Lexicon,
    text: &'a str,
    index: CharIndex,
    /// The clauses with their text without white space, in document order.
    pub(crate) passages: Vec<Passage<'a>>,
    phrases: OnceCell<Vec<Phrase>>,
    alignment: OnceCell<Alignment>,
    grams: OnceCell<Grams>,
}

/// How often runs of characters stand in the text of the plan.
#[derive(Default)]
pub(crate) struct Grams {
    ones: HashMap<char, u32>,
    twos: HashMap<[char; 2], u32>,
    fours: HashMap<[char; 4], u32>,
}

impl Grams {
    fn add(&mut self, text: &str) {
        let chars: Vec<char> = text.chars().collect();
        for &char in &chars {
            *self.ones.entry(char).or_default() += 1;
        }
        for run in chars.windows(2) {
            *self.twos.entry([run[0], run[1]]).or_default() += 1;
        }
        for run in chars.windows(4) {
            *self.fours.entry([run[0], run[1], run[2], run[3]]).or_default() += 1;
        }
    }

    /// How often a character stands in the text.
    pub(crate) fn one(&self, char: char) -> u32 {
        self.ones.get(&char).copied().unwrap_or(0)
    }

    /// How often two characters stand side by side; 0 for other lengths.
    pub(crate) fn two(&self, words: &str) -> u32 {
        run(words).and_then(|run| self.twos.get(&run).copied()).unwrap_or(0)
    }

    /// How often four characters stand side by side; 0 for other lengths.
    pub(crate) fn four(&self, words: &str) -> u32 {
        run(words).and_then(|run| self.fours.get(&run).copied()).unwrap_or(0)
    }
}

fn run<const N: usize>(words: &str) -> Option<[char; N]> {
    words.chars().collect::<Vec<_>>().try_into().ok()
}

/// A clause of a document.
pub(crate) struct Passage<'a> {
    /// The clause.
    pub(crate) clause: &'a Clause,
    /// Its text without white space.
    pub(crate) text: String,
    /// The index of the task it belongs to.
    pub(crate) task: Option<usize>,
}

impl Passage<'_> {
    /// Whether the clause is text of the plan, not its letter, signature or page furniture.
    pub(crate) fn is_content(&self) -> bool {
        self.clause.kind != ClauseKind::Other
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(document: &Document<'a>) -> Self {
        let facts = document.facts;
        let mut tasks: Vec<usize> = (0..facts.tasks.len()).collect();
        tasks.sort_by_key(|&task| facts.tasks[task].evidence.start);
        let passages = facts
            .clauses
            .iter()
            .map(|clause| Passage { clause, text: strip_white(&clause.text), task: task_of(facts, &tasks, clause) })
            .collect();
        Self {
            facts,
            lexicon: document.lexicon,
            text: document.text,
            index: CharIndex::new(document.text),
            passages,
            phrases: OnceCell::new(),
            alignment: OnceCell::new(),
            grams: OnceCell::new(),
        }
    }

    /// The year that a date without one means.
    pub(crate) fn dates(&self) -> dates::Context {
        dates::Context { year: self.facts.info.year }
    }

    /// The phrases of the running text, in document order.
    pub(crate) fn phrases(&self) -> &[Phrase] {
        self.phrases.get_or_init(|| phrases(self))
    }

    /// Which passages speak of the same matter.
    pub(crate) fn alignment(&self) -> &Alignment {
        self.alignment.get_or_init(|| Alignment::of(self))
    }

    /// How often runs of characters stand in the text of the plan.
    pub(crate) fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| {
            let mut grams = Grams::default();
            for passage in self.passages.iter().filter(|passage| passage.is_content()) {
                grams.add(&passage.text);
            }
            grams
        })
    }

    /// The title of a part as people speak of it.
    pub(crate) fn part_label(&self, part: u32) -> String {
        zhengtu_say::part(part, zhengtu_say::Lang::Zh)
    }

    /// A side that quotes `quote` out of the passage `within`.
    pub(crate) fn quote(&self, part: u32, path: &str, quote: &str, within: &Evidence) -> Side {
        let quote = strip_white(quote);
        let evidence = self.locate(&quote, within).unwrap_or_else(|| within.clone());
        Side { doc: None, part, path: path.to_owned(), quote, marks: Vec::new(), evidence }
    }

    /// A side that quotes a part of a clause.
    pub(crate) fn in_passage(&self, passage: &Passage<'_>, quote: &str) -> Side {
        self.quote(passage.clause.part, self.path_of(passage), quote, &passage.clause.evidence)
    }

    /// The path under which a passage is spoken of.
    pub(crate) fn path_of<'p>(&'p self, passage: &'p Passage<'_>) -> &'p str {
        let own = passage.clause.path.as_str();
        match passage.task.map(|task| &self.facts.tasks[task]) {
            Some(task) if own.len() < task.path.len() => &task.path,
            _ => own,
        }
    }

    /// A side for the heading or first sentence of the item at a place.
    pub(crate) fn heading_at(&self, part: u32, path: &str, at: &Evidence) -> Side {
        let here = |passage: &&Passage<'_>| passage.clause.part == part && passage.clause.path == path;
        match self.passages.iter().find(here) {
            Some(passage) => {
                let first = crate::phrases::sentences(&passage.text).next().unwrap_or_default();
                self.in_passage(passage, first)
            }
            None => Side { part, path: path.to_owned(), evidence: at.clone(), ..Side::default() },
        }
    }

    /// A side for the deadline field of a task.
    pub(crate) fn deadline_field(&self, task: &Task) -> Side {
        let raw = task.deadline_raw.as_deref().unwrap_or_default();
        let within = task.deadline_evidence.as_ref().unwrap_or(&task.evidence);
        self.quote(task.part, &task.path, raw, within)
    }

    /// A side for the responsibility statement of a task, or for its title where it has none.
    pub(crate) fn units_field(&self, task: &Task) -> Side {
        match (&task.units_raw, &task.units_evidence) {
            (Some(raw), Some(within)) => self.quote(task.part, &task.path, raw, within),
            _ => self.title(task),
        }
    }

    /// A side for the title of a task.
    pub(crate) fn title(&self, task: &Task) -> Side {
        self.quote(task.part, &task.path, &task.title, &task.evidence)
    }

    /// Where `quote` stands within a passage of the text as read, white space apart.
    fn locate(&self, quote: &str, within: &Evidence) -> Option<Evidence> {
        let start = self.index.byte_of(self.text, within.start);
        let end = self.index.byte_of(self.text, within.end);
        let raw = self.text.get(start..end)?;
        let found = Solid::of(raw).find(quote)?;
        Some(Evidence {
            start: self.index.char_of(self.text, start + found.start),
            end: self.index.char_of(self.text, start + found.end),
            line: self.index.line(start + found.start),
            page: within.page,
            cell: within.cell,
            recognised: within.recognised,
            corrected: within.corrected,
        })
    }
}

/// The innermost task whose passage holds the clause; `tasks` are in document order.
fn task_of(facts: &DocumentFacts, tasks: &[usize], clause: &Clause) -> Option<usize> {
    let at = &clause.evidence;
    let before = tasks.partition_point(|&task| facts.tasks[task].evidence.start <= at.start);
    tasks[..before].iter().rev().take(4).copied().find(|&task| {
        let task = &facts.tasks[task];
        task.part == clause.part && at.end <= task.evidence.end.max(task.evidence.start + 1)
    })
}
