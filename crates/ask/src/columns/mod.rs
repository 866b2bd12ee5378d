//! What of a document tells which of its records answer a question. A knowledge base keeps it beside the records: a question
//! over many documents reads it of all of them, and of the records only those that it shows.

mod keys;
mod layout;
mod records;
mod shared;

pub(crate) use keys::{DocumentKey, Keys, Limit, PartKey, TargetKey, TaskKey, UnitKey};
pub use records::{Originals, Records};
pub use shared::{Bytes, Shared};

use crate::fold::folded;
use layout::{Reader, Writer};
use zhengtu_model::{DocumentFacts, Heading};
use zhengtu_text::strip_white;

/// What of a document tells which of its records answer a question.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(crate) keys: Keys,
    /// Title, headings, text and units of each task, folded.
    pub(crate) lines: Vec<[Shared; 4]>,
    /// Title, headings and text of all tasks, a line each.
    pub(crate) words: Shared,
    /// The same as printed; nothing where it is asked for when it is needed.
    pub(crate) printed: Option<String>,
}

/// The columns of a document as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// What tells the records apart, without its texts.
    pub keys: Vec<u8>,
    /// The texts of that.
    pub names: String,
    /// Title, headings and text of each task, folded, a line each; then the units of each.
    pub words: String,
    /// The same but for the units, as printed.
    pub printed: String,
}

impl Written {
    /// The columns of a document. Clauses and account are not needed.
    pub fn of(facts: &DocumentFacts) -> Self {
        let (mut words, mut printed) = (String::new(), String::new());
        let mut push = |passage: &str| {
            let line = folded(passage);
            words.push_str(&line);
            words.push('\n');
            line.len()
        };
        let mut lines: Vec<[usize; 4]> = Vec::with_capacity(facts.tasks.len());
        for task in &facts.tasks {
            let passages = [task.title.as_str(), &task.trail.join("|"), &task.text];
            let [title, trail, text] = passages.map(&mut push);
            lines.push([title, trail, text, 0]);
            for passage in passages {
                printed.push_str(&strip_white(passage));
                printed.push('\n');
            }
        }
        for (task, lines) in facts.tasks.iter().zip(&mut lines) {
            let units: Vec<&str> = task.units.iter().map(|unit| unit.name.as_str()).collect();
            lines[3] = push(&units.join("|"));
        }
        let mut writer = Writer::default();
        keys::write(facts, &lines, &mut writer);
        Self { keys: writer.numbers, names: writer.text, words, printed }
    }
}

impl Columns {
    /// The columns of a document. Clauses and account are not needed.
    pub fn of(facts: &DocumentFacts) -> Self {
        let Written { keys, names, words, printed } = Written::of(facts);
        let columns = Self::kept(&keys, &Shared::from(names), &Shared::from(words));
        debug_assert!(columns.is_some(), "what is written is read");
        Self { printed: Some(printed), ..columns.unwrap_or_default() }
    }

    /// The columns as they were kept ([`Written`]); nothing where they are not as they were written. What is printed is asked
    /// for when it is needed ([`Originals`]).
    pub fn kept(keys: &[u8], names: &Shared, words: &Shared) -> Option<Self> {
        let keys = keys::read(&mut Reader::new(keys, names))?;
        let of_units = keys.tasks.iter().map(|task| task.lines[3] as usize + 1);
        let of_units = of_units.fold(0_usize, usize::saturating_add);
        // Behind what the tasks say stand the units of each.
        let end = words.len().checked_sub(of_units)?;
        let (mut said, mut unit) = (0, end);
        let line = |at: &mut usize, length: u32| {
            let end = at.checked_add(length as usize)?;
            let line = words.slice(*at..end).filter(|_| words.as_bytes().get(end) == Some(&b'\n'))?;
            *at = end + 1;
            Some(line)
        };
        let mut lines = Vec::with_capacity(keys.tasks.len());
        for task in &keys.tasks {
            let [title, trail, text, units] = task.lines;
            let [title, trail, text] = [line(&mut said, title)?, line(&mut said, trail)?, line(&mut said, text)?];
            lines.push([title, trail, text, line(&mut unit, units)?]);
        }
        (said == end && unit == words.len()).then_some(Self { keys, lines, words: words.slice(0..end)?, printed: None })
    }

    /// What a document is called, of the columns as they were kept; nothing where they are not as they were written.
    pub fn heading(keys: &[u8], names: &Shared) -> Option<Heading> {
        keys::read_heading(&mut Reader::new(keys, names))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_model::{DocumentInfo, Evidence, Ground, Role, Task, Unit, UnitKind};

    fn facts() -> DocumentFacts {
        let unit = Unit {
            name: "县税务局".to_owned(),
            surface: "税务局".to_owned(),
            role: Role::Cooperate,
            kind: UnitKind::Unit,
            ground: Ground::Stated,
            evidence: Evidence::default(),
        };
        let task = |title: &str, text: &str| Task {
            title: title.to_owned(),
            text: text.to_owned(),
            units: vec![unit.clone()],
            ..Task::default()
        };
        DocumentFacts {
            info: DocumentInfo {
                name: "甲.txt".into(),
                title: "甲县方案".into(),
                year: Some(2021),
                ..DocumentInfo::default()
            },
            tasks: vec![task("“一网通办”（2021年）", "推行 一网通办。"), task("", "")],
            ..DocumentFacts::default()
        }
    }

    #[test]
    fn columns_are_kept() {
        let written = Written::of(&facts());
        let (names, words) = (Shared::from(written.names.clone()), Shared::from(written.words.clone()));
        let kept = Columns::kept(&written.keys, &names, &words).unwrap();
        assert_eq!(kept.keys.document.heading, Heading::of(&facts().info, false));
        assert_eq!(
            kept.lines[0].each_ref().map(Shared::as_str),
            ["一网通办(2021年)", "", "推行一网通办。", "县税务局"]
        );
        assert_eq!(kept.words.as_str(), "一网通办(2021年)\n\n推行一网通办。\n\n\n\n");
        let [unit] = &kept.keys.units[..] else { panic!("{:?}", kept.keys.units) };
        assert_eq!(
            (unit.name(), unit.function(), unit.surfaces().collect::<Vec<_>>()),
            ("县税务局", None, vec!["税务局"])
        );
        assert_eq!(*kept.keys.tasks[0].units, [(0, Role::Cooperate)]);
        assert_eq!(kept.keys.tasks[0].title, 6, "the characters before the bracket");
        assert_eq!(Columns::heading(&written.keys, &names), Some(Heading::of(&facts().info, false)));
    }

    #[test]
    fn what_is_not_as_it_was_written_is_nothing_and_never_a_panic() {
        let written = Written::of(&facts());
        let (names, words) = (Shared::from(written.names.clone()), Shared::from(written.words.clone()));
        for end in 0..written.keys.len() {
            assert!(Columns::kept(&written.keys[..end], &names, &words).is_none(), "{end}");
            for byte in 0..=u8::MAX {
                let mut changed = written.keys.clone();
                changed[end] = byte;
                let _ = Columns::kept(&changed, &names, &words);
                let _ = Columns::heading(&changed, &names);
            }
        }
        let longer = |text: &str| Shared::from(format!("{text}县"));
        assert!(Columns::kept(&written.keys, &longer(&written.names), &words).is_none());
        assert!(Columns::kept(&written.keys, &names, &longer(&written.words)).is_none());
        assert!(Columns::kept(&written.keys, &words, &names).is_none());
    }
}
