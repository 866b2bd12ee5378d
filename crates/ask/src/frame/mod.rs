//! Tokens to what is asked: who does what (`roles`), the other conditions, and what is wanted.
//!
//! Every token must be used by some rule; one that is not is a word that was not understood.

mod grouping;
mod roles;
mod targets;

use crate::fold::fold;
use crate::names::{DocumentEntry, TaskWords};
use crate::question::{
    Comparison, DocumentSearch, Due, Extreme, Find, Focus, Lang, Mention, Property, Question, Roles, TaskFilter, Topic,
    TopicField, UnitCondition, UnitCount, UnitSearch,
};
use crate::token::{Kind, Token};
use crate::words::WORDS;
use crate::{Cause, Clock, Names, indicator, marks, topic};
use roles::{Group, Subject};
use std::collections::BTreeSet;
use zhengtu_model::Date;

/// Reads the tokens of a question.
pub(crate) fn read(tokens: &[Token], lang: Lang, names: &Names, clock: &Clock) -> Result<Question, Cause> {
    let tokens = numbered_matters(issued_by(tokens.to_vec(), names));
    refuse(&tokens, names)?;
    let tokens = roles::seats(tokens);
    let tokens = roles::name_subjects(&roles::choices(tokens, names), names)?;
    let tokens = roles::nobody(roles::kinds_of_task(roles::answers_for(issuers(tokens, names))));
    let (tokens, counts) = roles::counts(tokens);
    let mut frame = Frame::new(&tokens, names, clock)?;
    frame.counts = counts;
    frame.groups = roles::groups(&tokens, &mut frame.used, names, &frame.docs)?;
    frame.readings = readings(&tokens, names, &frame.docs, lang);
    let find = frame.find();
    let by_deadline = matches!(find, Ok(Find::Tasks(..) | Find::Targets(..))) && frame.take(&Kind::ByDeadline);
    let unused = frame.unused();
    if matches!(find, Ok(_) | Err(Cause::NoQuestion)) && !unused.is_empty() {
        return Err(frame.judging(&unused).unwrap_or(Cause::UnknownWords(unused)));
    }
    let find = find?;
    frame.whose(&find)?;
    Ok(Question { find, lang, readings: frame.readings, today: frame.today, by_deadline, choice: frame.choice })
}

/// The documents of who issued them: 国务院办公厅发的文件, 国务院2018年的文件.
fn issued_by(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let has_noun = tokens.iter().any(|token| token.kind == Kind::DocumentNoun);
    let of_tasks = |token: &Token| matches!(token.kind, Kind::Role(_) | Kind::RoleNoun(_) | Kind::Task | Kind::Who);
    if !has_noun || tokens.iter().any(of_tasks) {
        return tokens;
    }
    let of = |issuer: &str| -> Vec<usize> {
        let each = names.documents.iter().enumerate();
        let issued = each.filter(|(_, document)| !issuer.is_empty() && document.issuer.ends_with(issuer));
        issued.map(|(document, _)| document).collect()
    };
    let mut read: Vec<Token> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let asks = |next: &Token| matches!(next.kind, Kind::DocumentNoun | Kind::HowMany | Kind::Which);
        let next = tokens.get(at + 1);
        let issues = token.kind == Kind::Text && WORDS.name.issues.is(&token.text) && next.is_none_or(asks);
        // The body is named, and nothing is said of what it does.
        let names_body = matches!(token.kind, Kind::Unit(_) | Kind::StrangeUnit | Kind::Text);
        let follows = next.is_some_and(|next| asks(next) || matches!(next.kind, Kind::Period(..)));
        let body = match read.last().filter(|before| issues && before.end == token.start) {
            Some(before) => Some(Token { end: token.end, ..before.clone() }),
            None => Some(token.clone()).filter(|_| names_body && follows),
        };
        let documents = body.as_ref().map(|body| of(&body.text)).unwrap_or_default();
        let Some(body) = body.filter(|_| !documents.is_empty()) else {
            read.push(token.clone());
            continue;
        };
        read.retain(|before| before.start < body.start);
        // 岚湾市 before 人民政府办公室
        let place = read.pop_if(|before| before.end == body.start && matches!(before.kind, Kind::Document(_)));
        let documents = match &place {
            Some(Token { kind: Kind::Document(placed), .. }) => {
                documents.into_iter().filter(|document| placed.contains(document)).collect()
            }
            _ => documents,
        };
        let start = place.map_or(body.start, |place| place.start);
        read.push(Token { kind: Kind::Document(documents), start, ..body });
    }
    read
}

/// A number in the name of a matter of which it is asked who has to do with it, and no value: 10万卡集群谁来谋划.
fn numbered_matters(tokens: Vec<Token>) -> Vec<Token> {
    let has = |kind: fn(&Kind) -> bool| tokens.iter().any(|token| kind(&token.kind));
    let of_value = |kind: &Kind| {
        matches!(
            kind,
            Kind::HowMuch | Kind::HowMany | Kind::Measure(_) | Kind::Compares(_) | Kind::Target | Kind::Reach
        )
    };
    if !has(|kind| *kind == Kind::Who) || has(of_value) {
        return tokens;
    }
    let mut read: Vec<Token> = Vec::new();
    for token in tokens {
        // 6项措施 counts tasks.
        let number = |token: &Token| matches!(&token.kind, Kind::Number(_, unit) if !WORDS.value.tasks.is(unit));
        match read.last_mut().filter(|before| before.end == token.start) {
            Some(before) if token.kind == Kind::Text && number(before) => {
                before.kind = Kind::Text;
                before.text.push_str(&token.text);
                before.end = token.end;
            }
            _ => read.push(token),
        }
    }
    read
}

/// 谁发布 said of a matter that is no document asks who has to do it: what is done is a part of the matter.
fn issuers(tokens: Vec<Token>, names: &Names) -> Vec<Token> {
    let is_matter = |token: &Token| token.kind == Kind::Text && names.titled(&token.text).is_empty();
    // 安徽那个促消费文件谁印发的 is of the document of the place.
    let of_place = tokens.iter().any(|token| matches!(token.kind, Kind::Document(_)))
        && tokens.iter().any(|token| token.is(&Kind::DocumentNoun));
    if of_place || !tokens.iter().any(is_matter) {
        return tokens;
    }
    let asked = |token: Token| {
        if token.kind != Kind::Property(Property::Issuer) {
            return vec![token];
        }
        let verb = token.end - WORDS.name.issues.at_end(&token.text).unwrap_or(0);
        let (who, act) = token.text.split_at(verb - token.start);
        let piece = |kind, text: &str, start, end| Token { kind, text: text.to_owned(), start, end };
        let pieces = [piece(Kind::Who, who, token.start, verb), piece(Kind::Text, act, verb, token.end)].into_iter();
        pieces.filter(|piece| !piece.text.is_empty()).collect()
    };
    tokens.into_iter().flat_map(asked).collect()
}

/// Refuses what no plan says and names that are not there.
fn refuse(tokens: &[Token], names: &Names) -> Result<(), Cause> {
    for token in tokens {
        match &token.kind {
            Kind::Cannot(entry) => {
                let refusal = marks::refusal(*entry);
                return Err(Cause::NotInPlans { words: token.text.clone(), zh: refusal.zh, en: refusal.en });
            }
            Kind::StrangePlace(place) => {
                let known = names.places();
                return Err(Cause::UnknownPlace { name: token.text.clone(), place: place.clone(), known });
            }
            // 我局是财政局 says which it is.
            Kind::OwnBody if !tokens.iter().any(|token| matches!(token.kind, Kind::Unit(_))) => {
                return Err(Cause::OpenBody(token.text.clone()));
            }
            Kind::StrangeUnit => {
                let candidates = names.units_near(&token.text);
                return Err(Cause::UnknownUnit { name: token.text.clone(), candidates });
            }
            Kind::Part(parts) => {
                let last = names.annexes.last().copied().unwrap_or(0);
                let strange = parts.iter().find(|&&part| part > 0 && !names.annexes.contains(&part));
                if let Some(&number) = strange {
                    return Err(Cause::UnknownAnnex { number, last });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

struct Frame<'a> {
    tokens: &'a [Token],
    names: &'a Names,
    used: Vec<bool>,
    groups: Vec<Group>,
    docs: Vec<String>,
    parts: Vec<u32>,
    not_parts: Vec<u32>,
    counts: Vec<UnitCount>,
    due: Vec<Due>,
    readings: Vec<(String, String)>,
    today: Date,
    choice: Vec<String>,
}

impl<'a> Frame<'a> {
    fn new(tokens: &'a [Token], names: &'a Names, clock: &Clock) -> Result<Self, Cause> {
        let used = tokens.iter().map(|token| is_free(&token.kind)).collect();
        let mut frame = Self {
            tokens,
            names,
            used,
            groups: Vec::new(),
            docs: Vec::new(),
            parts: Vec::new(),
            not_parts: Vec::new(),
            counts: Vec::new(),
            due: Vec::new(),
            readings: Vec::new(),
            today: clock.today,
            choice: Vec::new(),
        };
        frame.places();
        frame.dates();
        frame.own_counts();
        Ok(frame)
    }

    /// Takes the parts and documents.
    fn places(&mut self) {
        for (at, token) in self.tokens.iter().enumerate() {
            match &token.kind {
                Kind::Part(parts) if self.is_excepted(at) => self.not_parts.extend(parts),
                // 除了附件
                Kind::Annex if self.is_excepted(at) => self.parts.push(0),
                Kind::Part(parts) => self.parts.extend(parts),
                Kind::Document(documents) => {
                    self.docs.extend(documents.iter().map(|&document| self.names.documents[document].name.clone()));
                }
                Kind::Unit(units) => {
                    self.docs.extend(self.names.placed(&token.text, units));
                    continue;
                }
                _ => continue,
            }
            self.used[at] = true;
        }
        self.parts.sort_unstable();
        self.parts.dedup();
        self.docs.sort();
        self.docs.dedup();
    }

    /// Takes how many tasks a plan is said to have (30项 of 30项激励措施).
    fn own_counts(&mut self) {
        let follows = |at: usize| self.tokens.get(at).filter(|token| token.start == self.tokens[at - 1].end);
        let counted = |at: usize| match follows(at + 1) {
            Some(token) if token.kind == Kind::Text => follows(at + 2).is_some_and(|noun| noun.is(&Kind::Task)),
            token => token.is_some_and(|token| token.is(&Kind::Task)),
        };
        let is_count = |token: &Token| matches!(&token.kind, Kind::Number(_, unit) if WORDS.value.tasks.is(unit));
        let each = self.tokens.iter().enumerate().filter(|(_, token)| is_count(token));
        let counts: Vec<usize> = each.map(|(at, _)| at).filter(|&at| counted(at)).collect();
        counts.into_iter().for_each(|at| self.used[at] = true);
    }

    /// Whether the part is left out (除附件6以外); takes the words that say so.
    fn is_excepted(&mut self, at: usize) -> bool {
        let beside: Vec<usize> = [at.checked_sub(1), Some(at + 1)]
            .into_iter()
            .flatten()
            .filter(|&at| self.tokens.get(at).is_some_and(|token| token.is(&Kind::Except)))
            .collect();
        for &at in &beside {
            self.used[at] = true;
        }
        !beside.is_empty()
    }

    /// Takes the dates and what is said of deadlines. A date that opens and one that closes a period
    /// make one.
    fn dates(&mut self) {
        for (at, token) in self.tokens.iter().enumerate() {
            let due = match token.kind {
                Kind::Period(from, to) => Due::Between(from, to),
                Kind::Overdue => Due::Overdue,
                Kind::Ongoing => Due::Ongoing,
                Kind::NoDeadline => Due::None,
                Kind::NotYet => Due::Between(Some(self.today), None),
                // 没有写明完成时限
                Kind::Deadline if at > 0 && self.tokens[at - 1].kind == Kind::Not => {
                    self.used[at - 1] = true;
                    self.due.push(Due::None);
                    continue;
                }
                _ => continue,
            };
            let denied = at > 0 && self.tokens[at - 1].kind == Kind::Not;
            self.used[at] = !denied;
            match (self.due.last_mut(), due) {
                (Some(Due::Between(Some(_), open @ None)), Due::Between(None, to)) => *open = to,
                (Some(Due::Between(open @ None, Some(_))), Due::Between(from, None)) => *open = from,
                _ => self.due.push(due),
            }
        }
        self.date_overdue();
    }

    /// What is overdue at a date that stands beside the word (截至7月1日逾期), and what is overdue and
    /// due in a period besides.
    fn date_overdue(&mut self) {
        let ([Due::Overdue, Due::Between(from, to)] | [Due::Between(from, to), Due::Overdue]) = self.due[..] else {
            return;
        };
        let beside = self.tokens.windows(2).any(|pair| {
            matches!(
                (&pair[0].kind, &pair[1].kind),
                (Kind::Overdue, Kind::Period(..)) | (Kind::Period(..), Kind::Overdue)
            )
        });
        match to {
            Some(day) if beside && (from.is_none() || from == to) => {
                self.today = day;
                self.due = vec![Due::Overdue];
            }
            _ => {
                let last = self.today.yesterday().unwrap_or(self.today);
                self.due = vec![Due::Between(from, Some(to.map_or(last, |to| to.min(last))))];
            }
        }
    }

    fn has(&self, kind: &Kind) -> bool {
        self.tokens.iter().any(|token| token.is(kind))
    }

    fn take(&mut self, kind: &Kind) -> bool {
        let mut found = false;
        for (at, token) in self.tokens.iter().enumerate() {
            if token.is(kind) {
                self.used[at] = true;
                found = true;
            }
        }
        found
    }

    fn unused(&self) -> Vec<String> {
        let each = self.tokens.iter().zip(&self.used).filter(|(_, used)| !**used);
        each.map(|(token, _)| token.text.clone()).collect()
    }

    /// Where nothing is left over but words that judge (最重要): the plans say what is to be done, not what weighs most.
    fn judging(&self, unused: &[String]) -> Option<Cause> {
        let judges = |text: &String| self.tokens.iter().any(|token| token.kind == Kind::Vague && token.text == *text);
        unused.iter().all(judges).then(|| Cause::NotInPlans {
            words: unused.concat(),
            zh: "方案没有给任务排轻重缓急".to_owned(),
            en: "the plans do not rank their tasks".to_owned(),
        })
    }

    fn find(&mut self) -> Result<Find, Cause> {
        if self.take(&Kind::Compare) {
            return self.compare();
        }
        if let Some(words) = self.several_numbers().filter(|_| self.named_apart().is_none()) {
            return Err(Cause::SeveralNumbers(words));
        }
        if self.asks_for_targets() || self.names_indicator() {
            return self.targets();
        }
        if let Some(search) = self.property() {
            return Ok(Find::Documents(search));
        }
        if let Some(grouping) = self.grouping()? {
            return Ok(Find::Groups(grouping));
        }
        if self.chooses() {
            return self.choose();
        }
        let count = self.take(&Kind::HowMany);
        let focus = if count { Focus::Count } else { Focus::Rows };
        if count {
            self.take(&Kind::HowMuch);
        }
        let who = self.groups.iter().find(|group| group.subject == Subject::Who).map(|group| self.who_wanted(group));
        if who.is_some() {
            self.take(&Kind::Target);
        }
        if let Some(words) = self.asks_repealed() {
            return Err(repealed(words));
        }
        if let Some(listed) = self.listed(who.is_some(), focus) {
            return Ok(listed);
        }
        self.take(&Kind::DocumentNoun);
        let which_annexes = self.asks_which(&Kind::Annex);
        if self.take(&Kind::Annex) && self.parts.is_empty() && !which_annexes {
            self.not_parts.push(0);
        }
        if which_annexes {
            return Ok(Find::Annexes(self.task_filter(Reach::Narrow)?, focus));
        }
        if let Some(roles) = self.lacked_roles() {
            let search =
                UnitSearch { filter: self.task_filter(Reach::Wide)?, roles, lacking: true, besides: Vec::new() };
            return Ok(Find::Units(search, focus));
        }
        let act = self.act_of_day();
        let when = self.takes_day() || self.has(&Kind::When) || self.has(&Kind::Deadline) && self.due.is_empty();
        let reach = match (who.is_some() || when, count) {
            (true, _) => Reach::Narrow,
            (false, true) => Reach::Counted,
            (false, false) => Reach::Wide,
        };
        let mut filter = self.task_filter(reach)?;
        self.add_act(act, &mut filter);
        if let Some(search) = who.and_then(|roles| self.others(&filter, roles)) {
            return Ok(Find::Units(search, focus));
        }
        let filter = if who.is_some() { self.besides(filter) } else { filter };
        if let Some(roles) = who.or_else(|| self.asked_role()) {
            return Ok(self.who(filter, roles, count, when));
        }
        if self.lists_units() {
            return Ok(Find::Units(
                UnitSearch { filter, roles: Roles::ANY, lacking: false, besides: Vec::new() },
                focus,
            ));
        }
        if when {
            self.take(&Kind::When);
            // 这个措施什么时候到期
            let expires = |token: &Token| token.is(&Kind::Due) && WORDS.value.expires.is(&token.text);
            let of_document =
                self.has(&Kind::DocumentNoun) && !filter.docs.is_empty() && self.tokens.iter().any(expires);
            let expire = || of_document || self.names.documents.iter().any(|document| document.expires);
            if filter.is_only_docs() && expire() {
                let docs = filter.docs;
                return Ok(Find::Documents(DocumentSearch { docs, count: false, property: Some(Property::ValidTo) }));
            }
            return Ok(Find::Tasks(filter, Focus::When));
        }
        if filter == TaskFilter::default() && !self.has(&Kind::Task) {
            return Err(Cause::NoQuestion);
        }
        Ok(Find::Tasks(filter, focus))
    }

    /// Refuses a question about all that there is in 我县 where the plans are of several; what it asks of one matter or body
    /// is told from the plans that speak of it, each with its place.
    fn whose(&self, find: &Find) -> Result<(), Cause> {
        let Some(token) = self.tokens.iter().find(|token| token.is(&Kind::OwnPlace)) else { return Ok(()) };
        let of_all = match find {
            Find::Tasks(filter, Focus::Rows | Focus::Count) => filter.topics.is_empty() && filter.units.is_empty(),
            Find::Targets(filter, _) => filter.named.is_none(),
            Find::Units(search, _) => search.filter.topics.is_empty(),
            Find::Groups(grouping) => grouping.among.is_empty(),
            Find::Documents(_) | Find::Annexes(..) | Find::Compare(_) => true,
            Find::Tasks(..) => false,
        };
        let level = crate::lex::own_level(&token.text).unwrap_or_default();
        let known = self.names.places_of_documents(&self.names.documents_of_level(level));
        if of_all { Err(Cause::OpenPlace { name: token.text.clone(), known }) } else { Ok(()) }
    }

    /// The tasks on all of the matters.
    fn tasks_on(&self, topics: &[Topic]) -> Vec<&'a TaskWords> {
        let on_all = |task: &&TaskWords| topics.iter().all(|topic| topic.tasks.contains_key(task.key.id.as_str()));
        self.names.tasks.iter().filter(on_all).collect()
    }

    /// 除了X还有谁负责: of a matter in which X takes part, the others are asked for.
    fn besides(&self, filter: TaskFilter) -> TaskFilter {
        let excepted = self.groups.iter().any(Group::is_excepted);
        if !excepted || filter.topics.is_empty() {
            return filter;
        }
        let tasks = self.tasks_on(&filter.topics);
        let takes_part = |unit: &String| tasks.iter().any(|task| task.units.has(&fold(unit)));
        let beside = |condition: UnitCondition| match condition.negated && condition.units.iter().any(takes_part) {
            true => UnitCondition { roles: Roles::ANY, negated: false, ..condition },
            false => condition,
        };
        let units = filter.units.clone().into_iter().map(beside).collect();
        TaskFilter { units, ..filter }
    }

    /// 就业那部分除了X还有谁: of several tasks on a matter, in some of which X takes part, all the others are asked for.
    fn others(&self, filter: &TaskFilter, roles: Roles) -> Option<UnitSearch> {
        if filter.topics.is_empty() || !self.groups.iter().any(Group::is_excepted) {
            return None;
        }
        let (left_out, units): (Vec<UnitCondition>, Vec<UnitCondition>) =
            filter.units.iter().cloned().partition(|condition| condition.negated && !condition.units.is_empty());
        let besides: Vec<String> = left_out.into_iter().flat_map(|condition| condition.units).collect();
        let tasks = self.tasks_on(&filter.topics);
        let have = tasks.iter().filter(|task| besides.iter().any(|unit| task.units.has(&fold(unit)))).count();
        let filter = TaskFilter { units, ..filter.clone() };
        (0 < have && have < tasks.len()).then_some(UnitSearch { filter, roles, lacking: false, besides })
    }

    /// 什么时候发布, 多久: said of a matter it asks for its deadline.
    fn takes_day(&mut self) -> bool {
        let kinds = [Kind::HowLong, Kind::Property(Property::Issued), Kind::Property(Property::ValidFrom)];
        kinds.iter().filter(|kind| self.take(kind)).count() > 0
    }

    /// What is to be done by the day that a word asks for: 施行 of 什么时候开始施行, said of a matter.
    fn act_of_day(&self) -> Option<String> {
        let asks = |token: &&Token| {
            matches!(token.kind, Kind::Property(Property::Issued | Property::ValidFrom))
                && self.names.asks_when(&token.text)
        };
        let text = &self.tokens.iter().find(asks)?.text;
        let (start, _) = text.char_indices().rev().nth(1)?;
        Some(fold(&text[start..]))
    }

    /// Keeps the act that a day is asked for with the last matter, where one of the tasks on it speaks of it.
    fn add_act(&self, act: Option<String>, filter: &mut TaskFilter) {
        let (Some(act), Some(topic)) = (act, filter.topics.last_mut()) else { return };
        if topic.act.is_empty() && self.speaks_of(topic, &act) {
            topic.act = act;
        }
    }

    /// Whether the text of one of the tasks on a matter has the words.
    fn speaks_of(&self, topic: &Topic, folded: &str) -> bool {
        let on_topic = |task: &&TaskWords| topic.tasks.contains_key(task.key.id.as_str());
        self.names.tasks.iter().filter(on_topic).any(|task| task.text.has(folded))
    }

    /// What is asked to be done with a matter: 复耕 of 复耕完. A word that says no more than that it is done counts where a task
    /// on it says the same of a part of it (启动), or where it is the beginning that is asked for, which no deadline is.
    fn act_on(&self, words: &str, topic: &Topic) -> String {
        let act = act(words);
        let whole = fold(words);
        let long = whole.chars().nth(1).is_some();
        let counts = WORDS.value.begins.is(&whole) || long && act.is_empty() && self.speaks_of(topic, &whole);
        if counts { whole } else { act.to_owned() }
    }

    /// The roles in which units are asked for; 谁 by itself is who answers for it.
    pub(super) fn who_wanted(&self, group: &Group) -> Roles {
        let several = |token: &Token| WORDS.name.several.at_start(&token.text).is_some();
        let one = self.tokens.iter().any(|token| token.is(&Kind::Who) && !several(token));
        let silent = group.said_roles() == 0 && one && !self.topics().is_empty();
        if silent { Roles::RESPONSIBLE } else { group.wanted() }
    }

    /// Whether the question asks which of the units named it is: X还是Y牵头.
    fn chooses(&self) -> bool {
        self.has(&Kind::Choice)
            && self.groups.iter().flat_map(|group| group.conditions()).any(|found| found.units.len() > 1)
    }

    fn choose(&mut self) -> Result<Find, Cause> {
        self.take(&Kind::Choice);
        let filter = self.task_filter(Reach::Narrow)?;
        self.choice = filter.named_units().cloned().collect();
        let roles = filter.units.iter().find(|condition| !condition.negated).map_or(Roles::ANY, |found| found.roles);
        let filter = TaskFilter { units: filter.other_conditions(), ..filter };
        Ok(Find::Tasks(filter, Focus::Who(roles)))
    }

    /// A list of annexes or documents, where nothing is said of tasks.
    fn listed(&mut self, asks_who: bool, focus: Focus) -> Option<Find> {
        // 行动规划什么时候出台 is about a matter.
        let asks_day = self.tokens.iter().any(|token| matches!(token.kind, Kind::When | Kind::Property(_)));
        let about_tasks = self.has(&Kind::Task) || !self.groups.is_empty();
        // 方案9月底前要完成哪些 asks for tasks, 9月底前印发哪些文件 for documents.
        let says_issued = self.tokens.iter().any(|token| token.kind == Kind::Text && WORDS.name.issues.is(&token.text));
        // 2018年的文件有几份
        let asks_documents = self.asks_which(&Kind::DocumentNoun) || focus == Focus::Count;
        // 2019年印发的有哪些
        let of_issued = says_issued && !self.due.is_empty() && self.topics().len() == 1 && self.has(&Kind::Which);
        let documents = self.has(&Kind::DocumentNoun) || of_issued;
        let issued = says_issued || asks_documents && documents;
        if asks_who || asks_day || about_tasks || !self.due.is_empty() && !issued {
            return None;
        }
        if self.due.is_empty() && self.take(&Kind::Annex) {
            return Some(Find::Annexes(TaskFilter { docs: self.docs.clone(), ..TaskFilter::default() }, focus));
        }
        let mut docs = self.docs.clone();
        let count = focus == Focus::Count;
        if let ([Due::Between(from, to)], true, true) = (&self.due[..], issued, documents) {
            docs = self.issued_within(*from, *to);
            for (used, token) in self.used.iter_mut().zip(self.tokens) {
                *used |= token.kind == Kind::Text && WORDS.name.issues.is(&token.text);
            }
        }
        if !self.take(&Kind::DocumentNoun) && !of_issued {
            return None;
        }
        if let Some(about) = asks_documents.then(|| self.documents_about(&docs)).flatten() {
            docs = about;
        }
        Some(Find::Documents(DocumentSearch { docs, count, property: None }))
    }

    /// What is said of documents that are asked for, where it is that they are repealed: 哪些文件停止执行了.
    fn asks_repealed(&self) -> Option<String> {
        let said = |at: usize| WORDS.name.repealed.at_start(&self.tokens[at].text).is_some();
        let place = self.topics().into_iter().find(|&at| said(at)).filter(|_| self.asks_which(&Kind::DocumentNoun))?;
        Some(self.tokens[place].text.clone())
    }

    /// Of the documents that are kept to, those that the words are about: those that have them in their titles, else those with
    /// tasks on the matter. Takes the words, where there are such.
    fn documents_about(&mut self, docs: &[String]) -> Option<Vec<String>> {
        let places: Vec<usize> = self.topics().into_iter().filter(|&at| !self.used[at]).collect();
        let words = places.iter().map(|&at| self.tokens[at].text.trim_matches(['"', '《', '》']));
        let mut about: Option<Vec<String>> = None;
        for words in words {
            let mut found = self.names.titled(words);
            if let Some(topic) = topic::resolve(words, self.names) {
                // Those that have it in a heading before those that mention it.
                let fields = [TopicField::Heading, TopicField::Text];
                let docs_with = |field: TopicField| -> Vec<String> {
                    let mentions = |task: &TaskWords| {
                        topic.tasks.get(task.key.id.as_str()).is_some_and(|mention| mention.field <= field)
                    };
                    let has = |document: &&DocumentEntry| self.names.tasks[document.tasks.clone()].iter().any(mentions);
                    self.names.documents.iter().filter(has).map(|document| document.name.clone()).collect()
                };
                let with = fields.into_iter().map(docs_with).find(|docs| !docs.is_empty()).unwrap_or_default();
                found.extend(with.into_iter().filter(|doc| !found.contains(doc)).collect::<Vec<String>>());
            }
            if found.is_empty() {
                return None;
            }
            found.retain(|doc| docs.is_empty() || docs.contains(doc));
            found.retain(|doc| about.as_ref().is_none_or(|about| about.contains(doc)));
            about = Some(found);
        }
        let about = about.filter(|about| !about.is_empty())?;
        places.into_iter().for_each(|at| self.used[at] = true);
        Some(about)
    }

    /// The documents, of those that the question keeps to, that were issued in a period; a name that none has, where there
    /// are none.
    fn issued_within(&self, from: Option<Date>, to: Option<Date>) -> Vec<String> {
        let kept = |document: &&DocumentEntry| self.docs.is_empty() || self.docs.contains(&document.name);
        let within = |day: Date| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
        let each =
            self.names.documents.iter().filter(kept).filter(|document| document.heading.issued.is_some_and(within));
        let found: Vec<String> = each.map(|document| document.name.clone()).collect();
        if found.is_empty() { vec![String::new()] } else { found }
    }

    /// What documents say of themselves: 文号, 印发日期.
    fn property(&mut self) -> Option<DocumentSearch> {
        let at = self.tokens.iter().position(|token| matches!(token.kind, Kind::Property(_)))?;
        let Kind::Property(property) = self.tokens[at].kind else { return None };
        // The document may be named by words of its title; what is said of another matter is no document's.
        let topics = self.topics();
        let titled: Vec<Vec<String>> = topics.iter().map(|&at| self.names.titled(&self.tokens[at].text)).collect();
        // 安徽促消费通知什么时候印发 is about the document of the place, whatever its title.
        let of_place = !self.docs.is_empty() && self.has(&Kind::DocumentNoun);
        if titled.iter().any(Vec::is_empty) && !of_place {
            return None;
        }
        for at in topics.into_iter().chain([at]) {
            self.used[at] = true;
        }
        for kind in [Kind::DocumentNoun, Kind::EachDocument, Kind::HowMuch, Kind::When, Kind::HowLong, Kind::Task] {
            self.take(&kind);
        }
        // 镜湖河湖计划 is the one of the place that is called so.
        let titled = titled.concat();
        let both: Vec<String> = titled.iter().filter(|doc| self.docs.contains(doc)).cloned().collect();
        let docs = if both.is_empty() { [self.docs.clone(), titled].concat() } else { both };
        Some(DocumentSearch { docs, count: false, property: Some(property) })
    }

    /// Whether things of a kind are asked for by what is in them: 哪些附件涉及县税务局.
    fn asks_which(&self, noun: &Kind) -> bool {
        let asks = |kind: &Kind| matches!(kind, Kind::Which | Kind::HowMany);
        self.tokens.windows(2).any(|pair| asks(&pair[0].kind) && pair[1].is(noun))
    }

    /// The roles that units are asked for who lack them: 没有牵头任务的单位.
    fn lacked_roles(&self) -> Option<Roles> {
        let asks = |group: &&Group| matches!(group.subject, Subject::Who | Subject::Asked);
        self.groups.iter().filter(asks).find_map(Group::lacked)
    }

    /// Whether the question is about units as such: 有哪些单位.
    fn lists_units(&self) -> bool {
        self.has(&Kind::UnitNoun) && !self.has(&Kind::Task)
    }

    /// A role noun that nothing fills: 优化政策辅导的牵头单位？
    fn asked_role(&self) -> Option<Roles> {
        self.groups.iter().find(|group| group.subject == Subject::Asked).map(Group::wanted)
    }

    /// Who does it: of the tasks on a matter, or in general.
    fn who(&mut self, filter: TaskFilter, roles: Roles, count: bool, when: bool) -> Find {
        let of_all = filter.topics.is_empty() && filter.paths.is_empty();
        if of_all && filter.units.iter().all(|condition| condition.negated) {
            let focus = if count { Focus::Count } else { Focus::Rows };
            return Find::Units(UnitSearch { filter, roles, lacking: false, besides: Vec::new() }, focus);
        }
        let focus = if when { Focus::WhoAndWhen(roles) } else { Focus::Who(roles) };
        if when {
            self.take(&Kind::When);
        }
        Find::Tasks(filter, focus)
    }

    /// 最早, 最晚, 下一个: of deadlines; 最晚什么时候 asks for the deadline itself.
    fn extreme(&mut self) -> Option<Extreme> {
        let found = self.tokens.iter().find_map(|token| match token.kind {
            Kind::Extreme(extreme) => Some(extreme),
            _ => None,
        })?;
        self.take(&Kind::Extreme(found));
        // 最晚什么时候 of a matter asks by when it is due, of a whole plan what is due last.
        let of_matter = self.has(&Kind::When) && !self.topics().is_empty();
        let asks_date = of_matter || !self.due.is_empty();
        let kept = |document: &&DocumentEntry| self.docs.is_empty() || self.docs.contains(&document.name);
        let tasks = self.names.documents.iter().filter(kept).flat_map(|document| document.tasks.clone());
        let dated = || tasks.into_iter().any(|at| self.names.tasks[at].key.limit.end().is_some());
        (found != Extreme::Latest || !asks_date && (!self.has(&Kind::When) || dated())).then_some(found)
    }

    fn task_filter(&mut self, reach: Reach) -> Result<TaskFilter, Cause> {
        let topics = self.read_topics(reach)?;
        Ok(TaskFilter {
            units: self.conditions(),
            due: self.due.clone(),
            parts: self.parts.clone(),
            not_parts: self.not_parts.clone(),
            docs: self.docs.clone(),
            counts: self.counts.clone(),
            items: self.numbers(|kind| if let Kind::Item(number) = kind { Some(*number) } else { None }),
            paths: self.paths(),
            sections: self.numbers(|kind| if let Kind::Section(number) = kind { Some(*number) } else { None }),
            topics,
            extreme: self.extreme(),
            undone: self.has(&Kind::Overdue).then(BTreeSet::new),
        })
    }

    /// The numbers that the question names things of a kind by.
    fn numbers(&mut self, of: fn(&Kind) -> Option<u32>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for (used, token) in self.used.iter_mut().zip(self.tokens) {
            if let Some(number) = of(&token.kind) {
                numbers.push(number);
                *used = true;
            }
        }
        numbers
    }

    /// The numberings of tasks.
    fn paths(&mut self) -> Vec<String> {
        let mut paths = Vec::new();
        for (used, token) in self.used.iter_mut().zip(self.tokens) {
            if let Kind::Path(path) = &token.kind {
                paths.push(path.clone());
                *used = true;
            }
        }
        paths
    }

    fn conditions(&mut self) -> Vec<UnitCondition> {
        let alone = self.take(&Kind::Only);
        let mut conditions: Vec<UnitCondition> = self.groups.iter().flat_map(Group::conditions).collect();
        if alone {
            // 只由一个厅负责
            if conditions.is_empty() && self.counts.is_empty() {
                self.used.iter_mut().zip(self.tokens).for_each(|(used, token)| *used &= !token.is(&Kind::Only));
            }
            conditions.iter_mut().for_each(|condition| condition.alone = true);
        }
        conditions
    }

    /// The places of the topics.
    fn topics(&self) -> Vec<usize> {
        let each = self.tokens.iter().enumerate();
        each.filter(|(_, token)| matches!(token.kind, Kind::Text | Kind::Quoted)).map(|(at, _)| at).collect()
    }

    /// What the tasks are about. Words that stand nowhere are a topic only where the question says
    /// that they are one.
    fn read_topics(&mut self, reach: Reach) -> Result<Vec<Topic>, Cause> {
        let mut topics: Vec<Topic> = Vec::new();
        let places = self.topics();
        let alone = places.len() == 1;
        let of_matters = self.asks_of_matters();
        for at in places {
            let token = &self.tokens[at];
            let words = token.text.trim_matches(['"', '《', '》']);
            if reach != Reach::Narrow && self.names_subject(words) || self.names_plan(words) {
                self.used[at] = true;
                continue;
            }
            let named = reach == Reach::Narrow || token.kind == Kind::Quoted || self.is_named_topic(at);
            // 谁出钱 asks about 资金.
            let printed = || WORDS.value.money.iter().find(|word| word.chars().nth(1).is_some());
            let words = if WORDS.value.money.is(words) { printed().unwrap_or(words) } else { words };
            let short = words.chars().nth(1).is_none();
            if !alone && self.says_done(at) {
                self.used[at] = true;
                if let Some(topic) = topics.last_mut() {
                    topic.act = self.act_on(words, topic);
                }
                continue;
            }
            let in_title = self.beside(at).any(|token| token.is(&Kind::InTitle));
            let reach = if in_title { Reach::Title } else { reach };
            let noun = self.noun_after(at);
            let found = topic::resolve(words, self.names).or_else(|| self.without_act(words));
            let found = found.or_else(|| of_matters.then(|| self.any_of(words)).flatten());
            match found {
                // A sign beside other words says nothing: 谁建, 谁发.
                _ if short && named && !alone => {}
                Some(_) if short && !named => continue,
                Some(topic) => topics.push(Topic { noun, ..reach.keep(topic) }),
                // X措施 may be what a plan calls all its tasks, though none of them says so.
                None if (named || !noun.is_empty() && !short) && words.chars().any(char::is_alphanumeric) => {
                    topics.push(Topic { noun, ..topic::absent(words) });
                }
                None => continue,
            }
            self.used[at] = true;
        }
        if of_matters {
            self.take(&Kind::Each);
            topics = topic::any_of(topics).into_iter().collect();
        }
        Ok(topics)
    }

    /// One of the matters that words name with 和 between them.
    fn any_of(&self, words: &str) -> Option<Topic> {
        let between = |char: char| WORDS.name.with.is(char.encode_utf8(&mut [0; 4]));
        let each: Vec<Topic> = words.split(between).filter_map(|part| topic::resolve(part, self.names)).collect();
        (each.len() == words.split(between).count()).then(|| topic::any_of(each)).flatten()
    }

    /// The word for tasks that follows at once.
    fn noun_after(&self, at: usize) -> String {
        let next = self.tokens.get(at + 1).filter(|next| next.is(&Kind::Task) && next.start == self.tokens[at].end);
        let next = next.filter(|next| WORDS.name.own_tasks.is(&next.text));
        next.map(|next| next.text.clone()).unwrap_or_default()
    }

    /// Whether the words are in the title of the plans that the question keeps to, and in that of none of their tasks, where
    /// somebody is asked for or named: they are about the whole plan (广州人才工程谁牵头).
    fn names_plan(&self, words: &str) -> bool {
        if self.docs.is_empty() || self.groups.is_empty() || words.chars().nth(2).is_none() {
            return false;
        }
        let titled = self.names.titled(words);
        let kept = || self.names.documents.iter().filter(|document| self.docs.contains(&document.name));
        kept().all(|document| titled.contains(&document.name) && !self.names.titles(document, &fold(words)))
    }

    /// The topic without the words around it that only say what is to be done with it: 指标体系 of 指标体系建好.
    fn without_act(&self, words: &str) -> Option<Topic> {
        let bare = indicator::without_verbs(words, self.names);
        let short = bare.chars().nth(1).is_none();
        // 多久通报一次 asks how often, and no deadline answers that.
        let often = WORDS.value.once.at_end(words).is_some();
        if bare == words || short || often { None } else { topic::resolve(bare, self.names) }
    }

    /// Whether the words are what a whole document is about, where the tasks of a body are asked for: all of them are about
    /// it, whether they say so or not (文旅部参与消费扶贫的任务, of the opinion on 消费扶贫). The question keeps to the document.
    fn names_subject(&mut self, words: &str) -> bool {
        if words.chars().nth(2).is_none() || self.groups.iter().all(|group| group.conditions().is_empty()) {
            return false;
        }
        let (folded, names) = (fold(words), self.names);
        let kept = |document: &&DocumentEntry| self.docs.is_empty() || self.docs.contains(&document.name);
        let each = names.documents.iter().filter(|document| document.title.contains(&folded));
        let mut about: Vec<&DocumentEntry> = each.filter(kept).collect();
        // 三线整治 of “三线”交越搭挂整治工作方案
        if about.is_empty() && words.chars().nth(3).is_some() && !names.heads(&folded) {
            let titled = names.titled(words);
            about = names.documents.iter().filter(kept).filter(|found| titled.contains(&found.name)).collect();
            about.truncate(if about.len() == 1 { 1 } else { 0 });
        }
        if about.is_empty() {
            return false;
        }
        self.docs = about.iter().map(|document| document.name.clone()).collect();
        self.readings.extend(about.iter().map(|document| (words.to_owned(), document.title.clone())));
        true
    }

    /// Whether the words only say that a matter is to be done by the day asked for: 什么时候建成, 什么时候清完.
    fn says_done(&self, at: usize) -> bool {
        let asks_day = |kind: &Kind| {
            matches!(kind, Kind::When | Kind::HowLong | Kind::Property(Property::Issued | Property::ValidFrom))
        };
        let after_when = at.checked_sub(1).is_some_and(|before| asks_day(&self.tokens[before].kind));
        let short = self.tokens[at].text.chars().nth(3).is_none();
        let words = &self.tokens[at].text;
        after_when && short && (WORDS.value.done.at_end(words).is_some() || indicator::is_only_verbs(words))
    }

    /// 关于X, X方面.
    fn is_named_topic(&self, at: usize) -> bool {
        self.beside(at).any(|token| matches!(token.kind, Kind::About | Kind::InTitle))
    }

    /// The tokens before and after.
    fn beside(&self, at: usize) -> impl Iterator<Item = &Token> {
        [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| self.tokens.get(at))
    }

    fn compare(&mut self) -> Result<Find, Cause> {
        for kind in [Kind::Target, Kind::Task, Kind::Annex] {
            self.take(&kind);
        }
        let (first, second) = match self.parts[..] {
            [] | [0] => return Err(Cause::NoQuestion),
            [part] => (0, part),
            [first, second, ..] => (first, second),
        };
        let (named, indicators) = self.compared();
        Ok(Find::Compare(Comparison { docs: self.docs.clone(), first, second, named, indicators }))
    }
}

/// What is asked to be done: 复耕 of 复耕完; nothing where the words say only that it is to be done.
fn act(words: &str) -> &str {
    let stem = &words[..words.len() - WORDS.value.done.at_end(words).unwrap_or(0)];
    if stem.chars().nth(1).is_some() { stem } else { "" }
}

/// How far topics are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The question is about one matter: whatever speaks of it, and words that stand nowhere are a topic too.
    Narrow,
    /// Whatever speaks of it.
    Wide,
    /// What is counted: titles and headings where they have it, else the text.
    Counted,
    /// What has it in its title.
    Title,
}

impl Reach {
    fn keep(self, topic: Topic) -> Topic {
        let field = match self {
            Self::Title => TopicField::Title,
            Self::Counted => TopicField::Heading,
            Self::Narrow | Self::Wide => return topic,
        };
        let near = |mention: &Mention| mention.field <= field;
        let kept = topic.tasks.values().filter(|mention| near(mention)).count();
        if kept == 0 && self != Self::Title {
            return topic;
        }
        let further = topic.tasks.len() - kept;
        let tasks = topic.tasks.into_iter().filter(|(_, mention)| near(mention)).collect();
        Topic { tasks, field, further, ..topic }
    }
}

/// Which documents another repeals stands with its citations, and is no property of a task or a document.
fn repealed(words: String) -> Cause {
    Cause::NotInPlans {
        words,
        zh: "哪份文件废止了哪些文件，记在引用里：zhengtu export citations 逐条列出（usage 为 repeals）".to_owned(),
        en: "what a document repeals stands with its citations: zhengtu export citations lists them (usage repeals)"
            .to_owned(),
    }
}

/// Words that need no rule to use them.
fn is_free(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Which
            | Kind::WhichPlace
            | Kind::List
            | Kind::Task
            | Kind::Due
            | Kind::Deadline
            | Kind::And
            | Kind::Or
            | Kind::Together
            | Kind::Beside
            | Kind::About
            | Kind::By
            | Kind::UnitNoun
            | Kind::Reach
            | Kind::Each
            | Kind::InTitle
            | Kind::OwnBody
            | Kind::OwnPlace
    )
}

/// How names and dates were read, where the question has them otherwise.
fn readings(tokens: &[Token], names: &Names, docs: &[String], lang: Lang) -> Vec<(String, String)> {
    let mut readings: Vec<(String, String)> = Vec::new();
    for token in tokens {
        let read = match &token.kind {
            Kind::Unit(units) => roles::unit_names(token, units, names, docs).unwrap_or_default().join("、"),
            Kind::Period(from, to) => crate::restate::days(*from, *to, lang),
            Kind::Document(documents) if names.marks.is_own_place(&token.text) => {
                names.places_of_documents(documents).join("、")
            }
            _ => continue,
        };
        if read != token.text && !readings.iter().any(|(written, _)| *written == token.text) {
            readings.push((token.text.trim_end_matches('的').to_owned(), read));
        }
    }
    readings
}
