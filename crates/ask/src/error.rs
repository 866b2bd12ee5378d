use crate::Lang;
use std::fmt;

/// Why a question was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood {
    /// The language of the question.
    pub lang: Lang,
    /// The cause.
    pub cause: Box<Cause>,
    /// The words of the question that say what it is about; all of it where they are not told apart.
    pub content: Vec<String>,
    /// The bodies and amounts that it names beside them.
    pub named: Vec<String>,
}

/// The causes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// Nothing is asked.
    Empty,
    /// Longer than questions are.
    TooLong {
        /// Its length in characters.
        chars: usize,
        /// The limit.
        most: usize,
    },
    /// Words that mean nothing to the grammar or the knowledge base.
    UnknownWords(Vec<String>),
    /// A body that the knowledge base does not have.
    UnknownUnit {
        /// As the question has it.
        name: String,
        /// Bodies with a name like it.
        candidates: Vec<String>,
    },
    /// A body that other documents have than those asked for.
    UnitElsewhere {
        /// As the question has it.
        name: String,
        /// The places whose plans have it.
        places: Vec<String>,
    },
    /// A place that no plan is of.
    UnknownPlace {
        /// As the question has it, perhaps with a body of the place.
        name: String,
        /// The place.
        place: String,
        /// The places that there are plans of.
        known: Vec<String>,
    },
    /// A name that several bodies have.
    AmbiguousUnit {
        /// As the question has it.
        name: String,
        /// The bodies.
        candidates: Vec<String>,
    },
    /// The place of who asks, of which the question does not say which it is.
    OpenPlace {
        /// As the question has it.
        name: String,
        /// The places of its kind that there are plans of.
        known: Vec<String>,
    },
    /// The body of who asks, of which the question does not say which it is.
    OpenBody(String),
    /// Several numbers are asked for at once.
    SeveralNumbers(Vec<String>),
    /// A day that no calendar has.
    ImpossibleDate(String),
    /// A year is missing and the documents have several.
    OpenYear(String),
    /// An annex that no document has.
    UnknownAnnex {
        /// Its number.
        number: u32,
        /// The last annex there is.
        last: u32,
    },
    /// Something that no plan says.
    NotInPlans {
        /// The words that ask for it.
        words: String,
        /// Why, in Chinese.
        zh: String,
        /// Why, in English.
        en: String,
    },
    /// It does not show what is wanted.
    NoQuestion,
}

impl NotUnderstood {
    pub(crate) fn new(lang: Lang, cause: Cause) -> Self {
        Self { lang, cause: Box::new(cause), content: Vec::new(), named: Vec::new() }
    }

    /// The words that were not understood.
    pub fn unknown(&self) -> Vec<String> {
        match &*self.cause {
            Cause::UnknownWords(words) => words.clone(),
            Cause::UnknownUnit { name, .. }
            | Cause::UnitElsewhere { name, .. }
            | Cause::UnknownPlace { name, .. }
            | Cause::AmbiguousUnit { name, .. }
            | Cause::OpenPlace { name, .. }
            | Cause::OpenBody(name) => vec![name.clone()],
            Cause::SeveralNumbers(words) => words.clone(),
            Cause::ImpossibleDate(words) | Cause::OpenYear(words) | Cause::NotInPlans { words, .. } => {
                vec![words.clone()]
            }
            Cause::UnknownAnnex { number, .. } => vec![format!("附件{number}")],
            Cause::Empty | Cause::TooLong { .. } | Cause::NoQuestion => Vec::new(),
        }
    }

    /// What to look for instead with a search, where there is anything.
    pub fn search(&self) -> Option<String> {
        match &*self.cause {
            Cause::UnknownWords(words) => {
                // A single character finds everything.
                let telling: Vec<&str> =
                    words.iter().map(String::as_str).filter(|word| word.chars().nth(1).is_some()).collect();
                (!telling.is_empty()).then(|| telling.join(" "))
            }
            Cause::UnknownUnit { name, .. } | Cause::UnitElsewhere { name, .. } | Cause::AmbiguousUnit { name, .. } => {
                Some(name.clone())
            }
            Cause::NotInPlans { words, .. } => Some(words.clone()),
            _ => None,
        }
    }

    fn chinese(&self) -> String {
        match &*self.cause {
            Cause::Empty => "没有问题可答：请写出要问的内容，例如“县税务局牵头哪些任务？”".to_owned(),
            Cause::TooLong { chars, most } => format!("问题太长（{chars} 个字符，最多 {most}）"),
            Cause::UnknownWords(words) => format!("没有看懂：{}", quoted(words)),
            Cause::UnknownUnit { name, candidates } => match candidates.is_empty() {
                true => format!("知识库里没有“{name}”这个单位"),
                false => format!("知识库里没有“{name}”这个单位；名称相近的有：{}", some(Lang::Chinese, candidates)),
            },
            Cause::UnitElsewhere { name, places } => {
                format!("所问的方案里没有“{name}”这个单位；有这样的单位的是：{}", some(Lang::Chinese, places))
            }
            Cause::UnknownPlace { name, place, known } => match known.is_empty() {
                true => format!("知识库里没有{place}的方案，无法回答“{name}”"),
                false => format!("知识库里没有{place}的方案，无法回答“{name}”；现有：{}", some(Lang::Chinese, known)),
            },
            Cause::AmbiguousUnit { name, candidates } => {
                format!("“{name}”可指几个单位，请写明是哪一个：{}", some(Lang::Chinese, candidates))
            }
            Cause::OpenPlace { name, known } => {
                format!("请写明“{name}”是哪里：知识库里有几个地方的方案：{}", some(Lang::Chinese, known))
            }
            Cause::OpenBody(name) => format!("请写明“{name}”是哪个单位"),
            Cause::SeveralNumbers(words) => format!("一次问了几个数（{}），请分开问", quoted(words)),
            Cause::ImpossibleDate(words) => format!("没有“{words}”这样的日期"),
            Cause::OpenYear(words) => format!("请写明“{words}”是哪一年：各文件的年份不同，或文件没有写明年份"),
            Cause::UnknownAnnex { number, last: 0 } => format!("没有附件{number}：知识库里的文件没有附件"),
            Cause::UnknownAnnex { number, last } => format!("没有附件{number}；附件编号最大到 {last}"),
            Cause::NotInPlans { words, zh, .. } => format!("“{words}”无法回答：{zh}"),
            Cause::NoQuestion => "没有看出要问什么：请写明是问任务、目标、单位、期限还是附件".to_owned(),
        }
    }

    fn english(&self) -> String {
        match &*self.cause {
            Cause::Empty => "nothing is asked; try \"which tasks does the tax bureau lead?\"".to_owned(),
            Cause::TooLong { chars, most } => format!("the question is too long ({chars} characters, at most {most})"),
            Cause::UnknownWords(words) => format!("not understood: {}", quoted(words)),
            Cause::UnknownUnit { name, candidates } => match candidates.is_empty() {
                true => format!("the knowledge base has no unit “{name}”"),
                false => format!(
                    "the knowledge base has no unit “{name}”; similar names: {}",
                    some(Lang::English, candidates)
                ),
            },
            Cause::UnitElsewhere { name, places } => {
                format!(
                    "the plans asked for have no unit “{name}”; those of these places have one: {}",
                    some(Lang::English, places)
                )
            }
            Cause::UnknownPlace { place, known, .. } => {
                format!("the knowledge base has no plan of {place}; there are plans of: {}", some(Lang::English, known))
            }
            Cause::AmbiguousUnit { name, candidates } => {
                format!("“{name}” may be one of several units; say which: {}", some(Lang::English, candidates))
            }
            Cause::OpenPlace { name, known } => {
                format!("say which place “{name}” is: there are plans of several: {}", some(Lang::English, known))
            }
            Cause::OpenBody(name) => format!("say which unit “{name}” is"),
            Cause::SeveralNumbers(words) => format!("several numbers are asked for at once: {}", quoted(words)),
            Cause::ImpossibleDate(words) => format!("there is no such date as “{words}”"),
            Cause::OpenYear(words) => {
                format!("say which year “{words}” is in: the documents are of different years or name none")
            }
            Cause::UnknownAnnex { number, last: 0 } => format!("there is no annex {number}: no document has annexes"),
            Cause::UnknownAnnex { number, last } => format!("there is no annex {number}; the last one is annex {last}"),
            Cause::NotInPlans { words, en, .. } => format!("“{words}” cannot be answered: {en}"),
            Cause::NoQuestion => "it does not show what is wanted: tasks, targets, units, dates or annexes?".to_owned(),
        }
    }
}

/// The first of the names, and how many there are where not all are said.
fn some(lang: Lang, names: &[String]) -> String {
    const MOST: usize = 12;
    let first = &names[..names.len().min(MOST)];
    match (lang, names.len() > MOST) {
        (Lang::Chinese, false) => first.join("、"),
        (Lang::Chinese, true) => format!("{}等 {} 个", first.join("、"), names.len()),
        (Lang::English, false) => first.join(", "),
        (Lang::English, true) => format!("{} and others, {} in all", first.join(", "), names.len()),
    }
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join("")
}

impl fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lang {
            Lang::Chinese => f.write_str(&self.chinese()),
            Lang::English => f.write_str(&self.english()),
        }
    }
}

impl std::error::Error for NotUnderstood {}
