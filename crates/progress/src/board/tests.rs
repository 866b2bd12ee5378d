use super::*;
use crate::report::tests::report;
use zhengtu_model::{BodyRef, Deadline, DocumentFacts, Evidence, Ground, Unit, UnitKind, UnitName};

/// A task of annex 1 that is due on the day, if one is given.
pub(crate) fn task(path: &str, title: &str, due: &str) -> Task {
    Task {
        id: format!("urn:{path}"),
        doc: "计划.txt".into(),
        part: 1,
        path: path.into(),
        title: title.into(),
        trail: std::sync::Arc::default(),
        text: format!("{title}。"),
        units: Vec::new(),
        statements: Vec::new(),
        rules: Vec::new(),
        open: false,
        units_raw: None,
        deadline_raw: None,
        deadline: due.parse().map_or(Deadline::None, |end| Deadline::Date { end }),
        commitments: Vec::new(),
        citations: Vec::new(),
        evidence: Evidence::default(),
        units_evidence: None,
        deadline_evidence: None,
    }
}

fn with_units(mut task: Task, units: &[(&str, Role)]) -> Task {
    let unit = |&(name, role): &(&str, Role)| Unit {
        name: name.into(),
        surface: name.into(),
        role,
        kind: UnitKind::Unit,
        ground: Ground::Stated,
        evidence: Evidence::default(),
    };
    task.units = units.iter().map(unit).collect();
    task
}

/// The bodies of the tasks, each of its document.
fn bodies_of(tasks: &[Task]) -> Bodies {
    let mut documents: Vec<DocumentFacts> = Vec::new();
    for task in tasks {
        if documents.last().is_none_or(|facts| facts.info.name != task.doc) {
            documents.push(DocumentFacts::default());
        }
        let facts = documents.last_mut().unwrap();
        facts.info.name.clone_from(&task.doc);
        facts.tasks.push(task.clone());
    }
    Bodies::of(&documents)
}

fn lights_of(tasks: &[Task], reports: &[Report], today: &str) -> Vec<Light> {
    let lights = Lights::default();
    let board = Board::new(tasks, reports, &lights, today.parse().unwrap(), None);
    board.tasks().iter().map(|entry| entry.light).collect()
}

fn light(task: &Task, reports: &[Report], today: &str) -> Light {
    lights_of(std::slice::from_ref(task), reports, today)[0]
}

#[test]
fn the_days_to_the_deadline_decide_where_nothing_was_reported() {
    let task = task("三/1", "推进", "2021-06-30");
    for (today, expected) in [
        ("2021-05-30", Light::Unreported),
        ("2021-05-31", Light::DueSoon),
        ("2021-06-30", Light::DueSoon),
        ("2021-07-01", Light::Overdue),
    ] {
        assert_eq!(light(&task, &[], today), expected, "{today}");
    }
}

#[test]
fn the_words_of_the_latest_report_decide_before_the_deadline() {
    let task = task("三/1", "推进", "2021-12-31");
    for (status, expected) in [
        ("已完成", Light::Done),
        ("正常推进", Light::OnTrack),
        ("滞后", Light::Late),
        ("未启动", Light::NotStarted),
        ("见附件", Light::Unclear),
    ] {
        let reports = [report(&task, "2021-05-01", "营商办", status), report(&task, "2021-04-01", "营商办", "未启动")];
        assert_eq!(light(&task, &reports, "2021-06-01"), expected, "{status}");
        assert_eq!(light(&task, &reports, "2021-04-15"), Light::NotStarted, "the later report is not known yet");
    }
}

#[test]
fn what_is_done_is_never_overdue_and_what_goes_on_is_once_the_day_is_past() {
    let task = task("三/1", "推进", "2021-06-30");
    let reports = |status| [report(&task, "2021-06-01", "营商办", status)];
    assert_eq!(light(&task, &reports("已完成"), "2021-08-01"), Light::Done);
    assert_eq!(light(&task, &reports("正常推进"), "2021-08-01"), Light::Overdue);
    assert_eq!(light(&task, &reports("滞后"), "2021-06-20"), Light::Late);
}

#[test]
fn of_one_day_the_report_taken_in_last_counts() {
    let task = task("三/1", "推进", "2021-12-31");
    let reports = [report(&task, "2021-05-01", "甲", "滞后"), report(&task, "2021-05-01", "乙", "正常推进")];
    assert_eq!(light(&task, &reports, "2021-06-01"), Light::OnTrack);
}

#[test]
fn a_helper_speaks_for_itself_and_a_leader_for_all() {
    let roles = [("县税务局", Role::Lead), ("县财政局", Role::Cooperate)];
    let tasks = [with_units(task("三/1", "推进", "2021-12-31"), &roles)];
    let (lights, bodies) = (Lights::default(), bodies_of(&tasks));
    let look = |reports: &[Report], unit: &str| {
        let board = Board::new(&tasks, reports, &lights, "2021-06-01".parse().unwrap(), None);
        (board.tasks()[0].light, board.by_unit(Scope::Bodies(&bodies.named(unit)))[0].light)
    };
    let helper = [report(&tasks[0], "2021-05-01", "县财政局", "已完成")];
    assert_eq!(look(&helper, "县财政局"), (Light::Unreported, Light::Done));
    assert_eq!(look(&helper, "县税务局"), (Light::Unreported, Light::Unreported));
    let leader = [report(&tasks[0], "2021-05-01", "县税务局", "已完成")];
    assert_eq!(look(&leader, "县财政局"), (Light::Done, Light::Done));
}

#[test]
fn where_nobody_leads_the_least_counts() {
    let roles = [("县税务局", Role::Responsible), ("县财政局", Role::Responsible)];
    let tasks = [with_units(task("三/1", "推进", "2021-12-31"), &roles)];
    let mut reports = vec![report(&tasks[0], "2021-05-01", "县税务局", "已完成")];
    assert_eq!(lights_of(&tasks, &reports, "2021-06-01"), [Light::Unreported]);
    reports.push(report(&tasks[0], "2021-05-02", "县财政局", "已完成"));
    assert_eq!(lights_of(&tasks, &reports, "2021-06-01"), [Light::Done]);
}

#[test]
fn a_task_is_listed_under_those_who_answer_for_it() {
    let led = [("甲", Role::Lead), ("乙", Role::Lead), ("丙", Role::Cooperate)];
    let tasks = [
        with_units(task("三/1", "推进", ""), &led),
        with_units(task("三/2", "落实", ""), &[("丙", Role::Responsible), ("丁", Role::Cooperate)]),
        task("三/3", "无单位", ""),
    ];
    let lights = Lights::default();
    let board = Board::new(&tasks, &[], &lights, "2021-06-01".parse().unwrap(), None);
    let listed =
        |scope| board.by_unit(scope).iter().map(|entry| (entry.unit, entry.task.path.as_str())).collect::<Vec<_>>();
    assert_eq!(listed(Scope::Accountable), [("甲", "三/1"), ("乙", "三/1"), ("丙", "三/2"), ("", "三/3")]);
    assert_eq!(listed(Scope::Bodies(&bodies_of(&tasks).named("丙"))), [("丙", "三/1"), ("丙", "三/2")]);
}

#[test]
fn units_of_the_same_name_of_two_governments_stand_apart() {
    let of = |doc: &str, place: &str| {
        let mut facts = DocumentFacts::default();
        facts.info.name = doc.into();
        let mut task = with_units(task("三/1", "推进", "2021-12-31"), &[("市财政局", Role::Lead)]);
        (task.doc, task.id) = (doc.into(), format!("urn:{doc}"));
        facts.tasks = vec![task];
        let body =
            BodyRef { key: format!("{place}/finance"), label: format!("{place}财政局"), ..BodyRef::default() };
        let unit = UnitName {
            name: "市财政局".into(),
            kind: UnitKind::Unit,
            surfaces: Vec::new(),
            function: None,
            level: None,
            body,
            evidence: Evidence::default(),
        };
        facts.units = vec![unit];
        facts
    };
    let documents = [of("a.txt", "青山市"), of("b.txt", "绿水市")];
    let tasks: Vec<Task> = documents.iter().flat_map(|facts| facts.tasks.clone()).collect();
    let (bodies, lights) = (Bodies::of(&documents), Lights::default());
    // What one of them reports of its task under its whole name is its own report.
    let reports = [report(&tasks[1], "2021-05-01", "绿水市财政局", "已完成")];
    let board = Board::new(&tasks, &reports, &lights, "2021-06-01".parse().unwrap(), None).with_bodies(&bodies);
    let listed: Vec<(&str, Light)> =
        board.by_unit(Scope::Accountable).iter().map(|entry| (entry.unit, entry.light)).collect();
    assert_eq!(listed, [("青山市财政局", Light::Unreported), ("绿水市财政局", Light::Done)]);
    assert_eq!(board.by_unit(Scope::Bodies(&bodies.named("青山市财政局"))).len(), 1);
    assert_eq!(board.by_unit(Scope::Bodies(&bodies.named("市财政局"))).len(), 2);
}

#[test]
fn a_limit_counts_from_the_issue_of_its_own_document() {
    let mut within = task("三/1", "推进", "");
    within.deadline = Deadline::Relative { duration: "P30D".into() };
    let lights = Lights::default();
    let board = |given: Option<&str>| {
        let given = given.map(|day| day.parse().unwrap());
        let board = Board::new(std::slice::from_ref(&within), &[], &lights, "2021-06-01".parse().unwrap(), given);
        board.with_issued([("计划.txt", "2021-04-01".parse().unwrap())]).tasks()[0].due.map(|day| day.to_string())
    };
    assert_eq!(
        (board(None).as_deref(), board(Some("2021-05-01")).as_deref()),
        (Some("2021-05-01"), Some("2021-05-31"))
    );
}

#[test]
fn what_comes_again_is_done_for_its_period_only() {
    let mut again = task("三/1", "报送进展", "");
    again.deadline = Deadline::Recurring { rule: "FREQ=MONTHLY;BYMONTHDAY=25".into() };
    let reports = [report(&again, "2021-05-20", "甲", "已完成")];
    let lights = Lights::default().with("due_soon_days = 5").unwrap();
    let look = |today: &str| {
        let board = Board::new(std::slice::from_ref(&again), &reports, &lights, today.parse().unwrap(), None)
            .with_years([("计划.txt", 2021)]);
        board.tasks()[0].light
    };
    assert_eq!(
        [look("2021-05-22"), look("2021-05-28"), look("2021-06-21")],
        [Light::Done, Light::Unreported, Light::DueSoon]
    );
}
