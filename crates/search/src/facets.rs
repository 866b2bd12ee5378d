use crate::Error;
use crate::opened::Opened;
use crate::schema::role_and_name;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::{DocId, SegmentReader};
use zhengtu_model::{GovernmentLevel, Role};

/// How many of the clauses found have each value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By document, in the order of names.
    pub doc: Vec<FacetCount>,
    /// By the place whose government issued the document, most first.
    pub place: Vec<FacetCount>,
    /// By the level of that government, the highest first.
    pub level: Vec<FacetCount>,
    /// By the year of the document, in order.
    pub year: Vec<FacetCount>,
    /// By the kind of document (实施方案), most first.
    pub form: Vec<FacetCount>,
    /// By part number.
    pub part: Vec<FacetCount>,
    /// By body, most first; bodies of the same name are told apart.
    pub unit: Vec<FacetCount>,
    /// By role, of any unit.
    pub role: Vec<FacetCount>,
    /// By month of the deadline, `YYYY-MM`, in order.
    pub month: Vec<FacetCount>,
    /// By kind.
    pub kind: Vec<FacetCount>,
}

/// A value with the number of clauses that have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// The number of clauses.
    pub count: usize,
}

impl Facets {
    /// The counts over these clauses.
    pub(crate) fn of(index: &Opened, clauses: &[DocId]) -> Result<Self, Error> {
        let mut counts = Counts::default();
        for (part, locals) in index.parts().iter().zip(index.by_part(clauses)) {
            counts.add(&part.reader, &locals)?;
        }
        let Counts { part, month, year, mut level, doc, place, form, kind, body, role } = counts;
        let level = GovernmentLevel::ALL.into_iter().filter_map(|one| level.remove_entry(one.name()));
        Ok(Self {
            doc: listed(doc),
            place: most_first(place),
            level: listed(level),
            year: year.into_iter().map(|(year, count)| FacetCount { value: year.to_string(), count }).collect(),
            form: most_first(form),
            kind: listed(kind),
            part: part.into_iter().map(|(part, count)| FacetCount { value: part.to_string(), count }).collect(),
            month: month
                .into_iter()
                .map(|(month, count)| FacetCount { value: format!("{:04}-{:02}", month / 100, month % 100), count })
                .collect(),
            unit: most_first(body),
            role: listed(role.into_iter().map(|(role, count)| (role.name().to_owned(), count))),
        })
    }
}

/// How many clauses have each value, over all parts of the index.
#[derive(Default)]
struct Counts {
    part: BTreeMap<u64, usize>,
    month: BTreeMap<u64, usize>,
    year: BTreeMap<u64, usize>,
    level: BTreeMap<String, usize>,
    doc: BTreeMap<String, usize>,
    place: BTreeMap<String, usize>,
    form: BTreeMap<String, usize>,
    kind: BTreeMap<String, usize>,
    body: BTreeMap<String, usize>,
    role: BTreeMap<Role, usize>,
}

impl Counts {
    /// Adds those of the clauses of one part.
    fn add(&mut self, segment: &SegmentReader, docs: &[DocId]) -> Result<(), Error> {
        numbers(&mut self.part, segment, "part", docs, |part| part)?;
        numbers(&mut self.month, segment, "due", docs, |day| day / 100)?;
        numbers(&mut self.year, segment, "year", docs, |year| year)?;
        for (counts, field) in [
            (&mut self.level, "level"),
            (&mut self.doc, "doc"),
            (&mut self.place, "place"),
            (&mut self.form, "form"),
            (&mut self.kind, "kind"),
            (&mut self.body, "body"),
        ] {
            strings(counts, segment, field, docs)?;
        }
        roles(&mut self.role, segment, docs)
    }
}

fn numbers(
    counts: &mut BTreeMap<u64, usize>,
    segment: &SegmentReader,
    field: &str,
    docs: &[DocId],
    key: fn(u64) -> u64,
) -> Result<(), Error> {
    let column = segment.fast_fields().u64(field)?;
    for value in docs.iter().flat_map(|&doc| column.values_for_doc(doc)) {
        *counts.entry(key(value)).or_default() += 1;
    }
    Ok(())
}

fn strings(
    counts: &mut BTreeMap<String, usize>,
    segment: &SegmentReader,
    field: &str,
    docs: &[DocId],
) -> Result<(), Error> {
    let Some(column) = segment.fast_fields().str(field)? else { return Ok(()) };
    let mut by_ord: BTreeMap<u64, usize> = BTreeMap::new();
    for ord in docs.iter().flat_map(|&doc| column.ords().values_for_doc(doc)) {
        *by_ord.entry(ord).or_default() += 1;
    }
    for (ord, count) in by_ord {
        let mut value = String::new();
        if column.ord_to_str(ord, &mut value).map_err(tantivy::TantivyError::from)? {
            *counts.entry(value).or_default() += count;
        }
    }
    Ok(())
}

/// The counts by role of any unit, the weightiest first.
fn roles(counts: &mut BTreeMap<Role, usize>, segment: &SegmentReader, docs: &[DocId]) -> Result<(), Error> {
    let Some(column) = segment.fast_fields().str("unit")? else { return Ok(()) };
    let mut role_of: Vec<Option<Role>> = Vec::new();
    for ord in 0..column.num_terms() as u64 {
        let mut value = String::new();
        column.ord_to_str(ord, &mut value).map_err(tantivy::TantivyError::from)?;
        role_of.push(role_and_name(&value).map(|(role, _)| role));
    }
    for &doc in docs {
        let ords = column.ords().values_for_doc(doc);
        let of_doc: BTreeSet<Role> = ords.filter_map(|ord| *role_of.get(usize::try_from(ord).ok()?)?).collect();
        of_doc.into_iter().for_each(|role| *counts.entry(role).or_default() += 1);
    }
    Ok(())
}

fn listed(counts: impl IntoIterator<Item = (String, usize)>) -> Vec<FacetCount> {
    counts.into_iter().map(|(value, count)| FacetCount { value, count }).collect()
}

fn most_first(counts: BTreeMap<String, usize>) -> Vec<FacetCount> {
    let mut listed = listed(counts);
    listed.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    listed
}
