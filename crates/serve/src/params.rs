//! The parameters of a request: names with values, in order, some more than once.

/// The parameters of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads the query of an address, or the body of a form (`application/x-www-form-urlencoded`).
    pub fn parse(text: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(text).map(|(name, value)| (name.into_owned(), value.into_owned()));
        Self(pairs.collect())
    }

    /// One parameter.
    pub fn of(name: &str, value: &str) -> Self {
        Self(vec![(name.to_owned(), value.to_owned())])
    }

    /// Takes a parameter away.
    pub fn drop(&mut self, name: &str) {
        self.0.retain(|(found, _)| found != name);
    }

    /// Adds those of another part of the request.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The value of a parameter without the space around it, where it says something.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(found, value)| found == name && !value.trim().is_empty());
        value.map(|(_, value)| value.trim())
    }

    /// All values of a parameter that say something.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(found, _)| found == name);
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Whether the parameter is there, with or without a value.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(found, _)| found == name)
    }

    /// All pairs, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_trimmed_and_empty_ones_say_nothing() {
        let params = Params::parse("q=%E7%A8%8E+%E5%B1%80+&part=&unit=a&unit=b&default".as_bytes());
        assert_eq!(params.get("q"), Some("税 局"));
        assert_eq!(params.get("part"), None);
        assert_eq!(params.all("unit").collect::<Vec<_>>(), ["a", "b"]);
        assert!(params.has("default") && !params.has("query"));
    }
}
