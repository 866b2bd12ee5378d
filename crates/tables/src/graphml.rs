use crate::Network;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;
use zhengtu_office::printable;

/// The attributes of nodes, as Gephi and yEd name them.
const NODE: [&str; 4] = ["kind", "label", "doc", "date"];

/// The network as GraphML (<http://graphml.graphdrawing.org/>), which Gephi, yEd, igraph and networkx read.
///
/// # Errors
/// Where writing to memory fails.
pub fn graphml(network: &Network) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|writer| {
        for name in NODE {
            key(writer, name, "node")?;
        }
        key(writer, "role", "edge")?;
        let graph = writer.create_element("graph").with_attributes([("id", "zhengtu"), ("edgedefault", "directed")]);
        graph.write_inner_content(|writer| {
            for node in &network.nodes {
                let values = [node.kind, &node.label, &node.doc, &node.date];
                let element = writer.create_element("node").with_attribute(("id", &*node.id));
                element.write_inner_content(|writer| data(writer, NODE.into_iter().zip(values)))?;
            }
            for (number, edge) in (1..).zip(&network.edges) {
                let id = format!("e{number}");
                let ends = [("id", &*id), ("source", &*edge.source), ("target", &*edge.target)];
                let element = writer.create_element("edge").with_attributes(ends);
                element.write_inner_content(|writer| data(writer, [("role", edge.kind)]))?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn key(writer: &mut Writer<Vec<u8>>, name: &str, of: &str) -> io::Result<()> {
    let attributes = [("id", name), ("for", of), ("attr.name", name), ("attr.type", "string")];
    writer.create_element("key").with_attributes(attributes).write_empty()?;
    Ok(())
}

/// The values that say something.
fn data<'a>(writer: &mut Writer<Vec<u8>>, values: impl IntoIterator<Item = (&'a str, &'a str)>) -> io::Result<()> {
    for (name, value) in values.into_iter().filter(|(_, value)| !value.is_empty()) {
        let element = writer.create_element("data").with_attribute(("key", name));
        element.write_text_content(BytesText::new(&printable(value)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::facts;
    use quick_xml::Reader;

    #[test]
    fn it_is_well_formed_and_holds_every_node_and_edge() {
        let network = crate::network(&[facts("甲&乙.txt")]);
        let text = String::from_utf8(graphml(&network).unwrap()).unwrap();
        let mut reader = Reader::from_str(&text);
        let mut counts = [0, 0];
        loop {
            match reader.read_event().expect("it is well formed") {
                Event::Start(tag) if tag.name().as_ref() == "node" => counts[0] += 1,
                Event::Start(tag) if tag.name().as_ref() == "edge" => counts[1] += 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(counts, [network.nodes.len(), network.edges.len()]);
    }
}
