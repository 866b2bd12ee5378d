//! What a reader of a sheet has to be told: rows that are not shown, formulas without a result.

use super::sheet::Sheet;
use crate::writer::Writer;

/// How many places a notice names.
const NAMED: usize = 8;

/// Says what of the sheet is hidden or missing.
pub(super) fn sheet(sheet: &Sheet, writer: &mut Writer) {
    let name = &sheet.name;
    let shows = |row: &&u32| sheet.cells.range((**row, 0)..=(**row, u32::MAX)).next().is_some();
    let rows: Vec<String> = sheet.hidden_rows.iter().filter(shows).map(|row| (row + 1).to_string()).collect();
    if !rows.is_empty() {
        writer.notice(format!("工作表“{name}”有 {} 个隐藏的行，已读入：第 {} 行", rows.len(), listed(&rows)));
    }
    let used = |column: &&u32| sheet.cells.keys().any(|place| place.1 == **column);
    let columns: Vec<String> = sheet.hidden_columns.iter().filter(used).map(|&column| letters(column)).collect();
    if !columns.is_empty() {
        writer.notice(format!("工作表“{name}”有 {} 个隐藏的列，已读入：{} 列", columns.len(), listed(&columns)));
    }
    let unknown: Vec<String> = sheet.unknown.iter().map(|&(row, column)| cell_name(row, column)).collect();
    if !unknown.is_empty() {
        writer.notice(format!(
            "工作表“{name}”有 {} 个公式没有保存计算结果，按空白读入：{}；请用办公软件打开并保存一次后再读",
            unknown.len(),
            listed(&unknown)
        ));
    }
}

/// Says which sheets are hidden and were not read.
pub(super) fn hidden_sheets(names: &[String], writer: &mut Writer) {
    if !names.is_empty() {
        writer.notice(format!("有 {} 张隐藏的工作表，未读入：{}", names.len(), listed(names)));
    }
}

/// The name of a cell as office programs print it: `B3`.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

fn letters(column: u32) -> String {
    let mut left = u64::from(column) + 1;
    let mut name = Vec::new();
    while left > 0 {
        name.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    name.iter().rev().collect()
}

fn listed(names: &[String]) -> String {
    let more = if names.len() > NAMED { " 等" } else { "" };
    format!("{}{more}", names[..names.len().min(NAMED)].join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_office_programs_name_them() {
        assert_eq!((cell_name(2, 1), cell_name(0, 25), cell_name(0, 26)), ("B3".into(), "Z1".into(), "AA1".into()));
        assert_eq!(cell_name(65_535, 255), "IV65536");
    }
}
