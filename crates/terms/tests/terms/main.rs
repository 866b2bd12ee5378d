//! Numbers, dates, limits and quantities of whole sentences. One program, for each has to be linked.

mod properties;
mod recognizers;
mod sentences;
