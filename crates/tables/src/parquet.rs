//! Tables as Parquet files (<https://parquet.apache.org/docs/file-format/>): flat columns, plain values, gzip. What is held
//! at a time is one group of rows. The packages that write every kind of Parquet file would add a score of others to the
//! program; what five types of flat columns need is here.

use crate::column::{Cell, Column, Type};
use crate::table::{Row, Table};
use crate::thrift::{Struct, varint};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

const MAGIC: &[u8] = b"PAR1";

/// A group of rows is written when its values take so many bytes.
const GROUP: usize = 4 << 20;

/// The numbers that the format gives to encodings and to the codec.
const PLAIN: i32 = 0;
const RLE: i32 = 3;
const GZIP: i32 = 2;

/// Writes a table, row by row.
#[derive(Debug)]
pub struct Parquet<W: Write> {
    out: W,
    /// How many bytes were written.
    at: i64,
    columns: Vec<Values>,
    /// How many rows are held.
    held: i64,
    groups: Vec<Group>,
    rows: i64,
}

impl<W: Write> Parquet<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where writing fails, as for all that writes.
    pub fn new(table: &Table, mut out: W) -> io::Result<Self> {
        out.write_all(MAGIC)?;
        let columns = table.columns().map(Values::new).collect();
        Ok(Self { out, at: MAGIC.len() as i64, columns, held: 0, groups: Vec::new(), rows: 0 })
    }

    /// Adds a row of the table.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] too, where the row is of another table.
    pub fn push(&mut self, row: &Row<'_>) -> io::Result<()> {
        if row.len() != self.columns.len() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the row is of another table"));
        }
        for (values, cell) in self.columns.iter_mut().zip(row) {
            values.push(cell)?;
        }
        self.held += 1;
        let bytes: usize = self.columns.iter().map(|values| values.plain.len() + values.defined.len()).sum();
        if bytes >= GROUP { self.write_group() } else { Ok(()) }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`Parquet::new`].
    pub fn finish(mut self) -> io::Result<W> {
        if self.held > 0 {
            self.write_group()?;
        }
        let columns: Vec<&Column> = self.columns.iter().map(|values| values.column).collect();
        let root = Struct::default().text(4, "schema").i32(5, columns.len() as i32);
        let schema: Vec<Struct> = std::iter::once(root).chain(columns.iter().map(|column| element(column))).collect();
        let groups: Vec<Struct> = self.groups.iter().map(|group| group.described(&columns)).collect();
        let footer = Struct::default()
            .i32(1, 1)
            .structures(2, schema.into_iter())
            .i64(3, self.rows)
            .structures(4, groups.into_iter())
            .text(6, concat!("zhengtu version ", env!("CARGO_PKG_VERSION")))
            .finish();
        self.out.write_all(&footer)?;
        self.out.write_all(&(footer.len() as u32).to_le_bytes())?;
        self.out.write_all(MAGIC)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn write_group(&mut self) -> io::Result<()> {
        let mut chunks = Vec::with_capacity(self.columns.len());
        for values in &mut self.columns {
            let plain = values.take()?;
            let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
            gzip.write_all(&plain)?;
            let packed = gzip.finish()?;
            let page = Struct::default().i32(1, self.held as i32).i32(2, PLAIN).i32(3, RLE).i32(4, RLE);
            let head = Struct::default()
                .i32(1, 0)
                .i32(2, plain.len() as i32)
                .i32(3, packed.len() as i32)
                .structure(5, page)
                .finish();
            self.out.write_all(&head)?;
            self.out.write_all(&packed)?;
            let [plain, packed] = [plain.len(), packed.len()].map(|bytes| (head.len() + bytes) as i64);
            chunks.push(Chunk { at: self.at, plain, packed });
            self.at += packed;
        }
        self.groups.push(Group { chunks, rows: self.held });
        self.rows += self.held;
        self.held = 0;
        Ok(())
    }
}

/// The values of a column in the group of rows that is held.
#[derive(Debug)]
struct Values {
    column: &'static Column,
    /// The values that are there; flags a byte each.
    plain: Vec<u8>,
    /// For each row whether there is a value; kept where the column is optional.
    defined: Vec<bool>,
}

impl Values {
    fn new(column: &'static Column) -> Self {
        Self { column, plain: Vec::new(), defined: Vec::new() }
    }

    fn push(&mut self, cell: &Cell<'_>) -> io::Result<()> {
        if self.column.optional {
            self.defined.push(*cell != Cell::Nothing);
        }
        match (self.column.holds, cell) {
            (_, Cell::Nothing) if self.column.optional => {}
            (Type::Text, Cell::Text(text)) => {
                self.plain.extend((text.len() as u32).to_le_bytes());
                self.plain.extend(text.as_bytes());
            }
            (Type::Whole, Cell::Whole(number)) => self.plain.extend(number.to_le_bytes()),
            (Type::Number, Cell::Number(number)) => self.plain.extend(number.to_le_bytes()),
            (Type::Flag, Cell::Flag(is)) => self.plain.push(u8::from(*is)),
            (Type::Day, Cell::Day(day)) => self.plain.extend((day.days_since_1970() as i32).to_le_bytes()),
            (holds, cell) => {
                let message = format!("{}: {cell:?} is no {holds:?}", self.column.name);
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
        }
        Ok(())
    }

    /// What stands in the page: which values are there, then the values. Nothing is held afterwards.
    fn take(&mut self) -> io::Result<Vec<u8>> {
        let plain = std::mem::take(&mut self.plain);
        let plain = if self.column.holds == Type::Flag { packed(plain.iter().map(|byte| *byte == 1)) } else { plain };
        if !self.column.optional {
            return Ok(plain);
        }
        let levels = levels(&std::mem::take(&mut self.defined));
        Ok([&(levels.len() as u32).to_le_bytes()[..], &levels, &plain].concat())
    }
}

/// Which values are there, as one run: of equals, or of single bits.
fn levels(defined: &[bool]) -> Vec<u8> {
    let mut bytes = Vec::new();
    match defined.first() {
        Some(&first) if defined.iter().all(|is| *is == first) => {
            varint(&mut bytes, (defined.len() as u64) << 1);
            bytes.push(u8::from(first));
        }
        _ => {
            varint(&mut bytes, ((defined.len().div_ceil(8) as u64) << 1) | 1);
            bytes.extend(packed(defined.iter().copied()));
        }
    }
    bytes
}

/// Eight to a byte, the first in the lowest bit.
fn packed(bits: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, bit) in bits.enumerate() {
        if at % 8 == 0 {
            bytes.push(0);
        }
        if let Some(last) = bytes.last_mut() {
            *last |= u8::from(bit) << (at % 8);
        }
    }
    bytes
}

/// A group of rows that was written.
#[derive(Debug)]
struct Group {
    chunks: Vec<Chunk>,
    rows: i64,
}

/// A column of a group: where it begins, and its bytes before and after compression.
#[derive(Debug)]
struct Chunk {
    at: i64,
    plain: i64,
    packed: i64,
}

impl Group {
    fn described(&self, columns: &[&Column]) -> Struct {
        let chunks: Vec<Struct> = self
            .chunks
            .iter()
            .zip(columns)
            .map(|(chunk, column)| {
                let data = Struct::default()
                    .i32(1, physical(column.holds))
                    .i32s(2, &[PLAIN, RLE])
                    .texts(3, &[column.name])
                    .i32(4, GZIP)
                    .i64(5, self.rows)
                    .i64(6, chunk.plain)
                    .i64(7, chunk.packed)
                    .i64(9, chunk.at);
                Struct::default().i64(2, chunk.at).structure(3, data)
            })
            .collect();
        let plain = self.chunks.iter().map(|chunk| chunk.plain).sum();
        Struct::default().structures(1, chunks.into_iter()).i64(2, plain).i64(3, self.rows)
    }
}

/// How a column is described in the schema.
fn element(column: &Column) -> Struct {
    let element = Struct::default().i32(1, physical(column.holds)).i32(3, i32::from(column.optional));
    let element = element.text(4, column.name);
    match column.holds {
        Type::Text => element.i32(6, 0).structure(10, Struct::default().structure(1, Struct::default())),
        Type::Day => element.i32(6, 6).structure(10, Struct::default().structure(6, Struct::default())),
        Type::Whole | Type::Number | Type::Flag => element,
    }
}

/// The number that the format gives to the type of the values as they lie in the file.
fn physical(holds: Type) -> i32 {
    match holds {
        Type::Flag => 0,
        Type::Day => 1,
        Type::Whole => 2,
        Type::Number => 5,
        Type::Text => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Document, table};
    use crate::testing::facts;
    use flate2::read::GzDecoder;
    use std::io::Read;

    fn written(count: usize) -> Vec<u8> {
        let facts = facts("甲县.txt");
        let table = table("documents").expect("there are documents");
        let mut file = Parquet::new(table, Vec::new()).unwrap();
        for _ in 0..count {
            for row in table.rows(Document { facts: &facts, findings: &[] }) {
                file.push(&row).unwrap();
            }
        }
        file.finish().unwrap()
    }

    #[test]
    fn a_file_begins_and_ends_as_the_format_says_and_its_first_page_holds_the_names() {
        let file = written(3);
        let footer = u32::from_le_bytes(file[file.len() - 8..file.len() - 4].try_into().unwrap()) as usize;
        assert!(file.starts_with(MAGIC) && file.ends_with(MAGIC) && footer + 12 < file.len());
        // The head of the page: a plain page, its sizes, three values; then gzip.
        let gzip = file.windows(2).position(|bytes| bytes == [0x1f, 0x8b]).unwrap();
        let mut page = Vec::new();
        GzDecoder::new(&file[gzip..]).read_to_end(&mut page).unwrap();
        let one = [&10u32.to_le_bytes()[..], "甲县.txt".as_bytes()].concat();
        assert_eq!(page, one.repeat(3));
    }

    #[test]
    fn many_rows_are_written_in_groups_and_the_same_rows_give_the_same_bytes() {
        let facts = facts("甲县.txt");
        let table = table("clauses").expect("there are clauses");
        let mut file = Parquet::new(table, Vec::new()).unwrap();
        for _ in 0..12_000 {
            for row in table.rows(Document { facts: &facts, findings: &[] }) {
                file.push(&row).unwrap();
            }
        }
        assert!(file.groups.len() > 1 && file.held < file.rows, "{} groups", file.groups.len());
        assert_eq!(written(5), written(5));
        assert!(written(0).starts_with(MAGIC));
    }

    #[test]
    fn a_row_of_another_table_is_refused() {
        let mut file = Parquet::new(table("documents").unwrap(), Vec::new()).unwrap();
        assert!(file.push(&vec![Cell::Nothing]).is_err());
        assert!(file.push(&vec![Cell::Nothing; 13]).is_err());
    }

    #[test]
    fn what_is_missing_is_one_run() {
        assert_eq!(levels(&[true; 200]), [0x90, 3, 1]);
        assert_eq!(levels(&[true, false, true, true, true, true, true, true, true]), [5, 0b1111_1101, 1]);
        assert_eq!(packed([true, false, true].into_iter()), [5]);
    }
}
