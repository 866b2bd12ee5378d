use super::Statement;
use super::naming::Ruling;
use foldhash::HashMap;
use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::bodies::Recognised;

/// The words that a document is read with, and what its names and passages were taken for so far: a document
/// names the same bodies again and again. To be made anew for each document, so that reading one costs the
/// same whatever was read before.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    lexicon: &'a Lexicon,
    names: Remembered<Ruling>,
    /// How the thesaurus reads a name.
    readings: Remembered<Option<Rc<Recognised>>>,
    /// The level or place that a name begins with, and whether the whole body is of it.
    levels: Remembered<Option<(String, bool)>>,
    /// A passage is asked whether it is a statement, and then what it says.
    statements: Remembered<Statement>,
}

/// What was found out about passages, by their text.
type Remembered<T> = RefCell<HashMap<Box<str>, T>>;

/// How many names are kept.
const MOST_NAMES: usize = 4096;

/// How many statements are kept.
const MOST_STATEMENTS: usize = 1024;

impl<'a> Vocabulary<'a> {
    /// The words, and nothing read yet.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            names: RefCell::default(),
            readings: RefCell::default(),
            levels: RefCell::default(),
            statements: RefCell::default(),
        }
    }

    /// What a name was taken for, judged at its first appearance.
    pub(super) fn naming_of(&self, name: &str, judge: impl FnOnce() -> Ruling) -> Ruling {
        remembered(&self.names, MOST_NAMES, name, judge)
    }

    /// What the thesaurus recognises in a name, asked at its first appearance.
    pub(super) fn recognised(&self, name: &str) -> Option<Rc<Recognised>> {
        remembered(&self.readings, MOST_NAMES, name, || self.lexicon.bodies().recognise(name).map(Rc::new))
    }

    /// The level or place that a name begins with, read at its first appearance.
    pub(super) fn level_of(&self, name: &str, read: impl FnOnce() -> Option<(String, bool)>) -> Option<(String, bool)> {
        remembered(&self.levels, MOST_NAMES, name, read)
    }

    /// What a passage states, read at its first appearance.
    pub(super) fn statement_of(&self, text: &str, read: impl FnOnce() -> Statement) -> Statement {
        remembered(&self.statements, MOST_STATEMENTS, text, read)
    }
}

impl Deref for Vocabulary<'_> {
    type Target = Lexicon;

    fn deref(&self) -> &Lexicon {
        self.lexicon
    }
}

fn remembered<T: Clone>(seen: &Remembered<T>, most: usize, text: &str, find: impl FnOnce() -> T) -> T {
    if let Some(known) = seen.borrow().get(text) {
        return known.clone();
    }
    let found = find();
    let mut seen = seen.borrow_mut();
    if seen.len() >= most {
        seen.clear();
    }
    seen.insert(text.into(), found.clone());
    found
}
