//! How the tasks stand, as files.

use crate::units_of;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use zhengtu_model::Role;
use zhengtu_office::csv::line;
use zhengtu_office::{Error, markdown, xlsx};
use zhengtu_progress::{Entry, Light, Lights};
use zhengtu_say::{self as say, Lang, Titles};

/// The widest a column is made, in Latin characters.
const WIDEST: f64 = 36.0;
/// Which column of a table of tasks says where a task stands.
const PLACE: usize = 4;

/// A table of how the tasks stand, its captions in the language of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingSheet {
    /// The captions.
    pub captions: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// The light of each row, where it is of one task.
    pub lights: Vec<Option<Light>>,
}

impl StandingSheet {
    /// A row for each unit: how many of its tasks stand how.
    pub fn by_unit(entries: &[Entry<'_>], lights: &Lights, lang: Lang) -> Self {
        let mut captions = vec![lang.pick("单位", "unit").to_owned(), lang.pick("任务", "tasks").to_owned()];
        captions.extend(Light::ALL.map(|light| name(lights, light, lang)));
        let mut units: Vec<&str> = Vec::new();
        for entry in entries {
            if units.last() != Some(&entry.unit) && !units.contains(&entry.unit) {
                units.push(entry.unit);
            }
        }
        let row = |unit: &str| {
            let own = || entries.iter().filter(|entry| entry.unit == unit);
            let mut row = vec![unit_name(unit, lang), own().count().to_string()];
            row.extend(Light::ALL.map(|light| own().filter(|entry| entry.light == light).count().to_string()));
            row
        };
        let rows: Vec<Vec<String>> = units.iter().map(|unit| row(unit)).collect();
        Self { captions, lights: vec![None; rows.len()], rows }
    }

    /// A row for each task of each unit; of several documents, with whose it is.
    pub fn tasks<'e, 'a: 'e>(
        entries: impl IntoIterator<Item = &'e Entry<'a>>,
        lights: &Lights,
        titles: &Titles,
        lang: Lang,
    ) -> Self {
        let captions = [
            ("单位", "unit"),
            ("角色", "role"),
            ("灯", "light"),
            ("任务", "task"),
            ("出处", "place"),
            ("截止日期", "due"),
            ("剩余天数", "days left"),
            ("牵头单位", "lead"),
            ("状态", "status"),
            ("完成情况", "completion"),
            ("进展", "progress"),
            ("报告日期", "reported"),
            ("来源", "source"),
        ];
        let captions = captions.map(|(zh, en)| lang.pick(zh, en).to_owned()).into();
        let mut table = Self { captions, rows: Vec::new(), lights: Vec::new() };
        let mut docs: Vec<&str> = Vec::new();
        for entry in entries {
            table.rows.push(task_row(entry, lights, titles, lang));
            table.lights.push(Some(entry.light));
            docs.push(&entry.task.doc);
        }
        table.told(PLACE, &docs, titles, lang)
    }

    /// The table; where there are several documents, with the document of each row before the column `at`.
    #[must_use]
    pub fn told(mut self, at: usize, docs: &[&str], titles: &Titles, lang: Lang) -> Self {
        if titles.many() {
            self.captions.insert(at, lang.pick("文件", "document").to_owned());
            self.rows.iter_mut().zip(docs).for_each(|(row, doc)| row.insert(at, titles.whole(doc)));
        }
        self
    }
}

fn task_row(entry: &Entry<'_>, lights: &Lights, titles: &Titles, lang: Lang) -> Vec<String> {
    let task = entry.task;
    let reported = |text: fn(&zhengtu_model::Report) -> String| entry.report.map(text).unwrap_or_default();
    vec![
        unit_name(entry.unit, lang),
        entry.role.map(|role| say::role(role, lang).to_owned()).unwrap_or_default(),
        name(lights, entry.light, lang),
        task.title.clone(),
        titles.place(&task.doc, task.part, &task.path, lang),
        entry.due.map(|due| due.to_string()).unwrap_or_default(),
        entry.days.map(|days| days.to_string()).unwrap_or_default(),
        units_of(task, Role::Lead),
        reported(|report| report.status.clone()),
        reported(|report| report.completion.clone()),
        reported(|report| report.progress.clone()),
        reported(|report| report.date.to_string()),
        reported(|report| report.source.clone()),
    ]
}

fn name(lights: &Lights, light: Light, lang: Lang) -> String {
    let look = lights.look(light);
    lang.pick(look.zh, look.en)
}

fn unit_name(unit: &str, lang: Lang) -> String {
    if unit.is_empty() { lang.pick("未明确单位", "(no unit)").to_owned() } else { unit.to_owned() }
}

/// The table as CSV (RFC 4180).
pub fn board_csv(sheet: &StandingSheet) -> String {
    line(&sheet.captions) + &sheet.rows.iter().map(line).collect::<String>()
}

/// The table as Markdown.
pub fn board_markdown(sheet: &StandingSheet) -> String {
    markdown::table(&sheet.captions, &sheet.rows)
}

/// Tables as a workbook, a sheet each, their lights in colour.
///
/// # Errors
/// Where the workbook cannot be written.
pub fn board_xlsx(sheets: &[(&str, &StandingSheet)], lights: &Lights) -> Result<Vec<u8>, Error> {
    let mut workbook = xlsx::workbook()?;
    for (name, table) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name)?;
        write_table(sheet, table, lights)?;
    }
    xlsx::finish(workbook)
}

fn write_table(sheet: &mut Worksheet, table: &StandingSheet, lights: &Lights) -> Result<(), XlsxError> {
    let cell = || Format::new().set_font_name("宋体").set_font_size(10).set_text_wrap().set_border(FormatBorder::Thin);
    let head = cell().set_bold().set_align(FormatAlign::Center).set_background_color(0xDD_EB_F7);
    let plain = cell().set_align(FormatAlign::VerticalCenter);
    let mut widths = Vec::new();
    for (at, caption) in (0u16..).zip(&table.captions) {
        xlsx::text(sheet, 0, at, caption, &head)?;
        let widest =
            table.rows.iter().map(|row| xlsx::width(&row[usize::from(at)])).fold(xlsx::width(caption), f64::max);
        widths.push((widest + 2.0).min(WIDEST));
        sheet.set_column_width(at, widths[usize::from(at)])?;
    }
    for (number, (row, light)) in (1u32..).zip(table.rows.iter().zip(&table.lights)) {
        let coloured = light.and_then(|light| u32::from_str_radix(&lights.look(light).colour, 16).ok());
        let format = coloured.map_or_else(|| plain.clone(), |colour| plain.clone().set_background_color(colour));
        for (at, text) in (0u16..).zip(row) {
            match text.parse::<i32>() {
                Ok(count) => drop(sheet.write_number_with_format(number, at, count, &format)?),
                Err(_) => xlsx::text(sheet, number, at, text, &format)?,
            }
        }
        xlsx::fit_row(sheet, number, row.iter().map(String::as_str).zip(widths.iter().copied()))?;
    }
    let last = u16::try_from(table.captions.len().saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, u32::try_from(table.rows.len()).unwrap_or(0), last)?;
    sheet.set_freeze_panes(1, 1)?;
    xlsx::print_wide(sheet, 0, 0)
}
