//! The bodies that the tasks name.

use foldhash::{HashMap, HashMapExt};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::bodies::Level;
use zhengtu_model::{BodyRef, Task, Unit, UnitKind, UnitName};

/// The bodies that the tasks name, in order of first appearance, with the forms they are printed in.
pub(super) fn unit_names(lexicon: &Lexicon, tasks: &[Task]) -> Vec<UnitName> {
    let mut names: Vec<UnitName> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for unit in tasks.iter().flat_map(|task| &task.units) {
        match places.get(unit.name.as_str()) {
            Some(&at) if names[at].surfaces.contains(&unit.surface) => {}
            Some(&at) => names[at].surfaces.push(unit.surface.clone()),
            None => {
                places.insert(&unit.name, names.len());
                names.push(unit_name(lexicon, unit));
            }
        }
    }
    names
}

fn unit_name(lexicon: &Lexicon, unit: &Unit) -> UnitName {
    let known = (unit.kind == UnitKind::Unit).then(|| lexicon.bodies().recognise(&unit.name)).flatten();
    UnitName {
        name: unit.name.clone(),
        kind: unit.kind,
        surfaces: vec![unit.surface.clone()],
        function: known.as_ref().map(|known| known.function.to_string()),
        level: known.as_ref().and_then(|known| known.level.map(|level| level_name(level).to_owned())),
        body: BodyRef::default(),
        evidence: unit.evidence.clone(),
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Nation => "nation",
        Level::Province => "province",
        Level::City => "city",
        Level::County => "county",
        Level::Town => "town",
    }
}
