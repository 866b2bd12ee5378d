use crate::Error;
use crate::schema::role_and_name;
use serde::Serialize;
use std::collections::BTreeMap;
use tantivy::{DocId, SegmentReader};

/// How many of the clauses found have each value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By document, in the order of names.
    pub doc: Vec<FacetCount>,
    /// By part number.
    pub part: Vec<FacetCount>,
    /// By unit, most first.
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
        let (unit, role) = units(segment, docs)?;
        Ok(Self {
            doc: listed(strings(segment, "doc", docs)?),
            kind: listed(strings(segment, "kind", docs)?),
            part: part.into_iter().map(|(part, count)| FacetCount { value: part.to_string(), count }).collect(),
            month: month
                .into_iter()
                .map(|(month, count)| FacetCount { value: format!("{:04}-{:02}", month / 100, month % 100), count })
                .collect(),
            unit: most_first(unit),
            role: listed(role),
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

type Counts = BTreeMap<String, usize>;

/// The counts by unit in any role, and by role of any unit.
fn units(segment: &SegmentReader, docs: &[DocId]) -> Result<(Counts, Counts), Error> {
    let Some(column) = segment.fast_fields().str("unit")? else { return Ok(Default::default()) };
    let mut names: Vec<Option<(u8, String)>> = Vec::new();
    for ord in 0..column.num_terms() as u64 {
        let mut value = String::new();
        column.ord_to_str(ord, &mut value).map_err(tantivy::TantivyError::from)?;
        names.push(role_and_name(&value).map(|(role, name)| (role as u8, name.to_owned())));
    }
    let (mut by_name, mut by_role) = (BTreeMap::<&str, usize>::new(), BTreeMap::<u8, usize>::new());
    for &doc in docs {
        let of_doc: Vec<&(u8, String)> = column
            .ords()
            .values_for_doc(doc)
            .filter_map(|ord| names.get(usize::try_from(ord).ok()?)?.as_ref())
            .collect();
        let mut seen: Vec<&str> = of_doc.iter().map(|(_, name)| name.as_str()).collect();
        let mut roles: Vec<u8> = of_doc.iter().map(|(role, _)| *role).collect();
        seen.sort_unstable();
        seen.dedup();
        roles.sort_unstable();
        roles.dedup();
        seen.into_iter().for_each(|name| *by_name.entry(name).or_default() += 1);
        roles.into_iter().for_each(|role| *by_role.entry(role).or_default() += 1);
    }
    let roles = [zhengtu_model::Role::Lead, zhengtu_model::Role::Responsible, zhengtu_model::Role::Cooperate];
    let by_role =
        roles.iter().filter_map(|role| by_role.get(&(*role as u8)).map(|&count| (role.name().to_owned(), count)));
    Ok((by_name.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(), by_role.collect()))
}

fn listed(counts: BTreeMap<String, usize>) -> Vec<FacetCount> {
    counts.into_iter().map(|(value, count)| FacetCount { value, count }).collect()
}

fn most_first(counts: BTreeMap<String, usize>) -> Vec<FacetCount> {
    let mut listed = listed(counts);
    listed.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    listed
}
