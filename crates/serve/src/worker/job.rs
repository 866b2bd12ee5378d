use crate::negotiate;
use axum::http::StatusCode;
use oxrdf::NamedNode;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;
use zhengtu_kb::Selection;
use zhengtu_store::{Body, Format, Graph, Limits, Query, Results, StoreError, Style};

/// The formats of solutions, best first.
pub(crate) const TABLES: [Format; 4] = [Format::Json, Format::Xml, Format::Csv, Format::Tsv];
/// The formats of triples, best first.
pub(crate) const GRAPHS: [Format; 6] =
    [Format::Turtle, Format::NTriples, Format::JsonLd, Format::RdfXml, Format::NQuads, Format::TriG];

/// A query to be run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Job {
    /// The knowledge base.
    pub kb: PathBuf,
    /// The documents to keep to.
    pub scope: Selection,
    /// The query.
    pub query: String,
    /// The graphs whose union is the default graph, where the request says so.
    pub default_graphs: Vec<String>,
    /// The named graphs, where the request says so.
    pub named_graphs: Vec<String>,
    /// What the caller accepts, as in the header of HTTP.
    pub accept: Option<String>,
    /// The name of the format, where the request chooses one; what is no format of the results is passed over.
    pub format: Option<String>,
    /// How many rows or triples.
    pub rows: usize,
    /// Whether to give the first of them where there are more, and not refuse.
    pub first: bool,
    /// How many bytes of results.
    pub bytes: usize,
    /// How many milliseconds.
    pub millis: u64,
}

/// The results of a query, written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The name of the format.
    pub format: String,
    /// The number of rows to which they were cut, where there are more.
    pub cut: Option<usize>,
    /// The results.
    pub body: Vec<u8>,
}

/// Why a query has no results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The status of HTTP.
    pub status: u16,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    /// A fault with this status.
    pub fn new(status: StatusCode, message: impl ToString) -> Self {
        Self { status: status.as_u16(), message: message.to_string() }
    }

    /// The query ran out of its time.
    pub fn late(millis: u64) -> Self {
        let seconds = Duration::from_millis(millis).as_secs_f64();
        let message = format!("查询超过时间上限 {seconds:.1} 秒，已停止：请缩小范围 / stopped after {seconds:.1} s");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, message)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::TimeLimit(time) => Self::late(u64::try_from(time.as_millis()).unwrap_or(u64::MAX)),
            // The next process opens what is there then.
            error @ StoreError::Damaged(_) => Self::new(StatusCode::SERVICE_UNAVAILABLE, error),
            error if error.is_usage() => Self::new(StatusCode::BAD_REQUEST, error),
            error => Self::new(StatusCode::INTERNAL_SERVER_ERROR, error),
        }
    }
}

/// Runs the query and writes its results. `kept` are the graphs of the documents to keep to, if not all.
///
/// # Errors
/// [`Fault`] with the status that the SPARQL 1.1 Protocol (section 2.1.6) asks for: 400 where the query
/// is wrong, 500 where it is refused; 406 where the caller accepts no format of these results, 503
/// where it took too long.
pub fn evaluate(graph: &Graph, kept: Option<&[NamedNode]>, job: &Job) -> Result<Done, Fault> {
    let mut query = Query::parse(&job.query)?;
    if let Some(kept) = kept {
        query.keep_to(kept.to_vec());
    } else if !job.default_graphs.is_empty() || !job.named_graphs.is_empty() {
        query.over(nodes(&job.default_graphs)?, nodes(&job.named_graphs)?);
    }
    let limits = Limits { time: Some(Duration::from_millis(job.millis)), rows: Some(job.rows) };
    let results = graph.query(&query, &limits)?;
    if let Some(rows) = results.cut.filter(|_| !job.first) {
        let message = format!("结果超过 {rows} 行：请加 LIMIT 或缩小范围 / more than {rows} rows: add LIMIT");
        return Err(Fault::new(StatusCode::INTERNAL_SERVER_ERROR, message));
    }
    let format = format(&results, job)?;
    let mut out = Bounded { bytes: Vec::new(), most: job.bytes };
    match results.write(format, &Style::default(), &mut out) {
        Ok(()) => Ok(Done { format: format.name().to_owned(), cut: results.cut, body: out.bytes }),
        Err(StoreError::Write(_)) => {
            let message =
                format!("结果超过 {} 字节：请加 LIMIT / results of more than {0} bytes: add LIMIT", job.bytes);
            Err(Fault::new(StatusCode::INTERNAL_SERVER_ERROR, message))
        }
        Err(error) => Err(error.into()),
    }
}

fn nodes(iris: &[String]) -> Result<Vec<NamedNode>, Fault> {
    let node =
        |iri: &String| NamedNode::new(iri).map_err(|_| Fault::new(StatusCode::BAD_REQUEST, format!("“{iri}”不是 IRI")));
    iris.iter().map(node).collect()
}

/// The format for these results: the one named, where that is one of them, else the one that the caller likes best.
fn format(results: &Results, job: &Job) -> Result<Format, Fault> {
    let triples = matches!(results.body, Body::Triples(_));
    let offers: &[Format] = if triples { &GRAPHS } else { &TABLES };
    if let Some(named) = job.format.as_deref().and_then(|name| Format::asked(name, triples)) {
        return Ok(named);
    }
    offer(job.accept.as_deref(), offers).ok_or_else(|| {
        let names: Vec<&str> = offers.iter().map(|format| format.media_type()).collect();
        Fault::new(StatusCode::NOT_ACCEPTABLE, format!("可用的格式 / available: {}", names.join(", ")))
    })
}

/// The format that the caller likes best.
pub(crate) fn offer(accept: Option<&str>, offers: &[Format]) -> Option<Format> {
    // Other names under which these are asked for.
    let names: Vec<&str> = offers.iter().map(|format| format.media_type()).collect();
    let chosen = negotiate::best(accept, &names);
    if let Some(chosen) = chosen {
        return offers.iter().find(|format| format.media_type() == chosen).copied();
    }
    let plain = |media: &str, format: Format| {
        (offers.contains(&format) && negotiate::best(accept, &[media]).is_some()).then_some(format)
    };
    plain("application/json", Format::Json)
        .or_else(|| plain("application/xml", Format::Xml))
        .or_else(|| plain("application/xml", Format::RdfXml))
        .or_else(|| plain("application/json", Format::JsonLd))
        .or_else(|| ["text/n3", "text/rdf+n3", "application/x-turtle"].iter().find_map(|n3| plain(n3, Format::Turtle)))
        .or_else(|| plain("text/plain", Format::NTriples))
}

/// Bytes up to a limit.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::other("too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
