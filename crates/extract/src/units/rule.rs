//! A decision about a passage as a table of rules, the first of which that decides has decided.

/// A rule of such a table.
pub(super) struct Rule<Decide> {
    /// As the account names it.
    pub(super) name: &'static str,
    /// Its file: the manual with the examples that are its tests.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) source: &'static str,
    pub(super) decide: Decide,
}

/// The rule in the module of a table that has a file of its own.
macro_rules! rule {
    ($name:literal, $module:ident) => {
        $crate::units::rule::Rule {
            name: $name,
            source: include_str!(concat!(stringify!($module), ".rs")),
            decide: $module::decide,
        }
    };
}
pub(super) use rule;
