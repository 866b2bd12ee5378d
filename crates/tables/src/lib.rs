//! Records for analysts: flat tables whose columns are fixed, and the network of who answers for what, as nodes and
//! edges. The columns with their types are defined once, for CSV, for Parquet and for whoever makes Arrow of them; a range
//! has its ends in two columns. Every row names its document, and every thing has the IRI that it has in the graph.

mod column;
mod graphml;
mod network;
mod parquet;
mod table;
#[cfg(test)]
mod testing;
mod thrift;

pub use column::{Cell, Column, Type};
pub use graphml::graphml;
pub use network::{Edge, Network, Node, network};
pub use parquet::Parquet;
pub use table::{Document, Row, TABLES, Table, table};
