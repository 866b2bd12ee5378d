//! `zhengtu export tables`, `zhengtu export network`, and records as CSV.

use crate::failure::Failure;
use crate::output;
use std::path::Path;
use zhengtu_kb::KnowledgeBase;
use zhengtu_tables::{graphml, network as network_of, table, tables};

/// Prints the table of records of the documents; findings, which take reading, are none of them.
pub fn one(kb: &KnowledgeBase, name: &str) -> Result<(), Failure> {
    let found = table(&kb.facts()?, &[], name);
    found.map_or(Ok(()), |table| output::deliver(table.csv().as_bytes(), false, None))
}

/// Writes all tables into a folder, a file each.
pub fn all(kb: &KnowledgeBase, format: &str, out: Option<&Path>) -> Result<(), Failure> {
    if format != "csv" {
        return Err(Failure::usage(format!("表没有格式“{format}”；可用 csv")));
    }
    let folder = out.ok_or_else(|| Failure::usage("请用 --out 给出放表的文件夹"))?;
    std::fs::create_dir_all(folder).map_err(|error| output::fault(folder, &error))?;
    for table in tables(&kb.facts()?, &kb.findings()?) {
        output::write(&folder.join(format!("{}.csv", table.name)), table.csv().as_bytes())?;
        eprintln!("{}.csv：{}", table.name, table.rows.len());
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
