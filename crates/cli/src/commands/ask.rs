//! `zhengtu ask`: a question, what was understood of it, the answer with its evidence.

use crate::args::{Ask, HitFormat, Lang};
use crate::failure::Failure;
use crate::output::{self, Out, line_name, part_name};
use crate::session;
use std::io::Write;
use zhengtu_ask::{Answer, Clock, Names, NotUnderstood, PartRow, Row, Understood, UnitRow};
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::{Deadline, DocumentFacts, Ground, Role, Target, Task, Unit, Value};
use zhengtu_store::Library;

/// Answers a question; gives the exit status: 3 where the question was not understood.
pub fn run(options: &Ask) -> Result<u8, Failure> {
    let clock = clock(options)?;
    let kb = session::open(&options.kb)?;
    let facts = kb.answerable()?;
    let question = options.question.join(" ");
    let mut out = output::stdout();
    let code = match zhengtu_ask::understand(&question, &Names::gather(&facts), &clock) {
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

fn clock(options: &Ask) -> Result<Clock, Failure> {
    let today = match &options.today {
        Some(day) => day.parse().map_err(|_| {
            let says =
                Lang::current().pick("应写成 YYYY-MM-DD，且是真实的日期", "write a day that exists as YYYY-MM-DD");
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
        eprintln!("{says}{}（{}）\n    {}", query.name, title.text(lang == Lang::En), query.example);
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
                    part_name(*part, lang),
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
    let due = deadline(&task.deadline, task.deadline_raw.as_deref(), lang);
    writeln!(out, "{number}. {} {} {}", part_name(task.part, lang), task.path, task.title)?;
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

/// A unit with its role and the ground of the role.
fn unit_words(unit: &Unit, lang: Lang) -> String {
    let role = match unit.role {
        Role::Lead => lang.pick("牵头", "leads"),
        Role::Responsible => lang.pick("负责", "responsible"),
        Role::Cooperate => lang.pick("配合", "cooperates"),
    };
    let ground = match unit.ground {
        Ground::Sole => lang.pick("，唯一单位", ", the only unit"),
        Ground::Stated | Ground::Label if unit.role == Role::Lead => lang.pick("，写明牵头", ", stated"),
        Ground::Column => lang.pick("，表格栏目", ", table column"),
        _ => "",
    };
    format!("{}（{role}{ground}）", unit.name)
}

fn deadline(deadline: &Deadline, raw: Option<&str>, lang: Lang) -> String {
    let raw = raw.map(|raw| format!("（{raw}）")).unwrap_or_default();
    let said = match deadline {
        Deadline::Date { end } => end.to_string(),
        Deadline::Interval { start, end } => format!("{start} – {end}"),
        Deadline::Recurring { rule } => rule.clone(),
        Deadline::Ongoing => lang.pick("持续推进", "ongoing").to_owned(),
        Deadline::Immediate => lang.pick("立即", "at once").to_owned(),
        Deadline::Relative { duration } => duration.clone(),
        Deadline::None => lang.pick("未写", "none stated").to_owned(),
    };
    format!("{said}{raw}")
}

fn print_target(out: &mut Out, number: usize, target: &Target, sources: &Sources, lang: Lang) -> Result<(), Failure> {
    let value = match target.value {
        Value::Number(value) => value.to_string(),
        Value::Range([low, high]) => format!("{low}–{high}"),
    };
    let due = target.deadline.map(|date| format!("  {}{date}", lang.pick("期限：", "due: "))).unwrap_or_default();
    let sign = target.comparator.sign();
    writeln!(
        out,
        "{number}. {} {} {} {sign} {value}{}{due}",
        part_name(target.part, lang),
        target.path,
        target.indicator,
        target.unit
    )?;
    let passage = sources.passage(&target.doc, target.evidence.start, target.evidence.end);
    Ok(writeln!(out, "   {}{passage}", place(&target.doc, target.evidence.line, lang))?)
}

/// Where a passage stands in its file.
fn place(doc: &str, line: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("〔{doc} {}〕", line_name(line, lang)),
        Lang::En => format!("[{doc} {}] ", line_name(line, lang)),
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
