use zhengtu_model::Reading;

/// What a number was taken for, and the rule that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    pub reading: Reading,
    pub rule: &'static str,
}
