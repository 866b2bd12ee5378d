use crate::align::Alignment;
pub(crate) use crate::passage::Passage;
use crate::running::{Phrase, phrases};
use crate::{Finding, Side};
use std::cell::OnceCell;
use std::collections::HashMap;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Clause, DocumentFacts, Evidence, Task};
use zhengtu_terms::dates;
use zhengtu_text::{CharIndex, Intervals, Solid, Span, strip_white};

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
    tasks: Intervals,
    /// The passages of each task, by the index of the task.
    of_task: Vec<Vec<usize>>,
    /// The passages of each item, by part and path.
    of_item: HashMap<u32, HashMap<&'a str, Vec<usize>>>,
    phrases: OnceCell<Vec<Phrase>>,
    alignment: OnceCell<Alignment>,
    grams: OnceCell<Grams>,
    solid: OnceCell<Solid>,
}

/// How often runs of characters stand in the text of the plan.
#[derive(Default)]
pub(crate) struct Grams {
    ones: HashMap<char, u32>,
    twos: HashMap<[char; 2], u32>,
    fours: HashMap<[char; 4], u32>,
    /// What stands between two characters, and how often.
    between: HashMap<[char; 2], HashMap<char, u32>>,
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
        for run in chars.windows(3).filter(|run| run.iter().all(|char| char.is_alphabetic())) {
            *self.between.entry([run[0], run[2]]).or_default().entry(run[1]).or_default() += 1;
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

    /// The characters that stand between two others, and how often.
    pub(crate) fn between(&self, first: char, last: char) -> impl Iterator<Item = (char, u32)> {
        self.between.get(&[first, last]).into_iter().flatten().map(|(&char, &count)| (char, count))
    }

    /// The runs of four characters that stand at least so often, in no order.
    pub(crate) fn fours_of(&self, times: u32) -> impl Iterator<Item = &[char; 4]> {
        self.fours.iter().filter(move |(_, count)| **count >= times).map(|(run, _)| run)
    }

    /// How often four characters stand side by side; 0 for other lengths.
    pub(crate) fn four(&self, words: &str) -> u32 {
        run(words).and_then(|run| self.fours.get(&run).copied()).unwrap_or(0)
    }
}

fn run<const N: usize>(words: &str) -> Option<[char; N]> {
    words.chars().collect::<Vec<_>>().try_into().ok()
}

impl<'a> Context<'a> {
    pub(crate) fn new(document: &Document<'a>) -> Self {
        let facts = document.facts;
        let tasks = Intervals::of(facts.tasks.iter().map(|task| (task.evidence.start, task.evidence.end)));
        let mut of_task = vec![Vec::new(); facts.tasks.len()];
        let mut of_item: HashMap<u32, HashMap<&str, Vec<usize>>> = HashMap::new();
        let mut passages = Vec::with_capacity(facts.clauses.len());
        for (number, clause) in facts.clauses.iter().enumerate() {
            let task = innermost(facts, &tasks, clause);
            if let Some(task) = task {
                of_task[task].push(number);
            }
            of_item.entry(clause.part).or_default().entry(&clause.path).or_default().push(number);
            passages.push(Passage { clause, text: strip_white(&clause.text), task });
        }
        Self {
            facts,
            lexicon: document.lexicon,
            text: document.text,
            index: CharIndex::new(document.text),
            passages,
            tasks,
            of_task,
            of_item,
            phrases: OnceCell::new(),
            alignment: OnceCell::new(),
            grams: OnceCell::new(),
            solid: OnceCell::new(),
        }
    }

    /// The passages of a task, in document order.
    pub(crate) fn passages_of(&self, task: usize) -> impl Iterator<Item = &Passage<'a>> {
        self.of_task[task].iter().map(|&number| &self.passages[number])
    }

    /// The passages of the item with this path, in document order.
    pub(crate) fn passages_at<'s>(
        &'s self,
        part: u32,
        path: &str,
    ) -> impl Iterator<Item = &'s Passage<'a>> + use<'s, 'a> {
        let item = self.of_item.get(&part).and_then(|items| items.get(path));
        item.into_iter().flatten().map(|&number| &self.passages[number])
    }

    /// The tasks of a part whose passages hold all of `at`.
    pub(crate) fn tasks_holding(&self, part: u32, at: &Evidence) -> impl Iterator<Item = usize> {
        self.tasks.holding(at.start, at.end).filter(move |&task| self.facts.tasks[task].part == part)
    }

    /// The year that a date without one means.
    pub(crate) fn dates(&self) -> dates::Context {
        dates::Context { year: self.facts.info.year }
    }

    /// The phrases of the running text, in document order.
    pub(crate) fn phrases(&self) -> &[Phrase] {
        self.phrases.get_or_init(|| phrases(self.facts, self.lexicon, &self.passages))
    }

    /// Which passages speak of the same matter.
    pub(crate) fn alignment(&self) -> &Alignment {
        self.alignment.get_or_init(|| Alignment::of(self.facts, self.phrases()))
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
        let found = self.locate(within, |solid, span| solid.find_within(span, quote));
        side(part, path, quote, found.unwrap_or_else(|| within.clone()))
    }

    /// A side that quotes a part of a clause.
    pub(crate) fn in_passage(&self, passage: &Passage<'_>, quote: &str) -> Side {
        let (clause, path) = (passage.clause, self.path_of(passage));
        let Some(at) = passage.place_of(quote) else { return self.quote(clause.part, path, quote, &clause.evidence) };
        let found = self.locate(&clause.evidence, |solid, span| solid.find_near(span, quote, at));
        side(clause.part, path, quote, found.unwrap_or_else(|| clause.evidence.clone()))
    }

    /// The path under which a passage is spoken of.
    pub(crate) fn path_of<'p>(&'p self, passage: &'p Passage<'_>) -> &'p str {
        let own = passage.clause.path.as_str();
        match passage.task.map(|task| &self.facts.tasks[task]) {
            Some(task) if own.len() < task.path.len() => &task.path,
            _ => own,
        }
    }

    /// Names the headings over the passages of findings.
    pub(crate) fn head(&self, findings: &mut [Finding]) {
        for side in findings.iter_mut().flat_map(Finding::sides_mut) {
            side.heading = self.heading_over(side.evidence.start);
        }
    }

    /// The innermost heading over a character of the text, or the one it stands in.
    pub(crate) fn heading_over(&self, at: usize) -> String {
        let next = self.passages.partition_point(|passage| passage.clause.evidence.start <= at);
        let passage = next.checked_sub(1).map(|last| &self.passages[last]);
        passage.and_then(|passage| passage.clause.trail.last()).cloned().unwrap_or_default()
    }

    /// A side for the heading or first sentence of the first item with a path.
    pub(crate) fn heading_at(&self, part: u32, path: &str, at: &Evidence) -> Side {
        self.heading(self.passages_at(part, path).next(), part, path, at)
    }

    /// A side for the heading of the item that begins at a place: another may have the same path.
    pub(crate) fn heading_from(&self, part: u32, path: &str, at: &Evidence) -> Side {
        let here = self.passages_at(part, path).find(|passage| passage.clause.evidence.end > at.start);
        self.heading(here, part, path, at)
    }

    fn heading(&self, passage: Option<&Passage<'_>>, part: u32, path: &str, at: &Evidence) -> Side {
        match passage {
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

    /// The words of a passage of the text as read, without white space.
    pub(crate) fn words_at(&self, at: &Evidence) -> String {
        let start = self.index.byte_of(self.text, at.start);
        let end = self.index.byte_of(self.text, at.end).max(start);
        strip_white(&self.text[start..end])
    }

    /// What `find` finds within a passage of the text as read.
    fn locate(&self, within: &Evidence, find: impl Fn(&Solid, Span) -> Option<Span>) -> Option<Evidence> {
        let start = self.index.byte_of(self.text, within.start);
        let end = self.index.byte_of(self.text, within.end);
        let found = find(self.solid.get_or_init(|| Solid::of(self.text)), Span::new(start, end))?;
        Some(Evidence {
            start: self.index.char_of(self.text, found.start),
            end: self.index.char_of(self.text, found.end),
            line: self.index.line(found.start),
            page: within.page,
            cell: within.cell,
            recognised: within.recognised,
            corrected: within.corrected,
        })
    }
}

fn side(part: u32, path: &str, quote: &str, evidence: Evidence) -> Side {
    Side { part, path: path.to_owned(), quote: strip_white(quote), evidence, ..Side::default() }
}

/// The innermost task whose passage holds the clause.
fn innermost(facts: &DocumentFacts, tasks: &Intervals, clause: &Clause) -> Option<usize> {
    let at = &clause.evidence;
    tasks.begun(at.start).take(DEEPEST).find(|&task| {
        let task = &facts.tasks[task];
        task.part == clause.part && at.end <= task.evidence.end.max(task.evidence.start + 1)
    })
}

/// A task lies in fewer others than this that begin before it.
const DEEPEST: usize = 4;
