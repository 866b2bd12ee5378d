use crate::Error;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::Report;
use zhengtu_text::{fold_width, strip_white};

/// What the words of a report mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Done.
    Done,
    /// Going on as planned.
    OnTrack,
    /// Behind the plan.
    Late,
    /// Not begun.
    NotStarted,
}

/// Where a first clause ends.
const CLAUSE_ENDS: [char; 10] = [',', '.', ';', ':', '(', '。', '、', '；', '，', '\n'];

/// The words of reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    meanings: BTreeMap<String, Meaning>,
    percent: BTreeSet<String>,
}

impl Words {
    /// Adds words; a word that was there takes its new meaning.
    pub(crate) fn add(&mut self, entries: impl IntoIterator<Item = (String, Meaning)>) -> Result<(), Error> {
        let mut added = BTreeMap::new();
        for (word, meaning) in entries {
            if added.insert(fold(&word), meaning).is_some_and(|before| before != meaning) {
                return Err(Error::TwoMeanings { word });
            }
        }
        self.meanings.extend(added);
        Ok(())
    }

    pub(crate) fn add_percent(&mut self, words: impl IntoIterator<Item = String>) {
        self.percent.extend(words.into_iter().map(|word| fold(&word)));
    }

    /// What the report says, by the first of 状态, 完成情况 and 进展 whose words are known.
    pub(crate) fn of(&self, report: &Report) -> Option<Meaning> {
        [&report.status, &report.completion, &report.progress].into_iter().find_map(|text| self.meaning(text))
    }

    /// What a cell says, if the whole of it, or its first clause, is a word that is known. A word within a
    /// sentence is not taken: 已完成方案制定 does not say that the task is done.
    pub(crate) fn meaning(&self, cell: &str) -> Option<Meaning> {
        let cell = fold(cell);
        let whole = cell.trim_end_matches(['。', '.', '!', ';']);
        self.known(whole).or_else(|| {
            let clause = whole.split(CLAUSE_ENDS).next().unwrap_or_default();
            // 99.5%: a point within a number ends no clause.
            if clause.ends_with(|char: char| char.is_ascii_digit()) { None } else { self.known(clause) }
        })
    }

    fn known(&self, text: &str) -> Option<Meaning> {
        self.meanings.get(text).copied().or_else(|| self.by_number(text))
    }

    fn by_number(&self, text: &str) -> Option<Meaning> {
        let Some((before, after)) = text.split_once('%') else {
            // A spreadsheet without number formats shows 80% as 0.8.
            let share = text.parse().is_ok_and(|share: f64| share > 0.0 && share < 1.0);
            return share.then_some(Meaning::OnTrack);
        };
        let start = before
            .rfind(|char: char| !char.is_ascii_digit() && char != '.')
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let (before, number) = before.split_at(start);
        let value: f64 = number.parse().ok()?;
        let neutral = |word: &str| word.is_empty() || self.percent.contains(word) || self.meanings.contains_key(word);
        if !neutral(before) || !neutral(after) || !value.is_finite() {
            return None;
        }
        Some(match value {
            100.0.. => Meaning::Done,
            0.0 => Meaning::NotStarted,
            _ => Meaning::OnTrack,
        })
    }
}

fn fold(text: &str) -> String {
    fold_width(&strip_white(text)).to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::{Lights, Meaning};

    #[test]
    fn whole_cells_first_clauses_and_percentages_are_read() {
        let words = Lights::default().words;
        for (cell, meaning) in [
            (" 已 完成\n", Meaning::Done),
            ("已完成（6月20日）", Meaning::Done),
            ("１００％", Meaning::Done),
            ("完成100%", Meaning::Done),
            ("已完成80%", Meaning::OnTrack),
            ("99.5%", Meaning::OnTrack),
            ("未完成", Meaning::OnTrack),
            ("0%", Meaning::NotStarted),
            ("0.8", Meaning::OnTrack),
            ("滞后，资金未到位", Meaning::Late),
            ("Done", Meaning::Done),
        ] {
            assert_eq!(words.meaning(cell), Some(meaning), "{cell}");
        }
    }

    #[test]
    fn a_word_within_a_sentence_is_not_taken() {
        let words = Lights::default().words;
        for cell in [
            "",
            "已完成方案制定，正在招标",
            "预计6月完成",
            "提升50%以上",
            "见附件",
            "%",
            "100.5.1%",
            "第3季度",
            "1",
            "0",
            "80",
        ] {
            assert_eq!(words.meaning(cell), None, "{cell}");
        }
    }
}
