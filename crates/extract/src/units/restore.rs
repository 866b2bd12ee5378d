//! Names as the document means them: what a list or a short form leaves out is put back.

use super::aliases::is_subsequence;
use super::clean::unnested;
use super::naming::{
    LONGEST_OFFICE, MOST_PLACES, Naming, is_bare_place_long, is_strict, lacks_ending, naming, without_bracket,
};
use super::{Statement, Vocabulary};
use foldhash::{HashMap, HashMapExt};
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::rc::Rc;
use zhengtu_lexicon::bodies::Recognised;
use zhengtu_lexicon::forms::NameWords;
use zhengtu_model::UnitKind;
use zhengtu_text::strip_white;

/// What a document prints, as far as it helps to complete a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Printed {
    /// How often each name is printed, prefix and all.
    counts: BTreeMap<String, usize>,
    /// The printed names that the thesaurus knows, as it reads them.
    known: Vec<(String, Rc<Recognised>)>,
    /// The printed names that have a prefix, by what stands behind it.
    by_bare: HashMap<String, Vec<String>>,
    /// Short names that the text introduces (以下简称…).
    introduced: HashMap<String, String>,
    /// The word of level that most names begin with (县).
    home: Option<String>,
    /// The first characters of the names of the document's places, with which local names begin (温投集团).
    initials: Vec<char>,
}

impl Printed {
    /// Collects the names as printed, and the short names that the text introduces.
    pub(super) fn of<'a>(
        vocabulary: &Vocabulary<'_>,
        names: impl Iterator<Item = &'a Named>,
        introduced: HashMap<String, String>,
    ) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for unit in names.filter(|unit| unit.kind == UnitKind::Unit) {
            *counts.entry(unit.base.clone()).or_default() += 1;
        }
        let home = home(vocabulary, &counts);
        let known = counts.keys().filter_map(|name| Some((name.clone(), vocabulary.recognised(name)?))).collect();
        let initials = counts.keys().filter_map(|name| initial(vocabulary, name)).collect();
        let mut by_bare: HashMap<String, Vec<String>> = HashMap::new();
        for name in counts.keys() {
            let Some(mut bare) = vocabulary.bodies().prefix_of(name).map(|prefix| &name[prefix.len..]) else {
                continue;
            };
            // 县委宣传部 is 宣传部 behind its prefix too.
            loop {
                by_bare.entry(bare.to_owned()).or_default().push(name.clone());
                let Some(shorter) = bare.strip_prefix('委') else { break };
                bare = shorter;
            }
        }
        Self { counts, known, by_bare, introduced, home, initials }
    }

    /// Adds the place that the document is of (温县).
    pub(super) fn at_home_in(mut self, place: Option<&str>) -> Self {
        self.initials.extend(place.and_then(|place| place.chars().next()));
        self
    }

    /// The word of level that most names begin with.
    pub(super) fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The names of one statement with what the list leaves out put back.
    pub(super) fn restore(&self, vocabulary: &Vocabulary<'_>, names: &[Named]) -> Vec<String> {
        // Of few names it is asked what the others of their list end with.
        let beyond_places = LazyCell::new(|| next_in_list(names, |name| !vocabulary.bodies().is_place(&name.base)));
        let ended = LazyCell::new(|| next_in_list(names, |name| vocabulary.roles().ends_as_body(&name.base)));
        let carriers = LazyCell::new(|| next_in_list(names, |name| carrier_ending(vocabulary, name).is_some()));
        let mut restored: Vec<String> = Vec::with_capacity(names.len());
        let (mut near, mut prefixed) = (None, Prefixed::default());
        for (index, unit) in names.iter().enumerate() {
            let name = if unit.kind == UnitKind::Collective {
                unit.base.clone()
            } else {
                Self::with_organ(vocabulary, unit, || beyond_places[index])
                    .or_else(|| with_shared_body(vocabulary, unit, shared_body(vocabulary, &names[index..])?))
                    .or_else(|| second_organ(vocabulary, unit, names[..index].last()))
                    .or_else(|| same_place(vocabulary, unit, names[..index].last()))
                    .or_else(|| self.introduced.get(&unit.base).cloned())
                    .or_else(|| self.with_ending(vocabulary, &unit.base))
                    .or_else(|| self.as_department(vocabulary, unit, near.as_ref()))
                    .unwrap_or_else(|| {
                        let base = with_carrier_ending(vocabulary, unit, || carriers[index])
                            .or_else(|| with_shared_ending(vocabulary, unit, || ended[index]))
                            .unwrap_or_else(|| unit.base.clone());
                        let before = Before { near: near.as_ref(), names: &names[..index], unit };
                        self.with_prefix(vocabulary, &base, &before, &mut prefixed).unwrap_or(base)
                    })
            };
            near = vocabulary.level_of(&name, || level_of(vocabulary, &name)).or(near);
            restored.push(name);
        }
        restored
    }

    /// A place whose organ stands behind the next place only: 广州、深圳市政府 → 广州市政府.
    fn with_organ<'a>(
        vocabulary: &Vocabulary<'_>,
        unit: &Named,
        next: impl FnOnce() -> Option<&'a Named>,
    ) -> Option<String> {
        if !vocabulary.bodies().is_place(&unit.base) {
            return None;
        }
        let next = next()?;
        let organ = vocabulary.forms().name.organ.at_end(&next.base)?;
        let (place, organ) = next.base.split_at(next.base.len() - organ);
        if !vocabulary.bodies().is_place(place) {
            return None;
        }
        let ending = place.chars().next_back().filter(|last| "市县区州旗盟镇乡".contains(*last))?;
        let own = if vocabulary.bodies().is_short_place(&unit.base) { ending.to_string() } else { String::new() };
        Some(format!("{}{own}{organ}", unit.base))
    }

    /// A known function without its ending: 县自然资源 → 县自然资源局, 市发改 → 市发展改革委, if the
    /// document has that body.
    fn with_ending(&self, vocabulary: &Vocabulary<'_>, base: &str) -> Option<String> {
        let found = vocabulary.recognised(base).filter(|found| found.is_stem())?;
        let prefix = base.strip_suffix(found.core.as_str())?;
        let full = self.known.iter().filter(|(name, other)| {
            is_ended_form(&found, other) && name.strip_suffix(other.core.as_str()) == Some(prefix)
        });
        let full = full.map(|(name, _)| name);
        full.max_by_key(|name| self.counts[*name]).cloned()
    }

    /// 教育 of 教育、科技等部门, where the document names no such body: 市教育部门.
    fn as_department(
        &self,
        vocabulary: &Vocabulary<'_>,
        unit: &Named,
        near: Option<&(String, bool)>,
    ) -> Option<String> {
        if !unit.of_departments {
            return None;
        }
        if !lacks_ending(vocabulary, &unit.base) {
            return None;
        }
        if vocabulary.bodies().prefix_of(&unit.base).is_some() {
            return Some(format!("{}部门", unit.base));
        }
        let level = near.map(|(level, _)| level).or(self.home.as_ref()).map_or("", String::as_str);
        self.with_ending(vocabulary, &format!("{level}{}", unit.base))
            .or_else(|| Some(format!("{level}{}部门", unit.base)))
    }

    /// A name without its prefix, with the one it has elsewhere in the document, or with that of the
    /// name before it in the list.
    fn with_prefix(
        &self,
        vocabulary: &Vocabulary<'_>,
        base: &str,
        list: &Before<'_>,
        prefixed: &mut Prefixed,
    ) -> Option<String> {
        if lacks_no_prefix(vocabulary, base) {
            return None;
        }
        let near = list.near;
        let forms = |prefix: &str| [format!("{prefix}{base}"), format!("{prefix}委{base}")];
        let levels = near.iter().map(|(level, _)| level.as_str()).chain(self.home.as_deref());
        if let Some(printed) = levels.flat_map(forms).find(|form| self.counts.contains_key(form)) {
            return Some(printed);
        }
        let lacking = near.iter().find_map(|(level, _)| self.with_ending(vocabulary, &format!("{level}{base}")));
        if lacking.is_some() {
            return lacking;
        }
        if let Some(only) = self.only_with(vocabulary, base) {
            return Some(only);
        }
        let (level, whole) = near?;
        let level = self.home.as_ref().filter(|_| !whole).unwrap_or(level);
        // Where the names before each have their prefix, a new name without one has none.
        if vocabulary.recognised(base).is_none() && prefixed.has_several(level, list.names) {
            return None;
        }
        let party = restorable(vocabulary, base).or_else(|| self.is_elided(vocabulary, base, list).then_some(false))?;
        Some(if party { format!("{level}委{base}") } else { format!("{level}{base}") })
    }

    /// Whether a name that no list knows lacks the prefix of its neighbours (省卫生健康委、计划生育协会): it ends
    /// as names of public bodies do, is none of a house (市住房城乡建设局、质量监督站 in a list of offices),
    /// and does not begin with the name of the place (温投集团 in 温县).
    fn is_elided(&self, vocabulary: &Vocabulary<'_>, base: &str, list: &Before<'_>) -> bool {
        if list.unit.of_offices {
            return false;
        }
        if !(SHORTEST_ELIDED..=LONGEST_ELIDED).contains(&base.chars().count()) {
            return false;
        }
        let of_the_place = base.chars().next().is_some_and(|first| self.initials.contains(&first));
        if of_the_place {
            return false;
        }
        if vocabulary.forms().name.public.at_end(base).is_none() {
            return false;
        }
        vocabulary.recognised(base).is_none() && !is_branch_by_place(vocabulary, base)
    }

    /// The only printed name that is this one with a prefix, or the only one of its function where
    /// there is but one such body in a place (人行 → 人民银行宿州市中心支行).
    fn only_with(&self, vocabulary: &Vocabulary<'_>, base: &str) -> Option<String> {
        if let Some([only]) = self.by_bare.get(base).map(Vec::as_slice) {
            return Some(only.clone());
        }
        let found = vocabulary
            .recognised(base)
            .filter(|found| ONE_TO_A_PLACE.contains(&found.function.as_str()) && found.rest.is_none())?;
        let of_function = |(name, other): &&(String, Rc<Recognised>)| name != base && other.function == found.function;
        let mut same = self.known.iter().filter(of_function).map(|(name, _)| name);
        match (same.next(), same.next()) {
            (Some(only), None) => Some(only.clone()),
            _ => None,
        }
    }
}

/// The name behind the places with which a list begins, which are whose body it names: 清江、白石、临海市人民政府.
fn shared_body<'a>(vocabulary: &Vocabulary<'_>, names: &'a [Named]) -> Option<&'a Named> {
    let list = names.first()?.list;
    let mut others = names.iter().take_while(|name| name.list == list).take(MOST_PLACES);
    others.find(|name| !is_bare_place(vocabulary, &name.base))
}

/// Whether a name is that of a place without its ending, known (河南) or not (清江).
fn is_bare_place(vocabulary: &Vocabulary<'_>, base: &str) -> bool {
    // A name of one character is one only where the list tells so.
    if vocabulary.bodies().is_short_place(base) || base.chars().nth(1).is_none() {
        return true;
    }
    is_bare_place_long(base) && naming(vocabulary, base) == Some(Naming::Loose)
}

/// A place whose body stands behind the last place of its list only: 河南、山东省水利厅 → 河南省水利厅. What no list knows as
/// a place is one where what governs the last is named (清江、白石、临海市人民政府).
fn with_shared_body(vocabulary: &Vocabulary<'_>, unit: &Named, last: &Named) -> Option<String> {
    let bare = Some(&unit.base).filter(|base| is_bare_place(vocabulary, base))?;
    let prefix = vocabulary.bodies().prefix_of(&last.base).filter(|prefix| prefix.named)?;
    let (place, body) = last.base.split_at(prefix.len);
    let ending = place.chars().next_back().filter(|last| "省市县区州旗盟镇乡".contains(*last))?;
    let known = || vocabulary.bodies().is_short_place(bare) && vocabulary.bodies().is_bare(body);
    let shared = vocabulary.forms().name.organ.is(body) || known();
    shared.then(|| format!("{bare}{ending}{body}"))
}

/// How many names of a list begin with a prefix, as far as it was gone through: each is looked at once.
#[derive(Default)]
struct Prefixed {
    prefix: String,
    seen: usize,
    found: usize,
}

impl Prefixed {
    /// Whether several of the names begin with the prefix; the list only grows from one call to the next.
    fn has_several(&mut self, prefix: &str, names: &[Named]) -> bool {
        if self.prefix != prefix {
            *self = Self { prefix: prefix.to_owned(), seen: 0, found: 0 };
        }
        for name in names.iter().skip(self.seen) {
            if self.found > 1 {
                break;
            }
            self.found += usize::from(name.base.starts_with(prefix));
            self.seen += 1;
        }
        self.found > 1
    }
}

/// What stands before a name in its statement.
struct Before<'a> {
    /// The level of the nearest name that has one, restored, and whether that body is all of the level.
    near: Option<&'a (String, bool)>,
    /// The names before, as printed.
    names: &'a [Named],
    /// The name itself.
    unit: &'a Named,
}

/// 管委会 of 高新区党工委、管委会: what governs the place of the name before it in the list as well.
fn second_organ(vocabulary: &Vocabulary<'_>, unit: &Named, before: Option<&Named>) -> Option<String> {
    let places = vocabulary.roles().enumeration();
    let before = before.filter(|before| before.list == unit.list && places.words.second.is(&unit.base))?;
    let place = &before.base[..before.base.len() - places.words.governing.at_end(&before.base)?];
    (!place.is_empty() && before.kind == UnitKind::Unit).then(|| format!("{place}{}", unit.base))
}

/// 县政府 of 白水县委、县政府: what governs the place whose committee stands before it in the list.
fn same_place(vocabulary: &Vocabulary<'_>, unit: &Named, before: Option<&Named>) -> Option<String> {
    let place = before.filter(|before| before.list == unit.list)?.base.strip_suffix('委')?;
    let named = vocabulary.bodies().is_place(place);
    let level = place.char_indices().next_back().filter(|_| named).map(|(at, _)| &place[at..])?;
    let organ = unit.base.strip_prefix(level).filter(|organ| vocabulary.forms().name.organ.is(organ))?;
    Some(format!("{place}{organ}"))
}

/// Whether the second is the first, a stem, with its ending.
fn is_ended_form(stem: &Recognised, other: &Recognised) -> bool {
    if !other.is_whole() {
        return false;
    }
    if other.function != stem.function {
        return false;
    }
    is_subsequence(&stem.core, &other.core)
}

/// Whether nothing was left out before a name: it has its prefix, is a place, or is of the whole country.
fn lacks_no_prefix(vocabulary: &Vocabulary<'_>, base: &str) -> bool {
    let bodies = vocabulary.bodies();
    bodies.prefix_of(base).is_some() || bodies.is_place(base) || is_national(vocabulary, base)
}

/// The shortest and the longest name that is completed by the prefix of its neighbours, in characters.
const SHORTEST_ELIDED: usize = 4;
const LONGEST_ELIDED: usize = 16;

/// The ending that names of a list share, with the last: 江苏、四川公司; 市水利、应急局.
fn with_shared_ending<'a>(
    vocabulary: &Vocabulary<'_>,
    unit: &Named,
    last: impl FnOnce() -> Option<&'a Named>,
) -> Option<String> {
    if vocabulary.roles().ends_as_body(&unit.base) {
        return None;
    }
    let last = last()?;
    let company = last.base.ends_with("公司").then_some("公司");
    let office = lacks_ending(vocabulary, &unit.base)
        .then(|| vocabulary.forms().name.office.at_end(&last.base))
        .flatten()
        .map(|len| &last.base[last.base.len() - len..]);
    Some(format!("{}{}", unit.base, company.or(office)?))
}

/// 电信、移动、联通清河分公司: what the last carrier of a list is called behind its own name.
fn carrier_ending<'a>(vocabulary: &Vocabulary<'_>, name: &'a Named) -> Option<&'a str> {
    vocabulary.forms().name.carrier.strip_start(&name.base).filter(|ending| !ending.is_empty())
}

fn with_carrier_ending<'a>(
    vocabulary: &Vocabulary<'_>,
    unit: &Named,
    last: impl FnOnce() -> Option<&'a Named>,
) -> Option<String> {
    vocabulary.forms().name.carrier.at_end(&unit.base)?;
    let ending = carrier_ending(vocabulary, last()?)?;
    Some(format!("{}{ending}", unit.base))
}

/// For each name the first after it in its list that is so.
fn next_in_list(names: &[Named], is: impl Fn(&Named) -> bool) -> Vec<Option<&Named>> {
    let mut next: Vec<Option<&Named>> = vec![None; names.len()];
    for (at, pair) in names.windows(2).enumerate().rev() {
        if pair[0].list == pair[1].list {
            next[at] = if is(&pair[1]) { Some(&pair[1]) } else { next[at + 1] };
        }
    }
    next
}

/// Functions of which a place has one body, under whatever name.
const ONE_TO_A_PLACE: [&str; 4] = ["central-bank", "taxation", "power-supply", "financial-regulation"];

/// Functions of the central line whose bodies are named by their line and place (河南证监局): nothing was
/// left out before them.
const NAMED_BY_LINE: [&str; 5] =
    ["central-bank", "financial-regulation", "securities-regulation", "customs", "foreign-exchange"];

/// Kinds of bodies of a place whose prefix a list may leave out.
const ELIDED: [&str; 7] = ["department", "party", "justice", "organisation", "supervision", "congress", "cppcc"];

/// A mention, before its name is made canonical.
#[derive(Clone, Debug)]
pub(super) struct Named {
    base: String,
    pub(super) surface: String,
    pub(super) kind: UnitKind,
    list: usize,
    /// Whether its list says that its names are departments (教育、科技等部门; 教育、科技部门).
    of_departments: bool,
    /// Whether its statement is of the offices of a house (责任单位及承办科室：…).
    of_offices: bool,
}

impl Named {
    pub(super) fn new(words: &NameWords, surface: &str, kind: UnitKind, list: usize) -> Self {
        let surface = strip_white(surface);
        let base = match kind {
            UnitKind::Collective => without_aside(words, &surface).chars().map(unnested).collect(),
            UnitKind::Unit => plain(&surface),
        };
        Self { base, surface, kind, list, of_departments: false, of_offices: false }
    }
}

/// The mentions of a statement.
pub(super) fn named(vocabulary: &Vocabulary<'_>, text: &str, statement: &Statement) -> Vec<Named> {
    let words = &vocabulary.forms().name;
    let each = statement.mentions.iter();
    let mut names: Vec<Named> =
        each.map(|mention| Named::new(words, mention.span.of(text), mention.kind, mention.list)).collect();
    mark_departments(words, text, statement, &mut names);
    if words.house.within(text) {
        names.iter_mut().for_each(|name| name.of_offices = true);
    }
    share_branch(words, &mut names);
    names.iter_mut().filter(|name| name.kind == UnitKind::Unit).for_each(|name| drop_person(vocabulary, name));
    names
}

/// How long the name of a person is, in characters.
const PERSON: RangeInclusive<usize> = 2..=3;

/// 县卫健局 王强: a person whom a cell names behind the body is no part of its name.
fn drop_person(vocabulary: &Vocabulary<'_>, name: &mut Named) {
    // Few names close with the surname of somebody and one or two characters; where the body ends is asked of those.
    let near = name.base.char_indices().rev().take(*PERSON.end()).skip(PERSON.start() - 1);
    let surname = &vocabulary.forms().name.surname;
    let begun = near.map(|(at, _)| at).filter(|&at| surname.at_start(&name.base[at..]).is_some());
    let begun: Vec<usize> = begun.filter(|&at| at > 0).collect();
    if begun.is_empty() {
        return;
    }
    let known = vocabulary.bodies().known_len(&name.base);
    if begun.contains(&known) && !vocabulary.roles().ends_as_body(&name.base) {
        name.base.truncate(known);
    }
}

/// 移动公司、联通公司等某市分公司: the branch behind 等 is that of every name of the list.
fn share_branch(words: &NameWords, names: &mut [Named]) {
    for at in 0..names.len() {
        let Some((own, branch)) = split_branch(words, &names[at].base) else { continue };
        let list = names[at].list;
        names[at].base = own;
        names[at].surface = names[at].surface.split('等').next().unwrap_or_default().to_owned();
        let of_list = names[..=at].iter_mut().filter(|name| name.list == list && name.kind == UnitKind::Unit);
        of_list.for_each(|name| name.base.push_str(&branch));
    }
}

/// A name and the branch that stands behind it after 等.
fn split_branch(words: &NameWords, base: &str) -> Option<(String, String)> {
    let (own, branch) = base.split_once('等').filter(|(own, _)| own.chars().count() >= SHORTEST_OWN)?;
    words.branch.at_end(branch)?;
    Some((own.to_owned(), branch.to_owned()))
}

/// The shortest name before 等 and the branch that it shares, in characters.
const SHORTEST_OWN: usize = 2;

/// Marks the names of the lists that end with 等部门, or with a name in 部门.
fn mark_departments(words: &NameWords, text: &str, statement: &Statement, names: &mut [Named]) {
    if !words.department.within(text) {
        return;
    }
    for at in 0..names.len() {
        let list = names[at].list;
        let Some(last) = (at..names.len()).rev().find(|&last| names[last].list == list) else { continue };
        let after = text[statement.mentions[last].span.end..].trim_start();
        let summed = after.strip_prefix('等').is_some_and(|rest| words.department.at_start(rest).is_some());
        let named = last > at && words.department.at_end(&names[last].surface).is_some();
        names[at].of_departments = summed || named;
    }
}

/// The name of a group without a bracket that only explains it: 有关区县政府（含两江新区）.
fn without_aside<'a>(words: &NameWords, surface: &'a str) -> &'a str {
    let base = without_bracket(surface);
    let aside = surface[base.len()..].trim_start_matches(['（', '(']);
    if words.explained.at_start(aside).is_some() { base } else { surface }
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

/// The first character of the place that a name begins with.
fn initial(vocabulary: &Vocabulary<'_>, name: &str) -> Option<char> {
    vocabulary.bodies().prefix_of(name).filter(|prefix| prefix.named).and(name.chars().next())
}

/// The word of level that most names begin with.
fn home(vocabulary: &Vocabulary<'_>, printed: &BTreeMap<String, usize>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, count) in printed {
        if let Some(prefix) = vocabulary.bodies().prefix_of(name).filter(|prefix| !prefix.named) {
            *counts.entry(&name[..prefix.len]).or_default() += count;
        }
    }
    counts.into_iter().max_by_key(|&(_, count)| count).map(|(word, _)| word.to_owned())
}

/// The word of level or the place with its ending that a name begins with, and whether the whole body
/// is of that level (市生态环境局温县分局 is not).
fn level_of(vocabulary: &Vocabulary<'_>, name: &str) -> Option<(String, bool)> {
    // 各省 is no place that the next body is of.
    let prefix = vocabulary.bodies().prefix_of(name).filter(|_| !name.starts_with('各'))?;
    let word = &name[..prefix.len];
    if prefix.named && !is_of_level(vocabulary, word) {
        return None;
    }
    let is_branch = |found: &Recognised| found.rest.as_deref().is_some_and(|rest| rest.ends_with("分局"));
    let branch = || vocabulary.recognised(name).is_some_and(|found| is_branch(&found));
    is_strict(vocabulary, name).then(|| (word.to_owned(), !branch()))
}

/// Whether a named place is one of a level of government (温县), and no zone.
fn is_of_level(vocabulary: &Vocabulary<'_>, place: &str) -> bool {
    let zone = vocabulary.forms().name.zone.at_end(place).is_some();
    !zone && place.ends_with(['省', '市', '县', '区', '州', '旗', '盟'])
}

/// Whether a name says that the body is of the whole country or of its line: no prefix was left out.
fn is_national(vocabulary: &Vocabulary<'_>, base: &str) -> bool {
    vocabulary.forms().name.national.at_start(base).is_some() || base.ends_with("总局")
}

/// A body of the central line under the name of a place that no list knows (滨海海事局): nothing was left
/// out before it.
fn is_branch_by_place(vocabulary: &Vocabulary<'_>, base: &str) -> bool {
    let starts = base.char_indices().skip(2).take(3).map(|(at, _)| &base[at..]);
    starts.into_iter().any(|line| vocabulary.bodies().is_bare(line) && is_central(vocabulary, line))
}

/// Whether a name is that of a body of the central line.
fn is_central(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    let of_line = |found: &Recognised| vocabulary.bodies().kind_of(&found.function) == Some("central");
    vocabulary.recognised(name).is_some_and(|found| found.rest.is_none() && of_line(&found))
}

/// Whether the prefix of a name without one may be taken from the name before it, and whether it is
/// then a body of the party committee (宣传部 → 县委宣传部).
fn restorable(vocabulary: &Vocabulary<'_>, base: &str) -> Option<bool> {
    let office = vocabulary.forms().name.office.at_end(base).is_some();
    let known = vocabulary.recognised(base);
    let Some(Recognised { function, complete: true, rest, core, .. }) = known.as_deref() else {
        return (office && may_be_office(vocabulary, base)).then_some(false);
    };
    if rest.as_deref().is_some_and(|rest| is_elsewhere(vocabulary, rest)) {
        return None;
    }
    let kind = vocabulary.bodies().kind_of(function)?;
    if !may_lack_prefix(kind, function, office) {
        return None;
    }
    match kind {
        // A ministry is the nation's.
        "department" if core.ends_with('部') => None,
        "party" => Some(is_of_committee(vocabulary, base)),
        _ => Some(false),
    }
}

/// Whether a name that no list knows may be that of an office of the place.
fn may_be_office(vocabulary: &Vocabulary<'_>, base: &str) -> bool {
    if base.chars().count() > LONGEST_OFFICE {
        return false;
    }
    if vocabulary.forms().name.part_of.at_end(base).is_some() {
        return false;
    }
    naming(vocabulary, base).is_some() && !is_branch_by_place(vocabulary, base)
}

/// A part of a body (公安局交警支队) goes with the body; a branch elsewhere (税务局温县分局) does not.
fn is_elsewhere(vocabulary: &Vocabulary<'_>, rest: &str) -> bool {
    // 公安阜城分局: of a place that no list may know.
    let part = vocabulary.forms().name.part_of.at_end(rest).map(|len| &rest[..rest.len() - len]);
    if part.is_some_and(is_bare_place_long) {
        return true;
    }
    !vocabulary.roles().ends_as_body(rest) || vocabulary.bodies().prefix_of(rest).is_some()
}

/// Whether a list may leave out the prefix of a body of the kind; one of the central line has it only where it is
/// an office of the place (税务局) and is not named by its line.
fn may_lack_prefix(kind: &str, function: &str, office: bool) -> bool {
    match kind {
        "central" => office && !NAMED_BY_LINE.contains(&function),
        _ => ELIDED.contains(&kind) || function == "government-office",
    }
}

/// Whether the party committee has a body of the name: 县委宣传部.
fn is_of_committee(vocabulary: &Vocabulary<'_>, base: &str) -> bool {
    let found = vocabulary.bodies().recognise(&format!("县委{base}"));
    found.is_some_and(|found| found.core == format!("委{base}"))
}
