//! The plan of the corpus: what must be found in it, and how much.

use zhengtu_check::{Document, Options, check};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{Finding, Severity};

const PLAN: &str = include_str!("../../../corpus/wenxian-2021.txt");

fn findings() -> Vec<Finding> {
    let source =
        zhengtu_reader::read("wenxian-2021.txt", PLAN.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    let facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
    check(&[Document { facts: &facts, text: &source.text, lexicon: lexicon() }], &Options::default())
}

fn is_between(finding: &Finding, code: &str, a: &str, b: &str) -> bool {
    finding.code == code && finding.a.quote.contains(a) && finding.b.as_ref().map_or("", |side| &side.quote).contains(b)
}

#[test]
fn the_contradictions_of_the_plan_are_errors() {
    let found = findings();
    let errors: Vec<&Finding> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
    for (code, a, b) in [
        ("value-conflict", "1TB以上", "3TB以上"),
        ("value-conflict", "绿地率达到40.4%", "绿地率达到36%"),
        ("annex-list", "21.温县深入实施高标准营商环境优化行动任务清单", ""),
        ("reference", "《温县深入实施高标准营商环境优化行动任务清单》", ""),
        ("deadline-late-text", "年底前", "2021年4月底"),
        ("numbering", "4.", ""),
        ("text-digits", "l9", ""),
    ] {
        assert!(errors.iter().any(|finding| is_between(finding, code, a, b)), "{code} {a} / {b}");
    }
}

#[test]
fn a_lead_that_the_overall_plan_does_not_name_is_a_warning() {
    let found = findings();
    let lead = found
        .iter()
        .find(|finding| finding.code == "units-lead" && finding.a.part == 0 && finding.a.path == "三/二/15");
    let lead = lead.expect("annex 4 is led by 县城市管理局");
    assert_eq!(lead.severity, Severity::Warning);
    assert!(lead.message.contains("县城市管理局"));
}

#[test]
fn the_report_is_short_enough_to_be_read() {
    let found = findings();
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    assert!(count(Severity::Error) <= 20, "{} errors", count(Severity::Error));
    // What a reader may leave out as a group is not counted: form, and words to choose better.
    let apart = |finding: &&Finding| !["form-", "text-word"].iter().any(|code| finding.code.starts_with(code));
    let infos = found.iter().filter(|finding| finding.severity == Severity::Info).filter(apart).count();
    assert!(infos <= 65, "{infos} infos");
}

#[test]
fn every_passage_is_found_again_in_the_text() {
    let chars: Vec<char> = PLAN.chars().collect();
    for finding in findings() {
        for side in std::iter::once(&finding.a).chain(&finding.b) {
            let passage: String =
                chars[side.evidence.start..side.evidence.end].iter().filter(|char| !char.is_whitespace()).collect();
            assert!(
                passage.contains(&side.quote) || side.quote.contains(&passage) || passage.contains('—'),
                "{side:?}: {passage}"
            );
        }
    }
}

#[test]
fn two_runs_say_the_same() {
    assert_eq!(findings(), findings());
}
