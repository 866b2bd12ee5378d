//! Puts faults into a plan and sees what the checks say.

use crate::kinds::Kind;
use crate::text::{Faulty, Random, Text};
use std::collections::HashMap;
use std::ops::Range;
use zhengtu_check::{Document, Options, check, diff};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{DocumentFacts, Finding, Severity, Side};

/// A plan to put faults into, with what is found in it as it is.
pub(crate) struct Plan {
    pub(crate) name: String,
    pub(crate) text: Text,
    found: Vec<Finding>,
}

/// What came of the faults of a kind.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) tried: usize,
    pub(crate) found: usize,
    /// Of those found, how many as an error or a warning.
    pub(crate) grave: usize,
    /// New errors and warnings, and new infos, that are not at the place of the fault.
    pub(crate) elsewhere: [usize; 2],
    /// The places of the faults that were not found, in words.
    pub(crate) missed: Vec<String>,
    /// What was said elsewhere, in words.
    pub(crate) strange: Vec<String>,
    /// The faults that `diff` does not see, in words.
    pub(crate) unseen: Vec<String>,
}

impl Plan {
    /// A plan of which the text is known; text files keep their format, the text of others is read as plain text.
    pub(crate) fn new(name: &str, text: String) -> Self {
        let found = findings(name, &text);
        Self { name: name.to_owned(), text: Text::new(text), found }
    }

    /// How many changes the plan has against itself.
    pub(crate) fn against_itself(&self) -> usize {
        self.changes(&self.text.raw)
    }

    /// How many changes `diff` tells from the plan to another text.
    fn changes(&self, other: &str) -> usize {
        let (old, new) = (facts(&format!("旧-{}", self.name), &self.text.raw), facts(&self.name, other));
        let (old, new) = ((old, self.text.raw.as_str()), (new, other));
        let [old, new] = [&old, &new].map(|(facts, text)| Document { facts, text, lexicon: lexicon() });
        diff::diff(&old, &new).len()
    }

    /// Which of up to `most` faults of a kind `diff` does not see.
    pub(crate) fn compare(&self, kind: &Kind, most: usize, seed: u64, tally: &mut Tally) {
        let mut random = Random::new(seed, &format!("{} {}", kind.name, self.name));
        for fault in (kind.faults)(&self.text, &mut random).into_iter().take(most) {
            let faulty = self.text.with(&fault);
            tally.tried += 1;
            if self.changes(&faulty.text) == 0 {
                tally.unseen.push(format!("{} {}", self.name, self.shown(&faulty)));
            }
        }
    }

    /// Puts up to `most` faults of a kind into the plan, one at a time.
    pub(crate) fn run(&self, kind: &Kind, most: usize, seed: u64, tally: &mut Tally) {
        let mut random = Random::new(seed, &format!("{} {}", kind.name, self.name));
        for fault in (kind.faults)(&self.text, &mut random).into_iter().take(most) {
            let faulty = self.text.with(&fault);
            self.judge(&faulty, tally);
        }
    }

    fn judge(&self, faulty: &Faulty, tally: &mut Tally) {
        let after = findings(&self.name, &faulty.text);
        let line = faulty.text.chars().take(faulty.after.start).filter(|char| *char == '\n').count() + 1;
        let here: Vec<&Finding> = after.iter().filter(|finding| is_at(finding, &faulty.after, line)).collect();
        let old_line = self.text.raw.chars().take(faulty.before.start).filter(|char| *char == '\n').count() + 1;
        let was = count(self.found.iter().filter(|finding| is_at(finding, &faulty.before, old_line)));
        let is = count(here.iter().copied());
        let new: Vec<&&Finding> =
            here.iter().filter(|finding| is[&*finding.code] > was.get(&*finding.code).copied().unwrap_or(0)).collect();
        tally.tried += 1;
        tally.found += usize::from(!new.is_empty());
        tally.grave += usize::from(new.iter().any(|finding| finding.severity < Severity::Info));
        if new.is_empty() {
            tally.missed.push(format!("{}:{line} {}", self.name, self.shown(faulty)));
        }
        let mut known: HashMap<(&str, &str), usize> = HashMap::new();
        for finding in &self.found {
            *known.entry((&finding.code, &finding.message)).or_default() += 1;
        }
        for finding in after.iter().filter(|finding| !is_at(finding, &faulty.after, line)) {
            let left = known.entry((&finding.code, &finding.message)).or_default();
            if *left > 0 {
                *left -= 1;
                continue;
            }
            // A group that gained a place is told anew at its first place.
            if finding.message.contains("等")
                && finding.detail.as_ref().is_some_and(|detail| detail.starts_with("各处："))
            {
                continue;
            }
            tally.elsewhere[usize::from(finding.severity == Severity::Info)] += 1;
            tally
                .strange
                .push(format!("{}:{} {} {}", self.name, finding.a.evidence.line, finding.code, finding.message));
        }
    }

    /// The words that changed, as they were and as they are.
    fn shown(&self, faulty: &Faulty) -> String {
        let old: Vec<char> = cut(&self.text.raw, &faulty.before);
        let new: Vec<char> = cut(&faulty.text, &faulty.after);
        let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        let show = |of: &[char]| -> String {
            let end = of.len().saturating_sub(tail).max(head.min(of.len()));
            let words: String = of[head.saturating_sub(14).min(of.len())..(end + 8).min(of.len())].iter().collect();
            words.replace('\n', "⏎").chars().take(80).collect()
        };
        format!("“{}” → “{}”", show(&old), show(&new))
    }
}

fn cut(text: &str, range: &Range<usize>) -> Vec<char> {
    text.chars().skip(range.start).take(range.len()).filter(|char| *char == '\n' || !char.is_whitespace()).collect()
}

fn count<'f>(findings: impl Iterator<Item = &'f Finding>) -> HashMap<&'f str, usize> {
    let mut counted = HashMap::new();
    for finding in findings {
        *counted.entry(&*finding.code).or_default() += 1;
    }
    counted
}

/// Whether one of the passages of a finding is at a place; a group of places names their lines.
fn is_at(finding: &Finding, place: &Range<usize>, line: usize) -> bool {
    let meets = |side: &Side| side.evidence.start < place.end && place.start < side.evidence.end;
    let named = || finding.detail.as_ref().is_some_and(|detail| detail.contains(&format!("第{line}行")));
    meets(&finding.a) || finding.b.as_ref().is_some_and(meets) || named()
}

fn facts(name: &str, text: &str) -> DocumentFacts {
    let read = zhengtu_reader::read(name, text.as_bytes(), &zhengtu_reader::Options::default());
    let Ok(source) = read else { return DocumentFacts::default() };
    let outline = zhengtu_outline::parse(lexicon(), &source);
    let mut facts = zhengtu_extract::facts(lexicon(), &source, &outline);
    facts.info.name = name.to_owned();
    facts
}

fn findings(name: &str, text: &str) -> Vec<Finding> {
    let facts = facts(name, text);
    check(&[Document { facts: &facts, text, lexicon: lexicon() }], &Options::default())
}
