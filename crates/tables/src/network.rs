use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::{Bodies, DocumentFacts, Task};
use zhengtu_office::csv;

/// Who answers for what, what is measured, and what is cited, as nodes and directed edges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Each once, in the order in which the documents name them.
    pub nodes: Vec<Node>,
    /// In the order of the documents.
    pub edges: Vec<Edge>,
}

/// A thing of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its IRI; of a body, its key over all documents.
    pub id: String,
    /// `document`, `task`, `body`, `target` or `cited`.
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// Its document; empty for bodies and what is cited.
    pub doc: String,
    /// Of a task the last day by which it is due, of a document the day of issue.
    pub date: String,
}

/// A relation of two nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The node from which it goes.
    pub source: String,
    /// The node to which it goes.
    pub target: String,
    /// `lead`, `responsible`, `cooperate` from a body to a task; `part-of` from a task or target to its document;
    /// `states` from a task to a target; `cites` from a document to what it cites.
    pub kind: &'static str,
}

/// The network of the documents. A body of several documents is one node, where they mean the same body.
pub fn network(documents: &[DocumentFacts]) -> Network {
    let bodies = Bodies::of(documents);
    let mut found = Found::default();
    for facts in documents {
        let info = &facts.info;
        let issued = info.identity.issued.as_ref().map(|stated| stated.value.to_string()).unwrap_or_default();
        found.node(&info.id, "document", &info.title, &info.name, &issued);
        for task in &facts.tasks {
            found.task(task, &info.id, &bodies);
        }
        let by_path: BTreeMap<(u32, &str), &str> =
            facts.tasks.iter().rev().map(|task| ((task.part, task.path.as_str()), task.id.as_str())).collect();
        for target in &facts.targets {
            found.node(&target.id, "target", &target.quote, &target.doc, &date(target.deadline.as_ref()));
            found.edge(&target.id, &info.id, "part-of");
            if let Some(task) = by_path.get(&(target.part, target.path.as_str())) {
                found.edge(task, &target.id, "states");
            }
        }
        for citation in &facts.citations {
            let Some(title) = citation.title.as_ref().or(citation.number.as_ref()) else { continue };
            let id = format!("cited:{}", citation.number.as_ref().unwrap_or(title));
            found.node(&id, "cited", title, "", "");
            found.edge(&info.id, &id, "cites");
        }
    }
    found.network
}

fn date(day: Option<&impl ToString>) -> String {
    day.map(ToString::to_string).unwrap_or_default()
}

#[derive(Default)]
struct Found {
    network: Network,
    known: BTreeSet<String>,
}

impl Found {
    fn node(&mut self, id: &str, kind: &'static str, label: &str, doc: &str, date: &str) {
        if self.known.insert(id.to_owned()) {
            let (id, label, doc, date) = (id.to_owned(), label.to_owned(), doc.to_owned(), date.to_owned());
            self.network.nodes.push(Node { id, kind, label, doc, date });
        }
    }

    fn edge(&mut self, source: &str, target: &str, kind: &'static str) {
        self.network.edges.push(Edge { source: source.to_owned(), target: target.to_owned(), kind });
    }

    fn task(&mut self, task: &Task, document: &str, bodies: &Bodies) {
        self.node(&task.id, "task", &task.title, &task.doc, &date(task.deadline.end().as_ref()));
        self.edge(&task.id, document, "part-of");
        for unit in &task.units {
            let body = bodies.get(&task.doc, &unit.name);
            let key = body.map_or_else(|| format!("{}/{}", task.doc, unit.name), |body| body.body.key.clone());
            let id = format!("body:{key}");
            self.node(&id, "body", body.map_or(&unit.name, |body| &body.body.label), "", "");
            self.edge(&id, &task.id, unit.role.name());
        }
    }
}

impl Network {
    /// The nodes as a file that `neo4j-admin database import` takes; Gephi takes it with its first column as `Id`.
    pub fn nodes_csv(&self) -> String {
        let header = csv::line(["id:ID", "label", "doc", "date", ":LABEL"]);
        let line = |node: &Node| csv::line([&*node.id, &node.label, &node.doc, &node.date, node.kind]);
        std::iter::once(header).chain(self.nodes.iter().map(line)).collect()
    }

    /// The edges as such a file.
    pub fn edges_csv(&self) -> String {
        let header = csv::line([":START_ID", ":END_ID", ":TYPE"]);
        let line = |edge: &Edge| csv::line([&*edge.source, &edge.target, edge.kind]);
        std::iter::once(header).chain(self.edges.iter().map(line)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::facts;
    use std::collections::BTreeSet;

    #[test]
    fn every_edge_joins_two_nodes_and_each_node_stands_once() {
        let network = network(&[facts("甲.txt"), facts("乙.txt")]);
        let ids: BTreeSet<&str> = network.nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(ids.len(), network.nodes.len());
        for edge in &network.edges {
            assert!(ids.contains(edge.source.as_str()) && ids.contains(edge.target.as_str()), "{edge:?}");
        }
        let leads = network.edges.iter().filter(|edge| edge.kind == "lead").count();
        assert_eq!(leads, 4, "the forestry bureau and the finance bureau lead one task of each document");
    }

    #[test]
    fn the_files_have_a_line_for_each_and_the_header_of_the_importer() {
        let network = network(&[facts("甲.txt")]);
        assert_eq!(network.nodes_csv().lines().count(), network.nodes.len() + 1);
        assert!(network.edges_csv().starts_with(":START_ID,:END_ID,:TYPE\r\n"));
    }
}
