use super::Vocabulary;
use super::naming::is_complete;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeSet;
use zhengtu_lexicon::bodies::Recognised;
use zhengtu_text::{is_han, strip_white};

/// Short and full forms of one body, as the document prints them.
#[derive(Clone, Debug, Default)]
pub(super) struct Families {
    canonical: HashMap<String, String>,
}

/// Kinds of bodies of which a place has one for each function, so that a short and a full form of the
/// function are one body. Of others (医院, 投资集团) there may be several.
const ONE_OF_A_KIND: [&str; 6] = ["department", "party", "justice", "organisation", "supervision", "central"];

/// Single functions of other kinds for which the same holds.
const ONE_OF_A_FUNCTION: [&str; 4] =
    ["government-office", "housing-fund", "public-resource-trading", "real-estate-registration"];

/// A full form is not taken for canonical if it is printed less than a third as often as a short one.
const RARE: usize = 3;

/// A name split for comparison.
struct Form<'a> {
    name: &'a str,
    count: usize,
    prefix: &'a str,
    function: String,
    core: String,
}

impl Families {
    /// Finds the forms of one body among the names of a document, each with its count.
    pub(super) fn of(vocabulary: &Vocabulary<'_>, names: &[(String, usize)], home: Option<&str>) -> Self {
        let forms: Vec<Form> = names.iter().filter_map(|(name, count)| form(vocabulary, name, *count)).collect();
        // Only bodies of one function and place are forms of each other, and at home those of the place's name.
        let mut by_place: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        let mut at_home: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, form) in forms.iter().enumerate() {
            by_place.entry((&form.function, form.prefix)).or_default().push(at);
            if home.is_some_and(|home| form.prefix.ends_with(home)) {
                at_home.entry(&form.function).or_default().push(at);
            }
        }
        let mut canonical = HashMap::new();
        for short in &forms {
            let near = by_place.get(&(short.function.as_str(), short.prefix));
            let of_home = at_home.get(short.function.as_str()).filter(|_| home == Some(short.prefix));
            let near: BTreeSet<usize> = near.into_iter().chain(of_home).flatten().copied().collect();
            let full = near.into_iter().map(|at| &forms[at]).filter(|full| is_short_for(short, full, home));
            let Some(full) = full.max_by_key(|full| (full.count, full.name.len())) else { continue };
            let rare = full.count * RARE < short.count;
            let (from, to) = if rare { (full.name, short.name) } else { (short.name, full.name) };
            canonical.insert(from.to_owned(), to.to_owned());
        }
        Self { canonical }
    }

    /// The canonical form of a name.
    pub(super) fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        let mut name = name;
        for _ in 0..4 {
            match self.canonical.get(name) {
                Some(next) => name = next,
                None => break,
            }
        }
        name
    }
}

fn form<'a>(vocabulary: &Vocabulary<'_>, name: &'a str, count: usize) -> Option<Form<'a>> {
    let known = vocabulary.recognised(name)?;
    let Recognised { function, core, rest: None, complete: true, .. } = &*known else {
        return None;
    };
    let kind = vocabulary.bodies().kind_of(function).unwrap_or_default();
    let one = ONE_OF_A_KIND.contains(&kind) || ONE_OF_A_FUNCTION.contains(&function.as_str());
    let prefix = name.strip_suffix(core.as_str())?;
    one.then_some(Form { name, count, prefix, function: function.clone(), core: core.clone() })
}

/// Whether the first is a shorter form of the second, of the same place: its signs stand in the other
/// in the same order (住建局, 住房城乡建设局), or only the name of the place is left out (县, 温县).
fn is_short_for(short: &Form, full: &Form, home: Option<&str>) -> bool {
    if short.name == full.name {
        return false;
    }
    if short.function != full.function {
        return false;
    }
    if short.prefix == full.prefix {
        return is_shorter(short, full);
    }
    is_place_at_home(short, full, home) && (short.core == full.core || is_shorter(short, full))
}

/// Whether the first names the same function in fewer signs.
fn is_shorter(short: &Form, full: &Form) -> bool {
    short.core.chars().count() < full.core.chars().count() && is_subsequence(&short.core, &full.core)
}

/// Whether the first has the word of level of the document (县) and the second its place (温县).
fn is_place_at_home(short: &Form, full: &Form, home: Option<&str>) -> bool {
    home == Some(short.prefix) && full.prefix.ends_with(short.prefix)
}

/// Whether the signs of the first stand in the second in the same order.
pub(super) fn is_subsequence(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    short.chars().all(|char| rest.any(|other| other == char))
}

/// The longest full name, in characters with white space.
const LONGEST_FULL: usize = 40;

/// The short names of bodies that a text introduces (X（以下简称Y）), with the full ones.
pub(super) fn introduced(vocabulary: &Vocabulary<'_>, text: &str) -> HashMap<String, String> {
    let introducing = &vocabulary.forms().name.introducing;
    let brackets = ['（', '('].into_iter().flat_map(|sign| text.match_indices(sign));
    let each = brackets.filter_map(|(at, sign)| {
        let inside = text[at + sign.len()..].trim_start();
        let names = introducing.strip_start(inside)?;
        introduced_in(vocabulary, &text[..at], names)
    });
    each.collect()
}

/// The short and the full name where a text stands before a bracket, and behind the introducing word in it.
fn introduced_in(vocabulary: &Vocabulary<'_>, before: &str, behind: &str) -> Option<(String, String)> {
    let before = before.trim_end();
    let start = before.char_indices().rev().take(LONGEST_FULL).last()?.0;
    let passage = strip_white(&before[start..]);
    let full = whole_name(vocabulary, passage.rsplit(|char: char| !is_han(char)).next()?)?.to_owned();
    let after: String = behind.chars().take(LONGEST_FULL).filter(|char| !char.is_whitespace()).collect();
    let (short, _) = after.split_once(['）', ')'])?;
    let short = short.trim_start_matches(['为', '：', ':']).trim_matches(['“', '”', '"', '‘', '’']);
    (is_complete(vocabulary, short) && short.len() < full.len()).then(|| (short.to_owned(), full))
}

/// The longest known name at the end of a passage.
fn whole_name<'a>(vocabulary: &Vocabulary<'_>, passage: &'a str) -> Option<&'a str> {
    let starts = passage.char_indices().map(|(at, _)| at);
    starts
        .map(|at| &passage[at..])
        .find(|name| vocabulary.bodies().knows(name) && vocabulary.forms().name.before.at_start(name).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    fn canonical(names: &[(&str, usize)], home: &str, name: &str) -> String {
        let names: Vec<(String, usize)> = names.iter().map(|&(name, count)| (name.to_owned(), count)).collect();
        Families::of(&vocabulary(), &names, Some(home)).canonical(name).to_owned()
    }

    #[test]
    fn a_short_form_leads_to_the_full_form_of_the_same_place() {
        let names =
            [("市住建局", 3), ("市住房城乡建设局", 2), ("省住房城乡建设厅", 9), ("市人大", 1), ("市人大常委会", 1)];
        assert_eq!(canonical(&names, "市", "市住建局"), "市住房城乡建设局");
        assert_eq!(canonical(&names, "市", "省住房城乡建设厅"), "省住房城乡建设厅");
        assert_eq!(canonical(&names, "市", "市人大"), "市人大");
    }

    #[test]
    fn the_place_may_be_named_or_not() {
        let names = [("宿州市财政局", 1), ("市财政局", 2), ("埇桥区财政局", 1)];
        assert_eq!(canonical(&names, "市", "市财政局"), "宿州市财政局");
        assert_eq!(canonical(&names, "市", "埇桥区财政局"), "埇桥区财政局");
    }

    #[test]
    fn only_names_of_bodies_are_introduced() {
        let found = introduced(
            &vocabulary(),
            "县财政局（以下简称财政局）印发《若干措施》（以下简称《措施》），成立工作专班（以下简称专班）",
        );
        assert_eq!(found.get("财政局").map(String::as_str), Some("县财政局"));
        assert_eq!(found.len(), 1);
    }
}
