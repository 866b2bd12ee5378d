//! The project's own labelled sentences on targets.

use zhengtu_extract::targets::{TargetDraft, numbers, targets};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::Value;
use zhengtu_reader::{Options, read};
use zhengtu_terms::dates::Context;

fn rows(data: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = data.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| {
        let (sentence, gold) = line.split_once(" |").unwrap_or((line, ""));
        (sentence.trim(), gold.trim())
    })
}

fn read_sentence(sentence: &str) -> Vec<TargetDraft> {
    let text = format!("某市行动方案\n一、重点任务\n（一）持续优化服务。{sentence}\n（二）做好保障工作。\n");
    let source = read("方案.txt", text.as_bytes(), &Options::default()).unwrap();
    targets(lexicon(), &zhengtu_outline::parse(lexicon(), &source), &Context { year: Some(2023) })
}

fn show(target: &TargetDraft) -> String {
    let value = match target.value {
        Value::Number(number) => number.to_string(),
        Value::Range([low, high]) => format!("{low}..{high}"),
    };
    let unit = if target.unit.is_empty() { "-" } else { &target.unit };
    let deadline = target.deadline.map_or("-".to_owned(), |day| day.to_string());
    let sign = target.comparator.sign();
    format!("{} {sign} {} {value} {unit} {deadline}", target.indicator, target.change.name())
}

#[test]
fn sentences_give_the_targets_that_they_are_labelled_with() {
    let wrong: Vec<_> = rows(include_str!("data/targets.txt"))
        .filter_map(|(sentence, gold)| {
            let read = read_sentence(sentence).iter().map(show).collect::<Vec<_>>().join("; ");
            (read != gold).then(|| format!("{sentence}\n  read {read}\n  gold {gold}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_first_clause_of_a_paragraph_is_read_whole() {
    let text = "某市方案\n一、工作目标\n实现24项业务网上办。\n二、重点任务\n1.优化服务。改进流程。\n";
    let source = read("方案.txt", text.as_bytes(), &Options::default()).unwrap();
    let found = targets(lexicon(), &zhengtu_outline::parse(lexicon(), &source), &Context::default());
    assert_eq!(found.iter().map(show).collect::<Vec<_>>(), ["业务网上办 = level 24 项 -"]);
}

#[test]
fn a_comparison_table_gives_targets_with_their_starting_values() {
    let text = "# 某市方案\n\n一、工作目标\n\n| 序号 | 指标 | 单位 | 2020年现状 | 2025年目标 |\n|---|---|---|---|---|\n\
                | 1 | 城镇化率 | % | 60 | 65以上 |\n| 2 | 森林面积（万亩） | | 300 | ≥320 |\n| 3 | 空气质量 | — | 良好 | 持续改善 |\n\n\
                二、重点任务\n\n1.优化服务。改进流程。\n";
    let source = read("方案.md", text.as_bytes(), &Options::default()).unwrap();
    let found = targets(lexicon(), &zhengtu_outline::parse(lexicon(), &source), &Context::default());
    let shown: Vec<_> = found.iter().map(|target| (show(target), target.from)).collect();
    let rate = ("城镇化率 >= level 65 % 2025-12-31".to_owned(), Some(60.0));
    let forest = ("森林面积 >= level 320 万亩 2025-12-31".to_owned(), Some(300.0));
    assert_eq!(shown, [rate, forest]);
}

#[test]
fn a_date_by_which_a_clause_is_to_be_done_is_a_commitment() {
    let text =
        "某市方案\n一、重点任务\n1.优化服务。2023年6月底前，把银行开户纳入平台。对照2020年标准改进。\n2.改进。完成。\n";
    let source = read("方案.txt", text.as_bytes(), &Options::default()).unwrap();
    let outline = zhengtu_outline::parse(lexicon(), &source);
    let found = numbers(lexicon(), &outline, &Context::default()).commitments;
    let shown: Vec<_> = found.iter().map(|found| (found.end.to_string(), outline.slice(found.quote))).collect();
    assert_eq!(shown, [("2023-06-30".to_owned(), "2023年6月底前，把银行开户纳入平台")]);
}
