use super::due::DueFilter;
use crate::{HitKind, QueryError};
use serde::Deserialize;
use std::sync::LazyLock;
use zhengtu_model::{GovernmentLevel, Role};
use zhengtu_text::{fold_width, numeral};

/// What a filter asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FilterName {
    /// A unit in any role.
    Unit,
    /// A unit that leads.
    Lead,
    /// A unit that is responsible.
    Responsible,
    /// A unit that leads or is responsible: those that a plan lists after 责任单位.
    Duty,
    /// A unit that cooperates.
    Cooperate,
    /// The main text or an annex.
    Part,
    /// The deadline.
    Due,
    /// The kind of clause.
    Kind,
    /// The number of the document.
    Number,
    /// The place whose government issued the document.
    Place,
    /// The year of the document.
    Year,
    /// The level of the government that issued the document.
    Level,
    /// The kind of document.
    Form,
    /// The document.
    Doc,
}

/// The names of a filter, as `data/filters.toml` has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    name: FilterName,
    zh: Vec<String>,
    en: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

impl Names {
    fn all(&self) -> impl Iterator<Item = &str> {
        self.zh.iter().chain(&self.en).map(String::as_str)
    }
}

/// What a level of government is called, Chinese and English.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelWords {
    name: GovernmentLevel,
    zh: Vec<String>,
    en: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    filter: Vec<Names>,
    level: Vec<LevelWords>,
}

static WORDS: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/filters.toml")).expect("data/filters.toml is well formed: a test reads it")
});

impl FilterName {
    /// The Chinese name.
    pub fn chinese(self) -> &'static str {
        self.shown(|names| &names.zh)
    }

    /// The English name.
    pub fn english(self) -> &'static str {
        self.shown(|names| &names.en)
    }

    fn shown(self, of: fn(&'static Names) -> &'static [String]) -> &'static str {
        WORDS
            .filter
            .iter()
            .find(|names| names.name == self)
            .and_then(|names| of(names).first())
            .map_or("", String::as_str)
    }

    /// The filter of that name, Chinese or English.
    pub fn of(name: &str) -> Option<Self> {
        let name = fold_width(name).to_lowercase();
        WORDS.filter.iter().find(|names| names.all().any(|known| known == name)).map(|found| found.name)
    }

    /// The filter whose name differs by one slip of the keyboard.
    pub(super) fn near(name: &str) -> Option<Self> {
        let name: Vec<char> = fold_width(name).to_lowercase().chars().collect();
        let one_off = |known: &str| slips(&name, &known.chars().collect::<Vec<_>>()) == 1;
        WORDS.filter.iter().find(|names| names.all().any(one_off)).map(|found| found.name)
    }

    /// Whether a value can only be meant for this filter: names of units, places and documents can be anything.
    pub(super) fn is_meant_by(self, value: &str) -> bool {
        let particular = matches!(self, Self::Part | Self::Due | Self::Kind | Self::Year | Self::Level);
        particular && Filter::parse(self, value, false).is_ok()
    }

    /// All names, for messages.
    pub fn list() -> String {
        let names: Vec<String> =
            WORDS.filter.iter().map(|names| format!("{}({})", names.name.chinese(), names.name.english())).collect();
        names.join("、")
    }
}

/// The number of letters put in, left out, changed or swapped between two short words, up to 2.
fn slips(a: &[char], b: &[char]) -> usize {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let tail = short[head..].iter().rev().zip(long[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[head..short.len() - tail], &long[head..long.len() - tail]);
    match (short.len(), long.len()) {
        (0, 0) => 0,
        // A word of one character shares nothing when it is changed.
        (0 | 1, 1) if a.len() > 1 && b.len() > 1 => 1,
        (2, 2) if a.len() > 1 && short[0] == long[1] && short[1] == long[0] => 1,
        _ => 2,
    }
}

/// The conditions of a query: of each group one must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters(Vec<Vec<Filter>>);

impl Filters {
    /// Adds a condition given by name and value, as on the command line.
    ///
    /// # Errors
    /// [`QueryError::BadValue`] where the value cannot be read.
    pub fn add(&mut self, name: FilterName, value: &str) -> Result<(), QueryError> {
        self.push(Filter::parse(name, value, false)?);
        Ok(())
    }

    /// Keeps to the documents of these file names.
    pub fn keep_to(&mut self, documents: Vec<String>) {
        let (name, value) = (FilterName::Doc, documents.join("|"));
        self.push(Filter { name, value, condition: Condition::Documents(documents), negated: false });
    }

    /// Adds a condition that must hold.
    pub fn push(&mut self, filter: Filter) {
        self.0.push(vec![filter]);
    }

    /// Adds a condition that may hold instead of the last one.
    ///
    /// # Errors
    /// [`QueryError::MixedOr`] where there is none, or one of the two must not hold.
    pub(super) fn push_or(&mut self, filter: Filter) -> Result<(), QueryError> {
        match self.0.last_mut() {
            Some(group) if !filter.negated && !group[0].negated => group.push(filter),
            _ => return Err(QueryError::MixedOr),
        }
        Ok(())
    }

    /// The conditions, in the order given.
    pub fn iter(&self) -> impl Iterator<Item = &Filter> {
        self.0.iter().flatten()
    }

    /// The groups of conditions, of each of which one must hold.
    pub fn groups(&self) -> impl Iterator<Item = &[Filter]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// Whether there is no condition.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of conditions.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// The conditions without the one at `index`.
    pub(crate) fn without(&self, index: usize) -> Self {
        let mut at = 0..;
        let mut kept: Vec<Vec<Filter>> = self.0.clone();
        kept.iter_mut().for_each(|group| group.retain(|_| at.next() != Some(index)));
        kept.retain(|group| !group.is_empty());
        Self(kept)
    }

    /// The first kind asked for, if any is.
    pub(crate) fn kind(&self) -> Option<&[HitKind]> {
        self.iter().find_map(|filter| match &filter.condition {
            Condition::Kind(kinds) if !filter.negated => Some(&kinds[..]),
            _ => None,
        })
    }

    /// The conditions as a person would type them.
    pub(super) fn typed(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|group| group.iter().map(Filter::typed).collect::<Vec<_>>().join(" 或 "))
    }
}

/// A condition on the clauses to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What it asks about.
    pub name: FilterName,
    /// The value as typed.
    pub value: String,
    /// What must hold.
    pub condition: Condition,
    /// Whether it must not hold.
    pub negated: bool,
}

/// What must hold of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// One of the units has one of the roles, or any where none is named.
    Unit(Vec<Role>, Vec<String>),
    /// It stands in one of the parts.
    Part(Vec<u32>),
    /// Its deadline.
    Due(DueFilter),
    /// It is of one of the kinds.
    Kind(Vec<HitKind>),
    /// It stands in a document whose file name has one of the words in it.
    Doc(Vec<String>),
    /// It stands in one of the documents of these file names.
    Documents(Vec<String>),
    /// It stands in a document whose number has one of the words in it.
    Number(Vec<String>),
    /// It stands in a document of the government of one of the places, or of one that lies in it.
    Place(Vec<String>),
    /// It stands in a document of one of the years.
    Year(Vec<u16>),
    /// It stands in a document of a government of one of the levels.
    Level(Vec<GovernmentLevel>),
    /// It stands in a document whose kind has one of the words in it.
    Form(Vec<String>),
}

impl Filter {
    /// Reads a filter's value; `|`, `、` and commas stand between alternatives.
    pub(super) fn parse(name: FilterName, value: &str, negated: bool) -> Result<Self, QueryError> {
        let bad = |reason: String| QueryError::BadValue { name, value: value.to_owned(), reason };
        let values: Vec<&str> =
            value.split(['|', '｜', ',', '，', '、']).map(str::trim).filter(|value| !value.is_empty()).collect();
        if values.is_empty() {
            return Err(bad("缺少值".to_owned()));
        }
        let names = || values.iter().map(|&value| value.to_owned()).collect();
        let condition = match name {
            FilterName::Unit => Condition::Unit(Vec::new(), names()),
            FilterName::Lead => Condition::Unit(vec![Role::Lead], names()),
            FilterName::Responsible => Condition::Unit(vec![Role::Responsible], names()),
            FilterName::Duty => Condition::Unit(vec![Role::Lead, Role::Responsible], names()),
            FilterName::Cooperate => Condition::Unit(vec![Role::Cooperate], names()),
            FilterName::Doc => Condition::Doc(names()),
            FilterName::Number => Condition::Number(names()),
            FilterName::Place => Condition::Place(names()),
            FilterName::Year => Condition::Year(each(&values, year).map_err(bad)?),
            FilterName::Level => Condition::Level(each(&values, level).map_err(bad)?),
            FilterName::Form => Condition::Form(names()),
            FilterName::Part => Condition::Part(each(&values, part).map_err(bad)?),
            FilterName::Kind => Condition::Kind(each(&values, kind).map_err(bad)?),
            FilterName::Due => Condition::Due(DueFilter::parse(value).map_err(bad)?),
        };
        Ok(Self { name, value: value.to_owned(), condition, negated })
    }

    /// The filter as a person would type it.
    pub fn typed(&self) -> String {
        format!("{}{}:{}", if self.negated { "-" } else { "" }, self.name.chinese(), self.value)
    }
}

fn each<T>(values: &[&str], read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    values.iter().map(|value| read(value)).collect()
}

/// 附件6, annex 6, 6, 附件六, 总体方案, main.
fn part(value: &str) -> Result<u32, String> {
    let value = fold_width(value).to_lowercase().replace(char::is_whitespace, "");
    if matches!(value.as_str(), "总体方案" | "总方案" | "总体" | "主文" | "正文" | "main" | "overall") {
        return Ok(0);
    }
    let number = value.trim_start_matches("附件").trim_start_matches("annex");
    numeral::exact(number).ok_or_else(|| "应为 附件6、6 或 总体方案".to_owned())
}

/// 2021, 2021年.
fn year(value: &str) -> Result<u16, String> {
    let value = fold_width(value);
    value.trim_end_matches(['年', '度']).parse().map_err(|_| "应为年份，如 2021".to_owned())
}

/// 市级, 市, city.
fn level(value: &str) -> Result<GovernmentLevel, String> {
    let value = fold_width(value).to_lowercase();
    let words = || WORDS.level.iter().map(|words| words.zh[0].as_str()).collect::<Vec<_>>().join("、");
    let found = WORDS.level.iter().find(|words| words.zh.iter().chain(&words.en).any(|word| *word == value));
    found.map(|words| words.name).ok_or_else(|| format!("应为 {}", words()))
}

fn kind(value: &str) -> Result<HitKind, String> {
    match value.to_lowercase().as_str() {
        "任务" | "task" | "tasks" => Ok(HitKind::Task),
        "目标" | "指标" | "target" | "targets" => Ok(HitKind::Target),
        "条款" | "clause" | "clauses" => Ok(HitKind::Clause),
        "标题" | "heading" | "headings" => Ok(HitKind::Heading),
        _ => Err("应为 任务、目标、条款 或 标题".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Query;

    #[test]
    fn each_example_asks_by_its_filter_and_each_filter_has_both_names() {
        for names in WORDS.filter.iter() {
            let query = Query::parse(&names.example).unwrap();
            let asked: Vec<FilterName> = query.filters.iter().map(|filter| filter.name).collect();
            assert_eq!(asked, [names.name], "{}", names.example);
            assert!(!names.zh.is_empty() && !names.en.is_empty(), "{}", names.example);
        }
        assert_eq!(WORDS.filter.len(), FilterName::Doc as usize + 1);
    }

    #[test]
    fn chinese_and_english_names_mean_the_same() {
        for (chinese, english) in [
            ("单位:税务局", "unit:税务局"),
            ("牵头：税务局", "lead:税务局"),
            ("部分:附件六", "part:6"),
            ("类型:任务|目标", "type:task|target"),
            ("截止:<=2021-06", "due:<=2021-06"),
        ] {
            let conditions = [chinese, english].map(|text| {
                let query = Query::parse(text).unwrap();
                query.filters.iter().map(|filter| (filter.name, filter.condition.clone())).collect::<Vec<_>>()
            });
            assert_eq!(conditions[0], conditions[1], "{chinese}");
        }
    }

    #[test]
    fn a_slip_in_the_name_is_an_error_that_says_what_was_meant() {
        for (text, meant) in [
            ("单为:税务局", FilterName::Unit),
            ("uint:税务局", FilterName::Unit),
            ("位单:x", FilterName::Unit),
            ("due1:2021", FilterName::Due),
            ("类性：任务", FilterName::Kind),
        ] {
            let Err(QueryError::UnknownFilter { suggestion, .. }) = Query::parse(text) else { panic!("{text}") };
            assert_eq!(suggestion, meant, "{text}");
        }
    }

    #[test]
    fn what_stands_on_the_page_before_a_colon_is_text() {
        for text in ["附件：温县开办企业", "地点：温县", "文化：城市书房", "完成时限：尽快"]
        {
            let query = Query::parse(text).unwrap();
            assert!(query.filters.is_empty() && query.groups.len() == 1, "{text}");
        }
    }

    #[test]
    fn captions_of_plans_are_filters_with_either_colon() {
        for (text, name) in [
            ("责任单位：县税务局", FilterName::Duty),
            ("牵头单位:县税务局", FilterName::Lead),
            ("配合单位：县财政局、县公安局", FilterName::Cooperate),
            ("完成时限：2021年底", FilterName::Due),
            ("文号：焦办〔2021〕8号", FilterName::Number),
            ("地区：温县", FilterName::Place),
            ("年份:2021年", FilterName::Year),
        ] {
            let query = Query::parse(text).unwrap();
            assert_eq!(query.filters.iter().map(|filter| filter.name).collect::<Vec<_>>(), [name], "{text}");
        }
    }

    #[test]
    fn or_stands_between_filters_and_not_between_a_filter_and_a_word() {
        let query = Query::parse("发票 牵头:税务局 或 牵头:财政局 截止:2021").unwrap();
        assert_eq!(query.filters.groups().map(<[Filter]>::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(query.typed(), "发票 牵头:税务局 或 牵头:财政局 截止:2021");
        assert_eq!(query.filters.without(0).len(), 2);
        for text in ["发票 或 牵头:税务局", "牵头:税务局 或 发票", "-牵头:税务局 或 牵头:财政局"]
        {
            assert_eq!(Query::parse(text), Err(QueryError::MixedOr), "{text}");
        }
    }

    #[test]
    fn a_search_can_be_kept_to_documents_of_exact_names() {
        let mut within = Filters::default();
        within.keep_to(vec!["a.txt".to_owned(), "b.txt".to_owned()]);
        let query = Query::parse_with("税务", within).unwrap();
        let conditions: Vec<&Condition> = query.filters.iter().map(|filter| &filter.condition).collect();
        assert_eq!(conditions, [&Condition::Documents(vec!["a.txt".to_owned(), "b.txt".to_owned()])]);
        assert_eq!(query.typed(), "税务 文件:a.txt|b.txt");
    }

    #[test]
    fn bad_values_say_what_is_expected() {
        for text in ["部分:第几", "类型:规则", "截止:明天", "单位:", "年份:某年", "级别:大"] {
            assert!(matches!(Query::parse(text), Err(QueryError::BadValue { .. })), "{text}");
        }
    }

    #[test]
    fn a_value_may_follow_a_space_or_stand_in_quotes() {
        for text in ["单位: 税务局", "单位:\"税务局\"", "单位：“税务局”"] {
            let query = Query::parse(text).unwrap();
            assert_eq!(query.filters.iter().next().unwrap().value, "税务局", "{text}");
        }
    }

    #[test]
    fn every_level_is_known_by_its_words() {
        assert!(WORDS.level.iter().map(|words| words.name).eq(GovernmentLevel::ALL));
        for words in WORDS.level.iter() {
            for word in words.zh.iter().chain(&words.en) {
                assert_eq!(level(word), Ok(words.name), "{word}");
            }
        }
        assert!(level("市里").is_err());
    }

    #[test]
    fn annex_numbers_are_read_in_both_scripts() {
        for (text, number) in
            [("附件二十一", 21), ("十", 10), ("附件 3", 3), ("ANNEX12", 12), ("总体方案", 0), ("九十九", 99)]
        {
            assert_eq!(part(text), Ok(number), "{text}");
        }
        assert!(part("附件").is_err() && part("百").is_err());
    }
}
