//! Whole plans in many forms, written for the project: what is read of each stands beside it.
//!
//! `RENEW=1 cargo test --workspace --test forms` writes the files `*.expected` anew; look at the
//! difference before keeping it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{DocumentFacts, Role, Target, Task, Unit, UnitKind, Value};
use zhengtu_reader::{Options, read};

fn plans() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let mut plans: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    plans.retain(|path| path.extension().is_some_and(|extension| extension != "expected"));
    plans.sort();
    plans
}

fn facts(path: &Path) -> DocumentFacts {
    let name = path.file_name().unwrap().to_string_lossy();
    let source = read(&name, &fs::read(path).unwrap(), &Options::default()).unwrap();
    zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source))
}

/// The tasks, each with its statements where it has several, and the targets, one a line.
fn shown(facts: &DocumentFacts) -> String {
    let mut text = String::new();
    for task in &facts.tasks {
        writeln!(text, "{}", task_line(task)).unwrap();
        for statement in &task.statements {
            writeln!(text, "分工 {} {} | {}", task.path, statement.text, units(&statement.units)).unwrap();
        }
    }
    for target in &facts.targets {
        writeln!(text, "{}", target_line(target)).unwrap();
    }
    text
}

fn task_line(task: &Task) -> String {
    let due = serde_json::to_string(&task.deadline).unwrap();
    let more = if task.open { " 等" } else { "" };
    format!("任务 {} {} | {}{more} | {due}", task.path, task.title, units(&task.units))
}

fn units(units: &[Unit]) -> String {
    let unit = |unit: &Unit| {
        let role = match unit.role {
            Role::Lead => "牵头",
            Role::Responsible => "负责",
            Role::Cooperate => "配合",
        };
        let group = if unit.kind == UnitKind::Collective { "*" } else { "" };
        format!("{}{group} {role}", unit.name)
    };
    units.iter().map(unit).collect::<Vec<_>>().join("、")
}

fn target_line(target: &Target) -> String {
    let value = match target.value {
        Value::Number(number) => format!("{}", (number * 1e4).round() / 1e4),
        Value::Range([low, high]) => format!("{low}~{high}"),
    };
    let from = target.from.map_or(String::new(), |from| format!(" 由 {from}"));
    let due = target.deadline.map_or(String::new(), |day| format!(" {day}"));
    let (sign, change) = (target.comparator.sign(), target.change.name());
    format!("目标 {} {} {sign} {change} {value}{}{from}{due}", target.path, target.indicator, target.unit)
}

#[test]
fn plans_of_every_form_are_read_as_stands_beside_them() {
    let renew = std::env::var_os("RENEW").is_some();
    let mut wrong = Vec::new();
    for plan in plans() {
        let found = shown(&facts(&plan));
        let beside = PathBuf::from(format!("{}.expected", plan.display()));
        if renew {
            fs::write(&beside, &found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (found, expected) = (lines(&found), lines(&expected));
        let lost = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("- {line}"));
        let new = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}"));
        let differences: Vec<String> = lost.chain(new).collect();
        if !differences.is_empty() || found.len() != expected.len() {
            wrong.push(format!("{}\n{}", plan.display(), differences.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(plans().len() >= 24);
}

/// Every passage leads back to the file: its evidence reproduces it.
#[test]
fn every_passage_is_where_its_evidence_says() {
    for plan in plans() {
        let name = plan.file_name().unwrap().to_string_lossy();
        let source = read(&name, &fs::read(&plan).unwrap(), &Options::default()).unwrap();
        let facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
        let chars: Vec<char> = source.text.chars().collect();
        for unit in facts.tasks.iter().flat_map(|task| &task.units) {
            // A page may end inside a name.
            let mut passage = chars[unit.evidence.start..unit.evidence.end].iter();
            let found = unit.surface.chars().all(|char| passage.any(|other| *other == char));
            assert!(found, "{name}: {}", unit.surface);
        }
    }
}

fn facts_of(name: &str, text: &str) -> DocumentFacts {
    let source = read(name, text.as_bytes(), &Options::default()).unwrap();
    zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source))
}

/// A table that is wider than tables of plans is text: its columns are compared with its rows.
#[test]
fn a_table_is_looked_through_up_to_a_width() {
    let table = |columns: usize| {
        let more = columns - 3;
        let (captions, cells) = ("备注,".repeat(more), "无,".repeat(more));
        let row = |number: usize| format!("{number},清理河道{number}段,{cells}县水利局\n");
        format!("序号,任务,{captions}责任单位\n{}{}", row(1), row(2))
    };
    let widest = zhengtu_outline::WIDEST as usize;
    assert_eq!(facts_of("台账.csv", &table(widest)).tasks.len(), 2);
    let wide = facts_of("台账.csv", &table(widest + 1));
    assert_eq!(
        (wide.tasks.len(), wide.clauses.iter().filter(|clause| clause.text.contains("清理河道")).count()),
        (0, 2)
    );
    // A title that is merged across all columns of a sheet makes no table wide.
    let title = "<tr><td colspan=1000>某县任务台账</tr><tr><td>序号<td>任务<td>责任单位</tr>";
    let rows = "<tr><td>1<td>清理河道<td>县水利局</tr><tr><td>2<td>修复堤岸<td>县水利局</tr>";
    let page = format!("<html><body><p>某县方案，推进工作。</p><table>{title}{rows}</table></body></html>");
    assert_eq!(facts_of("台账.html", &page).tasks.len(), 2);
}

/// What grows with the clauses times the length of their heading takes gigabytes for a megabyte of text.
#[test]
fn a_heading_that_is_a_page_long_is_cut_over_the_clauses_below_it() {
    let plan = |length: usize| format!("某县方案\n一、{}\n1.推进甲事。\n2.推进乙事。\n", "推进".repeat(length));
    let above = |length: usize| {
        let facts = facts_of("方案.txt", &plan(length));
        let clause = facts.clauses.into_iter().find(|clause| clause.text.contains("甲事")).unwrap();
        clause.trail[1].clone()
    };
    assert_eq!(above(250), "推进".repeat(250));
    assert_eq!(above(5_000), format!("{}…", "推进".repeat(250)));
}
