//! Patterns of host names: which names are those of a service's own sending hosts. Services give names
//! below their domains to customers' machines too, so that a domain alone says too little.

use crate::dns::Name;

/// A host name, label by label: `*` stands for anything within a label, `#` for digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPattern(String);

impl HostPattern {
    /// A pattern as it is written in the data.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_ascii_lowercase())
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a name is of this pattern.
    #[must_use]
    pub fn matches(&self, name: &Name) -> bool {
        let pattern: Vec<&str> = self.0.split('.').collect();
        let labels: Vec<&str> = name.labels().collect();
        pattern.len() == labels.len() && pattern.iter().zip(labels).all(|(pattern, label)| fits(pattern, label))
    }
}

/// Whether a label is of a label's pattern; it has at most one `*` or `#`.
fn fits(pattern: &str, label: &str) -> bool {
    let Some((before, after)) = pattern.split_once(['*', '#']) else { return pattern == label };
    let Some(middle) = label.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)) else { return false };
    let digits = pattern.contains('#');
    !middle.is_empty() && (!digits || middle.bytes().all(|b| b.is_ascii_digit()))
}
