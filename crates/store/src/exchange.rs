//! The graph to and from files that other programs read.

use crate::{Format, StoreError};
use oxrdf::{GraphName, Quad};
use oxrdfio::{RdfFormat, RdfParser, RdfSerializer, WriterQuadSerializer};
use std::io::Write;
use std::path::Path;
use zhengtu_rdf::vocab::PREFIXES;

/// Writes quads, sorted, so that two exports can be compared line by line. Formats without named
/// graphs get each triple once.
///
/// # Errors
/// [`StoreError::Refused`] where the format holds no graph, [`StoreError::Write`] where writing
/// fails.
pub fn write(quads: &[Quad], format: Format, out: &mut dyn Write) -> Result<(), StoreError> {
    let mut sink = Sink::new(format, out)?;
    sorted(quads, sink.holds_graphs).iter().try_for_each(|quad| sink.push(quad))?;
    sink.finish()
}

/// Writes quads as they come.
pub(crate) struct Sink<'o> {
    writer: WriterQuadSerializer<&'o mut dyn Write>,
    format: Format,
    /// Whether the format has named graphs.
    pub(crate) holds_graphs: bool,
}

impl<'o> Sink<'o> {
    /// Begins to write.
    pub(crate) fn new(format: Format, out: &'o mut dyn Write) -> Result<Self, StoreError> {
        let rdf = format.rdf().ok_or_else(|| {
            StoreError::Refused(format!(
                "{} 不是图的格式：可用 turtle、ntriples、nquads、trig、jsonld、rdfxml",
                format.name()
            ))
        })?;
        let mut serializer = RdfSerializer::from_format(rdf);
        for (prefix, namespace) in PREFIXES {
            serializer = serializer
                .with_prefix(*prefix, *namespace)
                .map_err(|error| StoreError::Evaluation(error.to_string()))?;
        }
        Ok(Self { writer: serializer.for_writer(out), format, holds_graphs: rdf.supports_datasets() })
    }

    /// Writes a quad; its triple, where the format has no named graphs.
    pub(crate) fn push(&mut self, quad: &Quad) -> Result<(), StoreError> {
        match self.holds_graphs {
            true => self.writer.serialize_quad(quad).map_err(StoreError::Write),
            false => self.writer.serialize_triple(quad.as_ref()).map_err(StoreError::Write),
        }
    }

    /// Ends what is written.
    pub(crate) fn finish(self) -> Result<(), StoreError> {
        let out = self.writer.finish().map_err(StoreError::Write)?;
        if self.format == Format::JsonLd { out.write_all(b"\n").map_err(StoreError::Write) } else { Ok(()) }
    }
}

/// The quads by graph, subject, predicate and object, each once.
fn sorted(quads: &[Quad], with_graphs: bool) -> Vec<Quad> {
    let mut keyed: Vec<(String, Quad)> = quads
        .iter()
        .map(|quad| {
            let mut quad = quad.clone();
            if !with_graphs {
                quad.graph_name = GraphName::DefaultGraph;
            }
            let key = format!("{} {} {} {}", quad.graph_name, quad.subject, quad.predicate, quad.object);
            (key, quad)
        })
        .collect();
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0);
    keyed.into_iter().map(|(_, quad)| quad).collect()
}

/// Reads the quads of a file, whose extension says the format (`ttl`, `nt`, `nq`, `trig`, `jsonld`,
/// `rdf`). Triples outside every graph go into `graph`. Nothing is fetched from elsewhere.
///
/// # Errors
/// [`StoreError::Io`], or [`StoreError::Import`] with the place in the file that cannot be read.
pub fn read(path: &Path, graph: &GraphName) -> Result<Vec<Quad>, StoreError> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let format = RdfFormat::from_extension(extension).ok_or_else(|| {
        let name = path.display();
        StoreError::Import(format!("{name}：扩展名应为 ttl、nt、nq、trig、jsonld 或 rdf"))
    })?;
    let bytes = std::fs::read(path).map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
    let parser = RdfParser::from_format(format).with_default_graph(graph.clone()).rename_blank_nodes();
    let quads: Result<Vec<Quad>, _> = parser.for_slice(&bytes).collect();
    quads.map_err(|error| StoreError::Import(format!("{}：{error}", path.display())))
}
