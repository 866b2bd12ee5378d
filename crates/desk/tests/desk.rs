//! Changes made to a knowledge base and its files, and taken back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zhengtu_desk::{Deed, Desk, Error, Field, Note, standing, statement, version, wish};
use zhengtu_kb::{BuildOptions, KnowledgeBase};
use zhengtu_model::{Deadline, Role, Task};

const PLAN: &str = "某县优化服务工作方案\n一、主要任务\n1.优化办税服务。推行网上申报，提高办理速度。\n完成时限：2023年6月底\n责任单位：县财政局\n2.简化办理流程。减少材料，压缩时间，提高效率。\n责任单位：县财政局\n3.加强宣传引导。利用各类媒体，宣传政策措施。\n4.做好总结评估。按期报送总结。\n完成时限：2023年9月31日\n责任单位：县财政局\n";

struct Office {
    folder: TempDir,
    desk: Desk,
}

impl Office {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let texts = folder.path().join("texts");
        fs::create_dir(&texts).unwrap();
        fs::write(texts.join("计划.txt"), PLAN).unwrap();
        let desk = Desk::new(folder.path().join("kb"), vec![texts], BuildOptions::default());
        desk.refresh().unwrap();
        Self { folder, desk }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("texts").join(name)
    }

    fn kb(&self) -> KnowledgeBase {
        KnowledgeBase::open(&self.folder.path().join("kb")).unwrap()
    }

    fn task(&self, path: &str) -> Task {
        self.kb().tasks().unwrap().into_iter().find(|task| task.path == path).unwrap_or_else(|| panic!("{path}"))
    }

    fn text(&self) -> String {
        let kb = self.kb();
        let entry = kb.documents().next().unwrap();
        kb.text(entry).unwrap()
    }

    /// Puts a task right as a person does at the page, who saw the state that there is.
    fn put_right(&self, path: &str, says: &[(Field, String)]) -> u64 {
        let (task, text) = (self.task(path), self.text());
        let subject = format!("task:{}", task.id);
        let mut edit = self.desk.begin().unwrap();
        edit.fresh(&subject, version(edit.journal(), &subject)).unwrap();
        let earlier = standing(edit.journal(), &subject).cloned();
        let before = match earlier.as_ref().map(|change| &change.deed) {
            Some(Deed::Correction { passages, .. }) => passages.clone(),
            _ => BTreeMap::new(),
        };
        let wish = wish(&task, &text, &before);
        let passages = wish.passages(says).unwrap();
        let entries = wish.corrections(&passages, "读错").unwrap();
        let change = edit.correct(note(&subject), &entries, passages, earlier.map(|change| change.number)).unwrap();
        drop(edit);
        self.desk.refresh().unwrap();
        change.number
    }

    fn take_back(&self, number: u64) {
        self.desk.begin().unwrap().take_back(number, "乙", 2).unwrap();
        self.desk.refresh().unwrap();
    }
}

fn note(subject: &str) -> Note {
    Note { who: "甲".into(), at: 1, subject: subject.into(), reason: "读错".into(), ..Note::default() }
}

fn units(task: &Task) -> Vec<(Role, String)> {
    task.units.iter().map(|unit| (unit.role, unit.name.clone())).collect()
}

fn content(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn a_task_is_put_right_survives_reading_again_and_is_taken_back() {
    let office = Office::new();
    let wanted = [(Role::Lead, "县税务局".to_owned()), (Role::Cooperate, "县财政局".to_owned())];
    let first = office.put_right("一/2", &[(Field::Units, statement(&wanted))]);
    assert_eq!(units(&office.task("一/2")), wanted);
    assert_eq!(units(&office.task("一/1"))[0].1, "县财政局");
    // The limit too, which the item does not state, and the units once more.
    let other = [(Role::Lead, "县水利局".to_owned())];
    let second =
        office.put_right("一/2", &[(Field::Deadline, "2023年9月底".into()), (Field::Units, statement(&other))]);
    let task = office.task("一/2");
    assert_eq!(units(&task), other);
    assert!(matches!(task.deadline, Deadline::Date { end } if end.to_string() == "2023-09-30"), "{:?}", task.deadline);
    assert_eq!(content(&office.file("corrections.toml")).matches("[[replace]]").count(), 1);
    assert!(office.kb().corrections().unwrap().iter().all(|report| !report.is_stale()));
    // The earlier one has been replaced: it is the later one that is taken back, and brings the earlier one back.
    assert!(
        matches!(office.desk.begin().unwrap().take_back(first, "乙", 2), Err(Error::Gone(number)) if number == first)
    );
    office.take_back(second);
    assert_eq!(units(&office.task("一/2")), wanted);
    assert_eq!(office.task("一/2").deadline, Deadline::None);
    office.take_back(first);
    assert_eq!(units(&office.task("一/2"))[0].1, "县财政局");
    assert_eq!(content(&office.file("corrections.toml")).trim(), "");
    let journal = office.desk.journal().unwrap();
    assert_eq!(journal.changes.len(), 4);
    assert!(journal.changes.iter().all(|change| !journal.holds(change)));
    assert!(matches!(office.desk.begin().unwrap().take_back(first, "乙", 2), Err(Error::NotStanding(_))));
}

#[test]
fn units_and_limit_are_added_to_an_item_that_states_neither() {
    let office = Office::new();
    let before = office.kb().tasks().unwrap().len();
    let task = office.task("一/2");
    assert_eq!(task.deadline, Deadline::None);
    office.put_right("一/2", &[(Field::Deadline, "2023年12月底".into())]);
    assert!(matches!(office.task("一/2").deadline, Deadline::Date { .. }));
    assert_eq!(units(&office.task("一/2")), units(&task));
    assert_eq!(office.kb().tasks().unwrap().len(), before);
}

#[test]
fn what_is_no_task_goes_and_comes_back() {
    let office = Office::new();
    let (task, none) = (office.task("一/1"), BTreeMap::new());
    let entry = wish(&task, PLAN, &none).no_task("说明");
    let change = office.desk.begin().unwrap().correct(note("task:1"), &[entry], none, None).unwrap();
    office.desk.refresh().unwrap();
    assert!(office.kb().tasks().unwrap().iter().all(|task| task.path != "一/1"));
    office.take_back(change.number);
    assert_eq!(office.task("一/1").title, task.title);
}

#[test]
fn two_who_change_the_same_lose_nothing() {
    let office = Office::new();
    let seen = version(&office.desk.journal().unwrap(), "task:1");
    let none = BTreeMap::new();
    let entry = wish(&office.task("一/1"), PLAN, &none).no_task("说明");
    let mut edit = office.desk.begin().unwrap();
    edit.fresh("task:1", seen).unwrap();
    edit.correct(note("task:1"), std::slice::from_ref(&entry), none, None).unwrap();
    // While one changes something, no other does.
    drop(edit);
    let edit = office.desk.begin().unwrap();
    let Err(Error::Conflict { since }) = edit.fresh("task:1", seen) else { panic!("a conflict") };
    assert!(since.len() == 1 && since[0].note.who == "甲");
    assert!(edit.fresh("task:2", 0).is_ok());
}

#[test]
fn files_are_put_in_replaced_and_taken_back_and_none_is_overwritten() {
    let office = Office::new();
    let put = |name: &str, text: &str| office.desk.begin().unwrap().add(note("file:新"), name, text.as_bytes());
    let added = put("新.txt", "新方案\n").unwrap();
    assert!(matches!(put("新.txt", "又一个"), Err(Error::Taken { .. })));
    assert!(matches!(put("../texts/新.txt", "又一个"), Err(Error::Taken { .. })));
    assert_eq!(content(&office.file("新.txt")), "新方案\n");
    let Deed::Added { path, sha256 } = &added.deed else { panic!() };
    let replace =
        |before: &str| office.desk.begin().unwrap().replace(note("file:新"), path, before, "第二版\n".as_bytes());
    assert!(matches!(replace("00"), Err(Error::Changed { .. })));
    let replaced = replace(sha256).unwrap();
    assert_eq!(content(&office.file("新.txt")), "第二版\n");
    // What was put in first is no longer there as it was.
    assert!(matches!(office.desk.begin().unwrap().take_back(added.number, "乙", 2), Err(Error::Changed { .. })));
    office.take_back(replaced.number);
    assert_eq!(content(&office.file("新.txt")), "新方案\n");
    office.take_back(added.number);
    assert!(!office.file("新.txt").exists());
    let versions = fs::read_dir(office.folder.path().join("kb/desk/versions")).unwrap().count();
    assert_eq!(versions, 2);
}

#[test]
fn a_finding_is_settled_by_its_words_and_unsettled() {
    let office = Office::new();
    let finding = office.kb().findings().unwrap().into_iter().next().expect("the plan has a finding");
    let settings = "[severity]\n\"text-usage\" = \"warning\"\n";
    fs::write(office.file("checks.toml"), settings).unwrap();
    let change = office.desk.begin().unwrap().settle(note("finding:1"), &finding, false).unwrap();
    let text = content(&office.file("checks.toml"));
    let allowed = zhengtu_check::Settings::parse(&text).unwrap().allowed;
    assert_eq!(allowed.apply(vec![finding]).0, []);
    assert!(text.starts_with(settings) && text.contains("读错"));
    office.take_back(change.number);
    assert_eq!(content(&office.file("checks.toml")), settings);
}

#[test]
fn a_broken_file_of_others_is_not_made_worse() {
    let office = Office::new();
    fs::write(office.file("corrections.toml"), "[[unit]\n").unwrap();
    let none = BTreeMap::new();
    let entry = wish(&office.task("一/1"), PLAN, &none).no_task("说明");
    let refused = office.desk.begin().unwrap().correct(note("task:1"), &[entry], none, None);
    assert!(matches!(refused, Err(Error::Entry(reason)) if reason.contains("corrections.toml")));
    assert_eq!(content(&office.file("corrections.toml")), "[[unit]\n");
    assert_eq!(office.desk.journal().unwrap().changes.len(), 0);
}

#[test]
fn a_report_is_filed_and_taken_back() {
    let office = Office::new();
    let filing = zhengtu_progress::Filing {
        date: "2023-05-01".parse().unwrap(),
        source: "县财政局".into(),
        says: ["".into(), "".into(), "已完成".into(), "".into()],
        file: "网页".into(),
        sha256: String::new(),
        sheet: "甲".into(),
        row: 1,
    };
    let report = filing.on(&office.task("一/1"));
    let file = || office.desk.begin().unwrap().report(note("task:1"), std::slice::from_ref(&report), false).unwrap();
    let change = file().expect("it is new");
    assert!(file().is_none());
    assert_eq!(office.kb().reports().unwrap(), std::slice::from_ref(&report));
    office.take_back(change.number);
    assert_eq!(office.kb().reports().unwrap(), []);
}

#[test]
fn a_line_of_the_journal_that_was_not_finished_is_passed_over_and_written_over() {
    let office = Office::new();
    let path = office.folder.path().join("kb/desk/changes.jsonl");
    office.desk.begin().unwrap().add(note("file:甲"), "甲.txt", b"a").unwrap();
    fs::write(&path, content(&path) + "{\"number\": 2, \"wh").unwrap();
    assert_eq!(office.desk.journal().unwrap().changes.len(), 1);
    office.desk.begin().unwrap().add(note("file:乙"), "乙.txt", b"b").unwrap();
    assert_eq!(office.desk.journal().unwrap().changes.len(), 2);
    fs::write(&path, format!("what\n{}", content(&path))).unwrap();
    assert!(matches!(office.desk.journal(), Err(Error::Journal { line: 1, .. })));
}
