//! The lights of tasks in words: how each stands on a day.

use crate::call::Call;
use crate::reply::Refusal;
use std::collections::BTreeMap;
use zhengtu_ask::Clock;
use zhengtu_model::Date;
use zhengtu_progress::{Entry, Light};

/// A light in words.
#[derive(Clone)]
pub struct Lit {
    /// As the style sheet calls it.
    pub class: &'static str,
    /// In words.
    pub name: String,
}

impl Lit {
    pub fn of(call: &Call, light: Light) -> Self {
        let look = call.opened.lights().look(light);
        Self { class: light.name(), name: call.asked.lang.pick(look.zh, look.en) }
    }
}

/// The day that is taken for today.
pub fn today(call: &Call) -> Result<Date, Refusal> {
    Ok(call.day("today")?.unwrap_or_else(|| Clock::now().today))
}

/// The tasks by their IRIs, each with how it stands: the rank of its light, and the light.
pub fn lights_of(call: &Call) -> Result<BTreeMap<String, (usize, Lit)>, Refusal> {
    let board = call.opened.board(today(call)?);
    let of = |entry: Entry<'_>| (entry.task.id.clone(), (rank(entry.light), Lit::of(call, entry.light)));
    Ok(board.tasks().into_iter().map(of).collect())
}

pub fn rank(light: Light) -> usize {
    Light::ALL.iter().position(|one| *one == light).unwrap_or(0)
}
