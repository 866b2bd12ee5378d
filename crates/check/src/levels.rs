//! Which plans are of two levels of government on one matter, and what of the higher one the lower one takes up.
//!
//! A plan is linked with those of the governments above its own that it cites by number or title. Of a government none
//! of whose plans it cites, it is linked with the latest one whose title speaks of the same matter, where some of
//! their tasks do too; a plan that was issued later is none that it could take up.

use crate::Document;
use crate::align::Similarity;
use crate::diff::{Matching, match_levels, matched_targets, plain, standing};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{
    Citation, CitationUse, Date, DocumentInfo, Evidence, GovernmentLevel, LevelLink, LinkGround, LinkedPair, Member,
    Standing, Target, Task,
};
use zhengtu_text::{fold_width, strip_white};

/// The least share of the shorter matter that the longer one has to hold.
const SAME_MATTER: f64 = 0.6;

/// The fewest characters that a matter must have to be compared.
const SHORTEST: usize = 3;

/// The links between the plans among the documents, in the order of the lower plans, then of the higher ones.
pub fn links(documents: &[Document<'_>]) -> Vec<LevelLink> {
    links_of(documents, &|_| true)
}

/// The same of some lower plans, by the names of their first documents. Of the others those are needed that [`may_link`]
/// says may be linked with them.
pub fn links_of(documents: &[Document<'_>], lowers: &dyn Fn(&str) -> bool) -> Vec<LevelLink> {
    let plans: Vec<Plan<'_>> = crate::plans(documents).iter().map(|members| Plan::of(documents, members)).collect();
    let governed = Governed::of(plans.iter().map(|plan| plan.info));
    let mut found = Vec::new();
    for lower in plans.iter().filter(|plan| lowers(&plan.info.name)) {
        let above: Vec<&Plan<'_>> = governed
            .around(lower.lexicon, lower.info)
            .into_iter()
            .map(|at| &plans[at])
            .filter(|upper| is_above(lower.lexicon, lower.info, upper.info))
            .collect();
        found.extend(above_of(lower, &above));
    }
    found
}

/// Whether a plan with these citations may be linked with another one: that is of a government above its own, and is
/// cited, or its title speaks of the same matter. It is a file of its own or the first of its plan.
pub fn may_link(lexicon: &Lexicon, lower: &DocumentInfo, citations: &[Citation], upper: &DocumentInfo) -> bool {
    is_above(lexicon, lower, upper)
        && (citations.iter().any(|citation| names(citation, upper))
            || is_same_matter(&matter(lexicon, lower), &matter(lexicon, upper)))
}

/// Plans that others may be linked with as the higher ones, looked up by the places of their governments: to compare all with
/// all takes the square of their number.
pub struct Uppers<'a> {
    lexicon: &'a Lexicon,
    infos: Vec<&'a DocumentInfo>,
    /// What each is about, as soon as it is asked for.
    matters: Vec<OnceLock<String>>,
    governed: Governed,
}

impl<'a> Uppers<'a> {
    /// Those of these documents, which are files of their own or the first of their plans.
    pub fn of(lexicon: &'a Lexicon, infos: impl IntoIterator<Item = &'a DocumentInfo>) -> Self {
        let infos: Vec<&DocumentInfo> = infos.into_iter().collect();
        let governed = Governed::of(infos.iter().copied());
        Self { lexicon, matters: infos.iter().map(|_| OnceLock::new()).collect(), infos, governed }
    }

    /// The numbers of those, in their order, with which [`may_link`] says that a plan may be linked. What the plan cites is
    /// asked for where there are any above it.
    pub fn above(&self, lower: &DocumentInfo, citations: impl FnOnce() -> Vec<Citation>) -> Vec<usize> {
        let mut above = self.governed.around(self.lexicon, lower);
        above.retain(|&at| is_above(self.lexicon, lower, self.infos[at]));
        if above.is_empty() {
            return above;
        }
        let (own, citations) = (matter(self.lexicon, lower), citations());
        let matter_of = |at: usize| self.matters[at].get_or_init(|| matter(self.lexicon, self.infos[at]));
        above.retain(|&at| {
            citations.iter().any(|citation| names(citation, self.infos[at])) || is_same_matter(&own, matter_of(at))
        });
        above
    }
}

/// The plans by the places of their governments.
struct Governed {
    national: Vec<usize>,
    by_code: BTreeMap<String, Vec<usize>>,
}

impl Governed {
    fn of<'a>(plans: impl IntoIterator<Item = &'a DocumentInfo>) -> Self {
        let mut governed = Self { national: Vec::new(), by_code: BTreeMap::new() };
        for (at, info) in plans.into_iter().enumerate() {
            let identity = &info.identity;
            if identity.level.as_ref().is_some_and(|level| level.value == GovernmentLevel::National) {
                governed.national.push(at);
            } else if let Some(code) = identity.place.as_ref().and_then(|place| place.value.code.clone()) {
                governed.by_code.entry(code).or_default().push(at);
            }
        }
        governed
    }

    /// The plans of the nation and of the places in which that of a plan lies, in order.
    fn around(&self, lexicon: &Lexicon, lower: &DocumentInfo) -> Vec<usize> {
        let divisions = lexicon.divisions();
        let own = lower.identity.place.as_ref().and_then(|place| place.value.code.as_deref());
        let division = own.and_then(|code| divisions.of_code(code));
        let above = division.into_iter().flat_map(|division| divisions.superiors(division)).map(|above| above.code);
        let mut around = self.national.clone();
        around.extend(own.into_iter().chain(above).filter_map(|code| self.by_code.get(code)).flatten());
        around.sort_unstable();
        around
    }
}

/// Whether a citation is of a plan that it does not end.
fn names(citation: &Citation, plan: &DocumentInfo) -> bool {
    citation.usage != CitationUse::Repeals && is_named(citation, plan)
}

fn is_same_matter(one: &str, other: &str) -> bool {
    let long_enough = |matter: &str| matter.chars().nth(SHORTEST - 1).is_some();
    long_enough(one)
        && long_enough(other)
        && Similarity::of([one, other].into_iter()).compare(0, 1).contained >= SAME_MATTER
}

/// Whether the government of the document `upper` stands above that of `lower`: its level is higher, and the place of
/// the lower one lies in its own.
pub fn is_above(lexicon: &Lexicon, lower: &DocumentInfo, upper: &DocumentInfo) -> bool {
    let level = |info: &DocumentInfo| info.identity.level.as_ref().map(|stated| stated.value);
    let (Some(low), Some(high)) = (level(lower), level(upper)) else { return false };
    high < low && (high == GovernmentLevel::National || lies_in(lexicon, lower, upper))
}

/// Whether the place of `lower` lies in that of `upper`.
fn lies_in(lexicon: &Lexicon, lower: &DocumentInfo, upper: &DocumentInfo) -> bool {
    let code = |info: &DocumentInfo| info.identity.place.as_ref().and_then(|stated| stated.value.code.clone());
    match (code(lower), code(upper)) {
        (Some(low), Some(high)) => low != high && lexicon.divisions().lies_in(&low, &high),
        _ => false,
    }
}

/// The links of a plan with those above it.
fn above_of(lower: &Plan<'_>, above: &[&Plan<'_>]) -> Vec<LevelLink> {
    // By government: the plans that are cited, else the latest on the same matter.
    let mut by_government: BTreeMap<(GovernmentLevel, String), Vec<usize>> = BTreeMap::new();
    for (at, upper) in above.iter().enumerate() {
        by_government.entry(upper.government()).or_default().push(at);
    }
    let mut links: Vec<(usize, LevelLink)> = Vec::new();
    for of_one in by_government.values() {
        let cited: Vec<(usize, LevelLink)> =
            of_one.iter().filter_map(|&at| Some((at, lower.cited(above[at])?))).collect();
        if cited.is_empty() {
            let mut alike: Vec<usize> = of_one
                .iter()
                .copied()
                .filter(|&at| lower.could_take_up(above[at]) && lower.is_on_matter_of(above[at]))
                .collect();
            alike.sort_by_key(|&at| std::cmp::Reverse(above[at].issued()));
            links.extend(alike.into_iter().find_map(|at| Some((at, lower.alike(above[at])?))));
        }
        links.extend(cited);
    }
    links.sort_by_key(|(at, _)| *at);
    links.into_iter().map(|(_, link)| link).collect()
}

/// A plan, whose text may lie in several documents.
struct Plan<'a> {
    /// What its main document is.
    info: &'a DocumentInfo,
    lexicon: &'a Lexicon,
    /// Its tasks and targets with their documents.
    tasks: Vec<Task>,
    targets: Vec<(&'a str, &'a Target)>,
    citations: Vec<(&'a str, &'a Citation)>,
    /// The passage of its title.
    title: Evidence,
    matter: String,
}

impl<'a> Plan<'a> {
    fn of(documents: &[Document<'a>], members: &[usize]) -> Self {
        let facts: Vec<_> = members.iter().map(|&at| documents[at].facts).collect();
        let (info, lexicon) = (&facts[0].info, documents[members[0]].lexicon);
        let stated = info.identity.title.as_ref().and_then(|stated| stated.evidence.clone());
        let title = stated.or_else(|| facts[0].parts.first().map(|part| part.evidence.clone())).unwrap_or_default();
        Self {
            info,
            lexicon,
            tasks: facts.iter().flat_map(|facts| facts.tasks.iter().cloned()).collect(),
            targets: facts
                .iter()
                .flat_map(|facts| facts.targets.iter().map(|it| (facts.info.name.as_str(), it)))
                .collect(),
            citations: facts
                .iter()
                .flat_map(|facts| facts.citations.iter().map(|it| (facts.info.name.as_str(), it)))
                .collect(),
            title,
            matter: matter(lexicon, info),
        }
    }

    fn issued(&self) -> Option<Date> {
        self.info.identity.issued.as_ref().map(|stated| stated.value)
    }

    fn government(&self) -> (GovernmentLevel, String) {
        let level = self.info.identity.level.as_ref().map_or(GovernmentLevel::Town, |stated| stated.value);
        let place = self.info.identity.place.as_ref().map(|stated| stated.value.name.clone());
        (level, place.unwrap_or_default())
    }

    /// The link with a plan that this one cites, by the citation that says most.
    fn cited(&self, upper: &Self) -> Option<LevelLink> {
        let of_it = self.citations.iter().filter(|(_, citation)| names(citation, upper.info));
        let &(doc, citation) = of_it.min_by_key(|(_, citation)| citation.usage)?;
        let by = match &citation.number {
            Some(number) => format!("引用{number}"),
            None => format!("引用《{}》", citation.title.as_deref().unwrap_or_default()),
        };
        Some(self.link(upper, LinkGround::Cited, by, (doc, &citation.evidence), &self.matching(upper)))
    }

    /// Whether the other plan was there when this one was issued, as far as both say.
    fn could_take_up(&self, upper: &Self) -> bool {
        let both = self.issued().zip(upper.issued());
        both.is_none_or(|(own, other)| other <= own)
    }

    fn is_on_matter_of(&self, upper: &Self) -> bool {
        is_same_matter(&self.matter, &upper.matter)
    }

    /// The link with a plan on the same matter, where tasks of both are.
    fn alike(&self, upper: &Self) -> Option<LevelLink> {
        let matching = self.matching(upper);
        let reason = format!("标题都讲“{}”与“{}”", self.matter, upper.matter);
        let reason = if self.matter == upper.matter { format!("标题都讲“{}”", self.matter) } else { reason };
        let shared = !matching.all().is_empty();
        shared.then(|| self.link(upper, LinkGround::SameMatter, reason, (&self.info.name, &self.title), &matching))
    }

    fn matching(&self, upper: &Self) -> Matching {
        match_levels(&upper.tasks, &self.tasks)
    }

    fn link(
        &self,
        upper: &Self,
        ground: LinkGround,
        reason: String,
        (doc, evidence): (&str, &Evidence),
        matching: &Matching,
    ) -> LevelLink {
        let pairs: Vec<(&Task, &Task)> =
            matching.all().into_iter().map(|(above, below)| (&upper.tasks[above], &self.tasks[below])).collect();
        LevelLink {
            doc: self.info.name.clone(),
            lower: member(&self.info.id, doc, evidence),
            upper: member(&upper.info.id, &upper.info.name, &upper.title),
            ground,
            reason,
            tasks: pairs.iter().map(|(above, below)| of_tasks(above, below)).collect(),
            targets: self.targets_beside(upper, &pairs),
        }
    }

    /// The targets of one indicator: first those of tasks on one matter, then the others.
    fn targets_beside(&self, upper: &Self, pairs: &[(&Task, &Task)]) -> Vec<(LinkedPair, Standing)> {
        let words = self.lexicon.checks();
        let mut left: (Vec<_>, Vec<_>) = (upper.targets.clone(), self.targets.clone());
        let mut found = Vec::new();
        for (above, below) in pairs {
            let own = (targets_in(&left.0, above), targets_in(&left.1, below));
            found.extend(matched_targets(words, &own.0, &own.1).pairs);
            left.0.retain(|(_, target)| !found.iter().any(|(known, _)| known.id == target.id));
            left.1.retain(|(_, target)| !found.iter().any(|(_, known)| known.id == target.id));
        }
        let rest = |left: &[(&'a str, &'a Target)]| left.iter().map(|(_, target)| *target).collect::<Vec<_>>();
        found.extend(matched_targets(words, &rest(&left.0), &rest(&left.1)).pairs);
        found
            .into_iter()
            .map(|(above, below)| (of_targets(above, below), standing(self.lexicon, above, below)))
            .collect()
    }
}

/// The targets that stand in a task.
fn targets_in<'t>(targets: &[(&str, &'t Target)], task: &Task) -> Vec<&'t Target> {
    let within = |doc: &str, target: &Target| {
        let (own, all) = (&target.evidence, &task.evidence);
        doc == task.doc && target.part == task.part && all.start <= own.start && own.end <= all.end
    };
    targets.iter().filter(|(doc, target)| within(doc, target)).map(|(_, target)| *target).collect()
}

fn member(id: &str, doc: &str, evidence: &Evidence) -> Member {
    Member { id: id.to_owned(), evidence: evidence.clone(), doc: Some(doc.to_owned()) }
}

fn of_tasks(above: &Task, below: &Task) -> LinkedPair {
    let same = plain(&above.title) == plain(&below.title);
    let reason = match same {
        true => format!("标题同为“{}”", below.title),
        false => format!("“{}”与“{}”", below.title, above.title),
    };
    LinkedPair {
        lower: member(&below.id, &below.doc, &below.evidence),
        upper: member(&above.id, &above.doc, &above.evidence),
        reason,
    }
}

fn of_targets(above: &Target, below: &Target) -> LinkedPair {
    let reason = match above.indicator == below.indicator {
        true => format!("指标同为“{}”", below.indicator),
        false => format!("指标“{}”与“{}”", below.indicator, above.indicator),
    };
    LinkedPair {
        lower: member(&below.id, &below.doc, &below.evidence),
        upper: member(&above.id, &above.doc, &above.evidence),
        reason,
    }
}

/// Whether a citation names the document: by its number, or by its title where one of them has no number.
fn is_named(citation: &Citation, info: &DocumentInfo) -> bool {
    let number = info.identity.number.as_ref().map(|stated| key(&stated.value));
    match (citation.number.as_deref().map(key), number) {
        (Some(cited), Some(own)) => cited == own,
        _ => {
            let title = info.identity.title.as_ref().map(|stated| key(&stated.value));
            title.is_some_and(|title| citation.title.as_deref().map(key) == Some(title))
        }
    }
}

/// The form in which titles and numbers are compared: dashes between years are printed in many ways.
fn key(text: &str) -> String {
    fold_width(&strip_white(text)).replace(['—', '–', '－', '~', '～', '至'], "-").replace("--", "-")
}

/// What a plan is about, by its title: without the place, years, remarks, the kind of document and words that all
/// titles have.
fn matter(lexicon: &Lexicon, info: &DocumentInfo) -> String {
    let title = info.identity.title.as_ref().map_or(info.title.as_str(), |stated| stated.value.as_str());
    let place = info.identity.place.as_ref().map(|stated| stated.value.name.as_str());
    let folded = fold_width(&strip_white(title));
    let bare = folded.split(['（', '(']).next().unwrap_or_default();
    let bare = place.and_then(|place| bare.strip_prefix(place)).unwrap_or(bare);
    let kind = lexicon.documents().kind.end.at_end(bare).unwrap_or_default();
    let words = &lexicon.checks().matter_neutral;
    let bare = words.iter().fold(bare[..bare.len() - kind].to_owned(), |text, word| text.replace(word, ""));
    let years = |char: &char| char.is_alphabetic() && *char != '年';
    bare.chars().filter(years).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::facts;
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_model::{DocumentFacts, Place, Stated};

    const TASKS: &str =
        "一、主要任务\n（一）压缩企业开办时间。企业开办时间压缩至1个工作日以内。（责任单位：市场监管局）\n";

    /// A plan of a place with this title and number, issued on this day, that says these words and has one task.
    fn plan(name: &str, code: &str, title: &str, day: &str, words: &str) -> DocumentFacts {
        let mut facts = facts(&format!("{title}\n{words}\n{TASKS}"));
        let division = lexicon().divisions().of_code(code).unwrap();
        facts.info.name = name.to_owned();
        facts.info.id = name.to_owned();
        let identity = &mut facts.info.identity;
        identity.title = Some(Stated::given(title.to_owned()));
        identity.number = Some(Stated::given(format!("{name}〔2022〕1号")));
        identity.place = Some(Stated::given(Place { name: division.name.to_owned(), code: Some(code.to_owned()) }));
        identity.level = Some(Stated::given(match division.superior {
            None => GovernmentLevel::Province,
            Some(_) => GovernmentLevel::City,
        }));
        identity.issued = day.parse().ok().map(Stated::given);
        facts
    }

    /// Which plan is linked with which, and on what ground.
    fn linked(plans: &[DocumentFacts]) -> Vec<(String, String, LinkGround)> {
        let documents: Vec<Document<'_>> =
            plans.iter().map(|facts| Document { facts, text: "", lexicon: lexicon() }).collect();
        links(&documents).into_iter().map(|link| (link.lower.id, link.upper.id, link.ground)).collect()
    }

    fn province(name: &str, title: &str, day: &str) -> DocumentFacts {
        plan(name, "510000", title, day, "为做好工作，制定本方案。")
    }

    fn city(day: &str, words: &str) -> DocumentFacts {
        plan("市", "510800", "广元市优化营商环境实施方案", day, words)
    }

    fn link(upper: &str, ground: LinkGround) -> Vec<(String, String, LinkGround)> {
        vec![("市".to_owned(), upper.to_owned(), ground)]
    }

    #[test]
    fn those_above_are_the_ones_that_each_compared_with_each_may_be_linked() {
        let all = [
            province("省", "四川省优化营商环境行动计划", "2021-01-01"),
            province("他", "四川省养老服务体系建设实施方案", "2022-03-01"),
            province("引", "四川省深化改革行动方案", "2021-01-01"),
            plan("外", "110000", "北京市优化营商环境行动计划", "2021-01-01", "为做好工作，制定本方案。"),
            city("2022-06-01", "根据《四川省深化改革行动方案》（引〔2022〕1号）精神，制定本方案。"),
            plan("同", "510800", "广元市优化营商环境若干措施", "2021-01-01", "为做好工作，制定本方案。"),
        ];
        let uppers = Uppers::of(lexicon(), all.iter().map(|facts| &facts.info));
        let above = |lower: &DocumentFacts| uppers.above(&lower.info, || lower.citations.clone());
        for lower in &all {
            let may = |at: &usize| may_link(lexicon(), &lower.info, &lower.citations, &all[*at].info);
            assert_eq!(above(lower), (0..all.len()).filter(may).collect::<Vec<_>>(), "{}", lower.info.title);
        }
        assert_eq!((above(&all[4]), above(&all[0])), (vec![0, 2], vec![]));
    }

    #[test]
    fn the_latest_earlier_plan_on_the_same_matter_is_the_one_above() {
        let plans = [
            province("旧", "四川省优化营商环境行动计划（2019—2021年）", "2019-01-01"),
            province("新", "四川省进一步优化营商环境若干措施", "2022-01-01"),
            province("后", "四川省优化营商环境实施方案", "2023-01-01"),
            province("他", "四川省养老服务体系建设实施方案", "2022-03-01"),
            city("2022-06-01", "结合我市实际，制定本方案。"),
        ];
        assert_eq!(linked(&plans), link("新", LinkGround::SameMatter));
        let later = [&plans[2..3], &plans[4..]].concat();
        assert!(linked(&later).is_empty(), "a plan of later on is none that could be taken up");
    }

    #[test]
    fn a_plan_that_is_cited_goes_before_one_on_the_same_matter() {
        let plans = [
            province("甲", "四川省深化改革行动方案", "2021-01-01"),
            province("乙", "四川省优化营商环境行动方案", "2022-01-01"),
            city("2022-06-01", "根据《四川省深化改革行动方案》（甲〔2022〕1号）精神，制定本方案。"),
        ];
        assert_eq!(linked(&plans), link("甲", LinkGround::Cited));
        let repealed = city("2022-06-01", "《四川省深化改革行动方案》（甲〔2022〕1号）同时废止。");
        let plans = [plans[0].clone(), plans[1].clone(), repealed];
        assert_eq!(linked(&plans), link("乙", LinkGround::SameMatter), "what is repealed is not taken up");
    }

    #[test]
    fn plans_of_other_provinces_of_one_level_or_of_another_matter_are_not_linked() {
        let city = city("2022-06-01", "制定本方案。");
        let other = plan("苏", "320000", "江苏省优化营商环境实施方案", "2022-01-01", "制定本方案。");
        let beside = plan("成都", "510100", "成都市优化营商环境实施方案", "2022-01-01", "制定本方案。");
        let industry = province("工", "四川省制造业高质量发展实施方案", "2022-01-01");
        assert!(linked(&[other, beside, industry, city]).is_empty());
    }

    #[test]
    fn titles_say_their_matter_without_place_kind_years_and_common_words() {
        let matter = |title: &str, code: &str| matter(lexicon(), &plan("a", code, title, "", "").info);
        assert_eq!(matter("广元市2022年优化营商环境工作要点（试行）", "510800"), "优化营商环境");
        assert_eq!(matter("四川省关于进一步加快养老服务体系建设的实施意见", "510000"), "养老服务");
        assert_eq!(matter("四川省制造业高质量发展行动计划", "510000"), "制造业");
    }

    #[test]
    fn a_value_is_compared_where_it_holds_for_a_part_as_for_the_whole() {
        let target = |text: &str| {
            let facts = facts(&format!("某市方案\n一、总体目标\n{text}\n"));
            facts.targets.into_iter().next().unwrap_or_else(|| panic!("{text}"))
        };
        for (upper, lower, expected) in [
            ("企业开办时间压缩至3个工作日以内。", "企业开办时间压缩至5个工作日以内。", Standing::Weaker),
            ("生活垃圾处理率达到90%以上。", "生活垃圾处理率达到95%以上。", Standing::Stricter),
            ("生活垃圾处理率达到90%以上。", "生活垃圾处理率达到90%以上。", Standing::Same),
            ("建成智能工厂500家。", "建成智能工厂120家。", Standing::Untold),
        ] {
            assert_eq!(standing(lexicon(), &target(upper), &target(lower)), expected, "{upper}");
        }
    }
}
