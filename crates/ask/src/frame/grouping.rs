//! Questions about each of several: 分别, 各附件, 谁多, 哪个月最少.

use super::{Frame, Group, Reach, Subject};
use crate::Cause;
use crate::question::{By, GroupOrder, Grouping, Roles, TaskFilter};
use crate::token::{Kind, Token};
use crate::words::WORDS;

impl Frame<'_> {
    /// Tasks counted for each of several, where the question asks for that.
    pub(super) fn grouping(&mut self) -> Result<Option<Grouping>, Cause> {
        let superlative = self.superlative();
        // 哪条任务涉及的单位最多 asks for a task.
        if superlative.is_some() && self.asks_which(&Kind::Task) && self.has(&Kind::UnitNoun) {
            return Ok(None);
        }
        let Some(by) = self.counted_by(superlative.is_some()) else { return Ok(None) };
        self.take_counting(by);
        let filter = self.task_filter(Reach::Counted)?;
        let among: Vec<String> = match by {
            By::Unit => filter.named_units().cloned().collect(),
            _ => Vec::new(),
        };
        let roles = self.counted_roles(&filter);
        let filter = match by {
            By::Unit => TaskFilter { units: filter.other_conditions(), ..filter },
            By::Role => of_any_role(filter),
            _ => filter,
        };
        // X是牵头还是配合
        let chosen = (by == By::Role && self.has(&Kind::Choice)).then_some(GroupOrder::Largest);
        let superlative = superlative.or(chosen);
        let order = superlative.unwrap_or(if self.ranks() { GroupOrder::Largest } else { GroupOrder::Asked });
        let counts = self.take(&Kind::HowMany) | self.take(&Kind::HowMuch);
        let rows = superlative.is_none() && !counts && self.has(&Kind::Which);
        let places = self.place_word();
        Ok(Some(Grouping { places, filter, by, roles, among, order, pick: superlative.is_some(), rows }))
    }

    /// The word for the places that are asked for: 省 of 哪个省; nothing where any place is (哪个地方).
    fn place_word(&self) -> String {
        let asked = self.tokens.iter().find(|token| matches!(token.kind, Kind::WhichPlace | Kind::EachPlace));
        let word = |token: &Token| {
            let places = WORDS.name.places.iter();
            places.filter(|word| token.text.contains(word)).max_by_key(|word| word.len()).map(str::to_owned)
        };
        asked.and_then(word).unwrap_or_default()
    }

    fn superlative(&self) -> Option<GroupOrder> {
        match (self.has(&Kind::Most), self.has(&Kind::Least)) {
            (true, _) => Some(GroupOrder::Largest),
            (false, true) => Some(GroupOrder::Smallest),
            (false, false) => None,
        }
    }

    /// What the tasks are counted by.
    fn counted_by(&self, superlative: bool) -> Option<By> {
        let each = [
            (Kind::EachAnnex, By::Annex),
            (Kind::EachDocument, By::Document),
            (Kind::EachPlace, By::Government),
            (Kind::EachMonth, By::Month),
            (Kind::EachUnit, By::Unit),
        ];
        if let Some((_, by)) = each.into_iter().find(|(kind, _)| self.has(kind)) {
            return Some(by);
        }
        if superlative {
            return self.compared_by();
        }
        if self.has(&Kind::Each) && !self.asks_of_matters() {
            return self.told_apart();
        }
        if self.several_numbers().is_some() {
            return self.named_apart();
        }
        if self.has(&Kind::Choice) && self.tells_roles() {
            return Some(By::Role);
        }
        // 哪个单位牵头的任务有多少
        let counts_tasks = self.has(&Kind::HowMany) && self.has(&Kind::Task);
        (counts_tasks && self.asks_who() && self.named() == 0 && self.topics().is_empty()).then_some(By::Unit)
    }

    /// What is asked for as the one with most or fewest.
    fn compared_by(&self) -> Option<By> {
        if self.has(&Kind::When) {
            return Some(By::Month);
        }
        if self.asks_which(&Kind::Annex) || self.parts.len() > 1 {
            return Some(By::Annex);
        }
        if self.has(&Kind::WhichPlace) {
            return Some(By::Government);
        }
        if self.asks_which(&Kind::DocumentNoun) {
            return Some(By::Document);
        }
        if self.named_documents() > 1 {
            return Some(self.documents_or_places());
        }
        // 镜湖两个文件哪个任务多
        if self.docs.len() > 1 && self.has(&Kind::DocumentNoun) {
            return Some(By::Document);
        }
        (self.asks_who() || self.lists_units() || self.has(&Kind::UnitNoun) || self.named() > 1).then_some(By::Unit)
    }

    /// The words that ask how many, where there are several with something between them: X牵头几项、配合几项, 从几项增加到几项.
    pub(super) fn several_numbers(&self) -> Option<Vec<String>> {
        let asks = |token: &&Token| matches!(token.kind, Kind::HowMany);
        let mut words: Vec<&Token> = self.tokens.iter().filter(asks).collect();
        words.dedup_by(|next, before| before.end == next.start);
        (words.len() > 1).then(|| words.into_iter().map(|token| token.text.clone()).collect())
    }

    /// What several things of which each has its own number asked for are told apart by.
    pub(super) fn named_apart(&self) -> Option<By> {
        if self.named() > 1 {
            return Some(By::Unit);
        }
        if self.tells_roles() {
            return Some(By::Role);
        }
        if self.parts.len() > 1 {
            return Some(By::Annex);
        }
        (self.named_documents() > 1).then(|| self.documents_or_places())
    }

    /// What several things named in the question are told apart by.
    fn told_apart(&self) -> Option<By> {
        if self.named() > 1 {
            return Some(By::Unit);
        }
        if self.parts.len() > 1 || self.has(&Kind::Annex) {
            return Some(By::Annex);
        }
        if self.tells_roles() {
            return Some(By::Role);
        }
        if self.named_documents() > 1 {
            return Some(self.documents_or_places());
        }
        if self.has(&Kind::DocumentNoun) {
            return Some(By::Document);
        }
        if self.asks_who() || self.has(&Kind::UnitNoun) {
            return Some(By::Unit);
        }
        // The plans of one place: 山东两个措施各有多少项任务.
        (self.docs.len() > 1).then_some(By::Document)
    }

    /// Whether it is asked who has to do with each of several matters: 医疗废物和建筑垃圾分别归谁.
    pub(super) fn asks_of_matters(&self) -> bool {
        let counts = self.has(&Kind::HowMany) || self.has(&Kind::HowMuch);
        let of_matters = self.has(&Kind::Each) && !self.topics().is_empty();
        of_matters && self.asks_who() && !counts && self.named() == 0
    }

    /// Whether several roles are said of one body.
    fn tells_roles(&self) -> bool {
        self.named() == 1 && self.groups.iter().any(|group| group.said_roles() > 1)
    }

    pub(super) fn asks_who(&self) -> bool {
        self.groups.iter().any(|group| group.subject == Subject::Who)
    }

    /// What is counted where documents are named: those of a place together, where it has several.
    fn documents_or_places(&self) -> By {
        if self.docs.len() > self.named_documents() { By::Government } else { By::Document }
    }

    /// How many documents, or places of documents, the question names.
    fn named_documents(&self) -> usize {
        self.tokens.iter().filter(|token| matches!(token.kind, Kind::Document(_))).count()
    }

    /// How many units the question names.
    fn named(&self) -> usize {
        self.groups
            .iter()
            .flat_map(Group::conditions)
            .filter(|found| !found.negated)
            .map(|found| found.units.len())
            .sum()
    }

    /// Whether the largest are of interest though none is asked for: 哪个单位牵头的任务有多少.
    fn ranks(&self) -> bool {
        self.asks_who() && self.named() == 0
    }

    /// The roles in which units are counted.
    fn counted_roles(&self, filter: &TaskFilter) -> Roles {
        let asked = self.groups.iter().find(|group| matches!(group.subject, Subject::Who | Subject::Asked));
        let of_named = filter.units.iter().find(|condition| !condition.negated && !condition.units.is_empty());
        asked.map(Group::wanted).or_else(|| of_named.map(|condition| condition.roles)).unwrap_or(Roles::ANY)
    }

    fn take_counting(&mut self, by: By) {
        let noun = match by {
            By::Unit | By::Role => Kind::UnitNoun,
            By::Document | By::Government => Kind::DocumentNoun,
            By::Annex => Kind::Annex,
            By::Month => Kind::When,
        };
        let words = [
            Kind::Most,
            Kind::Least,
            Kind::EachAnnex,
            Kind::EachDocument,
            Kind::EachPlace,
            Kind::EachMonth,
            Kind::EachUnit,
            Kind::Choice,
        ];
        for kind in words.iter().chain([&noun, &Kind::DocumentNoun]) {
            self.take(kind);
        }
    }
}

/// The conditions whatever role the unit has.
fn of_any_role(filter: TaskFilter) -> TaskFilter {
    let mut filter = filter;
    filter.units.iter_mut().for_each(|condition| condition.roles = Roles::ANY);
    filter.units.dedup();
    filter
}
