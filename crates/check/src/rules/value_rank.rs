//! # value-rank：争先的范围不同
//!
//! 总体方案要求某项指标达到“省内前沿水平”，附件只要求进入“全市先进行列”（警告）；
//! 同一附件内对同一事项先说省内、后说国内（提示）。“对标”“借鉴”的对象不是目标。
//!
//! ```bad
//! 某县工作方案
//! 一、总体目标
//! 力争获得电力、缴纳税费2项指标达到或接近省内前沿水平。
//!
//! 附件：1.某县缴纳税费提升专项行动方案
//! 附件1
//! 某县缴纳税费提升专项行动方案
//! 一、指导思想
//! 推动可量化的涉税指标进入全市营商环境评价先进行列。
//! ```
//! ```good
//! 某县工作方案
//! 一、总体目标
//! 力争获得电力、缴纳税费2项指标达到或接近省内前沿水平。
//!
//! 附件：1.某县缴纳税费提升专项行动方案
//! 附件1
//! 某县缴纳税费提升专项行动方案
//! 一、指导思想
//! 对标国内先进水平，推动涉税指标进入全省先进行列。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::{sentences, split};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "value-rank";
pub(super) const TITLE: &str = "争先的范围不同：省内、全市、国内";

static RANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(国际|世界|国内|全国|省内|全省|市内|全市|[\p{Han}--[入进到在达为至全各我本]][\p{Han}]市)[^，。；“”]{0,12}?(先进|前沿|前列|一流|领先|第一方阵|第一梯队)[\p{Han}]{0,2}")
        .expect("a pattern")
});

/// What a part or sentence wants to be among.
struct Rank<'c, 'a> {
    level: u8,
    words: String,
    phrase: &'c str,
    sentence: &'c str,
    passage: &'c Passage<'a>,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let ranks = ranks(context);
    for part in context.facts.parts.iter().filter(|part| part.number > 0 && part.present) {
        let Some(topic) = topic(context.lexicon.checks(), &part.title) else { continue };
        let own: Vec<&Rank<'_, '_>> = ranks.iter().filter(|rank| rank.passage.clause.part == part.number).collect();
        let whole = ranks.iter().find(|rank| rank.passage.clause.part == 0 && rank.sentence.contains(topic.as_str()));
        if let (Some(whole), Some(least)) = (whole, own.iter().min_by_key(|rank| rank.level))
            && least.level < whole.level
        {
            let message = format!("总体方案要求{topic}达到{}，附件{}是{}", whole.words, part.number, least.words);
            findings.push(report(context, Severity::Warning, message, whole, least));
        }
        if let [first, rest @ ..] = own.as_slice()
            && let Some(other) = rest.iter().find(|other| other.level != first.level)
        {
            let message = format!("附件{}内争先的范围不同：{}与{}", part.number, first.words, other.words);
            findings.push(report(context, Severity::Info, message, first, other));
        }
    }
}

fn report(context: &Context<'_>, severity: Severity, message: String, a: &Rank<'_, '_>, b: &Rank<'_, '_>) -> Finding {
    let side = |rank: &Rank<'_, '_>| context.in_passage(rank.passage, rank.phrase).marked(&rank.words);
    finding(CODE, severity, message, side(a), Some(side(b)))
}

fn ranks<'c, 'a>(context: &'c Context<'a>) -> Vec<Rank<'c, 'a>> {
    let words = context.lexicon.checks();
    let mut found = Vec::new();
    for passage in
        context.passages.iter().filter(|passage| passage.clause.kind == ClauseKind::Text && passage.task.is_none())
    {
        for sentence in sentences(&passage.text) {
            for phrase in split(sentence) {
                let Some(rank) = RANK.captures(phrase) else { continue };
                let before = &phrase[..rank.get(0).map_or(0, |whole| whole.start())];
                if words.model.within(before) || !words.aim.within(phrase) {
                    continue;
                }
                let Some(level) = level(&rank[1]) else { continue };
                found.push(Rank { level, words: rank[0].to_owned(), phrase, sentence, passage });
            }
        }
    }
    found
}

fn level(words: &str) -> Option<u8> {
    Some(match words {
        "国际" | "世界" => 4,
        "国内" | "全国" => 3,
        "省内" | "全省" => 2,
        "市内" | "全市" => 1,
        named => {
            u8::from(!named.starts_with(['我', '各', '本', '城', '地'])).checked_sub(0).filter(|level| *level > 0)?
        }
    })
}

/// What an annex is about: its title without place and the words of every title.
pub(super) fn topic(words: &CheckWords, title: &str) -> Option<String> {
    let start = title
        .char_indices()
        .take(8)
        .find(|(_, char)| "省市县区州".contains(*char))
        .map_or(0, |(at, char)| at + char.len_utf8());
    let ends = words.title_common.iter().filter_map(|word| title[start..].find(word));
    let end = ends.min().map_or(title.len(), |at| start + at);
    let topic = &title[start..end];
    (topic.chars().count() >= 3).then(|| topic.to_owned())
}
