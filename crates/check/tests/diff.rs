//! The difference of two versions, on plan texts.

use zhengtu_check::Document;
use zhengtu_check::diff::diff;
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{DocumentFacts, Finding};

const OLD: &str = "2021年某县工作方案
一、主要措施
1.优化企业注册登记流程。企业注册登记平均办理时间压缩至5个工作日。(县市场监管局牵头，县公安局配合)
2.精简用电报装业务环节。高压用电客户接电时限压缩至20个工作日。(县供电公司负责)
3.建设城镇污水收集管网。县城区生活污水集中处理率达到95%。(县住房城乡建设局负责)
4.畅通专利纠纷调解渠道。建设一批知识产权维权工作站，拓宽非诉调解范围。(县市场监管局负责)
";

fn facts(name: &str, text: &str) -> DocumentFacts {
    let source = zhengtu_reader::read(name, text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    let outline = zhengtu_outline::parse(lexicon(), &source);
    zhengtu_extract::facts(lexicon(), &source, &outline)
}

fn changes(new: &str) -> Vec<Finding> {
    let (before, after) = (facts("old.txt", OLD), facts("new.txt", new));
    diff(
        &Document { facts: &before, text: OLD, lexicon: lexicon() },
        &Document { facts: &after, text: new, lexicon: lexicon() },
    )
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

const PIECES: &str = "2021年某县工作方案
一、主要措施
1.提升办电服务。推广线上办电模式，实现业务线上申请、进度线上查询。建设完善配电网，提高配电自动化覆盖比例。(县供电公司负责)
2.精简用电报装业务环节。高压用电客户接电时限压缩至20个工作日。(县供电公司负责)
";

const APART: &str = "2021年某县工作方案
一、主要措施
1.推广线上办电模式。实现业务线上申请、进度线上查询。(县供电公司负责)
2.建设完善配电网。提高配电自动化覆盖比例。(县供电公司负责)
3.精简用电报装业务环节。高压用电客户接电时限压缩至20个工作日。(县供电公司负责)
";

fn between(old: &str, new: &str) -> Vec<Finding> {
    let (before, after) = (facts("old.txt", old), facts("new.txt", new));
    diff(
        &Document { facts: &before, text: old, lexicon: lexicon() },
        &Document { facts: &after, text: new, lexicon: lexicon() },
    )
}

fn codes_between(old: &str, new: &str) -> Vec<String> {
    between(old, new).into_iter().map(|change| change.code).collect()
}

#[test]
fn a_task_that_became_two_is_split_and_two_that_became_one_are_merged() {
    let split = between(PIECES, APART);
    assert_eq!(split.iter().map(|change| change.code.as_str()).collect::<Vec<_>>(), ["diff-split"], "{split:#?}");
    assert!(split[0].message.contains("拆成2项：“推广线上办电模式”、“建设完善配电网”"), "{}", split[0].message);
    assert_eq!(codes_between(APART, PIECES), ["diff-merged"]);
}

#[test]
fn a_task_under_another_heading_is_moved_and_one_in_another_place_of_its_list_is_not() {
    let plan =
        |first: &str, second: &str| format!("2021年某县工作方案\n一、优化服务措施\n{first}二、加强监管措施\n{second}");
    let kept = "1.优化企业注册登记流程。企业注册登记平均办理时间压缩至5个工作日。(县市场监管局负责)\n";
    let other = "1.建设城镇污水收集管网。县城区生活污水集中处理率达到95%。(县住房城乡建设局负责)\n";
    let task = "2.畅通专利纠纷调解渠道。建设一批知识产权维权工作站，拓宽非诉调解范围。(县市场监管局负责)\n";
    let old = plan(&format!("{kept}{task}"), other);
    let new = plan(kept, &format!("{other}{task}"));
    assert_eq!(codes_between(&old, &new), ["diff-moved"]);
    let turned = plan(&format!("{}{}", task.replacen('2', "1", 1), kept.replacen('1', "2", 1)), other);
    assert_eq!(codes_between(&old, &turned), Vec::<String>::new());
}

#[test]
fn a_change_of_each_field_is_one_change_with_both_passages() {
    let plan = "2021年某县工作方案\n一、主要措施\n1.推广线上办电。实现业务线上申请，办电时间不超过3个工作日。\n责任单位：县供电公司牵头，县公安局、县财政局配合\n完成时限：2021年6月底\n\
                2.公开信息。公开办理进度，覆盖率达到90%以上。\n责任单位：县政务服务局\n完成时限：持续推进\n";
    for (from, to, code) in [
        ("2021年6月底", "2021年9月底", "diff-deadline"),
        ("持续推进", "2021年12月", "diff-deadline"),
        ("、县财政局配合", "配合", "diff-units"),
        ("县供电公司牵头，县公安局、", "县公安局、县供电公司牵头，", "diff-role"),
        ("不超过3个", "不超过2个", "diff-target"),
        ("90%以上", "90%", "diff-target"),
        ("，覆盖率达到90%以上", "", "diff-target-list"),
        ("公开信息。", "信息公开。", "diff-title"),
        ("公开办理进度", "公开办理进度和结果", "diff-text"),
    ] {
        let new = plan.replace(from, to);
        assert_ne!(new, plan);
        let found = between(plan, &new);
        assert_eq!(found.iter().map(|change| change.code.as_str()).collect::<Vec<_>>(), [code], "{from}: {found:#?}");
        if code != "diff-target-list" {
            assert!(found[0].b.as_ref().is_some_and(|old| old.doc.as_deref() == Some("old.txt")), "{found:#?}");
        }
    }
}

#[test]
fn a_lower_levels_plan_is_compared_by_function_of_its_bodies_and_matter() {
    let city = "2021年某市工作方案\n一、主要措施\n1.推广线上办电。实现业务线上申请，办电时间不超过3个工作日。(市供电公司负责)\n2.推进企业开办。企业开办时间压缩至1个工作日。(市市场监管局负责)\n";
    let county = "2021年甲县工作方案\n一、主要措施\n1.推进企业开办。企业开办时间压缩至2个工作日。(县市场监管局负责)\n2.推广线上办电。实现业务线上申请，办电时间不超过3个工作日。(县供电公司负责)\n";
    let found = between(city, county);
    let codes: Vec<&str> = found.iter().map(|change| change.code.as_str()).collect();
    assert_eq!(codes, ["diff-target"], "{found:#?}");
    assert!(found[0].message.contains("1个工作日") && found[0].message.contains("2个工作日"));
}
