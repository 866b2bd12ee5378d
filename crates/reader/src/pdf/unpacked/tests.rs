use super::*;
use crate::{Options, read};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use std::io::Write;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// So many blanks by LZW: each code is one byte longer than that before.
fn lzw(blanks: usize) -> Vec<u8> {
    let mut bits: Vec<u8> = Vec::new();
    let (mut held, mut count, mut written) = (0u64, 0, 0);
    let mut put = |code: u64, width: u32| {
        held = held << width | code;
        count += width;
        while count >= 8 {
            count -= 8;
            bits.push((held >> count) as u8);
        }
        held &= (1 << count) - 1;
    };
    put(256, 9);
    let mut next = 258u64;
    while written < blanks {
        let code = if next == 258 { 32 } else { next - 1 };
        // The code made now is known to the reader one code later, and the width grows one code early.
        let known = if next == 258 { 258 } else { next };
        let width = (u64::BITS - known.leading_zeros()).clamp(9, 12);
        put(code, width);
        written += (next - 257) as usize;
        next += 1;
        if next == 4095 {
            put(256, 12);
            next = 258;
        }
    }
    put(257, 12);
    put(0, 12);
    bits
}

fn file(filters: &str, stream: &[u8]) -> Vec<u8> {
    [format!("%PDF-1.4\n1 0 obj <</Filter[{filters}]>>\nstream\n").as_bytes(), stream, b"\nendstream"].concat()
}

/// A file of one page whose content is named so, with these objects and what the trailer says besides.
fn opened(contents: &str, objects: &[(usize, Vec<u8>)], trailer: &str) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {contents}/Resources<<>>>>");
    let mut all = vec![
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec()),
        (3, page.into_bytes()),
    ];
    all.extend_from_slice(objects);
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut table = String::new();
    for (number, object) in &all {
        table += &format!("{number} 1\n{:010} 00000 n \n", bytes.len());
        bytes.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let end = bytes.len();
    bytes.extend(format!("xref\n0 1\n0000000000 65535 f \n{table}trailer\n<</Size 99/Root 1 0 R{trailer}>>\n").bytes());
    bytes.extend(format!("startxref\n{end}\n%%EOF\n").bytes());
    bytes
}

fn stream(filters: &str, packed: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {}/Filter {filters}>>\nstream\n", packed.len());
    [head.as_bytes(), packed, b"\nendstream"].concat()
}

#[track_caller]
fn is_refused_as_it_is_read(file: &[u8], place: &str) {
    let error = read("甲.pdf", file, &Options::default()).unwrap_err();
    assert!(error.to_string().contains(place), "{error}");
    assert!(error.english().is_ascii(), "{}", error.english());
}

#[track_caller]
fn is_refused(file: &[u8]) {
    let Err(error) = check(file) else { panic!("not refused") };
    assert!(error.to_string().contains("字节起的内容流"), "{error}");
    assert!(error.english().is_ascii(), "{}", error.english());
}

#[test]
fn a_stream_that_unpacks_to_too_much_is_refused_however_often_it_was_packed() {
    let once = packed(&vec![b' '; MAX_STREAM as usize + 1]);
    let twice = packed(&once);
    assert!(twice.len() < 10_000);
    is_refused(&file("/FlateDecode", &once));
    is_refused(&file("/FlateDecode/Fl", &twice));
    is_refused(&file("/Fl#61teDecode /Fl", &twice));
    assert_eq!(check(&file("/FlateDecode", &twice)), Ok(()));
    assert_eq!(check(&file("/FlateDecode", &packed(&vec![b' '; 300 << 10]))), Ok(()));
    assert_eq!(check(&file("/FlateDecode", &vec![0; 300 << 10])), Ok(()));
}

#[test]
fn every_filter_is_bounded_alone_and_over_another() {
    let blanks = lzw(MAX_STREAM as usize + 1);
    assert!(blanks.len() < 1 << 20, "{}", blanks.len());
    is_refused(&file("/LZWDecode", &blanks));
    is_refused(&file("/FlateDecode/LZW", &packed(&blanks)));
    assert_eq!(check(&file("/LZWDecode", &lzw(1 << 20))), Ok(()));
    let runs = [129, b' '].repeat((MAX_STREAM / 128) as usize + 1);
    is_refused(&file("/FlateDecode /RunLengthDecode", &packed(&runs)));
    is_refused(&file("/Fl/A85", &packed(&vec![b'z'; (MAX_STREAM / 4) as usize + 1])));
    let hexed: Vec<u8> = packed(&runs).iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
    is_refused(&file("/AHx/Fl/RL", &hexed));
    is_refused(&file(&"/AHx".repeat(MAX_FILTERS + 1), b"41>"));
}

#[test]
fn the_end_and_the_length_of_a_stream_cannot_hide_what_follows() {
    // A stored block that spells the end of the stream, before the blanks.
    let mut stream = b"\x78\x01\x00\x09\x00\xf6\xffendstream".to_vec();
    stream.extend(&packed(&vec![b' '; MAX_STREAM as usize + 1])[2..]);
    let with = |length: &str| {
        let head = format!("%PDF-1.4\n1 0 obj <</Length {length} /Filter/FlateDecode>>\nstream\n");
        [head.as_bytes(), &stream, b"\nendstream\n2 0 obj ", stream.len().to_string().as_bytes(), b" endobj"].concat()
    };
    is_refused(&with(&stream.len().to_string()));
    is_refused(&with("2 0 R"));
}

#[test]
fn a_row_without_end_is_refused() {
    let parameters = "/DecodeParms<</Predictor 2/BitsPerComponent 16/Columns 900000000000>>";
    let head = format!("%PDF-1.4\n1 0 obj <</Filter/FlateDecode{parameters}>>\nstream\n");
    is_refused(&[head.as_bytes(), &packed(b"q Q"), b"\nendstream"].concat());
}

#[test]
fn what_only_the_opened_file_tells_is_refused_too() {
    let bomb = packed(&packed(&vec![b' '; MAX_STREAM as usize + 1]));
    let names = (21, b"[/FlateDecode/FlateDecode]".to_vec());
    let elsewhere = opened("20 0 R", &[(20, stream("21 0 R", &bomb)), names], "");
    is_refused_as_it_is_read(&elsewhere, "（对象 20 的内容流）");
    // The same stream many times on one page.
    let part = packed(&packed(&vec![b' '; 32 << 20]));
    let often = opened(&format!("[{}]", "20 0 R ".repeat(9)), &[(20, stream("[/Fl/Fl]", &part))], "");
    assert!(often.len() < 10_000);
    is_refused_as_it_is_read(&often, "（第 1 页）");
}

/// The first picture that the content of a page holds.
fn is_bounded_on_a_page(content: &[u8]) -> bool {
    let mut operations = TypedIter::new(content);
    let Some(TypedInstruction::InlineImage(picture)) = operations.next() else { panic!("no picture") };
    is_bounded(picture.0)
}

fn inline(dictionary: &str, data: &[u8]) -> Vec<u8> {
    [format!("BI {dictionary} ID ").as_bytes(), data, b"\nEI\n"].concat()
}

#[test]
fn a_picture_in_the_content_is_bounded_by_what_it_unpacks_to() {
    let bomb = packed(&vec![b' '; MAX_STREAM as usize + 1]);
    let hexed: Vec<u8> = packed(&bomb).iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
    let size = "/W 9 /H 9 /BPC 8 /CS /G";
    assert!(!is_bounded_on_a_page(&inline(&format!("{size} /F [/AHx /Fl /Fl]"), &hexed)));
    assert!(is_bounded_on_a_page(&inline(&format!("{size} /F [/AHx /Fl]"), &hexed)));
    assert!(is_bounded_on_a_page(&inline(size, &[b' '; 81])));
}

#[test]
fn a_picture_is_bounded_by_the_size_it_claims() {
    let raw = |dictionary: &str| is_bounded_on_a_page(&inline(dictionary, b"x"));
    assert!(raw("/W 9921 /H 14031 /BPC 1 /CS /G"));
    assert!(!raw("/W 60000 /H 60000 /BPC 1 /CS /G"));
    assert!(!raw("/Width 4294967295 /Height 4294967295 /BPC 1"));
    // Colours by a name of the page, or many by their own names, take more of each point.
    assert!(!raw("/W 9921 /H 14031 /BPC 1 /CS /Cs1"));
    assert!(!raw("/W 9921 /H 14031 /BPC 1 /CS [/DeviceN [/A /B /C /D /E /F /G] /DeviceRGB 1]"));
    assert!(raw("/W 9921 /H 7016 /BPC 1 /CS [/Indexed /DeviceRGB 1 <000000ffffff>]"));
    // A fax is as wide as its parameters say.
    let fax = |columns: u32| raw(&format!("/W 1 /H 20000 /BPC 1 /F /CCF /DP <</K -1 /Columns {columns}>>"));
    assert!(fax(2480));
    assert!(!fax(1 << 20));
}

#[test]
fn a_picture_is_bounded_by_the_size_that_its_packed_head_tells() {
    let jpx = |side: u32| {
        let side = side.to_be_bytes();
        [b"\xff\x4f\xff\x51\0\x2f\0\0".as_slice(), &side, &side, &[0; 9]].concat()
    };
    let shown = |filter: &str, data: &[u8]| is_bounded_on_a_page(&inline(&format!("/W 9 /H 9 /F {filter}"), data));
    assert!(shown("/JPXDecode", &jpx(3000)));
    assert!(!shown("/JPXDecode", &jpx(60_000)));
    assert!(!shown("[/Fl /JPXDecode]", &packed(&jpx(60_000))));
    let jbig2 = |width: u32, height: u32, last: u32| {
        let page = [b"\0\0\0\0\x30\0\x01\0\0\0\x13".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &[0; 11]];
        [page.concat(), b"\0\0\0\x01\x32\0\x01\0\0\0\x04".to_vec(), last.to_be_bytes().to_vec()].concat()
    };
    assert!(shown("/JBIG2Decode", &jbig2(2480, 3508, 9)));
    assert!(!shown("/JBIG2Decode", &jbig2(65_535, 65_535, 9)));
    assert!(shown("/JBIG2Decode", &jbig2(2480, u32::MAX, 3507)));
    assert!(!shown("/JBIG2Decode", &jbig2(65_535, u32::MAX, 65_534)));
}

/// RC4 (RFC 7465 names its faults; old files have it).
fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    let step = |byte: &u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    data.iter().map(step).collect()
}

#[test]
fn an_encrypted_stream_is_looked_into_before_it_is_unpacked() {
    // The hash of an empty password and the key of object 20 (ISO 32000-1, sections 7.6.3.3 and 7.6.2).
    let user = "3869e8c80d7d6e56d13a2f947b327735ceea4e999600e7a2719dd58c573b019c";
    let key = [0x33, 0x1d, 0xde, 0xaa, 0x5c, 0xf1, 0xb5, 0xaf, 0x78, 0xf3];
    let (owner, id) = ("41".repeat(32), "42".repeat(16));
    let encryption = format!("<</Filter/Standard/V 1/R 2/O<{owner}>/U<{user}>/P -4>>").into_bytes();
    let trailer = format!("/Encrypt 21 0 R/ID[<{id}><{id}>]");
    let file = |content: &[u8]| {
        let content = rc4(&key, &packed(&packed(content)));
        opened("20 0 R", &[(20, stream("[/FlateDecode/FlateDecode]", &content)), (21, encryption.clone())], &trailer)
    };
    is_refused_as_it_is_read(&file(&vec![b' '; MAX_STREAM as usize + 1]), "（对象 20 的内容流）");
    let page = b"BT /F1 9 Tf 90 700 Td (no font, so no text) Tj ET";
    let plain = read("甲.pdf", &file(page), &Options::default());
    assert!(!matches!(plain, Err(crate::ReadError::TooLarge { .. } | crate::ReadError::Encrypted { .. })), "{plain:?}");
}
