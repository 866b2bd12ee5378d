//! The form in which records lie on the disk: values one behind the other, each with a byte that says what it is.
//!
//! Fields stand in their order and without their names, and one that is left out is a byte, so that what is read often is
//! short and read without looking anything up. It is no form of exchange: the records of other versions of the program are
//! not read ([`crate::FORMAT`]). Names of variants are written out, and maps with their keys, so that types which look at a
//! value before they know what it is (`untagged`, `tag`, `flatten`) are read too, but for variants with fields of an
//! `untagged` type.

use serde::de::{self, Deserialize, DeserializeOwned, DeserializeSeed, IgnoredAny, IntoDeserializer, Visitor};
use serde::ser::{self, Serialize};
use std::fmt;
use std::ops::Range;

/// A field that was left out.
const ABSENT: u8 = 0;
const NONE: u8 = 1;
const FALSE: u8 = 2;
const TRUE: u8 = 3;
/// A number in groups of seven bits, the lowest first.
const UNSIGNED: u8 = 4;
/// The number that follows, less than zero: -1 is 0.
const NEGATIVE: u8 = 5;
/// Eight bytes, the lowest first.
const FLOAT: u8 = 6;
/// A length and so many bytes of UTF-8.
const TEXT: u8 = 7;
/// A number of values, and these.
const LIST: u8 = 8;
/// Keys and values up to [`END`].
const MAP: u8 = 9;
/// The fields of a structure up to [`END`].
const FIELDS: u8 = 10;
/// A variant that holds something: its name, and that.
const VARIANT: u8 = 11;
const END: u8 = 12;
/// From here on the numbers from 0 on.
const SMALL: u8 = 0x40;
/// From here on texts of 0 bytes and more.
const SHORT: u8 = 0x80;

/// How deeply values may stand in each other: no record of the program comes near it.
const DEEPEST: usize = 64;

/// A value that cannot be written or read.
#[derive(Debug)]
pub(crate) struct Fault(String);

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    fn cut_short() -> Self {
        Self::new("内容不完整")
    }

    /// For a byte that says that something else follows than what is asked for.
    fn unlike(byte: u8) -> Self {
        Self::new(format!("不是所要的内容：{byte}"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

impl ser::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Writes a value behind what is there.
pub(crate) fn write(value: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Fault> {
    value.serialize(&mut Serializer(out))
}

/// Reads the values that stand one behind the other.
pub(crate) fn read_all<T: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>, Fault> {
    let mut reader = Deserializer { rest: bytes, depth: 0, head: false };
    let mut all = Vec::new();
    while !reader.rest.is_empty() {
        all.push(T::deserialize(&mut reader)?);
    }
    Ok(all)
}

/// Where the values lie that stand one behind the other.
pub(crate) fn places(bytes: &[u8]) -> Result<Vec<Range<usize>>, Fault> {
    let mut reader = Deserializer { rest: bytes, depth: 0, head: false };
    let mut places = Vec::new();
    while !reader.rest.is_empty() {
        let start = bytes.len() - reader.rest.len();
        IgnoredAny::deserialize(&mut reader)?;
        places.push(start..bytes.len() - reader.rest.len());
    }
    Ok(places)
}

/// Reads the first value, whose texts may be those of the bytes.
pub(crate) fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Fault> {
    T::deserialize(&mut Deserializer { rest: bytes, depth: 0, head: false })
}

/// The first field of a structure, where that is a text.
pub(crate) fn first_text(bytes: &[u8]) -> Result<&str, Fault> {
    let mut reader = Deserializer { rest: bytes, depth: 0, head: false };
    if reader.passes(FIELDS)? { reader.any_text() } else { Err(Fault::new("不是记录")) }
}

/// Reads the first value as a structure that has the first fields of the one that was written.
pub(crate) fn read_head<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    T::deserialize(&mut Deserializer { rest: bytes, depth: 0, head: true })
}

struct Serializer<'a>(&'a mut Vec<u8>);

impl Serializer<'_> {
    fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn text(&mut self, text: &str) {
        match text.len() {
            len if len < usize::from(0xff - SHORT) => self.0.push(SHORT + len as u8),
            len => {
                self.0.push(TEXT);
                self.number(len as u64);
            }
        }
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Numbers of all widths are written as the widest.
macro_rules! numbers {
    ($($name:ident: $from:ty => $to:ident: $wide:ty),+) => {
        $(fn $name(self, value: $from) -> Result<(), Fault> {
            self.$to(<$wide>::from(value))
        })+
    };
}

impl<'a, 'w> ser::Serializer for &'a mut Serializer<'w> {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = Elements<'a, 'w>;
    type SerializeTuple = Elements<'a, 'w>;
    type SerializeTupleStruct = Elements<'a, 'w>;
    type SerializeTupleVariant = Elements<'a, 'w>;
    type SerializeMap = Elements<'a, 'w>;
    type SerializeStruct = Elements<'a, 'w>;
    type SerializeStructVariant = Elements<'a, 'w>;

    numbers!(
        serialize_u8: u8 => serialize_u64: u64,
        serialize_u16: u16 => serialize_u64: u64,
        serialize_u32: u32 => serialize_u64: u64,
        serialize_i8: i8 => serialize_i64: i64,
        serialize_i16: i16 => serialize_i64: i64,
        serialize_i32: i32 => serialize_i64: i64,
        serialize_f32: f32 => serialize_f64: f64
    );

    fn serialize_bool(self, value: bool) -> Result<(), Fault> {
        self.0.push(if value { TRUE } else { FALSE });
        Ok(())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Fault> {
        if value < u64::from(SHORT - SMALL) {
            self.0.push(SMALL + value as u8);
        } else {
            self.0.push(UNSIGNED);
            self.number(value);
        }
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Fault> {
        match u64::try_from(value) {
            Ok(value) => self.serialize_u64(value),
            Err(_) => {
                self.0.push(NEGATIVE);
                self.number(!value as u64);
                Ok(())
            }
        }
    }

    fn serialize_f64(self, value: f64) -> Result<(), Fault> {
        self.0.push(FLOAT);
        self.0.extend_from_slice(&value.to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Fault> {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Fault> {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Fault> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fault> {
        self.0.push(NONE);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Fault> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Fault> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        self.0.push(VARIANT);
        self.text(variant);
        value.serialize(self)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Elements<'a, 'w>, Fault> {
        let len = len.ok_or_else(|| Fault::new("a list of unknown length"))?;
        self.0.push(LIST);
        self.number(len as u64);
        Ok(Elements { writer: self, ends: false })
    }

    fn serialize_tuple(self, len: usize) -> Result<Elements<'a, 'w>, Fault> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Elements<'a, 'w>, Fault> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Elements<'a, 'w>, Fault> {
        self.0.push(VARIANT);
        self.text(variant);
        self.serialize_seq(Some(len))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Elements<'a, 'w>, Fault> {
        self.0.push(MAP);
        Ok(Elements { writer: self, ends: true })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Elements<'a, 'w>, Fault> {
        self.0.push(FIELDS);
        Ok(Elements { writer: self, ends: true })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Elements<'a, 'w>, Fault> {
        self.0.push(VARIANT);
        self.text(variant);
        self.serialize_struct(name, len)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// The values within another.
struct Elements<'a, 'w> {
    writer: &'a mut Serializer<'w>,
    /// Whether an end is written behind them: their number does not stand before them.
    ends: bool,
}

impl Elements<'_, '_> {
    fn element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Fault> {
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Result<(), Fault> {
        if self.ends {
            self.writer.0.push(END);
        }
        Ok(())
    }
}

/// All kinds of lists are written alike.
macro_rules! elements {
    ($($kind:ident: $name:ident),+) => {
        $(impl ser::$kind for Elements<'_, '_> {
            type Ok = ();
            type Error = Fault;

            fn $name<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Fault> {
                self.element(value)
            }

            fn end(self) -> Result<(), Fault> {
                self.close()
            }
        })+
    };
}

elements!(
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
);

impl ser::SerializeMap for Elements<'_, '_> {
    type Ok = ();
    type Error = Fault;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Fault> {
        self.element(key)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Fault> {
        self.element(value)
    }

    fn end(self) -> Result<(), Fault> {
        self.close()
    }
}

/// Structures and variants with fields are written alike.
macro_rules! fields {
    ($($kind:ident),+) => {
        $(impl ser::$kind for Elements<'_, '_> {
            type Ok = ();
            type Error = Fault;

            fn serialize_field<T: ?Sized + Serialize>(&mut self, _: &'static str, value: &T) -> Result<(), Fault> {
                self.element(value)
            }

            fn skip_field(&mut self, _: &'static str) -> Result<(), Fault> {
                self.writer.0.push(ABSENT);
                Ok(())
            }

            fn end(self) -> Result<(), Fault> {
                self.close()
            }
        })+
    };
}

fields!(SerializeStruct, SerializeStructVariant);

struct Deserializer<'de> {
    rest: &'de [u8],
    depth: usize,
    /// Whether the fields that follow in the outermost structure are left unread.
    head: bool,
}

impl<'de> Deserializer<'de> {
    fn byte(&mut self) -> Result<u8, Fault> {
        let (&first, rest) = self.rest.split_first().ok_or_else(Fault::cut_short)?;
        self.rest = rest;
        Ok(first)
    }

    fn peek(&self) -> Result<u8, Fault> {
        self.rest.first().copied().ok_or_else(Fault::cut_short)
    }

    /// Passes over a byte, if it is the next one.
    fn passes(&mut self, byte: u8) -> Result<bool, Fault> {
        let is_next = self.peek()? == byte;
        if is_next {
            self.rest = &self.rest[1..];
        }
        Ok(is_next)
    }

    fn number(&mut self) -> Result<u64, Fault> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Fault::new("数字过长"))
    }

    fn text(&mut self, len: u64) -> Result<&'de str, Fault> {
        let len = usize::try_from(len).ok().filter(|&len| len <= self.rest.len()).ok_or_else(Fault::cut_short)?;
        let (text, rest) = self.rest.split_at(len);
        self.rest = rest;
        std::str::from_utf8(text).map_err(|_| Fault::new("不是 UTF-8"))
    }

    fn any_text(&mut self) -> Result<&'de str, Fault> {
        match self.byte()? {
            TEXT => {
                let len = self.number()?;
                self.text(len)
            }
            short if short >= SHORT => self.text(u64::from(short - SHORT)),
            other => Err(Fault::unlike(other)),
        }
    }

    fn float(&mut self) -> Result<f64, Fault> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or_else(Fault::cut_short)?;
        self.rest = rest;
        Ok(f64::from_le_bytes(*bytes))
    }

    fn list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        let left = self.number()?;
        self.within(|reader| {
            let mut list = List { reader, left };
            let value = visitor.visit_seq(&mut list)?;
            if list.left == 0 { Ok(value) } else { Err(Fault::new("列表过长")) }
        })
    }

    fn map<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        self.within(|reader| {
            let value = visitor.visit_map(Open(reader))?;
            if reader.passes(END)? { Ok(value) } else { Err(Fault::new("内容过多")) }
        })
    }

    /// Reads the fields of a structure: all of them, or those at the head of the outermost one, where no more is asked for.
    fn fields<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.within(|reader| {
            let value = read(reader)?;
            if reader.head && reader.depth == 1 || reader.passes(END)? {
                Ok(value)
            } else {
                Err(Fault::new("字段过多"))
            }
        })
    }

    /// Reads what stands in another value.
    fn within<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == DEEPEST {
            return Err(Fault::new("层次过深"));
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }
}

/// What is read as another type is, of which it is a narrower one or another name.
macro_rules! as_the_widest {
    ($($narrow:ident = $wide:ident,)*) => {
        $(fn $narrow<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.$wide(visitor)
        })*
    };
}

impl<'de> de::Deserializer<'de> for &mut Deserializer<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.byte()? {
            ABSENT | NONE => visitor.visit_unit(),
            FALSE => visitor.visit_bool(false),
            TRUE => visitor.visit_bool(true),
            UNSIGNED => visitor.visit_u64(self.number()?),
            NEGATIVE => visitor.visit_i64(!(self.number()? as i64)),
            FLOAT => visitor.visit_f64(self.float()?),
            TEXT => {
                let len = self.number()?;
                visitor.visit_borrowed_str(self.text(len)?)
            }
            LIST => self.list(visitor),
            MAP => self.map(visitor),
            // Whoever keeps the values before it knows what they are has to be given each of them.
            FIELDS => self.fields(|reader| visitor.visit_seq(Kept(Open(reader)))),
            VARIANT => self.within(|reader| visitor.visit_map(Once { reader, read: false })),
            small @ SMALL..SHORT => visitor.visit_u64(u64::from(small - SMALL)),
            short if short >= SHORT => visitor.visit_borrowed_str(self.text(u64::from(short - SHORT))?),
            other => Err(Fault::unlike(other)),
        }
    }

    // What is asked for by its type is that or nothing: so no type is compiled with all that there could be.

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.byte()? {
            FALSE => visitor.visit_bool(false),
            TRUE => visitor.visit_bool(true),
            other => Err(Fault::unlike(other)),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.byte()? {
            UNSIGNED => visitor.visit_u64(self.number()?),
            small @ SMALL..SHORT => visitor.visit_u64(u64::from(small - SMALL)),
            other => Err(Fault::unlike(other)),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.passes(NEGATIVE)? {
            true => visitor.visit_i64(!(self.number()? as i64)),
            false => self.deserialize_u64(visitor),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.byte()? {
            FLOAT => visitor.visit_f64(self.float()?),
            other => Err(Fault::unlike(other)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.any_text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.passes(NONE)? { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.byte()? {
            LIST => self.list(visitor),
            other => Err(Fault::unlike(other)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.byte()? {
            MAP => self.map(visitor),
            other => Err(Fault::unlike(other)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.byte()? {
            FIELDS => self.fields(|reader| visitor.visit_seq(Open(reader))),
            other => Err(Fault::unlike(other)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.passes(VARIANT)? {
            self.within(|reader| visitor.visit_enum(Open(reader)))
        } else {
            visitor.visit_enum(self.any_text()?.into_deserializer())
        }
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    as_the_widest! {
        deserialize_u8 = deserialize_u64, deserialize_u16 = deserialize_u64, deserialize_u32 = deserialize_u64,
        deserialize_i8 = deserialize_i64, deserialize_i16 = deserialize_i64, deserialize_i32 = deserialize_i64,
        deserialize_f32 = deserialize_f64, deserialize_char = deserialize_str, deserialize_string = deserialize_str,
        deserialize_identifier = deserialize_str,
    }

    serde::forward_to_deserialize_any! { i128 u128 bytes byte_buf unit unit_struct ignored_any }
}

/// A list whose length is known.
struct List<'a, 'de> {
    reader: &'a mut Deserializer<'de>,
    left: u64,
}

impl<'de> de::SeqAccess<'de> for &mut List<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        // Each value takes a byte: a length that is wrong reserves no more than there is.
        usize::try_from(self.left).ok().map(|left| left.min(self.reader.rest.len()))
    }
}

/// What stands before an end.
struct Open<'a, 'de>(&'a mut Deserializer<'de>);

impl<'de> de::SeqAccess<'de> for Open<'_, 'de> {
    type Error = Fault;

    /// Nothing for a field that was left out, which then is what it is by default.
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        match self.0.peek()? {
            END => Ok(None),
            ABSENT => {
                self.0.byte()?;
                Ok(None)
            }
            _ => seed.deserialize(&mut *self.0).map(Some),
        }
    }
}

/// The same, with a unit in the place of a field that was left out.
struct Kept<'a, 'de>(Open<'a, 'de>);

impl<'de> de::SeqAccess<'de> for Kept<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        if self.0.0.peek()? == ABSENT {
            seed.deserialize(&mut *self.0.0).map(Some)
        } else {
            self.0.next_element_seed(seed)
        }
    }
}

impl<'de> de::MapAccess<'de> for Open<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        if self.0.peek()? == END { Ok(None) } else { seed.deserialize(&mut *self.0).map(Some) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(&mut *self.0)
    }
}

impl<'de> de::EnumAccess<'de> for Open<'_, 'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let name = self.0.any_text()?;
        Ok((seed.deserialize(name.into_deserializer())?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Open<'_, 'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        Err(Fault::new("多出的内容"))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        de::Deserializer::deserialize_any(self.0, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        de::Deserializer::deserialize_struct(self.0, "", fields, visitor)
    }
}

/// A variant as a map of one entry, for what looks at a value before it knows what it is.
struct Once<'a, 'de> {
    reader: &'a mut Deserializer<'de>,
    read: bool,
}

impl<'de> de::MapAccess<'de> for Once<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        if std::mem::replace(&mut self.read, true) {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(&mut *self.reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Record {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        kinds: Vec<Kind>,
        value: Either,
        stated: Option<f64>,
        when: When,
        pair: (u8, i64),
        map: BTreeMap<String, u32>,
        #[serde(flatten)]
        change: Change,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Plain,
        Held(Option<bool>),
        Fields { a: u16, b: char },
        Both(u8, String),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(untagged)]
    enum Either {
        One(f64),
        Two([f64; 2]),
        Named(Kind),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    enum When {
        Date {
            #[serde(default, skip_serializing_if = "Option::is_none")]
            start: Option<u64>,
            end: String,
        },
        Never,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Change {
        from: String,
        to: Kind,
        says: Says,
    }

    /// Stands in what is kept before it is known, with fields left out before others.
    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Says {
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        issued: Option<String>,
    }

    fn records() -> Vec<Record> {
        let plain = Record {
            name: String::new(),
            note: None,
            kinds: Vec::new(),
            value: Either::One(1.5),
            stated: None,
            when: When::Never,
            pair: (0, -1),
            map: BTreeMap::new(),
            change: Change { from: "甲".to_owned(), to: Kind::Plain, says: Says::default() },
        };
        let full = Record {
            name: "县".repeat(60),
            note: Some("注".to_owned()),
            kinds: vec![
                Kind::Plain,
                Kind::Held(None),
                Kind::Held(Some(true)),
                Kind::Fields { a: 64, b: '乙' },
                Kind::Both(63, "x".to_owned()),
            ],
            value: Either::Two([-0.5, 1e9]),
            stated: Some(3.0),
            when: When::Date { end: "2021-06-30".to_owned(), start: Some(u64::MAX) },
            pair: (255, i64::MIN),
            map: [("a".to_owned(), 128), ("b".to_owned(), u32::MAX)].into(),
            change: Change {
                from: "乙".repeat(42),
                to: Kind::Held(Some(false)),
                says: Says { number: Some("某政〔2023〕5号".to_owned()), ..Says::default() },
            },
        };
        let named = Record { value: Either::Named(Kind::Held(Some(true))), ..full.clone() };
        vec![plain, full, named]
    }

    fn written(records: &[Record]) -> Vec<u8> {
        let mut bytes = Vec::new();
        records.iter().for_each(|record| write(record, &mut bytes).unwrap());
        bytes
    }

    #[test]
    fn what_is_written_is_read() {
        let records = records();
        assert_eq!(read_all::<Record>(&written(&records)).unwrap(), records);
        assert_eq!(read::<Record>(&written(&records[1..])).unwrap(), records[1]);
        assert_eq!(read_all::<Record>(&[]).unwrap(), []);
        let mut bytes = Vec::new();
        write(&records[1].change, &mut bytes).unwrap();
        assert_eq!(first_text(&bytes).unwrap(), records[1].change.from);
        #[derive(Deserialize)]
        struct Head {
            from: String,
        }
        assert_eq!(read_head::<Head>(&bytes).unwrap().from, records[1].change.from);
        assert!(read::<Head>(&bytes).is_err());
        assert!(first_text(&bytes[1..]).is_err() && first_text(&[]).is_err());
    }

    #[test]
    fn it_is_shorter_than_json() {
        let record = &records()[1];
        assert!(written(std::slice::from_ref(record)).len() < serde_json::to_vec(record).unwrap().len());
    }

    #[test]
    fn what_is_cut_short_or_changed_is_a_fault_and_never_a_panic() {
        let bytes = written(&records());
        let whole = read_all::<Record>(&bytes).unwrap();
        let first = written(&whole[..1]).len();
        let second = written(&whole[..2]).len();
        for len in (1..bytes.len()).filter(|len| ![first, second].contains(len)) {
            assert!(read_all::<Record>(&bytes[..len]).is_err(), "{len}");
        }
        for at in 0..bytes.len() {
            for byte in 0..=u8::MAX {
                let mut changed = bytes.clone();
                changed[at] = byte;
                let _ = read_all::<Record>(&changed);
            }
        }
        assert!(read::<serde_json::Value>(&[LIST, 1].repeat(1_000_000)).is_err());
        assert!(read::<Vec<u8>>(&[LIST, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, NONE]).is_err());
    }
}
