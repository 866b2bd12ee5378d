//! OFD (GB/T 33190-2016): pages, page templates and the text placed on them. Annotations, seals and
//! signatures lie in parts of their own and are not read.

mod draw;

use crate::layout::{self, Page};
use crate::package::{Package, resolve};
use crate::writer::Writer;
use crate::xml::{self, Element};
use crate::{Format, ReadError, Source, plausible};
use draw::{Frame, Units};
use std::collections::BTreeMap;

const FORMAT: &str = "ofd";
/// A file that claims more pages than this is made to do harm.
const MAX_PAGES: usize = 20_000;

/// Whether an archive is an OFD file, by its members.
pub(crate) fn is_ofd<'n>(mut names: impl Iterator<Item = &'n str>) -> bool {
    names.any(|name| name.eq_ignore_ascii_case("OFD.xml"))
}

/// Reads an OFD file: all documents in it, one after the other.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let root = xml::parse(&package.required_xml("OFD.xml")?, FORMAT)?;
    let mut pages = Vec::new();
    let mut broken = Vec::new();
    for body in root.named("DocBody") {
        let Some(path) = body.child("DocRoot").map(Element::text).filter(|path| !path.trim().is_empty()) else {
            continue;
        };
        document(&mut package, &resolve("OFD.xml", path.trim()), &mut pages, &mut broken)?;
    }
    write(name, &pages, &broken)
}

fn write(name: &str, pages: &[Page], broken: &[usize]) -> Result<Source, ReadError> {
    if pages.is_empty() {
        return Err(ReadError::damaged(FORMAT, "没有页"));
    }
    let empty: Vec<usize> =
        (1..).zip(pages).filter(|(_, page)| page.glyphs.is_empty()).map(|(number, _)| number).collect();
    if empty.len() == pages.len() {
        return Err(ReadError::NoText { format: FORMAT, pages: pages.len(), pictures: 0, program: None });
    }
    plausible::check(pages.iter().flat_map(|page| page.glyphs.iter().map(|glyph| glyph.char)), FORMAT)?;
    let mut writer = Writer::default();
    layout::write(pages, &mut writer);
    let list = |pages: &[usize]| pages.iter().map(usize::to_string).collect::<Vec<_>>().join("、");
    let blank: Vec<usize> = empty.into_iter().filter(|number| !broken.contains(number)).collect();
    if !broken.is_empty() {
        writer.notice(format!("第 {} 页已损坏，未读入", list(broken)));
    }
    if !blank.is_empty() {
        writer.notice(format!("第 {} 页没有文字（空白页或图片）", list(&blank)));
    }
    writer.finish(name, Format::Ofd)
}

/// Adds the pages of a document.
fn document(
    package: &mut Package<'_>,
    path: &str,
    pages: &mut Vec<Page>,
    broken: &mut Vec<usize>,
) -> Result<(), ReadError> {
    let root = xml::parse(&package.required_xml(path)?, FORMAT)?;
    let common = root.child("CommonData");
    let units = resources(package, path, common)?;
    let templates = templates(package, path, common)?;
    let default_box = common.and_then(|common| common.child("PageArea"));
    for entry in root.named("Pages").flat_map(|list| list.named("Page")) {
        if pages.len() >= MAX_PAGES {
            return Err(ReadError::TooLarge { format: FORMAT, what: "页数", limit: MAX_PAGES.to_string() });
        }
        let content = match entry.attribute("BaseLoc").map(|place| package.xml(&resolve(path, place))) {
            Some(Ok(Some(text))) => xml::parse(&text, FORMAT).ok(),
            Some(Err(error @ ReadError::TooLarge { .. })) => return Err(error),
            _ => None,
        };
        let Some(content) = content else {
            pages.push(Page::default());
            broken.push(pages.len());
            continue;
        };
        pages.push(page(&content, default_box, &templates, &units));
    }
    Ok(())
}

fn page(
    content: &Element,
    default_box: Option<&Element>,
    templates: &BTreeMap<String, Element>,
    units: &Units,
) -> Page {
    let area = content.child("Area").or(default_box);
    let area = area.and_then(|area| draw::numbers(&area.child("PhysicalBox")?.text()));
    let (left, top, height) = match area.as_deref() {
        Some(&[left, top, _, height]) => (left, top, height),
        _ => (0.0, 0.0, 297.0),
    };
    let frame = Frame::page(left, top);
    let mut page = Page { height: draw::points(height), ..Page::default() };
    for template in content.named("Template").filter_map(|used| templates.get(used.attribute("TemplateID")?)) {
        draw::content(template, frame, units, &mut page);
    }
    draw::content(content, frame, units, &mut page);
    page
}

/// The page templates of a document, by their id.
fn templates(
    package: &mut Package<'_>,
    path: &str,
    common: Option<&Element>,
) -> Result<BTreeMap<String, Element>, ReadError> {
    let mut templates = BTreeMap::new();
    for entry in common.into_iter().flat_map(|common| common.named("TemplatePage")) {
        if let (Some(id), Some(place)) = (entry.attribute("ID"), entry.attribute("BaseLoc"))
            && let Some(text) = package.xml(&resolve(path, place))?
        {
            templates.insert(id.to_owned(), xml::parse(&text, FORMAT)?);
        }
    }
    Ok(templates)
}

/// The composite units of the resources, which may hold text.
fn resources(package: &mut Package<'_>, path: &str, common: Option<&Element>) -> Result<Units, ReadError> {
    let mut units = Units::new();
    let parts = common.into_iter().flat_map(Element::elements);
    for part in parts.filter(|part| matches!(&*part.name, "PublicRes" | "DocumentRes")) {
        let Some(text) = package.xml(&resolve(path, part.text().trim()))? else { continue };
        let root = xml::parse(&text, FORMAT)?;
        for unit in root.named("CompositeGraphicUnits").flat_map(|list| list.elements()) {
            if let (Some(id), Some(content)) = (unit.attribute("ID"), unit.child("Content")) {
                units.insert(id.to_owned(), content.clone());
            }
        }
    }
    Ok(units)
}

#[cfg(test)]
mod tests;
