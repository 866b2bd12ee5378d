//! What is put right of an item, as passages that are read otherwise.

use crate::{Error, Passage};
use std::collections::BTreeMap;
use zhengtu_model::{Correction, CorrectionChange, Evidence, Role, Task};
use zhengtu_text::{CharIndex, Solid, Span, strip_white};

/// The fewest characters behind which something is added: fewer may stand at many places.
const FEWEST: usize = 8;

/// What of an item is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Who does it, in which role.
    Units,
    /// By when.
    Deadline,
}

/// The fields in the order in which what is added of them stands.
const FIELDS: [Field; 2] = [Field::Deadline, Field::Units];

impl Field {
    /// The name, as the journal has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Deadline => "deadline",
        }
    }

    fn evidence(self, task: &Task) -> Option<&Evidence> {
        match self {
            Self::Units => task.units_evidence.as_ref(),
            Self::Deadline => task.deadline_evidence.as_ref(),
        }
    }

    /// What is said of the field where the item says nothing: on a line of its own, with its caption.
    fn line(self, says: &str) -> String {
        match self {
            Self::Units => format!("\n{says}"),
            Self::Deadline => format!("\n完成时限：{says}"),
        }
    }
}

/// What is wanted of an item.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The item, as it was read.
    pub task: &'a Task,
    /// The text of its document as read.
    pub text: &'a str,
    /// The passages that are read otherwise already.
    pub earlier: &'a BTreeMap<String, Passage>,
}

impl Wish<'_> {
    /// The passages that are read otherwise once each field says what is given: those of before, and these.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] where a passage does not stand once in the item.
    pub fn passages(&self, says: &[(Field, String)]) -> Result<BTreeMap<String, Passage>, Error> {
        let mut passages = self.earlier.clone();
        for (field, says) in says {
            let before = passages.get(field.name()).cloned();
            let passage = before.map_or_else(|| self.passage(*field), Ok)?;
            passages.insert(field.name().to_owned(), Passage { says: says.clone(), ..passage });
        }
        Ok(passages)
    }

    /// The passage that says the field, else the last words of the item.
    fn passage(&self, field: Field) -> Result<Passage, Error> {
        let index = CharIndex::new(self.text);
        let span = |at: &Evidence| in_bytes(&index, self.text, at);
        let item = span(&self.task.evidence);
        let own = field.evidence(self.task).map(span).filter(|own| item.contains(*own));
        match own {
            Some(own) => {
                let printed = strip_white(own.of(self.text));
                let once = Solid::of(item.of(self.text)).find_all(&printed).count() == 1;
                once.then(|| Passage { printed, ..Passage::default() }).ok_or(Error::Ambiguous)
            }
            None => {
                let printed = last_words(item.of(self.text)).ok_or(Error::Ambiguous)?;
                Ok(Passage { printed, added: true, ..Passage::default() })
            }
        }
    }

    /// The entries by which the passages are read otherwise. What is added at a passage that is read otherwise is one entry
    /// with it.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] where the item cannot be named in a corrections file and its words do not tell it.
    pub fn corrections(&self, passages: &BTreeMap<String, Passage>, reason: &str) -> Result<Vec<Correction>, Error> {
        let index = CharIndex::new(self.text);
        let item = strip_white(in_bytes(&index, self.text, &self.task.evidence).of(self.text));
        let place = |passage: &Passage| -> Result<Span, Error> {
            let at = item.find(&passage.printed).ok_or(Error::Ambiguous)?;
            Ok(Span::new(at, at + passage.printed.len()))
        };
        let mut edits: Vec<(Span, String)> = Vec::new();
        let mut added: Option<(Span, String)> = None;
        for (field, passage) in FIELDS.iter().filter_map(|field| Some((field, passages.get(field.name())?))) {
            let span = place(passage)?;
            match &mut added {
                _ if !passage.added => edits.push((span, passage.says.clone())),
                Some((_, lines)) => *lines += &field.line(&passage.says),
                None => added = Some((span, field.line(&passage.says))),
            }
        }
        if let Some((end, lines)) = added {
            match edits.iter_mut().find(|(span, _)| span.overlaps(end)) {
                Some((span, says)) => {
                    *says = format!("{says}{}{lines}", &item[span.end..end.end.max(span.end)]);
                    span.end = span.end.max(end.end);
                }
                None => edits.push((end, format!("{}{lines}", end.of(&item)))),
            }
        }
        let path = numbered(&self.task.path).map(str::to_owned);
        let all = Solid::of(self.text);
        if path.is_none() && edits.iter().any(|(span, _)| all.find_all(span.of(&item)).count() != 1) {
            return Err(Error::Ambiguous);
        }
        let entry = |(span, by): (Span, String)| {
            let passage = span.of(&item).to_owned();
            correction(CorrectionChange::Replace { passage, by, all: false, path: path.clone() }, self.task, reason)
        };
        Ok(edits.into_iter().map(entry).collect())
    }

    /// The entry by which the item is no task.
    pub fn no_task(&self, reason: &str) -> Correction {
        let path = Some(self.task.path.clone()).filter(|path| !path.is_empty());
        correction(CorrectionChange::NotTask { path, title: Some(self.task.title.clone()) }, self.task, reason)
    }
}

/// What is wanted of an item.
pub fn wish<'a>(task: &'a Task, text: &'a str, earlier: &'a BTreeMap<String, Passage>) -> Wish<'a> {
    Wish { task, text, earlier }
}

fn in_bytes(index: &CharIndex, text: &str, at: &Evidence) -> Span {
    Span::new(index.byte_of(text, at.start), index.byte_of(text, at.end))
}

fn correction(change: CorrectionChange, task: &Task, reason: &str) -> Correction {
    let (doc, part) = (Some(task.doc.clone()), Some(task.part));
    Correction { change, doc, part, reason: reason.to_owned(), file: String::new(), line: 1 }
}

/// The path by which a corrections file names an item; a row of a table, and what has no number, has none.
fn numbered(path: &str) -> Option<&str> {
    let item = path.split('#').next().unwrap_or_default();
    let is_row = item.split('/').any(|step| step == "table");
    (!item.is_empty() && !is_row).then_some(item)
}

/// The last words of an item that stand in it once, white space apart.
fn last_words(item: &str) -> Option<String> {
    let solid: Vec<char> = strip_white(item).chars().collect();
    let tail = |length: usize| solid[solid.len() - length..].iter().collect::<String>();
    let whole = Solid::of(item);
    (FEWEST.min(solid.len())..=solid.len()).map(tail).find(|words| whole.find_all(words).count() == 1)
}

/// Bodies with their roles as a statement of responsibility: `牵头单位：甲；配合单位：乙、丙`.
pub fn statement(units: &[(Role, String)]) -> String {
    let caption = |role: Role| match role {
        Role::Lead => "牵头单位",
        Role::Responsible => "责任单位",
        Role::Cooperate => "配合单位",
    };
    let of = |role: Role| {
        let names: Vec<&str> = units.iter().filter(|(own, _)| *own == role).map(|(_, name)| name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{}：{}", caption(role), names.join("、")))
    };
    Role::ALL.into_iter().filter_map(of).collect::<Vec<_>>().join("；")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "方案\n1.优化办税。\n责任单位：县财政局\n2.简化申报。\n完成时限：2021年6月\n责任单位：县财\n政局\n";

    fn evidence(words: &str, from: &str) -> Evidence {
        let start = TEXT[TEXT.find(from).unwrap()..].find(words).unwrap() + TEXT.find(from).unwrap();
        let count = |at: usize| TEXT[..at].chars().count();
        Evidence { start: count(start), end: count(start + words.len()), line: 1, ..Evidence::default() }
    }

    fn second() -> Task {
        Task {
            doc: "甲.txt".into(),
            path: "2".into(),
            evidence: evidence("2.简化申报。\n完成时限：2021年6月\n责任单位：县财\n政局", "2.简化"),
            units_evidence: Some(evidence("责任单位：县财\n政局", "2.简化")),
            deadline_evidence: Some(evidence("2021年6月", "2.简化")),
            ..task()
        }
    }

    fn task() -> Task {
        serde_json::from_value(serde_json::json!({
            "id": "t", "doc": "甲.txt", "part": 0, "path": "1", "title": "优化办税", "trail": [], "text": "",
            "units": [], "open": false, "units_raw": null, "deadline_raw": null, "deadline": { "kind": "none" },
            "evidence": evidence("1.优化办税。\n责任单位：县财政局", "1.优化"),
        }))
        .unwrap()
    }

    #[test]
    fn a_passage_that_is_there_is_read_otherwise_in_its_item() {
        let (task, none) = (second(), BTreeMap::new());
        let wish = wish(&task, TEXT, &none);
        let units = statement(&[(Role::Cooperate, "县水利局".into()), (Role::Lead, "县税务局".into())]);
        let passages = wish.passages(&[(Field::Units, units)]).unwrap();
        let entries = wish.corrections(&passages, "读错").unwrap();
        let CorrectionChange::Replace { passage, by, path, .. } = &entries[0].change else { panic!() };
        assert_eq!((passage.as_str(), path.as_deref()), ("责任单位：县财政局", Some("2")));
        assert_eq!(by, "牵头单位：县税务局；配合单位：县水利局");
        // Put right once more, and the limit too: the passages are those of the text.
        let again = Wish { earlier: &passages, ..wish };
        let more =
            again.passages(&[(Field::Units, "责任单位：县水利局".into()), (Field::Deadline, "2021年9月".into())]);
        let more = more.unwrap();
        assert_eq!(more["units"].printed, "责任单位：县财政局");
        assert_eq!(again.corrections(&more, "读错").unwrap().len(), 2);
    }

    #[test]
    fn what_an_item_does_not_say_is_added_behind_its_last_words_all_at_once() {
        let (task, none) = (task(), BTreeMap::new());
        let wish = wish(&task, TEXT, &none);
        let says = [(Field::Deadline, "2021年9月".to_owned()), (Field::Units, "责任单位：县水利局".to_owned())];
        let passages = wish.passages(&says).unwrap();
        let entries = wish.corrections(&passages, "漏读").unwrap();
        let CorrectionChange::Replace { passage, by, .. } = &entries[0].change else { panic!() };
        assert_eq!(entries.len(), 1);
        assert_eq!(*by, format!("{passage}\n完成时限：2021年9月\n责任单位：县水利局"));
        assert!("责任单位：县财政局".ends_with(passage.as_str()) && passage.chars().count() >= FEWEST);
    }

    #[test]
    fn a_row_of_a_table_is_told_by_its_words_or_not_at_all() {
        let none = BTreeMap::new();
        let row = Task { path: "table/1".into(), ..second() };
        let passages = wish(&row, TEXT, &none).passages(&[(Field::Units, "责任单位：甲".into())]).unwrap();
        assert!(matches!(wish(&row, TEXT, &none).corrections(&passages, "略"), Err(Error::Ambiguous)));
        let passages = wish(&row, TEXT, &none).passages(&[(Field::Deadline, "2022年".into())]).unwrap();
        assert_eq!(wish(&row, TEXT, &none).corrections(&passages, "略").unwrap().len(), 1);
        assert!(numbered("三/一#2") == Some("三/一") && numbered("").is_none());
    }
}
