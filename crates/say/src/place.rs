use crate::Lang;
use std::fmt::Display;

/// A part of a plan with annexes: 总体方案, 附件6.
///
/// ```
/// use zhengtu_say::{Lang, part};
/// assert_eq!([part(0, Lang::Zh), part(6, Lang::Zh)], ["总体方案", "附件6"]);
/// assert_eq!([part(0, Lang::En), part(6, Lang::En)], ["overall plan", "annex 6"]);
/// ```
pub fn part(number: u32, lang: Lang) -> String {
    match (number, lang) {
        (0, lang) => main_text(true, lang).to_owned(),
        (number, Lang::Zh) => format!("附件{number}"),
        (number, Lang::En) => format!("annex {number}"),
    }
}

/// The main text of a plan: 总体方案 where it has annexes, 正文 where it has none.
///
/// ```
/// use zhengtu_say::{Lang, main_text};
/// assert_eq!([main_text(true, Lang::Zh), main_text(false, Lang::Zh)], ["总体方案", "正文"]);
/// ```
pub fn main_text(annexes: bool, lang: Lang) -> &'static str {
    match annexes {
        true => lang.pick("总体方案", "overall plan"),
        false => lang.pick("正文", "text"),
    }
}

/// The number of the part that a ledger calls so in Chinese: the way back from [`part`] and [`main_text`].
///
/// ```
/// use zhengtu_say::part_named;
/// assert_eq!(["总体方案", "正文", "附件6", "附件"].map(part_named), [Some(0), Some(0), Some(6), None]);
/// ```
pub fn part_named(name: &str) -> Option<u32> {
    let main = [true, false].map(|annexes| main_text(annexes, Lang::Zh));
    if main.contains(&name) { Some(0) } else { name.strip_prefix("附件")?.parse().ok() }
}

/// A numbering in words: a row of a table that has no number is named by its place (`二/table/3`: 二 表第3行).
///
/// ```
/// use zhengtu_say::{Lang, numbering};
/// assert_eq!(["三/一/2", "table/2", "二/table3/4"].map(|path| numbering(path, Lang::Zh)), ["三/一/2", "表第2行", "二 表3第4行"]);
/// assert_eq!(numbering("table2/5", Lang::En), "table 2 row 5");
/// ```
pub fn numbering(path: &str, lang: Lang) -> String {
    let mut steps = path.split('/').peekable();
    let mut said: Vec<String> = Vec::new();
    let mut numbers: Vec<&str> = Vec::new();
    while let Some(step) = steps.next() {
        let table = step.strip_prefix("table").filter(|number| number.chars().all(|char| char.is_ascii_digit()));
        let (Some(table), Some(row)) = (table, table.and_then(|_| steps.peek().copied())) else {
            numbers.push(step);
            continue;
        };
        steps.next();
        said.extend((!numbers.is_empty()).then(|| numbers.join("/")));
        numbers.clear();
        said.push(match lang {
            Lang::Zh => format!("表{table}第{row}行"),
            Lang::En => format!("table{}{table} row {row}", if table.is_empty() { "" } else { " " }),
        });
    }
    said.extend((!numbers.is_empty()).then(|| numbers.join("/")));
    said.join(" ")
}

/// A line of a file.
pub fn line(number: impl Display, lang: Lang) -> String {
    lang.pick(format!("第{number}行"), format!("line {number}"))
}

/// A paragraph of a file.
pub fn paragraph(number: impl Display, lang: Lang) -> String {
    lang.pick(format!("第{number}段"), format!("paragraph {number}"))
}

/// A cell of a table of a file: the table, the row and the column, all from 1.
pub fn cell(table: impl Display, row: impl Display, column: impl Display, lang: Lang) -> String {
    lang.pick(format!("表{table}第{row}行第{column}列"), format!("table {table}, row {row}, column {column}"))
}

/// A cell of a workbook by its name, with the sheet where there are several.
pub fn sheet_cell(sheet: Option<&str>, cell: &str, lang: Lang) -> String {
    match sheet {
        Some(sheet) => lang.pick(format!("工作表“{sheet}”{cell}"), format!("sheet “{sheet}”, {cell}")),
        None => lang.pick(format!("单元格{cell}"), format!("cell {cell}")),
    }
}

/// A page of a file.
pub fn page(number: impl Display, lang: Lang) -> String {
    lang.pick(format!("第{number}页"), format!("page {number}"))
}
