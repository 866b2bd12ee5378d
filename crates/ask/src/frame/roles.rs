//! Who does what: units, question words for units, and the roles said of them.

use crate::question::{Roles, UnitCondition, UnitCount};
use crate::token::{Kind, Token};
use crate::words::{WORDS, looks_like_body};
use crate::{Cause, Names};
use std::collections::BTreeMap;

/// Who a role is said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Units by their canonical names, of which one that is named may have several: with `true` one of them, else each.
    Units(Vec<Vec<String>>, bool),
    /// 谁, 哪个单位.
    Who,
    /// A role noun that nothing fills (X的牵头单位？).
    Asked,
    /// Any unit (没有牵头单位的任务).
    Anyone,
}

/// A subject with the roles said of it.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub subject: Subject,
    roles: Vec<(Roles, bool)>,
    negated: bool,
    excepted: bool,
    /// Whether it is asked what is written: 没写牵头单位.
    stated: bool,
    /// Whether its units stand beside those that a role is said of, in whatever role: X会同Y负责.
    helps: bool,
    /// Whether it stands beside whom the question asks for, so that what is said of it is said of both: 谁和X一起牵头.
    with_who: bool,
}

impl Group {
    fn new(subject: Subject) -> Self {
        Self {
            subject,
            roles: Vec::new(),
            negated: false,
            excepted: false,
            stated: false,
            helps: false,
            with_who: false,
        }
    }

    /// The roles that are asked for.
    pub fn wanted(&self) -> Roles {
        self.said(false).unwrap_or(Roles::ANY)
    }

    /// How many times roles are said of it.
    pub fn said_roles(&self) -> usize {
        self.roles.len()
    }

    /// Whether it is left out: 除了X.
    pub fn is_excepted(&self) -> bool {
        self.excepted
    }

    /// The roles that are asked for by those who lack them.
    pub fn lacked(&self) -> Option<Roles> {
        if self.said(false).is_some() { None } else { self.said(true) }
    }

    fn said(&self, denied: bool) -> Option<Roles> {
        let said = || self.roles.iter().filter(|(_, its)| *its == denied).map(|(roles, _)| *roles);
        // do lead: what says more holds.
        said().filter(|roles| *roles != Roles::ANY).reduce(Roles::or).or_else(|| said().next())
    }

    /// The conditions that the group sets. 不牵头 said of a unit means that it takes part otherwise.
    pub fn conditions(&self) -> Vec<UnitCondition> {
        if self.subject == Subject::Anyone {
            let roles = self.wanted();
            return vec![UnitCondition {
                units: Vec::new(),
                roles,
                negated: self.negated,
                alone: false,
                stated: self.stated,
            }];
        }
        let Subject::Units(units, any) = &self.subject else { return Vec::new() };
        let sets: Vec<Vec<String>> = if *any { vec![units.concat()] } else { units.clone() };
        let condition = |units: &Vec<String>, roles, negated| UnitCondition {
            units: units.clone(),
            roles,
            negated,
            alone: false,
            stated: false,
        };
        let mut conditions = Vec::new();
        for units in &sets {
            let (said, denied) = (self.said(false), self.said(true));
            // 没参与: no part at all.
            if said.is_none() && denied == Some(Roles::ANY) {
                conditions.push(condition(units, Roles::ANY, !self.negated));
                continue;
            }
            conditions.push(condition(units, said.unwrap_or(Roles::ANY), self.negated));
            if let Some(denied) = denied {
                conditions.push(condition(units, denied, !self.negated));
            }
        }
        conditions
    }
}

/// Takes words before a role for the name of a unit: 税务牵头.
pub(super) fn name_subjects(tokens: &[Token], names: &Names) -> Result<Vec<Token>, Cause> {
    let mut tokens = join_departments(tokens, names);
    let mut next = 0;
    while next < tokens.len() {
        let at = next;
        next += 1;
        let long = tokens[at].text.chars().nth(1).is_some();
        let subject = tokens[at].kind == Kind::Text && long && says_role(&tokens[at + 1..]);
        if !subject {
            continue;
        }
        let name = tokens[at].text.clone();
        if let Some(both) = bodies_joined(&tokens[at], names) {
            tokens.splice(at..=at, both);
            continue;
        }
        let asks_who = tokens.iter().any(|token| token.kind == Kind::Who);
        let units = names.units_with(&name);
        match names.unit_names(&units).len() {
            0 if looks_like_body(&name) => {
                let candidates = names.units_near(&name);
                return Err(Cause::UnknownUnit { name, candidates });
            }
            0 => {}
            _ if asks_who => {}
            _ => tokens[at].kind = Kind::Unit(units),
        }
    }
    Ok(tokens)
}

/// Two bodies that people call by their stems with a word like 和 between them, before a role: 药监和卫健都参与.
fn bodies_joined(token: &Token, names: &Names) -> Option<Vec<Token>> {
    let text = token.text.as_str();
    let mut ands = text.char_indices().filter_map(|(at, _)| Some((at, WORDS.name.with.at_start(&text[at..])?)));
    ands.find_map(|(at, len)| {
        let (first, second) = (&text[..at], &text[at + len..]);
        let long = |words: &str| words.chars().nth(1).is_some();
        let called = |stem: &str| match names.units_with(stem) {
            none if none.is_empty() => {
                let like = WORDS
                    .name
                    .function_ending
                    .iter()
                    .chain(WORDS.name.ministry.iter())
                    .map(|ending| names.units_like(&format!("{stem}{ending}")));
                like.into_iter().find(|units| !units.is_empty()).unwrap_or_default()
            }
            units => units,
        };
        let (ones, others) = (called(first), called(second));
        if !long(first) || !long(second) || ones.is_empty() || others.is_empty() {
            return None;
        }
        let piece = |kind, from: usize, to: usize| {
            let (start, end) = (token.start + from, token.start + to);
            Token { kind, text: text[from..to].to_owned(), start, end }
        };
        let (and, end) = (at + len, text.len());
        Some(vec![piece(Kind::Unit(ones), 0, at), piece(Kind::And, at, and), piece(Kind::Unit(others), and, end)])
    })
}

/// Reads words that say what the tasks of a plan are (项目, 工程) as 任务, where the question asks which or how many of them
/// a body has a part in.
pub(super) fn kinds_of_task(tokens: Vec<Token>) -> Vec<Token> {
    let is_role = |token: &Token| matches!(token.kind, Kind::Role(_) | Kind::RoleNoun(_));
    let has = |kind: &Kind| tokens.iter().any(|token| token.is(kind));
    if !tokens.iter().any(is_role) || has(&Kind::Task) {
        return tokens;
    }
    let asks = |token: &Token| is_role(token) || matches!(token.kind, Kind::Which | Kind::HowMany);
    let is_kind = |at: usize, token: &Token| {
        let asked = at.checked_sub(1).is_some_and(|before| asks(&tokens[before]));
        token.kind == Kind::Text && asked && WORDS.name.task_kinds.is(&token.text)
    };
    let each = tokens.iter().enumerate();
    each.map(|(at, token)| match is_kind(at, token) {
        true => Token { kind: Kind::Task, ..token.clone() },
        false => token.clone(),
    })
    .collect()
}

/// Reads a word between a body and 哪些, 几项 that says that the body answers for something as 负责: 税务总局指导几项.
pub(super) fn answers_for(tokens: Vec<Token>) -> Vec<Token> {
    let asks = |token: &Token| matches!(token.kind, Kind::Which | Kind::HowMany | Kind::Task);
    let is_act = |at: usize, token: &Token| {
        let of_body = at > 0 && matches!(tokens[at - 1].kind, Kind::Unit(_));
        // 建筑垃圾哪些部门指导
        let of_whom = at > 0 && tokens[at - 1].is(&Kind::Who);
        let says = token.kind == Kind::Text && WORDS.name.answers.is(&token.text);
        says && match tokens.get(at + 1) {
            Some(next) => of_body && asks(next),
            None => of_whom,
        }
    };
    let each = tokens.iter().enumerate();
    each.map(|(at, token)| match is_act(at, token) {
        true => Token { kind: Kind::Role(Roles::RESPONSIBLE), ..token.clone() },
        false => token.clone(),
    })
    .collect()
}

/// A body of which it is asked where it is (市河长办在哪个局, 设在哪里) is a matter, of which no task says that.
pub(super) fn seats(tokens: Vec<Token>) -> Vec<Token> {
    let [.., body, who] = &tokens[..] else { return tokens };
    let asks = who.is(&Kind::Who) && (WORDS.name.seated.at_start(&who.text).is_some() || who.start > body.end);
    let of_body = matches!(body.kind, Kind::Unit(_)) && tokens.len() == 2;
    if !asks || !of_body {
        return tokens;
    }
    vec![Token { kind: Kind::Text, ..body.clone() }, who.clone()]
}

/// 没写谁负责 is 没写负责单位, and so is 谁都不负责: whoever it is, nobody is named.
pub(super) fn nobody(tokens: Vec<Token>) -> Vec<Token> {
    let mut read: Vec<Token> = Vec::new();
    let mut rest = denied_last(tokens).into_iter().peekable();
    while let Some(token) = rest.next() {
        let denied =
            read.iter().rev().find(|before| before.kind != Kind::By).is_some_and(|before| before.is(&Kind::Not));
        if token.kind != Kind::Who || !denied {
            read.push(token);
            continue;
        }
        read.pop_if(|before| before.kind == Kind::By);
        let role = rest.next_if(|next| matches!(next.kind, Kind::Role(_)));
        let (roles, end) = match role {
            Some(Token { kind: Kind::Role(roles), end, .. }) => (roles, end),
            _ => (Roles::ANY, token.end),
        };
        read.push(Token { kind: Kind::RoleNoun(roles), end, ..token });
    }
    read
}

/// 谁都不 as 不谁.
fn denied_last(tokens: Vec<Token>) -> Vec<Token> {
    let mut read = tokens;
    let kinds = |at: usize, read: &[Token]| [at, at + 1, at + 2].map(|at| read.get(at).map(|token| token.kind.clone()));
    let denies = |at: &usize| kinds(*at, &read) == [Kind::Who, Kind::Together, Kind::Not].map(Some);
    if let Some(at) = (0..read.len()).find(denies) {
        read.remove(at + 1);
        read.swap(at, at + 1);
    }
    read
}

/// Takes out what says how many units a task has: 多个牵头单位, 只有一个责任单位, 多个单位牵头.
pub(super) fn counts(tokens: Vec<Token>) -> (Vec<Token>, Vec<UnitCount>) {
    let (mut rest, mut counts) = (Vec::new(), Vec::new());
    // 财政局和税务局两个部门: these are counted, and no others.
    let named = tokens.iter().any(|token| matches!(token.kind, Kind::Unit(_)));
    let is_counted =
        |token: &Token| matches!(token.kind, Kind::Bodies(..)) && WORDS.value.bodies.at_end(&token.text).is_some();
    let tokens: Vec<Token> = tokens.into_iter().filter(|token| !(named && is_counted(token))).collect();
    let mut at = 0;
    while at < tokens.len() {
        match counted(&tokens[at..]) {
            Some((count, len)) => {
                // have several
                rest.pop_if(|before: &mut Token| before.kind == Kind::Role(Roles::ANY));
                counts.push(count);
                at += len;
            }
            None => {
                rest.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    (rest, counts)
}

fn counted(tokens: &[Token]) -> Option<(UnitCount, usize)> {
    if let Some(compared) = compared_count(tokens) {
        return Some(compared);
    }
    let Kind::Bodies(op, number) = tokens.first()?.kind else { return None };
    let count = |roles| UnitCount { roles, op, number };
    // 三个厅一起牵头
    if WORDS.value.bodies.at_end(&tokens[0].text).is_some() {
        let role = tokens.iter().skip(1).position(|token| !matches!(token.kind, Kind::Together | Kind::By))? + 1;
        return if let Kind::Role(roles) = tokens[role].kind { Some((count(roles), role + 1)) } else { None };
    }
    match (&tokens.get(1)?.kind, tokens.get(2).map(|token| &token.kind)) {
        (Kind::RoleNoun(roles), _) => Some((count(*roles), 2)),
        (Kind::UnitNoun, Some(Kind::Role(roles))) => Some((count(*roles), 3)),
        (Kind::UnitNoun, _) => Some((count(Roles::ANY), 2)),
        _ => None,
    }
}

/// 配合单位超过2个, 配合单位2个以上: a comparison behind the word for the units.
fn compared_count(tokens: &[Token]) -> Option<(UnitCount, usize)> {
    let Kind::RoleNoun(roles) = tokens.first()?.kind else { return None };
    let number = |token: &Token| match &token.kind {
        Kind::Number(number, unit) if unit.is_empty() || WORDS.value.of_bodies.is(unit) => {
            format!("{number}").parse().ok()
        }
        _ => None,
    };
    let count = |op, number, len| Some((UnitCount { roles, op, number }, len));
    match (tokens.get(1)?, tokens.get(2)?) {
        (Token { kind: Kind::Compares(op), .. }, second) => count(*op, number(second)?, 3),
        (first, Token { kind: Kind::Compares(op), .. }) => count(*op, number(first)?, 3),
        _ => None,
    }
}

/// 文旅部门: a function with 部门 is the body that has it.
fn join_departments(tokens: &[Token], names: &Names) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::new();
    for token in tokens {
        let function = joined
            .last()
            .filter(|before| token.kind == Kind::UnitNoun && before.kind == Kind::Text && before.end == token.start);
        let units = function.map(|function| department(&function.text, names)).unwrap_or_default();
        match function {
            Some(function) if !units.is_empty() => {
                let (text, start) = (format!("{}{}", function.text, token.text), function.start);
                joined.pop();
                joined.push(Token { kind: Kind::Unit(units), text, start, end: token.end });
            }
            _ => joined.push(token.clone()),
        }
    }
    joined
}

/// The bodies that are called by their function: 文旅部门 and, of a ministry, 农业部门.
fn department(function: &str, names: &Names) -> Vec<usize> {
    let like = ['局', '部'].into_iter().map(|ending| names.units_like(&format!("{function}{ending}")));
    like.into_iter().find(|units| !units.is_empty()).unwrap_or_default()
}

/// Reads the name of a body on either side of 还是, which people cut short: 孤儿保障是民政还是残联负责.
pub(super) fn choices(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let mut read: Vec<Token> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        // 民政局牵头还是残联牵头: the role is said again behind the other.
        let twice = matches!(token.kind, Kind::Role(_))
            && tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Choice)
            && tokens[at + 1..].iter().any(|later| later.kind == token.kind);
        if twice {
            continue;
        }
        let before = tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Choice);
        let after = at.checked_sub(1).is_some_and(|before| tokens[before].kind == Kind::Choice);
        let start = match (token.kind == Kind::Text, before, after) {
            (true, true, _) => behind_copula(&token.text),
            (true, _, true) => Some(0),
            _ => None,
        };
        let units = start.map(|start| names.units_with(&token.text[start..])).unwrap_or_default();
        let Some(start) = start.filter(|_| !units.is_empty()) else {
            read.push(token.clone());
            continue;
        };
        let (matter, body) = token.text.split_at(start);
        let matter = &matter[..matter.len() - WORDS.name.copula.at_end(matter).unwrap_or(0)];
        if !matter.is_empty() {
            let end = token.start + matter.len();
            read.push(Token { kind: Kind::Text, text: matter.to_owned(), start: token.start, end });
        }
        read.push(Token { kind: Kind::Unit(units), text: body.to_owned(), start: token.start + start, end: token.end });
    }
    read
}

/// Where a text goes on behind its last word like 是, 由, with two characters and more; its start where it has none.
fn behind_copula(text: &str) -> Option<usize> {
    let mut ends = text.char_indices().filter_map(|(at, _)| Some(at + WORDS.name.copula.at_start(&text[at..])?));
    let start = ends.next_back().unwrap_or(0);
    text[start..].chars().nth(1).map(|_| start)
}

/// Whether a role follows at once, perhaps denied.
fn says_role(tokens: &[Token]) -> bool {
    let tokens = if tokens.first().is_some_and(|first| first.kind == Kind::Together) { &tokens[1..] } else { tokens };
    match tokens {
        [first, ..] if matches!(first.kind, Kind::Role(_)) => true,
        [first, second, ..] => first.kind == Kind::Not && matches!(second.kind, Kind::Role(_)),
        _ => false,
    }
}

/// Reads the groups of the question.
pub(super) fn groups(tokens: &[Token], used: &mut [bool], names: &Names, docs: &[String]) -> Result<Vec<Group>, Cause> {
    // A list of units means any of them, unless they do it together.
    let jointly = tokens.iter().any(|token| token.kind == Kind::Together);
    let mut reader = RoleReader {
        jointly,
        groups: Vec::new(),
        coming: Vec::new(),
        denied: None,
        excepted: None,
        joined: None,
        beside: false,
        fresh: false,
        unwritten: false,
    };
    for (at, token) in tokens.iter().enumerate() {
        match &token.kind {
            Kind::Unit(units) => {
                reader.unit(unit_names(token, units, names, docs)?, used);
                used[at] = true;
            }
            Kind::Who => {
                reader.subject(Subject::Who, used);
                used[at] = true;
            }
            Kind::Role(roles) => {
                let by = tokens.get(at + 1).is_some_and(|next| next.kind == Kind::By);
                reader.role(*roles, by, used);
                used[at] = true;
            }
            Kind::RoleNoun(roles) => {
                let after = &tokens[at + 1..];
                let denied = reader.denied.map(|at| tokens[at].text.as_str());
                reader.unwritten = denied.is_some_and(|text| WORDS.name.unwritten.within(text));
                // X在哪几条里当责任单位
                let counted = |token: &Token| {
                    let asks = matches!(token.kind, Kind::Which | Kind::HowMany);
                    asks && WORDS.value.tasks.at_end(&token.text).is_some()
                };
                let of_tasks = after.iter().any(|token| token.kind == Kind::Task) || tokens[..at].iter().any(counted);
                if reader.fresh && !is_filled(after) && of_tasks {
                    // X是牵头单位的任务
                    reader.role(*roles, false, used);
                } else {
                    reader.role_noun(*roles, is_filled(after), used);
                }
                used[at] = true;
            }
            Kind::Not => reader.denied = Some(at),
            Kind::Except if used[at] => {}
            Kind::Except => reader.except(at, used),
            Kind::And | Kind::Or | Kind::Choice | Kind::Together => reader.joined = Some(token.kind.clone()),
            Kind::Beside => reader.beside = true,
            Kind::Which | Kind::By | Kind::List | Kind::Only | Kind::Each => {}
            _ => (reader.joined, reader.beside) = (None, false),
        }
    }
    Ok(reader.finish())
}

/// Whether a unit or 谁 follows a role noun, or two of them: 牵头单位是X, 牵头单位和配合单位分别是谁.
fn is_filled(tokens: &[Token]) -> bool {
    let between =
        |kind: &Kind| matches!(kind, Kind::And | Kind::About | Kind::By | Kind::Not | Kind::Each | Kind::RoleNoun(_));
    let mut after = tokens.iter().filter(|token| !between(&token.kind));
    after.next().is_some_and(|token| matches!(token.kind, Kind::Unit(_) | Kind::Who))
}

/// The canonical names that are meant: one, or one in each of several documents. Of several in one document the one is
/// meant that is the same kind of body.
pub(super) fn unit_names(token: &Token, units: &[usize], names: &Names, docs: &[String]) -> Result<Vec<String>, Cause> {
    let in_docs: Vec<usize> =
        units.iter().copied().filter(|&unit| docs.contains(&names.document_of(unit).name)).collect();
    // Another plan has the name as it is written; that of the question writes it otherwise (市发改委, 市发展改革委).
    let in_docs = if in_docs.is_empty() && !docs.is_empty() {
        let like = names.units_like(&token.text).into_iter();
        like.filter(|&unit| docs.contains(&names.document_of(unit).name)).collect()
    } else {
        in_docs
    };
    if in_docs.is_empty() && !docs.is_empty() {
        return Err(Cause::UnitElsewhere { name: token.text.clone(), places: names.places_of(units) });
    }
    let units = if in_docs.is_empty() { units.to_vec() } else { in_docs };
    // A name without a place means the body of the government whose plan it is.
    let is_own = |&unit: &usize| !names.is_of_other_place(unit) || names.is_of_written_place(unit, &token.text);
    let own: Vec<usize> = units.iter().copied().filter(is_own).collect();
    let units = if own.is_empty() { units } else { own };
    let of = |keep: &dyn Fn(&str) -> bool| -> Vec<usize> {
        units.iter().copied().filter(|&unit| keep(names.name_of(unit))).collect()
    };
    let alike = of(&|name| ends_alike(name, &token.text));
    let written = of(&|name| name.contains(&token.text));
    let readings = [units.clone(), written, alike];
    match readings.into_iter().find(|meant| is_one_each(meant, names)) {
        Some(meant) => Ok(names.unit_names(&names.with_same(meant))),
        None => Err(Cause::AmbiguousUnit { name: token.text.clone(), candidates: names.unit_names(&units) }),
    }
}

/// Whether there are such bodies, and no document has two of them.
fn is_one_each(units: &[usize], names: &Names) -> bool {
    let mut seen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &unit in units {
        let name = names.name_of(unit);
        let others = seen.entry(&names.document_of(unit).name).or_default();
        // 财政厅 beside 省财政厅 is the same body.
        let is_same = |&other: &usize| {
            let called = names.name_of(other);
            called.ends_with(name) || name.ends_with(called) || names.is_same(unit, other)
        };
        if !others.iter().all(is_same) {
            return false;
        }
        others.push(unit);
    }
    !seen.is_empty()
}

fn ends_alike(name: &str, written: &str) -> bool {
    let long = written.chars().nth(2).is_some();
    long && name.chars().next_back() == written.chars().next_back()
}

struct RoleReader {
    /// Whether all the units of a list are meant, each of them.
    jointly: bool,
    groups: Vec<Group>,
    /// Roles said before their subject.
    coming: Vec<(Roles, bool)>,
    /// The place of a word of denial that waits for what it denies.
    denied: Option<usize>,
    excepted: Option<usize>,
    /// The word that joins what follows to what came before.
    joined: Option<Kind>,
    /// Whether the units that follow stand beside those before.
    beside: bool,
    /// Whether the last group has had no role since it was opened.
    fresh: bool,
    /// Whether the word of denial says that something is not written.
    unwritten: bool,
}

impl RoleReader {
    fn unit(&mut self, names: Vec<String>, used: &mut [bool]) {
        let joined = self.joined.take();
        if std::mem::take(&mut self.beside) {
            let coming = std::mem::take(&mut self.coming);
            self.subject(Subject::Units(vec![names], false), used);
            self.coming = coming;
            self.groups.last_mut().into_iter().for_each(|group| group.helps = true);
            return;
        }
        if self.fresh
            && self.denied.is_none()
            && joined.is_some()
            && let Some(Group { subject: Subject::Units(units, _), .. }) = self.groups.last_mut()
        {
            units.push(names);
            return;
        }
        let any = !self.jointly;
        let of_who = |group: &Group| group.subject == Subject::Who && group.roles.is_empty();
        let with_who = self.jointly && joined.is_some() && self.groups.last().is_some_and(of_who);
        self.subject(Subject::Units(vec![names], any), used);
        self.groups.last_mut().into_iter().for_each(|group| group.with_who = with_who);
    }

    fn subject(&mut self, subject: Subject, used: &mut [bool]) {
        let mut group = Group::new(subject);
        group.roles = std::mem::take(&mut self.coming);
        if let Some(at) = self.denied.take() {
            used[at] = true;
            group.negated = true;
        }
        if let Some(at) = self.excepted.take() {
            used[at] = true;
            group.negated = true;
            group.excepted = true;
        }
        self.groups.push(group);
        self.fresh = true;
    }

    fn role(&mut self, roles: Roles, by: bool, used: &mut [bool]) {
        // What is denied of a role said by the unit after it is the whole (not led by X).
        let denied = !by && self.denied.take().inspect(|&at| used[at] = true).is_some();
        self.joined = None;
        if let [.., who, beside] = &mut self.groups[..]
            && beside.with_who
            && beside.roles.is_empty()
        {
            who.roles.push((roles, denied));
        }
        let alone = self.groups.iter().all(|group| group.helps);
        match self.groups.iter_mut().rev().find(|group| alone || !group.helps) {
            Some(group) if !by && group.subject != Subject::Asked && !group.excepted => {
                group.roles.push((roles, denied));
                self.fresh = false;
            }
            _ => self.coming.push((roles, denied)),
        }
    }

    fn role_noun(&mut self, roles: Roles, filled: bool, used: &mut [bool]) {
        let denied = !filled && self.denied.take().inspect(|&at| used[at] = true).is_some();
        if filled {
            self.coming.push((roles, denied));
        } else if denied {
            let mut group = Group::new(Subject::Anyone);
            group.roles.push((roles, false));
            group.negated = true;
            group.stated = self.unwritten;
            self.groups.push(group);
        } else if let Some(group) = self.groups.last_mut().filter(|group| group.subject == Subject::Who) {
            group.roles.push((roles, denied));
        } else {
            let mut group = Group::new(Subject::Asked);
            group.roles.push((roles, denied));
            self.groups.push(group);
        }
        self.fresh = false;
    }

    /// 除X以外: the word may stand before or after the unit, or both.
    fn except(&mut self, at: usize, used: &mut [bool]) {
        match self.groups.last_mut().filter(|group| self.fresh && group.roles.is_empty()) {
            Some(group) => {
                group.negated = true;
                group.excepted = true;
                used[at] = true;
                self.fresh = false;
            }
            None => self.excepted = Some(at),
        }
    }

    /// Gives the roles that are left over, and those of 谁 to the units excepted from it.
    fn finish(mut self) -> Vec<Group> {
        let coming = std::mem::take(&mut self.coming);
        if let Some(group) = self.groups.last_mut() {
            group.roles.extend(coming);
        } else if !coming.is_empty() {
            let mut group = Group::new(Subject::Asked);
            group.roles = coming;
            self.groups.push(group);
        }
        contrast(&mut self.groups);
        let asked = self.groups.iter().find(|group| group.subject == Subject::Who).map(|group| group.roles.clone());
        for group in self.groups.iter_mut().filter(|group| group.excepted && group.roles.is_empty()) {
            group.roles = asked.clone().unwrap_or_default();
        }
        self.groups
    }
}

/// Where one unit is said to lead, another that 负责 answers for its share: X牵头、Y负责.
fn contrast(groups: &mut [Group]) {
    let leads = groups.iter().position(|group| group.said(false) == Some(Roles::LEAD) && !group.negated);
    let Some(leader) = leads.filter(|&leader| matches!(groups[leader].subject, Subject::Units(..))) else { return };
    for (at, group) in groups.iter_mut().enumerate() {
        for (roles, _) in group.roles.iter_mut().filter(|(roles, _)| at != leader && *roles == Roles::RESPONSIBLE) {
            *roles = Roles { lead: false, ..Roles::RESPONSIBLE };
        }
    }
}
