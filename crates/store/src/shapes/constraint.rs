//! A constraint of a shape: the query that finds what breaks it, and what to say then.

use super::short;
use super::turtle::{Turtle, as_subject};
use crate::StoreError;
use oxrdf::vocab::rdfs;
use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Term};
use zhengtu_say::Lang;

const SH: &str = "http://www.w3.org/ns/shacl#";

/// One thing that a shape asks for.
#[derive(Clone, Debug)]
pub(super) struct Constraint {
    shape: String,
    /// The pattern that finds the nodes of the shape, as `?node`.
    target: String,
    path: Option<Path>,
    rule: Rule,
}

/// Where the values of a property shape are.
#[derive(Clone, Debug)]
struct Path {
    property: NamedNode,
    inverse: bool,
    /// What the ontology calls the property, Chinese and English; the IRI where it says nothing.
    label: (String, String),
}

/// What is asked for.
#[derive(Clone, Debug)]
enum Rule {
    MinCount,
    MaxCount,
    Datatype(NamedNode),
    /// The class, and those below it.
    Class(Vec<NamedNode>),
    Iri,
    In(Vec<Term>),
    HasValue(Term),
    Pattern(String),
    MinLength(String),
    MaxLength(String),
    MinInclusive(Literal),
    MaxInclusive(Literal),
    LessThanOrEquals(NamedNode),
    Equals(NamedNode),
    UniqueLang,
    /// No other properties than these.
    Closed(Vec<Term>),
    /// All properties of one of the groups.
    AnyOf(Vec<Vec<NamedNode>>),
}

/// The constraints of all shapes that are for a class, or for the values of a property.
pub(super) fn read(shapes: &Turtle, terms: &Turtle) -> Result<Vec<Constraint>, StoreError> {
    let mut reader = ConstraintReader { shapes, terms, found: Vec::new() };
    for shape in shapes.subjects() {
        for class in shapes.all(shape, &sh("targetClass")) {
            reader.node_shape(shape, &short_of(class), &format!("?node a {class} ."))?;
        }
    }
    Ok(reader.found)
}

struct ConstraintReader<'a> {
    shapes: &'a Turtle,
    terms: &'a Turtle,
    found: Vec<Constraint>,
}

impl ConstraintReader<'_> {
    fn node_shape(&mut self, shape: &NamedOrBlankNode, name: &str, target: &str) -> Result<(), StoreError> {
        let shapes = self.shapes;
        for (predicate, value) in shapes.about(shape) {
            let Some(kind) = predicate.strip_prefix(SH) else { continue };
            let rule = match kind {
                "targetClass" | "ignoredProperties" => continue,
                "property" => {
                    let property = as_subject(value).ok_or_else(|| unknown(kind))?;
                    self.property_shape(&property, name, target)?;
                    continue;
                }
                "closed" => Rule::Closed(self.allowed(shape)),
                "or" => Rule::AnyOf(self.groups(value)),
                _ => self.rule(kind, value)?,
            };
            self.add(name, target, None, rule);
        }
        Ok(())
    }

    fn property_shape(&mut self, shape: &NamedOrBlankNode, name: &str, target: &str) -> Result<(), StoreError> {
        let path = self.path(shape).ok_or_else(|| unknown("path"))?;
        let shapes = self.shapes;
        for (predicate, value) in shapes.about(shape) {
            match predicate.strip_prefix(SH) {
                None | Some("path" | "message") => {}
                Some("node") => self.values(&path, value, name, target)?,
                Some(kind) => {
                    let rule = self.rule(kind, value)?;
                    self.add(name, target, Some(path.clone()), rule);
                }
            }
        }
        Ok(())
    }

    /// The values of the property have a shape of their own. One that is for a class holds for them as for all of that
    /// class.
    fn values(&mut self, path: &Path, shape: &Term, name: &str, target: &str) -> Result<(), StoreError> {
        let shape = as_subject(shape).ok_or_else(|| unknown("node"))?;
        if self.shapes.one(&shape, &sh("targetClass")).is_some() {
            let classes: Vec<Term> = self.shapes.all(&shape, &sh("class")).cloned().collect();
            for class in classes {
                let rule = self.rule("class", &class)?;
                self.add(name, target, Some(path.clone()), rule);
            }
            return Ok(());
        }
        let target = target.replace("?node", "?owner");
        let name = format!("{name} {}", short(&path.property));
        self.node_shape(&shape, &name, &format!("{target} ?owner {} ?node .", path.text()))
    }

    fn path(&self, shape: &NamedOrBlankNode) -> Option<Path> {
        let (property, inverse) = match self.shapes.one(shape, &sh("path"))? {
            Term::NamedNode(property) => (property.clone(), false),
            other => match self.shapes.one(&as_subject(other)?, &sh("inversePath"))? {
                Term::NamedNode(property) => (property.clone(), true),
                _ => return None,
            },
        };
        let label = (self.label(&property, "zh"), self.label(&property, "en"));
        Some(Path { property, inverse, label })
    }

    /// The name of a property, with what the ontology calls it.
    fn label(&self, property: &NamedNode, language: &str) -> String {
        let named = self.terms.all(&property.clone().into(), rdfs::LABEL.as_str()).find_map(|term| match term {
            Term::Literal(literal) if literal.language() == Some(language) => Some(literal.value().to_owned()),
            _ => None,
        });
        let short = short(property);
        match (named, language) {
            (None, _) => short,
            (Some(label), "zh") => format!("{short}（{label}）"),
            (Some(label), _) => format!("{short} ({label})"),
        }
    }

    fn rule(&self, kind: &str, value: &Term) -> Result<Rule, StoreError> {
        let text = || plain(value).to_owned();
        Ok(match (kind, value) {
            ("minCount", Term::Literal(one)) if one.value() == "1" => Rule::MinCount,
            ("maxCount", Term::Literal(one)) if one.value() == "1" => Rule::MaxCount,
            ("datatype", Term::NamedNode(datatype)) => Rule::Datatype(datatype.clone()),
            ("class", Term::NamedNode(class)) => Rule::Class(self.with_subclasses(class)),
            ("nodeKind", Term::NamedNode(kind)) if kind.as_str() == sh("IRI") => Rule::Iri,
            ("in", list) => Rule::In(self.shapes.list(list)),
            ("hasValue", value) => Rule::HasValue(value.clone()),
            ("pattern", _) => Rule::Pattern(text()),
            ("minLength", _) => Rule::MinLength(text()),
            ("maxLength", _) => Rule::MaxLength(text()),
            ("minInclusive", Term::Literal(least)) => Rule::MinInclusive(least.clone()),
            ("maxInclusive", Term::Literal(most)) => Rule::MaxInclusive(most.clone()),
            ("lessThanOrEquals", Term::NamedNode(other)) => Rule::LessThanOrEquals(other.clone()),
            ("equals", Term::NamedNode(other)) => Rule::Equals(other.clone()),
            ("uniqueLang", _) => Rule::UniqueLang,
            (kind, _) => return Err(unknown(kind)),
        })
    }

    fn with_subclasses(&self, class: &NamedNode) -> Vec<NamedNode> {
        let mut classes = vec![class.clone()];
        let mut at = 0;
        while let Some(above) = classes.get(at).cloned() {
            at += 1;
            for subject in self.terms.subjects() {
                let above = Term::from(above.clone());
                let is_below = self.terms.all(subject, rdfs::SUB_CLASS_OF.as_str()).any(|term| *term == above);
                if let (true, NamedOrBlankNode::NamedNode(below)) = (is_below, subject)
                    && !classes.contains(below)
                {
                    classes.push(below.clone());
                }
            }
        }
        classes
    }

    /// The properties that a closed shape lists, and those that it lets pass.
    fn allowed(&self, shape: &NamedOrBlankNode) -> Vec<Term> {
        let listed = self.shapes.all(shape, "http://www.w3.org/ns/shacl#property").filter_map(as_subject);
        let mut allowed: Vec<Term> =
            listed.filter_map(|property| Some(self.path(&property)?.property.into())).collect();
        allowed.extend(
            self.shapes.one(shape, &sh("ignoredProperties")).into_iter().flat_map(|list| self.shapes.list(list)),
        );
        allowed
    }

    /// The properties that each alternative asks for.
    fn groups(&self, list: &Term) -> Vec<Vec<NamedNode>> {
        let alternatives = self.shapes.list(list);
        let alternatives = alternatives.iter().filter_map(as_subject);
        let properties = |alternative: NamedOrBlankNode| {
            let shapes = self.shapes.all(&alternative, "http://www.w3.org/ns/shacl#property").filter_map(as_subject);
            shapes.filter_map(|shape| Some(self.path(&shape)?.property)).collect()
        };
        alternatives.map(properties).collect()
    }

    fn add(&mut self, shape: &str, target: &str, path: Option<Path>, rule: Rule) {
        self.found.push(Constraint { shape: shape.to_owned(), target: target.to_owned(), path, rule });
    }
}

impl Path {
    fn text(&self) -> String {
        if self.inverse { format!("^{}", self.property) } else { self.property.to_string() }
    }
}

impl Constraint {
    /// The class that the shape is for, and the way from it where the shape is for what a property leads to.
    pub(super) fn shape(&self) -> &str {
        &self.shape
    }

    /// What SHACL calls the constraint.
    pub(super) fn kind(&self) -> &'static str {
        match &self.rule {
            Rule::MinCount => "minCount",
            Rule::MaxCount => "maxCount",
            Rule::Datatype(_) => "datatype",
            Rule::Class(_) => "class",
            Rule::Iri => "nodeKind",
            Rule::In(_) => "in",
            Rule::HasValue(_) => "hasValue",
            Rule::Pattern(_) => "pattern",
            Rule::MinLength(_) => "minLength",
            Rule::MaxLength(_) => "maxLength",
            Rule::MinInclusive(_) => "minInclusive",
            Rule::MaxInclusive(_) => "maxInclusive",
            Rule::LessThanOrEquals(_) => "lessThanOrEquals",
            Rule::Equals(_) => "equals",
            Rule::UniqueLang => "uniqueLang",
            Rule::Closed(_) => "closed",
            Rule::AnyOf(_) => "or",
        }
    }

    /// The property, with `^` before it where it leads here.
    pub(super) fn property(&self) -> Option<String> {
        let path = self.path.as_ref()?;
        Some(format!("{}{}", if path.inverse { "^" } else { "" }, short(&path.property)))
    }

    /// Finds the nodes that break the constraint, with the value that does.
    pub(super) fn query(&self) -> String {
        let target = &self.target;
        // A node shape speaks of the node itself.
        let (value, values) = match &self.path {
            Some(path) => ("?value", format!("?node {} ?value .", path.text())),
            None => ("?node", String::new()),
        };
        let path = self.path.as_ref().map(Path::text).unwrap_or_default();
        let breaks = match &self.rule {
            Rule::MinCount => format!("FILTER NOT EXISTS {{ ?node {path} ?any }}"),
            Rule::MaxCount => format!("{values} ?node {path} ?other . FILTER(STR(?value) > STR(?other))"),
            Rule::Datatype(datatype) => {
                format!("{values} FILTER(!isLiteral(?value) || DATATYPE(?value) != {datatype})")
            }
            Rule::Class(classes) => {
                let none = classes.iter().map(|class| format!("FILTER NOT EXISTS {{ {value} a {class} }}"));
                format!("{values} {}", none.collect::<Vec<_>>().join(" "))
            }
            Rule::Iri => format!("{values} FILTER(!isIRI({value}))"),
            Rule::In(list) => format!("{values} FILTER({value} NOT IN ({}))", join(list)),
            Rule::HasValue(term) => format!("FILTER NOT EXISTS {{ ?node {path} {term} }}"),
            Rule::Pattern(pattern) => {
                format!("{values} FILTER(!REGEX(STR(?value), {}))", Literal::new_simple_literal(pattern))
            }
            Rule::MinLength(least) => format!("{values} FILTER(STRLEN(STR(?value)) < {least})"),
            Rule::MaxLength(most) => format!("{values} FILTER(STRLEN(STR(?value)) > {most})"),
            Rule::MinInclusive(least) => format!("{values} FILTER(?value < {least})"),
            Rule::MaxInclusive(most) => format!("{values} FILTER(?value > {most})"),
            Rule::LessThanOrEquals(other) => format!("{values} ?node {other} ?other . FILTER(?value > ?other)"),
            Rule::Equals(other) => format!(
                "{{ {values} FILTER NOT EXISTS {{ ?node {other} ?value }} }} UNION \
                 {{ ?node {other} ?value . FILTER NOT EXISTS {{ ?node {path} ?value }} }}"
            ),
            Rule::UniqueLang => format!(
                "{values} ?node {path} ?other . \
                 FILTER(LANG(?value) != \"\" && LANG(?value) = LANG(?other) && STR(?value) > STR(?other))"
            ),
            Rule::Closed(allowed) => format!("?node ?value ?any . FILTER(?value NOT IN ({}))", join(allowed)),
            Rule::AnyOf(groups) => {
                let group = |properties: &Vec<NamedNode>| {
                    let all = properties.iter().map(|property| format!("?node {property} [] ."));
                    format!("FILTER NOT EXISTS {{ {} }}", all.collect::<Vec<_>>().join(" "))
                };
                groups.iter().map(group).collect::<Vec<_>>().join(" ")
            }
        };
        format!("SELECT DISTINCT ?node ?value {{ {target} {breaks} }} ORDER BY ?node ?value")
    }

    /// What is wrong, in words.
    pub(super) fn message(&self, lang: Lang) -> String {
        let named = self.path.as_ref().map(|path| lang.pick(&path.label.0, &path.label.1).clone());
        let name = named.unwrap_or_else(|| lang.pick("该节点", "the node").to_owned());
        let list = |terms: &[Term]| terms.iter().map(short_of).collect::<Vec<_>>().join(lang.pick("、", ", "));
        let (zh, en) = match &self.rule {
            Rule::MinCount => (format!("缺少 {name}"), format!("lacks {name}")),
            Rule::MaxCount => (format!("{name} 不止一个"), format!("has more than one {name}")),
            Rule::Datatype(datatype) => {
                let datatype = short(datatype);
                (format!("{name} 的值应是 {datatype}"), format!("{name} should be of type {datatype}"))
            }
            Rule::Class(classes) => {
                let class = short(&classes[0]);
                (format!("{name} 应是 {class}"), format!("{name} should be a {class}"))
            }
            Rule::Iri => (format!("{name} 应是标识（IRI）"), format!("{name} should be an IRI")),
            Rule::In(terms) => {
                let terms = list(terms);
                (format!("{name} 应是其中之一：{terms}"), format!("{name} should be one of {terms}"))
            }
            Rule::HasValue(term) => {
                let term = short_of(term);
                (format!("{name} 应是 {term}"), format!("{name} should be {term}"))
            }
            Rule::Pattern(pattern) => (format!("{name} 应合于 {pattern}"), format!("{name} should match {pattern}")),
            Rule::MinLength(least) => {
                (format!("{name} 至少应有 {least} 字"), format!("{name} should have at least {least} characters"))
            }
            Rule::MaxLength(most) => {
                (format!("{name} 至多应有 {most} 字"), format!("{name} should have at most {most} characters"))
            }
            Rule::MinInclusive(least) => {
                let least = least.value();
                (format!("{name} 不应小于 {least}"), format!("{name} should not be below {least}"))
            }
            Rule::MaxInclusive(most) => {
                let most = most.value();
                (format!("{name} 不应大于 {most}"), format!("{name} should not be above {most}"))
            }
            Rule::LessThanOrEquals(other) => {
                let other = short(other);
                (format!("{name} 不应大于 {other}"), format!("{name} should not be above {other}"))
            }
            Rule::Equals(other) => {
                let other = short(other);
                (format!("{name} 应与 {other} 相同"), format!("{name} should be the same as {other}"))
            }
            Rule::UniqueLang => {
                (format!("{name} 每种语言只应有一个"), format!("{name} should be there once for each language"))
            }
            Rule::Closed(_) => ("形状没有列出这个属性".to_owned(), "the shape does not list this property".to_owned()),
            Rule::AnyOf(groups) => {
                let group = |properties: &Vec<NamedNode>| properties.iter().map(short).collect::<Vec<_>>().join("+");
                let groups = groups.iter().map(group).collect::<Vec<_>>().join(lang.pick("，或 ", " or "));
                (format!("应有 {groups}"), format!("should have {groups}"))
            }
        };
        lang.pick(zh, en)
    }
}

fn join(terms: &[Term]) -> String {
    terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn sh(local: &str) -> String {
    format!("{SH}{local}")
}

fn unknown(what: &str) -> StoreError {
    StoreError::Refused(format!("ontology/shapes.ttl：不认识 sh:{what} 的这种写法"))
}

fn plain(term: &Term) -> &str {
    match term {
        Term::Literal(literal) => literal.value(),
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(node) => node.as_str(),
    }
}

fn short_of(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => short(node),
        other => plain(other).to_owned(),
    }
}
