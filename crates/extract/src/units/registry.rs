use super::aliases::{Families, introduced};
use super::restore::{Named, Printed, named};
use super::{Mention, Statement, Vocabulary};
use crate::issue;
use foldhash::HashMap;
use zhengtu_model::{Ground, Role, UnitKind};
use zhengtu_text::{Span, strip_white};

/// The bodies of one document, each with one canonical name.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    printed: Printed,
    /// Short and full forms of one body.
    families: Families,
    /// Names that the thesaurus does not know.
    new: Vec<NewName>,
}

/// The names of one statement as printed, each with what its list leaves out put back.
#[derive(Clone, Debug, Default)]
pub struct RestoredNames(Vec<(Named, String)>);

impl Printed {
    fn restored(&self, vocabulary: &Vocabulary<'_>, names: Vec<Named>) -> RestoredNames {
        let restored = self.restore(vocabulary, &names);
        RestoredNames(names.into_iter().zip(restored).collect())
    }
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

/// How many lines at the head of a document may name its place.
const HEAD: usize = 4;

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
    /// and the short names that its running texts introduce (以下简称…).
    pub fn of<'a>(
        vocabulary: &Vocabulary<'_>,
        statements: impl IntoIterator<Item = (&'a str, &'a Statement)>,
        texts: &[&str],
    ) -> Self {
        Self::reading(vocabulary, statements, texts).0
    }

    /// The same, with the names of each statement, in order.
    pub fn reading<'a>(
        vocabulary: &Vocabulary<'_>,
        statements: impl IntoIterator<Item = (&'a str, &'a Statement)>,
        texts: &[&str],
    ) -> (Self, Vec<RestoredNames>) {
        let statements: Vec<Vec<Named>> =
            statements.into_iter().map(|(text, statement)| named(vocabulary, text, statement)).collect();
        let head = texts.first().into_iter().flat_map(|text| text.lines()).take(HEAD);
        let place = head.filter_map(|line| issue::place(&strip_white(line))).next();
        let printed = Printed::of(
            vocabulary,
            statements.iter().flatten(),
            texts.iter().flat_map(|text| introduced(vocabulary, text)).collect(),
        )
        .at_home_in(place.as_deref());
        let restored: Vec<RestoredNames> =
            statements.into_iter().map(|names| printed.restored(vocabulary, names)).collect();
        let mut counts = Counts::default();
        for (unit, name) in restored.iter().flat_map(|statement| &statement.0) {
            if unit.kind == UnitKind::Unit {
                counts.add(name, 1);
            }
        }
        let families = Families::of(vocabulary, &counts.names, printed.home());
        let new = new_names(vocabulary, &counts.names, &families);
        (Self { printed, families, new }, restored)
    }

    /// The canonical names of the mentions of one statement, in order.
    pub fn resolve(&self, vocabulary: &Vocabulary<'_>, text: &str, statement: &Statement) -> Vec<ResolvedUnit> {
        self.resolve_names(statement, &self.printed.restored(vocabulary, named(vocabulary, text, statement)))
    }

    /// The same for a statement whose names were [read](Self::reading).
    pub fn resolve_names(&self, statement: &Statement, names: &RestoredNames) -> Vec<ResolvedUnit> {
        let each = statement.mentions.iter().zip(&names.0);
        each.map(|(mention, (unit, name))| {
            let name = if unit.kind == UnitKind::Unit { self.families.canonical(name) } else { name };
            let Mention { role, ground, kind, span, .. } = *mention;
            ResolvedUnit { name: name.to_owned(), surface: unit.surface.clone(), role, ground, kind, span }
        })
        .collect()
    }

    /// The canonical name of a body named outside the statements, such as the unit of a duty list.
    pub fn name_of(&self, vocabulary: &Vocabulary<'_>, surface: &str) -> String {
        let unit = Named::new(&vocabulary.forms().name, surface, UnitKind::Unit, 0);
        let restored = self.printed.restore(vocabulary, std::slice::from_ref(&unit)).pop().unwrap_or_default();
        self.families.canonical(&restored).to_owned()
    }

    /// The names that the thesaurus does not know, in order of first appearance.
    pub fn new_names(&self) -> &[NewName] {
        &self.new
    }
}

fn new_names(vocabulary: &Vocabulary<'_>, restored: &[(String, usize)], families: &Families) -> Vec<NewName> {
    let mut new = Counts::default();
    for (name, count) in restored {
        let name = families.canonical(name);
        if vocabulary.recognised(name).is_none() {
            new.add(name, *count);
        }
    }
    new.names.into_iter().map(|(name, count)| NewName { name, count }).collect()
}

/// How often names are printed, in the order in which they first are.
#[derive(Default)]
struct Counts {
    names: Vec<(String, usize)>,
    places: HashMap<String, usize>,
}

impl Counts {
    fn add(&mut self, name: &str, count: usize) {
        match self.places.get(name) {
            Some(&at) => self.names[at].1 += count,
            None => {
                self.places.insert(name.to_owned(), self.names.len());
                self.names.push((name.to_owned(), count));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;
    use crate::units::{Conventions, parse_statement};

    /// The names of the last statement of a document that has these statements and this text.
    fn names(statements: &[&str], text: &str) -> Vec<String> {
        let conventions = Conventions::of(&vocabulary(), statements.iter().copied());
        let parsed: Vec<Statement> =
            statements.iter().map(|text| parse_statement(&vocabulary(), text, &conventions)).collect();
        let registry = Registry::of(&vocabulary(), statements.iter().copied().zip(&parsed), &[text]);
        let last = statements.len() - 1;
        registry.resolve(&vocabulary(), statements[last], &parsed[last]).into_iter().map(|unit| unit.name).collect()
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
    fn a_part_goes_with_its_body_and_a_zone_lends_no_prefix() {
        assert_eq!(names(&["县财政局、公安局交警大队、政府办公室负责"], "")[1..], ["县公安局交警大队", "县政府办公室"]);
        assert_eq!(names(&["高新区管委会、经济发展局负责"], "")[1], "经济发展局");
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
    fn functions_without_their_endings_are_the_documents_bodies() {
        let statements =
            ["市发展改革委牵头，市财政局、市人力资源社会保障局配合", "市发改、财政、人社等部门按职责分工负责"];
        assert_eq!(names(&statements, ""), ["市发展改革委", "市财政局", "市人力资源社会保障局"]);
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
        let parsed = parse_statement(&vocabulary(), text, &Conventions::default());
        let registry = Registry::of(&vocabulary(), [(text, &parsed)], &[]);
        assert_eq!(registry.new_names(), [NewName { name: "温投集团".to_owned(), count: 1 }]);
    }
}
