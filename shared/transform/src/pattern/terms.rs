//! Terms in unstructured text: all of some, any of others, none of yet others.

/// Terms to be found as they are written, anywhere in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Each must occur.
    pub(super) all: Vec<String>,
    /// One of these must, where there are any (`?term`).
    pub(super) any: Vec<String>,
    /// None may (`-term`).
    pub(super) none: Vec<String>,
}

impl Terms {
    pub(super) fn matches(&self, text: &str) -> bool {
        let occurs = |term: &String| memchr::memmem::find(text.as_bytes(), term.as_bytes()).is_some();
        self.all.iter().all(occurs)
            && (self.any.is_empty() || self.any.iter().any(occurs))
            && !self.none.iter().any(occurs)
    }
}
