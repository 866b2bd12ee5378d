use crate::Error;
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
    /// The counts over the clauses of `docs`; none where nothing was written.
    pub(crate) fn of(segment: Option<&SegmentReader>, docs: &[DocId]) -> Result<Self, Error> {
        segment.map_or_else(|| Ok(Self::default()), |segment| Self::count(segment, docs))
    }

    fn count(segment: &SegmentReader, docs: &[DocId]) -> Result<Self, Error> {
        let part = numbers(segment, "part", docs, |part| part)?;
        let month = numbers(segment, "due", docs, |day| day / 100)?;
        let year = numbers(segment, "year", docs, |year| year)?;
        let mut level = strings(segment, "level", docs)?;
        let level = GovernmentLevel::ALL.into_iter().filter_map(|one| level.remove_entry(one.name()));
        Ok(Self {
            doc: listed(strings(segment, "doc", docs)?),
            place: most_first(strings(segment, "place", docs)?),
            level: listed(level),
            year: year.into_iter().map(|(year, count)| FacetCount { value: year.to_string(), count }).collect(),
            form: most_first(strings(segment, "form", docs)?),
            kind: listed(strings(segment, "kind", docs)?),
            part: part.into_iter().map(|(part, count)| FacetCount { value: part.to_string(), count }).collect(),
            month: month
                .into_iter()
                .map(|(month, count)| FacetCount { value: format!("{:04}-{:02}", month / 100, month % 100), count })
                .collect(),
            unit: most_first(strings(segment, "body", docs)?),
            role: roles(segment, docs)?,
        })
    }
}

fn numbers(
    segment: &SegmentReader,
    field: &str,
    docs: &[DocId],
    key: fn(u64) -> u64,
) -> Result<BTreeMap<u64, usize>, Error> {
    let column = segment.fast_fields().u64(field)?;
    let mut counts = BTreeMap::new();
    for value in docs.iter().flat_map(|&doc| column.values_for_doc(doc)) {
        *counts.entry(key(value)).or_default() += 1;
    }
    Ok(counts)
}

fn strings(segment: &SegmentReader, field: &str, docs: &[DocId]) -> Result<BTreeMap<String, usize>, Error> {
    let Some(column) = segment.fast_fields().str(field)? else { return Ok(BTreeMap::new()) };
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for ord in docs.iter().flat_map(|&doc| column.ords().values_for_doc(doc)) {
        *counts.entry(ord).or_default() += 1;
    }
    let mut named = BTreeMap::new();
    for (ord, count) in counts {
        let mut value = String::new();
        if column.ord_to_str(ord, &mut value).map_err(tantivy::TantivyError::from)? {
            named.insert(value, count);
        }
    }
    Ok(named)
}

/// The counts by role of any unit, the weightiest first.
fn roles(segment: &SegmentReader, docs: &[DocId]) -> Result<Vec<FacetCount>, Error> {
    let Some(column) = segment.fast_fields().str("unit")? else { return Ok(Vec::new()) };
    let mut role_of: Vec<Option<Role>> = Vec::new();
    for ord in 0..column.num_terms() as u64 {
        let mut value = String::new();
        column.ord_to_str(ord, &mut value).map_err(tantivy::TantivyError::from)?;
        role_of.push(role_and_name(&value).map(|(role, _)| role));
    }
    let mut counts: BTreeMap<Role, usize> = BTreeMap::new();
    for &doc in docs {
        let ords = column.ords().values_for_doc(doc);
        let of_doc: BTreeSet<Role> = ords.filter_map(|ord| *role_of.get(usize::try_from(ord).ok()?)?).collect();
        of_doc.into_iter().for_each(|role| *counts.entry(role).or_default() += 1);
    }
    Ok(listed(counts.into_iter().map(|(role, count)| (role.name().to_owned(), count))))
}

fn listed(counts: impl IntoIterator<Item = (String, usize)>) -> Vec<FacetCount> {
    counts.into_iter().map(|(value, count)| FacetCount { value, count }).collect()
}

fn most_first(counts: BTreeMap<String, usize>) -> Vec<FacetCount> {
    let mut listed = listed(counts);
    listed.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    listed
}
