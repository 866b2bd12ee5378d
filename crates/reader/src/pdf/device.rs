//! What the content of a page shows: characters with their places, rules, pictures. A device of
//! `hayro-interpret`, which reads the operators.

use super::char::Char;
use super::fonts::Fonts;
use super::replacement;
use super::strokes;
use crate::guard;
use crate::layout::Rule;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use hayro_syntax::object::Dict;
use std::time::Instant;

/// More characters or rules than this on one page are made to do harm.
const MAX_SHOWN: usize = 400_000;
/// More shapes, pictures and lines of text than this on one page are made to do harm.
const MAX_STEPS: usize = 3_000_000;
/// The same for forms and clips; forms may hold one another.
const MAX_FORMS: usize = 200_000;
/// How many steps are done between two looks at the clock.
const STEPS: usize = 256;
/// The units that a font height has.
const EM: f32 = 1000.0;

/// Thrown out of the interpreter where a page has no end.
pub(super) struct Endless;

/// Collects what a page shows.
pub(super) struct Collector<'f, 'p> {
    fonts: &'f mut Fonts<'p>,
    until: Instant,
    steps: usize,
    forms: usize,
    pub(super) chars: Vec<Char>,
    /// In the coordinates of the page.
    pub(super) rules: Vec<Rule>,
    pub(super) pictures: usize,
    /// For each open marked content: where its characters begin, and its replacement text.
    marked: Vec<(usize, Option<String>)>,
    /// The places of the run that was filled last; it may be stroked as well.
    filled: Option<(Affine, usize)>,
}

impl<'f, 'p> Collector<'f, 'p> {
    pub(super) fn new(fonts: &'f mut Fonts<'p>, started: Instant) -> Self {
        Self {
            fonts,
            until: started + guard::TIME_LIMIT,
            steps: 0,
            forms: 0,
            chars: Vec::new(),
            rules: Vec::new(),
            pictures: 0,
            marked: Vec::new(),
            filled: None,
        }
    }

    /// Leaves the interpreter where the page has more than any page has, or the time is up.
    fn step(&mut self) {
        self.steps += 1;
        let shown = self.chars.len().max(self.rules.len());
        let late = self.steps.is_multiple_of(STEPS) && Instant::now() > self.until;
        if shown > MAX_SHOWN || self.steps > MAX_STEPS || self.forms > MAX_FORMS || late {
            std::panic::resume_unwind(Box::new(Endless));
        }
    }

    /// Whether the run was filled just now and its edges are drawn after it.
    fn is_again(&mut self, run: &GlyphRun<'_, '_>, transform: Affine, mode: &DrawMode) -> bool {
        let place = run.glyphs().first().map(|glyph| (transform * glyph.transform(), run.glyphs().len()));
        let again = matches!(mode, DrawMode::Stroke(_)) && self.filled.is_some() && self.filled == place;
        self.filled = if again { None } else { place };
        again
    }

    fn add(&mut self, text: &BfString, at: Char) {
        match text {
            BfString::Char(char) => self.chars.push(Char { char: *char, ..at }),
            BfString::String(text) => self.chars.extend(replacement::spread(text, at)),
        }
    }
}

impl<'a> Device<'a> for Collector<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        self.rules.extend(strokes::rules(path, &props, mode));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.forms += 1;
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        if self.is_again(run, props.transform, mode) {
            return;
        }
        let upright = run.writing_mode() == WritingMode::Vertical;
        let places: Vec<Char> =
            run.glyphs().iter().map(|glyph| place(props.transform * glyph.transform(), glyph, upright)).collect();
        let stretch = stretch(run, &places);
        let unseen = matches!(mode, DrawMode::Invisible);
        for (glyph, at) in run.glyphs().iter().zip(places) {
            let text = self.fonts.text(glyph);
            self.add(&text, Char { width: at.width * stretch, unseen, ..at });
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.step();
        self.pictures += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.marked.push((self.chars.len(), properties.and_then(replacement::of)));
    }

    fn end_marked_content(&mut self) {
        if let Some((from, Some(text))) = self.marked.pop() {
            replacement::apply(&text, &mut self.chars, from);
        }
    }
}

/// Where a glyph stands, by the transform of its thousandths to the page.
fn place(transform: Affine, glyph: &Glyph<'_>, upright: bool) -> Char {
    let [a, b, c, d, x, y] = transform.as_coeffs().map(|value| value as f32);
    let advance = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(drawn) => drawn.advance_width(),
    };
    let size = c.hypot(d) * EM;
    let width = match advance {
        Some(advance) if advance > 0.0 && !upright => advance * a.hypot(b),
        _ => size,
    };
    Char { char: '\u{fffd}', x, y, width, size, degrees: b.atan2(a).to_degrees(), unseen: false }
}

/// The transform of a font that is not in the file stretches its stand-in to the widths of the file. How
/// much of the widths is that: all that the steps from glyph to glyph do not show.
fn stretch(run: &GlyphRun<'_, '_>, places: &[Char]) -> f32 {
    let scale = |index: usize| {
        let [a, b, c, d, ..] = run.glyphs()[index].transform().as_coeffs();
        (a.hypot(b) / c.hypot(d)) as f32
    };
    let (mut as_is, mut level) = (0.0, 0.0);
    for (index, pair) in places.windows(2).enumerate() {
        let step = (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
        as_is += (step - pair[0].width).abs();
        level += (step - pair[0].width / scale(index)).abs();
    }
    if level < 0.9 * as_is { 1.0 / scale(0) } else { 1.0 }
}
