//! Pictures as files: what kind they are, how large, and how many a file holds. Their pixels are for the OCR
//! program to read, in its own process.

use crate::ReadError;

/// The most pixels that a picture may have: more are made to do harm. A page of A2 at 400 dpi has 62 million.
const MOST_PIXELS: u64 = 100_000_000;
/// The most pages that one file may hold.
const MOST_PAGES: usize = 500;
/// The most bytes that the pages of one file may take when each is a file of its own.
const MOST_BYTES: usize = 256 << 20;

/// A picture that can be given to an OCR program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Image {
    pub(crate) file: Vec<u8>,
    /// In pixels.
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Whether the bytes are a picture of a kind that OCR programs read: PNG, JPEG, TIFF, BMP.
pub(crate) fn is_image(bytes: &[u8]) -> bool {
    tiff_order(bytes).is_some() || sized(bytes).is_some()
}

/// The pictures of a file; several where it is a TIFF file of several pages. Nothing where it is no picture of
/// a kind that OCR programs read.
///
/// # Errors
/// Where the file is cut short, or its pictures are too large.
pub(crate) fn images(bytes: &[u8], format: &'static str) -> Result<Option<Vec<Image>>, ReadError> {
    let images = match tiff_order(bytes) {
        Some(order) => tiff(bytes, order, format)?,
        None => match sized(bytes) {
            None => return Ok(None),
            Some(size) => size.map(|(width, height)| vec![Image { file: bytes.to_vec(), width, height }]),
        },
    };
    let images = images.filter(|images| images.iter().all(|image| image.width > 0 && image.height > 0));
    let images = images.ok_or_else(|| ReadError::damaged(format, "图片没有尺寸，可能没有下载完"))?;
    if images.iter().any(|image| u64::from(image.width) * u64::from(image.height) > MOST_PIXELS) {
        return Err(ReadError::TooLarge {
            format, what: "图片的像素", limit: format!("{} 万", MOST_PIXELS / 10_000)
        });
    }
    Ok(Some(images))
}

/// The size of a picture that is alone in its file: nothing where the file is another, nothing within where its
/// size is missing.
fn sized(bytes: &[u8]) -> Option<Option<(u32, u32)>> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some(number(bytes, 16, true, 4).zip(number(bytes, 20, true, 4))),
        [0xff, 0xd8, 0xff, ..] => Some(jpeg(bytes)),
        [b'B', b'M', ..] if number(bytes, 6, false, 4) == Some(0) => {
            // Rows may be stored from the top, and the height is negative then.
            let size = number(bytes, 18, false, 4).zip(number(bytes, 22, false, 4));
            Some(size.map(|(width, height)| (width, height.cast_signed().unsigned_abs())))
        }
        _ => None,
    }
}

fn number(bytes: &[u8], at: usize, big_endian: bool, length: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    let join = |number: u32, &byte: &u8| number << 8 | u32::from(byte);
    Some(if big_endian { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) })
}

/// The size in the frame header of a JPEG file (ITU-T T.81, section B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xff, marker] = bytes.get(at..at + 2)? else { return None };
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return number(bytes, at + 7, true, 2).zip(number(bytes, at + 5, true, 2));
            }
            _ => at += 2 + (number(bytes, at + 2, true, 2)?.max(2)) as usize,
        }
    }
}

/// Whether the numbers of a TIFF file are big-endian; nothing where it is none.
fn tiff_order(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [b'I', b'I', 42, 0, ..] => Some(false),
        [b'M', b'M', 0, 42, ..] => Some(true),
        _ => None,
    }
}

/// Each page of a TIFF file as a file whose first directory is that of the page (TIFF 6.0, section 2): programs
/// read the first page only.
fn tiff(bytes: &[u8], big_endian: bool, format: &'static str) -> Result<Option<Vec<Image>>, ReadError> {
    let mut images = Vec::new();
    let mut directory = number(bytes, 4, big_endian, 4);
    while let Some(at) = directory.filter(|&at| at > 0) {
        if images.len() >= MOST_PAGES || (images.len() + 1) * bytes.len() > MOST_BYTES {
            return Err(ReadError::TooLarge { format, what: "图片的页数", limit: images.len().to_string() });
        }
        let at = at as usize;
        let Some(count) = number(bytes, at, big_endian, 2) else { return Ok(None) };
        let entry = |index: u32| at + 2 + 12 * index as usize;
        let value = |tag: u32| {
            let found = (0..count).map(entry).find(|&entry| number(bytes, entry, big_endian, 2) == Some(tag))?;
            // A short number stands in the first two of the four bytes.
            let length = if number(bytes, found + 2, big_endian, 2) == Some(3) { 2 } else { 4 };
            number(bytes, found + 8, big_endian, length)
        };
        let next = entry(count);
        let (Some(width), Some(height), true) = (value(256), value(257), bytes.len() >= next + 4) else {
            return Ok(None);
        };
        let mut file = bytes.to_vec();
        let place = at as u32;
        file[4..8].copy_from_slice(&if big_endian { place.to_be_bytes() } else { place.to_le_bytes() });
        file[next..next + 4].fill(0);
        images.push(Image { file, width, height });
        directory = number(bytes, next, big_endian, 4);
    }
    Ok((!images.is_empty()).then_some(images))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(bytes: &[u8]) -> Option<Vec<(u32, u32)>> {
        let images = images(bytes, "图片").unwrap()?;
        Some(images.iter().map(|image| (image.width, image.height)).collect())
    }

    /// A TIFF file of pages of these sizes, without pixels.
    fn pages(sizes: &[(u16, u16)]) -> Vec<u8> {
        let mut file = b"II*\0\x08\0\0\0".to_vec();
        for (index, (width, height)) in sizes.iter().enumerate() {
            file.extend(2u16.to_le_bytes());
            for (tag, value) in [(256u16, width), (257, height)] {
                file.extend([tag.to_le_bytes(), 3u16.to_le_bytes()].concat());
                file.extend(1u32.to_le_bytes());
                file.extend([value.to_le_bytes(), [0, 0]].concat());
            }
            let next = if index + 1 < sizes.len() { file.len() as u32 + 4 } else { 0 };
            file.extend(next.to_le_bytes());
        }
        file
    }

    #[test]
    fn sizes_stand_in_the_head_of_each_kind() {
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[0, 0, 3, 32, 0, 0, 4, 176][..]].concat();
        assert_eq!(sizes(&png), Some(vec![(800, 1200)]));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc0\0\x11\x08\x04\xb0\x03\x20\x03";
        assert_eq!(sizes(jpeg), Some(vec![(800, 1200)]));
        let mut bmp = b"BM\0\0\0\0\0\0\0\0".to_vec();
        bmp.extend([0; 8]);
        bmp.extend([800i32.to_le_bytes(), (-1200i32).to_le_bytes()].concat());
        assert_eq!(sizes(&bmp), Some(vec![(800, 1200)]));
        assert_eq!(sizes("BM市财政局".as_bytes()), None);
        assert_eq!(sizes(b"GIF89a"), None);
    }

    #[test]
    fn each_page_of_a_tiff_file_is_a_file_of_its_own() {
        let bytes = pages(&[(80, 120), (90, 130)]);
        let images = images(&bytes, "图片").unwrap().unwrap();
        assert_eq!((images[0].width, images[1].width), (80, 90));
        assert_eq!(sizes(&images[1].file), Some(vec![(90, 130)]));
        assert_eq!(sizes(&images[0].file), Some(vec![(80, 120)]));
    }

    #[test]
    fn pictures_cut_short_too_large_or_without_end_are_refused() {
        let refused = |bytes: &[u8]| images(bytes, "图片").unwrap_err();
        assert!(matches!(refused(b"\x89PNG\r\n"), ReadError::Damaged { .. }));
        assert!(matches!(refused(b"\xff\xd8\xff\xe0\0\x04"), ReadError::Damaged { .. }));
        assert!(matches!(refused(b"II*\0\x08\0\0\0"), ReadError::Damaged { .. }));
        let large = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[0, 1, 0, 0, 0, 1, 0, 0][..]].concat();
        assert!(matches!(refused(&large), ReadError::TooLarge { .. }));
        let mut endless = pages(&[(8, 8)]);
        let end = endless.len() - 4;
        endless[end] = 8;
        assert!(matches!(refused(&endless), ReadError::TooLarge { .. }));
    }
}
