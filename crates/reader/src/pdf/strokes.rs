//! The rules that a path draws: its straight strokes, and filled shapes so thin that they are rules. The
//! edges of other filled shapes, such as the ground of a paragraph, are none, and what is white is not seen.

use crate::layout::{Rule, is_thin};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point};
use hayro_interpret::{DrawMode, DrawProps, Paint};

/// The rules of a path, in the coordinates of the page.
pub(super) fn rules(path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) -> Vec<Rule> {
    if !is_seen(&props.paint) {
        return Vec::new();
    }
    let shapes = shapes(path, props.transform);
    match mode {
        DrawMode::Fill(_) => shapes.into_iter().filter(|shape| is_thin(shape)).flatten().collect(),
        _ => shapes.concat(),
    }
}

/// Whether a colour differs from that of the paper.
fn is_seen(paint: &Paint<'_>) -> bool {
    let Paint::Color(color) = paint else { return true };
    let [red, green, blue, opacity] = color.to_rgba().components();
    opacity > 0.03 && red.min(green).min(blue) < 0.97
}

/// The straight edges of each of the shapes that a path consists of.
fn shapes(path: &BezPath, transform: Affine) -> Vec<Vec<Rule>> {
    let mut shapes: Vec<Vec<Rule>> = vec![Vec::new()];
    let (mut at, mut start) = (Point::ZERO, Point::ZERO);
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                shapes.push(Vec::new());
                (at, start) = (to, to);
            }
            PathEl::LineTo(to) => {
                add(&mut shapes, rule(at, to, transform));
                at = to;
            }
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => at = to,
            PathEl::ClosePath => {
                add(&mut shapes, rule(at, start, transform));
                at = start;
            }
        }
    }
    shapes
}

fn add(shapes: &mut [Vec<Rule>], rule: Rule) {
    if let Some(shape) = shapes.last_mut() {
        shape.push(rule);
    }
}

fn rule(from: Point, to: Point, transform: Affine) -> Rule {
    let (from, to) = (transform * from, transform * to);
    Rule { x0: from.x as f32, y0: from.y as f32, x1: to.x as f32, y1: to.y as f32 }
}
