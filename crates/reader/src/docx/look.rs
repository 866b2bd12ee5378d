//! How a Word file looks, as far as the form of official documents is about it: the margins of its pages, the font, the
//! size and the distance of lines of its text (ECMA-376, part 1, 17.3.1.33, 17.3.2.26, 17.3.2.38, 17.6.11).

use super::FORMAT;
use crate::ReadError;
use crate::origins::{Origins, Part, Place};
use crate::source::{Look, Paper, Type};
use crate::xml::{Element, Stream};
use std::collections::BTreeMap;
use zhengtu_text::Span;

/// How far a chain of styles is followed.
const MAX_CHAIN: usize = 32;

/// What a style or an element says of the type; what it does not say comes from further off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    /// A font of the theme has no name here: `Some("")`.
    font: Option<String>,
    size: Option<u32>,
    /// The distance of lines in twips; 0 where it is not exact.
    line: Option<u32>,
}

impl Said {
    /// Reads `w:rPr` and `w:pPr`.
    fn read(run: Option<&Element>, paragraph: Option<&Element>) -> Self {
        let fonts = run.and_then(|run| run.child("rFonts"));
        let themed = fonts.and_then(|fonts| fonts.attribute("eastAsiaTheme")).map(|_| String::new());
        let number = |value: &str| value.trim().parse::<u32>().ok();
        let spacing = paragraph.and_then(|paragraph| paragraph.child("spacing"));
        let line = spacing.and_then(|spacing| {
            let exact = spacing.attribute("lineRule") == Some("exact");
            spacing.attribute("line").map(|line| number(line).filter(|_| exact).unwrap_or(0))
        });
        Self {
            font: themed.or_else(|| fonts?.attribute("eastAsia").map(str::to_owned)),
            size: run.and_then(|run| run.value("sz")).and_then(number),
            line,
        }
    }

    /// What it says, and where it says nothing what `other` says.
    fn or(&self, other: &Self) -> Self {
        Self {
            font: self.font.clone().or_else(|| other.font.clone()),
            size: self.size.or(other.size),
            line: self.line.or(other.line),
        }
    }
}

/// The styles by their ids.
#[derive(Debug, Default)]
struct Sheet {
    styles: BTreeMap<String, (Said, Option<String>)>,
    default: Option<String>,
    base: Said,
}

impl Sheet {
    fn read(root: &Element) -> Self {
        let mut sheet = Self::default();
        if let Some(defaults) = root.child("docDefaults") {
            let inner = |outer: &str, inner: &str| defaults.child(outer).and_then(|found| found.child(inner));
            sheet.base = Said::read(inner("rPrDefault", "rPr"), inner("pPrDefault", "pPr"));
        }
        for style in root.named("style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let usual = matches!(style.attribute("default"), Some("1" | "true"));
            if style.attribute("type") == Some("paragraph") && usual {
                sheet.default = Some(id.to_owned());
            }
            let said = Said::read(style.child("rPr"), style.child("pPr"));
            sheet.styles.insert(id.to_owned(), (said, style.value("basedOn").map(str::to_owned)));
        }
        sheet
    }

    /// What a style says, with those that it is based on.
    fn of(&self, id: Option<&str>) -> Said {
        let mut said = Said::default();
        let mut next = id;
        for _ in 0..MAX_CHAIN {
            let Some((own, based_on)) = next.and_then(|id| self.styles.get(id)) else { break };
            said = said.or(own);
            next = based_on.as_deref();
        }
        said
    }
}

/// Walks the body and notes what each element of text looks like, by the byte at which it begins.
struct Walker<'s> {
    sheet: &'s Sheet,
    types: BTreeMap<usize, Said>,
    pages: Vec<Paper>,
}

impl Walker<'_> {
    fn walk(&mut self, element: &Element, paragraph: &Said, run: &Said) {
        match &*element.name {
            "del" | "moveFrom" => {}
            "sectPr" => self.pages.extend(page(element)),
            "p" => {
                let properties = element.child("pPr");
                let named = properties.and_then(|properties| properties.value("pStyle"));
                let style = self.sheet.of(named.or(self.sheet.default.as_deref()));
                let paragraph = Said::read(None, properties).or(&style).or(&self.sheet.base);
                self.inner(element, &paragraph, &Said::default());
            }
            "r" => {
                let properties = element.child("rPr");
                let style = self.sheet.of(properties.and_then(|properties| properties.value("rStyle")));
                let run = Said::read(properties, None).or(&style);
                self.inner(element, paragraph, &run);
            }
            "t" => drop(self.types.insert(element.at(), run.or(paragraph))),
            _ => self.inner(element, paragraph, run),
        }
    }

    fn inner(&mut self, element: &Element, paragraph: &Said, run: &Said) {
        element.elements().for_each(|child| self.walk(child, paragraph, run));
    }
}

/// The size and the margins of the pages of a section.
fn page(section: &Element) -> Option<Paper> {
    let (size, margins) = (section.child("pgSz")?, section.child("pgMar")?);
    let twips = |element: &Element, name: &str| element.attribute(name)?.trim().parse::<i32>().ok();
    let grid = section.child("docGrid").filter(|grid| grid.attribute("type").is_some_and(|kind| kind != "default"));
    Some(Paper {
        width: twips(size, "w")?,
        height: twips(size, "h")?,
        top: twips(margins, "top")?,
        bottom: twips(margins, "bottom")?,
        left: twips(margins, "left")?,
        right: twips(margins, "right")?,
        grid: grid.is_some(),
    })
}

/// How the text of the main part looks.
pub(super) fn of(main: &str, styles: Option<&Element>, origins: &Origins) -> Result<Look, ReadError> {
    let sheet = styles.map(Sheet::read).unwrap_or_default();
    let mut walker = Walker { sheet: &sheet, types: BTreeMap::new(), pages: Vec::new() };
    let mut stream = Stream::new(main, FORMAT, |name| matches!(name, "tblPr" | "tcPr" | "trPr" | "drawing" | "pict"));
    if stream.enter("body")? {
        while let Some(element) = stream.next()? {
            walker.walk(&element, &Said::default(), &Said::default());
        }
    }
    let mut types: Vec<Type> = Vec::new();
    for piece in origins.pieces() {
        let Place::Held { at, .. } = piece.place else { continue };
        let Some(said) = walker.types.get(&at.start).filter(|_| at.part == Part::Main) else { continue };
        let font = said.font.clone().unwrap_or_default();
        let (size, line) = (said.size.unwrap_or(0), said.line.unwrap_or(0));
        match types.last_mut().filter(|last| (last.font == font) && (last.size, last.line) == (size, line)) {
            Some(last) => last.span = Span::new(last.span.start, piece.span.end),
            None => types.push(Type { span: piece.span, font, size, line }),
        }
    }
    Ok(Look { pages: walker.pages, types })
}
