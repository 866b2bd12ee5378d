//! Plans broken at random: their structure and records are found and they are checked, in a time that grows with the text.

use crate::testing::facts;
use crate::{Document, examine_plan};
use std::time::{Duration, Instant};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_text::testing::{self, Dice};

/// How many broken plans are looked at; `ZHENGTU_FUZZ_CASES` names another number.
const CASES: usize = 40;
/// How much of a plan is taken, in characters.
const LENGTH: usize = 1500;
/// What stands in plans and means something to a reader of them.
const SIGNS: &[&str] = &[
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "第一条",
    "附件1",
    "\n",
    "\n\n",
    "。",
    "；",
    "，",
    "、",
    "：",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "责任单位：",
    "牵头单位：",
    "完成时限：",
    "县财政局",
    "市发展改革委",
    "各县区",
    "由",
    "牵头",
    "会同",
    "配合",
    "2021年",
    "13月",
    "第五季度",
    "底前",
    "2月30日",
    "100",
    "%",
    "万亿元",
    "个",
    "达到",
    "压缩至",
    "不低于",
    "1234567890",
    "〔2021〕5号",
    "| a | b |\n|---|---|\n",
    "\t",
    "\u{3000}",
    "<td rowspan=9>",
    "\u{200b}",
    "九千九百九十九万",
    "等",
    "和",
    "到",
    "从",
    "增长",
    "至",
    "以上",
    "同时废止",
    "\u{feff}",
    "０",
    "𠀀",
];

/// A stretch of a plan with pieces taken out, doubled, moved, and signs put in, one of them many times over.
fn broken(plan: &[char], dice: &mut Dice) -> String {
    let from = dice.roll(plan.len().saturating_sub(LENGTH));
    let mut text: Vec<char> = plan[from..(from + LENGTH).min(plan.len())].to_vec();
    for _ in 0..2 + dice.roll(12) {
        let at = dice.roll(text.len());
        let to = (at + dice.roll(60)).min(text.len());
        match dice.roll(5) {
            0 => drop(text.drain(at..to)),
            1 => {
                let piece = text[at..to].repeat(1 + dice.roll(8));
                text.splice(at..at, piece);
            }
            2 => {
                let piece: Vec<char> = text.drain(at..to).collect();
                let place = dice.roll(text.len());
                text.splice(place..place, piece);
            }
            3 => {
                let sign = SIGNS[dice.roll(SIGNS.len())];
                text.splice(at..at, sign.chars());
            }
            _ => {
                let many = 1 << dice.roll(9);
                let run: String = (0..1 + dice.roll(3)).map(|_| SIGNS[dice.roll(SIGNS.len())]).collect();
                text.splice(at..at, run.repeat(many).chars());
            }
        }
    }
    text.into_iter().collect()
}

fn cases() -> usize {
    testing::cases("ZHENGTU_FUZZ_CASES", CASES)
}

/// The plan that ships with the project, and the made ones.
fn seeds() -> Vec<Vec<char>> {
    let project = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = ["corpus", "tests/plans"].map(|folder| std::fs::read_dir(project.join(folder)).unwrap());
    let mut files: Vec<_> = files.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.map(|path| std::fs::read_to_string(path).unwrap().chars().collect()).collect()
}

#[test]
fn broken_plans_are_read_and_checked_in_bounded_time() {
    let (seeds, mut dice) = (seeds(), Dice(0x853c_49e6_748f_ea9b));
    let (mut longest, mut which, mut length) = (Duration::ZERO, 0, 0);
    for case in 0..cases() {
        let text = broken(&seeds[case % seeds.len()], &mut dice);
        if text.trim().is_empty() {
            continue;
        }
        let began = Instant::now();
        let facts = facts(&text);
        let document = Document { facts: &facts, text: &text, lexicon: lexicon() };
        let found = examine_plan(&[document]).remove(0);
        if began.elapsed() > longest {
            (longest, which, length) = (began.elapsed(), case, text.len());
        }
        // Every passage that is said to be there is there.
        let chars: Vec<char> = text.chars().collect();
        for finding in &found.findings {
            let evidence = &finding.a.evidence;
            assert!(evidence.start <= evidence.end && evidence.end <= chars.len(), "case {case}: {finding:?}");
        }
        for task in &facts.tasks {
            let quote: String = chars[task.evidence.start..task.evidence.end].iter().collect();
            assert!(!quote.trim().is_empty(), "case {case}: {task:?}");
        }
    }
    println!("text: {} broken plans, the longest, case {which} of {length} bytes, took {longest:?}", cases());
}
