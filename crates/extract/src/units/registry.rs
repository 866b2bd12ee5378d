use super::aliases::{Families, introduced};
use super::naming::{is_strict, naming, without_bracket};
use super::{Mention, Statement};
use std::collections::{BTreeMap, HashMap};
use zhengtu_lexicon::bodies::{self, Recognised, is_place, prefix_of, thesaurus};
use zhengtu_model::{Ground, Role, UnitKind};
use zhengtu_text::{Span, strip_white};

/// The bodies of one document, each with one canonical name.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// How often each name is printed, prefix and all.
    printed: BTreeMap<String, usize>,
    /// Short names that the text introduces (以下简称…).
    introduced: HashMap<String, String>,
    /// The word of level that most names begin with (县).
    home: Option<String>,
    /// Short and full forms of one body.
    families: Families,
    /// Names that the thesaurus does not know.
    new: Vec<NewName>,
}

/// A mention with its canonical name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedUnit {
    /// The canonical name within the document.
    pub name: String,
    /// The name as printed, white space removed.
    pub surface: String,
    /// What the body has to do.
    pub role: Role,
    /// The rule that gave the role.
    pub ground: Ground,
    /// One body or a group.
    pub kind: UnitKind,
    /// The span of the mention in the statement's text.
    pub span: Span,
}

/// A body that the thesaurus does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// The canonical name.
    pub name: String,
    /// How often it is named.
    pub count: usize,
}

impl Registry {
    /// Collects the names of all statements of a document (each with the text it was parsed from),
    /// and the short names that the running text introduces (以下简称…).
    pub fn of<'a>(statements: impl IntoIterator<Item = (&'a str, &'a Statement)>, text: &str) -> Self {
        let statements: Vec<Vec<Named>> =
            statements.into_iter().map(|(text, statement)| named(text, statement)).collect();
        let mut registry = Self { introduced: introduced(text), ..Self::default() };
        for unit in statements.iter().flatten().filter(|unit| unit.kind == UnitKind::Unit) {
            *registry.printed.entry(unit.base.clone()).or_default() += 1;
        }
        registry.home = home(&registry.printed);
        let mut restored: Vec<(String, usize)> = Vec::new();
        for names in &statements {
            for (name, _) in
                registry.restore(names).into_iter().zip(names).filter(|(_, unit)| unit.kind == UnitKind::Unit)
            {
                match restored.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, count)) => *count += 1,
                    None => restored.push((name, 1)),
                }
            }
        }
        registry.families = Families::of(&restored, registry.home.as_deref());
        registry.new = new_names(&restored, &registry.families);
        registry
    }

    /// The canonical names of the mentions of one statement, in order.
    pub fn resolve(&self, text: &str, statement: &Statement) -> Vec<ResolvedUnit> {
        let names = named(text, statement);
        let restored = self.restore(&names);
        let each = statement.mentions.iter().zip(names).zip(restored);
        each.map(|((mention, unit), name)| {
            let name = if unit.kind == UnitKind::Unit { self.families.canonical(&name).to_owned() } else { name };
            let Mention { role, ground, kind, span, .. } = *mention;
            ResolvedUnit { name, surface: unit.surface, role, ground, kind, span }
        })
        .collect()
    }

    /// The canonical name of a body named outside the statements, such as the unit of a duty list.
    pub fn name_of(&self, surface: &str) -> String {
        let unit = Named::new(surface, UnitKind::Unit, 0);
        let restored = self.restore(std::slice::from_ref(&unit)).pop().unwrap_or_default();
        self.families.canonical(&restored).to_owned()
    }

    /// The names that the thesaurus does not know, in order of first appearance.
    pub fn new_names(&self) -> &[NewName] {
        &self.new
    }

    /// The names of one statement with what the list leaves out put back.
    fn restore(&self, names: &[Named]) -> Vec<String> {
        let mut restored: Vec<String> = Vec::with_capacity(names.len());
        for (index, unit) in names.iter().enumerate() {
            let name = if unit.kind == UnitKind::Collective {
                unit.base.clone()
            } else {
                let before: Vec<&str> = restored.iter().map(String::as_str).collect();
                self.with_organ(names, index)
                    .or_else(|| self.introduced.get(&unit.base).cloned())
                    .or_else(|| self.with_ending(&unit.base))
                    .or_else(|| self.with_prefix(&unit.base, &before))
                    .unwrap_or_else(|| unit.base.clone())
            };
            restored.push(name);
        }
        restored
    }

    /// A place whose organ stands behind the next place only: 广州、深圳市政府 → 广州市政府.
    fn with_organ(&self, names: &[Named], index: usize) -> Option<String> {
        let unit = &names[index];
        if !is_place(&unit.base) {
            return None;
        }
        let list = names[index + 1..].iter().take_while(|next| next.list == unit.list);
        let next = list.into_iter().find(|next| !is_place(&next.base))?;
        let organ = ORGANS.iter().find(|organ| next.base.ends_with(**organ))?;
        let place = next.base.strip_suffix(organ)?;
        if !is_place(place) {
            return None;
        }
        let ending = place.chars().next_back().filter(|last| "市县区州旗盟镇乡".contains(*last))?;
        let own = if bodies::is_short_place(&unit.base) { ending.to_string() } else { String::new() };
        Some(format!("{}{own}{organ}", unit.base))
    }

    /// A known function without its ending: 县自然资源 → 县自然资源局, if the document has that body.
    fn with_ending(&self, base: &str) -> Option<String> {
        let found = bodies::recognise(base).filter(|found| !found.complete && found.rest.is_none())?;
        let full = self.printed.keys().filter(|name| {
            name.starts_with(base)
                && bodies::recognise(name)
                    .is_some_and(|other| other.complete && other.rest.is_none() && other.function == found.function)
        });
        full.max_by_key(|name| self.printed[*name]).cloned()
    }

    /// A name without its prefix, with the one it has elsewhere in the document, or with that of the
    /// name before it in the list.
    fn with_prefix(&self, base: &str, before: &[&str]) -> Option<String> {
        if prefix_of(base).is_some() || is_place(base) || is_national(base) {
            return None;
        }
        let near = before.iter().rev().find_map(|name| level_of(name));
        let forms = |prefix: &str| [format!("{prefix}{base}"), format!("{prefix}委{base}")];
        let levels = near.iter().map(|(level, _)| level.as_str()).chain(self.home.as_deref());
        if let Some(printed) = levels.flat_map(forms).find(|form| self.printed.contains_key(form)) {
            return Some(printed);
        }
        if let Some(only) = self.only_with(base) {
            return Some(only);
        }
        let (level, whole) = near?;
        let level = match &self.home {
            Some(home) if !whole => home.clone(),
            _ => level,
        };
        restorable(base).map(|party| if party { format!("{level}委{base}") } else { format!("{level}{base}") })
    }

    /// The only printed name that is this one with a prefix, or the only one of its function where
    /// there is but one such body in a place (人行 → 人民银行宿州市中心支行).
    fn only_with(&self, base: &str) -> Option<String> {
        let mut longer = self.printed.keys().filter(|name| {
            name.len() > base.len()
                && name.strip_suffix(base).is_some_and(|prefix| {
                    prefix_of(name).is_some_and(|found| found.len == prefix.trim_end_matches('委').len())
                })
        });
        if let (Some(only), None) = (longer.next(), longer.next()) {
            return Some(only.clone());
        }
        let found = bodies::recognise(base)
            .filter(|found| ONE_TO_A_PLACE.contains(&found.function.as_str()) && found.rest.is_none())?;
        let mut same = self.printed.keys().filter(|name| {
            *name != base && bodies::recognise(name).is_some_and(|other| other.function == found.function)
        });
        match (same.next(), same.next()) {
            (Some(only), None) => Some(only.clone()),
            _ => None,
        }
    }
}

/// What governs a place.
const ORGANS: [&str; 6] = ["人民政府", "党工委管委会", "管委会", "政府", "党委", "办事处"];

/// Functions of which a place has one body, under whatever name.
const ONE_TO_A_PLACE: [&str; 4] = ["central-bank", "taxation", "power-supply", "financial-regulation"];

/// Kinds of bodies whose prefix a list may leave out.
const ELIDED: [&str; 8] =
    ["department", "party", "justice", "organisation", "supervision", "congress", "cppcc", "central"];

/// A mention, before its name is made canonical.
#[derive(Clone, Debug)]
struct Named {
    base: String,
    surface: String,
    kind: UnitKind,
    list: usize,
}

impl Named {
    fn new(surface: &str, kind: UnitKind, list: usize) -> Self {
        let surface = strip_white(surface);
        let base = if kind == UnitKind::Collective { without_aside(&surface).to_owned() } else { plain(&surface) };
        Self { base, surface, kind, list }
    }
}

fn named(text: &str, statement: &Statement) -> Vec<Named> {
    let each = statement.mentions.iter();
    each.map(|mention| Named::new(mention.span.of(text), mention.kind, mention.list)).collect()
}

/// The name of a group without a bracket that only explains it: 有关区县政府（含两江新区）.
fn without_aside(surface: &str) -> &str {
    let base = without_bracket(surface);
    let aside = surface[base.len()..].trim_start_matches(['（', '(']);
    let explains =
        ["含", "包括", "不含", "除", "以下", "下同", "名单", "见"].iter().any(|word| aside.starts_with(word));
    if explains { base } else { surface }
}

/// The name of a single body without its brackets; 中国（安徽）自由贸易试验区 keeps its place.
fn plain(surface: &str) -> String {
    let base = without_bracket(surface);
    let (Some(open), Some(close)) = (base.find(['（', '(']), base.rfind(['）', ')'])) else { return base.to_owned() };
    if open > close || base[..open].ends_with("中国") {
        return base.to_owned();
    }
    let after = base[close..].chars().next().map_or(0, char::len_utf8);
    format!("{}{}", &base[..open], &base[close + after..])
}

/// The word of level that most names begin with.
fn home(printed: &BTreeMap<String, usize>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, count) in printed {
        if let Some(prefix) = prefix_of(name).filter(|prefix| !prefix.named) {
            *counts.entry(&name[..prefix.len]).or_default() += count;
        }
    }
    counts.into_iter().max_by_key(|&(_, count)| count).map(|(word, _)| word.to_owned())
}

/// The word of level or the place with its ending that a name begins with, and whether the whole body
/// is of that level (市生态环境局温县分局 is not).
fn level_of(name: &str) -> Option<(String, bool)> {
    let prefix = prefix_of(name)?;
    let word = &name[..prefix.len];
    let levelled = !prefix.named || word.ends_with(['省', '市', '县', '区', '州', '旗', '盟']);
    let branch = bodies::recognise(name).and_then(|found| found.rest).is_some_and(|rest| rest.ends_with("分局"));
    (levelled && is_strict(name)).then(|| (word.to_owned(), !branch))
}

/// Whether a name says that the body is of the whole country or of its line: no prefix was left out.
fn is_national(base: &str) -> bool {
    let words =
        ["国家", "中国", "中央", "全国", "国务院", "国网", "海关总署", "人民银行", "银保监会", "证监会", "中共"];
    words.iter().any(|word| base.starts_with(word))
        || base.ends_with("总局")
        || base.starts_with('团')
        || base.starts_with("共青团")
}

/// Whether the prefix of a name without one may be taken from the name before it, and whether it is
/// then a body of the party committee (宣传部 → 县委宣传部).
fn restorable(base: &str) -> Option<bool> {
    let unknown_office = ["局", "厅", "委"].iter().any(|ending| base.ends_with(ending));
    let Some(Recognised { function, complete: true, rest: None, core, .. }) = bodies::recognise(base) else {
        let own =
            naming(base).is_some() && base.chars().count() <= 14 && !base.ends_with("分局") && !base.ends_with("管委");
        return (unknown_office && own).then_some(false);
    };
    let kind = thesaurus().kind_of(&function)?;
    let central = kind == "central" && !(unknown_office && !ONE_TO_A_PLACE[2..].contains(&function.as_str()));
    if !ELIDED.contains(&kind) || central || function == "customs" {
        return None;
    }
    let ministry = core.ends_with('部') && kind == "department";
    let party = kind == "party"
        && bodies::recognise(&format!("县委{base}")).is_some_and(|found| found.core == format!("委{base}"));
    (!ministry).then_some(party)
}

fn new_names(restored: &[(String, usize)], families: &Families) -> Vec<NewName> {
    let mut new: Vec<NewName> = Vec::new();
    for (name, count) in restored {
        let name = families.canonical(name);
        if bodies::recognise(name).is_some() {
            continue;
        }
        match new.iter_mut().find(|known| known.name == name) {
            Some(known) => known.count += count,
            None => new.push(NewName { name: name.to_owned(), count: *count }),
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Conventions, parse_statement};

    /// The names of the last statement of a document that has these statements and this text.
    fn names(statements: &[&str], text: &str) -> Vec<String> {
        let conventions = Conventions::of(statements.iter().copied());
        let parsed: Vec<Statement> = statements.iter().map(|text| parse_statement(text, &conventions)).collect();
        let registry = Registry::of(statements.iter().copied().zip(&parsed), text);
        let last = statements.len() - 1;
        registry.resolve(statements[last], &parsed[last]).into_iter().map(|unit| unit.name).collect()
    }

    #[test]
    fn an_elided_prefix_is_that_of_the_name_before() {
        assert_eq!(names(&["县自然资源局、住房城乡建设局"], ""), ["县自然资源局", "县住房城乡建设局"]);
        assert_eq!(
            names(&["省商务厅、发展改革委，广东金融监管局牵头负责"], ""),
            ["省商务厅", "省发展改革委", "广东金融监管局"]
        );
        assert_eq!(names(&["县委组织部、宣传部、教育局按职责分工负责"], ""), ["县委组织部", "县委宣传部", "县教育局"]);
        assert_eq!(names(&["市财政局、总工会、团市委、妇联负责"], ""), ["市财政局", "市总工会", "团市委", "市妇联"]);
    }

    #[test]
    fn what_has_no_prefix_of_its_own_gets_none() {
        assert_eq!(names(&["市自然资源局，储备中心"], ""), ["市自然资源局", "储备中心"]);
        assert_eq!(
            names(&["市房管中心，市场处、郑州银行、人民银行宿州市中心支行负责"], "")[1..],
            ["市场处", "郑州银行", "人民银行宿州市中心支行"]
        );
        assert_eq!(names(&["国家发展改革委、财政部负责"], ""), ["国家发展改革委", "财政部"]);
        assert_eq!(names(&["省财政厅、郑州海关、河南证监局负责"], "")[1..], ["郑州海关", "河南证监局"]);
    }

    #[test]
    fn the_documents_own_full_form_is_taken() {
        assert_eq!(names(&["责任单位：县人行、县法院", "责任单位：县税务局、人行等"], "")[1], "县人行");
        assert_eq!(names(&["县自然资源局负责", "县自然资源牵头，县财政局配合"], "")[0], "县自然资源局");
        assert_eq!(names(&["县交通运输局负责", "县交通局、县财政局负责"], "")[0], "县交通运输局");
        assert_eq!(
            names(&["县住房城乡建设局牵头", "县公共资源交易中心、财政局（国资委）、住建局等县直有关单位"], ""),
            ["县公共资源交易中心", "县财政局", "县住房城乡建设局", "县直有关单位"]
        );
    }

    #[test]
    fn a_rare_full_form_gives_way_to_the_form_in_use() {
        let mut statements = vec!["县法院、县财政局负责"; 8];
        statements.push("县人民法院、县财政局负责");
        assert_eq!(names(&statements, "")[0], "县法院");
    }

    #[test]
    fn different_bodies_stay_different() {
        assert_eq!(names(&["市房管中心、市财政局负责", "市房产中心、国网宿州供电公司负责"], "")[0], "市房产中心");
        assert_eq!(names(&["市教育局、市财政局负责", "市教育体育局、市财政局负责"], "")[0], "市教育体育局");
        assert_eq!(names(&["市公安局负责", "市公安局交警支队负责"], "")[0], "市公安局交警支队");
    }

    #[test]
    fn a_short_name_that_the_text_introduces_is_resolved() {
        let text = "由县政务服务和大数据管理局（以下简称县政数局）统筹";
        assert_eq!(names(&["县政数局牵头，县财政局配合"], text)[0], "县政务服务和大数据管理局");
    }

    #[test]
    fn the_organ_of_the_last_place_holds_for_those_before() {
        assert_eq!(names(&["广州、深圳市政府分别负责"], ""), ["广州市政府", "深圳市政府"]);
        assert_eq!(names(&["金水区、二七区人民政府负责"], ""), ["金水区人民政府", "二七区人民政府"]);
        assert_eq!(names(&["县财政局、金水区、县税务局负责"], "")[1], "金水区");
    }

    #[test]
    fn brackets_are_dropped_from_single_bodies_only() {
        assert_eq!(
            names(&["省市场监管局（省知识产权局）、各县（市、区）人民政府负责"], ""),
            ["省市场监管局", "各县（市、区）人民政府"]
        );
    }

    #[test]
    fn names_the_thesaurus_does_not_know_are_listed() {
        let text = "温投集团、县财政局负责";
        let parsed = parse_statement(text, &Conventions::default());
        let registry = Registry::of([(text, &parsed)], "");
        assert_eq!(registry.new_names(), [NewName { name: "温投集团".to_owned(), count: 1 }]);
    }
}
