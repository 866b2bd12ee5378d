//! The difference of two versions, on plan texts.

use zhengtu_check::diff::diff;
use zhengtu_check::{Document, Finding};
use zhengtu_model::DocumentFacts;

const OLD: &str = "2021年某县工作方案
一、主要措施
1.优化企业注册登记流程。企业注册登记平均办理时间压缩至5个工作日。(县市场监管局牵头，县公安局配合)
2.精简用电报装业务环节。高压用电客户接电时限压缩至20个工作日。(县供电公司负责)
3.建设城镇污水收集管网。县城区生活污水集中处理率达到95%。(县住房城乡建设局负责)
4.畅通专利纠纷调解渠道。建设一批知识产权维权工作站，拓宽非诉调解范围。(县市场监管局负责)
";

fn facts(name: &str, text: &str) -> DocumentFacts {
    let source = zhengtu_reader::read(name, text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    let outline = zhengtu_outline::parse(&source);
    zhengtu_extract::facts(&source, &outline)
}

fn changes(new: &str) -> Vec<Finding> {
    let (before, after) = (facts("old.txt", OLD), facts("new.txt", new));
    diff(&Document { facts: &before, text: OLD }, &Document { facts: &after, text: new })
}

fn codes(new: &str) -> Vec<String> {
    changes(new).into_iter().map(|change| change.code).collect()
}

#[test]
fn the_same_text_has_no_change() {
    assert!(changes(OLD).is_empty());
}

#[test]
fn renumbering_alone_is_no_change() {
    let lines: Vec<&str> = OLD.lines().collect();
    let swapped = format!(
        "{}\n{}\n1{}\n2{}\n3{}\n4{}\n",
        lines[0],
        lines[1],
        &lines[3][1..],
        &lines[2][1..],
        &lines[5][1..],
        &lines[4][1..]
    );
    assert_eq!(codes(&swapped), Vec::<String>::new());
}

#[test]
fn a_new_figure_is_a_changed_target_with_both_passages() {
    let found = changes(&OLD.replace("压缩至5个", "压缩至3个"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, "diff-target");
    assert!(found[0].a.quote.contains("3个工作日"));
    assert!(
        found[0].b.as_ref().is_some_and(|old| old.quote.contains("5个工作日") && old.doc.as_deref() == Some("old.txt"))
    );
}

#[test]
fn another_lead_is_a_change_of_units() {
    assert_eq!(codes(&OLD.replace("(县供电公司负责)", "(县发展改革委负责)")), ["diff-units"]);
    assert_eq!(
        codes(&OLD.replace("县市场监管局牵头，县公安局配合", "县公安局牵头，县市场监管局配合")),
        ["diff-role", "diff-role"]
    );
}

#[test]
fn a_task_that_is_gone_and_one_that_is_new_are_told_apart() {
    let gone = OLD.lines().filter(|line| !line.starts_with("2.")).collect::<Vec<_>>().join("\n");
    assert_eq!(codes(&gone), ["diff-dropped"]);
    let more = format!("{OLD}5.组织产业链专题招商。引进一批牵引型内外资项目，签约项目及时落地。(县商务局负责)\n");
    assert_eq!(codes(&more), ["diff-added"]);
}
