//! The table that a program writes: a character or a word a line, with its place.

/// Characters with the place that they take in a picture, in pixels; y grows downwards.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
    /// From 0 to 100.
    pub(crate) confidence: u8,
    pub(crate) text: String,
}

impl Piece {
    /// A piece; nothing where its place or text make no sense.
    pub(crate) fn new(place: [f32; 4], confidence: f32, text: &str) -> Option<Self> {
        let [left, top, right, bottom] = place;
        let text: String = text.trim().chars().filter(|char| !char.is_control()).collect();
        let sound = place.iter().all(|edge| edge.is_finite()) && left < right && top < bottom;
        let confidence = confidence.clamp(0.0, 100.0) as u8;
        (sound && !text.is_empty()).then_some(Self { left, top, right, bottom, confidence, text })
    }

    /// Whether the other piece stands to the right of this one on the same line.
    pub(crate) fn is_followed_by(&self, next: &Self) -> bool {
        let height = self.bottom - self.top;
        let level = (self.top + self.bottom - next.top - next.bottom).abs() < height;
        level && next.left >= self.left && next.left - self.right < 2.0 * height
    }
}

/// The fields of a line that are numbers.
pub(crate) fn numbers<const N: usize>(fields: &[&str]) -> Option<[f32; N]> {
    let parsed: Option<Vec<f32>> = fields.iter().map(|field| field.parse().ok()).collect();
    parsed?.try_into().ok()
}
