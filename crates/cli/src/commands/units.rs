//! The units that the documents name, as a person names them.

use crate::failure::Failure;
use std::collections::BTreeSet;
use zhengtu_model::{Bodies, Body, DocumentFacts};
use zhengtu_text::{fold_width, strip_white};

/// The most candidates that an error lists.
const MOST: usize = 12;

/// The bodies that have a part in some task, in the order in which the documents name them.
pub fn all<'a>(documents: &[DocumentFacts], bodies: &'a Bodies) -> Vec<&'a Body> {
    let tasks = documents.iter().flat_map(|facts| &facts.tasks);
    let keys: BTreeSet<&str> = tasks
        .flat_map(|task| task.units.iter().filter_map(move |unit| bodies.get(&task.doc, &unit.name)))
        .map(|body| body.body.key.as_str())
        .collect();
    bodies.iter().filter(|body| keys.contains(body.body.key.as_str())).collect()
}

/// The bodies that a person calls `given`: by what they are called among the documents, by a name of a document, by a
/// form in which that is printed, or by the end of a name (税务局 for 县税务局); a name with a place before it (温县税务局)
/// is known too. A name of several governments means the bodies of all of them.
///
/// # Errors
/// [`Failure::Usage`] with the candidates where there is none, or where several have other names and other functions.
pub fn named<'a>(documents: &[DocumentFacts], bodies: &'a Bodies, given: &str) -> Result<Vec<&'a Body>, Failure> {
    let (wanted, all) = (fold_width(&strip_white(given)), all(documents, bodies));
    let names =
        |body: &Body| body.named.iter().map(|(_, name)| name.clone()).chain([body.name.clone()]).collect::<Vec<_>>();
    let printed = |body: &Body| {
        let units = documents.iter().flat_map(|facts| facts.units.iter().map(move |unit| (facts, unit)));
        units
            .filter(|(facts, unit)| body.is(&facts.info.name, &unit.name))
            .any(|(_, unit)| unit.surfaces.contains(&wanted))
    };
    let ways: [&dyn Fn(&Body) -> bool; 5] = [
        &|body| body.name == wanted || body.body.label == wanted,
        &|body| names(body).contains(&wanted),
        &printed,
        &|body| !wanted.is_empty() && names(body).iter().any(|name| name.ends_with(&wanted)),
        &|body| names(body).iter().any(|name| name.chars().count() > 2 && wanted.ends_with(name.as_str())),
    ];
    let found = ways.iter().map(|is| all.iter().copied().filter(|body| is(body)).collect::<Vec<_>>());
    let Some(found) = found.into_iter().find(|found| !found.is_empty()) else {
        let known = list(&all);
        return Err(Failure::usage(format!("没有叫“{given}”的单位；任务中的单位有：{known}")));
    };
    match alike(&found) {
        true => Ok(found),
        false => Err(Failure::usage(format!("有多个叫“{given}”的单位，请写全：{}", list(&found)))),
    }
}

/// Whether bodies are the same to a person who names them: one body, or bodies of one name or one function of several
/// governments.
fn alike(found: &[&Body]) -> bool {
    let [first, others @ ..] = found else { return false };
    let same = |of: fn(&Body) -> Option<&str>| of(first).is_some() && others.iter().all(|body| of(body) == of(first));
    let places: BTreeSet<&str> = found.iter().map(|body| body.place()).collect();
    let apart = places.len() == found.len();
    others.is_empty()
        || same(|body| Some(body.named[0].1.as_str()))
        || apart && same(|body| body.body.function.as_deref())
}

fn list(bodies: &[&Body]) -> String {
    let shown: Vec<&str> = bodies.iter().take(MOST).map(|body| body.name.as_str()).collect();
    let rest = if bodies.len() > MOST { format!("等 {} 个", bodies.len()) } else { String::new() };
    shown.join("、") + &rest
}
