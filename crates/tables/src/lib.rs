//! Records for analysts: flat tables whose columns are fixed, and the network of who answers for what, as nodes and
//! edges. A cell is text; a day is `YYYY-MM-DD`; nothing is an empty cell; a range has its ends in two columns. Every row
//! names its document, and every thing has the IRI that it has in the graph.

mod graphml;
mod network;
mod table;
#[cfg(test)]
mod testing;

pub use graphml::graphml;
pub use network::{Edge, Network, Node, network};
pub use table::{Table, table, tables};
