//! The units that the documents name, as a person names them.

use crate::failure::Failure;
use zhengtu_model::DocumentFacts;
use zhengtu_text::{fold_width, strip_white};

/// The most candidates that an error lists.
const MOST: usize = 12;

/// The units that have a part in some task, in the order of their first task.
pub fn all(documents: &[DocumentFacts]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for unit in documents.iter().flat_map(|facts| &facts.tasks).flat_map(|task| &task.units) {
        if !names.contains(&unit.name) {
            names.push(unit.name.clone());
        }
    }
    names
}

/// The unit that a person calls `given`: its name, a form in which it is printed, or the end of the name that
/// only one has (税务局 for 县税务局); the name with a place before it (温县税务局) is known too.
///
/// # Errors
/// [`Failure::Usage`] with the candidates where there is none, or several.
pub fn named(documents: &[DocumentFacts], given: &str) -> Result<String, Failure> {
    let (wanted, names) = (fold_width(&strip_white(given)), all(documents));
    let printed = |name: &&String| {
        let units = documents.iter().flat_map(|facts| &facts.units);
        units.filter(|unit| unit.name == **name).any(|unit| unit.surfaces.contains(&wanted))
    };
    let ways: [Vec<&String>; 4] = [
        names.iter().filter(|name| **name == wanted).collect(),
        names.iter().filter(printed).collect(),
        names.iter().filter(|name| !wanted.is_empty() && name.ends_with(&wanted)).collect(),
        names.iter().filter(|name| name.chars().count() > 2 && wanted.ends_with(name.as_str())).collect(),
    ];
    let Some(found) = ways.into_iter().find(|found| !found.is_empty()) else {
        let known = list(&names.iter().collect::<Vec<_>>());
        return Err(Failure::usage(format!("没有叫“{given}”的单位；任务中的单位有：{known}")));
    };
    match found[..] {
        [name] => Ok(name.clone()),
        _ => Err(Failure::usage(format!("有多个叫“{given}”的单位，请写全：{}", list(&found)))),
    }
}

fn list(names: &[&String]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST).map(|name| name.as_str()).collect();
    let rest = if names.len() > MOST { format!("等 {} 个", names.len()) } else { String::new() };
    shown.join("、") + &rest
}
