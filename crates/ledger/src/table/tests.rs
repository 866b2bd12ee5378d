use super::*;
use crate::Column;
use zhengtu_model::{BodyRef, Deadline, Evidence, Ground, PartInfo, Place, Stated, Unit, UnitKind, UnitName};

/// A task of annex 1.
pub(crate) fn task(path: &str, title: &str, text: &str) -> Task {
    Task {
        id: format!("https://zhengtu.example/doc/计划.txt/part/1/task/{path}"),
        doc: "计划.txt".into(),
        part: 1,
        path: path.into(),
        title: title.into(),
        trail: std::sync::Arc::default(),
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

/// The plan as two governments have it, with bodies of the same names.
pub(crate) fn two_plans() -> [DocumentFacts; 2] {
    [("a.txt", "青山市"), ("b.txt", "绿水市")].map(|(doc, place)| {
        let mut facts = plan();
        (facts.info.name, facts.info.title) = (doc.into(), format!("{place}计划"));
        facts.info.identity.place = Some(Stated::given(Place { name: place.into(), code: None }));
        for task in &mut facts.tasks {
            task.id = task.id.replace("计划.txt", doc);
            task.doc = doc.into();
        }
        let names = ["县税务局", "县财政局", "县商务局"];
        let label = |name: &str| format!("{place}{}", &name["县".len()..]);
        facts.units = names
            .map(|name| UnitName {
                name: name.into(),
                kind: UnitKind::Unit,
                surfaces: Vec::new(),
                function: None,
                level: None,
                body: BodyRef { key: format!("{place}/{name}"), label: label(name), ..BodyRef::default() },
                evidence: Evidence::default(),
            })
            .into();
        facts
    })
}

fn titles(ledger: &Ledger) -> Vec<(&str, usize)> {
    ledger.groups.iter().map(|group| (group.title.as_str(), group.rows.len())).collect()
}

#[test]
fn rows_are_grouped_by_part_or_by_the_unit_that_answers() {
    let facts = [plan()];
    let by_part = Ledger::new(&facts.each_ref(), &Layout::default());
    assert_eq!(by_part.title, "某县计划任务台账");
    assert_eq!(titles(&by_part), [("附件1　办税方案（3项）", 3)]);
    let by_unit = Ledger::new(&facts.each_ref(), &Layout { grouping: Grouping::Unit, ..Layout::default() });
    assert_eq!(titles(&by_unit), [("县税务局（1项）", 1), ("县财政局（1项）", 1), ("未明确单位（1项）", 1)]);
    assert!(by_unit.rows().map(|row| row.cell(Column::Number)).eq(["1", "2", "3"]));
}

#[test]
fn a_ledger_of_one_unit_holds_all_it_has_a_part_in() {
    let facts = [plan()];
    let ledger =
        Ledger::new(&facts.each_ref(), &Layout { units: &Bodies::of(&facts).named("县财政局"), ..Layout::default() });
    assert_eq!(ledger.title, "某县计划任务台账（县财政局）");
    assert!(ledger.rows().map(|row| row.cell(Column::Task)).eq(["推进办税便利", "=1+1"]));
}

#[test]
fn the_cells_of_a_row() {
    let ledger = Ledger::new(&[&plan()], &Layout::default());
    let rows: Vec<&Row> = ledger.rows().collect();
    assert!(Column::WHOSE.iter().all(|column| !ledger.columns.contains(column)), "there is one document");
    let cells = |row: &Row| ledger.columns.iter().map(|column| row.cell(*column).to_owned()).collect::<Vec<_>>();
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
    let ledger = Ledger::new(&[&facts], &Layout::default());
    let kinds: Vec<String> =
        ledger.deadlines.rows.iter().map(|row| format!("{} {}", row[1].text(), row[2].text())).collect();
    assert_eq!(kinds, ["2021-04-30 限期", "2021-06-30 限期", " 持续"]);
    let last = ledger.summary[0].rows.last().unwrap();
    assert_eq!(last[2..6].iter().map(Value::text).collect::<Vec<_>>(), ["3", "2", "1", "0"]);
    let busiest = &ledger.summary[1].rows[0];
    assert_eq!([busiest[1].text(), busiest[5].text()], ["县财政局", "2"]);
}

#[test]
fn rows_of_several_documents_say_whose_they_are() {
    let documents = two_plans();
    let ledger = Ledger::new(&documents.each_ref(), &Layout::default());
    assert_eq!(ledger.title, "任务台账");
    assert_eq!(
        titles(&ledger),
        [("青山市　青山市计划　附件1　办税方案（3项）", 3), ("绿水市　绿水市计划　附件1　办税方案（3项）", 3)]
    );
    let whose: Vec<[&str; 2]> = ledger.rows().map(|row| Column::WHOSE.map(|column| row.cell(column))).collect();
    assert_eq!((whose[0], whose[3]), (["青山市", "青山市计划"], ["绿水市", "绿水市计划"]));
    let texts = |sheet: &Sheet, row: usize| sheet.rows[row].iter().map(Value::text).collect::<Vec<_>>();
    assert_eq!(texts(&ledger.deadlines, 1)[..4], ["2", "绿水市", "绿水市计划", "2021-06-30"]);
    assert_eq!(texts(&ledger.summary[0], 1)[..4], ["附件1", "青山市", "青山市计划", "办税方案"]);
    assert_eq!(texts(&ledger.summary[0], 4)[4..6], ["6", "2"]);
    let units: Vec<String> = ledger.summary[1].rows.iter().map(|row| row[1].text()).collect();
    assert!(units.contains(&"青山市财政局".to_owned()) && units.contains(&"绿水市财政局".to_owned()), "{units:?}");
    let by_unit = Ledger::new(&documents.each_ref(), &Layout { grouping: Grouping::Unit, ..Layout::default() });
    let names: Vec<&str> = by_unit.groups.iter().map(|group| group.title.as_str()).collect();
    assert_eq!(names[..2], ["青山市税务局（1项）", "青山市财政局（1项）"]);
    assert_eq!(names[3..], ["绿水市税务局（1项）", "绿水市财政局（1项）"]);
}

#[test]
fn a_name_of_two_governments_means_the_bodies_of_both_and_a_whole_name_one() {
    let documents = two_plans();
    let bodies = Bodies::of(&documents);
    let of = |name: &str| {
        let ledger = Ledger::new(&documents.each_ref(), &Layout { units: &bodies.named(name), ..Layout::default() });
        (ledger.title.clone(), ledger.rows().count())
    };
    assert_eq!(of("县财政局"), ("任务台账（青山市财政局、绿水市财政局）".to_owned(), 4));
    assert_eq!(of("绿水市财政局"), ("任务台账（绿水市财政局）".to_owned(), 2));
}
