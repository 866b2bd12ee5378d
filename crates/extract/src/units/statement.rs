use super::Conventions;
use super::Vocabulary;
use super::clean::Clean;
use super::groups::Groups;
use super::labels::{find_label, label_at};
use super::naming::{is_strict, kind_of};
use super::scan::{Event, scan};
use zhengtu_lexicon::roles::{Label, LabelSense};
use zhengtu_model::{Ground, Role, UnitKind};
use zhengtu_text::{CLOSING, OPENING, Span};

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
    /// The list the name stands in, from 0.
    pub list: usize,
}

impl Mention {
    /// Whether a word says that it leads.
    pub(super) fn is_said_to_lead(&self) -> bool {
        self.ground == Ground::Stated && self.role == Role::Lead
    }

    /// Whether a word says that it helps.
    pub(super) fn is_said_to_help(&self) -> bool {
        self.ground == Ground::Stated && self.role == Role::Cooperate
    }
}

/// Reads one responsibility statement: the content of a bracket, a labelled line, or several such
/// lines in one passage (lines between them with other labels, such as 完成时限：, are remarks). Never
/// fails.
///
/// Roles: the word beside the unit (X牵头) before the label (牵头单位：X), and a role word that only says
/// 负责 or 落实 leaves a 牵头 or 配合 of the label standing; the only unit named leads; what is left is
/// responsible.
pub fn parse_statement(vocabulary: &Vocabulary<'_>, text: &str, conventions: &Conventions) -> Statement {
    let mut statement = read_plain(vocabulary, text);
    settle(std::slice::from_mut(&mut statement), &[text], conventions);
    statement
}

/// Reads the statements of one task together, where they stand apart (牵头单位： above the text,
/// 责任单位： below it): a unit leads for being the only one only if it is so in all of them.
pub fn parse_statements(vocabulary: &Vocabulary<'_>, texts: &[&str], conventions: &Conventions) -> Vec<Statement> {
    let mut statements: Vec<Statement> = texts.iter().map(|text| read_plain(vocabulary, text)).collect();
    settle(&mut statements, texts, conventions);
    statements
}

/// Reads a table cell that lists units, under a column whose role is `role` (see [`column_role`]).
/// Role words in the cell come before the column's role.
pub fn parse_cell(vocabulary: &Vocabulary<'_>, text: &str, role: Role, conventions: &Conventions) -> Statement {
    let mut statement = read(vocabulary, text, (role, Ground::Column));
    match role {
        Role::Lead => without_false_leads(&mut statement),
        Role::Responsible if conventions.first_leads => lead_first(&mut statement),
        _ => {}
    }
    statement
}

/// Where a column names who leads: beside a name whose word says so (A（牵头）、B) the others are responsible, and groups
/// alone lead nobody.
fn without_false_leads(statement: &mut Statement) {
    let led = statement.mentions.iter().any(Mention::is_said_to_lead);
    let group = statement.mentions.iter().all(|mention| mention.kind == UnitKind::Collective);
    if led || group {
        let by_column = statement.mentions.iter_mut().filter(|mention| mention.ground == Ground::Column);
        by_column.for_each(|mention| mention.role = Role::Responsible);
    }
}

/// The role that a column header gives (牵头单位, 配合单位, 指导部门), if it is a role column;
/// `only`: the table has no other role column, so that it names who leads.
pub fn column_role(vocabulary: &Vocabulary<'_>, header: &str, only: bool) -> Option<Role> {
    let header: String = header.chars().filter(|char| !char.is_whitespace()).collect();
    let stated = match vocabulary.roles().header_sense(&header) {
        _ if vocabulary.forms().column.bodies.is(&header) => Role::Responsible,
        Some(LabelSense::Units(role)) => role,
        Some(LabelSense::Person | LabelSense::Members | LabelSense::Other) | None => return None,
    };
    Some(match stated {
        Role::Responsible if only => Role::Lead,
        stated => stated,
    })
}

/// A name that waits for its role.
#[derive(Clone, Copy, Debug)]
struct Pending {
    span: Span,
    role: Option<Role>,
    /// It stands after 会同.
    helps: bool,
    /// The number of commas before it in the list.
    group: usize,
}

/// Reads a statement whose names are responsible unless a word says more.
fn read_plain(vocabulary: &Vocabulary<'_>, text: &str) -> Statement {
    vocabulary.statement_of(text, || read(vocabulary, text, (Role::Responsible, Ground::Default)))
}

/// Reads the mentions with the roles that words and labels give, before the rule of the only unit.
fn read(vocabulary: &Vocabulary<'_>, text: &str, default: (Role, Ground)) -> Statement {
    let clean = Clean::of(vocabulary, text);
    let body = unwrapped(&clean.text);
    let groups = Groups::of(body.of(&clean.text)).shift(body.start);
    let mut reader = StatementReader {
        vocabulary,
        text: &clean.text,
        statement: Statement::default(),
        pending: Vec::new(),
        list: 0,
    };
    let mut led = false;
    for (label, span) in segments(vocabulary, &clean.text, &groups, body) {
        led |= matches!(label, Some(LabelSense::Units(_)));
        match label {
            Some(LabelSense::Units(role)) => reader.segment(&groups, span, (role, Ground::Label)),
            Some(LabelSense::Members) if led => reader.segment(&groups, span, (Role::Responsible, Ground::Label)),
            Some(LabelSense::Person | LabelSense::Members | LabelSense::Other) => reader.statement.remarks.push(span),
            None => reader.segment(&groups, span, default),
        }
    }
    let mut statement = reader.statement;
    statement.mentions.iter_mut().for_each(|mention| mention.span = clean.source(mention.span));
    statement.remarks.iter_mut().for_each(|remark| *remark = clean.source(*remark));
    statement.remarks.extend(clean.cut.map(|cut| Span::new(cut, text.len())));
    statement
}

/// The text without the brackets around it and the full stop at its end.
fn unwrapped(text: &str) -> Span {
    let mut span = Span::new(0, text.len()).trim(text);
    loop {
        let inner = span.of(text);
        let stopped = inner.trim_end_matches(['。', '.', '；', ';', '，', '、', '\n']);
        let (first, last) = match Wrap::of(stopped) {
            Wrap::Pair => (first_len(stopped), last_len(stopped)),
            Wrap::Opened => (first_len(stopped), 0),
            Wrap::Closed => (0, last_len(stopped)),
            Wrap::None => (0, 0),
        };
        let next = Span::new(span.start + first, span.start + stopped.len() - last);
        if next == span {
            return span;
        }
        span = next;
    }
}

/// The brackets around a text.
enum Wrap {
    /// One that opens it and closes at its end.
    Pair,
    /// One that opens it and closes nowhere.
    Opened,
    /// One that closes it and opens nowhere.
    Closed,
    None,
}

impl Wrap {
    fn of(text: &str) -> Self {
        let (opens, closes) = (text.contains(OPENING), text.contains(CLOSING));
        match (text.starts_with(OPENING), text.ends_with(CLOSING)) {
            (true, _) if is_one_group(text) => Self::Pair,
            (true, _) if !closes => Self::Opened,
            (_, true) if !opens => Self::Closed,
            _ => Self::None,
        }
    }
}

fn is_one_group(text: &str) -> bool {
    Groups::of(text).ending_at(text.len()).is_some_and(|group| group.start == 0)
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn last_len(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}

/// The passages of a statement, each with the label before it.
fn segments(vocabulary: &Vocabulary<'_>, text: &str, groups: &Groups, body: Span) -> Vec<(Option<LabelSense>, Span)> {
    let mut found = Vec::new();
    let mut label = None;
    let mut start = body.start;
    let mut from = body.start;
    if let Some(first) = label_at(vocabulary, body.of(text)) {
        label = Some(first.sense);
        start = body.start + first.span.end;
        from = start;
    }
    while let Some(next) = find_label(vocabulary, &text[..body.end], from) {
        from = next.span.end;
        let label_alone = groups.is_outside(next.span.start) && !names_members(&next, text);
        if !label_alone || names_unit(vocabulary, &next, text) {
            continue;
        }
        found.push((label, Span::new(start, next.span.start).trim(text)));
        label = Some(next.sense);
        start = next.span.end;
    }
    found.push((label, Span::new(start, body.end).trim(text)));
    found.retain(|(_, span)| !span.is_empty());
    found
}

/// Whether what seems to be a label of something else is a name (县教育局：).
fn names_unit(vocabulary: &Vocabulary<'_>, label: &Label, text: &str) -> bool {
    label.sense == LabelSense::Other && is_strict(vocabulary, label.span.of(text).trim_end_matches(['：', ':']))
}

/// Whether a label of members runs on from a name (市安委会成员单位：).
fn names_members(label: &Label, text: &str) -> bool {
    let before = text[..label.span.start].chars().next_back();
    label.sense == LabelSense::Members && before.is_some_and(char::is_alphanumeric)
}

struct StatementReader<'a> {
    vocabulary: &'a Vocabulary<'a>,
    text: &'a str,
    statement: Statement,
    pending: Vec<Pending>,
    list: usize,
}

impl StatementReader<'_> {
    /// Reads a passage whose names have the role of `default` unless a word gives another.
    fn segment(&mut self, groups: &Groups, span: Span, default: (Role, Ground)) {
        let first = self.statement.mentions.len();
        let mut group = 0;
        let mut helps = false;
        for event in scan(self.vocabulary, self.text, groups, span) {
            match event {
                Event::Name(span, role) => self.pending.push(Pending { span, role, helps, group }),
                Event::Pause => {}
                Event::Comma => group += 1,
                Event::Open => self.statement.open = true,
                Event::With => helps = true,
                Event::Remark(span) => self.statement.remarks.push(span),
                Event::Tail(role) | Event::Duty(role) => {
                    self.close(role, default, self.statement.mentions.len() == first);
                    helps = false;
                }
                Event::Verb | Event::Stop => {
                    self.flush(default);
                    helps = false;
                }
            }
        }
        self.flush(default);
        self.list += 1;
    }

    /// Gives the waiting names the role of the word after them. `first`: no name before them has a role,
    /// so a 配合 is for the names after the last comma only.
    fn close(&mut self, role: Role, default: (Role, Ground), first: bool) {
        let given = match (role, default) {
            // 牵头单位：X负责: a word that only says 负责 leaves the role of the label.
            (Role::Responsible, (Role::Lead | Role::Cooperate, Ground::Label | Ground::Column)) => default,
            _ => (role, Ground::Stated),
        };
        let given = self.with_help(given);
        let last_group = self.pending.last().map_or(0, |pending| pending.group);
        for pending in std::mem::take(&mut self.pending) {
            let before = first && role == Role::Cooperate && pending.group < last_group;
            self.mention(pending, if before { default } else { given });
        }
        self.list += 1;
    }

    fn flush(&mut self, default: (Role, Ground)) {
        let given = self.with_help(default);
        for pending in std::mem::take(&mut self.pending) {
            self.mention(pending, given);
        }
    }

    /// The role of the waiting names that do not help: who does something 会同 others leads.
    fn with_help(&self, (role, ground): (Role, Ground)) -> (Role, Ground) {
        let helped = self.pending.iter().any(|pending| pending.helps);
        let led = || self.statement.mentions.iter().any(|mention| mention.role == Role::Lead);
        match role {
            Role::Responsible if helped && !led() => (Role::Lead, Ground::Stated),
            _ => (role, ground),
        }
    }

    fn mention(&mut self, pending: Pending, (role, ground): (Role, Ground)) {
        let (role, ground) = match pending.role {
            Some(own) => (own, Ground::Stated),
            None if pending.helps => (Role::Cooperate, Ground::Stated),
            None => (role, ground),
        };
        let kind = kind_of(self.vocabulary, pending.span.of(self.text));
        self.statement.mentions.push(Mention { span: pending.span, role, ground, kind, list: self.list });
    }
}

/// Applies the rules that look at all statements of a task: the only unit named leads, and where the
/// document says so the first one.
fn settle(statements: &mut [Statement], texts: &[&str], conventions: &Conventions) {
    if names_only_one(statements, texts) {
        for mention in statements.iter_mut().flat_map(|statement| &mut statement.mentions) {
            if mention.kind == UnitKind::Unit && mention.role == Role::Responsible {
                (mention.role, mention.ground) = (Role::Lead, Ground::Sole);
            }
        }
    } else if conventions.first_leads {
        let first = statements.iter_mut().find(|statement| !statement.mentions.is_empty());
        first.into_iter().for_each(lead_first);
    }
}

/// Whether the statements name a unit, and no other.
fn names_only_one(statements: &[Statement], texts: &[&str]) -> bool {
    let of_text = statements.iter().zip(texts);
    let names = of_text.flat_map(|(statement, text)| statement.mentions.iter().map(|mention| mention.span.of(text)));
    let mut names = names.map(|name| name.chars().filter(|char| !char.is_whitespace()));
    names.next().is_some_and(|first| names.all(|other| other.eq(first.clone())))
}

/// The first unit leads, where no word says who does.
fn lead_first(statement: &mut Statement) {
    let stated = statement.mentions.iter().any(|mention| mention.role != Role::Responsible);
    if let Some(first) = statement.mentions.first_mut().filter(|first| !stated && first.kind == UnitKind::Unit) {
        first.role = Role::Lead;
    }
}
