//! How columns are written: numbers in groups of seven bits, the lowest first, and beside them the texts one behind the
//! other, whose lengths stand among the numbers. So the texts of many documents are one text, and none is copied to be read.

use super::Shared;
use zhengtu_model::Date;

/// Numbers and texts as they are written.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) numbers: Vec<u8>,
    pub(super) text: String,
}

impl Writer {
    pub(super) fn number(&mut self, number: impl TryInto<u64>) {
        let mut rest = number.try_into().unwrap_or(u64::MAX);
        while rest >= 0x80 {
            self.numbers.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.numbers.push(rest as u8);
    }

    /// The bits of round numbers end with zeros, which are left out.
    pub(super) fn float(&mut self, value: f64) {
        self.number(value.to_bits().reverse_bits());
    }

    /// Nothing is 0.
    pub(super) fn date(&mut self, date: Option<Date>) {
        let day = |date: Date| (u32::from(date.year()) * 16 + u32::from(date.month())) * 32 + u32::from(date.day());
        self.number(date.map_or(0, day));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.text.push_str(text);
    }

    /// How many there are, then each.
    pub(super) fn list<T>(&mut self, all: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(all.len());
        all.iter().for_each(|one| write(self, one));
    }
}

/// Numbers and texts as they are read; nothing where they are not as they were written.
pub(super) struct Reader<'a> {
    numbers: &'a [u8],
    text: &'a Shared,
    /// Where the next text begins.
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(numbers: &'a [u8], text: &'a Shared) -> Self {
        Self { numbers, text, at: 0 }
    }

    pub(super) fn number<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (&byte, rest) = self.numbers.split_first()?;
            self.numbers = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return T::try_from(value).ok();
            }
        }
        None
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        self.number::<u8>().map(|number| number > 0)
    }

    pub(super) fn float(&mut self) -> Option<f64> {
        self.number::<u64>().map(|bits| f64::from_bits(bits.reverse_bits()))
    }

    pub(super) fn date(&mut self) -> Option<Option<Date>> {
        let number: u32 = self.number()?;
        if number == 0 {
            return Some(None);
        }
        let (year, month, day) = (number / 512, number / 32 % 16, number % 32);
        Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).map(Some)
    }

    pub(super) fn text(&mut self) -> Option<Shared> {
        let end = self.at.checked_add(self.number()?)?;
        let text = self.text.slice(self.at..end)?;
        self.at = end;
        Some(text)
    }

    /// A text that others do not share.
    pub(super) fn string(&mut self) -> Option<String> {
        self.text().map(|text| text.as_str().to_owned())
    }

    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count: usize = self.number()?;
        // Each takes a byte: a number that is wrong reserves no more than there is.
        let mut all = Vec::with_capacity(count.min(self.numbers.len()));
        for _ in 0..count {
            all.push(read(self)?);
        }
        Some(all)
    }

    /// Whether all was read.
    pub(super) fn ends(&self) -> bool {
        self.numbers.is_empty() && self.at == self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_cut_short_is_nothing() {
        let mut writer = Writer::default();
        let day = Date::new(2021, 6, 30);
        writer.number(u64::MAX);
        writer.float(-0.5);
        writer.date(day);
        writer.date(None);
        writer.list(&["县", "", "税务局"], |writer, text| writer.text(text));
        let text = Shared::from(writer.text.clone());
        let read = |numbers: &[u8], text: &Shared| {
            let mut reader = Reader::new(numbers, text);
            let found = (
                reader.number::<u64>()?,
                reader.float()?,
                reader.date()?,
                reader.date()?,
                reader.list(Reader::string)?,
            );
            reader.ends().then_some(found)
        };
        let texts = ["县", "", "税务局"].map(str::to_owned).to_vec();
        assert_eq!(read(&writer.numbers, &text), Some((u64::MAX, -0.5, day, None, texts)));
        for end in 0..writer.numbers.len() {
            assert_eq!(read(&writer.numbers[..end], &text), None, "{end}");
        }
        assert_eq!(read(&writer.numbers, &Shared::from("县税务".to_owned())), None);
        assert_eq!(read(&writer.numbers, &Shared::from("县税务局长".to_owned())), None);
        assert!(Reader::new(&[0xff; 9], &text).list(Reader::flag).is_none());
    }
}
