//! How much a stream unpacks to, counted without keeping it (ISO 32000-1, section 7.4).

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use std::io::{self, Cursor, Read};

/// No code of LZW gives more bytes than a full table is long, and is at least 9 bits: twelve where the table is.
const MOST_LZW: u64 = 2_600;
/// No byte of deflated data gives more bytes than this (RFC 1951).
const MOST_FLATE: u64 = 1_032;
/// Two bytes say that another is repeated up to 128 times.
const MOST_RUN: u64 = 64;
/// `z` stands for four bytes.
const MOST_ASCII85: u64 = 4;

const CLEAR: usize = 256;
const END: usize = 257;
const MOST_CODES: usize = 4096;

/// The most bytes that data of this length can give.
pub(super) fn most(length: usize, filters: &[Filter]) -> u64 {
    filters.iter().fold(length as u64, |most, filter| most.saturating_mul(ratio(*filter)))
}

fn ratio(filter: Filter) -> u64 {
    match filter {
        Filter::FlateDecode => MOST_FLATE,
        Filter::LzwDecode => MOST_LZW,
        Filter::RunLengthDecode => MOST_RUN,
        Filter::Ascii85Decode => MOST_ASCII85,
        // The pictures of the other filters are bounded by what is painted of them.
        _ => 1,
    }
}

/// The most bytes that the data gives after any of its filters, counted up to the limit. What cannot be unpacked ends
/// the count, as it ends the reading.
pub(super) fn largest(data: &[u8], filters: &[Filter], limit: u64) -> u64 {
    // Whether codes of LZW grow one code early stands where it can be hidden: both are tried.
    let early: &[bool] = if filters.contains(&Filter::LzwDecode) { &[true, false] } else { &[true] };
    let chains = (1..=filters.len()).flat_map(|last| early.iter().map(move |early| (last, *early)));
    chains.map(|(last, early)| size(data, &filters[..last], early, limit)).max().unwrap_or(0)
}

fn size(data: &[u8], filters: &[Filter], early: bool, limit: u64) -> u64 {
    let mut bounded = chain(data, filters, early).take(limit);
    let _ = io::copy(&mut bounded, &mut io::sink());
    limit - bounded.limit()
}

/// What the data unpacks to, up to the limit.
pub(super) fn unpacked(data: &[u8], filters: &[Filter], limit: u64) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let _ = chain(data, filters, true).take(limit).read_to_end(&mut unpacked);
    unpacked
}

/// Filter after filter, up to that of a picture.
fn chain<'a>(data: &'a [u8], filters: &[Filter], early: bool) -> Box<dyn Read + 'a> {
    let mut unpacked: Box<dyn Read + 'a> = Box::new(data);
    for filter in filters {
        unpacked = match filter {
            Filter::FlateDecode => inflated(unpacked),
            Filter::LzwDecode => Box::new(Lzw::new(unpacked, early)),
            Filter::RunLengthDecode => Box::new(Unpacked::new(unpacked, run)),
            Filter::Ascii85Decode => Box::new(Unpacked::new(unpacked, ascii85)),
            Filter::AsciiHexDecode => Box::new(Unpacked::new(unpacked, hex)),
            Filter::Crypt => unpacked,
            // A picture is the last.
            _ => break,
        };
    }
    unpacked
}

/// Deflated data with or without the header of zlib (RFC 1950).
fn inflated<'a>(mut packed: Box<dyn Read + 'a>) -> Box<dyn Read + 'a> {
    let mut header = Vec::new();
    let _ = packed.by_ref().take(2).read_to_end(&mut header);
    let is_zlib = matches!(header[..], [method, flags] if method & 0x0f == 8 && (u32::from(method) << 8 | u32::from(flags)).is_multiple_of(31));
    let whole = Cursor::new(header).chain(packed);
    if is_zlib { Box::new(ZlibDecoder::new(whole)) } else { Box::new(DeflateDecoder::new(whole)) }
}

/// Bytes one by one, through a buffer; nothing at the end or where the data is broken.
struct Bytes<R> {
    inner: R,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
}

impl<R: Read> Bytes<R> {
    fn new(inner: R) -> Self {
        Self { inner, buffer: vec![0; 1 << 14].into(), at: 0, end: 0 }
    }

    fn next(&mut self) -> Option<u8> {
        if self.at == self.end {
            (self.at, self.end) = (0, self.inner.read(&mut self.buffer).unwrap_or(0));
        }
        let byte = *self.buffer[..self.end].get(self.at)?;
        self.at += 1;
        Some(byte)
    }
}

/// Data that is unpacked a step at a time.
struct Unpacked<R> {
    bytes: Bytes<R>,
    /// Puts the next bytes at the end; false where there are none.
    step: fn(&mut Bytes<R>, &mut Vec<u8>) -> bool,
    ready: Vec<u8>,
    at: usize,
}

impl<R: Read> Unpacked<R> {
    fn new(inner: R, step: fn(&mut Bytes<R>, &mut Vec<u8>) -> bool) -> Self {
        Self { bytes: Bytes::new(inner), step, ready: Vec::new(), at: 0 }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            self.ready.clear();
            self.at = 0;
            if !(self.step)(&mut self.bytes, &mut self.ready) {
                return Ok(0);
            }
        }
        let read = (&self.ready[self.at..]).read(to)?;
        self.at += read;
        Ok(read)
    }
}

fn run<R: Read>(bytes: &mut Bytes<R>, to: &mut Vec<u8>) -> bool {
    match bytes.next() {
        None | Some(128) => return false,
        Some(length @ 0..=127) => to.extend((0..=length).map_while(|_| bytes.next())),
        Some(length) => {
            let Some(byte) = bytes.next() else { return false };
            to.resize(257 - usize::from(length), byte);
        }
    }
    true
}

fn ascii85<R: Read>(bytes: &mut Bytes<R>, to: &mut Vec<u8>) -> bool {
    let mut group = [84u32; 5];
    let mut filled = 0;
    while filled < 5 {
        match bytes.next() {
            Some(b'z') if filled == 0 => {
                to.extend([0; 4]);
                return true;
            }
            Some(digit @ b'!'..=b'u') => {
                group[filled] = u32::from(digit - b'!');
                filled += 1;
            }
            Some(b'~') | None => break,
            Some(_) => {}
        }
    }
    let value = group.iter().fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(*digit));
    to.extend(&value.to_be_bytes()[..filled.saturating_sub(1)]);
    filled == 5 || filled > 1
}

fn hex<R: Read>(bytes: &mut Bytes<R>, to: &mut Vec<u8>) -> bool {
    let mut digits = std::iter::from_fn(|| {
        loop {
            match bytes.next()? {
                b'>' => return None,
                byte => {
                    if let Some(digit) = char::from(byte).to_digit(16) {
                        return Some(digit as u8);
                    }
                }
            }
        }
    });
    let Some(first) = digits.next() else { return false };
    to.push(first << 4 | digits.next().unwrap_or(0));
    true
}

/// LZW: each code stands for the bytes of an older code and one more.
struct Lzw<R> {
    bytes: Bytes<R>,
    early: bool,
    /// The older code and the byte that follows, of each code above the end code.
    codes: Vec<(u16, u8)>,
    before: Option<usize>,
    bits: u32,
    held: u32,
    /// The bytes of the last code, the last byte first.
    ready: Vec<u8>,
}

impl<R: Read> Lzw<R> {
    fn new(inner: R, early: bool) -> Self {
        let (codes, ready) = (Vec::new(), Vec::new());
        Self { bytes: Bytes::new(inner), early, codes, before: None, bits: 0, held: 0, ready }
    }

    fn code(&mut self) -> Option<usize> {
        let next = self.codes.len() + END + 1 + usize::from(self.early);
        let width = (usize::BITS - next.leading_zeros()).clamp(9, 12);
        while self.bits < width {
            self.held = self.held << 8 | u32::from(self.bytes.next()?);
            self.bits += 8;
        }
        self.bits -= width;
        let code = self.held >> self.bits & ((1 << width) - 1);
        self.held &= (1 << self.bits) - 1;
        Some(code as usize)
    }

    /// The bytes of a code, the last byte first; nothing where it is none.
    fn spell(&mut self, mut code: usize) -> Option<()> {
        while code > END {
            let &(older, byte) = self.codes.get(code - END - 1)?;
            self.ready.push(byte);
            code = usize::from(older);
        }
        self.ready.push(u8::try_from(code).ok()?);
        Some(())
    }

    /// Reads the next code; nothing at the end.
    fn step(&mut self) -> Option<()> {
        let code = self.code()?;
        match code {
            CLEAR => {
                self.codes.clear();
                self.before = None;
            }
            END => return None,
            _ => {
                let known = code <= END || code - END - 1 < self.codes.len();
                // A code that is made by itself repeats the first byte of the one before.
                self.spell(if known { code } else { self.before? })?;
                let first = *self.ready.last()?;
                if !known {
                    self.ready.insert(0, first);
                }
                if let Some(before) = self.before.filter(|_| self.codes.len() + END + 1 < MOST_CODES) {
                    self.codes.push((before as u16, first));
                }
                self.before = Some(code);
            }
        }
        Some(())
    }
}

impl<R: Read> Read for Lzw<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() {
            if self.step().is_none() {
                return Ok(0);
            }
        }
        let length = to.len().min(self.ready.len());
        for (to, byte) in to.iter_mut().zip(self.ready.drain(self.ready.len() - length..).rev()) {
            *to = byte;
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(data: &[u8], filter: Filter) -> Vec<u8> {
        let mut text = Vec::new();
        match filter {
            Filter::LzwDecode => Lzw::new(data, true).read_to_end(&mut text).unwrap(),
            Filter::RunLengthDecode => Unpacked::new(data, run).read_to_end(&mut text).unwrap(),
            Filter::Ascii85Decode => Unpacked::new(data, ascii85).read_to_end(&mut text).unwrap(),
            _ => Unpacked::new(data, hex).read_to_end(&mut text).unwrap(),
        };
        text
    }

    #[test]
    fn each_filter_is_counted_as_it_is_unpacked() {
        // The example of ISO 32000-1, section 7.4.4.2.
        let lzw = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(unpacked(&lzw, Filter::LzwDecode), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        assert_eq!(unpacked(&[2, 1, 2, 3, 254, 9, 128, 7], Filter::RunLengthDecode), [1, 2, 3, 9, 9, 9]);
        assert_eq!(unpacked(b"87cUR D]f~>", Filter::Ascii85Decode), b"Hello ");
        assert_eq!(unpacked(b"zz~>", Filter::Ascii85Decode), [0; 8]);
        assert_eq!(unpacked(b"4 1 42 5>", Filter::AsciiHexDecode), b"ABP");
    }

    #[test]
    fn a_chain_is_bounded_after_each_of_its_filters() {
        let runs = [129, b' '].repeat(1 << 14);
        let hexed: Vec<u8> = runs.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
        let chain = [Filter::AsciiHexDecode, Filter::RunLengthDecode];
        assert_eq!(largest(&hexed, &chain, 1 << 30), 128 << 14);
        assert_eq!(largest(&hexed, &chain, 1000), 1000);
        assert!(most(hexed.len(), &chain) >= 128 << 14);
        assert!(largest(b"!!!", &[Filter::LzwDecode, Filter::FlateDecode], 1000) < 4);
    }
}
