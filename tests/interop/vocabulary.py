#!/usr/bin/env python3
"""Checks every term of a vocabulary that is not ours against that vocabulary's own file.

    vocabulary.py FOLDER [--kb DIR]     FOLDER holds the npm packages @vocabulary/NAME

The graph is that of the knowledge base (without --kb built from corpus/), with the ontology and the thesauri. For each
term of the vocabularies below:

1. its vocabulary defines it, and has not withdrawn it;
2. a predicate is a property there and a class a class;
3. what a property leads from and to is of its domain and range, by the classes that the graph and the vocabularies
   state; an open world would infer the missing class instead, and so a task becomes a legal act unseen;
4. what is said to be an individual is no class.

Misuses are then put in, each of which must be found. No package has the files of ELI and ODRL: eli.ttl stands for the
one, the list of terms in rdflib for the other.
Needs: rdflib. Exit status 1 where something is misused.
"""
import argparse
import itertools
import logging
import os
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import rdflib
from rdflib import ODRL2, OWL, PROV, RDF, RDFS, SKOS, XSD

# The files have HTML and numbers that rdflib would rather read otherwise; they are taken as they stand.
rdflib.NORMALIZE_LITERALS = False
logging.getLogger("rdflib").setLevel(logging.ERROR)

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZT = rdflib.Namespace("https://zhengtu.example/ns#")
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
QUDT = rdflib.Namespace("http://qudt.org/schema/qudt/")
UNIT = rdflib.Namespace("http://qudt.org/vocab/unit/")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = rdflib.Namespace("https://schema.org/")
# The namespace of each vocabulary, by the name of its package.
VOCABULARIES = {
    "dcterms": "http://purl.org/dc/terms/",
    "oa": str(OA),
    "org": "http://www.w3.org/ns/org#",
    "owl": str(OWL),
    "prov": str(PROV),
    "qudt": str(QUDT),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sh": str(SH),
    "skos": str(SKOS),
    "time": "http://www.w3.org/2006/time#",
    "unit": str(UNIT),
    "xsd": str(XSD),
}
# Newer than the file of the package (QUDT 3.1.0): term and the version of QUDT that brought it.
NEWER = {UNIT.PERMILLE: "3.1.7"}
# Datatypes that schema.org and QUDT name in their own words.
LITERALS = {
    SCHEMA.Text: {XSD.string, RDF.langString},
    SCHEMA.Number: {XSD.decimal, XSD.integer, XSD.double},
    SCHEMA.Date: {XSD.date},
    SCHEMA.Boolean: {XSD.boolean},
    QUDT.NumericUnion: {XSD.decimal, XSD.integer, XSD.double},
    XSD.nonNegativeInteger: {XSD.integer, XSD.nonNegativeInteger},
}
# What says nothing that could be checked.
ANYTHING = {RDFS.Resource, OWL.Thing, RDFS.Literal, rdflib.URIRef(f"{XSD}anySimpleType")}
CLASSES = {OWL.Class, RDFS.Class, RDFS.Datatype}
# OWL's own axioms about classes and properties are checked by what they say, not by the types of OWL.
GRAMMAR = tuple(map(str, (RDF, RDFS, OWL, XSD)))


class Vocabularies:
    """The files of the vocabularies, and what they and the graph say of classes."""

    def __init__(self, folder, graph, shapes):
        self.files = {}
        for name, namespace in VOCABULARIES.items():
            text = (folder / name / f"{name}.nq").read_text()
            # The package has schema.org under its former scheme.
            text = text.replace("<http://schema.org/", "<https://schema.org/")
            read = rdflib.Dataset(default_union=True).parse(data=text, format="nquads")
            self.files[namespace] = rdflib.Graph()
            for triple in read.triples((None, None, None)):
                self.files[namespace].add(triple)
        # No package has the file of ODRL; rdflib has its terms, of which the graph uses some as values.
        self.files[str(ODRL2)] = rdflib.Graph()
        for term in dir(ODRL2):
            self.files[str(ODRL2)].add((term, RDFS.isDefinedBy, rdflib.URIRef(str(ODRL2))))
        self.files[str(ELI)] = rdflib.Graph().parse(ROOT / "tests/interop/eli.ttl")
        self.terms = sum(self.files.values(), rdflib.Graph())
        self.graph, self.shapes, self.above = graph, shapes, {}

    def is_foreign(self, node):
        return isinstance(node, rdflib.URIRef) and str(node).startswith(tuple(self.files))

    def file(self, term):
        """What the vocabulary of the term itself states; others say things of it too."""
        return next(file for namespace, file in self.files.items() if str(term).startswith(namespace))

    def both(self, subject, predicate):
        return {*self.terms.objects(subject, predicate), *self.graph.objects(subject, predicate)}

    def superclasses(self, klass):
        """The class and all that it is a subclass of or the same as."""
        if klass not in self.above:
            found, todo = set(), [klass]
            while todo:
                one = todo.pop()
                if one not in found:
                    found.add(one)
                    todo.extend(self.both(one, RDFS.subClassOf) | self.both(one, OWL.equivalentClass))
            self.above[klass] = found
        return self.above[klass]

    def types(self, node):
        return {above for klass in self.both(node, RDF.type) for above in self.superclasses(klass)}

    def wanted(self, term, predicate, includes):
        """The classes, any of which will do, one set for each statement that has to hold."""
        sets = [self.members(klass) for klass in self.file(term).objects(term, predicate)]
        listed = set(self.file(term).objects(term, includes))
        return [one for one in [*sets, *([listed] if listed else [])] if one and not one & ANYTHING]

    def members(self, klass):
        """The classes of a union, else the class alone."""
        union = self.terms.value(klass, OWL.unionOf)
        return set(self.terms.items(union)) if union is not None else {klass} if isinstance(klass, rdflib.URIRef) else set()

    def withdrawn(self, term):
        file = self.file(term)
        deprecated = [*file.objects(term, OWL.deprecated), *file.objects(term, QUDT.deprecated)]
        return any(str(value) == "true" for value in deprecated) or (term, SCHEMA.supersededBy, None) in file

    def suits(self, node, wanted):
        if isinstance(node, rdflib.Literal):
            datatype = node.datatype or (RDF.langString if node.language else XSD.string)
            return any(datatype in LITERALS.get(klass, {klass}) for klass in wanted)
        return bool(self.types(node) & wanted)


def misuses(vocabularies):
    """What is wrong, each kind once with one of its triples."""
    found = {}
    graph = vocabularies.graph
    for subject, predicate, value in itertools.chain(graph, vocabularies.shapes):
        for node in (subject, predicate, value):
            if vocabularies.is_foreign(node) and node not in NEWER:
                if (node, None, None) not in vocabularies.file(node):
                    found[f"{short(node)} is not defined by its vocabulary"] = (subject, predicate, value)
                elif vocabularies.withdrawn(node):
                    found[f"{short(node)} has been withdrawn by its vocabulary"] = (subject, predicate, value)
    for subject, predicate, value in graph:
        if predicate == RDF.type and vocabularies.is_foreign(value) and not vocabularies.both(value, RDF.type) & CLASSES:
            found[f"{short(value)} is no class"] = (subject, predicate, value)
        if not vocabularies.is_foreign(predicate) or str(predicate).startswith(GRAMMAR):
            continue
        if not any("Property" in str(kind) for kind in vocabularies.both(predicate, RDF.type)):
            found[f"{short(predicate)} is no property"] = (subject, predicate, value)
        for wanted in vocabularies.wanted(predicate, RDFS.domain, SCHEMA.domainIncludes):
            if not vocabularies.suits(subject, wanted):
                found[f"{short(predicate)} leads from {kinds(graph, subject)}, not {names(wanted)}"] = (subject, predicate, value)
        for wanted in vocabularies.wanted(predicate, RDFS.range, SCHEMA.rangeIncludes):
            if not vocabularies.suits(value, wanted):
                found[f"{short(predicate)} leads to {kinds(graph, value)}, not {names(wanted)}"] = (subject, predicate, value)
            elif OWL.Class in graph.objects(value, RDF.type) and not wanted & CLASSES:
                found[f"{short(predicate)} leads to a class, {short(value)}"] = (subject, predicate, value)
    for sub, sup in graph.subject_objects(RDFS.subPropertyOf):
        if not vocabularies.is_foreign(sup):
            continue
        for ours, predicate, includes in ((RDFS.domain, RDFS.domain, SCHEMA.domainIncludes), (RDFS.range, RDFS.range, SCHEMA.rangeIncludes)):
            own = {above for klass in graph.objects(sub, ours) for above in vocabularies.superclasses(klass)}
            for wanted in vocabularies.wanted(sup, predicate, includes):
                if not own & wanted:
                    found[f"{short(sub)} is a subproperty of {short(sup)}, whose {str(ours).split('#')[1]} is {names(wanted)}"] = (sub, RDFS.subPropertyOf, sup)
    return found


def short(node):
    for name, namespace in {**VOCABULARIES, "eli": str(ELI), "odrl": str(ODRL2), "zt": str(ZT)}.items():
        if str(node).startswith(namespace):
            return f"{name}:{str(node)[len(namespace):]}"
    return str(node)


def names(nodes):
    return " or ".join(sorted(map(short, nodes)))


def kinds(graph, node):
    if isinstance(node, rdflib.Literal):
        return f"a literal ({short(node.datatype or XSD.string)})"
    return names(set(graph.objects(node, RDF.type))) or f"{short(node)}, which has no class"


def mutants(graph):
    """One misuse each: its name, a triple to put in, and a word of what must be said of it."""
    one = lambda klass: min(graph.subjects(RDF.type, klass))
    task, plan, target = one(ZT.Task), one(ZT.Plan), one(ZT.Target)
    selector, finding = one(OA.TextPositionSelector), one(ZT.Finding)
    text = one(ZT.PlanText)
    return [
        ("a source on a selector", (selector, OA.hasSource, text), "oa:hasSource leads from"),
        ("a title of ELI on a plan", (plan, ELI.title, rdflib.Literal("某县方案")), "eli:title leads from"),
        ("a task that is part of a legal act", (task, ELI.is_part_of, plan), "eli:is_part_of leads from"),
        ("the former property of units", (target, QUDT.unit, UNIT.PERCENT), "qudt:unit is not defined"),
        ("a unit that was withdrawn", (target, QUDT.hasUnit, UNIT["KiloV-A"]), "unit:KiloV-A has been withdrawn"),
        ("a unit that is none", (target, QUDT.hasUnit, UNIT.FURLONG_PER_DAY), "unit:FURLONG_PER_DAY is not defined"),
        ("a class for a check", (finding, SH.sourceConstraintComponent, ZT.Check), "sh:sourceConstraintComponent leads to"),
        ("a value that is no number", (target, SCHEMA.value, plan), "schema:value leads to"),
        ("a text that only works have", (task, SCHEMA.text, rdflib.Literal("文字")), "schema:text leads from"),
        ("an association of what is no activity", (task, PROV.qualifiedAssociation, one(ZT.Responsibility)), "prov:qualifiedAssociation leads from"),
        ("a day that is none", (plan, ELI.date_document, rdflib.Literal("2021年")), "eli:date_document leads to"),
        ("a term of ELI that was withdrawn", (plan, ELI.implements, plan), "eli:implements is not defined"),
    ]


def zhengtu(*words):
    result = subprocess.run([str(word) for word in (program(), *words)], capture_output=True)
    if result.returncode:
        raise RuntimeError(f"zhengtu {' '.join(map(str, words))}: {result.stderr.decode().strip()}")
    return result.stdout


def program():
    return os.environ.get("ZHENGTU") or ROOT / "target/debug/zhengtu"


def units_of_the_lexicon(vocabularies):
    """The units of QUDT that the words of the lexicon are units of."""
    words = tomllib.loads((ROOT / "crates/lexicon/data/measures.toml").read_text())["unit"]
    units = {UNIT[one["iri"].removeprefix("unit:")] for one in words if one["iri"].startswith("unit:")}
    unknown = [short(unit) for unit in sorted(units - NEWER.keys()) if (unit, None, None) not in vocabularies.file(unit) or vocabularies.withdrawn(unit)]
    return units, unknown


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--kb", type=pathlib.Path)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        kb = options.kb or pathlib.Path(name) / "kb"
        if not options.kb:
            zhengtu("build", ROOT / "corpus", "--kb", kb)
        graph = rdflib.Graph().parse(data=zhengtu("export", "graph", "--kb", kb, "--format", "nt"), format="nt")
    graph.parse(ROOT / "ontology/policy.ttl")
    # What SHACL says of shapes is for a validator to check; only the terms that they name are looked up.
    vocabularies = Vocabularies(options.folder, graph, rdflib.Graph().parse(ROOT / "ontology/shapes.ttl"))
    faults = [f"{what}: {' '.join(map(short, triple))}" for what, triple in sorted(misuses(vocabularies).items())]
    used = {node for triple in itertools.chain(graph, vocabularies.shapes) for node in triple if vocabularies.is_foreign(node)}
    print(f"{len(graph)} triples use {len(used)} terms of {len(VOCABULARIES) + 2} vocabularies: {len(faults)} misused")
    units, unknown = units_of_the_lexicon(vocabularies)
    print(f"{len(units)} units of QUDT in the lexicon: {len(unknown)} unknown")
    faults += [f"{unit} of the lexicon is not defined by QUDT" for unit in unknown]
    for what, triple, expected in mutants(graph):
        graph.add(triple)
        seen = any(expected in one for one in misuses(around(vocabularies, triple)))
        graph.remove(triple)
        print(("ok    " if seen else "FAULT ") + f"notices {what}")
        faults += [] if seen else [f"does not notice {what}"]
    for fault in faults:
        print("FAULT " + fault)
    return 1 if faults else 0


def around(vocabularies, triple):
    """The same vocabularies over a graph that holds the triple and the classes of what it names."""
    small = rdflib.Graph()
    small.add(triple)
    for predicate in (RDFS.subClassOf, OWL.equivalentClass):
        for pair in vocabularies.graph.subject_objects(predicate):
            small.add((pair[0], predicate, pair[1]))
    for node in triple:
        for klass in vocabularies.graph.objects(node, RDF.type):
            small.add((node, RDF.type, klass))
    view = object.__new__(Vocabularies)
    view.files, view.terms = vocabularies.files, vocabularies.terms
    view.graph, view.shapes, view.above = small, rdflib.Graph(), {}
    return view


if __name__ == "__main__":
    sys.exit(main())
