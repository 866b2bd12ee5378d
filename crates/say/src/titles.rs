use crate::{Lang, main_text, part};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use zhengtu_model::{DocumentFacts, DocumentInfo, Heading, PartInfo};

/// What the documents of a knowledge base are called: by title and government, never by their files; and their parts
/// by what they are.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    of: BTreeMap<String, Title>,
    /// How many documents there are.
    count: usize,
}

#[derive(Clone, Debug, Default)]
struct Title {
    title: String,
    government: String,
    annexes: bool,
}

impl Titles {
    /// The titles of the documents. Where several of one government are called the same, the number, the day of issue,
    /// the year or the file stands behind the title.
    pub fn of<'a>(documents: impl IntoIterator<Item = (&'a DocumentInfo, &'a [PartInfo])>) -> Self {
        let annexes = |parts: &[PartInfo]| parts.iter().any(|part| part.number > 0);
        Self::of_headings(documents.into_iter().map(|(info, parts)| Heading::of(info, annexes(parts))))
    }

    /// The same of documents of which no more is known.
    pub fn of_headings(documents: impl IntoIterator<Item = Heading>) -> Self {
        let documents: Vec<Heading> = documents.into_iter().collect();
        let mut same: HashMap<(&str, &str), Vec<&Heading>> = HashMap::with_capacity(documents.len());
        for heading in &documents {
            same.entry((&heading.government, title(heading))).or_default().push(heading);
        }
        let called = |heading: &Heading| match same.get(&(heading.government.as_str(), title(heading))) {
            Some(all) if all.len() > 1 => format!("{}（{}）", title(heading), apart(all)(heading)),
            _ => title(heading).to_owned(),
        };
        let called: Vec<String> = documents.iter().map(called).collect();
        let entry = |(Heading { name, government, annexes, .. }, title)| (name, Title { title, government, annexes });
        let of: BTreeMap<String, Title> = documents.into_iter().zip(called).map(entry).collect();
        Self { count: of.len(), of }
    }

    /// The titles of some of the documents: as they are called among all.
    pub fn among<'a>(documents: impl Iterator<Item = &'a Heading> + Clone, some: &BTreeSet<&str>) -> Self {
        let called = |heading: &'a Heading| (heading.government.as_str(), title(heading));
        let some = documents.clone().filter(|heading| some.contains(heading.name.as_str()));
        let same: HashSet<(&str, &str)> = some.map(called).collect();
        let count = documents.clone().count();
        Self { count, ..Self::of_headings(documents.filter(|heading| same.contains(&called(heading))).cloned()) }
    }

    /// The titles of documents that were read whole.
    pub fn of_facts(documents: &[DocumentFacts]) -> Self {
        Self::of(documents.iter().map(|facts| (&facts.info, facts.parts.as_slice())))
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The documents; of [`Self::among`] those that may be taken for the ones asked for.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.of.keys().map(String::as_str)
    }

    /// Whether there are several documents, so that it must be said which is meant.
    pub fn many(&self) -> bool {
        self.count > 1
    }

    /// The title of a document; its file where it has none.
    pub fn title<'a>(&'a self, doc: &'a str) -> &'a str {
        self.of.get(doc).map_or(doc, |found| found.title.as_str())
    }

    /// Whose it is: the place whose government issued it, else who issued it; empty where the text does not say.
    pub fn government(&self, doc: &str) -> &str {
        self.of.get(doc).map_or("", |found| found.government.as_str())
    }

    /// The governments whose the documents are, each once, by name.
    pub fn governments(&self) -> BTreeSet<&str> {
        self.of.values().map(|found| found.government.as_str()).filter(|name| !name.is_empty()).collect()
    }

    /// Government and title: 温县　温县优化营商环境实施方案.
    pub fn whole(&self, doc: &str) -> String {
        match self.government(doc) {
            "" => self.title(doc).to_owned(),
            government => format!("{government}　{}", self.title(doc)),
        }
    }

    /// What a document is called beside a row: government and title where there are several documents, else its file.
    pub fn beside(&self, doc: &str) -> String {
        if self.many() { self.whole(doc) } else { doc.to_owned() }
    }

    /// A part of a document. The main text of a plan without annexes is its text, and no overall plan.
    pub fn part(&self, doc: &str, number: u32, lang: Lang) -> String {
        match self.of.get(doc) {
            Some(found) if number == 0 => main_text(found.annexes, lang).to_owned(),
            _ => part(number, lang),
        }
    }

    /// The parts of this number of all documents: where some plans have annexes and some have none, the main text is
    /// called both.
    pub fn part_of_all(&self, number: u32, lang: Lang) -> String {
        if number > 0 {
            return part(number, lang);
        }
        let has = |annexes: bool| self.of.values().any(|found| found.annexes == annexes);
        let names: Vec<&str> =
            [true, false].into_iter().filter(|annexes| has(*annexes)).map(|annexes| main_text(annexes, lang)).collect();
        names.join(lang.pick("、", ", "))
    }

    /// A part and the numbering within it: 附件6 三/一/2.
    pub fn place(&self, doc: &str, number: u32, path: &str, lang: Lang) -> String {
        let part = self.part(doc, number, lang);
        if path.is_empty() { part } else { format!("{part} {path}") }
    }
}

fn title(heading: &Heading) -> &str {
    if heading.title.is_empty() { &heading.name } else { &heading.title }
}

/// By what documents of the same title are told apart: the first that all have and that is another for each.
fn apart(all: &[&Heading]) -> fn(&Heading) -> String {
    let ways: [fn(&Heading) -> String; 3] = [
        |heading| heading.number.clone(),
        |heading| heading.issued.map(|day| day.to_string()).unwrap_or_default(),
        |heading| heading.year.map(|year| year.to_string()).unwrap_or_default(),
    ];
    let tells = |way: &fn(&Heading) -> String| {
        let said: BTreeSet<String> = all.iter().map(|heading| way(heading)).filter(|said| !said.is_empty()).collect();
        said.len() == all.len()
    };
    ways.into_iter().find(tells).unwrap_or(|heading| heading.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_model::{Evidence, Place, Stated};

    fn info(name: &str, title: &str, place: Option<&str>) -> DocumentInfo {
        let mut info = DocumentInfo { name: name.into(), title: title.into(), ..DocumentInfo::default() };
        info.identity.place = place.map(|name| Stated::given(Place { name: name.into(), code: None }));
        info
    }

    fn part(number: u32) -> PartInfo {
        let title = String::new();
        PartInfo {
            id: String::new(),
            number,
            title,
            present: true,
            listed: None,
            held_by: None,
            evidence: Evidence::default(),
        }
    }

    fn titles(documents: &[(DocumentInfo, Vec<PartInfo>)]) -> Titles {
        Titles::of(documents.iter().map(|(info, parts)| (info, parts.as_slice())))
    }

    #[test]
    fn a_plan_without_annexes_has_no_overall_plan() {
        let found = titles(&[
            (info("a.txt", "甲县方案", Some("甲县")), vec![part(0), part(1)]),
            (info("b.txt", "乙县方案", Some("乙县")), vec![part(0)]),
        ]);
        assert_eq!(found.place("a.txt", 0, "一/1", Lang::Zh), "总体方案 一/1");
        assert_eq!(found.place("b.txt", 0, "一/1", Lang::Zh), "正文 一/1");
        assert_eq!([0, 2].map(|number| found.part_of_all(number, Lang::Zh)), ["总体方案、正文", "附件2"]);
        assert_eq!([found.part("a.txt", 1, Lang::Zh), found.part("b.txt", 0, Lang::En)], ["附件1", "text"]);
    }

    #[test]
    fn a_document_is_called_by_government_and_title() {
        let mut country = info("c.txt", "行动计划", None);
        country.identity.issuer = Some(Stated::given("国务院".to_owned()));
        let all = [info("a.txt", "甲县方案", Some("甲县")), info("b.txt", "", None), country]
            .map(|info| (info, vec![part(0)]));
        let found = titles(&all);
        assert!(found.many());
        let said = ["a.txt", "b.txt", "c.txt", "none.txt"].map(|doc| found.whole(doc));
        assert_eq!(said, ["甲县　甲县方案", "b.txt", "国务院　行动计划", "none.txt"]);
    }

    #[test]
    fn some_documents_are_called_as_among_all() {
        let all = [
            info("a.txt", "工作要点", Some("甲县")),
            info("b.txt", "工作要点", Some("甲县")),
            info("c.txt", "方案", None),
        ];
        let headings: Vec<Heading> = all.iter().map(|info| Heading::of(info, false)).collect();
        let (whole, some) = (Titles::of_headings(headings.clone()), BTreeSet::from(["b.txt"]));
        let found = Titles::among(headings.iter(), &some);
        assert_eq!((found.len(), found.many()), (3, true));
        assert_eq!(found.whole("b.txt"), whole.whole("b.txt"));
        assert_eq!(found.whole("b.txt"), "甲县　工作要点（b.txt）");
        assert_eq!(found.all().collect::<Vec<_>>(), ["a.txt", "b.txt"], "those that may be taken for it");
    }

    #[test]
    fn documents_of_one_title_are_told_apart() {
        let dated = |name: &str, day: Option<&str>, year: u16| {
            let mut info = info(name, "工作要点", Some("甲县"));
            info.identity.issued = day.map(|day| Stated::given(day.parse().unwrap()));
            info.year = Some(year);
            (info, vec![part(0)])
        };
        let said = |documents: &[(DocumentInfo, Vec<PartInfo>)]| {
            let found = titles(documents);
            ["a.txt", "b.txt"].map(|doc| found.title(doc).to_owned())
        };
        let by_day = [dated("a.txt", Some("2021-03-01"), 2021), dated("b.txt", Some("2022-03-01"), 2022)];
        assert_eq!(said(&by_day), ["工作要点（2021-03-01）", "工作要点（2022-03-01）"]);
        let by_year = [dated("a.txt", Some("2021-03-01"), 2021), dated("b.txt", None, 2022)];
        assert_eq!(said(&by_year), ["工作要点（2021）", "工作要点（2022）"]);
        let by_file = [dated("a.txt", None, 2021), dated("b.txt", None, 2021)];
        assert_eq!(said(&by_file), ["工作要点（a.txt）", "工作要点（b.txt）"]);
        let mut other = dated("b.txt", None, 2021);
        other.0.identity.place = Some(Stated::given(Place { name: "乙县".into(), code: None }));
        assert_eq!(said(&[dated("a.txt", None, 2021), other]), ["工作要点", "工作要点"]);
    }
}
