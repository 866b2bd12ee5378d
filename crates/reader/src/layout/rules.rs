//! The lines drawn on a page, brought together where they are pieces of one.

use super::Rule;

/// How far apart two places may lie and count as one.
pub(crate) const NEAR: f32 = 3.0;
/// Shorter strokes are parts of signs.
const MIN_LENGTH: f32 = 6.0;

/// A level or upright line: where it lies, and from where to where it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stroke {
    pub(crate) at: f32,
    pub(crate) from: f32,
    pub(crate) to: f32,
}

impl Stroke {
    /// Whether the stroke passes the place.
    pub(crate) fn passes(&self, at: f32, place: f32) -> bool {
        (self.at - at).abs() <= NEAR && self.from - NEAR <= place && place <= self.to + NEAR
    }

    /// Whether a level and an upright stroke meet.
    pub(crate) fn meets(&self, other: &Stroke) -> bool {
        self.from - NEAR <= other.at
            && other.at <= self.to + NEAR
            && other.from - NEAR <= self.at
            && self.at <= other.to + NEAR
    }
}

/// The level and the upright strokes of a page.
pub(crate) fn strokes(rules: &[Rule]) -> (Vec<Stroke>, Vec<Stroke>) {
    let (mut level, mut upright) = (Vec::new(), Vec::new());
    for rule in rules {
        let (dx, dy) = ((rule.x1 - rule.x0).abs(), (rule.y1 - rule.y0).abs());
        if dx >= MIN_LENGTH && dy <= 2.0 {
            level.push(Stroke { at: (rule.y0 + rule.y1) / 2.0, from: rule.x0.min(rule.x1), to: rule.x0.max(rule.x1) });
        } else if dy >= MIN_LENGTH && dx <= 2.0 {
            upright.push(Stroke {
                at: (rule.x0 + rule.x1) / 2.0,
                from: rule.y0.min(rule.y1),
                to: rule.y0.max(rule.y1),
            });
        }
    }
    (joined(level), joined(upright))
}

/// Strokes that lie on one line and touch become one.
fn joined(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.retain(|stroke| stroke.at.is_finite() && stroke.from.is_finite() && stroke.to.is_finite());
    strokes.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut result: Vec<Stroke> = Vec::new();
    let mut band: Vec<Stroke> = Vec::new();
    for stroke in strokes {
        if band.last().is_some_and(|last| stroke.at - last.at > NEAR / 2.0) {
            close(&mut band, &mut result);
        }
        band.push(stroke);
    }
    close(&mut band, &mut result);
    result
}

fn close(band: &mut Vec<Stroke>, result: &mut Vec<Stroke>) {
    band.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut open: Option<Stroke> = None;
    for stroke in band.drain(..) {
        match &mut open {
            Some(before) if stroke.from <= before.to + NEAR => before.to = before.to.max(stroke.to),
            _ => result.extend(open.replace(stroke)),
        }
    }
    result.extend(open);
}
