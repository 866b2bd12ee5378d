//! The units of a task, and which of its statements names them.

use super::DocumentReader;
use super::statements::{ReadStatement, TaskStatements};
use crate::tasks::{StatementSource, TaskDraft};
use crate::units::Registry;
use std::collections::BTreeSet;
use zhengtu_model::{Ground, Role, TaskStatement, Unit};
use zhengtu_text::strip_white;

/// Who is responsible for a task.
pub(super) struct TaskUnits {
    /// The units of all statements, in order. A unit has the role of the first statement that names it;
    /// one statement may give it two.
    pub(super) units: Vec<Unit>,
    /// The statements, where several measures of the item have statements of their own.
    pub(super) statements: Vec<TaskStatement>,
}

impl DocumentReader<'_> {
    pub(super) fn task_units(
        &self,
        draft: &TaskDraft,
        statements: &TaskStatements<'_>,
        registry: &Registry,
    ) -> TaskUnits {
        let unit_first = matches!(draft.statement, StatementSource::UnitFirst(_));
        if statements.measures.len() < 2 {
            let mut units = self.units_of(statements.read.iter(), unit_first, registry);
            // Of the cells of a row the first that names a unit gives its role.
            if matches!(draft.statement, StatementSource::Cells(_)) {
                units = each_once(units.iter());
            }
            return TaskUnits { units, statements: Vec::new() };
        }
        let each = statements.measures.iter().enumerate().map(|(number, &text)| {
            let read: Vec<&ReadStatement<'_>> = statements.read.iter().filter(|read| read.measure == number).collect();
            TaskStatement {
                units: self.units_of(read.iter().copied(), unit_first, registry),
                units_raw: read.iter().map(|read| strip_white(read.text)).collect(),
                text: strip_white(self.outline.slice(text)),
                evidence: self.places.evidence(text),
            }
        });
        let statements: Vec<TaskStatement> = each.collect();
        TaskUnits { units: each_once(statements.iter().flat_map(|statement| &statement.units)), statements }
    }

    /// The units that statements name, each once in a role.
    fn units_of<'s>(
        &self,
        statements: impl Iterator<Item = &'s ReadStatement<'s>>,
        unit_first: bool,
        registry: &Registry,
    ) -> Vec<Unit> {
        let mut seen: BTreeSet<(String, Role)> = BTreeSet::new();
        let mut units = Vec::new();
        for read in statements {
            for unit in registry.resolve_names(&read.parsed, &read.names) {
                if !seen.insert((unit.name.clone(), unit.role)) {
                    continue;
                }
                units.push(Unit {
                    name: unit.name,
                    surface: unit.surface,
                    role: unit.role,
                    kind: unit.kind,
                    ground: if unit_first { Ground::UnitFirst } else { unit.ground },
                    evidence: self.places.evidence(read.locate(unit.span)),
                });
            }
        }
        units
    }
}

/// The units, each with its first role.
fn each_once<'u>(units: impl Iterator<Item = &'u Unit>) -> Vec<Unit> {
    let mut seen = BTreeSet::new();
    units.filter(|unit| seen.insert(unit.name.as_str())).cloned().collect()
}
