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
        ("90%以上", "90%", "diff-limit"),
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
    let city = "2021年工作方案\n一、主要措施\n1.推广线上办电。实现业务线上申请，办电时间不超过3个工作日。(市供电公司负责)\n2.推进企业开办。企业开办时间压缩至1个工作日。(市市场监管局负责)\n";
    let county = "2021年工作方案\n一、主要措施\n1.推进企业开办。企业开办时间压缩至2个工作日。(县市场监管局负责)\n2.推广线上办电。实现业务线上申请，办电时间不超过3个工作日。(县供电公司负责)\n";
    let found = between(city, county);
    let codes: Vec<&str> = found.iter().map(|change| change.code.as_str()).collect();
    assert_eq!(codes, ["diff-target"], "{found:#?}");
    assert!(found[0].message.contains("1个工作日") && found[0].message.contains("2个工作日"));
}

/// Text that belongs to no task: goals, definitions, safeguards, tables, headings, the letter and the end.
const AROUND: &str = "某县人民政府关于印发某县工作方案的通知
各乡镇人民政府：
现将《某县工作方案》印发给你们，请遵照执行。
某县工作方案
一、总体目标
到2025年，建成便民服务点120个。群众满意度不低于90%。
本方案所称小微企业，是指年营业收入不超过2000万元的企业。
二、主要任务
1.优化企业注册登记流程。企业注册登记平均办理时间压缩至5个工作日。(县市场监管局牵头，县公安局配合)
三、保障措施
（一）加强组织领导。由县政府办公室牵头建立联席会议制度，每季度召开1次会议。
（二）强化资金保障。统筹安排专项资金，足额保障工作经费。
本方案自2021年7月1日起施行，有效期至2025年12月31日。
某县人民政府
2021年6月20日
";

#[test]
fn every_edit_outside_of_tasks_is_seen_with_its_kind() {
    assert!(between(AROUND, AROUND).is_empty());
    for (from, to, kind) in [
        ("120个", "150个", "number"),
        ("不低于90%", "不超过90%", "limit"),
        ("2000万元", "2000亿元", "number"),
        ("县政府办公室牵头", "县发展改革委牵头", "unit"),
        ("县政府办公室牵头", "县政府办公室配合", "role"),
        ("召开1次", "召开2次", "number"),
        ("，足额保障工作经费", "", "wording"),
        ("统筹安排", "合理安排", "wording"),
        ("施行，有效期至2025年12月31日", "施行，有效期至2026年12月31日", "deadline"),
        ("2021年7月1日起", "2021年8月1日起", "deadline"),
        ("2021年6月20日", "2021年6月21日", "deadline"),
        ("三、保障措施", "三、工作保障", "wording"),
        ("请遵照执行", "请认真组织实施", "wording"),
        ("各乡镇人民政府：", "各乡镇人民政府，县直各部门：", "wording"),
        ("工作经费。", "工作经费。建立通报制度。", "wording"),
    ] {
        let new = AROUND.replacen(from, to, 1);
        assert_ne!(new, AROUND);
        let found = between(AROUND, &new);
        let kinds: Vec<&str> =
            found.iter().map(|change| zhengtu_check::diff::Kind::of(&change.code).unwrap().name()).collect();
        assert!(kinds.contains(&kind), "{from} → {to}: {found:#?}");
    }
}

#[test]
fn what_matters_comes_before_words() {
    let new = AROUND.replace("请遵照执行", "请认真执行").replace("召开1次", "召开2次");
    let severities: Vec<_> = between(AROUND, &new).iter().map(|change| change.severity).collect();
    assert_eq!(severities, [zhengtu_model::Severity::Warning, zhengtu_model::Severity::Info]);
}

#[test]
fn all_changes_of_an_item_are_told() {
    let old = "2021年某县工作方案\n一、主要措施\n1.推广线上办电。实现业务线上申请，开展培训宣传，建立回访制度，完善考核办法。(县供电公司负责)\n2.公开信息。公开办理进度。(县政务服务局负责)\n";
    let new =
        old.replace("线上申请", "线上线下申请").replace("建立回访制度", "落实回访制度").replace("考核办法", "考核细则");
    let found = between(old, &new);
    assert_eq!(found.iter().filter(|change| change.code == "diff-text").count(), 3, "{found:#?}");
}

#[test]
fn a_heading_with_another_name_moves_no_task() {
    let new = OLD.replace("一、主要措施", "一、重点举措");
    assert_eq!(codes(&new), ["diff-text"]);
}

#[test]
fn every_character_of_the_text_that_changes_is_seen() {
    for (at, char) in AROUND.char_indices().filter(|(_, char)| char.is_alphabetic()).step_by(7) {
        let new = format!("{}某{}", &AROUND[..at], &AROUND[at + char.len_utf8()..]);
        if new != AROUND {
            assert!(!between(AROUND, &new).is_empty(), "nothing is seen of {char} at {at}");
        }
    }
}

#[test]
fn a_lower_plan_takes_over_asks_more_or_less_lacks_and_adds() {
    let city = "2021年甲市工作方案\n一、主要措施\n1.推广线上办电。实现业务线上申请，办电时间不超过3个工作日。(市供电公司负责)\n2.推进企业开办。企业开办时间压缩至1个工作日。(市市场监管局负责)\n3.建设全市污水收集管网。生活污水集中处理率达到95%。(市住房城乡建设局负责)\n4.畅通专利纠纷调解渠道。建设一批维权工作站。(市市场监管局负责)\n5.优化全市公共服务。建设便民服务点。(市民政局负责)\n";
    let district = "2021年乙区工作方案\n一、主要措施\n1.推广线上办电。实现业务线上申请，办电时间不超过2个工作日。(区供电公司负责)\n2.推进企业开办。企业开办时间压缩至2个工作日。(区市场监管局负责)\n3.建设全区污水收集管网。生活污水集中处理率达到95%。(区住房城乡建设局负责)\n4.举办产业链专题招商活动。引进一批牵引型项目。(区商务局负责)\n5.优化全区公共服务。建设便民服务点。(区民政局负责)\n";
    let (before, after) = (facts("市.txt", city), facts("区.txt", district));
    let found = zhengtu_check::diff::levels(
        &Document { facts: &before, text: city, lexicon: lexicon() },
        &Document { facts: &after, text: district, lexicon: lexicon() },
    );
    let of = |title: &str| {
        let found =
            found.iter().find(|found| found.message.contains(title)).unwrap_or_else(|| panic!("{title}: {found:#?}"));
        found.code.as_str()
    };
    assert_eq!(of("线上办电"), "level-stricter");
    assert_eq!(of("企业开办"), "level-weaker");
    assert_eq!(of("污水"), "level-taken");
    assert_eq!(of("公共服务"), "level-taken");
    assert_eq!(of("专利"), "level-missing");
    assert_eq!(of("招商"), "level-own");
}
