//! What a change is a change of, and how much that matters.

use crate::finding::Severity;

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A value or a unit of measure.
    Number,
    /// What a value is compared by: at least, at most, a rise or a fall.
    Limit,
    /// A date.
    Deadline,
    /// A body.
    Unit,
    /// What a body has to do with it.
    Role,
    /// Which tasks there are.
    Task,
    /// Where a passage stands.
    Place,
    /// Words.
    Wording,
}

impl Kind {
    /// All of them, those that matter most first.
    pub const ALL: [Self; 8] =
        [Self::Number, Self::Limit, Self::Deadline, Self::Unit, Self::Role, Self::Task, Self::Place, Self::Wording];

    /// The name, as `--fail-on` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Limit => "limit",
            Self::Deadline => "deadline",
            Self::Unit => "unit",
            Self::Role => "role",
            Self::Task => "task",
            Self::Place => "place",
            Self::Wording => "wording",
        }
    }

    /// What changed, in Chinese.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Number => "数字",
            Self::Limit => "界限",
            Self::Deadline => "日期",
            Self::Unit => "单位",
            Self::Role => "职责",
            Self::Task => "任务",
            Self::Place => "位置",
            Self::Wording => "文字",
        }
    }

    /// The kind of the change with this code.
    pub fn of(code: &str) -> Option<Self> {
        CHANGES.iter().find(|change| change.code == code).map(|change| change.kind)
    }

    /// Changes of places and words are worth a look; the others are to be decided.
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Place | Self::Wording => Severity::Info,
            _ => Severity::Warning,
        }
    }

    /// The code under which a change in running text is reported.
    pub(super) fn in_text(self) -> &'static str {
        match self {
            Self::Number => "diff-number",
            Self::Limit => "diff-limit",
            Self::Deadline => "diff-date",
            Self::Unit => "diff-body",
            Self::Role => "diff-duty",
            Self::Task | Self::Place | Self::Wording => "diff-text",
        }
    }
}

/// A code of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeCode {
    /// The code of the findings.
    pub code: &'static str,
    /// What changed.
    pub kind: Kind,
    /// What it means, in Chinese.
    pub title: &'static str,
    /// What it means, in English.
    pub english: &'static str,
}

const fn change(code: &'static str, kind: Kind, title: &'static str, english: &'static str) -> ChangeCode {
    ChangeCode { code, kind, title, english }
}

/// What can change between two versions, and between the plans of two levels.
pub const CHANGES: [ChangeCode; 26] = [
    change("diff-target", Kind::Number, "指标的数值改了", "the value of a target changed"),
    change("diff-target-list", Kind::Number, "指标增减", "a target added or dropped"),
    change(
        "diff-number",
        Kind::Number,
        "正文里的数字、计量单位改了",
        "a number or unit of measure in the text changed",
    ),
    change("diff-limit", Kind::Limit, "数值的界限改了（不低于、不超过等）", "what a value is compared by changed"),
    change("diff-deadline", Kind::Deadline, "完成时限改了", "the deadline of a task changed"),
    change("diff-date", Kind::Deadline, "正文里的日期、指标的期限改了", "a date in the text, or of a target, changed"),
    change("diff-units", Kind::Unit, "责任单位增减", "bodies added to a task or taken from it"),
    change("diff-body", Kind::Unit, "正文里的单位改了", "a body named in the text changed"),
    change("diff-role", Kind::Role, "责任单位的职责改了", "the role of a body changed"),
    change("diff-duty", Kind::Role, "正文里单位的职责改了", "what a body named in the text has to do changed"),
    change("diff-added", Kind::Task, "新增的任务", "a task added"),
    change("diff-dropped", Kind::Task, "删去的任务", "a task dropped"),
    change("diff-split", Kind::Task, "一项任务拆成几项", "one task split into several"),
    change("diff-merged", Kind::Task, "几项任务并成一项", "several tasks merged into one"),
    change("diff-moved", Kind::Place, "移到别处的任务或文字", "a task or a passage moved to another heading or part"),
    change("diff-title", Kind::Wording, "任务的标题改了", "the title of a task changed"),
    change("diff-text", Kind::Wording, "文字改了", "words changed"),
    change("diff-text-added", Kind::Wording, "新增的文字", "words added"),
    change("diff-text-dropped", Kind::Wording, "删去的文字", "words dropped"),
    change(
        "level-missing",
        Kind::Task,
        "两级比较：上级的任务没有承接",
        "of two levels: a task of the upper plan is missing",
    ),
    change("level-weaker", Kind::Limit, "两级比较：比上级要求宽", "of two levels: weaker than the upper plan asks for"),
    change(
        "level-later",
        Kind::Deadline,
        "两级比较：比上级要求晚",
        "of two levels: later than the upper plan asks for",
    ),
    change("level-lead", Kind::Unit, "两级比较：牵头单位的职能不同", "of two levels: bodies of another function lead"),
    change(
        "level-stricter",
        Kind::Wording,
        "两级比较：比上级要求严",
        "of two levels: stricter than the upper plan asks for",
    ),
    change("level-taken", Kind::Wording, "两级比较：已承接", "of two levels: taken over"),
    change("level-own", Kind::Wording, "两级比较：本级自有的任务", "of two levels: a task of the lower plan's own"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_those_of_running_text_are_of_their_kind() {
        let mut codes: Vec<&str> = CHANGES.iter().map(|change| change.code).collect();
        codes.sort_unstable();
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
        for kind in Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Task | Kind::Place)) {
            assert_eq!(Kind::of(kind.in_text()), Some(kind));
        }
    }
}
