//! The records of an Excel 97 workbook as far as the library that reads its cells does not give them
//! (MS-XLS, section 2.4): how far a sheet reaches, the format of each number, hidden rows and columns.

use super::dates;
use super::notices::cell_name;
use crate::ReadError;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::rc::Rc;

const FORMAT: &str = "xls";
/// The most cells between the first and the last of a sheet, filled or not.
const MAX_AREA: u64 = 1 << 22;
/// The rows and columns that a sheet may have.
const MAX_ROWS: u32 = 1 << 16;
const MAX_COLUMNS: u32 = 1 << 8;
/// The largest stream that is read.
const STREAM_LIMIT: u64 = 512 << 20;

/// The number of records, and what they are.
const EOF: u16 = 0x000a;
const BOF: u16 = 0x0809;
const BOUND_SHEET: u16 = 0x0085;
const NUMBER_FORMAT: u16 = 0x041e;
const XF: u16 = 0x00e0;
const ROW: u16 = 0x0208;
const COLUMN_INFO: u16 = 0x007d;
const DIMENSIONS: u16 = 0x0200;
const MUL_RK: u16 = 0x00bd;
/// Number, RK, formula; then label, RString, label of the table of strings, truth value.
const NUMBERS: [u16; 3] = [0x0203, 0x027e, 0x0006];
const TEXTS: [u16; 4] = [0x0204, 0x00d6, 0x00fd, 0x0205];

/// What the records of a sheet tell.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The formats of the cells with numbers that have one of their own.
    formats: BTreeMap<(u32, u32), Rc<str>>,
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_columns: Vec<u32>,
    /// The first and the last row, the first and the last column with a cell.
    rows: Option<(u32, u32)>,
    columns: Option<(u32, u32)>,
}

impl Facts {
    /// The format of a cell.
    pub(super) fn format(&self, place: (u32, u32)) -> &str {
        self.formats.get(&place).map_or("General", |code| code)
    }
}

/// What the records tell of each sheet, hidden ones too.
pub(super) fn facts(bytes: &[u8]) -> Result<Vec<Facts>, ReadError> {
    let stream = workbook(bytes)?;
    let styles = Styles::read(&stream);
    let sheets =
        records(&stream, 0).take_while(|record| record.kind != EOF).filter(|record| record.kind == BOUND_SHEET);
    sheets.filter_map(|record| u32_at(record.data, 0)).map(|at| sheet(&stream, at as usize, &styles)).collect()
}

fn workbook(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |error: std::io::Error| ReadError::damaged(FORMAT, error.to_string());
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = if compound.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    compound.open_stream(name).map_err(damaged)?.take(STREAM_LIMIT).read_to_end(&mut stream).map_err(damaged)?;
    Ok(stream)
}

/// A record of the stream.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The records from a place on, up to where the stream breaks off.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some(Record { kind, data })
    })
}

/// The formats of a workbook, by the number that cells give.
struct Styles(Vec<Option<Rc<str>>>);

impl Styles {
    fn read(stream: &[u8]) -> Self {
        let mut custom = BTreeMap::new();
        let mut ids = Vec::new();
        for record in records(stream, 0).take_while(|record| record.kind != EOF) {
            match record.kind {
                NUMBER_FORMAT => custom.extend(number_format(record.data)),
                XF => ids.push(u16_at(record.data, 2).unwrap_or_default()),
                _ => {}
            }
        }
        let code = |id: u16| built_in(id).map(Rc::from).or_else(|| custom.get(&id).cloned());
        Self(ids.into_iter().map(code).collect())
    }
}

/// The built-in formats; a file may also write them out.
fn built_in(id: u16) -> Option<&'static str> {
    match id {
        9 => Some("0%"),
        10 => Some("0.00%"),
        1 => Some("0"),
        2 => Some("0.00"),
        3 => Some("#,##0"),
        4 => Some("#,##0.00"),
        id => dates::built_in(u32::from(id)),
    }
}

/// A format with its number (MS-XLS, sections 2.4.126 and 2.5.294).
fn number_format(data: &[u8]) -> Option<(u16, Rc<str>)> {
    let id = u16_at(data, 0)?;
    let length = usize::from(u16_at(data, 2)?);
    let code = match data.get(4)? & 1 {
        0 => data.get(5..5 + length)?.iter().map(|&byte| char::from(byte)).collect::<String>(),
        _ => {
            let units = data.get(5..5 + 2 * length)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>())
        }
    };
    Some((id, code.into()))
}

fn sheet(stream: &[u8], at: usize, styles: &Styles) -> Result<Facts, ReadError> {
    let mut facts = Facts::default();
    let mut depth = 0;
    for record in records(stream, at) {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            // Charts lie within the sheet.
            _ if depth > 1 => {}
            DIMENSIONS => dimensions(record.data)?,
            ROW if hidden(record.data, 12, 0x20) => facts.hidden_rows.extend(u16_at(record.data, 0).map(u32::from)),
            COLUMN_INFO if hidden(record.data, 8, 1) => facts.hidden_columns.extend(columns(record.data)),
            MUL_RK => facts.several(record.data, styles),
            kind if NUMBERS.contains(&kind) => facts.number(record.data, styles),
            kind if TEXTS.contains(&kind) => {
                if let Some(place) = place(record.data) {
                    facts.reach(place);
                }
            }
            _ => {}
        }
    }
    facts.check()?;
    Ok(facts)
}

impl Facts {
    fn number(&mut self, data: &[u8], styles: &Styles) {
        if let (Some(place), Some(style)) = (place(data), u16_at(data, 4)) {
            self.put(place, style, styles);
        }
    }

    /// Several numbers side by side: six bytes each between the first and the last column.
    fn several(&mut self, data: &[u8], styles: &Styles) {
        let Some((row, first)) = place(data) else { return };
        let end = data.len().saturating_sub(2).max(4);
        for (column, cell) in (first..).zip(data[4.min(data.len())..end.min(data.len())].chunks_exact(6)) {
            self.put((row, column), u16::from_le_bytes([cell[0], cell[1]]), styles);
        }
    }

    fn put(&mut self, place: (u32, u32), style: u16, styles: &Styles) {
        self.reach(place);
        if let Some(Some(code)) = styles.0.get(usize::from(style)) {
            self.formats.insert(place, Rc::clone(code));
        }
    }

    fn reach(&mut self, (row, column): (u32, u32)) {
        let wider =
            |range: Option<(u32, u32)>, at: u32| range.map_or((at, at), |(from, to)| (from.min(at), to.max(at)));
        self.rows = Some(wider(self.rows, row));
        self.columns = Some(wider(self.columns, column));
    }

    /// Refuses a sheet whose cells lie too far apart.
    fn check(&self) -> Result<(), ReadError> {
        let (Some(rows), Some(columns)) = (self.rows, self.columns) else { return Ok(()) };
        let area = u64::from(rows.1 - rows.0 + 1) * u64::from(columns.1 - columns.0 + 1);
        if area <= MAX_AREA {
            return Ok(());
        }
        let limit = format!("{MAX_AREA} 格，最远的单元格在 {}", cell_name(rows.1, columns.1));
        Err(ReadError::TooLarge { format: FORMAT, what: "工作表的范围", limit })
    }
}

/// The library makes room for what this record says, after which the sheet reaches from its first row up
/// to its last, and counts down from the end.
fn dimensions(data: &[u8]) -> Result<(), ReadError> {
    let (first, last, columns) = if data.len() >= 14 {
        (u32_at(data, 0), u32_at(data, 4), u16_at(data, 10))
    } else {
        (u16_at(data, 0).map(u32::from), u16_at(data, 2).map(u32::from), u16_at(data, 6))
    };
    let (first, last, columns) = (first.unwrap_or(0), last.unwrap_or(0), columns.map_or(0, u32::from));
    let backwards = last > 0 && columns > 0 && first >= last;
    if last > MAX_ROWS || columns > MAX_COLUMNS || backwards {
        return Err(ReadError::damaged(FORMAT, "工作表的范围有误"));
    }
    Ok(())
}

fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)))
}

fn hidden(data: &[u8], at: usize, bit: u16) -> bool {
    u16_at(data, at).is_some_and(|flags| flags & bit != 0)
}

fn columns(data: &[u8]) -> std::ops::Range<u32> {
    let (first, last) = place(data).unwrap_or_default();
    first..(last + 1).min(MAX_COLUMNS)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    crate::doc::u16_at(bytes, at)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    crate::doc::u32_at(bytes, at)
}
