//! Files made in code, for the tests of the readers.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// An archive with these members.
pub(crate) fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
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
        objects.push((number, format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>", number + 1)));
        objects.push((number + 1, format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())));
    }
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
    let size = 10 + 2 * pages.len();
    bytes.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    bytes
}

/// A line on a PDF page, in the Chinese font.
pub(crate) fn pdf_text(x: f32, y: f32, size: f32, text: &str) -> String {
    let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F2 {size} Tf {x} {y} Td <{hex}> Tj ET\n")
}

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
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    zip(&[
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            &format!(
                r#"<Relationships xmlns="{packages}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns="{main}" xmlns:r="{RELATIONS}"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<Relationships xmlns="{packages}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"#
            ),
        ),
    ])
}

/// A Word 97 file with that text; `\r` ends a paragraph.
pub(crate) fn doc(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut main = vec![0u8; 0x400];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &0xa5ec_u16.to_le_bytes());
    put(2, &0x00c1_u16.to_le_bytes());
    put(0x4c, &(units.len() as u32).to_le_bytes());
    put(0x98, &93u16.to_le_bytes());
    let mut table = vec![2u8];
    table.extend(16u32.to_le_bytes());
    table.extend(0u32.to_le_bytes());
    table.extend((units.len() as u32).to_le_bytes());
    table.extend(0u16.to_le_bytes());
    table.extend(0x400u32.to_le_bytes());
    table.extend(0u16.to_le_bytes());
    put(0x9a + 8 * 33 + 4, &(table.len() as u32).to_le_bytes());
    main.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    let mut compound = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    compound.create_stream("/WordDocument").unwrap().write_all(&main).unwrap();
    compound.create_stream("/0Table").unwrap().write_all(&table).unwrap();
    compound.flush().unwrap();
    compound.into_inner().into_inner()
}

/// The blocks of a file as text, the pieces parted by `|`.
pub(crate) fn texts(source: &crate::Source) -> Vec<String> {
    let text =
        |block: &crate::Block| block.pieces.iter().map(|piece| piece.of(&source.text)).collect::<Vec<_>>().join("|");
    source.blocks.iter().map(text).collect()
}
