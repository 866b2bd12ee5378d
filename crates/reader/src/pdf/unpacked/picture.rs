//! How large a picture is that a page shows, before anything makes room for it. The pictures that stand in the
//! content of a page itself (`BI … EI`) are no streams of the file, so nothing has looked at them yet; and a
//! dictionary, or the head of a packed picture, may claim any width and height.

use super::{MAX_STREAM, decode, parameters, pattern, size};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use regex::bytes::{Captures, Regex};
use std::sync::LazyLock;

/// The most samples of a picture: 150 million points of up to four colours, a sheet of A3 at 850 to the inch.
const MAX_SAMPLES: u64 = 600_000_000;
/// The most colours that a point has where they have no name of their own.
const FEW_COLOURS: u64 = 4;
/// The most colours that a point may have (ISO 32000-1, annex C).
const MANY_COLOURS: u64 = 32;
/// The columns of a fax, unless others are told (ISO 32000-1, section 7.4.6).
const FAX: u32 = 1728;
/// A JBIG2 page whose height is told by its last stripe.
const UNKNOWN: u64 = 0xffff_ffff;

/// The size at the head of a JPEG 2000 picture (ISO 15444-1, section A.5.1).
static JPX: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s-u)\xff\x4f\xff\x51.{4}(.{4})(.{4})"));
/// The size of a JBIG2 page (ISO 14492, sections 7.2 and 7.4.8).
static JBIG2: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?s-u)(?:\x30\x00.|\x70\x00.{4})\x00\x00\x00\x13(.{4})(.{4})"));
/// The last line of a stripe of it (section 7.4.10).
static STRIPE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s-u)(?:\x32\x00.|\x72\x00.{4})\x00\x00\x00\x04(.{4})"));

/// Whether a picture and its masks may be unpacked.
pub(in super::super) fn is_bounded(picture: &Stream<'_>) -> bool {
    let mask = |key: &'static [u8]| picture.dict().get::<Stream<'_>>(key);
    let all = [Some(picture.clone()), mask(b"SMask"), mask(b"Mask")];
    all.iter().flatten().all(|picture| is_unpacked(picture) && samples(picture) <= MAX_SAMPLES)
}

fn is_unpacked(picture: &Stream<'_>) -> bool {
    size(picture).is_some_and(|size| size < MAX_STREAM)
}

/// The most samples that the picture claims to have.
fn samples(picture: &Stream<'_>) -> u64 {
    let dictionary = picture.dict();
    let number = |short: &'static [u8], long: &'static [u8]| {
        u64::from(dictionary.get::<u32>(short).or_else(|| dictionary.get::<u32>(long)).unwrap_or(0))
    };
    let width = number(b"W", b"Width").max(columns(picture));
    let told = width.saturating_mul(number(b"H", b"Height"));
    told.max(told_by_its_head(picture)).saturating_mul(colours(dictionary))
}

/// The columns of a picture packed as faxes are.
fn columns(picture: &Stream<'_>) -> u64 {
    if !picture.filters().contains(&Filter::CcittFaxDecode) {
        return 0;
    }
    let told = parameters(picture.dict()).into_iter();
    u64::from(told.filter_map(|told| told.get::<u32>(b"Columns".as_slice())).max().unwrap_or(FAX))
}

/// The points that the head of the packed picture tells.
fn told_by_its_head(picture: &Stream<'_>) -> u64 {
    let filters = picture.filters();
    let Some((last, before)) = filters.split_last() else { return 0 };
    let head = match last {
        Filter::JpxDecode => &JPX,
        Filter::Jbig2Decode => &JBIG2,
        _ => return 0,
    };
    let data = decode::unpacked(&picture.raw_data(), before, MAX_STREAM);
    let height = |told: u64| if told == UNKNOWN { lines(&data) } else { told };
    let areas = head.captures_iter(&data).map(|found| number(&found, 1).saturating_mul(height(number(&found, 2))));
    areas.max().unwrap_or(0)
}

/// The lines of a JBIG2 page, by its stripes.
fn lines(data: &[u8]) -> u64 {
    STRIPE.captures_iter(data).map(|found| number(&found, 1) + 1).max().unwrap_or(0)
}

/// A number of four bytes.
fn number(found: &Captures<'_>, group: usize) -> u64 {
    found[group].iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// The most colours that a point of the picture has.
fn colours(dictionary: &Dict<'_>) -> u64 {
    let space = dictionary.get::<Object<'_>>(b"CS").or_else(|| dictionary.get::<Object<'_>>(b"ColorSpace"));
    match space {
        Some(Object::Name(name)) if !is_known(&name) => MANY_COLOURS,
        Some(Object::Array(space)) => named_colours(&space).max(FEW_COLOURS),
        _ => FEW_COLOURS,
    }
}

/// Whether a name is that of a colour space itself; others stand for one of the resources of the page.
fn is_known(name: &Name<'_>) -> bool {
    matches!(&**name, b"G" | b"RGB" | b"CMYK" | b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"Pattern")
}

/// The colours that a space of named colours names.
fn named_colours(space: &Array<'_>) -> u64 {
    let names = space.iter::<Object<'_>>().find_map(|part| part.into_array());
    names.map_or(0, |names| names.iter::<Object<'_>>().count() as u64)
}
