use super::key::hash;
use super::layout::{BLOCK, HEADER, MAGIC, PAGE, SECTIONS, VERSION, push_varint};
use std::io::{self, Seek, SeekFrom, Write};

/// Writes a snapshot from its front to its end, in the memory of a page and of the checksums, and its header last.
pub(super) struct Writer<W> {
    out: W,
    page: Vec<u8>,
    sums: Vec<u8>,
    /// Offset and length of the sections that are written.
    sections: Vec<(u64, u64)>,
    start: u64,
    end: u64,
}

impl<W: Write + Seek> Writer<W> {
    /// Leaves room for the header.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(&[0; HEADER])?;
        let at = HEADER as u64;
        Ok(Self { out, page: Vec::with_capacity(PAGE), sums: Vec::new(), sections: Vec::new(), start: at, end: at })
    }

    /// Adds bytes to the section that is being written.
    pub fn push(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.end += bytes.len() as u64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PAGE - self.page.len()));
            self.page.extend_from_slice(now);
            bytes = later;
            if self.page.len() == PAGE {
                self.turn()?;
            }
        }
        Ok(())
    }

    /// Writes the page with its checksum.
    fn turn(&mut self) -> io::Result<()> {
        self.sums.extend_from_slice(&crc32fast::hash(&self.page).to_le_bytes());
        self.out.write_all(&self.page)?;
        self.page.clear();
        Ok(())
    }

    /// Ends a section.
    pub fn end_section(&mut self) {
        self.sections.push((self.start, self.end - self.start));
        self.start = self.end;
    }

    /// Writes the checksums and the header.
    pub fn finish(mut self, terms: usize, quads: usize) -> io::Result<W> {
        if !self.page.is_empty() {
            self.turn()?;
        }
        self.out.write_all(&self.sums)?;
        self.sections.push((self.start, self.sums.len() as u64));
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header(terms, quads, &self.sums, &self.sections))?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn header(terms: usize, quads: usize, sums: &[u8], sections: &[(u64, u64)]) -> Vec<u8> {
    debug_assert_eq!(sections.len(), SECTIONS);
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&(terms as u32).to_le_bytes());
    header.extend_from_slice(&(quads as u64).to_le_bytes());
    for (offset, length) in sections {
        header.extend_from_slice(&offset.to_le_bytes());
        header.extend_from_slice(&length.to_le_bytes());
    }
    header.extend_from_slice(&crc32fast::hash(sums).to_le_bytes());
    let sum = crc32fast::hash(&header);
    header.extend_from_slice(&sum.to_le_bytes());
    header
}

/// The dictionary of a snapshot that is being written: keys come in order, each once.
#[derive(Default)]
pub(super) struct Dictionary {
    before: Vec<u8>,
    blocks: Vec<u8>,
    hashes: Vec<u128>,
    coded: u64,
}

impl Dictionary {
    /// Writes the next key with what it shares with the one before left out; gives its number.
    pub fn push<W: Write + Seek>(&mut self, key: &[u8], writer: &mut Writer<W>) -> io::Result<u32> {
        if self.hashes.len().is_multiple_of(BLOCK) {
            self.blocks.extend_from_slice(&self.coded.to_le_bytes());
            self.before.clear();
        }
        let shared = self.before.iter().zip(key).take_while(|(a, b)| a == b).count();
        let mut coded = Vec::with_capacity(key.len() - shared + 8);
        push_varint(shared, &mut coded);
        push_varint(key.len() - shared, &mut coded);
        coded.extend_from_slice(&key[shared..]);
        self.coded += coded.len() as u64;
        writer.push(&coded)?;
        self.before.truncate(shared);
        self.before.extend_from_slice(&key[shared..]);
        self.hashes.push(hash(key));
        Ok(self.hashes.len() as u32)
    }

    /// Ends the keys and writes the other sections of the dictionary; gives the number of terms.
    pub fn finish<W: Write + Seek>(self, writer: &mut Writer<W>) -> io::Result<usize> {
        writer.end_section();
        writer.push(&self.blocks)?;
        writer.end_section();
        self.hashes.iter().try_for_each(|hash| writer.push(&hash.to_le_bytes()))?;
        writer.end_section();
        let mut by_hash: Vec<u32> = (1..=self.hashes.len() as u32).collect();
        by_hash.sort_unstable_by_key(|&number| self.hashes[number as usize - 1]);
        by_hash.iter().try_for_each(|number| writer.push(&number.to_le_bytes()))?;
        writer.end_section();
        Ok(self.hashes.len())
    }
}
