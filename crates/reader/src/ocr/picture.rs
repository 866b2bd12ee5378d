//! A grey picture of a page, and what can be painted on it.

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// The most pixels that a page may have on a side: more are made to do harm.
pub(crate) const MOST: usize = 10_000;

/// Grey pixels, row by row; 255 is white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

impl Picture {
    /// A white picture.
    pub(crate) fn new(width: usize, height: usize) -> Self {
        let (width, height) = (width.clamp(1, MOST), height.clamp(1, MOST));
        Self { width, height, pixels: vec![255; width * height] }
    }

    /// Paints a pixel so far as it is covered, from 0 to 1; nothing outside the picture.
    pub(crate) fn cover(&mut self, x: usize, y: usize, grey: u8, covered: f32) {
        if x >= self.width || y >= self.height {
            return;
        }
        let pixel = &mut self.pixels[y * self.width + x];
        let mixed = f32::from(*pixel) + (f32::from(grey) - f32::from(*pixel)) * covered.clamp(0.0, 1.0);
        *pixel = mixed.round() as u8;
    }

    /// The picture as a PNG file (ISO/IEC 15948): 8 bits of grey, no filter.
    pub(crate) fn png(&self) -> Vec<u8> {
        let mut header = Vec::new();
        header.extend((self.width as u32).to_be_bytes());
        header.extend((self.height as u32).to_be_bytes());
        header.extend([8, 0, 0, 0, 0]);
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        for row in self.pixels.chunks(self.width) {
            // Writing to memory does not fail.
            let _ = packed.write_all(&[0]).and_then(|()| packed.write_all(row));
        }
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut file, b"IHDR", &header);
        chunk(&mut file, b"IDAT", &packed.finish().unwrap_or_default());
        chunk(&mut file, b"IEND", b"");
        file
    }
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    let mut sum = Crc::new();
    sum.update(name);
    sum.update(content);
    file.extend((content.len() as u32).to_be_bytes());
    file.extend(name);
    file.extend(content);
    file.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_has_its_size_its_pixels_and_its_sums() {
        let mut picture = Picture::new(3, 2);
        picture.cover(1, 1, 0, 1.0);
        picture.cover(2, 1, 0, 0.5);
        picture.cover(3, 1, 0, 1.0);
        assert_eq!(picture.pixels, [255, 255, 255, 255, 0, 128]);
        let png = picture.png();
        assert_eq!(&png[16..24], [0, 0, 0, 3, 0, 0, 0, 2]);
        assert_eq!(&png[png.len() - 12..], [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]);
        let packed = &png[41..png.len() - 16];
        let mut rows = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(packed), &mut rows).unwrap();
        assert_eq!(rows, [0, 255, 255, 255, 0, 255, 0, 128]);
    }
}
