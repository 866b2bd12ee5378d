//! A page painted as a grey picture, for programs that recognise the text in it. A device of `hayro-interpret` that
//! paints what matters for reading: characters, shapes and pictures; shadings, masks and blending are left out.

use super::device::Endless;
use super::unpacked;
use crate::guard;
use crate::ocr::{Edge, Picture, Window, fill};
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::kurbo::{self, Affine, BezPath, PathEl, Point, Rect, Shape, Stroke, StrokeOpts};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, LumaData, Paint, SoftMask, interpret_page,
};
use hayro_syntax::page::Page as PdfPage;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// Points an inch.
const POINTS: f64 = 72.0;
/// How far straight edges may lie off the curve that they stand for, in pixels.
const OFF: f64 = 0.15;
/// More steps than this on one page are made to do harm.
const MAX_STEPS: usize = 1_000_000;
/// Of how many pixels of an image, on each side, one of the page is the mean.
const MOST_SAMPLES: usize = 4;

/// Thrown out of the interpreter where a page shows a picture that is made to take all memory.
pub(super) struct Unbounded;

/// The picture of a page with so many pixels an inch; nothing where its content is broken.
///
/// # Errors
/// Where a picture on it unpacks to more than any page needs.
pub(super) fn picture<'p>(
    page: &PdfPage<'p>,
    cache: &InterpreterCache<'p>,
    resolution: f64,
    started: Instant,
) -> Result<Option<Picture>, Unbounded> {
    let scale = resolution / POINTS;
    let (width, height) = page.render_dimensions();
    let pixels = |points: f32| (f64::from(points) * scale).round() as usize;
    let mut painter = Painter::new(Picture::new(pixels(width), pixels(height)), started);
    let transform = Affine::scale(scale) * Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, painter.picture.width as f64, painter.picture.height as f64);
    let interpreted = catch_unwind(AssertUnwindSafe(|| {
        let mut context = Context::new(transform, bounds, cache, page.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut painter);
    }));
    match interpreted {
        Ok(()) => Ok(Some(painter.picture)),
        Err(panic) if panic.is::<Unbounded>() => Err(Unbounded),
        Err(_) => Ok(None),
    }
}

struct Painter {
    picture: Picture,
    /// The windows that the clips leave, one in another.
    windows: Vec<Window>,
    /// How much of what is painted is seen, group in group.
    opacity: Vec<f32>,
    steps: usize,
    until: Instant,
}

impl Painter {
    fn new(picture: Picture, started: Instant) -> Self {
        let whole = [0.0, 0.0, picture.width as f32, picture.height as f32];
        let until = started + guard::TIME_LIMIT;
        Self { picture, windows: vec![whole], opacity: vec![1.0], steps: 0, until }
    }

    /// Leaves the interpreter where the page has more than any page has, or the time is up.
    fn step(&mut self) {
        self.steps += 1;
        if self.steps > MAX_STEPS || (self.steps.is_multiple_of(64) && Instant::now() > self.until) {
            std::panic::resume_unwind(Box::new(Endless));
        }
    }

    fn window(&self) -> Window {
        self.windows.last().copied().unwrap_or_default()
    }

    fn narrow(&mut self, to: Rect) {
        let [left, top, right, bottom] = self.window();
        let [x0, y0, x1, y1] = [to.x0, to.y0, to.x1, to.y1].map(|edge| edge as f32);
        self.windows.push([left.max(x0), top.max(y0), right.min(x1), bottom.min(y1)]);
    }

    fn fill(&mut self, path: &BezPath, paint: &Paint<'_>) {
        let Some((grey, alpha)) = ink(paint) else { return };
        let alpha = alpha * self.opacity.last().copied().unwrap_or(1.0);
        let window = self.window();
        fill(&mut self.picture, &edges(path), window, grey, alpha);
    }

    fn draw(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'_>, mode: &DrawMode) {
        if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
            self.fill(&(transform * path), paint);
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let [a, b, c, d, ..] = transform.as_coeffs();
            let scale = (a * d - b * c).abs().sqrt().max(1e-6);
            // The thinnest line is one pixel.
            let width = f64::from(stroke.line_width).max(1.0 / scale);
            let outline = kurbo::stroke(path, &Stroke::new(width), &StrokeOpts::default(), OFF / scale);
            self.fill(&(transform * outline), paint);
        }
    }

    /// Paints an image: each pixel of the page is the mean of those of the image that lie in it.
    fn paint(&mut self, (width, height): (u32, u32), transform: Affine, sample: impl Fn(usize, usize) -> (u8, f32)) {
        let (wide, high) = (f64::from(width), f64::from(height));
        let place = transform.transform_rect_bbox(Rect::new(0.0, 0.0, wide, high));
        let [left, top, right, bottom] = self.window().map(f64::from);
        let seen = Rect::new(place.x0.max(left), place.y0.max(top), place.x1.min(right), place.y1.min(bottom));
        if transform.determinant().abs() < 1e-12 || !seen.is_finite() || seen.width() <= 0.0 || seen.height() <= 0.0 {
            return;
        }
        let back = transform.inverse();
        let [a, b, c, d, ..] = back.as_coeffs();
        let samples = (a.hypot(b).max(c.hypot(d)).ceil().max(1.0) as usize).min(MOST_SAMPLES);
        let alpha = self.opacity.last().copied().unwrap_or(1.0);
        for y in seen.y0 as usize..seen.y1.ceil() as usize {
            for x in seen.x0 as usize..seen.x1.ceil() as usize {
                let (mut grey, mut covered) = (0.0, 0.0);
                for part in 0..samples * samples {
                    let offset = |part: usize| (part as f64 + 0.5) / samples as f64;
                    let point = Point::new(x as f64 + offset(part % samples), y as f64 + offset(part / samples));
                    let at = back * point;
                    if at.x >= 0.0 && at.y >= 0.0 && at.x < wide && at.y < high {
                        let (value, seen) = sample(at.x as usize, at.y as usize);
                        grey += f32::from(value) * seen;
                        covered += seen;
                    }
                }
                if covered > 0.0 {
                    let share = covered / (samples * samples) as f32;
                    self.picture.cover(x, y, (grey / covered) as u8, share * alpha);
                }
            }
        }
    }
}

impl<'a> Device<'a> for Painter {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        self.draw(path, props.transform, &props.paint, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.step();
        self.narrow(clip.path.bounding_box());
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
        self.opacity.push(self.opacity.last().copied().unwrap_or(1.0) * opacity);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            self.step();
            match &**glyph {
                _ if matches!(mode, DrawMode::Invisible) => {}
                Glyph::Outline(outline) => {
                    let placed = props.transform * glyph.transform();
                    self.draw(&outline.outline(), placed, &props.paint, mode);
                }
                Glyph::Type3(drawn) => drawn.interpret(self, props.transform, glyph.transform(), &props.paint),
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step();
        let is_bounded = match &image {
            Image::Stencil(stencil) => unpacked::is_bounded(stencil.stream()),
            Image::Raster(raster) => unpacked::is_bounded(raster.stream()),
        };
        if !is_bounded {
            std::panic::resume_unwind(Box::new(Unbounded));
        }
        let scaled = |(x, y): (f32, f32)| props.transform * Affine::scale_non_uniform(f64::from(x), f64::from(y));
        match image {
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, paint| {
                    let (grey, alpha) = ink(paint).unwrap_or((0, 1.0));
                    let sample = |x: usize, y: usize| (grey, alpha * f32::from(value(&mask, x, y)) / 255.0);
                    self.paint((mask.width, mask.height), scaled(mask.scale_factors), sample);
                },
                None,
            ),
            Image::Raster(raster) => raster.with_rgba(
                |data, mask| {
                    let size = (data.width(), data.height());
                    let seen = |x: usize, y: usize| mask.as_ref().map_or(1.0, |mask| share(mask, size, x, y));
                    self.paint(size, scaled(data.scale_factors()), |x, y| (brightness(&data, x, y), seen(x, y)));
                },
                None,
            ),
        }
    }

    fn pop_clip(&mut self) {
        if self.windows.len() > 1 {
            self.windows.pop();
        }
    }

    fn pop_transparency_group(&mut self) {
        if self.opacity.len() > 1 {
            self.opacity.pop();
        }
    }
}

/// The grey and the opacity of a colour; nothing for patterns.
fn ink(paint: &Paint<'_>) -> Option<(u8, f32)> {
    let Paint::Color(color) = paint else { return None };
    let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
    Some((grey(red, green, blue), f32::from(alpha) / 255.0))
}

/// The luma of a colour (ITU-R BT.601).
fn grey(red: u8, green: u8, blue: u8) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000) as u8
}

fn brightness(data: &ImageData, x: usize, y: usize) -> u8 {
    match data {
        ImageData::Luma(luma) => value(luma, x, y),
        ImageData::Rgb(rgb) => {
            let at = 3 * (y * rgb.width as usize + x);
            match rgb.data.get(at..at + 3) {
                Some(&[red, green, blue]) => grey(red, green, blue),
                _ => 255,
            }
        }
    }
}

fn value(luma: &LumaData, x: usize, y: usize) -> u8 {
    luma.data.get(y * luma.width as usize + x).copied().unwrap_or(255)
}

/// How much a mask lets through of a pixel of an image, whose size may be another.
fn share(mask: &LumaData, (width, height): (u32, u32), x: usize, y: usize) -> f32 {
    let across = x * mask.width as usize / (width as usize).max(1);
    let down = y * mask.height as usize / (height as usize).max(1);
    f32::from(value(mask, across, down)) / 255.0
}

/// The outline of a path in straight edges; open parts are closed, as filling does.
fn edges(path: &BezPath) -> Vec<Edge> {
    let mut edges = Vec::new();
    let (mut first, mut last) = (Point::ZERO, Point::ZERO);
    let mut add = |from: Point, to: Point| edges.push([from.x, from.y, to.x, to.y].map(|place| place as f32));
    kurbo::flatten(path.iter(), OFF, |element| match element {
        PathEl::MoveTo(point) => {
            add(last, first);
            (first, last) = (point, point);
        }
        PathEl::LineTo(point) => {
            add(last, point);
            last = point;
        }
        _ => {
            add(last, first);
            last = first;
        }
    });
    add(last, first);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pdf, pdf_text};
    use hayro_syntax::Pdf;

    /// The page at 72 pixels an inch, and where a point of it lies.
    fn painted(content: &str) -> (Picture, impl Fn(usize, usize) -> usize + use<>) {
        let document = Pdf::new(pdf(&[content.to_owned()], 1)).unwrap();
        let page = &document.pages()[0];
        let picture = picture(page, &InterpreterCache::new(), 72.0, Instant::now()).ok().flatten().unwrap();
        let (width, height) = (picture.width, picture.height);
        (picture, move |x, y| (height - 1 - y) * width + x)
    }

    #[test]
    fn shapes_lines_and_pictures_stand_where_the_page_has_them() {
        let image = "q 100 0 0 50 300 300 cm BI /W 2 /H 1 /BPC 8 /CS /G ID \0\u{7f} EI Q\n";
        let (picture, at) = painted(&format!("0 g 100 700 200 50 re f 0.1 w 50 500 m 60 500 l S\n{image}"));
        let grey = |x: usize, y: usize| picture.pixels[at(x, y)];
        assert_eq!((grey(150, 725), grey(150, 760), grey(90, 725)), (0, 255, 255));
        assert_eq!((grey(325, 325), grey(375, 325), grey(325, 360)), (0, 127, 255));
        assert!(grey(55, 500).min(grey(55, 499)) < 200, "a thin line is seen");
    }

    #[test]
    fn clips_and_characters_are_painted_and_unseen_characters_are_not() {
        let (picture, at) = painted("q 100 100 20 20 re W n 0 g 0 0 500 500 re f Q");
        assert_eq!((picture.pixels[at(110, 110)], picture.pixels[at(130, 110)]), (0, 255));
        let dark = |content: &str| painted(content).0.pixels.iter().filter(|&&pixel| pixel < 128).count();
        assert_eq!(dark(&format!("3 Tr {}", pdf_text(100.0, 600.0, 40.0, "工"))), 0);
    }
}
