//! `zhengtu export tables`, `zhengtu export network`, and records as tables.

use crate::failure::Failure;
use crate::output::{self, Replaced};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use zhengtu_kb::KnowledgeBase;
use zhengtu_tables::{Document, Parquet, TABLES, Table, graphml, network as network_of, table};

/// The formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Parquet,
}

impl Format {
    fn named(name: &str) -> Option<Self> {
        [Self::Csv, Self::Parquet].into_iter().find(|format| format.ending() == name)
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

/// A table that is being written.
enum Writer<W: Write> {
    Csv(W),
    Parquet(Parquet<W>),
}

impl<W: Write> Writer<W> {
    fn new(table: &Table, format: Format, mut out: W) -> io::Result<Self> {
        match format {
            Format::Csv => {
                out.write_all(table.csv_header().as_bytes())?;
                Ok(Self::Csv(out))
            }
            Format::Parquet => Parquet::new(table, out).map(Self::Parquet),
        }
    }

    /// Writes the rows of a document; gives how many there are.
    fn write(&mut self, table: &Table, document: Document<'_>) -> io::Result<usize> {
        let rows = table.rows(document);
        match self {
            Self::Csv(out) => rows.iter().try_for_each(|row| out.write_all(Table::csv_row(row).as_bytes()))?,
            Self::Parquet(file) => rows.iter().try_for_each(|row| file.push(row))?,
        }
        Ok(rows.len())
    }

    fn finish(self) -> io::Result<W> {
        match self {
            Self::Csv(mut out) => out.flush().map(|()| out),
            Self::Parquet(file) => file.finish(),
        }
    }
}

/// Prints the table of records of the documents.
pub fn one(kb: &KnowledgeBase, name: &str, format: &str) -> Result<(), Failure> {
    let format = Format::named(format)
        .ok_or_else(|| Failure::usage(format!("这些记录没有格式“{format}”；可用 jsonl、csv、parquet")))?;
    if format == Format::Parquet && io::stdout().is_terminal() {
        return Err(Failure::usage("parquet 不能打印到终端；请重定向到文件"));
    }
    let Some(table) = table(name) else { return Ok(()) };
    let mut writer = Writer::new(table, format, BufWriter::new(output::stdout()))?;
    for entry in kb.documents() {
        let (facts, examined) = kb.document(entry)?;
        writer.write(table, Document { facts: &facts, findings: &examined.findings })?;
    }
    writer.finish()?.flush()?;
    Ok(())
}

/// Writes all tables into a folder, a file each, one document after another.
pub fn all(kb: &KnowledgeBase, format: &str, out: Option<&Path>) -> Result<(), Failure> {
    let format =
        Format::named(format).ok_or_else(|| Failure::usage(format!("表没有格式“{format}”；可用 csv、parquet")))?;
    let folder = out.ok_or_else(|| Failure::usage("请用 --out 给出放表的文件夹"))?;
    std::fs::create_dir_all(folder).map_err(|error| output::fault(folder, &error))?;
    let begin = |table: &'static Table| {
        let name = format!("{}.{}", table.name, format.ending());
        let path = folder.join(&name);
        let writer =
            Writer::new(table, format, Replaced::create(&path)?).map_err(|error| output::fault(&path, &error))?;
        Ok((table, name, path, writer, 0))
    };
    let mut files = TABLES.iter().map(begin).collect::<Result<Vec<_>, Failure>>()?;
    for entry in kb.documents() {
        let (facts, examined) = kb.document(entry)?;
        for (table, _, path, writer, count) in &mut files {
            let written = writer.write(table, Document { facts: &facts, findings: &examined.findings });
            *count += written.map_err(|error| output::fault(path, &error))?;
        }
    }
    for (_, name, path, writer, count) in files {
        writer.finish().map_err(|error| output::fault(&path, &error))?.keep()?;
        eprintln!("{name}：{count}");
    }
    Ok(())
}

/// Writes the network: as GraphML, or its nodes and edges as two files in a folder.
pub fn network(kb: &KnowledgeBase, format: &str, out: Option<&Path>) -> Result<(), Failure> {
    let found = network_of(&kb.facts()?);
    match format {
        "graphml" => output::deliver(&graphml(&found).map_err(Failure::input)?, false, out),
        "csv" => {
            let folder = out.ok_or_else(|| Failure::usage("请用 --out 给出放 nodes.csv、edges.csv 的文件夹"))?;
            std::fs::create_dir_all(folder).map_err(|error| output::fault(folder, &error))?;
            output::write(&folder.join("nodes.csv"), found.nodes_csv().as_bytes())?;
            output::write(&folder.join("edges.csv"), found.edges_csv().as_bytes())
        }
        other => Err(Failure::usage(format!("网络没有格式“{other}”；可用 graphml、csv"))),
    }
}
