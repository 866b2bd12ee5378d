use crate::testing::{noted, open};
use crate::{Error, Note, annotate};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, String as PdfString};
use zhengtu_text::Span;

/// A page of text lines, each with its place.
fn content(lines: &[(f32, f32, &str)]) -> String {
    let line = |(x, y, text): &(f32, f32, &str)| {
        let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("BT /F1 16 Tf {x} {y} Td <{hex}> Tj ET\n")
    };
    lines.iter().map(line).collect()
}

/// The objects of a file with these pages; `more` stands in the dictionary of the first.
fn objects(pages: &[String], more: &str) -> Vec<(usize, String)> {
    let kids: String = (0..pages.len()).map(|index| format!("{} 0 R ", 10 + 2 * index)).collect();
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 595 842]>>", pages.len())),
        (4, "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>".to_owned()),
        (5, "<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 6 0 R>>".to_owned()),
        (6, "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>".to_owned()),
        (7, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(there)>>".to_owned()),
    ];
    for (index, content) in pages.iter().enumerate() {
        let number = 10 + 2 * index;
        let more = if index == 0 { more } else { "" };
        objects.push((
            number,
            format!(
                "<</Type/Page/Parent 2 0 R/Contents {} 0 R/Resources<</Font<</F1 4 0 R>>>>/A#20B(x\\)y){more}>>",
                number + 1
            ),
        ));
        objects.push((number + 1, format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())));
    }
    objects
}

fn file(objects: &[(usize, String)], stream: bool, trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = vec![];
    for (number, object) in objects {
        places.push((*number, bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = bytes.len();
    if stream {
        places.push((900, start));
        let index: String = places.iter().map(|(number, _)| format!("{number} 1 ")).collect();
        let rows: Vec<u8> = places
            .iter()
            .flat_map(|(_, place)| [[1].as_slice(), &(*place as u32).to_be_bytes(), &[0, 0]].concat())
            .collect();
        bytes.extend(
            format!(
                "900 0 obj\n<</Type/XRef/Size 901/W[1 4 2]/Index[{index}]/Root 1 0 R{trailer}/Length {}>>\nstream\n",
                rows.len()
            )
            .bytes(),
        );
        bytes.extend(rows);
        bytes.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF").bytes());
    } else {
        bytes.extend(b"xref\n0 1\n0000000000 65535 f \n");
        places.iter().for_each(|(number, place)| bytes.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes()));
        bytes.extend(format!("trailer\n<</Size 500/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF").bytes());
    }
    bytes
}

const PAGES: [[(f32, f32, &str); 3]; 2] = [
    [
        (90.0, 720.0, "某县工作方案"),
        (90.0, 690.0, "加强布署，做好各项工作，推进政务服务标准化规范化"),
        (90.0, 660.0, "便利化。"),
    ],
    [(90.0, 720.0, "再接再励。"), (90.0, 690.0, "责任单位：县税务局"), (90.0, 660.0, "本方案自印发之日起施行。")],
];

fn plan(stream: bool, more: &str) -> Vec<u8> {
    file(&objects(&PAGES.map(|lines| content(&lines)), more), stream, "/ID[<0A><0B>]")
}

/// Each annotation of each page: its kind, its box, what it says.
fn annotations(bytes: &[u8]) -> Vec<Vec<(String, Vec<f32>, String)>> {
    let document = Pdf::new(bytes.to_vec()).unwrap();
    let said = |bytes: &[u8]| match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(units) => {
            String::from_utf16(&units.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect::<Vec<_>>())
                .unwrap()
        }
        None => String::from_utf8(bytes.to_vec()).unwrap(),
    };
    let one = |note: Dict<'_>| {
        let area = note.get::<Array<'_>>("Rect").unwrap().iter::<f32>().collect();
        let text = note.get::<PdfString<'_>>("Contents").unwrap();
        (note.get::<Name<'_>>("Subtype").unwrap().as_str().to_owned(), area, said(text.as_bytes()))
    };
    let of = |page: &hayro_syntax::page::Page<'_>| {
        let list = page.raw().get::<Array<'_>>("Annots");
        list.map(|list| list.iter::<Dict<'_>>().map(one).collect()).unwrap_or_default()
    };
    document.pages().iter().map(of).collect()
}

#[test]
fn highlights_stand_at_their_words_and_the_original_before_them() {
    for stream in [false, true] {
        let original = plan(stream, "/Annots[7 0 R]");
        let copy = noted("甲.pdf", &original, &["布署", "标准化规范化便利化", "再接再励"]);
        assert!(copy.bytes.starts_with(&original));
        let found = annotations(&copy.bytes);
        let kinds: Vec<Vec<&str>> =
            found.iter().map(|page| page.iter().map(|note| note.0.as_str()).collect()).collect();
        assert_eq!(kinds, [vec!["Text", "Highlight", "Highlight"], vec!["Highlight"]]);
        let (_, area, said) = &found[0][1];
        assert_eq!(said, "说布署");
        let wanted = [122.0, 687.1, 154.0, 704.1];
        assert!(area.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.2), "{area:?}");
        // The words of the second go on in the next line.
        assert!(found[0][2].1[3] - found[0][2].1[1] > 40.0);
        assert_eq!(found[1][0].2, "说再接再励");
    }
}

#[test]
fn a_second_copy_keeps_the_notes_of_the_first() {
    for stream in [false, true] {
        let first = noted("甲.pdf", &plan(stream, ""), &["布署"]);
        let second = noted("甲.pdf", &first.bytes, &["再接再励", "工作"]);
        assert!(second.bytes.starts_with(&first.bytes));
        let counts: Vec<usize> = annotations(&second.bytes).iter().map(Vec::len).collect();
        assert_eq!(counts, [2, 1]);
    }
}

#[test]
fn what_cannot_be_added_to_is_refused() {
    let good = plan(false, "");
    let (source, origins) = open("甲.pdf", &good);
    let note = Note { span: Span::new(0, source.text.len().min(6)), lines: vec!["说".into()], ..Note::default() };
    let refused = |bytes: &[u8]| match annotate(bytes, &origins, std::slice::from_ref(&note), false) {
        Err(Error::Malformed { reason, .. }) => reason,
        other => panic!("{other:?}"),
    };
    let locked = file(&objects(&PAGES.map(|lines| content(&lines)), ""), false, "/Encrypt 8 0 R");
    assert!(refused(&locked).contains("加了密"));
    let moved = [b"%junk\n".as_slice(), &good].concat();
    assert!(refused(&moved).contains("另存"));
    assert!(refused(b"%PDF-1.4\n").contains("另存"));
}
