use super::label::short;
use super::{Style, Table};
use comfy_table::{ContentArrangement, Table as Grid, presets};
use std::io::{self, Write};

/// Writes a table for a terminal; a Chinese character counts as two columns.
pub(super) fn write(table: &Table, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut grid = Grid::new();
    grid.load_style(presets::UTF8_BORDERS_ONLY);
    if let Some(width) = style.width {
        grid.set_width(width).set_content_arrangement(ContentArrangement::Dynamic);
    }
    grid.set_header(table.variables.iter().map(|variable| style.caption(variable)));
    for row in &table.rows {
        grid.add_row(row.iter().map(|term| term.as_ref().map(cell).unwrap_or_default()));
    }
    writeln!(out, "{grid}")
}

/// The term without control characters, which a terminal would obey.
fn cell(term: &oxrdf::Term) -> String {
    short(term).chars().map(|char| if char.is_control() { ' ' } else { char }).collect()
}
