//! `zhengtu ask`: a question, what was understood of it, the answer with its evidence.

use crate::args::{Ask, DEFAULT_KB, HitFormat};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Out};
use crate::session;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::sync::Arc;
use zhengtu_ask::{Answer, Base, Clauses, Clock, Names, NotUnderstood, PartRow, Reply, Row, UnitRow};
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::{Ground, Role, Task, Unit};
use zhengtu_reader::OcrChoice;
use zhengtu_say::{self as say, Titles};
use zhengtu_search::{Filters, Hit, Index};

/// How many rows are listed where not all are asked for.
const ROWS: usize = 10;

/// Answers a question; gives the exit status: 3 where the question was not understood.
pub fn run(options: &Ask, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    let clock = clock(options, lang)?;
    let kb = session::open(&options.kb, lang, ocr)?;
    let records = Arc::new(kb.recalled());
    // The process ends with the answer: to take all this apart, piece by piece, takes as long as to read it.
    let names = ManuallyDrop::new(Names::of(kb.lexicon(), kb.columns()?, Some(records.clone())));
    let question = options.question.join(" ");
    let only = options.kb.scope.narrows().then(|| kb.documents().map(|entry| entry.name.clone()).collect());
    let clauses = Nearest { kb: &kb, only, index: OnceCell::new() };
    let done = || records.noting(reported_done(&kb, clock)).unwrap_or_default();
    let base = Base { names: &names, documents: &*records, clock, done: Box::new(done) };
    let reply = ManuallyDrop::new(zhengtu_ask::reply(&question, options.after.as_deref(), &base, &clauses)?);
    let shown = match options.format {
        HitFormat::Text if !options.all => ROWS,
        HitFormat::Text | HitFormat::Jsonl => usize::MAX,
    };
    read_rows(&reply, shown);
    records.check()?;
    let mut out = output::stdout();
    match options.format {
        HitFormat::Jsonl => print_lines(&mut out, &reply)?,
        HitFormat::Text => {
            let titles = Titles::among(names.headings(), &docs(&reply, shown));
            Printer { options, kb: &kb, titles }.print(&mut out, &reply)?;
        }
    }
    out.flush()?;
    Ok(if reply.read.is_ok() { 0 } else { 3 })
}

/// Reads the first tasks that answer, so that what is wrong with one is told before any is printed.
fn read_rows(reply: &Reply<'_>, most: usize) {
    for row in reply.answer.iter().flat_map(|answer| &answer.rows).take(most) {
        if let Row::Task(task) = row {
            task.record();
        }
    }
}

/// The documents of the first rows and of the passages.
fn docs<'r>(reply: &'r Reply<'_>, most: usize) -> BTreeSet<&'r str> {
    let mut docs: BTreeSet<&str> = reply.passages.iter().map(|hit| hit.doc.as_str()).collect();
    for row in reply.answer.iter().flat_map(|answer| &answer.rows).take(most) {
        match row {
            Row::Task(task) => docs.extend([task.doc.as_str()]),
            Row::Target(target) => docs.extend([target.doc.as_str()]),
            Row::Unit(unit) => docs.extend(unit.docs.iter().map(String::as_str)),
            Row::Part(part) => docs.extend([part.doc.as_str()]),
            Row::Document(info) => docs.extend([info.name.as_str()]),
        }
    }
    docs
}

/// The tasks that were reported done.
fn reported_done(kb: &KnowledgeBase, clock: Clock) -> Result<BTreeSet<String>, zhengtu_kb::Error> {
    match kb.reports()? {
        reports if reports.is_empty() => Ok(BTreeSet::new()),
        reports => Ok(zhengtu_progress::done(&kb.answerable()?, &reports, clock.today)),
    }
}

/// The clauses of the knowledge base, whose index is opened when it is first asked.
struct Nearest<'a> {
    kb: &'a KnowledgeBase,
    /// The documents to keep to, if not all.
    only: Option<Vec<String>>,
    index: OnceCell<Index>,
}

impl Nearest<'_> {
    fn index(&self) -> Result<&Index, Failure> {
        match self.index.get() {
            Some(index) => Ok(index),
            None => {
                let opened = self.kb.index()?;
                Ok(self.index.get_or_init(|| opened))
            }
        }
    }
}

impl Clauses for Nearest<'_> {
    type Error = Failure;

    fn best(&self, words: &str, within: &Filters, most: usize) -> Result<Vec<Hit>, Failure> {
        let index = self.index()?;
        let mut within = within.clone();
        if let Some(only) = &self.only {
            within.keep_to(only.clone());
        }
        Ok(index.best(words, &within, most, &self.kb.aliases())?)
    }

    fn mended(&self, words: &str) -> Result<Vec<(String, String)>, Failure> {
        Ok(self.index()?.mended(words, &self.kb.aliases())?)
    }
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
fn print_lines(out: &mut Out, reply: &Reply<'_>) -> Result<(), Failure> {
    output::json_lines(out, [reply.head()])?;
    output::json_lines(out, reply.answer.iter().flat_map(|answer| &answer.rows))
}

/// Prints answers for people.
struct Printer<'a> {
    options: &'a Ask,
    kb: &'a KnowledgeBase,
    titles: Titles,
}

impl Printer<'_> {
    fn print(&self, out: &mut Out, reply: &Reply<'_>) -> Result<(), Failure> {
        let lang = match &reply.read {
            Ok(understood) => spoken(understood.question.lang),
            Err(refusal) => spoken(refusal.lang),
        };
        if let (Ok(understood), Some(answer)) = (&reply.read, &reply.answer) {
            self.print_answer(out, answer, &understood.restated, lang)?;
            if self.options.show_query {
                writeln!(out, "\n{}\n", understood.query.trim_end())?;
            }
            self.print_rows(out, answer, lang)?;
        }
        if let Err(refusal) = &reply.read {
            self.say_refusal(refusal, !reply.passages.is_empty());
        }
        for (number, hit) in (1..).zip(&reply.passages) {
            self.print_passage(out, number, hit, lang)?;
        }
        Ok(())
    }

    /// The count or value first, then how the question was understood and what was left out.
    fn print_answer(&self, out: &mut Out, answer: &Answer<'_>, restated: &str, lang: Lang) -> Result<(), Failure> {
        let nothing = answer.rows.is_empty() && answer.groups.is_empty();
        let said = answer.reason.as_ref().filter(|_| nothing).unwrap_or(&answer.sentence);
        let mut lines =
            [(lang.pick("回答：", "answer: "), said.as_str()), (lang.pick("理解为：", "understood: "), restated)];
        if nothing {
            // The passages follow what is said of them.
            lines.reverse();
        }
        for (caption, line) in lines {
            writeln!(out, "{caption}{line}")?;
        }
        if !answer.left_out.is_empty() {
            writeln!(out, "{}{}", lang.pick("未列入：", "left out: "), answer.left_out.join(lang.pick("；", "; ")))?;
        }
        Ok(())
    }

    fn print_rows(&self, out: &mut Out, answer: &Answer<'_>, lang: Lang) -> Result<(), Failure> {
        let shown = if self.options.all { answer.rows.len() } else { ROWS.min(answer.rows.len()) };
        let rows = &answer.rows[..shown];
        let evidence = self.options.evidence || answer.rows.len() == 1;
        let sources = if evidence { Sources::read(self.kb, rows)? } else { Sources(Vec::new()) };
        for (number, row) in (1..).zip(rows) {
            self.print_row(out, number, row, lang)?;
            match row {
                Row::Task(task) if evidence => self.print_proofs(out, task, &sources, lang)?,
                Row::Target(target) => {
                    let passage = sources.passage(&target.doc, target.evidence.start, target.evidence.end);
                    let passage = if evidence { passage } else { target.quote.clone() };
                    writeln!(out, "   {}{passage}", self.place(&target.doc, target.evidence.line, lang))?;
                }
                _ => {}
            }
        }
        let count = answer.rows.len();
        if shown < count {
            let rest = match lang {
                Lang::Zh => format!("共 {count} 项，--all 列出全部"),
                Lang::En => format!("{count} in all; --all lists them"),
            };
            writeln!(out, "{rest}")?;
        }
        Ok(())
    }

    fn print_row(&self, out: &mut Out, number: usize, row: &Row<'_>, lang: Lang) -> Result<(), Failure> {
        match row {
            Row::Task(task) => {
                let (place, due) = (self.titles.part(&task.doc, task.part, lang), deadline(task, lang));
                let units = main_units(task, lang);
                writeln!(out, "{number}. {place} {} {}  {units}  {due}{}", task.path, task.title, self.doc(&task.doc))?;
            }
            Row::Target(target) => {
                let due =
                    target.deadline.map(|date| format!("  {}{date}", lang.pick("期限：", "due: "))).unwrap_or_default();
                let (part, figure) = (self.titles.part(&target.doc, target.part, lang), say::figure(target, lang));
                let doc = self.doc(&target.doc);
                writeln!(out, "{number}. {part} {} {} {figure}{due}{doc}", target.path, target.indicator)?;
            }
            Row::Unit(UnitRow { unit, tasks, docs }) => {
                writeln!(out, "{number}. {unit}  {tasks} {}（{}）", lang.pick("项任务", "tasks"), self.called(docs))?;
            }
            Row::Part(PartRow { doc, part, title, present, tasks }) => {
                let missing = if *present { "" } else { lang.pick("（列出而未附）", " (listed, not there)") };
                let (part, noun) = (self.titles.part(doc, *part, lang), lang.pick("项任务", "tasks"));
                let doc = self.titles.beside(doc);
                writeln!(out, "{number}. {part} {title}{missing}  {tasks} {noun}  〔{doc}〕")?;
            }
            Row::Document(info) => {
                let title = if self.titles.many() { self.titles.whole(&info.name) } else { info.title.clone() };
                writeln!(out, "{number}. {title}  〔{}〕", info.name)?;
            }
        }
        Ok(())
    }

    /// The document of a row, where there are several.
    fn doc(&self, name: &str) -> String {
        if self.titles.many() { format!("  〔{}〕", self.titles.whole(name)) } else { String::new() }
    }

    fn print_passage(&self, out: &mut Out, number: usize, hit: &Hit, lang: Lang) -> Result<(), Failure> {
        let part = self.titles.part(&hit.doc, hit.part, lang);
        writeln!(out, "{number}. {part} {} {}{}", hit.path, hit.title, self.doc(&hit.doc))?;
        Ok(writeln!(out, "   {}{}", self.place(&hit.doc, hit.evidence.line, lang), hit.snippet.replace('\n', " "))?)
    }

    /// What documents are called beside a row.
    fn called(&self, docs: &[String]) -> String {
        docs.iter().map(|doc| self.titles.beside(doc)).collect::<Vec<_>>().join("、")
    }

    /// The units with their roles, and the passages they and the deadline were read from.
    fn print_proofs(&self, out: &mut Out, task: &Task, sources: &Sources, lang: Lang) -> Result<(), Failure> {
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
            writeln!(out, "   {}{passage}", self.place(&task.doc, evidence.line, lang))?;
        }
        Ok(())
    }

    /// Where a passage stands: in its file, or of several documents in the one that is called so.
    fn place(&self, doc: &str, line: usize, lang: Lang) -> String {
        let doc = self.titles.beside(doc);
        match lang {
            Lang::Zh => format!("〔{doc} {}〕", say::line(line, lang)),
            Lang::En => format!("[{doc} {}] ", say::line(line, lang)),
        }
    }

    /// What was not understood, and what to do instead.
    fn say_refusal(&self, error: &NotUnderstood, passages: bool) {
        let lang = spoken(error.lang);
        let nearest =
            if passages { lang.pick("；原文里最相近的是：", "; the nearest passages:") } else { "" };
        eprintln!("{error}{nearest}");
        if let Some(words) = error.search().filter(|_| passages) {
            let (kb, words) = (self.options.kb.kb.display().to_string(), words.replace('\'', ""));
            let kb = if kb == DEFAULT_KB { String::new() } else { format!("--kb '{}' ", kb.replace('\'', "'\\''")) };
            eprintln!("{}zhengtu search {kb}'{words}'", lang.pick("可以改为检索：", "try a search: "));
        }
    }
}

/// The language of the question is that of the answer.
fn spoken(lang: zhengtu_ask::Lang) -> Lang {
    match lang {
        zhengtu_ask::Lang::Chinese => Lang::Zh,
        zhengtu_ask::Lang::English => Lang::En,
    }
}

/// Who leads; where nobody does, all with their roles.
fn main_units(task: &Task, lang: Lang) -> String {
    let open = if task.open { lang.pick("等", " and others") } else { "" };
    let leads: Vec<String> =
        task.units.iter().filter(|unit| unit.role == Role::Lead).map(|unit| lead(unit, lang)).collect();
    if !leads.is_empty() {
        return format!("{}{}", lang.pick("牵头：", "lead: "), leads.join("、"));
    }
    let all: Vec<&str> = task.units.iter().map(|unit| unit.name.as_str()).collect();
    match all.is_empty() {
        true => lang.pick("未写单位", "no unit").to_owned(),
        false => format!("{}{}{open}", lang.pick("负责：", "responsible: "), all.join("、")),
    }
}

/// A unit that leads, with the ground where the text does not say so.
fn lead(unit: &Unit, lang: Lang) -> String {
    match unit.ground {
        Ground::Sole | Ground::Column => format!("{}（{}）", unit.name, say::ground(unit.ground, lang)),
        _ => unit.name.clone(),
    }
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

/// The texts of the documents that the rows cite, to print their passages.
struct Sources(Vec<(String, Vec<char>)>);

impl Sources {
    fn read(kb: &KnowledgeBase, rows: &[Row<'_>]) -> Result<Self, Failure> {
        let cited = |row: &Row<'_>| match row {
            Row::Task(task) => Some(task.doc.clone()),
            Row::Target(target) => Some(target.doc.clone()),
            _ => None,
        };
        let cited: BTreeSet<String> = rows.iter().filter_map(cited).collect();
        let entries = kb.documents().filter(|entry| cited.contains(&entry.name));
        let texts = entries.map(|entry| Ok((entry.name.clone(), kb.text(entry)?.chars().collect())));
        Ok(Self(texts.collect::<Result<_, Failure>>()?))
    }

    /// The passage as printed, its line ends as spaces.
    fn passage(&self, doc: &str, start: usize, end: usize) -> String {
        let text = self.0.iter().find(|(name, _)| name == doc).map(|(_, text)| text);
        let passage = text.and_then(|text| text.get(start..end)).unwrap_or_default();
        passage.iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
