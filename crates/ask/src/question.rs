use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::{Date, Role};

/// The language of a question and of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// 中文.
    Chinese,
    /// English.
    English,
}

/// What a question asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The things to be found.
    pub find: Find,
    /// The language.
    pub lang: Lang,
    /// How names and dates of the question were read: as written, and what it stands for.
    pub readings: Vec<(String, String)>,
    /// The day that 逾期 and the like are counted from.
    pub today: Date,
    /// Whether the rows are wanted by deadline, the earliest first; else in document order.
    pub by_deadline: bool,
    /// The units between which the question asks to choose.
    pub choice: Vec<String>,
}

/// The things that a question asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Find {
    /// Tasks, or something about them.
    Tasks(TaskFilter, Focus),
    /// Targets, or something about them.
    Targets(TargetFilter, Focus),
    /// Units.
    Units(UnitSearch, Focus),
    /// How many tasks each of several has, or which of them has most or fewest.
    Groups(Grouping),
    /// The annexes of the documents; where there are conditions, those with a task that meets them.
    Annexes(TaskFilter, Focus),
    /// The documents.
    Documents(DocumentSearch),
    /// The targets of two parts, side by side.
    Compare(Comparison),
}

impl Find {
    /// The conditions on tasks, where tasks are looked for, or what is told by them.
    pub(crate) fn task_filter_mut(&mut self) -> Option<&mut TaskFilter> {
        match self {
            Self::Tasks(filter, _) | Self::Annexes(filter, _) => Some(filter),
            Self::Units(search, _) => Some(&mut search.filter),
            Self::Groups(grouping) => Some(&mut grouping.filter),
            Self::Targets(..) | Self::Documents(_) | Self::Compare(_) => None,
        }
    }
}

/// The units with one of the roles in the tasks that meet the conditions; among those that the
/// conditions name, where they name any.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitSearch {
    /// The conditions on the tasks.
    pub filter: TaskFilter,
    /// The roles.
    pub roles: Roles,
    /// The units that take part, but in none of these roles.
    pub lacking: bool,
    /// The units that are left out, by canonical name.
    pub besides: Vec<String>,
}

/// Documents, or what they say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSearch {
    /// Only these (file names), where there are any.
    pub docs: Vec<String>,
    /// Whether only their number is asked for.
    pub count: bool,
    /// What they say of themselves.
    pub property: Option<Property>,
}

/// What a document says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// 文号.
    Number,
    /// 印发日期.
    Issued,
    /// 发文机关.
    Issuer,
    /// 施行日期.
    ValidFrom,
    /// 有效期.
    ValidTo,
}

/// Tasks that are counted for each of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// The conditions on the tasks.
    pub filter: TaskFilter,
    /// The word for the places that are meant (省), where they are counted by government; any where it is empty.
    pub places: String,
    /// What they are counted by.
    pub by: By,
    /// The roles in which units count, where they are counted by unit.
    pub roles: Roles,
    /// The units that are counted, in the order asked; all where there are none.
    pub among: Vec<String>,
    /// The order of the groups.
    pub order: GroupOrder,
    /// Whether only the first is asked for, and those that tie with it.
    pub pick: bool,
    /// Whether the tasks are wanted, not only their number.
    pub rows: bool,
}

/// What tasks are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The units that have one of the roles.
    Unit,
    /// The roles of a unit.
    Role,
    /// The documents.
    Document,
    /// Whose the documents are: the place, else who issued them.
    Government,
    /// The annexes.
    Annex,
    /// The months in which they are due.
    Month,
}

/// In which order groups stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupOrder {
    /// As asked, or as the documents have it.
    Asked,
    /// The largest first.
    Largest,
    /// The smallest first.
    Smallest,
}

/// Two parts whose targets are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The documents, all where there are none.
    pub docs: Vec<String>,
    /// One part.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// The indicator that the question names.
    pub named: Option<String>,
    /// The indicators that are meant, where one is named.
    pub indicators: Vec<String>,
}

/// What about the things found is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The things themselves.
    Rows,
    /// How many there are.
    Count,
    /// Which units have one of the roles.
    Who(Roles),
    /// Which units have one of the roles, and by when the tasks are due.
    WhoAndWhen(Roles),
    /// By when they are due.
    When,
    /// Which value they are to reach.
    Value,
}

impl Focus {
    /// The roles that are asked for.
    pub(crate) fn asked_roles(self) -> Option<Roles> {
        match self {
            Self::Who(roles) | Self::WhoAndWhen(roles) => Some(roles),
            _ => None,
        }
    }
}

/// A set of roles, not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles {
    /// Lead.
    pub lead: bool,
    /// Responsible.
    pub responsible: bool,
    /// Cooperate.
    pub cooperate: bool,
}

impl Roles {
    /// 牵头.
    pub const LEAD: Self = Self { lead: true, responsible: false, cooperate: false };
    /// 负责: leads or answers for a share.
    pub const RESPONSIBLE: Self = Self { lead: true, responsible: true, cooperate: false };
    /// 配合.
    pub const COOPERATE: Self = Self { lead: false, responsible: false, cooperate: true };
    /// 参与: any role.
    pub const ANY: Self = Self { lead: true, responsible: true, cooperate: true };

    /// Whether the role is in the set.
    pub fn has(self, role: Role) -> bool {
        match role {
            Role::Lead => self.lead,
            Role::Responsible => self.responsible,
            Role::Cooperate => self.cooperate,
        }
    }

    /// The roles of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            lead: self.lead || other.lead,
            responsible: self.responsible || other.responsible,
            cooperate: self.cooperate || other.cooperate,
        }
    }

    /// The roles that are not in the set; all where none is left.
    #[must_use]
    pub fn others(self) -> Self {
        match self {
            Self::ANY => Self::ANY,
            Self { lead, responsible, cooperate } => {
                Self { lead: !lead, responsible: !responsible, cooperate: !cooperate }
            }
        }
    }

    /// The roles in the order lead, responsible, cooperate.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        [Role::Lead, Role::Responsible, Role::Cooperate].into_iter().filter(move |role| self.has(*role))
    }
}

/// Conditions on tasks; all must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskFilter {
    /// Who does what.
    pub units: Vec<UnitCondition>,
    /// By when: one of these must hold, where there are any.
    pub due: Vec<Due>,
    /// In one of these parts, where there are any.
    pub parts: Vec<u32>,
    /// In none of these parts.
    pub not_parts: Vec<u32>,
    /// In one of these documents (file names), where there are any.
    pub docs: Vec<String>,
    /// How many units they have.
    pub counts: Vec<UnitCount>,
    /// The numbers of the items, where the question names any (第3项).
    pub items: Vec<u32>,
    /// Their numbering as printed, outermost level first (三/一/2), where the question names any; with what lies below.
    pub paths: Vec<String>,
    /// The numbers of the outermost headings above them, where the question names any (第七部分).
    pub sections: Vec<u32>,
    /// What they are about.
    pub topics: Vec<Topic>,
    /// Of those that meet all else, the ones that are due first or last.
    pub extreme: Option<Extreme>,
    /// Where what is overdue is asked for: the tasks that were reported done, by IRI. These are not.
    pub undone: Option<BTreeSet<String>>,
}

/// A condition on the number of a task's units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitCount {
    /// The units with one of these roles.
    pub roles: Roles,
    /// How their number compares …
    pub op: Op,
    /// … with this.
    pub number: usize,
}

/// The end of a row of deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extreme {
    /// 最早到期.
    Earliest,
    /// 最晚到期.
    Latest,
    /// 下一个到期: the earliest that is not past.
    Next,
}

impl TaskFilter {
    /// The conditions that name no unit as one that must have a role.
    pub(crate) fn other_conditions(&self) -> Vec<UnitCondition> {
        self.units.iter().filter(|condition| condition.negated || condition.units.is_empty()).cloned().collect()
    }

    /// Whether nothing but documents is asked for.
    pub(crate) fn is_only_docs(&self) -> bool {
        *self == Self { docs: self.docs.clone(), ..Self::default() }
    }

    /// Whether nothing but by when they are due is asked of the tasks of some documents or parts.
    pub(crate) fn is_only_due(&self) -> bool {
        let (docs, parts, due) = (self.docs.clone(), self.parts.clone(), self.due.clone());
        *self == Self { docs, parts, due, ..Self::default() }
    }

    /// The units that must have a role.
    pub fn named_units(&self) -> impl Iterator<Item = &String> {
        self.units.iter().filter(|condition| !condition.negated).flat_map(|condition| &condition.units)
    }
}

/// A condition on the units of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCondition {
    /// One of these units, by canonical name; any unit at all where there are none.
    pub units: Vec<String>,
    /// Has one of these roles.
    pub roles: Roles,
    /// The condition must not hold.
    pub negated: bool,
    /// No other unit has a role.
    pub alone: bool,
    /// The role is said of the unit: the only unit that a task names leads without that.
    pub stated: bool,
}

/// By when a task is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The last day lies between these, both included.
    Between(Option<Date>, Option<Date>),
    /// The last day lies before today.
    Overdue,
    /// Standing work.
    Ongoing,
    /// No deadline.
    None,
}

/// What a task is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// As the question has it.
    pub asked: String,
    /// The forms in which it is printed whole, where it is.
    pub forms: Vec<String>,
    /// The pieces that stand together, where it stands nowhere whole.
    pub pieces: Vec<String>,
    /// The matters, as the question has them, where it is one of several.
    pub either: Vec<String>,
    /// The tasks that speak of it, by IRI.
    pub tasks: BTreeMap<String, Mention>,
    /// The furthest place that counts.
    pub field: TopicField,
    /// How many more tasks have it further off.
    pub further: usize,
    /// What is asked to be done with it (复耕 of 什么时候复耕完): it tells the clauses of a task apart, and not the tasks.
    pub act: String,
    /// The word for tasks that follows at once: with it the words may be what a plan calls its own tasks.
    pub noun: String,
}

/// How a task speaks of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it has it first.
    pub field: TopicField,
    /// How often, or how closely.
    pub times: usize,
}

/// Where a topic is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TopicField {
    /// The task's title.
    Title,
    /// The title or the headings above it.
    Heading,
    /// The title, the headings above it, or the text.
    #[default]
    Text,
}

/// Conditions on targets; all must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetFilter {
    /// Of one of these indicators, where `named`.
    pub indicators: Vec<String>,
    /// The indicator that the question names.
    pub named: Option<String>,
    /// Its words, without those around them that only say what is to be done.
    pub words: Vec<String>,
    /// Amounts beside it, which tell one value from another (单户500万元以上) where a value is asked for.
    pub amounts: Vec<Amount>,
    /// The targets that are meant, by IRI, best first, where `named`.
    pub picked: Vec<String>,
    /// The word with which the question asks for a limit: 最高, 最多.
    pub limit: Option<String>,
    /// The unit of measure that the question asks for; empty where it asks for none.
    pub measure: String,
    /// Their value.
    pub value: Option<ValueTest>,
    /// By when.
    pub due: Vec<Due>,
    /// In one of these parts.
    pub parts: Vec<u32>,
    /// In none of these parts.
    pub not_parts: Vec<u32>,
    /// In one of these documents.
    pub docs: Vec<String>,
    /// In a task of these units.
    pub units: Vec<UnitCondition>,
    /// The roles of whom the question asks for beside a value: 培训多少名，谁牵头.
    pub who: Option<Roles>,
}

/// An amount that tells one value from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// As the question has it, folded.
    pub text: String,
    /// Whether what is more than it is meant (以上), or what is less (以下); `None` where the question does not say.
    pub above: Option<bool>,
}

/// A comparison with a number.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueTest {
    /// How.
    pub op: Op,
    /// The number.
    pub number: f64,
    /// The unit of measure as the question has it; empty where it has none.
    pub unit: String,
}

/// How a value compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// 超过.
    More,
    /// 不低于, 以上.
    AtLeast,
    /// 低于.
    Less,
    /// 不超过, 以内.
    AtMost,
    /// 等于.
    Equal,
}

impl Op {
    /// The sign, as SPARQL writes it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
        }
    }

    /// Whether `value` compares so with `bound`.
    pub fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::More => value > bound,
            Self::AtLeast => value >= bound,
            Self::Less => value < bound,
            Self::AtMost => value <= bound,
            Self::Equal => (value - bound).abs() < f64::EPSILON * bound.abs().max(1.0),
        }
    }
}
