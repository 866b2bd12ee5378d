//! Shapes filled on a picture, with soft edges: the area that each straight edge covers of a pixel is summed up
//! along the rows, as font rasterisers do.

use super::Picture;

/// A straight edge, from one point to another, in pixels.
pub(crate) type Edge = [f32; 4];

/// What of the picture may be painted: left, top, right, bottom.
pub(crate) type Window = [f32; 4];

/// Fills the shape with these edges, within the window.
pub(crate) fn fill(picture: &mut Picture, edges: &[Edge], window: Window, grey: u8, alpha: f32) {
    let Some(area) = Area::around(edges, window, picture) else { return };
    let mut sums = vec![0.0f32; area.width * area.height + 2];
    for edge in edges {
        area.add(edge, &mut sums);
    }
    for row in 0..area.height {
        let mut sum = 0.0;
        for column in 0..area.width {
            sum += sums[row * area.width + column];
            if sum.abs() > 0.01 {
                picture.cover(area.left + column, area.top + row, grey, sum.abs().min(1.0) * alpha);
            }
        }
    }
}

/// The pixels that a shape can touch.
struct Area {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Area {
    fn around(edges: &[Edge], window: Window, picture: &Picture) -> Option<Self> {
        if edges.iter().flatten().any(|place| !place.is_finite()) {
            return None;
        }
        let xs = || edges.iter().flat_map(|edge| [edge[0], edge[2]]);
        let ys = || edges.iter().flat_map(|edge| [edge[1], edge[3]]);
        let (least, most) = (|a: f32, b: f32| a.min(b), |a: f32, b: f32| a.max(b));
        let left = xs().fold(f32::MAX, least).max(window[0]).max(0.0).floor();
        let top = ys().fold(f32::MAX, least).max(window[1]).max(0.0).floor();
        let right = xs().fold(f32::MIN, most).min(window[2]).min(picture.width as f32).ceil();
        let bottom = ys().fold(f32::MIN, most).min(window[3]).min(picture.height as f32).ceil();
        let (width, height) = (right - left, bottom - top);
        let some = width >= 1.0 && height >= 1.0;
        some.then_some(Self { left: left as usize, top: top as usize, width: width as usize, height: height as usize })
    }

    /// Adds what an edge covers, row by row.
    fn add(&self, edge: &Edge, sums: &mut [f32]) {
        let [x0, y0, x1, y1] = [
            edge[0] - self.left as f32,
            edge[1] - self.top as f32,
            edge[2] - self.left as f32,
            edge[3] - self.top as f32,
        ];
        if y0 == y1 {
            return;
        }
        let (direction, x0, y0, x1, y1) = if y0 < y1 { (1.0, x0, y0, x1, y1) } else { (-1.0, x1, y1, x0, y0) };
        let slope = (x1 - x0) / (y1 - y0);
        let bottom = y1.min(self.height as f32);
        for row in y0.max(0.0) as usize..bottom.ceil().max(0.0) as usize {
            let (from, to) = (y0.max(row as f32), bottom.min(row as f32 + 1.0));
            let at = |y: f32| (x0 + (y - y0) * slope).clamp(0.0, self.width as f32);
            let (one, other) = (at(from), at(to));
            let line = &mut sums[row * self.width..];
            spread(line, one.min(other), one.max(other), (to - from) * direction, self.width);
        }
    }
}

/// Spreads the height that an edge has in a row over the pixels from `left` to `right`: each pixel holds how much
/// more is covered from it on.
fn spread(line: &mut [f32], left: f32, right: f32, height: f32, width: usize) {
    let (first, last) = (left as usize, (right as usize).min(width));
    let mut before = 0.0;
    for (column, pixel) in line.iter_mut().enumerate().take((last + 1).min(width)).skip(first) {
        let covered = covered(left, right, column as f32) * height;
        *pixel += covered - before;
        before = covered;
    }
    // All pixels behind the edge are covered whole.
    if last + 1 < width {
        line[last + 1] += height - before;
    }
}

/// How much of the pixel at `column` lies to the right of an edge that runs evenly from `left` to `right`: the mean
/// over all places of the edge.
fn covered(left: f32, right: f32, column: f32) -> f32 {
    let end = column + 1.0;
    let length = right - left;
    if length < 1e-4 {
        return (end - left).clamp(0.0, 1.0);
    }
    let before = (column - left).clamp(0.0, length);
    let (from, to) = (left.max(column), right.min(end));
    let within = if from < to { (to - from) * (end - (from + to) / 2.0) } else { 0.0 };
    (before + within) / length
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Window = [0.0, 0.0, 100.0, 100.0];

    /// A closed shape with these corners.
    fn shape(corners: &[[f32; 2]]) -> Vec<Edge> {
        let next = corners.iter().cycle().skip(1);
        corners.iter().zip(next).map(|(from, to)| [from[0], from[1], to[0], to[1]]).collect()
    }

    fn darkness(picture: &Picture) -> f32 {
        picture.pixels.iter().map(|&pixel| (255.0 - f32::from(pixel)) / 255.0).sum()
    }

    #[test]
    fn a_rectangle_covers_whole_pixels_and_halves_at_its_edges() {
        let mut picture = Picture::new(4, 3);
        let edges = shape(&[[0.5, 1.0], [3.0, 1.0], [3.0, 2.0], [0.5, 2.0]]);
        fill(&mut picture, &edges, ALL, 0, 1.0);
        assert_eq!(picture.pixels, [255, 255, 255, 255, 128, 0, 0, 255, 255, 255, 255, 255]);
    }

    #[test]
    fn a_slanted_shape_has_its_area_and_a_hole_is_left_open() {
        let mut picture = Picture::new(40, 40);
        fill(&mut picture, &shape(&[[2.0, 3.0], [37.0, 8.5], [12.0, 33.0]]), ALL, 0, 1.0);
        let area = ((35.0f32 * 30.0) - (10.0 * 5.5)) / 2.0;
        assert!((darkness(&picture) - area).abs() < 2.0, "{} {area}", darkness(&picture));
        let mut ring = Picture::new(20, 20);
        let mut edges = shape(&[[2.0, 2.0], [18.0, 2.0], [18.0, 18.0], [2.0, 18.0]]);
        edges.extend(shape(&[[6.0, 6.0], [6.0, 14.0], [14.0, 14.0], [14.0, 6.0]]));
        fill(&mut ring, &edges, ALL, 0, 1.0);
        assert_eq!(darkness(&ring), 256.0 - 64.0);
        assert_eq!(ring.pixels[10 * 20 + 10], 255);
    }

    #[test]
    fn nothing_is_painted_outside_the_window_or_the_picture() {
        let mut picture = Picture::new(10, 10);
        let edges = shape(&[[-5.0, -5.0], [50.0, -5.0], [50.0, 50.0], [-5.0, 50.0]]);
        fill(&mut picture, &edges, [2.0, 2.0, 5.0, 4.0], 0, 1.0);
        assert_eq!(darkness(&picture), 6.0);
        fill(&mut picture, &shape(&[[f32::NAN, 0.0], [1.0, 1.0], [2.0, 9.0]]), ALL, 0, 1.0);
        fill(&mut picture, &[], ALL, 0, 1.0);
        assert_eq!(darkness(&picture), 6.0);
    }
}
