//! No text makes the checks fail.

use proptest::prelude::*;
use zhengtu_check::render::{self, Lang, Sources, Style};
use zhengtu_check::{Document, Options, check};
use zhengtu_lexicon::testing::lexicon;

fn run(text: &str) {
    let Ok(source) = zhengtu_reader::read("plan.txt", text.as_bytes(), &zhengtu_reader::Options::default()) else {
        return;
    };
    let facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
    let findings = check(&[Document { facts: &facts, text: &source.text, lexicon: lexicon() }], &Options::default());
    let sources = Sources::new([("plan.txt", source.text.as_str())]);
    assert_eq!(render::concise(&findings, &sources, Lang::Zh).lines().count(), findings.len());
    let _ = (render::full(&findings, &sources, Style::Plain, Lang::Zh), render::sarif(&findings, &sources, "0"));
    let _ = render::markdown(&findings, &sources);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_checked_without_panic(text in "\\PC{0,120}") {
        run(&text);
    }

    #[test]
    fn text_like_a_plan_is_checked_without_panic(
        pieces in proptest::collection::vec(
            prop::sample::select(vec![
                "一、", "（一）", "1.", "2.", "4.", "附件1\n", "附件：1.某县方案\n", "主要措施\n", "县税务局", "牵头", "（", "）", "，", "。",
                "\n", "责任单位：", "完成时限：", "2021年底前", "2021年4月", "覆盖率", "达到", "90%", "压缩至", "5个工作日", "由目前的", "等3项指标",
                "《", "》", "“", "”", "l9", "见附件3", "其中", "、", "全市先进行列", "逐步", "取消",
            ]),
            0..60,
        ),
    ) {
        run(&pieces.concat());
    }
}
