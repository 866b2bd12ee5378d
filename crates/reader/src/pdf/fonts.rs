//! Characters of glyphs for which the font names none: by the character collection that its codes are of
//! (Adobe-GB1 …, ISO 32000-1, section 9.7.5), else by the table of characters in the font program.

use hayro_interpret::font::{Glyph, OutlineFontData, OutlineGlyph};
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;

/// What stands for a character that nothing tells.
const UNKNOWN: BfString = BfString::Char('\u{fffd}');
/// More fonts than this are made to do harm.
const MAX_FONTS: usize = 5000;

/// What is known of the fonts of a file.
pub(super) struct Fonts<'p> {
    pdf: &'p Pdf,
    /// The codes of composite fonts, by the name of the font; read when first needed.
    codes: Option<BTreeMap<String, Vec<Codes>>>,
    /// The characters of font programs, by glyph.
    programs: BTreeMap<u128, BTreeMap<u32, char>>,
}

impl<'p> Fonts<'p> {
    pub(super) fn new(pdf: &'p Pdf) -> Self {
        Self { pdf, codes: None, programs: BTreeMap::new() }
    }

    /// The text of a glyph.
    pub(super) fn text(&mut self, glyph: &Glyph<'_>) -> BfString {
        if let Some(text) = glyph.as_unicode().filter(is_text) {
            return text;
        }
        match glyph {
            Glyph::Outline(outline) => self.guess(outline).unwrap_or(UNKNOWN),
            Glyph::Type3(_) => UNKNOWN,
        }
    }

    fn guess(&mut self, glyph: &OutlineGlyph) -> Option<BfString> {
        let font = glyph.font_data()?;
        let name = font.postscript_name.as_deref().unwrap_or_default();
        let codes = self.codes.get_or_insert_with(|| codes(self.pdf)).get(name);
        let text = codes.into_iter().flatten().find_map(|codes| codes.text(glyph.char_code()));
        text.or_else(|| {
            self.programs
                .entry(font.cache_key)
                .or_insert_with(|| characters(&font))
                .get(&glyph.glyph_id().to_u32())
                .copied()
                .map(BfString::Char)
        })
    }
}

/// Some maps name U+0000 for what they do not know.
fn is_text(text: &BfString) -> bool {
    match text {
        BfString::Char(char) => *char != '\0' && *char != '\u{ffff}',
        BfString::String(text) => !text.is_empty(),
    }
}

/// The codes of a composite font whose characters are of a known collection.
struct Codes {
    encoding: CMap,
    /// From character to Unicode.
    collection: CMap,
}

impl Codes {
    fn of(font: &Dict<'_>) -> Option<Self> {
        let encoding = encoding(&font.get::<Object<'_>>(b"Encoding")?)?;
        let own = encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
        let family = own.filter(|family| *family != CidFamily::AdobeIdentity).or_else(|| collection(font))?;
        let collection = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
        Some(Self { encoding, collection })
    }

    fn text(&self, code: u32) -> Option<BfString> {
        let cid = (1..=4).find_map(|length| self.encoding.lookup_cid_code(code, length))?;
        self.collection.lookup_bf_string(cid)
    }
}

fn encoding(object: &Object<'_>) -> Option<CMap> {
    match object {
        Object::Name(name) => match CMapName::from_bytes(name) {
            CMapName::IdentityH => Some(CMap::identity_h()),
            CMapName::IdentityV => Some(CMap::identity_v()),
            known => CMap::parse(load_embedded(known)?, load_embedded),
        },
        Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, load_embedded),
        _ => None,
    }
}

/// The character collection of the font that a composite font is made of.
fn collection(font: &Dict<'_>) -> Option<CidFamily> {
    let descendant = font.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()?;
    let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
    let registry = info.get::<PdfString<'_>>(b"Registry")?;
    let ordering = info.get::<PdfString<'_>>(b"Ordering")?;
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
}

/// The codes of all composite fonts of a file.
fn codes(pdf: &Pdf) -> BTreeMap<String, Vec<Codes>> {
    let mut codes: BTreeMap<String, Vec<Codes>> = BTreeMap::new();
    let fonts = pdf.objects().into_iter().filter_map(composite_font);
    for (name, font) in fonts.take(MAX_FONTS) {
        codes.entry(name).or_default().extend(Codes::of(&font));
    }
    codes
}

/// The name of a composite font, without the mark of a subset.
fn composite_font(object: Object<'_>) -> Option<(String, Dict<'_>)> {
    let font = object.into_dict()?;
    if font.get::<Name<'_>>(b"Subtype")?.as_str() != "Type0" {
        return None;
    }
    let name = font.get::<Name<'_>>(b"BaseFont")?;
    let name = name.as_str();
    let own = name.split_once('+').filter(|(mark, _)| mark.len() == 6).map_or(name, |(_, own)| own);
    Some((own.to_owned(), font.clone()))
}

/// The characters of a font program by glyph; of several the one that is no radical or private.
fn characters(font: &OutlineFontData) -> BTreeMap<u32, char> {
    let mut characters = BTreeMap::new();
    let Ok(program) = FontRef::new((*font.data).as_ref()) else { return characters };
    let rank = |char: char| (matches!(char, '\u{e000}'..='\u{f8ff}'), matches!(char, '\u{2e80}'..='\u{2fdf}'), char);
    for (code, glyph) in program.charmap().mappings() {
        let Some(char) = char::from_u32(code) else { continue };
        let known = characters.entry(glyph.to_u32()).or_insert(char);
        if rank(char) < rank(*known) {
            *known = char;
        }
    }
    characters
}
