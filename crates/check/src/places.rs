//! Findings of style: one for each place, or one for all places of a part where there are many.

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, Side, finding};
use std::collections::BTreeMap;
use std::ops::Range;

/// Up to so many places of a part are a finding each.
const FEW: usize = 3;
/// Characters shown on both sides of a place.
const SHOWN: usize = 12;
/// So many places of a group are named.
const NAMED: usize = 30;

/// Runs the patterns of the data that belong to a check.
pub(crate) fn patterns(context: &Context<'_>, code: &str, findings: &mut Vec<Finding>) {
    for pattern in context.lexicon.style().of(code) {
        let mut places = Places { fix: pattern.put.clone(), ..Places::default() };
        for passage in texts(context, code) {
            for at in pattern.scan(&passage.text) {
                places.add(context, passage, at);
            }
        }
        places.report(code, pattern.severity, &pattern.say, findings);
    }
}

/// The passages that a check of style reads: the form of a document, and its dates, are those of its letter and
/// signature too.
fn texts<'c, 'a>(context: &'c Context<'a>, code: &str) -> impl Iterator<Item = &'c Passage<'a>> {
    let all = ["form-", "text-digits"].iter().any(|start| code.starts_with(start));
    context.passages.iter().filter(move |passage| all || passage.is_written())
}

/// Places that are told the same of, by part.
#[derive(Default)]
pub(crate) struct Places {
    by_part: BTreeMap<u32, Vec<(Side, String)>>,
    /// What should stand in the place of what is marked.
    fix: Option<String>,
}

impl Places {
    /// Adds a place of a passage: the words around it, with those of the place marked.
    pub(crate) fn add(&mut self, context: &Context<'_>, passage: &Passage<'_>, at: Range<usize>) {
        let marked = passage.text[at.clone()].to_owned();
        let side = side(context, passage, at);
        self.by_part.entry(passage.clause.part).or_default().push((side, marked));
    }

    /// The places, of each of which is known what should stand there.
    pub(crate) fn with_fix(right: &str) -> Self {
        Self { fix: Some(right.to_owned()), ..Self::default() }
    }

    /// Reports a few places one by one, and many of a part as one finding that names them.
    pub(crate) fn report(self, code: &str, severity: Severity, say: &str, findings: &mut Vec<Finding>) {
        let Self { by_part, fix } = self;
        let fixed = |found: Finding| match &fix {
            Some(right) => found.fix(right.as_str()),
            None => found,
        };
        for places in by_part.into_values() {
            if places.len() <= FEW {
                let each = places.into_iter().map(|(side, marked)| {
                    let message = format!("“{marked}”：{say}");
                    fixed(finding(code, severity, message, side, None))
                });
                findings.extend(each);
                continue;
            }
            let count = places.len();
            let lines =
                places.iter().take(NAMED).map(|(side, _)| format!("第{}行“{}”", side.evidence.line, side.quote));
            let mut detail = lines.collect::<Vec<_>>().join("；");
            if count > NAMED {
                detail.push_str("；等");
            }
            let mut places = places.into_iter();
            let Some((side, marked)) = places.next() else { continue };
            let message = format!("“{marked}”等{count}处：{say}");
            let mut found = fixed(finding(code, severity, message, side, None).detail(format!("各处：{detail}")));
            found.also = places.map(|(side, _)| side).collect();
            findings.push(found);
        }
    }
}

/// The sign that Chinese text has for a half-width one.
pub(crate) fn full_width(sign: &str) -> &str {
    const SIGNS: [(&str, &str); 6] = [(".", "。"), (",", "，"), (";", "；"), (":", "："), ("?", "？"), ("!", "！")];
    SIGNS.iter().find(|(narrow, _)| *narrow == sign).map_or(sign, |(_, full)| full)
}

/// The words around a place of a passage, with those of the place marked.
pub(crate) fn side(context: &Context<'_>, passage: &Passage<'_>, at: Range<usize>) -> Side {
    let shown = around(&passage.text, at.clone());
    // A long passage may have a place at each of its characters.
    let before = passage.text[..at.start].chars().rev().take(SHOWN).count();
    let length = passage.text[at].chars().count();
    let side = context.in_passage(passage, shown);
    Side { marks: vec![[before, before + length]], ..side }
}

/// The place with some words on both sides.
pub(crate) fn around(text: &str, at: Range<usize>) -> &str {
    let left = text[..at.start].char_indices().rev().nth(SHOWN - 1).map_or(0, |(from, _)| from);
    let right = text[at.end..].char_indices().nth(SHOWN).map_or(text.len(), |(to, _)| at.end + to);
    &text[left..right]
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn many_places_of_a_part_are_one_finding_that_names_them() {
        let items: String = (1..=5).map(|n| format!("{n}.推进甲事,完善机制。\n")).collect();
        let found = check(&format!("某县方案\n一、主要任务\n{items}"));
        let commas: Vec<_> = found.iter().filter(|finding| finding.code == "text-punctuation").collect();
        assert_eq!(commas.len(), 1, "{commas:?}");
        assert!(commas[0].message.contains("5处") && commas[0].detail.as_ref().unwrap().matches('行').count() == 5);
    }
}
