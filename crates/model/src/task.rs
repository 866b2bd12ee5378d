use crate::{Citation, DatedCommitment, Deadline, Evidence};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A task: the smallest numbered measure that carries a responsibility statement or a deadline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The IRI of the task in the graph.
    pub id: String,
    /// The document's file name without its folder.
    pub doc: String,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering as printed, outermost level first, joined by `/`.
    pub path: String,
    /// The heading sentence without its number.
    pub title: String,
    /// The headings above the task, outermost first.
    pub trail: Arc<[String]>,
    /// The whole text, repaired.
    pub text: String,
    /// Who is responsible, in the order printed.
    pub units: Vec<Unit>,
    /// Where several measures of the item have responsibility statements of their own, each of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<TaskStatement>,
    /// The rules that the document states for many of its items and that hold for this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<AppliedRule>,
    /// Whether the list of units ends with 等.
    pub open: bool,
    /// The responsibility statement as printed, white space removed.
    pub units_raw: Option<String>,
    /// The deadline field as printed, white space removed.
    pub deadline_raw: Option<String>,
    /// The deadline of the deadline field.
    pub deadline: Deadline,
    /// Dates to which the running text commits somebody, apart from the deadline field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<DatedCommitment>,
    /// The documents the task cites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    /// The passage of the whole task.
    pub evidence: Evidence,
    /// The passage of the responsibility statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units_evidence: Option<Evidence>,
    /// The passage of the deadline field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline_evidence: Option<Evidence>,
}

impl Task {
    /// Calls `visit` on each place of the task.
    pub(crate) fn visit_evidence(&mut self, visit: &mut impl FnMut(&mut Evidence)) {
        visit(&mut self.evidence);
        self.units_evidence.iter_mut().for_each(&mut *visit);
        self.deadline_evidence.iter_mut().for_each(&mut *visit);
        self.units.iter_mut().for_each(|unit| visit(&mut unit.evidence));
        self.statements.iter_mut().for_each(|statement| statement.visit_evidence(visit));
        self.rules.iter_mut().for_each(|rule| rule.visit_evidence(visit));
        self.commitments.iter_mut().for_each(|commitment| visit(&mut commitment.evidence));
        self.citations.iter_mut().for_each(|citation| visit(&mut citation.evidence));
    }
}

/// One of several responsibility statements of a task, each for measures of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaskStatement {
    /// Who is responsible for these measures, in the order printed; roles are judged among these alone.
    pub units: Vec<Unit>,
    /// The statement as printed, white space removed.
    pub units_raw: String,
    /// The sentences it answers for, white space removed.
    pub text: String,
    /// The passage of these sentences.
    pub evidence: Evidence,
}

impl TaskStatement {
    fn visit_evidence(&mut self, visit: &mut impl FnMut(&mut Evidence)) {
        visit(&mut self.evidence);
        self.units.iter_mut().for_each(|unit| visit(&mut unit.evidence));
    }
}

/// A rule that a document states once for many of its items, as it holds for one of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AppliedRule {
    /// What it says.
    pub kind: RuleKind,
    /// Whom it gives a role here. A unit that leads for being listed first stands among the units of the
    /// task too; those that carry out all items do not.
    pub units: Vec<Unit>,
    /// The rule as printed, white space removed.
    pub text: String,
    /// Its passage.
    pub evidence: Evidence,
}

/// What a rule for many items says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// 列第一位的为牵头单位: the unit listed first leads.
    FirstLeads,
    /// 以下各项均需各区政府落实: somebody carries out all of them.
    CarriedOut,
}

impl RuleKind {
    /// The name of the kind, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstLeads => "first-leads",
            Self::CarriedOut => "carried-out",
        }
    }
}

impl AppliedRule {
    fn visit_evidence(&mut self, visit: &mut impl FnMut(&mut Evidence)) {
        visit(&mut self.evidence);
        self.units.iter_mut().for_each(|unit| visit(&mut unit.evidence));
    }
}

/// One body's responsibility for a task.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Unit {
    /// The canonical name within the document.
    pub name: String,
    /// The name as printed, white space removed.
    pub surface: String,
    /// What the body has to do.
    pub role: Role,
    /// Whether the name is of one body or of a group.
    pub kind: UnitKind,
    /// The rule that gave the role.
    pub ground: Ground,
    /// The passage of the name.
    pub evidence: Evidence,
}

/// What a body has to do for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 牵头, 主办: answers for the whole.
    Lead,
    /// 负责, 责任单位: answers for its share.
    Responsible,
    /// 配合, 参加, 协办: helps.
    Cooperate,
}

impl Role {
    /// All roles, the one that answers for most first.
    pub const ALL: [Self; 3] = [Self::Lead, Self::Responsible, Self::Cooperate];

    /// The name of the role, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Responsible => "responsible",
            Self::Cooperate => "cooperate",
        }
    }
}

/// Whether a name is of one body or of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// One body.
    Unit,
    /// A group named as such (县直相关部门, 各成员单位).
    Collective,
}

impl UnitKind {
    /// The name of the kind, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Collective => "collective",
        }
    }
}

/// The rule that gave a unit its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The role word stands beside the unit (X牵头).
    Stated,
    /// The label before the list gives the role (牵头单位：X).
    Label,
    /// The only unit named: it leads.
    Sole,
    /// The column of a task table gives the role.
    Column,
    /// An entry of a unit-first duty list (市财政局：负责…).
    UnitFirst,
    /// No role word: the default of a responsibility statement.
    Default,
}

impl Ground {
    /// The name of the ground, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Label => "label",
            Self::Sole => "sole",
            Self::Column => "column",
            Self::UnitFirst => "unit-first",
            Self::Default => "default",
        }
    }
}
