//! What a plan says of one indicator in several places, side by side, and whether it agrees: told by what the checks found
//! and by the names as the checks compare them, so that nothing is said to agree of which a check says that it does not.

use crate::Finding;
use crate::indicator::{TELLING, names};
use std::collections::BTreeMap;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Severity, Side, Target};

/// The targets of one indicator in several places of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The targets, by their places among those given.
    pub targets: Vec<usize>,
    /// Whether they agree.
    pub verdict: Verdict,
    /// The findings that concern them, by their places among those given.
    pub findings: Vec<usize>,
}

/// Whether the places agree; what needs a person comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// A check found an error: they cannot both hold.
    Conflict,
    /// A check found something to decide.
    Doubt,
    /// The figures are not all the same, and no check found that they should be: other days, steps, other conditions.
    Differ,
    /// All figures are the same.
    Agree,
}

impl Verdict {
    /// All verdicts, what needs a person first.
    pub const ALL: [Self; 4] = [Self::Conflict, Self::Doubt, Self::Differ, Self::Agree];
}

/// The rules that compare figures begin so.
const RULES: &str = "value-";

/// The indicators for which the plan has targets in several places. `targets` are those of all documents of one plan,
/// `findings` those of any.
pub fn comparisons(lexicon: &Lexicon, targets: &[&Target], findings: &[&Finding]) -> Vec<Comparison> {
    let mut groups = Groups::of(targets.len());
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for (at, target) in targets.iter().enumerate() {
        let telling = |name: &String| name.chars().count() >= TELLING;
        for name in names(lexicon.checks(), &target.indicator).into_iter().filter(telling) {
            groups.join(at, *named.entry(name).or_insert(at));
        }
    }
    let value: Vec<(usize, &Finding)> =
        (0..).zip(findings.iter().copied()).filter(|(_, finding)| finding.code.starts_with(RULES)).collect();
    for (_, finding) in &value {
        if let [Some(a), Some(b)] = sides(finding).map(|side| side.and_then(|side| at_side(targets, finding, side))) {
            groups.join(a, b);
        }
    }
    let several = |group: &Vec<usize>| group.iter().any(|&at| place(targets[at]) != place(targets[group[0]]));
    groups.all().into_iter().filter(several).map(|group| compared(targets, group, &value)).collect()
}

fn compared(targets: &[&Target], group: Vec<usize>, findings: &[(usize, &Finding)]) -> Comparison {
    let concerns = |finding: &Finding| {
        let in_group =
            |side: Option<&Side>| side.is_some_and(|side| group.iter().any(|&at| is_of(finding, side, targets[at])));
        sides(finding).into_iter().all(in_group)
    };
    let found: Vec<&(usize, &Finding)> = findings.iter().filter(|(_, finding)| concerns(finding)).collect();
    let same = group.iter().all(|&at| figure(targets[at]) == figure(targets[group[0]]));
    let verdict = match found.iter().map(|(_, finding)| finding.severity).min() {
        Some(Severity::Error) => Verdict::Conflict,
        Some(Severity::Warning | Severity::Info) => Verdict::Doubt,
        None if same => Verdict::Agree,
        None => Verdict::Differ,
    };
    Comparison { verdict, findings: found.iter().map(|(number, _)| *number).collect(), targets: group }
}

fn sides(finding: &Finding) -> [Option<&Side>; 2] {
    [Some(&finding.a), finding.b.as_ref()]
}

/// The target of which a side of a finding speaks.
fn at_side(targets: &[&Target], finding: &Finding, side: &Side) -> Option<usize> {
    targets.iter().position(|target| is_of(finding, side, target))
}

fn is_of(finding: &Finding, side: &Side, target: &Target) -> bool {
    let (at, own) = (&side.evidence, &target.evidence);
    side.doc.as_deref().unwrap_or(&finding.doc) == target.doc && at.start < own.end && own.start < at.end
}

fn place(target: &Target) -> (&str, u32, &str) {
    (&target.doc, target.part, &target.path)
}

/// What a target says: 办理时限 ≤3个工作日 is not 办理时限 ≤5个工作日.
fn figure(target: &Target) -> (zhengtu_model::Comparator, zhengtu_model::Change, String, &str) {
    (target.comparator, target.change, format!("{:?}", target.value), &target.unit)
}

/// Things joined into groups.
struct Groups(Vec<usize>);

impl Groups {
    fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The groups, in the order of their first members.
    fn all(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.0.len() {
            groups.entry(self.root(at)).or_default().push(at);
        }
        groups.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::facts;
    use crate::{Document, Options, check};
    use zhengtu_lexicon::testing::lexicon;

    /// Verdict and figures of each comparison of a plan whose annex says `annex` where its main text says `main`.
    fn verdicts(main: &str, annex: &str) -> Vec<(Verdict, Vec<String>)> {
        let text = format!(
            "某县优化营商环境方案\n一、主要任务\n1.提升服务水平。{main}\n责任单位：县供电公司\n附件：1.某县用电方案\n附件1\n\
             某县用电方案\n一、主要任务\n1.提升服务水平。{annex}\n责任单位：县供电公司\n"
        );
        let facts = facts(&text);
        let found = check(&[Document { facts: &facts, text: &text, lexicon: lexicon() }], &Options::default());
        let (targets, found): (Vec<&Target>, Vec<&Finding>) = (facts.targets.iter().collect(), found.iter().collect());
        let say = |comparison: Comparison| {
            let said = |&at: &usize| zhengtu_say::figure(targets[at], zhengtu_say::Lang::Zh);
            (comparison.verdict, comparison.targets.iter().map(said).collect())
        };
        comparisons(lexicon(), &targets, &found).into_iter().map(say).collect()
    }

    #[test]
    fn what_a_check_calls_an_error_is_never_said_to_agree() {
        let found = verdicts("将低压客户办电时间压缩至3个工作日以内。", "将低压客户办电时间压缩至5个工作日以内。");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Verdict::Conflict, "{found:?}");
    }

    #[test]
    fn the_same_figures_agree_and_others_without_a_finding_differ() {
        let same = "将低压客户办电时间压缩至3个工作日以内。";
        assert_eq!(verdicts(same, same).iter().map(|(verdict, _)| *verdict).collect::<Vec<_>>(), [Verdict::Agree]);
        let found = verdicts("将低压客户办电时间压缩至3至5个工作日。", "将低压客户办电时间压缩至4个工作日。");
        assert_eq!(found.iter().map(|(verdict, _)| *verdict).collect::<Vec<_>>(), [Verdict::Differ], "{found:?}");
    }

    #[test]
    fn different_indicators_are_not_compared() {
        let found = verdicts("将低压客户办电时间压缩至3个工作日以内。", "将用水报装时间压缩至5个工作日以内。");
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_list_of_subjects_is_compared_with_each_of_them() {
        let found = verdicts(
            "将低压居民、低压小微企业办电时间压缩至3个工作日以内。",
            "将低压小微企业办电时间压缩至5个工作日以内。",
        );
        assert_eq!(found.iter().map(|(verdict, _)| *verdict).collect::<Vec<_>>(), [Verdict::Conflict], "{found:?}");
    }
}
