use super::Conventions;
use zhengtu_model::{Ground, Role, UnitKind};
use zhengtu_text::Span;

/// A responsibility statement as read. All spans are bytes of the text given to the parser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The bodies named, in the order printed.
    pub mentions: Vec<Mention>,
    /// Whether a list ends with 等.
    pub open: bool,
    /// Passages that name nobody: duties, dates, 以下均需….
    pub remarks: Vec<Span>,
}

/// One name in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name as printed, a bracket behind it included.
    pub span: Span,
    /// What the body has to do.
    pub role: Role,
    /// The rule that gave the role.
    pub ground: Ground,
    /// One body or a group.
    pub kind: UnitKind,
    /// The list the name stands in, from 0: an elided prefix is taken from the same list.
    pub list: usize,
}

/// Reads one responsibility statement: the content of a bracket, a labelled line, or several such
/// lines in one passage. Never fails; what names nobody is in `remarks`.
pub fn parse_statement(text: &str, conventions: &Conventions) -> Statement {
    let _ = (text, conventions);
    Statement::default()
}

/// Reads a table cell that lists units, under a column whose role is `role` (see [`column_role`]).
pub fn parse_cell(text: &str, role: Role, conventions: &Conventions) -> Statement {
    let _ = (text, role, conventions);
    Statement::default()
}

/// The role that a column header gives (牵头单位, 配合单位, 指导部门), if it is a role column;
/// `only`: the table has no other role column.
pub fn column_role(header: &str, only: bool) -> Option<Role> {
    let _ = (header, only);
    None
}
