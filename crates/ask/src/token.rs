use crate::question::{Extreme, Op, Property, Roles};
use zhengtu_model::Date;

/// A piece of a question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub kind: Kind,
    /// As the question has it, folded.
    pub text: String,
    /// Its place in the folded question, in bytes.
    pub start: usize,
    pub end: usize,
}

/// What a piece of a question means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A unit of the knowledge base; several where the name does not tell.
    Unit(Vec<usize>),
    /// The name of a body that the knowledge base does not have.
    StrangeUnit,
    /// A place that no plan is of, perhaps with a body: the place.
    StrangePlace(String),
    /// 牵头, leads.
    Role(Roles),
    /// 牵头单位, lead unit.
    RoleNoun(Roles),
    /// A date or period: first and last day.
    Period(Option<Date>, Option<Date>),
    /// 附件6, 总体方案.
    Part(Vec<u32>),
    /// Documents that are called so, by their numbers: those of a place, the one of a title.
    Document(Vec<usize>),
    /// 90%.
    Number(f64, String),
    /// 超过.
    Compares(Op),
    Who,
    Which,
    /// 哪个省, 哪些地方.
    WhichPlace,
    When,
    HowMany,
    HowMuch,
    List,
    Most,
    Least,
    /// 最高, 最低: of values.
    Limit,
    /// 分别, 各: of each by itself.
    Each,
    /// 还是: which of the two.
    Choice,
    /// 多少亿, 几天: a value in this unit of measure.
    Measure(String),
    /// 多久: a value in time, or a deadline.
    HowLong,
    /// 文号: of a document.
    Property(Property),
    /// 第3项.
    Item(u32),
    /// 第七部分.
    Section(u32),
    /// 三/一/2: the numbering of a task as it is shown.
    Path(String),
    Task,
    Target,
    UnitNoun,
    Annex,
    DocumentNoun,
    Deadline,
    Due,
    Overdue,
    NoDeadline,
    /// 没到期.
    NotYet,
    Ongoing,
    /// 最早, 最晚, 下一个.
    Extreme(Extreme),
    /// 多个, 只有一个: so many units.
    Bodies(Op, usize),
    /// 各单位.
    EachUnit,
    /// 各附件.
    EachAnnex,
    /// 各方案.
    EachDocument,
    /// 各省.
    EachPlace,
    /// 各月.
    EachMonth,
    /// 压缩到, 达到: a value follows.
    Reach,
    /// 按时限排列.
    ByDeadline,
    Compare,
    Not,
    Except,
    And,
    Or,
    Together,
    /// 会同: whoever is named behind it takes part beside those before.
    Beside,
    Only,
    About,
    /// 题目提到.
    InTitle,
    /// Judges (重要, 优先), which no record does.
    Vague,
    /// 我县: the place of who asks.
    OwnPlace,
    /// 我局: the body of who asks.
    OwnBody,
    /// Asks for what no plan says: the number of the reason.
    Cannot(usize),
    By,
    /// Words that are none of these.
    Text,
    /// Words in quotes.
    Quoted,
}

impl Token {
    pub(crate) fn is(&self, kind: &Kind) -> bool {
        self.kind == *kind
    }
}
