//! Names for nodes that have none (RDF 1.1 Concepts, section 3.5), so that two exports can be compared line by
//! line.

use oxrdf::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::HashMap;
use std::path::Path;
use zhengtu_rdf::Base;
use zhengtu_store::{StoreError, exchange};

/// The statements of a file called `name`, every node named; those outside every graph in one named after the
/// file.
pub(crate) fn read_quads(file: &Path, name: &str, base: &Base) -> Result<Vec<Quad>, StoreError> {
    let graph = GraphName::NamedNode(NamedNode::new_unchecked(base.import(name)));
    let mut names = Names { base, file: name, known: HashMap::new() };
    Ok(exchange::read(file, &graph)?.into_iter().map(|quad| names.quad(quad)).collect())
}

/// Names for the nodes of a file that have none, numbered in the order in which they are read.
struct Names<'a> {
    base: &'a Base,
    file: &'a str,
    known: HashMap<BlankNode, NamedNode>,
}

impl Names<'_> {
    fn quad(&mut self, quad: Quad) -> Quad {
        let subject = match quad.subject {
            NamedOrBlankNode::BlankNode(node) => self.name(node).into(),
            named => named,
        };
        let object = match quad.object {
            Term::BlankNode(node) => self.name(node).into(),
            other => other,
        };
        let graph = match quad.graph_name {
            GraphName::BlankNode(node) => self.name(node).into(),
            other => other,
        };
        Quad::new(subject, quad.predicate, object, graph)
    }

    fn name(&mut self, node: BlankNode) -> NamedNode {
        let number = self.known.len() + 1;
        let name = || NamedNode::new_unchecked(self.base.skolem(self.file, number));
        self.known.entry(node).or_insert_with(name).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn nodes_without_a_name_get_the_same_one_each_time() {
        let folder = std::env::temp_dir().join(format!("zhengtu-names-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("甲.ttl");
        fs::write(&file, "<http://a/b> <http://a/c> [ <http://a/d> _:x ] . _:x <http://a/e> \"税\" .").unwrap();
        let read = || read_quads(&file, "甲.ttl", &Base::default()).unwrap();
        let lines: Vec<String> = read().iter().map(ToString::to_string).collect();
        assert_eq!(lines, read().iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(lines.iter().all(|line| !line.contains("_:") && line.contains("/import/甲.ttl>")), "{lines:#?}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
