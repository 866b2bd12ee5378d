//! The objects on a page (GB/T 33190-2016, sections 7 to 11): text with the place of each character,
//! and the straight lines of paths. OFD measures in millimetres.

use crate::layout::{self, Glyph, Page, Rule};
use crate::xml::Element;
use std::collections::BTreeMap;
use zhengtu_text::is_cjk;

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// How deep blocks and composite units may lie in one another.
const MAX_DEPTH: usize = 16;
/// More objects than this on one page, those of composite units counted each time, are made to do harm.
const MAX_OBJECTS: usize = 200_000;
/// More characters or rules than this on one page are made to do harm.
const MAX_GLYPHS: usize = 400_000;

/// The composite units of a document by their id.
pub(crate) type Units = BTreeMap<String, Element>;

pub(crate) fn points(millimetres: f32) -> f32 {
    millimetres * POINTS
}

/// Where the origin of an object lies, and how its coordinates are turned and scaled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// a, b, c, d, e, f of the matrix that takes coordinates to the page.
    matrix: [f32; 6],
}

impl Frame {
    /// The frame of a page whose box starts at that place.
    pub(crate) fn page(left: f32, top: f32) -> Self {
        Self { matrix: [1.0, 0.0, 0.0, 1.0, -left, -top] }
    }

    /// The frame of an object within this one: its matrix (`CTM`), then its boundary.
    fn object(self, object: &Element) -> Self {
        let boundary = object.attribute("Boundary").and_then(numbers).unwrap_or_default();
        let (x, y) = (boundary.first().copied().unwrap_or(0.0), boundary.get(1).copied().unwrap_or(0.0));
        let moved = self.within([1.0, 0.0, 0.0, 1.0, x, y]);
        match object.attribute("CTM").and_then(numbers).as_deref() {
            Some(&[a, b, c, d, e, f]) => moved.within([a, b, c, d, e, f]),
            _ => moved,
        }
    }

    fn within(self, inner: [f32; 6]) -> Self {
        let [a, b, c, d, e, f] = inner;
        let [oa, ob, oc, od, oe, of] = self.matrix;
        let matrix = [
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ];
        Self { matrix }
    }

    /// A place on the page, in points.
    fn place(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.matrix;
        (points(x * a + y * c + e), points(x * b + y * d + f))
    }

    /// How much larger things become across and down.
    fn scale(self) -> (f32, f32) {
        let [a, b, c, d, ..] = self.matrix;
        (a.hypot(b), c.hypot(d))
    }
}

/// Adds the objects in the content of a page or template.
pub(crate) fn content(page: &Element, frame: Frame, units: &Units, to: &mut Page) {
    let mut left = MAX_OBJECTS;
    for layer in page.named("Content").flat_map(|content| content.named("Layer")) {
        objects(layer, frame, units, to, &mut left, 0);
    }
}

fn objects(parent: &Element, frame: Frame, units: &Units, to: &mut Page, left: &mut usize, depth: usize) {
    for object in parent.elements().filter(|object| object.attribute("Visible") != Some("false")) {
        if depth > MAX_DEPTH || to.glyphs.len() > MAX_GLYPHS || *left == 0 {
            return;
        }
        *left -= 1;
        match &*object.name {
            "TextObject" => text(object, frame.object(object), to),
            "PathObject" => path(object, frame.object(object), to),
            "PageBlock" | "Layer" => objects(object, frame, units, to, left, depth + 1),
            "CompositeObject" => {
                if let Some(unit) = object.attribute("ResourceID").and_then(|id| units.get(id)) {
                    objects(unit, frame.object(object), units, to, left, depth + 1);
                }
            }
            _ => {}
        }
    }
}

fn text(object: &Element, frame: Frame, to: &mut Page) {
    let number = |name: &str| object.attribute(name).and_then(|value| value.trim().parse::<f32>().ok());
    let size = number("Size").unwrap_or(4.0);
    let across = number("HScale").filter(|scale| *scale > 0.0).unwrap_or(1.0);
    let (mut x, mut y) = (0.0, 0.0);
    for code in object.named("TextCode") {
        x = code.attribute("X").and_then(|value| value.trim().parse().ok()).unwrap_or(x);
        y = code.attribute("Y").and_then(|value| value.trim().parse().ok()).unwrap_or(y);
        let text: Vec<char> = code.text().chars().filter(|char| !matches!(char, '\n' | '\r' | '\t')).collect();
        let right = deltas(code.attribute("DeltaX"), text.len());
        let down = deltas(code.attribute("DeltaY"), text.len());
        let upright = right.is_empty() && !down.is_empty();
        for (index, &char) in text.iter().enumerate() {
            let own = if is_cjk(char) { size } else { size * 0.5 } * across;
            let step = right.get(index).or(right.last()).copied();
            let width = step.filter(|step| (0.05 * size..own).contains(step)).unwrap_or(own);
            to.glyphs.extend(glyph(char, x, y, width, size, frame));
            x += if upright { 0.0 } else { step.unwrap_or(own) };
            y += down.get(index).copied().unwrap_or(0.0);
        }
    }
}

fn glyph(char: char, x: f32, y: f32, width: f32, size: f32, frame: Frame) -> Option<Glyph> {
    let (left, base) = frame.place(x, y);
    let (across, down) = frame.scale();
    let size = points(size * down).clamp(0.5, 600.0);
    let glyph = Glyph { char, x: left, width: points(width * across), y: base, size, number: u32::MAX };
    (!char.is_control() && left.is_finite() && base.is_finite()).then_some(glyph)
}

/// Steps between characters; `g 3 5.5` stands for three steps of 5.5 (section 11.3).
fn deltas(value: Option<&str>, most: usize) -> Vec<f32> {
    let mut steps = Vec::new();
    let mut words = value.unwrap_or_default().split_whitespace();
    while let (Some(word), true) = (words.next(), steps.len() < most) {
        if word.eq_ignore_ascii_case("g") {
            let count = words.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
            let step = words.next().and_then(|step| step.parse().ok()).unwrap_or(0.0);
            steps.extend(std::iter::repeat_n(step, count.min(most - steps.len())));
        } else {
            steps.push(word.parse().unwrap_or(0.0));
        }
    }
    steps
}

/// The straight lines of a path (section 9.3): `M` and `S` move, `L` draws, `Q`, `B` and `A` bend,
/// `C` closes. Of a path that is filled and not stroked only shapes as thin as rules count.
fn path(object: &Element, frame: Frame, to: &mut Page) {
    let stroked = object.attribute("Stroke") != Some("false");
    for shape in shapes(object, frame) {
        if to.rules.len() + shape.len() <= MAX_GLYPHS && (stroked || layout::is_thin(&shape)) {
            to.rules.extend(shape);
        }
    }
}

/// The straight edges of each of the shapes that a path consists of.
fn shapes(object: &Element, frame: Frame) -> Vec<Vec<Rule>> {
    let mut shapes: Vec<Vec<Rule>> = vec![Vec::new()];
    let Some(data) = object.child("AbbreviatedData").map(Element::text) else { return shapes };
    let mut words = data.split_whitespace();
    let mut at = (0.0, 0.0);
    let mut start = at;
    while let Some(word) = words.next() {
        let mut pair = |skip: usize| -> (f32, f32) {
            let mut number = || words.next().and_then(|word| word.parse().ok()).unwrap_or(0.0);
            for _ in 0..skip {
                number();
            }
            (number(), number())
        };
        match word {
            "M" | "S" => {
                at = pair(0);
                start = at;
                shapes.push(Vec::new());
            }
            "L" => {
                let end = pair(0);
                add(&mut shapes, rule(at, end, frame));
                at = end;
            }
            "Q" => at = pair(2),
            "B" => at = pair(4),
            "A" => at = pair(5),
            "C" => {
                add(&mut shapes, rule(at, start, frame));
                at = start;
            }
            _ => {}
        }
    }
    shapes
}

fn add(shapes: &mut [Vec<Rule>], rule: Rule) {
    if let Some(shape) = shapes.last_mut() {
        shape.push(rule);
    }
}

fn rule(from: (f32, f32), end: (f32, f32), frame: Frame) -> Rule {
    let ((x0, y0), (x1, y1)) = (frame.place(from.0, from.1), frame.place(end.0, end.1));
    Rule { x0, y0, x1, y1 }
}

/// Numbers parted by white space.
pub(crate) fn numbers(text: &str) -> Option<Vec<f32>> {
    text.split_whitespace().map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_steps_are_written_short() {
        assert_eq!(deltas(Some("1 g 3 5.5 2"), 9), [1.0, 5.5, 5.5, 5.5, 2.0]);
        assert_eq!(deltas(Some("g 4000000000 1"), 3).len(), 3);
        assert!(deltas(None, 3).is_empty());
    }

    #[test]
    fn objects_stand_within_their_boundary_turned_by_their_matrix() {
        let text = r#"<TextObject Boundary="10 20 50 10" CTM="2 0 0 2 1 1" Size="4"/>"#;
        let object = crate::xml::parse(text, "ofd").unwrap();
        let frame = Frame::page(0.0, 0.0).object(&object);
        assert_eq!(frame.place(3.0, 4.0), (points(17.0), points(29.0)));
        assert_eq!(frame.scale(), (2.0, 2.0));
    }
}
