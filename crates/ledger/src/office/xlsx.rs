//! The ledger as a workbook: 任务台账, 量化目标, 时限, 汇总, 单位汇总.

use crate::{Column, Ledger, Row, Sheet, Value};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use zhengtu_office::{Error, xlsx};
use zhengtu_progress::Lights;

const FONT: &str = "宋体";
const HEAD_COLOUR: u32 = 0x1F_4E_79;
const GROUP_COLOUR: u32 = 0xDD_EB_F7;
const FILL_COLOUR: u32 = 0xFF_F9_E5;
const LINE_COLOUR: u32 = 0xA6_A6_A6;
/// The rows of the ledger above its first group: title, who fills it in, captions.
const TITLE: u32 = 0;
const WHO: u32 = 1;
const CAPTIONS: u32 = 2;

/// The ledger as a workbook (Office Open XML). `lights` gives the words that the 状态 column offers.
///
/// # Errors
/// Where the workbook cannot be written.
pub fn xlsx(ledger: &Ledger, lights: &Lights) -> Result<Vec<u8>, Error> {
    let mut workbook = xlsx::workbook()?;
    write_ledger(&mut workbook, ledger, lights)?;
    for sheet in [&ledger.targets, &ledger.deadlines, &ledger.summary[0], &ledger.summary[1]] {
        write_sheet(&mut workbook, sheet)?;
    }
    xlsx::finish(workbook)
}

fn write_ledger(workbook: &mut Workbook, ledger: &Ledger, lights: &Lights) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name("任务台账")?;
    let looks = Looks::new();
    let last = at(ledger, Column::Id);
    for (at, column) in columns(ledger) {
        sheet.set_column_width(at, column.width())?;
    }
    sheet.set_column_hidden(last)?;
    xlsx::banner(sheet, TITLE, 0, last - 1, &ledger.title, &looks.title)?;
    sheet.set_row_height(TITLE, 30)?;
    write_who(sheet, ledger, &looks)?;
    for (at, column) in columns(ledger) {
        xlsx::text(sheet, CAPTIONS, at, column.caption(), &looks.head)?;
    }
    sheet.set_row_height(CAPTIONS, 24)?;
    let end = write_groups(sheet, ledger, &looks)?;
    sheet.autofilter(CAPTIONS, 0, end, last)?;
    // What a row is of stays in sight when one scrolls to the right.
    sheet.set_freeze_panes(CAPTIONS + 1, at(ledger, Column::Task) + 1)?;
    sheet.set_print_area(TITLE, 0, end, last - 1)?;
    offer_states(sheet, at(ledger, Column::Status), end, lights)?;
    xlsx::print_wide(sheet, CAPTIONS, CAPTIONS)
}

/// The columns of the ledger, each with its place in the sheet.
fn columns(ledger: &Ledger) -> impl Iterator<Item = (u16, Column)> {
    (0u16..).zip(ledger.columns.iter().copied())
}

/// The place of a column in the sheet.
fn at(ledger: &Ledger, column: Column) -> u16 {
    columns(ledger).find(|(_, found)| *found == column).map_or(0, |(at, _)| at)
}

/// 填报单位 and 填报日期, each with a cell to fill in.
fn write_who(sheet: &mut Worksheet, ledger: &Ledger, looks: &Looks) -> Result<(), XlsxError> {
    let (unit, date) = (at(ledger, Column::Progress), at(ledger, Column::Status));
    xlsx::banner(sheet, WHO, 0, unit - 2, "请只填写右侧浅黄色各列；本表可直接收回。", &looks.hint)?;
    xlsx::text(sheet, WHO, unit - 1, "填报单位：", &looks.label)?;
    xlsx::text(sheet, WHO, unit, ledger.unit.as_deref().unwrap_or_default(), &looks.fill)?;
    xlsx::text(sheet, WHO, date - 1, "填报日期：", &looks.label)?;
    xlsx::text(sheet, WHO, date, "", &looks.fill)
}

/// Writes the groups; gives the last row.
fn write_groups(sheet: &mut Worksheet, ledger: &Ledger, looks: &Looks) -> Result<u32, XlsxError> {
    let mut line = CAPTIONS;
    for group in &ledger.groups {
        line += 1;
        xlsx::banner(sheet, line, 0, at(ledger, Column::Id) - 1, &group.title, &looks.group)?;
        sheet.set_row_height(line, 20)?;
        for row in &group.rows {
            line += 1;
            write_row(sheet, line, ledger, row, looks)?;
        }
    }
    Ok(line)
}

fn write_row(sheet: &mut Worksheet, line: u32, ledger: &Ledger, row: &Row, looks: &Looks) -> Result<(), XlsxError> {
    for (at, column) in columns(ledger) {
        let text = row.cell(column);
        match column {
            Column::Number => match text.parse::<u32>() {
                Ok(number) => drop(sheet.write_number_with_format(line, at, number, &looks.centred)?),
                Err(_) => xlsx::text(sheet, line, at, text, &looks.centred)?,
            },
            Column::Due | Column::Source => xlsx::text(sheet, line, at, text, &looks.centred)?,
            column if Column::FILLED.contains(&column) => xlsx::text(sheet, line, at, text, &looks.fill)?,
            _ => xlsx::text(sheet, line, at, text, &looks.text)?,
        }
    }
    let shown = columns(ledger).map(|(_, column)| column).filter(|column| *column != Column::Id);
    xlsx::fit_row(sheet, line, shown.map(|column| (row.cell(column), column.width())))
}

/// Offers the words of the lights in the 状态 column; others may be written too.
fn offer_states(sheet: &mut Worksheet, column: u16, end: u32, lights: &Lights) -> Result<(), XlsxError> {
    let words = lights.offered();
    // Excel takes no longer list (rust_xlsxwriter refuses it).
    if words.iter().map(|word| word.chars().count() + 1).sum::<usize>() > 255 || end == CAPTIONS {
        return Ok(());
    }
    let offer = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_style(DataValidationErrorStyle::Information)
        .set_input_title("状态")?
        .set_input_message("请从列表中选择；也可以另写，如 80%。")?;
    sheet.add_data_validation(CAPTIONS + 1, column, end, column, &offer).map(|_| ())
}

/// Writes a table on a sheet of its own.
fn write_sheet(workbook: &mut Workbook, table: &Sheet) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name(&table.name)?;
    let looks = Looks::new();
    for (at, &(caption, width)) in (0u16..).zip(&table.columns) {
        xlsx::text(sheet, 0, at, caption, &looks.head)?;
        sheet.set_column_width(at, width)?;
    }
    sheet.set_row_height(0, 24)?;
    for (line, row) in (1u32..).zip(&table.rows) {
        write_values(sheet, line, row, &looks)?;
        let texts: Vec<String> = row.iter().map(Value::text).collect();
        let widths = table.columns.iter().map(|(_, width)| *width);
        xlsx::fit_row(sheet, line, texts.iter().map(String::as_str).zip(widths))?;
    }
    let (rows, columns) = (table.rows.len(), table.columns.len().saturating_sub(1));
    sheet.autofilter(0, 0, u32::try_from(rows).unwrap_or(0), u16::try_from(columns).unwrap_or(0))?;
    sheet.set_freeze_panes(1, 0)?;
    xlsx::print_wide(sheet, 0, 0)
}

fn write_values(sheet: &mut Worksheet, line: u32, row: &[Value], looks: &Looks) -> Result<(), XlsxError> {
    for (at, value) in (0u16..).zip(row) {
        match value {
            Value::Text(text) => xlsx::text(sheet, line, at, text, &looks.text)?,
            Value::Number(number) => drop(sheet.write_number_with_format(line, at, *number, &looks.centred)?),
            Value::Day(day) => {
                let date = ExcelDateTime::from_ymd(day.year(), day.month(), day.day());
                match date {
                    Ok(date) => drop(sheet.write_datetime_with_format(line, at, &date, &looks.day)?),
                    // Excel knows no day before 1900.
                    Err(_) => xlsx::text(sheet, line, at, &day.to_string(), &looks.centred)?,
                }
            }
        }
    }
    Ok(())
}

/// How cells look.
struct Looks {
    title: Format,
    hint: Format,
    label: Format,
    head: Format,
    group: Format,
    text: Format,
    centred: Format,
    day: Format,
    fill: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = || Format::new().set_font_name(FONT).set_font_size(10);
        let cell = || {
            plain()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_border(FormatBorder::Thin)
                .set_border_color(LINE_COLOUR)
        };
        Self {
            title: plain()
                .set_font_size(16)
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            hint: plain().set_font_color(0x59_59_59).set_align(FormatAlign::VerticalCenter),
            label: plain().set_align(FormatAlign::Right).set_align(FormatAlign::VerticalCenter),
            head: cell()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_font_color(0xFF_FF_FF)
                .set_background_color(HEAD_COLOUR),
            group: cell().set_bold().set_background_color(GROUP_COLOUR),
            text: cell(),
            centred: cell().set_align(FormatAlign::Center),
            day: cell().set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
            fill: cell().set_background_color(FILL_COLOUR),
        }
    }
}
