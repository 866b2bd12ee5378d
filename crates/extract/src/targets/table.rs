//! Comparison tables: columns of indicators, units, present levels and targets.

use super::subject::{subject, without_commitment};
use super::{NumberReading, Numbers, TargetDraft};
use std::collections::{BTreeMap, HashSet};
use zhengtu_lexicon::tables::TableWord;
use zhengtu_lexicon::{Lexicon, Words};
use zhengtu_model::{Change, Comparator, Date, Reading, Value};
use zhengtu_outline::{Outline, Table, TableCell};
use zhengtu_terms::dates::{self, Context};
use zhengtu_terms::quantity::Quantity;
use zhengtu_terms::{Term, scan};
use zhengtu_text::{Span, is_cjk, strip_white};

/// What the paragraphs of a comparison table are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellUse {
    /// Read here: nothing is left to do.
    Done,
    /// Running text of a target column.
    Goal,
    /// Running text of another column: its numbers commit nobody.
    Plain(Reading),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Unit,
    Baseline,
    Target(Option<Date>),
    Other,
}

/// Reads the comparison tables of a document; returns what each of their paragraphs is for.
pub(super) fn comparisons(
    lexicon: &Lexicon,
    outline: &Outline,
    context: &Context,
    found: &mut Numbers,
) -> BTreeMap<usize, CellUse> {
    let mut uses = BTreeMap::new();
    for table in &outline.tables {
        match Sheet::new(lexicon, outline, table, context) {
            Some(sheet) => sheet.read(found, &mut uses),
            None => uses.extend(found_out(lexicon, outline, table).map(|at| (at, CellUse::Plain(Reading::Baseline)))),
        }
    }
    uses
}

/// The paragraphs below captions of what was found (审计查出问题).
fn found_out<'a>(lexicon: &'a Lexicon, outline: &'a Outline, table: &'a Table) -> impl Iterator<Item = usize> + 'a {
    let problem = &lexicon.forms().column.problem;
    let is_caption = |cell: &&TableCell| cell.row == 1 && problem.at_end(&text(outline, cell)).is_some();
    let columns: HashSet<u32> = table.cells.iter().filter(is_caption).map(|cell| cell.column).collect();
    let below = table.cells.iter().filter(move |cell| cell.row > 1 && columns.contains(&cell.column));
    below.flat_map(|cell| cell.paragraphs.iter().copied())
}

/// The words of a cell without white space.
fn text(outline: &Outline, cell: &TableCell) -> String {
    let words = |&paragraph: &usize| strip_white(outline.slice(outline.paragraphs[paragraph].span));
    cell.paragraphs.iter().map(words).collect()
}

struct Sheet<'a> {
    lexicon: &'a Lexicon,
    outline: &'a Outline,
    table: &'a Table,
    context: &'a Context,
    columns: Vec<Column>,
    /// For each row the cells that cover it.
    rows: BTreeMap<u32, Vec<&'a TableCell>>,
    /// The number of header rows.
    header: u32,
    /// What its other cells are.
    rest: Rest,
}

/// What the cells of a table are that hold no values of targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// Names, units, counts.
    Plain,
    /// Those of tasks to which indicators are shared out.
    Shared,
    /// Those of tasks, whose names say what is measured: they are read as running text.
    Tasks,
}

impl<'a> Sheet<'a> {
    /// The table, if its header names indicators, and present levels or targets beside them.
    fn new(lexicon: &'a Lexicon, outline: &'a Outline, table: &'a Table, context: &'a Context) -> Option<Self> {
        let header = if table.cells.iter().any(|cell| cell.row == 1 && cell.columns > 1) { 2 } else { 1 };
        let width = table.width()?;
        let over: Vec<&TableCell> = table.cells.iter().filter(|cell| cell.row <= header).collect();
        let titles: Vec<String> = (1..=width).map(|column| title(outline, &over, column)).collect();
        let of_targets = kinds(lexicon, &titles, context)
            .map(|columns| (columns, if shares_out(lexicon, &titles) { Rest::Shared } else { Rest::Plain }));
        let of_tasks = || Some((task_kinds(lexicon, &titles, context)?, Rest::Tasks));
        let (columns, rest) = of_targets.or_else(of_tasks)?;
        let last = table.cells.iter().map(|cell| cell.row).max()?;
        let mut rows: BTreeMap<u32, Vec<&TableCell>> = BTreeMap::new();
        for cell in &table.cells {
            (cell.row..(cell.row + cell.rows).min(last + 1)).for_each(|row| rows.entry(row).or_default().push(cell));
        }
        Some(Self { lexicon, outline, table, context, columns, rows, header, rest })
    }

    fn read(&self, found: &mut Numbers, uses: &mut BTreeMap<usize, CellUse>) {
        for cell in &self.table.cells {
            let kind = if cell.row <= self.header { Column::Other } else { self.column(cell) };
            let kind = match kind {
                Column::Target(_) if self.is_sum(cell.row) => Column::Other,
                kind => kind,
            };
            let done = match kind {
                Column::Target(deadline) => self.target(cell, deadline, found),
                _ => false,
            };
            let usage = match kind {
                _ if done => CellUse::Done,
                _ if self.rest == Rest::Tasks => continue,
                Column::Target(_) => CellUse::Goal,
                Column::Baseline => CellUse::Plain(Reading::Baseline),
                _ if cell.row <= self.header => CellUse::Plain(Reading::Date),
                Column::Name | Column::Unit => CellUse::Plain(Reading::Name),
                Column::Other if self.rest == Rest::Shared => continue,
                Column::Other => CellUse::Plain(Reading::Count),
            };
            uses.extend(cell.paragraphs.iter().map(|&paragraph| (paragraph, usage)));
        }
    }

    /// 合计: whether a row sums up the others.
    fn is_sum(&self, row: u32) -> bool {
        let cells = self.rows.get(&row).into_iter().flatten();
        cells.take(SUMS_WITHIN).any(|cell| self.lexicon.tables().cell_word(&self.text(cell)) == Some(TableWord::Total))
    }

    fn column(&self, cell: &TableCell) -> Column {
        self.columns.get(cell.column as usize - 1).copied().unwrap_or(Column::Other)
    }

    /// Reads a cell that is nothing but a value; running text is left to the reader of phrases.
    fn target(&self, cell: &TableCell, deadline: Option<Date>, found: &mut Numbers) -> bool {
        let Some((span, quantity)) = self.value(cell) else { return false };
        let Some(name) = self.in_row(cell.row, |kind| kind == Column::Name) else { return false };
        let printed = self.text(name);
        let (mut indicator, own_unit) = name_and_unit(&printed);
        if self.rest == Rest::Tasks {
            let lead = quantity.lead.min(quantity.span.start);
            let about = Span::new(lead, quantity.span.end).shift(span.start);
            let says_more = |passage: Span| self.outline.slice(passage).contains(is_cjk);
            let beside = [Span::new(span.start, about.start), Span::new(about.end, span.end)];
            let more = beside.into_iter().any(says_more);
            // 改造老旧小区15个 | 15个: the task says so itself.
            if more || printed.contains(|char: char| char.is_ascii_digit()) {
                return false;
            }
            let task = indicator.split('。').next().unwrap_or_default();
            indicator = without_commitment(self.lexicon, subject(self.lexicon, task)).to_owned();
        }
        let unit = match quantity.unit.as_str() {
            "" => self.unit(cell.row).or(own_unit).unwrap_or_default(),
            unit => unit.to_owned(),
        };
        let from = self.in_row(cell.row, |kind| kind == Column::Baseline).and_then(|cell| self.value(cell));
        let name_span = self.span(name).unwrap_or(span);
        found.readings.push(NumberReading::plain(quantity.span.shift(span.start), Reading::Target));
        found.targets.push(TargetDraft {
            node: self.table.node,
            quote: name_span.join(span),
            number: quantity.number.shift(span.start),
            indicator,
            comparator: quantity.comparator.unwrap_or(Comparator::Equal),
            change: quantity.change.filter(|_| !quantity.is_level()).unwrap_or(Change::Level),
            value: quantity.value,
            unit,
            from: from.and_then(|(_, from)| match from.value {
                Value::Number(value) => Some(value),
                Value::Range(_) => None,
            }),
            deadline,
            rule: "table",
        });
        true
    }

    /// The only quantity of a cell that holds little else, and the span of the cell.
    fn value(&self, cell: &TableCell) -> Option<(Span, Quantity)> {
        // [12]: a value for the whole period.
        let whole = self.span(cell)?;
        let printed = self.outline.slice(whole);
        let text = printed.trim_matches(['[', ']', '［', '］', '〔', '〕', ' ']);
        let start = whole.start + printed.find(text).unwrap_or(0);
        let span = Span::new(start, start + text.len());
        let mut quantities: Vec<Quantity> =
            scan(self.lexicon, text, self.context).into_iter().filter_map(Term::into_quantity).collect();
        let quantity = quantities.pop().filter(|_| quantities.is_empty())?;
        let rest = text.chars().count() - quantity.span.of(text).chars().count();
        (rest <= 8).then_some((span, quantity))
    }

    fn unit(&self, row: u32) -> Option<String> {
        let cell = self.in_row(row, |kind| kind == Column::Unit)?;
        Some(self.text(cell)).filter(|unit| !unit.is_empty() && !matches!(unit.as_str(), "-" | "—" | "/" | "——"))
    }

    /// The cell of a row in the last column of a kind.
    fn in_row(&self, row: u32, wanted: impl Fn(Column) -> bool) -> Option<&'a TableCell> {
        self.rows.get(&row)?.iter().copied().rfind(|cell| wanted(self.column(cell)))
    }

    fn span(&self, cell: &TableCell) -> Option<Span> {
        let spans = cell.paragraphs.iter().map(|&paragraph| self.outline.paragraphs[paragraph].span);
        spans.reduce(Span::join)
    }

    fn text(&self, cell: &TableCell) -> String {
        self.span(cell).map(|span| strip_white(self.outline.slice(span))).unwrap_or_default()
    }
}

/// The cells of a row of which one says that it is a sum.
const SUMS_WITHIN: usize = 2;

/// The header text of a column, all header rows together.
fn title(outline: &Outline, header: &[&TableCell], column: u32) -> String {
    let paragraphs = header.iter().filter(|cell| cell.covers_column(column)).flat_map(|cell| &cell.paragraphs);
    paragraphs.map(|&paragraph| strip_white(outline.slice(outline.paragraphs[paragraph].span))).collect()
}

/// The kinds of the columns, if they make a table of targets. A column of duties makes it a task table, unless
/// it shares out indicators.
fn kinds(lexicon: &Lexicon, titles: &[String], context: &Context) -> Option<Vec<Column>> {
    if has_duties(lexicon, titles) && !compares_years(lexicon, titles, context) {
        return None;
    }
    let mut kinds: Vec<Column> = titles.iter().map(|title| kind(lexicon, title, context)).collect();
    let has_targets = |kinds: &[Column]| kinds.iter().any(|kind| matches!(kind, Column::Target(_)));
    if !has_targets(&kinds) {
        years_as_targets(lexicon, titles, context, &mut kinds);
    }
    (has_targets(&kinds) && kinds.contains(&Column::Name)).then_some(kinds)
}

/// The columns of a table of tasks with a column of goals, each of which may be nothing but a value (新增泊位 | 5000个以上).
fn task_kinds(lexicon: &Lexicon, titles: &[String], context: &Context) -> Option<Vec<Column>> {
    let words = &lexicon.forms().column;
    let is_task = |title: &&String| lexicon.tables().caption_word(title) == Some(TableWord::Task);
    let name = titles.iter().find(is_task)?;
    let kind = |title: &String| match title {
        title if title == name => Column::Name,
        title if stands(&words.target, &words.no_target, title) => Column::Target(year_end(lexicon, title, context)),
        _ => Column::Other,
    };
    let kinds: Vec<Column> = titles.iter().map(kind).collect();
    kinds.iter().any(|kind| matches!(kind, Column::Target(_))).then_some(kinds)
}

/// Whether the captions are those of a table of tasks, and not of indicators that are shared out.
fn has_duties(lexicon: &Lexicon, titles: &[String]) -> bool {
    if titles.iter().any(|title| lexicon.forms().column.shared.within(title)) {
        return false;
    }
    shares_out(lexicon, titles)
}

/// 2024年实际 | 2025年目标: whether the captions set what is to be reached in a year beside what is.
fn compares_years(lexicon: &Lexicon, titles: &[String], context: &Context) -> bool {
    let words = &lexicon.forms().column;
    let of_year = |title: &&String| year_end(lexicon, title, context).is_some();
    let mut dated = titles.iter().filter(of_year);
    let is_target = |title: &String| stands(&words.target, &words.no_target, title) && !words.baseline.within(title);
    dated.clone().any(|title| words.baseline.within(title)) && dated.any(is_target)
}

/// Whether a column says who is responsible, or what is done.
fn shares_out(lexicon: &Lexicon, titles: &[String]) -> bool {
    titles.iter().any(|title| lexicon.forms().column.duty.within(title))
}

fn kind(lexicon: &Lexicon, title: &str, context: &Context) -> Column {
    let words = &lexicon.forms().column;
    if words.baseline.within(title) {
        Column::Baseline
    } else if stands(&words.target, &words.no_target, title) {
        Column::Target(year_end(lexicon, title, context))
    } else if words.unit.is(title) {
        Column::Unit
    } else if stands(&words.name, &words.no_name, title) {
        Column::Name
    } else {
        Column::Other
    }
}

/// Whether a caption has a word, and none with which it is another's.
fn stands(words: &Words, others: &Words, title: &str) -> bool {
    words.within(title) && !others.within(title)
}

/// 指标 | 2020年 | 2025年: the first year is the present level, the later ones are targets.
fn years_as_targets(lexicon: &Lexicon, titles: &[String], context: &Context, kinds: &mut [Column]) {
    let years: Vec<(usize, Date)> =
        titles.iter().enumerate().filter_map(|(at, title)| Some((at, year_end(lexicon, title, context)?))).collect();
    if let [(at, year)] = years[..] {
        kinds[at] = Column::Target(Some(year));
        return;
    }
    let Some(first) = years.iter().map(|&(_, year)| year).min() else { return };
    for &(at, year) in &years {
        kinds[at] = if year == first { Column::Baseline } else { Column::Target(Some(year)) };
    }
}

fn year_end(lexicon: &Lexicon, title: &str, context: &Context) -> Option<Date> {
    dates::scan(lexicon, title, context).iter().find_map(|mention| mention.end)
}

/// 森林覆盖率（%） is the indicator and its unit.
fn name_and_unit(printed: &str) -> (String, Option<String>) {
    let Some(open) = printed.find(['（', '(']) else { return (printed.to_owned(), None) };
    let unit = Some(&printed[open..]).filter(|bracket| is_unit(bracket));
    let unit = unit.map(|bracket| bracket.trim_matches(BRACKETS).to_owned());
    (printed[..open].to_owned(), unit)
}

/// The brackets around a unit.
const BRACKETS: [char; 4] = ['（', '(', '）', ')'];

/// The longest unit of measure in a bracket, in characters.
const LONGEST_UNIT: usize = 8;

/// Whether a bracket at the end of a name holds a unit, and not what the name covers (含…, 不含…, 其中…).
fn is_unit(bracket: &str) -> bool {
    let inner = bracket.trim_matches(BRACKETS);
    if !bracket.ends_with(['）', ')']) || inner.contains(['含', '不', '其']) {
        return false;
    }
    inner.chars().nth(LONGEST_UNIT).is_none()
}
