//! What the graph holds beside the documents: the ontology, reports of progress, imported graphs.

use crate::change::Change;
use crate::digests::{self, Digests};
use crate::manifest::Manifest;
use crate::previous::{Before, Previous};
use crate::{Error, graph, imports, layout, reports};
use std::path::Path;
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::Base;
use zhengtu_store::ontology;

/// Writes the graph beside the documents, or takes that of before where it would be the same; gives a hash of what it is
/// made of.
pub(crate) fn write(
    generation: &Path,
    manifest: &Manifest,
    change: &Change<'_>,
    previous: &Previous,
    base: &Base,
    known: &mut Digests,
) -> Result<String, Error> {
    let filed = reports::read(generation)?;
    let names: Vec<&str> = change.profiles.keys().copied().collect();
    // Reports speak of tasks, which stand in any document; imported graphs give way to those of documents.
    let on_documents = match (filed.is_empty(), manifest.imports.is_empty()) {
        (true, true) => String::new(),
        (true, false) => names.join("\n"),
        (false, _) => serde_json::to_string(&(&filed, &manifest.segments)).unwrap_or_default(),
    };
    let made_of = (&manifest.engine, &manifest.base, &manifest.imports, on_documents);
    let made_of = digests::hex(&serde_json::to_vec(&made_of).unwrap_or_default());
    let path = generation.join(layout::GRAPH);
    if let Some(Before { path: before, manifest, .. }) = &previous.generation
        && manifest.beside == made_of
        && manifest.files.check(before, layout::GRAPH).is_ok()
    {
        known.carry(&manifest.files, layout::GRAPH, layout::GRAPH);
        layout::share(&before.join(layout::GRAPH), &path)?;
        return Ok(made_of);
    }
    let own = graph::own_graphs(names.iter().copied(), base);
    let imports = imports::quads(generation)?.into_iter().filter(|quad| !own.contains(&quad.graph_name.to_string()));
    let reports = match filed.is_empty() {
        true => Vec::new(),
        false => {
            let facts = names.iter().map(|name| change.answerable(name)).collect::<Result<Vec<_>, _>>()?;
            let facts: Vec<&DocumentFacts> = facts.iter().map(AsRef::as_ref).collect();
            reports::quads(&filed, &facts, base)
        }
    };
    graph::write_quads(&path, ontology::quads().into_iter().chain(reports).chain(imports))?;
    Ok(made_of)
}
