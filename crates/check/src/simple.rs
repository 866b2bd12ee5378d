//! A user's own checks that need no query: words, patterns, counts and fields of records, in TOML.
//!
//! ```toml
//! [[check]]                            # words, or `pattern`, a regular expression over the text without white space
//! code = "own-slogan"
//! severity = "info"                    # error, warning (where it is left out) or info
//! words = ["掀起热潮"]
//! unless = "不得.{0,4}掀起"             # where this matches in the same paragraph, all is well
//! within = "heading"                   # heading, text, field or row; all of them where it is left out
//! put = "形成氛围"                      # what should stand there, where that is certain
//! message = "“{found}”不用在正式文件里"
//!
//! [[check]]                            # how often: `least`, `most` or both, in each document, part or task
//! code = "own-supervision"
//! pattern = "督查|督导"
//! least = 1
//! per = "part"
//! message = "没有写督查（有{count}处）"
//!
//! [[check]]                            # fields of the records that `export tasks` and `export targets` print
//! code = "own-late"
//! record = "task"
//! where = [
//!     { field = "deadline.end", matches = "^202[6-9]" },
//!     { field = "units", least = 4 },
//! ]
//! message = "“{title}”的时限在2025年以后，单位多于3家"
//! ```
//!
//! A condition on a field is `missing = true` (no value, or an empty one), `missing = false`, `matches` (a regular
//! expression; of a list, for one of its values), `least` and `most` (of a number, or of how many values a list has). All
//! conditions must hold. In a message, a name in braces is a field of the record, or `found` or `count`.

use crate::document::{Context, Passage};
use crate::finding::{finding, in_order};
use crate::{Document, Finding, Options, Severity, Side, identity, places, rules};
use regex::Regex;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use zhengtu_model::{ClauseKind, Evidence};

/// A check of words, counts or fields.
#[derive(Clone, Debug)]
pub struct SimpleCheck {
    /// Its code.
    pub code: String,
    severity: Severity,
    message: String,
    look: Look,
}

#[derive(Clone, Debug)]
enum Look {
    Passages { pattern: Regex, unless: Option<Regex>, within: Option<ClauseKind>, put: Option<String> },
    Count { pattern: Regex, least: Option<usize>, most: Option<usize>, per: Per },
    Records { record: Record, conditions: Vec<Condition> },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Per {
    #[default]
    Document,
    Part,
    Task,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Record {
    Task,
    Target,
}

#[derive(Clone, Debug)]
struct Condition {
    field: String,
    missing: Option<bool>,
    matches: Option<Regex>,
    least: Option<f64>,
    most: Option<f64>,
}

/// What is wrong with such a check.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimpleCheckError {
    /// It is not of the form described.
    #[error("自定义检查（[[check]]）的写法有误：{0}")]
    Malformed(#[from] toml::de::Error),
    /// The code is that of a built-in rule.
    #[error("自定义检查的代码“{0}”与内置检查相同，请换一个")]
    Taken(String),
    /// It looks for nothing, or for several kinds of things.
    #[error("自定义检查“{0}”要写 words、pattern、record 中的一种")]
    Nothing(String),
    /// A field is of another kind of check.
    #[error("自定义检查“{0}”用不着 {1}")]
    Useless(String, &'static str),
    /// A regular expression is none.
    #[error("自定义检查“{code}”的表达式“{pattern}”有误：{reason}")]
    Pattern {
        /// The code.
        code: String,
        /// The expression.
        pattern: String,
        /// What is wrong.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: String,
    #[serde(default = "warning")]
    severity: Severity,
    message: String,
    #[serde(default)]
    words: Vec<String>,
    pattern: Option<String>,
    unless: Option<String>,
    within: Option<ClauseKind>,
    put: Option<String>,
    least: Option<usize>,
    most: Option<usize>,
    per: Option<Per>,
    record: Option<Record>,
    #[serde(default, rename = "where")]
    conditions: Vec<FileCondition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCondition {
    field: String,
    missing: Option<bool>,
    matches: Option<String>,
    least: Option<f64>,
    most: Option<f64>,
}

fn warning() -> Severity {
    Severity::Warning
}

impl SimpleCheck {
    /// Reads the checks of a file of them, which holds nothing else.
    ///
    /// # Errors
    /// Where one is not of the form described.
    pub fn parse(text: &str) -> Result<Vec<Self>, SimpleCheckError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Checks {
            check: toml::value::Array,
        }
        toml::from_str::<Checks>(text)?.check.into_iter().map(Self::read).collect()
    }

    /// Reads a check from its table.
    pub(crate) fn read(table: toml::Value) -> Result<Self, SimpleCheckError> {
        let file: File = table.try_into()?;
        if rules().iter().any(|rule| rule.code == file.code) {
            return Err(SimpleCheckError::Taken(file.code));
        }
        let look = look(&file)?;
        Ok(Self { code: file.code, severity: file.severity, message: file.message, look })
    }
}

/// What a check looks for. A field that its kind does not have is a mistake that would go unseen.
fn look(file: &File) -> Result<Look, SimpleCheckError> {
    let regex = |pattern: &str| {
        Regex::new(pattern).map_err(|error| SimpleCheckError::Pattern {
            code: file.code.clone(),
            pattern: pattern.to_owned(),
            reason: error.to_string().lines().last().unwrap_or_default().trim().to_owned(),
        })
    };
    let refuse = |given: &[(bool, &'static str)]| match given.iter().find(|(given, _)| *given) {
        Some((_, name)) => Err(SimpleCheckError::Useless(file.code.clone(), name)),
        None => Ok(()),
    };
    let counts = file.least.is_some() || file.most.is_some();
    let of_places = [(file.unless.is_some(), "unless"), (file.within.is_some(), "within"), (file.put.is_some(), "put")];
    let of_counts = [(counts, "least、most"), (file.per.is_some(), "per")];
    let pattern = match (file.words.as_slice(), &file.pattern, file.record) {
        ([], None, Some(record)) => {
            refuse(&of_places)?;
            refuse(&of_counts)?;
            let condition = |condition: &FileCondition| {
                Ok(Condition {
                    field: condition.field.clone(),
                    missing: condition.missing,
                    matches: condition.matches.as_deref().map(regex).transpose()?,
                    least: condition.least,
                    most: condition.most,
                })
            };
            let conditions: Result<Vec<Condition>, SimpleCheckError> = file.conditions.iter().map(condition).collect();
            return Ok(Look::Records { record, conditions: conditions? });
        }
        (words @ [_, ..], None, None) => words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|"),
        ([], Some(pattern), None) => pattern.clone(),
        _ => return Err(SimpleCheckError::Nothing(file.code.clone())),
    };
    refuse(&[(!file.conditions.is_empty(), "where")])?;
    let pattern = regex(&pattern)?;
    if counts {
        refuse(&of_places)?;
        return Ok(Look::Count { pattern, least: file.least, most: file.most, per: file.per.unwrap_or_default() });
    }
    refuse(&of_counts)?;
    let unless = file.unless.as_deref().map(regex).transpose()?;
    Ok(Look::Passages { pattern, unless, within: file.within, put: file.put.clone() })
}

/// What the checks find in the documents.
pub fn simple_findings(checks: &[SimpleCheck], documents: &[Document<'_>], options: &Options) -> Vec<Finding> {
    let mut all = Vec::new();
    for document in documents {
        let context = Context::new(document);
        let mut found = Vec::new();
        for check in checks.iter().filter(|check| options.wants(&check.code)) {
            check.run(&context, &mut found);
        }
        for finding in &mut found {
            finding.doc.clone_from(&context.facts.info.name);
        }
        context.head(&mut found);
        in_order(&mut found);
        identity::name(&mut found);
        all.append(&mut found);
    }
    all
}

impl SimpleCheck {
    fn run(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        match &self.look {
            Look::Passages { pattern, unless, within, put } => {
                let wanted = |passage: &&Passage<'_>| within.is_none_or(|kind| passage.clause.kind == kind);
                for passage in context.passages.iter().filter(|passage| passage.is_content()).filter(wanted) {
                    if unless.as_ref().is_some_and(|unless| unless.is_match(&passage.text)) {
                        continue;
                    }
                    for at in places_of(pattern, &passage.text) {
                        let found = &passage.text[at.clone()];
                        let side = places::side(context, passage, at.clone());
                        let told = self.finding(&[("found", found)], &Value::Null, side);
                        findings.push(Finding { fix: put.clone(), ..told });
                    }
                }
            }
            Look::Count { pattern, least, most, per } => {
                for group in groups(context, *per) {
                    let count: usize =
                        group.passages.iter().map(|passage| places_of(pattern, &passage.text).count()).sum();
                    let wrong = least.is_some_and(|least| count < least) || most.is_some_and(|most| count > most);
                    if let Some(first) = group.passages.first().filter(|_| wrong) {
                        let shown: String = first.text.chars().take(HEAD).collect();
                        let side = context.in_passage(first, &shown);
                        findings.push(self.finding(&[("count", &count.to_string())], &group.record, side));
                    }
                }
            }
            Look::Records { record, conditions } => {
                let records: Vec<(Value, Side)> = match record {
                    Record::Task => {
                        let tasks = context.facts.tasks.iter();
                        tasks
                            .map(|task| (serde_json::to_value(task).unwrap_or_default(), context.title(task)))
                            .collect()
                    }
                    Record::Target => {
                        let side = |part: u32, path: &str, evidence: &Evidence| Side {
                            part,
                            path: path.to_owned(),
                            quote: context.words_at(evidence),
                            evidence: evidence.clone(),
                            ..Side::default()
                        };
                        let targets = context.facts.targets.iter();
                        targets
                            .map(|target| {
                                let value = serde_json::to_value(target).unwrap_or_default();
                                (value, side(target.part, &target.path, &target.evidence))
                            })
                            .collect()
                    }
                };
                for (record, side) in records {
                    if conditions.iter().all(|condition| condition.holds(&record)) {
                        findings.push(self.finding(&[], &record, side));
                    }
                }
            }
        }
    }

    /// A finding with the message, in which names in braces are what is given, or fields of the record.
    fn finding(&self, given: &[(&str, &str)], record: &Value, side: Side) -> Finding {
        let value = |name: &str| match given.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => (*value).to_owned(),
            None => said(field(record, name)),
        };
        finding(&self.code, self.severity, crate::user::filled(&self.message, value), side, None)
    }
}

/// Characters of a passage that stand for a whole document, part or task.
const HEAD: usize = 40;

/// What is marked: the first group of a pattern that has one, else all of it.
fn places_of<'t>(pattern: &'t Regex, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    pattern.captures_iter(text).filter_map(|found| Some(found.get(1).or_else(|| found.get(0))?.range()))
}

struct Group<'c, 'a> {
    passages: Vec<&'c Passage<'a>>,
    record: Value,
}

/// The passages in which a count is made, together.
fn groups<'c, 'a>(context: &'c Context<'a>, per: Per) -> Vec<Group<'c, 'a>> {
    if per == Per::Task {
        let tasks = context.facts.tasks.iter().enumerate();
        return tasks
            .map(|(number, task)| Group {
                passages: context.passages_of(number).collect(),
                record: serde_json::to_value(task).unwrap_or_default(),
            })
            .collect();
    }
    let mut by_part: BTreeMap<u32, Vec<&Passage<'_>>> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let part = if per == Per::Part { passage.clause.part } else { 0 };
        by_part.entry(part).or_default().push(passage);
    }
    by_part.into_values().map(|passages| Group { passages, record: Value::Null }).collect()
}

impl Condition {
    fn holds(&self, record: &Value) -> bool {
        let value = field(record, &self.field);
        let size = value.and_then(size);
        self.missing.is_none_or(|missing| missing == is_empty(value))
            && self.matches.as_ref().is_none_or(|pattern| value.is_some_and(|value| matches(value, pattern)))
            && self.least.is_none_or(|least| size.is_some_and(|size| size >= least))
            && self.most.is_none_or(|most| size.is_some_and(|size| size <= most))
    }
}

/// A field of a record; a field of a field after a full stop.
fn field<'v>(record: &'v Value, name: &str) -> Option<&'v Value> {
    name.split('.').try_fold(record, |value, name| value.get(name))
}

fn is_empty(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(values)) => values.is_empty(),
        Some(_) => false,
    }
}

fn matches(value: &Value, pattern: &Regex) -> bool {
    match value {
        Value::Array(values) => values.iter().any(|value| matches(value, pattern)),
        Value::Object(fields) => fields.values().any(|value| value.as_str().is_some_and(|text| pattern.is_match(text))),
        _ => pattern.is_match(&said(Some(value))),
    }
}

/// A number, or how many values a list has.
fn size(value: &Value) -> Option<f64> {
    match value {
        Value::Array(values) => Some(values.len() as f64),
        value => value.as_f64(),
    }
}

fn said(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::facts;
    use zhengtu_lexicon::testing::lexicon;

    const PLAN: &str = "某县工作方案\n一、主要措施\n1.掀起热潮。加强督查。\n责任单位：县商务局\n完成时限：2026年6月底前\n\
                        2.推进乙事。不得掀起热潮。\n二、保障措施\n3.推进丙事。压缩至3个工作日以内。\n责任单位：县税务局\n";

    fn found(check: &str) -> Vec<(String, String)> {
        let checks = SimpleCheck::parse(&format!("[[check]]\ncode = \"own-a\"\n{check}")).unwrap();
        let facts = facts(PLAN);
        let documents = [Document { facts: &facts, text: PLAN, lexicon: lexicon() }];
        let found = simple_findings(&checks, &documents, &Options::default());
        found.into_iter().map(|finding| (finding.message, finding.a.quote)).collect()
    }

    #[test]
    fn words_are_found_and_left_where_the_paragraph_makes_them_right() {
        let found = found("words = [\"掀起热潮\"]\nunless = \"不得\"\nmessage = \"不用“{found}”{x}\"");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, "不用“掀起热潮”");
        assert!(found[0].1.contains("掀起热潮") && !found[0].1.contains("不得"));
    }

    #[test]
    fn what_is_counted_is_counted_in_the_document_or_in_each_task() {
        let check = |more: &str| found(&format!("pattern = \"督查|督导\"\nmessage = \"{{title}}{{count}}处\"\n{more}"));
        assert_eq!(check("least = 1"), []);
        assert_eq!(check("least = 2").len(), 1);
        assert_eq!(check("least = 1\nper = \"task\"").len(), facts(PLAN).tasks.len() - 1);
        assert_eq!(check("most = 0\nper = \"task\"").len(), 1);
    }

    #[test]
    fn conditions_hold_for_fields_of_records() {
        let check = |conditions: &str| {
            found(&format!("record = \"task\"\nwhere = [{conditions}]\nmessage = \"{{title}}\"")).len()
        };
        let tasks = facts(PLAN).tasks.len();
        assert_eq!(check("{ field = \"units\", missing = false }"), 2);
        assert_eq!(check("{ field = \"units\", missing = true }"), tasks - 2);
        assert_eq!(check("{ field = \"deadline.end\", matches = \"^2026\" }"), 1);
        assert_eq!(check("{ field = \"units\", least = 1 }, { field = \"title\", matches = \"丙\" }"), 1);
        assert_eq!(check("{ field = \"units\", least = 2 }"), 0);
        let targets = "record = \"target\"\nwhere = [{ field = \"value\", most = 3 }]\nmessage = \"{value}\"";
        assert_eq!(found(targets).len(), 1, "{:?}", found(targets));
    }

    #[test]
    fn a_check_that_looks_for_nothing_or_has_a_field_of_another_kind_is_refused() {
        let error = |check: &str| {
            SimpleCheck::parse(&format!("[[check]]\ncode = \"own-a\"\nmessage = \"\"\n{check}"))
                .unwrap_err()
                .to_string()
        };
        assert!(error("").contains("own-a"));
        assert!(error("pattern = \"(\"").contains('('));
        assert!(error("record = \"task\"\nput = \"甲\"").contains("put"));
        assert!(error("words = [\"甲\"]\nper = \"task\"").contains("per"));
        assert!(error("wrods = [\"甲\"]").contains("wrods"));
        let taken = SimpleCheck::parse("[[check]]\ncode = \"numbering\"\nmessage = \"\"\nwords = [\"甲\"]");
        assert!(matches!(taken, Err(SimpleCheckError::Taken(_))));
    }
}
