//! Pages written in columns from top to bottom, the first column at the right.

use super::{Glyph, Page, Rule};

/// How many steps down from character to character tell a page that is written so.
const MIN_STEPS: usize = 12;
/// Signs as they are printed in such columns, and what they stand for.
const FORMS: [(char, char); 20] = [
    ('︐', '，'),
    ('︑', '、'),
    ('︒', '。'),
    ('︓', '：'),
    ('︔', '；'),
    ('︕', '！'),
    ('︖', '？'),
    ('︱', '—'),
    ('︵', '（'),
    ('︶', '）'),
    ('︹', '〔'),
    ('︺', '〕'),
    ('︻', '【'),
    ('︼', '】'),
    ('︽', '《'),
    ('︾', '》'),
    ('︿', '〈'),
    ('﹀', '〉'),
    ('﹁', '“'),
    ('﹂', '”'),
];

/// The page with its columns laid as lines; nothing where it is written in lines.
pub(super) fn laid(page: &Page) -> Option<Page> {
    let (mut down, mut across) = (0, 0);
    for pair in page.glyphs.windows(2) {
        let (dx, dy) = ((pair[1].x - pair[0].x) / pair[0].size, (pair[1].y - pair[0].y) / pair[0].size);
        down += usize::from(dx.abs() < 0.3 && (0.5..1.8).contains(&dy));
        across += usize::from(dy.abs() < 0.3 && (0.3..3.0).contains(&dx));
    }
    if down < MIN_STEPS || down <= 2 * across {
        return None;
    }
    let right = page.glyphs.iter().map(Glyph::right).fold(0.0, f32::max);
    let glyph = |glyph: &Glyph| Glyph {
        char: FORMS.iter().find(|(form, _)| *form == glyph.char).map_or(glyph.char, |(_, char)| *char),
        x: glyph.y - glyph.size,
        width: glyph.size,
        y: right - glyph.x,
        size: glyph.size,
        number: glyph.number,
    };
    let rule = |rule: &Rule| Rule { x0: rule.y0, y0: right - rule.x0, x1: rule.y1, y1: right - rule.x1 };
    Some(Page {
        height: right,
        glyphs: page.glyphs.iter().map(glyph).collect(),
        rules: page.rules.iter().map(rule).collect(),
        ..Page::default()
    })
}
