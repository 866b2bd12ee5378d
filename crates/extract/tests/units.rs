//! Responsibility statements: labelled examples, gold records where they are there, properties.

use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;
use zhengtu_extract::units::{
    Conventions, Registry, Statement, StatementForm, Vocabulary, column_role, is_closing_statement,
    looks_like_statement, parse_cell, parse_statement, parse_statements, statement_form, unit_first,
};
use zhengtu_model::{Ground, Role, UnitKind};

/// The built-in words, and nothing read yet.
fn vocabulary() -> Vocabulary<'static> {
    Vocabulary::new(zhengtu_lexicon::testing::lexicon())
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    #[serde(default)]
    units: Vec<String>,
    #[serde(default)]
    open: bool,
    form: Option<String>,
}

fn cases() -> Vec<Case> {
    toml::from_str::<Cases>(include_str!("data/statements.toml")).expect("the data file is well formed").case
}

/// The units of a statement as the data file writes them.
fn written(text: &str, statement: &Statement) -> Vec<String> {
    let units = Registry::of(&vocabulary(), [(text, statement)], &[]).resolve(&vocabulary(), text, statement);
    let star = |kind| if kind == UnitKind::Collective { " *" } else { "" };
    units.into_iter().map(|unit| format!("{} {}{}", unit.name, unit.role.name(), star(unit.kind))).collect()
}

#[test]
fn labelled_statements_are_read_as_labelled() {
    let mut wrong = Vec::new();
    for case in cases().iter().filter(|case| case.form.as_deref() != Some("none")) {
        let statement =
            parse_statement(&vocabulary(), &case.text, &Conventions::of(&vocabulary(), [case.text.as_str()]));
        let found = written(&case.text, &statement);
        if found != case.units || statement.open != case.open {
            wrong.push(format!(
                "{}\n  expected {:?} open {}\n  found    {found:?} open {}",
                case.text, case.units, case.open, statement.open
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases().len() >= 80);
}

#[test]
fn statements_are_told_from_other_brackets() {
    let mut wrong = Vec::new();
    for case in cases() {
        let form = statement_form(&vocabulary(), &case.text);
        let right = match case.form.as_deref() {
            Some("none") => form.is_none(),
            Some("bare") => form == Some(StatementForm::BareList),
            Some(_) => true,
            None => matches!(form, Some(StatementForm::Labelled | StatementForm::Stated)),
        };
        if !right {
            wrong.push(format!("{}: {form:?}", case.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_role_records_the_rule_that_gave_it() {
    let ground = |text: &str| parse_statement(&vocabulary(), text, &Conventions::default()).mentions[0].ground;
    assert_eq!(ground("县财政局牵头，县税务局配合"), Ground::Stated);
    assert_eq!(ground("责任单位：县财政局、县税务局"), Ground::Label);
    assert_eq!(ground("责任单位：县财政局"), Ground::Sole);
    assert_eq!(ground("县财政局、县税务局"), Ground::Default);
    assert_eq!(
        parse_cell(&vocabulary(), "县财政局、县税务局", Role::Lead, &Conventions::default()).mentions[0].ground,
        Ground::Column
    );
}

#[test]
fn a_table_cell_takes_the_role_of_its_column() {
    assert_eq!(column_role(&vocabulary(), "牵头单位", false), Some(Role::Lead));
    assert_eq!(column_role(&vocabulary(), "配合单位", false), Some(Role::Cooperate));
    assert_eq!(column_role(&vocabulary(), "责任单位", false), Some(Role::Responsible));
    assert_eq!(column_role(&vocabulary(), "指导部门", true), Some(Role::Lead));
    assert_eq!(column_role(&vocabulary(), "责任领导", false), None);
    assert_eq!(column_role(&vocabulary(), "工作任务", true), None);
    let cell = parse_cell(&vocabulary(), "市教育局\n市体育局、各县区", Role::Cooperate, &Conventions::default());
    assert_eq!(
        written("市教育局\n市体育局、各县区", &cell),
        ["市教育局 cooperate", "市体育局 cooperate", "各县区 cooperate *"]
    );
    let stated = "市教育局牵头，市体育局配合";
    let cell = parse_cell(&vocabulary(), stated, Role::Lead, &Conventions::default());
    assert_eq!(written(stated, &cell), ["市教育局 lead", "市体育局 cooperate"]);
}

#[test]
fn where_the_document_says_so_the_first_unit_leads() {
    let text = "责任单位：市教育局、市财政局";
    let conventions =
        Conventions::of(&vocabulary(), [text]).with_text(&vocabulary(), "责任单位中列第一位的为牵头单位。");
    assert_eq!(
        written(text, &parse_statement(&vocabulary(), text, &conventions)),
        ["市教育局 lead", "市财政局 responsible"]
    );
}

#[test]
fn two_statements_of_one_task_are_judged_together() {
    let texts = ["牵头单位：市教育局", "责任单位：市财政局"];
    let together = parse_statements(&vocabulary(), &texts, &Conventions::default());
    assert_eq!(together[1].mentions[0].role, Role::Responsible);
    assert_eq!(parse_statement(&vocabulary(), texts[1], &Conventions::default()).mentions[0].role, Role::Lead);
}

#[test]
fn gold_statements_are_read_as_labelled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold");
    let Ok(documents) = std::fs::read_dir(folder) else { return };
    for document in documents.flatten() {
        let Ok(lines) = std::fs::read_to_string(document.path().join("tasks.jsonl")) else { continue };
        let tasks: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (right, missed, wrong) = score(&tasks);
        let f1 = 2.0 * right as f64 / (2 * right + missed + wrong).max(1) as f64;
        assert!(f1 >= 0.97, "{:?}: {right} right, {missed} missed, {wrong} wrong", document.file_name());
    }
}

fn score(tasks: &[serde_json::Value]) -> (usize, usize, usize) {
    let texts: Vec<&str> = tasks.iter().map(|task| task["units_raw"].as_str().unwrap_or_default()).collect();
    let conventions = Conventions::of(&vocabulary(), texts.iter().copied());
    let parsed: Vec<Statement> = texts.iter().map(|text| parse_statement(&vocabulary(), text, &conventions)).collect();
    let registry = Registry::of(&vocabulary(), texts.iter().copied().zip(&parsed), &[]);
    let (mut right, mut missed, mut wrong) = (0, 0, 0);
    for ((task, text), statement) in tasks.iter().zip(&texts).zip(&parsed) {
        let found: BTreeSet<(String, String)> = registry
            .resolve(&vocabulary(), text, statement)
            .into_iter()
            .map(|unit| (half(&unit.name), unit.role.name().to_owned()))
            .collect();
        let gold: BTreeSet<(String, String)> = task["units"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| (half(unit["name"].as_str().unwrap()), unit["role"].as_str().unwrap().to_owned()))
            .collect();
        right += gold.intersection(&found).count();
        missed += gold.difference(&found).count();
        wrong += found.difference(&gold).count();
    }
    (right, missed, wrong)
}

/// The name as the scorer compares it.
fn half(name: &str) -> String {
    name.replace('（', "(").replace('）', ")").replace(['“', '”', '"'], "")
}

/// Text made of the pieces that statements are made of, in any order.
fn jumble() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "县财政局",
        "各县（市、区）",
        "牵头",
        "，",
        "、",
        "配合",
        "责任单位：",
        "等",
        "（",
        "）",
        "“",
        "”",
        " ",
        "\n",
        "负责",
        "和",
        "会同",
        "按职责分工",
        "。",
        "；",
        "广州",
        "人行",
        "受理",
        "a",
        "1",
        "《",
        "》",
        "市",
        "：",
        "【",
        "】",
        "\"",
        "2021年",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn long_text_without_separators_is_read_in_passing() {
    let text = "县 和会 （ 税务 ".repeat(4000);
    assert!(parse_statement(&vocabulary(), &text, &Conventions::default()).mentions.len() < 4000);
    assert_eq!(statement_form(&vocabulary(), &text), None);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_spans_lie_in_it(text in prop_oneof![jumble(), "\\PC{0,60}"]) {
        let statement = parse_statement(&vocabulary(), &text, &Conventions::of(&vocabulary(), [text.as_str()]));
        let spans = statement.mentions.iter().map(|mention| mention.span).chain(statement.remarks.iter().copied());
        for span in spans {
            prop_assert!(text.get(span.start..span.end).is_some());
        }
        for pair in statement.mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        let resolved = Registry::of(&vocabulary(), [(text.as_str(), &statement)], &[&text]).resolve(&vocabulary(), &text, &statement);
        prop_assert_eq!(resolved.len(), statement.mentions.len());
        let _ = (looks_like_statement(&vocabulary(), &text), unit_first(&vocabulary(), &text), column_role(&vocabulary(), &text, true));
    }
}

#[test]
fn two_lexicons_read_the_same_statement_each_in_its_way() {
    let line = r#"role = [{ word = "主推", role = "lead", example = "县文旅局主推" }]"#;
    let files = zhengtu_lexicon::WordFiles::from_texts([("roles.toml", line)]).unwrap();
    let lexicon = zhengtu_lexicon::testing::lexicon();
    let own = lexicon.with_files(files).unwrap();
    let read = |lexicon| {
        let vocabulary = Vocabulary::new(lexicon);
        let (text, cut) = ("县文旅局主推，县财政局配合", "县文旅局推，县财政局配合");
        let mentions = |text| parse_statement(&vocabulary, text, &Conventions::default()).mentions;
        (mentions(text).iter().any(|mention| mention.role == Role::Lead), mentions(cut).len())
    };
    assert_eq!((read(&own).0, read(lexicon).0), (true, false));
    assert_eq!(read(&own).1, read(lexicon).1);
    let closes = |lexicon| is_closing_statement(&Vocabulary::new(lexicon), "由县文旅局主推");
    assert!(closes(&own) && !closes(lexicon));
}

#[test]
fn a_word_of_leading_in_a_sentence_is_no_statement() {
    let vocabulary = vocabulary();
    assert!(statement_form(&vocabulary, "县财政局带头，县税务局配合").is_some());
    assert_eq!(statement_form(&vocabulary, "党员干部要带头遵守"), None);
    assert!(!looks_like_statement(&vocabulary, "党员干部要带头遵守"));
}

#[test]
fn a_word_that_gives_a_role_is_a_caption_as_well() {
    let role = |caption| column_role(&vocabulary(), caption, false);
    for (caption, given) in
        [("牵头", Role::Lead), ("主抓", Role::Lead), ("领办单位", Role::Lead), ("配合", Role::Cooperate)]
    {
        assert_eq!(role(caption), Some(given), "{caption}");
    }
    assert_eq!(
        (role("责任分工"), column_role(&vocabulary(), "责任分工", true)),
        (Some(Role::Responsible), Some(Role::Lead))
    );
    assert_eq!((role("备注"), role("分工情况")), (None, None));
}

#[test]
fn a_label_of_units_may_stand_behind_one_of_persons() {
    let form = |text| statement_form(&vocabulary(), text);
    assert_eq!(form("责任人：张某；主抓单位：县文旅局"), Some(StatementForm::Labelled));
    assert_eq!(form("责任人：张某；联系电话：12345"), None);
}
