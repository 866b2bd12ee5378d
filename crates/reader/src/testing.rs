//! Files made in code, for the tests of the readers.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// An archive with these members.
pub(crate) fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    zip_of(members)
}

/// The same of names and contents of other kinds.
pub(crate) fn zip_of(members: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(name.as_ref(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A docx file with that body, numbering, styles and footnotes, all without their outermost element.
pub(crate) fn docx(body: &str, numbering: &str, styles: &str, footnotes: &str) -> Vec<u8> {
    let part = |name: &str, content: &str| {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{WORD}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{content}</w:{name}>"#
        )
    };
    let relation =
        |id: usize, kind: &str| format!(r#"<Relationship Id="r{id}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>"#);
    let kinds = ["numbering", "styles", "footnotes"];
    let relations: String = (1..).zip(kinds).map(|(id, kind)| relation(id, kind)).collect();
    zip(&[
        ("word/document.xml", &part("document", &format!("<w:body>{body}</w:body>"))),
        ("word/numbering.xml", &part("numbering", numbering)),
        ("word/styles.xml", &part("styles", styles)),
        ("word/footnotes.xml", &part("footnotes", footnotes)),
        ("word/_rels/document.xml.rels", &format!("<Relationships>{relations}</Relationships>")),
    ])
}

/// A paragraph of a docx file with these properties.
pub(crate) fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A level of a list in a docx file.
pub(crate) fn level(index: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>"#
    )
}

/// An OFD file with these pages, each the objects of its only layer.
pub(crate) fn ofd(pages: &[&str], common: &str) -> Vec<u8> {
    let name = |index: usize| format!("Doc_0/Pages/Page_{index}/Content.xml");
    let list: String = (0..pages.len())
        .map(|index| format!(r#"<ofd:Page ID="{index}" BaseLoc="Pages/Page_{index}/Content.xml"/>"#))
        .collect();
    let ns = r#"xmlns:ofd="http://www.ofdspec.org/2016""#;
    let root =
        format!("<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
    let area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>";
    let document = format!(
        "<ofd:Document {ns}><ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let mut members = vec![("OFD.xml".to_owned(), root), ("Doc_0/Document.xml".to_owned(), document)];
    for (index, page) in pages.iter().enumerate() {
        members.push((name(index), ofd_page(page)));
    }
    zip(&members.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>())
}

/// A page or template of an OFD file.
pub(crate) fn ofd_page(objects: &str) -> String {
    format!(
        r#"<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"#
    )
}

/// A line of text on an OFD page: where it starts in millimetres, and its font height.
pub(crate) fn ofd_text(x: f32, y: f32, size: f32, text: &str) -> String {
    let steps = text.chars().count().saturating_sub(1);
    format!(
        r#"<ofd:TextObject Size="{size}" Boundary="{x} {y} 170 10"><ofd:TextCode X="0" Y="{size}" DeltaX="g {steps} {size}">{text}</ofd:TextCode></ofd:TextObject>"#
    )
}

/// A PDF file whose pages show these operators; fonts `F1` (Latin) and `F2` (Chinese, by the map
/// `UniGB-UCS2-H`, which needs no map of its own).
pub(crate) fn pdf(pages: &[String], count: usize) -> Vec<u8> {
    pdf_with(pages, count, "", &[])
}

/// The same with more fonts, and the objects that they consist of, numbered from 2000 on.
pub(crate) fn pdf_with(pages: &[String], count: usize, fonts: &str, more: &[(usize, String)]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|index| format!("{} 0 R ", 10 + 2 * index)).collect();
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, format!("<</Type/Pages/Kids[{kids}]/Count {count}>>")),
        (3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned()),
        (4, "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>".to_owned()),
        (
            5,
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 6 0 R>>".to_owned(),
        ),
        (6, "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>".to_owned()),
    ];
    for (index, content) in pages.iter().enumerate() {
        let number = 10 + 2 * index;
        objects.push((number, format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R{fonts}>>>>>>", number + 1)));
        objects.push((number + 1, format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())));
    }
    objects.extend_from_slice(more);
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in &objects {
        places.push((*number, bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = bytes.len();
    bytes.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, place) in places {
        bytes.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
    }
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap_or_default();
    bytes.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    bytes
}

/// A line on a PDF page, in the Chinese font.
pub(crate) fn pdf_text(x: f32, y: f32, size: f32, text: &str) -> String {
    let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F2 {size} Tf {x} {y} Td <{hex}> Tj ET\n")
}

/// A file with a font `F3` of two bytes a character, whose map to Unicode is given.
pub(crate) fn pdf_with_map(content: String, map: &str) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+FZXBSK/Encoding/Identity-H/DescendantFonts[2001 0 R]/ToUnicode 2002 0 R>>";
    let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+FZXBSK/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 6 0 R>>";
    let map = format!("<</Length {}>>\nstream\n{map}\nendstream", map.len());
    let objects = [(2000, font.to_owned()), (2001, descendant.to_owned()), (2002, map)];
    pdf_with(&[content], 1, "/F3 2000 0 R", &objects)
}

/// A map of a few characters to Unicode.
pub(crate) const PDF_MAP: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n2 beginbfchar\n<0003> <7E9F>\n<0004> <6236>\nendbfchar\n1 beginbfrange\n<0010> <0012> <4E00>\nendbfrange\nendcmap\nend end\n";

/// A workbook with one sheet: its rows, and its merged areas.
pub(crate) fn xlsx(rows: &[&[&str]], merged: &[&str]) -> Vec<u8> {
    let cell = |row: usize, column: usize, text: &str| {
        let letter = char::from(b'A' + column as u8);
        format!(r#"<c r="{letter}{row}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let row = |(number, cells): (usize, &&[&str])| {
        let cells = cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let cells: String = cells.map(|(column, text)| cell(number, column, text)).collect();
        format!(r#"<row r="{number}">{cells}</row>"#)
    };
    let rows: String = (1..).zip(rows).map(row).collect();
    let merged: String = merged.iter().map(|area| format!(r#"<mergeCell ref="{area}"/>"#)).collect();
    workbook(&[("台账", "", &format!("<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"))], "", &[])
}

/// The name, the state and the XML of a sheet.
type SheetParts<'a> = (&'a str, &'a str, &'a str);

/// A workbook: its sheets; its styles; further members.
pub(crate) fn workbook(sheets: &[SheetParts<'_>], styles: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let each = |write: &dyn Fn(usize, &SheetParts<'_>) -> String| -> String {
        (1..).zip(sheets).map(|(number, sheet)| write(number, sheet)).collect()
    };
    let list = each(&|number, (name, state, _)| {
        format!(r#"<sheet name="{name}" sheetId="{number}" {state} r:id="r{number}"/>"#)
    });
    let relations = each(&|number, _| {
        format!(r#"<Relationship Id="r{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>"#)
    });
    let mut members = vec![
        (
            "[Content_Types].xml".to_owned(),
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="{packages}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(r#"<workbook xmlns="{main}" xmlns:r="{RELATIONS}"><sheets>{list}</sheets></workbook>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="{packages}">{relations}<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>"#
            ),
        ),
        ("xl/styles.xml".to_owned(), format!(r#"<styleSheet xmlns="{main}">{styles}</styleSheet>"#)),
    ];
    for (number, (_, _, content)) in (1..).zip(sheets) {
        let content = format!(r#"<worksheet xmlns="{main}">{content}</worksheet>"#);
        members.push((format!("xl/worksheets/sheet{number}.xml"), content));
    }
    let members = members.iter().map(|(name, content)| (name.as_str(), content.as_str()));
    zip(&members.chain(more.iter().copied()).collect::<Vec<_>>())
}

/// A workbook of Excel 97 with one sheet: the formats of its cells (the number of a built-in one, or a
/// code), numbers with their place and the index of their format, and further records of the sheet.
pub(crate) fn xls(formats: &[&str], numbers: &[(u16, u16, u16, f64)], more: &[(u16, &[u8])]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat();
    let words = |words: &[u16]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let start = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let mut globals = start(5);
    for (id, code) in (164u16..).zip(formats) {
        let units: Vec<u16> = code.encode_utf16().collect();
        let head = [&words(&[id, units.len() as u16])[..], &[1]].concat();
        globals.extend(record(0x041e, &[head, words(&units)].concat()));
    }
    for (id, code) in (164u16..).zip(formats) {
        let id = code.parse().unwrap_or(id);
        globals.extend(record(0x00e0, &[words(&[0, id]), vec![0; 16]].concat()));
    }
    let name = "甲".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let at = (globals.len() + 4 + 8 + name.len() + 4) as u32;
    let sheet = [&at.to_le_bytes()[..], &[0, 0, 1, 1], &name].concat();
    globals.extend(record(0x0085, &sheet));
    globals.extend(record(0x000a, &[]));
    globals.extend(start(0x10));
    more.iter().for_each(|(kind, data)| globals.extend(record(*kind, data)));
    for &(row, column, format, value) in numbers {
        globals.extend(record(0x0203, &[words(&[row, column, format]), value.to_le_bytes().to_vec()].concat()));
    }
    globals.extend(record(0x000a, &[]));
    let mut compound = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    compound.create_stream("/Workbook").unwrap().write_all(&globals).unwrap();
    compound.flush().unwrap();
    compound.into_inner().into_inner()
}

/// An OpenDocument spreadsheet: its styles, and its tables.
pub(crate) fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let names = ["office", "table", "text", "style"]
        .map(|name| format!(r#"xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0""#))
        .join(" ");
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        (
            "content.xml",
            &format!(
                r#"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
            ),
        ),
    ])
}

/// A Word 97 file with that text; `\r` ends a paragraph.
pub(crate) fn doc(text: &str) -> Vec<u8> {
    doc_with_boxes(text, &[])
}

/// A Word 97 file with text boxes, each with the character of the main text it is anchored at.
pub(crate) fn doc_with_boxes(text: &str, boxes: &[(usize, &str)]) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let texts: Vec<Vec<u16>> = boxes.iter().map(|(_, text)| text.encode_utf16().collect()).collect();
    let all: Vec<u16> = units.iter().copied().chain(texts.concat()).collect();
    let mut main = vec![0u8; 0x400];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &0xa5ec_u16.to_le_bytes());
    put(2, &0x00c1_u16.to_le_bytes());
    put(0x4c, &(units.len() as u32).to_le_bytes());
    put(0x64, &((all.len() - units.len()) as u32).to_le_bytes());
    put(0x98, &93u16.to_le_bytes());
    let mut table = Vec::new();
    let mut part = |index: usize, bytes: Vec<u8>, table: &mut Vec<u8>| {
        put(0x9a + 8 * index, &(table.len() as u32).to_le_bytes());
        put(0x9a + 8 * index + 4, &(bytes.len() as u32).to_le_bytes());
        table.extend(bytes);
    };
    part(33, [&[2u8], &16u32.to_le_bytes()[..], &pieces(all.len())].concat(), &mut table);
    if !boxes.is_empty() {
        let known: Vec<(usize, usize)> = boxes
            .iter()
            .enumerate()
            .filter(|(_, found)| found.0 < units.len())
            .map(|(id, found)| (id, found.0))
            .collect();
        let mut shapes: Vec<u8> = known.iter().flat_map(|found| (found.1 as u32).to_le_bytes()).collect();
        shapes.extend(u32::MAX.to_le_bytes());
        shapes.extend(known.iter().flat_map(|found| [(found.0 as u32).to_le_bytes().to_vec(), vec![0; 22]].concat()));
        part(40, shapes, &mut table);
        let starts = texts.iter().scan(0u32, |at, text| Some(std::mem::replace(at, *at + text.len() as u32)));
        let mut entries: Vec<u8> = starts.flat_map(u32::to_le_bytes).collect();
        entries.extend(((all.len() - units.len()) as u32).to_le_bytes());
        let entry = |id: usize| [vec![0; 14], (id as u32).to_le_bytes().to_vec(), vec![0; 4]].concat();
        entries.extend((0..boxes.len()).flat_map(entry));
        part(56, entries, &mut table);
    }
    main.extend(all.iter().flat_map(|unit| unit.to_le_bytes()));
    let mut compound = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    compound.create_stream("/WordDocument").unwrap().write_all(&main).unwrap();
    compound.create_stream("/0Table").unwrap().write_all(&table).unwrap();
    compound.flush().unwrap();
    compound.into_inner().into_inner()
}

/// The table of the only piece of a Word 97 file.
fn pieces(length: usize) -> Vec<u8> {
    let mut table = 0u32.to_le_bytes().to_vec();
    table.extend((length as u32).to_le_bytes());
    table.extend(0u16.to_le_bytes());
    table.extend(0x400u32.to_le_bytes());
    table.extend(0u16.to_le_bytes());
    table
}

/// The blocks of a file as text, the pieces parted by `|`.
pub(crate) fn texts(source: &crate::Source) -> Vec<String> {
    let text =
        |block: &crate::Block| block.pieces.iter().map(|piece| piece.of(&source.text)).collect::<Vec<_>>().join("|");
    source.blocks.iter().map(text).collect()
}

/// A Python with RapidOCR that finds these words on every page: left edge, top, confidence, text.
#[cfg(unix)]
pub(crate) fn ocr_program(folder: &std::path::Path, words: &[(u32, u32, &str, &str)]) -> String {
    let line = |(left, top, sure, text): &(u32, u32, &str, &str)| {
        let right = left + 44 * text.chars().count() as u32;
        format!("printf '%s\\t{left}\\t{top}\\t{right}\\t{}\\t{sure}\\t{text}\\n' $page >> \"$3\"\n", top + 55)
    };
    let lines: String = words.iter().map(line).collect();
    let about = "case $2 in *m.version*) echo 'rapidocr 3.4.5'; exit;; esac";
    let each = format!("page=0\nfor picture in \"$4\"/*; do\n{lines}page=$((page + 1))\ndone\necho end >> \"$3\"");
    let path = folder.join("python3");
    std::fs::write(&path, format!("#!/bin/sh\n{about}\n{each}\n")).unwrap();
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    path.to_string_lossy().into_owned()
}
