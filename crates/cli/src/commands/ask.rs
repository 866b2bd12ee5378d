//! `zhengtu ask`: a question, what was understood of it, the answer with its evidence.

use crate::args::{Ask, HitFormat};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Out};
use crate::session;
use std::io::Write;
use zhengtu_ask::{Answer, Clock, Names, NotUnderstood, PartRow, Row, Understood, UnitRow};
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::{DocumentFacts, Ground, Role, Target, Task, Unit};
use zhengtu_reader::OcrChoice;
use zhengtu_say as say;
use zhengtu_store::Library;

/// Answers a question; gives the exit status: 3 where the question was not understood.
pub fn run(options: &Ask, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    let clock = clock(options, lang)?;
    let kb = session::open(&options.kb, lang, ocr)?;
    let facts = kb.answerable()?;
    let question = options.question.join(" ");
    let mut out = output::stdout();
    let code = match zhengtu_ask::understand(&question, &Names::gather(kb.lexicon(), &facts), &clock) {
        Ok(understood) => {
            let answer = zhengtu_ask::answer(&understood, &facts);
            match options.format {
                HitFormat::Jsonl => print_lines(&mut out, &understood, &answer)?,
                HitFormat::Text => print_text(&mut out, options, &understood, &answer, &kb, &facts)?,
            }
            0
        }
        Err(error) => {
            match options.format {
                HitFormat::Jsonl => print_refusal(&mut out, &error, &question)?,
                HitFormat::Text => say_refusal(&error, &question),
            }
            3
        }
    };
    out.flush()?;
    Ok(code)
}

fn clock(options: &Ask, lang: Lang) -> Result<Clock, Failure> {
    let today = match &options.today {
        Some(day) => day.parse().map_err(|_| {
            let says = lang.pick("应写成 YYYY-MM-DD，且是真实的日期", "write a day that exists as YYYY-MM-DD");
            Failure::usage(format!("--today {day}：{says}"))
        })?,
        None => session::today(),
    };
    Ok(Clock { today })
}

/// The answer in the form of the records: a line that says what was understood, then the rows.
fn print_lines(out: &mut Out, understood: &Understood, answer: &Answer<'_>) -> Result<(), Failure> {
    output::json_lines(out, [answer.head(understood)])?;
    output::json_lines(out, &answer.rows)
}

fn print_refusal(out: &mut Out, error: &NotUnderstood, question: &str) -> Result<(), Failure> {
    let nearest = Library::built_in().nearest(question).map(|query| query.name);
    output::json_lines(out, [error.head(nearest)])
}

/// What was not understood, and what to do instead.
fn say_refusal(error: &NotUnderstood, question: &str) {
    let lang = spoken(error.lang);
    eprintln!("{error}");
    if let Some(words) = error.search() {
        eprintln!("{}zhengtu search '{}'", lang.pick("可以改为检索：", "try a search: "), words.replace('\'', ""));
    }
    if let Some(query) = Library::built_in().nearest(question) {
        let (says, title) = (lang.pick("相近的保存的查询：", "the nearest saved query: "), &query.title);
        eprintln!("{says}{}（{}）\n    {}", query.name, title.text(lang), query.example);
    }
}

/// The language of the question is that of the answer.
fn spoken(lang: zhengtu_ask::Lang) -> Lang {
    match lang {
        zhengtu_ask::Lang::Chinese => Lang::Zh,
        zhengtu_ask::Lang::English => Lang::En,
    }
}

fn print_text(
    out: &mut Out,
    options: &Ask,
    understood: &Understood,
    answer: &Answer<'_>,
    kb: &KnowledgeBase,
    facts: &[DocumentFacts],
) -> Result<(), Failure> {
    let lang = spoken(understood.question.lang);
    writeln!(out, "{}{}", lang.pick("理解为：", "understood: "), understood.restated)?;
    if options.show_query {
        writeln!(out, "\n{}\n", understood.query.trim_end())?;
    }
    writeln!(out, "{}{}", lang.pick("回答：", "answer: "), answer.sentence)?;
    let sources = Sources::read(kb, facts, &answer.rows)?;
    for (number, row) in (1..).zip(&answer.rows) {
        writeln!(out)?;
        match row {
            Row::Task(task) => print_task(out, number, task, &sources, lang)?,
            Row::Target(target) => print_target(out, number, target, &sources, lang)?,
            Row::Unit(UnitRow { unit, tasks, docs }) => {
                writeln!(out, "{number}. {unit}  {tasks} {}（{}）", lang.pick("项任务", "tasks"), docs.join("、"))?;
            }
            Row::Part(PartRow { doc, part, title, present, tasks }) => {
                let missing = if *present { "" } else { lang.pick("（列出而未附）", " (listed, not there)") };
                writeln!(
                    out,
                    "{number}. {} {title}{missing}  {tasks} {}  〔{doc}〕",
                    say::part(*part, lang),
                    lang.pick("项任务", "tasks")
                )?;
            }
            Row::Document(info) => writeln!(out, "{number}. {}  〔{}〕", info.title, info.name)?,
        }
    }
    if let Some(reason) = answer.reason.as_ref().filter(|reason| **reason != answer.sentence) {
        writeln!(out, "{reason}")?;
    }
    Ok(())
}

fn print_task(out: &mut Out, number: usize, task: &Task, sources: &Sources, lang: Lang) -> Result<(), Failure> {
    let due = deadline(task, lang);
    writeln!(out, "{number}. {} {} {}", say::part(task.part, lang), task.path, task.title)?;
    writeln!(out, "   {}{due}", lang.pick("时限：", "due: "))?;
    let units: Vec<String> = task.units.iter().map(|unit| unit_words(unit, lang)).collect();
    if !units.is_empty() {
        let open = if task.open { lang.pick(" 等", " and others") } else { "" };
        writeln!(out, "   {}{}{open}", lang.pick("单位：", "units: "), units.join("、"))?;
    }
    let proofs = [task.units_evidence.as_ref(), task.deadline_evidence.as_ref()];
    let proofs: Vec<_> = proofs.into_iter().flatten().collect();
    let proofs = if proofs.is_empty() { vec![&task.evidence] } else { proofs };
    for evidence in proofs {
        let passage = sources.passage(&task.doc, evidence.start, evidence.end);
        writeln!(out, "   {}{passage}", place(&task.doc, evidence.line, lang))?;
    }
    Ok(())
}

/// A unit with its role and, where it tells more than the role, the ground of the role.
fn unit_words(unit: &Unit, lang: Lang) -> String {
    let telling = match unit.ground {
        Ground::Sole | Ground::Column => true,
        Ground::Stated | Ground::Label => unit.role == Role::Lead,
        Ground::UnitFirst | Ground::Default => false,
    };
    let role = say::role(unit.role, lang);
    let said: Vec<&str> = std::iter::once(role).chain(telling.then(|| say::ground(unit.ground, lang))).collect();
    format!("{}（{}）", unit.name, said.join(lang.pick("，", ", ")))
}

/// The deadline, and how it is printed.
fn deadline(task: &Task, lang: Lang) -> String {
    let printed = task.deadline_raw.as_ref().map(|raw| format!("（{raw}）")).unwrap_or_default();
    format!("{}{printed}", say::deadline(&task.deadline, lang))
}

fn print_target(out: &mut Out, number: usize, target: &Target, sources: &Sources, lang: Lang) -> Result<(), Failure> {
    let due = target.deadline.map(|date| format!("  {}{date}", lang.pick("期限：", "due: "))).unwrap_or_default();
    let (part, figure) = (say::part(target.part, lang), say::figure(target, lang));
    writeln!(out, "{number}. {part} {} {} {figure}{due}", target.path, target.indicator)?;
    let passage = sources.passage(&target.doc, target.evidence.start, target.evidence.end);
    Ok(writeln!(out, "   {}{passage}", place(&target.doc, target.evidence.line, lang))?)
}

/// Where a passage stands in its file.
fn place(doc: &str, line: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("〔{doc} {}〕", say::line(line, lang)),
        Lang::En => format!("[{doc} {}] ", say::line(line, lang)),
    }
}

/// The texts of the documents that the rows cite, to print their passages.
struct Sources(Vec<(String, Vec<char>)>);

impl Sources {
    fn read(kb: &KnowledgeBase, facts: &[DocumentFacts], rows: &[Row<'_>]) -> Result<Self, Failure> {
        let cites = |name: &str| {
            rows.iter().any(|row| match row {
                Row::Task(task) => task.doc == name,
                Row::Target(target) => target.doc == name,
                _ => false,
            })
        };
        let wanted = facts.iter().map(|facts| facts.info.name.as_str()).filter(|name| cites(name));
        let mut texts = Vec::new();
        for name in wanted {
            if let Some(entry) = kb.documents().find(|entry| entry.name == name) {
                texts.push((name.to_owned(), kb.text(entry)?.chars().collect()));
            }
        }
        Ok(Self(texts))
    }

    /// The passage as printed, its line ends as spaces.
    fn passage(&self, doc: &str, start: usize, end: usize) -> String {
        let text = self.0.iter().find(|(name, _)| name == doc).map(|(_, text)| text);
        let passage = text.and_then(|text| text.get(start..end)).unwrap_or_default();
        passage.iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
