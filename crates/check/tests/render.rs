//! What reports look like.

use zhengtu_check::render::{self, Lang, Sources, Style};
use zhengtu_check::{Document, Options, check};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{DocumentFacts, Evidence, Finding, PartInfo, Place, Stated};
use zhengtu_say::Titles;

const PLAN: &str = "某县工作方案
一、主要措施
1.推行一站办。设立专门窗口，落实小学1：l9的标准。
2.优化流程。规范办理。
4.公开信息。扩大范围。
";

fn findings() -> Vec<Finding> {
    let source = zhengtu_reader::read("计划.txt", PLAN.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    let facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
    let options = Options::new(&["text-digits".to_owned(), "numbering".to_owned()], &[], &[]).unwrap();
    check(&[Document { facts: &facts, text: PLAN, lexicon: lexicon() }], &options)
}

fn sources() -> Sources<'static> {
    Sources::new([("计划.txt", PLAN)])
}

#[test]
fn the_concise_form_is_one_line_each_with_line_and_column() {
    let text = render::concise(&findings(), &sources(), Lang::Zh);
    let first = text.lines().next().unwrap();
    assert!(first.starts_with("计划.txt:3:16: error[text-digits] 总体方案 一/1"), "{text}");
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn of_several_documents_each_is_called_by_government_and_title_and_its_parts_by_what_they_are() {
    let document = |name: &str, place: &str, annexes: bool| {
        let mut facts = DocumentFacts::default();
        (facts.info.name, facts.info.title) = (name.into(), format!("{place}工作方案"));
        facts.info.identity.place = Some(Stated::given(Place { name: place.into(), code: None }));
        let part = |number| PartInfo {
            id: String::new(),
            number,
            title: String::new(),
            present: true,
            listed: None,
            held_by: None,
            evidence: Evidence::default(),
        };
        facts.parts = if annexes { vec![part(0), part(1)] } else { vec![part(0)] };
        facts
    };
    let titles = |all: &[DocumentFacts]| sources().called(Titles::of_facts(all));
    let two = titles(&[document("计划.txt", "某县", false), document("b.txt", "某市", true)]);
    let reports = |sources: &Sources<'_>| {
        [
            render::concise(&findings(), sources, Lang::Zh),
            render::full(&findings(), sources, Style::Plain, Lang::Zh),
            render::markdown(&findings(), sources),
        ]
    };
    for text in reports(&two) {
        assert!(text.contains("某县　某县工作方案 正文") && !text.contains("总体方案"), "{text}");
    }
    // Where a finding stands in its file is told for editors all the same.
    assert!(reports(&two)[0].starts_with("计划.txt:3:16:"));
    for text in reports(&titles(&[document("计划.txt", "某县", true)])) {
        assert!(text.contains("总体方案 一/1") && !text.contains("某县工作方案 "), "{text}");
    }
}

#[test]
fn the_full_form_shows_the_line_and_marks_the_words_under_it() {
    let text = render::full(&findings(), &sources(), Style::Plain, Lang::Zh);
    assert!(text.contains("错误[text-digits]"), "{text}");
    assert!(text.contains("计划.txt:3:"), "{text}");
    assert!(text.contains("落实小学1：l9的标准"), "{text}");
}

#[test]
fn a_passage_recognised_from_a_scan_is_marked_in_both_languages_and_others_are_not() {
    let mut findings = findings();
    findings[0].a.evidence.recognised = Some(62);
    let (zh, en) = ("原文从扫描件识别，置信度 62%", "the passage was recognised from a scan, confidence 62%");
    for (lang, mark) in [(Lang::Zh, zh), (Lang::En, en)] {
        let reports =
            [render::concise(&findings, &sources(), lang), render::full(&findings, &sources(), Style::Plain, lang)];
        for text in reports {
            assert_eq!(text.matches(mark).count(), 1, "{text}");
        }
    }
    assert!(render::markdown(&findings, &sources()).contains(zh));
    let mut both = findings.remove(0);
    both.b = Some(both.a.clone());
    assert!(render::concise(&[both], &sources(), Lang::Zh).contains("两处原文都从扫描件识别，置信度 62%、62%"));
}

#[test]
fn sarif_is_of_version_2_1_0_and_every_result_names_a_rule_and_a_region() {
    let log: serde_json::Value = serde_json::from_str(&render::sarif(&findings(), &sources(), "1.0")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64().unwrap() >= 1);
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "%E8%AE%A1%E5%88%92.txt");
    }
}

#[test]
fn evidence_reproduces_the_passage() {
    for finding in findings() {
        let passage: String = PLAN
            .chars()
            .skip(finding.a.evidence.start)
            .take(finding.a.evidence.end - finding.a.evidence.start)
            .collect();
        assert_eq!(passage.split_whitespace().collect::<String>(), finding.a.quote);
    }
}

#[test]
fn markdown_groups_by_part_and_marks_the_words() {
    let text = render::markdown(&findings(), &sources());
    assert!(text.contains("## 计划.txt 总体方案"), "{text}");
    assert!(text.contains("**l9**"), "{text}");
}

#[test]
fn office_files_hold_the_findings_and_are_the_same_each_time() {
    let (found, sources) = (findings(), sources());
    let book = render::xlsx(&found, &sources).unwrap();
    assert_eq!(book, render::xlsx(&found, &sources).unwrap());
    let report = render::docx(&found, &sources).unwrap();
    assert_eq!(report, render::docx(&found, &sources).unwrap());
    let read = zhengtu_reader::read("report.docx", &report, &zhengtu_reader::Options::default()).unwrap();
    assert!(read.text.contains("疑为“19”：数字中混入字母"), "{}", read.text);
    let read = zhengtu_reader::read("report.xlsx", &book, &zhengtu_reader::Options::default()).unwrap();
    assert!(read.text.contains("text-digits"), "{}", read.text);
}
