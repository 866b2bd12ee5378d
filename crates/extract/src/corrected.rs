//! What corrections change in the records: a name that means a unit, an item that is no task.

use crate::places::Places;
use crate::tasks::TaskDraft;
use std::collections::BTreeSet;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{
    AppliedCorrection, Correction, CorrectionChange, DocumentValues, Evidence, Identity, Outcome, Place, Stated, Task,
    Unit,
};
use zhengtu_outline::Outline;
use zhengtu_text::strip_white;

/// Takes out the items that corrections say are no tasks. Gives the corrections that named one.
pub(crate) fn drop_items(
    drafts: &mut Vec<TaskDraft>,
    outline: &Outline,
    places: &Places<'_>,
    corrections: &[Correction],
) -> Vec<AppliedCorrection> {
    let mut applied = Vec::new();
    for correction in corrections {
        let CorrectionChange::NotTask { path, title } = &correction.change else { continue };
        let title = title.as_deref().map(strip_white);
        let is_meant = |draft: &TaskDraft| {
            correction.part.is_none_or(|part| part == outline.nodes[draft.node].part)
                && path.as_ref().is_none_or(|path| *path == draft.path)
                && title.as_ref().is_none_or(|title| strip_white(outline.slice(draft.title)).contains(title.as_str()))
        };
        let mut dropped = Vec::new();
        drafts.retain(|draft| {
            let meant = is_meant(draft);
            if meant {
                dropped.push(places.evidence(draft.span));
            }
            !meant
        });
        applied.extend(used(correction, dropped));
    }
    applied
}

/// Puts what a person says about the document in the place of what was read. Gives the corrections that did.
pub(crate) fn say_what_it_is(
    lexicon: &Lexicon,
    identity: &mut Identity,
    corrections: &[Correction],
) -> Vec<AppliedCorrection> {
    let said = corrections.iter().filter_map(|correction| match &correction.change {
        CorrectionChange::Document { says } => Some((correction, says)),
        _ => None,
    });
    said.map(|(correction, says)| {
        let places = identity.evidence().into_iter().filter(|(field, _)| says.names(field));
        let places: Vec<Evidence> = places.map(|(_, evidence)| evidence.clone()).collect();
        put(lexicon, identity, says);
        AppliedCorrection { correction: correction.clone(), places, outcome: Outcome::Applied }
    })
    .collect()
}

fn put(lexicon: &Lexicon, identity: &mut Identity, says: &DocumentValues) {
    set(&mut identity.title, says.title.as_deref());
    set(&mut identity.issuer, says.issuer.as_deref());
    set(&mut identity.number, says.number.as_deref());
    set(&mut identity.kind, says.kind.as_deref());
    set(&mut identity.issued, says.issued.as_deref());
    set(&mut identity.valid_from, says.valid_from.as_deref());
    set(&mut identity.valid_to, says.valid_to.as_deref());
    if let Some(place) = says.place.as_deref() {
        let (found, level) = zhengtu_identity::resolve(lexicon, place);
        identity.place = (!place.is_empty()).then(|| Stated::given(found));
        identity.level = level.filter(|_| !place.is_empty()).map(Stated::given);
    }
    if let Some(code) = says.code.clone() {
        let listed = || lexicon.divisions().of_code(&code).map(|division| division.name.to_owned());
        let name = identity.place.as_ref().map(|stated| stated.value.name.clone()).or_else(listed);
        identity.place = name.map(|name| Stated::given(Place { name, code: Some(code.clone()) }));
    }
    set(&mut identity.level, says.level.as_deref());
}

/// Puts a value, or nothing where it is empty, in the place of another; leaves it where nothing is said.
fn set<T: std::str::FromStr>(field: &mut Option<Stated<T>>, said: Option<&str>) {
    if let Some(said) = said {
        *field = said.parse().ok().filter(|_| !said.is_empty()).map(Stated::given);
    }
}

/// Gives units the names that corrections give them. Gives the corrections that named one.
pub(crate) fn name_units(tasks: &mut [Task], corrections: &[Correction]) -> Vec<AppliedCorrection> {
    let mut applied = Vec::new();
    for correction in corrections {
        let CorrectionChange::Unit { name, means } = &correction.change else { continue };
        let name = strip_white(name);
        let mut named = Vec::new();
        for task in tasks.iter_mut().filter(|task| correction.part.is_none_or(|part| part == task.part)) {
            let stated = task.statements.iter_mut().flat_map(|statement| &mut statement.units);
            stated.for_each(|unit| _ = rename(unit, &name, means));
            let renamed = task.units.iter_mut().filter_map(|unit| rename(unit, &name, means));
            named.extend(renamed);
            drop_repeated(&mut task.units);
            task.statements.iter_mut().for_each(|statement| drop_repeated(&mut statement.units));
        }
        applied.extend(used(correction, named));
    }
    applied
}

/// Gives a unit called `name` the name that a correction gives it; gives its passage.
fn rename(unit: &mut Unit, name: &str, means: &str) -> Option<Evidence> {
    if ![unit.surface.as_str(), unit.name.as_str()].contains(&name) {
        return None;
    }
    unit.name = strip_white(means);
    unit.evidence.corrected = true;
    Some(unit.evidence.clone())
}

/// A unit that has come to stand twice in the same role stands there once.
fn drop_repeated(units: &mut Vec<Unit>) {
    let mut seen = BTreeSet::new();
    units.retain(|unit| seen.insert((unit.name.clone(), unit.role)));
}

fn used(correction: &Correction, places: Vec<Evidence>) -> Option<AppliedCorrection> {
    if places.is_empty() {
        return None;
    }
    Some(AppliedCorrection { correction: correction.clone(), places, outcome: Outcome::Applied })
}

#[cfg(test)]
mod tests {
    use crate::{Document, plan_facts};
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_model::{Correction, CorrectionChange, DocumentFacts};

    const PLAN: &str = "方案\n一、主要任务\n1.优化办税。推行网上办税。\n责任单位：县税务局、政数局\n\
                        2.优化服务。推行帮办。\n责任单位：县政务服务局、政数局\n";

    fn read(change: CorrectionChange, part: Option<u32>) -> DocumentFacts {
        let correction = Correction {
            change,
            doc: None,
            part,
            reason: "依据编办文件".to_owned(),
            file: "corrections.toml".to_owned(),
            line: 1,
        };
        let source = zhengtu_reader::read("计划.txt", PLAN.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let outline = zhengtu_outline::parse(lexicon(), &source);
        plan_facts(lexicon(), &[Document { source: &source, outline: &outline, corrections: &[correction] }]).remove(0)
    }

    fn names(facts: &DocumentFacts) -> Vec<Vec<&str>> {
        facts.tasks.iter().map(|task| task.units.iter().map(|unit| unit.name.as_str()).collect()).collect()
    }

    #[test]
    fn a_name_means_the_unit_that_a_correction_gives_and_stands_once() {
        let facts = read(CorrectionChange::Unit { name: "政数局".into(), means: "县政务服务局".into() }, None);
        assert_eq!(names(&facts), [vec!["县税务局", "县政务服务局"], vec!["县政务服务局"]]);
        assert_eq!(facts.tasks[0].units[1].surface, "政数局");
        assert!(facts.tasks[0].units[1].evidence.corrected && !facts.tasks[0].units[0].evidence.corrected);
        assert_eq!(facts.corrections[0].places.len(), 2);
        assert!(facts.units.iter().all(|unit| unit.name != "县政数局"));
    }

    #[test]
    fn an_item_is_no_task_where_a_correction_says_so() {
        let rule = |path: Option<&str>, title: Option<&str>| CorrectionChange::NotTask {
            path: path.map(str::to_owned),
            title: title.map(str::to_owned),
        };
        let facts = read(rule(Some("一/1"), None), None);
        assert_eq!(facts.tasks.iter().map(|task| task.path.as_str()).collect::<Vec<_>>(), ["一/2"]);
        assert_eq!(facts.corrections.len(), 1);
        assert_eq!(read(rule(None, Some("优化 服务")), Some(0)).tasks.len(), 1);
        let other = read(rule(Some("一/1"), Some("优化服务")), None);
        assert_eq!((other.tasks.len(), other.corrections.len()), (2, 0));
        assert_eq!(read(rule(Some("一/1"), None), Some(3)).tasks.len(), 2);
    }
}
