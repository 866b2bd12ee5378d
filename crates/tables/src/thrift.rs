//! Structures in the compact protocol of Thrift, in which Parquet describes itself
//! (<https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>).

/// The codes of the types of fields and of the members of lists.
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// A structure that is being written; its fields come in the order of their numbers.
#[derive(Debug, Default)]
pub(crate) struct Struct {
    bytes: Vec<u8>,
    /// The number of the field before.
    last: u8,
}

impl Struct {
    pub(crate) fn i32(mut self, field: u8, value: i32) -> Self {
        self.head(field, I32);
        zigzag(&mut self.bytes, i64::from(value));
        self
    }

    pub(crate) fn i64(mut self, field: u8, value: i64) -> Self {
        self.head(field, I64);
        zigzag(&mut self.bytes, value);
        self
    }

    pub(crate) fn text(mut self, field: u8, text: &str) -> Self {
        self.head(field, BINARY);
        binary(&mut self.bytes, text);
        self
    }

    pub(crate) fn structure(mut self, field: u8, inner: Self) -> Self {
        self.head(field, STRUCT);
        self.bytes.extend(inner.finish());
        self
    }

    pub(crate) fn i32s(self, field: u8, values: &[i32]) -> Self {
        self.list(field, I32, values.iter(), |bytes, value| zigzag(bytes, i64::from(*value)))
    }

    pub(crate) fn texts(self, field: u8, texts: &[&str]) -> Self {
        self.list(field, BINARY, texts.iter(), |bytes, text| binary(bytes, text))
    }

    pub(crate) fn structures(self, field: u8, inner: impl ExactSizeIterator<Item = Self>) -> Self {
        self.list(field, STRUCT, inner, |bytes, inner| bytes.extend(inner.finish()))
    }

    /// The bytes of the structure.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }

    fn head(&mut self, field: u8, kind: u8) {
        debug_assert!(field > self.last && field - self.last < 16, "fields come in order");
        self.bytes.push(((field - self.last) << 4) | kind);
        self.last = field;
    }

    fn list<T>(
        mut self,
        field: u8,
        kind: u8,
        members: impl ExactSizeIterator<Item = T>,
        write: impl Fn(&mut Vec<u8>, T),
    ) -> Self {
        self.head(field, LIST);
        match u8::try_from(members.len()).ok().filter(|count| *count < 15) {
            Some(count) => self.bytes.push((count << 4) | kind),
            None => {
                self.bytes.push(0xf0 | kind);
                varint(&mut self.bytes, members.len() as u64);
            }
        }
        members.for_each(|member| write(&mut self.bytes, member));
        self
    }
}

/// A number in groups of seven bits, the lowest first (ULEB128).
pub(crate) fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// A number with its sign in the lowest bit.
fn zigzag(bytes: &mut Vec<u8>, value: i64) {
    varint(bytes, ((value << 1) ^ (value >> 63)) as u64);
}

fn binary(bytes: &mut Vec<u8>, text: &str) {
    varint(bytes, text.len() as u64);
    bytes.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let of = |value| {
            let mut bytes = Vec::new();
            zigzag(&mut bytes, value);
            bytes
        };
        assert_eq!([of(0), of(-1), of(1), of(63)], [vec![0], vec![1], vec![2], vec![126]]);
        assert_eq!([of(64), of(300)], [vec![0x80, 1], vec![0xd8, 4]]);
        assert_eq!(of(i64::MIN).len(), 10);
    }

    #[test]
    fn a_field_says_how_far_it_is_from_the_one_before() {
        let inner = Struct::default().i32(3, 1);
        let bytes = Struct::default().i32(1, 2).text(4, "甲").structure(10, inner).i32s(12, &[0, 1]).finish();
        assert_eq!(bytes, [0x15, 4, 0x38, 3, 0xe7, 0x94, 0xb2, 0x6c, 0x35, 2, 0, 0x29, 0x25, 0, 2, 0]);
    }

    #[test]
    fn a_long_list_has_its_length_behind_its_head() {
        let bytes = Struct::default().i32s(1, &[0; 20]).finish();
        assert_eq!((&bytes[..3], bytes.len()), (&[0x19, 0xf5, 20][..], 24));
    }
}
