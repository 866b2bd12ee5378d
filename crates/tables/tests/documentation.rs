//! `docs/tables.md` is made from the definitions of the columns. `ZHENGTU_RENEW=1` renews it.

use std::fmt::Write;
use std::path::Path;
use zhengtu_tables::TABLES;

const HEAD: &str = "# Tables

The records as tables with fixed columns: as CSV and Parquet by `zhengtu export tables --format csv|parquet --out FOLDER`, as
Arrow by the Python package ([python.md](python.md)). A row depends on its document alone, so that the tables of many
documents are those of each, one after another. In CSV nothing is an empty cell, a day is `YYYY-MM-DD`, and a cell that a
spreadsheet would take for a formula has a `'` before it. This page is made from the definitions in `crates/tables`.
";

fn rendered() -> String {
    let mut page = HEAD.to_owned();
    for table in &TABLES {
        let _ = write!(
            page,
            "\n## {}\n\nA row is {}.\n\n| column | type | may be empty | what stands in it |\n|---|---|---|---|\n",
            table.name, table.says
        );
        for column in table.columns() {
            let empty = if column.optional { "yes" } else { "" };
            let says = column.says.replace('|', "\\|");
            let _ = writeln!(page, "| `{}` | {} | {empty} | {says} |", column.name, column.holds.arrow());
        }
    }
    page
}

#[test]
fn the_page_of_the_tables_names_every_column() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/tables.md");
    let rendered = rendered();
    if std::env::var_os("ZHENGTU_RENEW").is_some() {
        std::fs::write(&path, &rendered).expect("the page is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == rendered, "docs/tables.md is stale: run ZHENGTU_RENEW=1 cargo test -p zhengtu-tables");
}
