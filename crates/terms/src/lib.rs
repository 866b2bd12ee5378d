//! Numbers, dates, deadlines and quantities of Chinese official prose.
//!
//! Pure parsers from `&str` to values with byte spans; no input, no output, no state.

mod cursor;
pub mod dates;
pub mod deadline;
pub mod numeral;
