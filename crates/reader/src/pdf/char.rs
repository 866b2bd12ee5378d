//! A character as a page shows it.

/// A character in the coordinates of the page, whose y grows upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Char {
    pub(super) char: char,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    /// The height of the font.
    pub(super) size: f32,
    /// How far the line of the character is turned, in degrees.
    pub(super) degrees: f32,
    /// Whether it is not painted, as the characters that were recognised in a picture are not.
    pub(super) unseen: bool,
}

/// How far a character reaches below and above its baseline, in font heights.
const REACH: (f32, f32) = (-0.18, 0.88);

impl Char {
    /// The box around it: left, bottom, right, top.
    pub(super) fn area(&self) -> [f32; 4] {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let corner = |along: f32, up: f32| (self.x + along * cos - up * sin, self.y + along * sin + up * cos);
        let (low, high) = (REACH.0 * self.size, REACH.1 * self.size);
        let corners = [corner(0.0, low), corner(self.width, low), corner(0.0, high), corner(self.width, high)];
        let edge = |of: fn(&(f32, f32)) -> f32, pick: fn(f32, f32) -> f32| {
            corners.iter().map(of).reduce(pick).unwrap_or_default()
        };
        [edge(|at| at.0, f32::min), edge(|at| at.1, f32::min), edge(|at| at.0, f32::max), edge(|at| at.1, f32::max)]
    }
}
