//! The picture of a unit among those it works with: the more tasks two share, the wider the line between them.

use crate::shell::Shell;

/// The size of the picture and the circle on which the others stand, in pixels.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 540.0;
const RADIUS: (f64, f64) = (350.0, 205.0);
/// How many tasks make the widest line, where no two units share more.
const WIDEST: usize = 6;
/// How many of the others are drawn; the list below has all.
const MOST: usize = 20;

/// The picture.
pub struct Network {
    /// The unit in the middle.
    pub name: String,
    /// The others.
    pub nodes: Vec<Node>,
}

/// A unit that shares tasks with the one in the middle.
pub struct Node {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its place.
    pub x: f64,
    /// Its place.
    pub y: f64,
    /// Where the number stands.
    pub base: f64,
    /// Where the name stands.
    pub label: f64,
    /// The width of the line to it.
    pub line: f64,
    /// How many tasks the two share.
    pub count: usize,
}

impl Network {
    /// The unit and the others, most shared tasks first.
    pub fn of(shell: &Shell, name: &str, others: &[(String, usize)]) -> Self {
        let shown = &others[..others.len().min(MOST)];
        let most = shown.iter().map(|(_, count)| *count).max().unwrap_or(1).max(WIDEST) as f64;
        let node = |(number, (name, count)): (usize, &(String, usize))| {
            let turn = std::f64::consts::TAU * number as f64 / shown.len() as f64 - std::f64::consts::FRAC_PI_2;
            let round = |value: f64| (value * 10.0).round() / 10.0;
            let y = round(HEIGHT / 2.0 + RADIUS.1 * turn.sin());
            Node {
                name: name.clone(),
                href: shell.body(name),
                x: round(WIDTH / 2.0 + RADIUS.0 * turn.cos()),
                y,
                base: y + 4.5,
                label: if y < HEIGHT / 2.0 - 1.0 { y - 20.0 } else { y + 30.0 },
                line: round(1.0 + 5.0 * *count as f64 / most),
                count: *count,
            }
        };
        Self { name: name.to_owned(), nodes: shown.iter().enumerate().map(node).collect() }
    }
}
