use super::*;
use crate::Column;
use zhengtu_model::{Deadline, Evidence, Ground, PartInfo, Unit, UnitKind};

/// A task of annex 1.
pub(crate) fn task(path: &str, title: &str, text: &str) -> Task {
    Task {
        id: format!("https://zhengtu.example/doc/计划.txt/part/1/task/{path}"),
        doc: "计划.txt".into(),
        part: 1,
        path: path.into(),
        title: title.into(),
        trail: Vec::new(),
        text: text.into(),
        units: Vec::new(),
        statements: Vec::new(),
        rules: Vec::new(),
        open: false,
        units_raw: None,
        deadline_raw: None,
        deadline: Deadline::None,
        commitments: Vec::new(),
        citations: Vec::new(),
        evidence: Evidence::default(),
        units_evidence: None,
        deadline_evidence: None,
    }
}

pub(crate) fn unit(name: &str, role: Role) -> Unit {
    Unit {
        name: name.into(),
        surface: name.into(),
        role,
        kind: UnitKind::Unit,
        ground: Ground::Stated,
        evidence: Evidence::default(),
    }
}

/// A plan of three tasks.
pub(crate) fn plan() -> DocumentFacts {
    let mut facts = DocumentFacts::default();
    facts.info.name = "计划.txt".into();
    facts.info.title = "某县计划".into();
    facts.info.year = Some(2021);
    let part = |number, title: &str| PartInfo {
        id: String::new(),
        number,
        title: title.into(),
        present: true,
        listed: None,
        held_by: None,
        evidence: Evidence::default(),
    };
    facts.parts = vec![part(0, "某县计划"), part(1, "办税方案")];
    let mut first = task("三/1", "推进办税便利", "1.推进办税便利。压缩时间。");
    first.units = vec![unit("县税务局", Role::Lead), unit("县财政局", Role::Cooperate)];
    (first.deadline, first.deadline_raw) =
        (Deadline::Date { end: "2021-06-30".parse().unwrap() }, Some("2021年6月".into()));
    let mut second = task("三/2", "=1+1", "2.=1+1。说明。");
    second.units = vec![unit("县财政局", Role::Responsible), unit("县商务局", Role::Responsible)];
    second.open = true;
    let mut third = task("三/3", "长期宣传", "3.长期宣传。");
    third.deadline = Deadline::Ongoing;
    facts.tasks = vec![first, second, third];
    facts
}

fn titles(ledger: &Ledger) -> Vec<(&str, usize)> {
    ledger.groups.iter().map(|group| (group.title.as_str(), group.rows.len())).collect()
}

#[test]
fn rows_are_grouped_by_part_or_by_the_unit_that_answers() {
    let facts = [plan()];
    let by_part = Ledger::new(&facts, &Layout::default());
    assert_eq!(by_part.title, "某县计划任务台账");
    assert_eq!(titles(&by_part), [("附件1　办税方案（3项）", 3)]);
    let by_unit = Ledger::new(&facts, &Layout { grouping: Grouping::Unit, ..Layout::default() });
    assert_eq!(titles(&by_unit), [("县税务局（1项）", 1), ("县财政局（1项）", 1), ("未明确单位（1项）", 1)]);
    assert!(by_unit.rows().map(|row| row.cell(Column::Number)).eq(["1", "2", "3"]));
}

#[test]
fn a_ledger_of_one_unit_holds_all_it_has_a_part_in() {
    let facts = [plan()];
    let ledger = Ledger::new(&facts, &Layout { unit: Some("县财政局"), ..Layout::default() });
    assert_eq!(ledger.title, "某县计划任务台账（县财政局）");
    assert!(ledger.rows().map(|row| row.cell(Column::Task)).eq(["推进办税便利", "=1+1"]));
}

#[test]
fn the_cells_of_a_row() {
    let ledger = Ledger::new(&[plan()], &Layout::default());
    let rows: Vec<&Row> = ledger.rows().collect();
    let cells = |row: &Row| Column::ALL.map(|column| row.cell(column).to_owned());
    assert_eq!(
        cells(rows[0])[..8],
        ["1", "推进办税便利", "压缩时间。", "县税务局", "配合：县财政局", "2021年6月", "", "附件1 三/1\n第0行"]
    );
    assert_eq!(rows[1].cell(Column::Others), "责任：县财政局、县商务局等");
    assert_eq!(rows[2].cell(Column::Due), "持续推进");
    assert!(rows[0].cell(Column::Id).ends_with("/task/三/1"));
}

#[test]
fn deadlines_are_in_order_and_the_summary_adds_up() {
    let mut facts = plan();
    facts.tasks[1].deadline = Deadline::Date { end: "2021-04-30".parse().unwrap() };
    let ledger = Ledger::new(&[facts], &Layout::default());
    let kinds: Vec<String> =
        ledger.deadlines.rows.iter().map(|row| format!("{} {}", row[1].text(), row[2].text())).collect();
    assert_eq!(kinds, ["2021-04-30 限期", "2021-06-30 限期", " 持续"]);
    let last = ledger.summary[0].rows.last().unwrap();
    assert_eq!(last[2..6].iter().map(Value::text).collect::<Vec<_>>(), ["3", "2", "1", "0"]);
    let busiest = &ledger.summary[1].rows[0];
    assert_eq!([busiest[1].text(), busiest[5].text()], ["县财政局", "2"]);
}
