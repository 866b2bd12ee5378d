use super::load::{Concept, read, with};
use super::places::{File, Level, Places, Prefix};
use super::words::BodyWords;
use crate::error::{Fault, LexiconError};
use crate::skos::built_in;
use crate::table::Table;
use std::borrow::Cow;
use std::collections::HashMap;
use zhengtu_text::{Span, strip_white};

/// A name split into what the body does and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The key of the functional body, such as `taxation`; of a merged body (教育体育局) the first.
    pub function: String,
    /// The other functions of a merged body.
    pub also: Vec<String>,
    /// The level of government, where the name tells.
    pub level: Option<Level>,
    /// The place named (温县); `None` for a bare word of level (县).
    pub place: Option<String>,
    /// The functional part of the name (财政局).
    pub core: String,
    /// What stands after the functional name (行政审批科).
    pub rest: Option<String>,
    /// Whether the name ends as a name does; 县自然资源 lacks its 局.
    pub complete: bool,
}

impl Recognised {
    /// Whether the name is that of the body and no more: its ending is there, and nothing stands behind it.
    pub fn is_whole(&self) -> bool {
        self.complete && self.rest.is_none()
    }

    /// Whether the name only lacks its ending (县自然资源).
    pub fn is_stem(&self) -> bool {
        !self.complete && self.rest.is_none()
    }
}

/// The thesaurus and the names of places, ready for look-ups.
#[derive(Debug)]
pub struct Bodies {
    places: Places,
    words: BodyWords,
    concepts: Vec<Concept>,
    labels: Table,
    stems: Table,
    /// The labels that are looked for in running text.
    in_text: Table,
}

/// The functional part of a name as read.
enum Core {
    /// A label of the thesaurus.
    Label { len: usize, owner: usize },
    /// Stems and a suffix, which may be lacking.
    Composed { len: usize, owners: Vec<usize>, complete: bool },
}

/// The built-in thesaurus, without the places.
const BUILT_IN: &str = include_str!("../../../../ontology/bodies.ttl");

impl Bodies {
    /// The thesaurus of `ontology/bodies.ttl` with the concepts and labels of more files, given by name and
    /// text. Labels of a concept that is there already are added to it; a label that stands under another
    /// concept moves to the new one.
    pub(crate) fn new<'a>(
        places: File,
        words: BodyWords,
        files: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, LexiconError> {
        let mut concepts = with(&built_in(BUILT_IN), Vec::new());
        for (name, turtle) in files {
            concepts =
                read(turtle, concepts).map_err(|(line, why)| LexiconError::at(name, line, Fault::Turtle(why)))?;
        }
        Ok(Self::of(Places::new(places), words, concepts))
    }

    fn of(places: Places, words: BodyWords, concepts: Vec<Concept>) -> Self {
        let entries = |of: fn(&Concept) -> &Vec<String>| {
            let each = concepts.iter().enumerate();
            each.flat_map(move |(index, concept)| of(concept).iter().map(move |label| (label.clone(), index))).collect()
        };
        let labels = Table::new(entries(|concept| &concept.labels));
        let stems = Table::new(entries(|concept| &concept.stems));
        let looked_for = |label: &str| !words.not_in_text.is(label) && label.chars().count() > 1;
        let in_text: HashMap<String, usize> = labels
            .entries()
            .filter(|(label, _)| looked_for(label))
            .map(|(label, owner)| (label.to_owned(), owner))
            .collect();
        Self { places, words, concepts, labels, stems, in_text: Table::new(in_text) }
    }

    /// What stands before the functional part of a name: a word of level, or a place. A known name that
    /// only looks as if it began with a place (住房城乡建设厅) has no prefix.
    pub fn prefix_of(&self, name: &str) -> Option<Prefix> {
        if self.is_bare(name) {
            return None;
        }
        let prefix = self.places.prefix_of(name)?;
        let place = prefix.named && !self.words.no_level.is(&name[..prefix.len]);
        if place && self.goes_on_as_word(name, prefix.len) {
            return None;
        }
        (place || !self.is_no_level(name, prefix.len)).then_some(prefix)
    }

    /// 节日市场: whether the sign with which the place of `len` bytes at the start of a name ends begins another word there,
    /// and no known place ends with it.
    fn goes_on_as_word(&self, name: &str, len: usize) -> bool {
        let sign = name[..len].char_indices().next_back().map_or(0, |(at, _)| at);
        self.words.no_place.at_start(&name[sign..]).is_some() && !self.is_known_place(&name[..len])
    }

    /// The word of level with which a text begins, that of a town left out: 县 of 县住建局, and of 县 alone. 市场
    /// begins with none.
    pub fn level_word<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (len, level) = self.places.level_at(text)?;
        (level != Level::Town && !self.is_no_level(text, len)).then(|| &text[..len])
    }

    /// Whether the word of level of `len` bytes at the start of a text is part of another word there (市场).
    fn is_no_level(&self, text: &str, len: usize) -> bool {
        self.words.no_level.at_start(text).is_some() && !self.is_bare(&text[len..])
    }

    /// Whether the text is the name of a place and nothing else (广州, 金水区, 河南省).
    pub fn is_place(&self, text: &str) -> bool {
        self.places.is_place(text)
    }

    /// Whether the text is the short name of a known province or city (广州), or that with its ending.
    pub fn is_known_place(&self, text: &str) -> bool {
        self.places.is_known_place(text)
    }

    /// Whether the text is the short name of a known province or city (广州).
    pub fn is_short_place(&self, text: &str) -> bool {
        self.places.is_short_place(text)
    }

    /// Splits a name into level, place and function, if the function is known. White space and a
    /// bracket at the end of the name are left out of account.
    pub fn recognise(&self, name: &str) -> Option<Recognised> {
        let stripped = if name.contains(char::is_whitespace) { strip_white(name).into() } else { Cow::Borrowed(name) };
        let name = without_bracket(&stripped);
        // Of equal readings the first is taken: the one with the shortest prefix.
        let mut best: Option<(usize, Option<Prefix>, Core)> = None;
        let whole = name.len() + 1;
        for prefix in [None, self.places.prefix_of(name)] {
            self.take_better(name, prefix, &mut best);
        }
        if best.as_ref().is_none_or(|(most, ..)| *most < whole) {
            self.places.prefixes(name).into_iter().for_each(|prefix| self.take_better(name, Some(prefix), &mut best));
        }
        best.map(|(_, prefix, core)| self.described(name, prefix, core))
    }

    /// Reads a name with a prefix and keeps the reading if it understands more of the name.
    fn take_better(&self, name: &str, prefix: Option<Prefix>, best: &mut Option<(usize, Option<Prefix>, Core)>) {
        if let Some((weight, core)) = self.read_core(name, prefix)
            && best.as_ref().is_none_or(|(most, ..)| weight > *most)
        {
            *best = Some((weight, prefix, core));
        }
    }

    /// Whether the whole name is known: level or place, function, and nothing else.
    pub fn knows(&self, name: &str) -> bool {
        self.recognise(name).is_some_and(|found| found.is_whole())
    }

    /// Whether a name is known without any prefix.
    pub fn is_bare(&self, name: &str) -> bool {
        self.labels.longest_at(name).is_some() || self.composed(name).is_some()
    }

    /// The length in bytes of the known name at the start of `text`, with its level and place; 0 where
    /// there is none. `text` must not start with white space.
    pub fn known_len(&self, text: &str) -> usize {
        self.readings(text).filter_map(|at| self.known_end(text, at)).max().unwrap_or(0)
    }

    /// Where the functional part of a name at the start of `text` may begin.
    fn readings(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        std::iter::once(0).chain(self.places.prefixes(text).into_iter().map(|prefix| prefix.len))
    }

    /// Where the known name ends whose functional part begins at byte `at`.
    fn known_end(&self, text: &str, at: usize) -> Option<usize> {
        let core = &text[at..];
        let label = self.labels.longest_at(core).map(|(len, _)| at + len);
        label.or_else(|| self.composed(core).filter(|(_, _, complete)| *complete).map(|(len, _, _)| at + len))
    }

    /// The length in bytes of the known name at the start of `text`, also of one that lacks its ending
    /// (市场监管 of 市场监管等部门); 0 where there is none.
    pub fn begun_len(&self, text: &str) -> usize {
        let begun = |at: usize| self.stems.longest_at(&text[at..]).map(|(len, _)| at + len);
        let ends = self.readings(text).map(|at| self.known_end(text, at).max(begun(at)));
        ends.max().flatten().unwrap_or(0)
    }

    /// The Chinese and the English name of a function, and the key of the kind of body it belongs to.
    pub fn function(&self, key: &str) -> Option<(&str, &str, Option<&str>)> {
        let concept = self.concepts.iter().find(|concept| concept.key == key)?;
        Some((&concept.chinese, &concept.english, concept.broader.as_deref()))
    }

    /// All names of the function that has exactly this name (发改委: 发展改革委, …), itself among them;
    /// empty where the name is not known. Names have no level or place before them.
    pub fn names_beside(&self, name: &str) -> &[String] {
        self.labels.get(name).map_or(&[], |concept| &self.concepts[concept].labels)
    }

    /// All names of the body that a word means: of its label (发改委), or of the short form of its function (发改,
    /// 人社), then with the function in full. A word that stands as such in the full name (教育, 大数据) is a common
    /// word and means none; nor does one that is not known.
    pub fn names_of(&self, word: &str) -> Vec<&str> {
        let labels = self.names_beside(word);
        if !labels.is_empty() {
            return labels.iter().map(String::as_str).collect();
        }
        let Some(concept) = self.stems.get(word).map(|owner| &self.concepts[owner]) else { return Vec::new() };
        if !is_short_form(concept, word) {
            return Vec::new();
        }
        let forms = concept.stems.iter().filter(|stem| stem.chars().count() > 2 || is_short_form(concept, stem));
        concept.labels.iter().chain([&concept.chinese]).chain(forms).map(String::as_str).collect()
    }

    /// The length in bytes of the longest label at the start of a text, or of the short form of a function.
    pub fn named_at(&self, text: &str) -> Option<usize> {
        let label = self.labels.longest_at(text).map(|(len, _)| len);
        let stem =
            self.stems.longest_at(text).filter(|&(len, owner)| is_short_form(&self.concepts[owner], &text[..len]));
        label.max(stem.map(|(len, _)| len))
    }

    /// The Chinese names of the function that has this English name in lower case (tax bureau: 税务局, …); empty
    /// where it is not known.
    pub fn called_in_english(&self, name: &str) -> &[String] {
        let has = |concept: &&Concept| concept.english_names.iter().any(|known| known == name);
        self.concepts.iter().find(has).map_or(&[], |concept| &concept.labels)
    }

    /// The keys of all functions, in the order of the file.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        self.concepts.iter().filter(|concept| !concept.labels.is_empty()).map(|concept| concept.key.as_str())
    }

    /// The kind of body that a function belongs to (`party`, `department` …).
    pub fn kind_of(&self, key: &str) -> Option<&str> {
        self.function(key).and_then(|(_, _, kind)| kind)
    }

    /// The names of known bodies in running text, with the key of the function, in order. A word of level
    /// and a known place before the name belong to it.
    pub fn find_mentions(&self, text: &str) -> Vec<(Span, &str)> {
        self.find_mentions_outside(text, &[])
    }

    /// The same without those that begin in passages of which it is known already what they name; these in order.
    pub fn find_mentions_outside(&self, text: &str, known: &[Span]) -> Vec<(Span, &str)> {
        let mut found: Vec<(Span, &str)> = Vec::new();
        let mut known = known.iter().peekable();
        let mut from = 0;
        while let Some(at) = self.in_text.next_start(text, from) {
            while known.next_if(|span| span.end <= at).is_some() {}
            if let Some(span) = known.next_if(|span| span.start <= at) {
                from = span.end;
                continue;
            }
            let Some((len, owner)) = self.in_text.longest_at(&text[at..]) else {
                from = at + text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            from = at + len;
            let start = self.widen(text, at);
            if start < at || !text[at..].starts_with('委') {
                found.push((Span::new(start, from), &self.concepts[owner].key));
            }
        }
        found
    }

    /// Reads a name whose prefix is `prefix`: how much of it was understood, and as what.
    fn read_core(&self, name: &str, prefix: Option<Prefix>) -> Option<(usize, Core)> {
        let at = prefix.map_or(0, |prefix| prefix.len);
        let core = &name[at..];
        if let Some((len, owner)) = self.labels.longest_at(core) {
            return Some((at + len + 1, Core::Label { len, owner }));
        }
        let (len, owners, complete) = self.composed(core)?;
        (complete || len == core.len()).then_some((at + len, Core::Composed { len, owners, complete }))
    }

    fn described(&self, name: &str, prefix: Option<Prefix>, core: Core) -> Recognised {
        let (len, owners, complete) = match core {
            Core::Label { len, owner } => return self.with_label(name, prefix, len, owner),
            Core::Composed { len, owners, complete } => (len, owners, complete),
        };
        let (core, rest) = name[prefix.map_or(0, |prefix| prefix.len)..].split_at(len);
        let key = |owner: usize| self.concepts[owner].key.clone();
        Recognised {
            function: key(owners[0]),
            also: owners[1..].iter().map(|&owner| key(owner)).collect(),
            level: prefix.map(|prefix| prefix.level),
            place: prefix.filter(|prefix| prefix.named).map(|prefix| name[..prefix.len].to_owned()),
            core: core.to_owned(),
            rest: (!rest.is_empty()).then(|| rest.to_owned()),
            complete,
        }
    }

    fn with_label(&self, name: &str, prefix: Option<Prefix>, len: usize, owner: usize) -> Recognised {
        let core = &name[prefix.map_or(0, |prefix| prefix.len)..];
        let (label, rest) = core.split_at(len);
        let inner = self.places.prefixes(rest).first().copied().filter(|inner| inner.named);
        let level = match (prefix, inner) {
            (Some(prefix), _) => Some(prefix.level),
            (None, Some(inner)) => Some(inner.level),
            (None, None) => self.level_of_label(label),
        };
        let place = match prefix.filter(|prefix| prefix.named) {
            Some(prefix) => Some(name[..prefix.len].to_owned()),
            None => inner.map(|inner| rest[..inner.len].to_owned()),
        };
        Recognised {
            function: self.concepts[owner].key.clone(),
            also: Vec::new(),
            level,
            place,
            core: label.to_owned(),
            rest: (!rest.is_empty()).then(|| rest.to_owned()),
            complete: true,
        }
    }

    /// Reads a merged name: stems, joined or not, and a suffix. The length read, the concepts, and
    /// whether the suffix was there.
    fn composed(&self, core: &str) -> Option<(usize, Vec<usize>, bool)> {
        let mut at = 0;
        let mut owners = Vec::new();
        while let Some((len, owner)) = self.stems.longest_at(&core[at..]) {
            owners.push(owner);
            at += len;
            if let Some(suffix) = self.words.suffix.at_start(&core[at..]) {
                return Some((at + suffix, owners, true));
            }
            at += self.words.joint.at_start(&core[at..]).unwrap_or(0);
        }
        (!owners.is_empty() && at == core.len()).then_some((at, owners, false))
    }

    /// The start of the name with the word of level and the known place before it.
    fn widen(&self, text: &str, start: usize) -> usize {
        let Some(char) = text[..start].chars().next_back() else { return start };
        let from = if "省市县区州盟旗".contains(char) { start - char.len_utf8() } else { start };
        // A short name of a place has two to four characters.
        let before = text[..from].char_indices().rev().take(4).skip(1);
        let places = before.map(|(at, _)| at).filter(|&at| self.is_known(&text[at..from]));
        places.last().unwrap_or(from)
    }

    /// The level that a name without prefix tells by its own words.
    fn level_of_label(&self, label: &str) -> Option<Level> {
        let BodyWords { nation_start, nation_end, nation_whole, .. } = &self.words;
        let nation = nation_start.at_start(label).or(nation_end.at_end(label));
        if nation.is_some() || nation_whole.is(label) {
            return Some(Level::Nation);
        }
        label.ends_with('厅').then_some(Level::Province)
    }

    /// Whether the word is a place by its own name and not by its ending.
    fn is_known(&self, word: &str) -> bool {
        self.is_short_place(word)
            || !word.ends_with(['省', '市', '县', '区', '州', '旗', '镇', '乡']) && self.is_place(word)
    }
}

/// Whether a word is made of signs of the function's name that do not stand together there (人社 of
/// 人力资源社会保障).
fn is_short_form(concept: &Concept, word: &str) -> bool {
    let in_full = concept.stems.iter().chain([&concept.chinese]).filter(|name| *name != word);
    let (mut full, mut names) = (in_full.clone(), in_full.chain(&concept.labels));
    !full.any(|name| name.contains(word)) && names.any(|name| !name.contains(word) && holds_in_order(name, word))
}

fn holds_in_order(name: &str, word: &str) -> bool {
    let mut chars = name.chars();
    word.chars().all(|char| chars.any(|other| other == char))
}

/// A name without the bracket at its end.
fn without_bracket(name: &str) -> &str {
    if !name.ends_with(['）', ')']) {
        return name;
    }
    name.rfind(['（', '(']).filter(|&at| at > 0).map_or(name, |at| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WordFiles;
    use crate::testing::lexicon;

    /// Function, level, place and rest of a name, with `-` for what is not there.
    fn split(name: &str) -> Option<[String; 4]> {
        let found = lexicon().bodies().recognise(name)?;
        let or_dash = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
        let level = found.level.map(|level| level.name().to_owned());
        Some([found.function, or_dash(level), or_dash(found.place), or_dash(found.rest)])
    }

    #[test]
    fn level_and_place_are_split_from_the_function() {
        let expected = [
            ("县税务局", "taxation", Some("county"), None, None),
            ("国家税务总局温县税务局", "taxation", Some("county"), Some("温县"), Some("温县税务局")),
            ("省住房城乡建设厅", "housing-construction", Some("province"), None, None),
            ("住房城乡建设局", "housing-construction", None, None, None),
            ("市生态环境局温县分局", "ecology-environment", Some("city"), Some("温县"), Some("温县分局")),
            ("县委组织部", "organisation-department", Some("county"), None, None),
            ("省委金融办", "party-finance", Some("province"), None, None),
            ("广东金融监管局", "financial-regulation", Some("province"), Some("广东"), None),
            ("人民银行广东省分行", "central-bank", Some("province"), Some("广东省"), Some("广东省分行")),
            ("市自然资源局行政审批科", "natural-resources", Some("city"), None, Some("行政审批科")),
            ("省市场监管局（省知识产权局）", "market-regulation", Some("province"), None, None),
            ("县政务服务和大数据管理局", "government-service-data", Some("county"), None, None),
            ("埇桥区教育体育局", "education", Some("county"), Some("埇桥区"), None),
            ("河南省焦作市温县财政局", "finance", Some("county"), Some("河南省焦作市温县"), None),
            ("县人行", "central-bank", Some("county"), None, None),
            ("市市场监管局", "market-regulation", Some("city"), None, None),
        ];
        for (name, function, level, place, rest) in expected {
            let found = [function, level.unwrap_or("-"), place.unwrap_or("-"), rest.unwrap_or("-")].map(str::to_owned);
            assert_eq!(split(name), Some(found), "{name}");
        }
    }

    #[test]
    fn a_word_of_level_is_told_from_a_word_that_begins_like_one() {
        let bodies = lexicon().bodies();
        for name in ["市民政局", "市政务服务中心", "市市场监管局", "县财政局"] {
            assert!(bodies.prefix_of(name).is_some(), "{name}");
            assert_eq!(bodies.level_word(name), name.get(..3), "{name}");
        }
        assert!(bodies.prefix_of("温县供电公司").is_some() && bodies.level_word("县") == Some("县"));
        for name in ["市场处", "住房城乡建设厅", "区块链专班", "市民代表", "储备中心"] {
            assert_eq!((bodies.prefix_of(name), bodies.level_word(name)), (None, None), "{name}");
        }
    }

    #[test]
    fn merged_bodies_are_read_by_their_stems() {
        let found = lexicon().bodies().recognise("县工业信息化和科技商务局").unwrap();
        assert_eq!(
            (found.function.as_str(), found.also.as_slice()),
            ("industry-it", &["science-technology".to_owned(), "commerce".to_owned()][..])
        );
        assert!(found.complete);
        let lacks = lexicon().bodies().recognise("县自然资源").unwrap();
        assert_eq!((lacks.function.as_str(), lacks.complete), ("natural-resources", false));
    }

    #[test]
    fn a_short_form_means_its_body_and_a_common_word_none() {
        let bodies = lexicon().bodies();
        for (stem, name) in [
            ("人社", "人力资源和社会保障局"),
            ("住建", "住房和城乡建设局"),
            ("市监", "市场监督管理局"),
            ("发改", "发展和改革委员会"),
            ("工信", "工业和信息化局"),
            ("卫健", "卫生健康委"),
        ] {
            assert!(bodies.names_of(stem).contains(&name), "{stem}: {:?}", bodies.names_of(stem));
        }
        assert!(bodies.names_of("发改委").contains(&"发展改革委"));
        for word in ["教育", "财政", "公安", "大数据", "文化", "交通", "应急", "甲乙"] {
            assert!(bodies.names_of(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn what_is_no_body_is_not_recognised() {
        for name in ["缴费", "温投集团财务", "有关文件", "持续推进", "市场主体", "教育质量"] {
            assert_eq!(split(name), None, "{name}");
        }
    }

    #[test]
    fn names_are_found_in_running_text_with_the_words_before_them() {
        let text = "由县财政局会同税务部门、广东省教育厅组织，县委宣传部配合";
        let found: Vec<&str> =
            lexicon().bodies().find_mentions(text).into_iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(found, ["县财政局", "税务部门", "广东省教育厅", "县委宣传部"]);
    }

    #[test]
    fn no_label_stands_under_two_functions_and_every_function_has_both_names() {
        let thesaurus = lexicon().bodies();
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for concept in &thesaurus.concepts {
            if concept.labels.is_empty() {
                continue;
            }
            assert!(!concept.chinese.is_empty() && !concept.english.is_empty(), "{}", concept.key);
            assert!(concept.broader.is_some(), "{}", concept.key);
            for label in &concept.labels {
                assert_eq!(seen.insert(label, &concept.key), None, "{label}");
            }
        }
    }

    #[test]
    fn every_label_is_recognised_as_its_own_function_at_every_level() {
        let thesaurus = lexicon().bodies();
        for concept in &thesaurus.concepts {
            for label in concept.labels.iter().filter(|label| label.chars().count() > 2) {
                for prefix in ["", "县", "省"] {
                    let name = format!("{prefix}{label}");
                    let found = thesaurus.recognise(&name);
                    assert_eq!(found.map(|found| found.function).as_ref(), Some(&concept.key), "{name}");
                }
            }
        }
    }

    #[test]
    fn a_users_file_adds_names_and_functions() {
        let extra = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix body: <https://zhengtu.example/body/> .
            body:taxation skos:altLabel "征管局"@zh .
            body:low-altitude skos:prefLabel "低空经济"@zh ; skos:broader body:department ; skos:altLabel "低空经济发展局"@zh ."#;
        let files = WordFiles::from_texts([("own.ttl", extra)]).unwrap();
        let lexicon = lexicon().with_files(files).unwrap();
        let thesaurus = lexicon.bodies();
        assert_eq!(thesaurus.recognise("县征管局").map(|found| found.function).as_deref(), Some("taxation"));
        assert_eq!(
            thesaurus.recognise("市低空经济发展局").map(|found| found.function).as_deref(),
            Some("low-altitude")
        );
    }
}
