//! The thesaurus of the functional bodies of Chinese government (`ontology/bodies.ttl`): which body a
//! name is of, apart from whose it is, so that the 税务局 of one plan and of another can be compared.

mod load;
mod places;
mod thesaurus;
mod words;

pub use places::{Level, Prefix};
pub use thesaurus::{Bodies, Recognised};

pub(crate) use places::File as PlaceFile;
pub(crate) use words::BodyWords;
