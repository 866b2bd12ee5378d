//! Asks a graph file a saved query, or writes it in another format.
//!
//! ```text
//! graph export FILE FORMAT
//! graph import RDF-FILE FILE
//! graph query FILE NAME [name=value…]
//! graph explain FILE NAME [name=value…]
//! graph ask URL NAME [name=value…]        (with the feature `endpoint`)
//! ```

use oxrdf::GraphName;
use std::error::Error;
use std::io::{Write, stdout};
use std::path::Path;
use zhengtu_store::{Format, Graph, Library, Limits, Query, StoreError, Style, exchange, snapshot};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut out = std::io::BufWriter::new(stdout().lock());
    match words.as_slice() {
        ["export", file, format] => {
            let format: Format = format.parse()?;
            exchange::write(&Graph::open(Path::new(file))?.quads()?, format, &mut out)?;
        }
        ["import", from, file] => {
            snapshot::write(Path::new(file), exchange::read(Path::new(from), &GraphName::DefaultGraph)?)?;
        }
        ["query", file, name, given @ ..] => query(&Graph::open(Path::new(file))?, name, given, &mut out)?,
        ["explain", file, name, given @ ..] => {
            let graph = Graph::open(Path::new(file))?;
            let query = prepare(&graph, name, given)?;
            writeln!(out, "{}", graph.explain(&query, &Limits::default())?)?;
        }
        #[cfg(feature = "endpoint")]
        ["ask", url, name, given @ ..] => {
            query(&Graph::new(zhengtu_store::Endpoint::new(url)?), name, given, &mut out)?;
        }
        _ => {
            return Err(
                "graph export FILE FORMAT | graph import RDF-FILE FILE | graph query FILE NAME [name=value…]".into()
            );
        }
    }
    Ok(out.flush()?)
}

fn query(graph: &Graph, name: &str, given: &[&str], out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let results = graph.query(&prepare(graph, name, given)?, &Limits::default())?;
    Ok(results.write(Format::Json, &Style::default(), out)?)
}

fn prepare(graph: &Graph, name: &str, given: &[&str]) -> Result<Query, StoreError> {
    let pairs = given.iter().filter_map(|pair| pair.split_once('='));
    let given: Vec<(String, String)> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Library::built_in().get(name)?.prepare(graph, &given)
}
