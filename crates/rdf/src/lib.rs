//! Facts to RDF: the IRIs and the mapping to the ontology
