use oxrdfio::RdfFormat;
use std::collections::BTreeMap;
use std::str::FromStr;

/// A form in which results, or a graph, are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for a terminal.
    Table,
    /// Comma-separated values, as SPARQL 1.1 defines them.
    Csv,
    /// Tab-separated values, as SPARQL 1.1 defines them.
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
    /// A JSON object a line.
    JsonLines,
    /// A Markdown table.
    Markdown,
    /// An Excel workbook.
    Xlsx,
    /// Turtle.
    Turtle,
    /// N-Triples.
    NTriples,
    /// N-Quads.
    NQuads,
    /// TriG.
    TriG,
    /// JSON-LD.
    JsonLd,
    /// RDF/XML.
    RdfXml,
}

impl Format {
    /// All formats with the names that choose them, the usual one first.
    pub const NAMES: &[(Self, &[&str])] = &[
        (Self::Table, &["table"]),
        (Self::Csv, &["csv"]),
        (Self::Tsv, &["tsv"]),
        (Self::Json, &["json", "srj"]),
        (Self::Xml, &["xml", "srx"]),
        (Self::JsonLines, &["jsonl", "ndjson"]),
        (Self::Markdown, &["markdown", "md"]),
        (Self::Xlsx, &["xlsx"]),
        (Self::Turtle, &["turtle", "ttl"]),
        (Self::NTriples, &["ntriples", "nt"]),
        (Self::NQuads, &["nquads", "nq"]),
        (Self::TriG, &["trig"]),
        (Self::JsonLd, &["jsonld"]),
        (Self::RdfXml, &["rdfxml", "rdf"]),
    ];

    /// The format that a request means by a name, for triples or for solutions: a media type, an ending of files, or
    /// what clients are used to writing. `None` where it is no format of these results.
    pub fn asked(name: &str, triples: bool) -> Option<Self> {
        // In an address that was not encoded, the `+` of a media type is a space.
        let name = name.trim().to_ascii_lowercase().replace(' ', "+");
        let bare = name.rsplit_once('/').map_or(name.as_str(), |(_, subtype)| subtype);
        let aliases = if triples { Self::GRAPH_ALIASES } else { Self::TABLE_ALIASES };
        let alias = aliases.iter().find(|(_, names)| names.contains(&bare)).map(|(format, _)| *format);
        let named = || bare.parse().ok().filter(|format: &Self| format.rdf().is_some() == triples);
        alias.or_else(named)
    }

    /// Other names of the formats of solutions.
    const TABLE_ALIASES: &[(Self, &[&str])] = &[
        (Self::Json, &["sparql-results+json", "x-javascript"]),
        (Self::Xml, &["sparql-results+xml"]),
        (Self::Tsv, &["tab-separated-values"]),
        (Self::JsonLines, &["x-ndjson"]),
    ];

    /// Other names of the formats of triples; `xml` and `json` are those of RDF.
    const GRAPH_ALIASES: &[(Self, &[&str])] = &[
        (Self::Turtle, &["n3", "rdf+n3", "x-turtle"]),
        (Self::NTriples, &["n-triples", "plain", "ntriples"]),
        (Self::NQuads, &["n-quads"]),
        (Self::JsonLd, &["json-ld", "ld+json", "x-json+ld", "json"]),
        (Self::RdfXml, &["rdf+xml", "xml"]),
    ];

    /// The usual name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(format, _)| *format == self).map_or("", |(_, names)| names[0])
    }

    /// The media type, without parameters.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Table => "text/plain",
            Self::Csv => "text/csv",
            Self::Tsv => "text/tab-separated-values",
            Self::Json => "application/sparql-results+json",
            Self::Xml => "application/sparql-results+xml",
            Self::JsonLines => "application/x-ndjson",
            Self::Markdown => "text/markdown",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Turtle => "text/turtle",
            Self::NTriples => "application/n-triples",
            Self::NQuads => "application/n-quads",
            Self::TriG => "application/trig",
            Self::JsonLd => "application/ld+json",
            Self::RdfXml => "application/rdf+xml",
        }
    }

    /// The format of a graph, where this is one.
    pub fn rdf(self) -> Option<RdfFormat> {
        match self {
            Self::Turtle => Some(RdfFormat::Turtle),
            Self::NTriples => Some(RdfFormat::NTriples),
            Self::NQuads => Some(RdfFormat::NQuads),
            Self::TriG => Some(RdfFormat::TriG),
            Self::JsonLd => RdfFormat::from_extension("jsonld"),
            Self::RdfXml => Some(RdfFormat::RdfXml),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::NAMES.iter().find(|(_, names)| names.contains(&name));
        let all: Vec<&str> = Self::NAMES.iter().map(|(_, names)| names[0]).collect();
        found.map(|(format, _)| *format).ok_or_else(|| format!("没有格式 {name}：可用 {}", all.join("、")))
    }
}

/// How the formats that leave a choice are written.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// The captions of columns; a column without one has its variable's name.
    pub captions: BTreeMap<String, String>,
    /// Whether a CSV file starts with a byte order mark, by which Excel knows UTF-8.
    pub byte_order_mark: bool,
    /// The width of the terminal, in columns, to which a table is wrapped.
    pub width: Option<u16>,
}

impl Style {
    /// The caption of a column.
    pub fn caption<'a>(&'a self, variable: &'a str) -> &'a str {
        self.captions.get(variable).map_or(variable, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn a_format_is_known_by_what_clients_call_it() {
        let triples =
            ["turtle", "n3", "text/turtle", "xml", "rdf+xml", "rdf xml", "application/rdf+xml", "json-ld", "nt"];
        let meant = triples.map(|name| Format::asked(name, true).map(Format::name));
        assert_eq!(
            meant.map(Option::unwrap_or_default),
            ["turtle", "turtle", "turtle", "rdfxml", "rdfxml", "rdfxml", "rdfxml", "jsonld", "ntriples"]
        );
        let solutions = ["json", "xml", "CSV", "text/tab-separated-values", "application/sparql-results+xml", "xlsx"];
        let meant = solutions.map(|name| Format::asked(name, false).map(Format::name));
        assert_eq!(meant.map(Option::unwrap_or_default), ["json", "xml", "csv", "tsv", "xml", "xlsx"]);
    }

    #[test]
    fn what_is_no_format_of_these_results_means_none() {
        for (name, triples) in [("turtle", false), ("csv", true), ("exe", true), ("", false), ("json-ld", false)] {
            assert_eq!(Format::asked(name, triples), None, "{name}");
        }
    }
}
