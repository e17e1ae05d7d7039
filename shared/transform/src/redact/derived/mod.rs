//! Texts derived from others, and the way from their positions back to the original's. One file for each way to derive.

mod escape;

pub use escape::unescape;

/// One text derived from another, with the way back.
pub struct Derived {
    /// The derived text.
    pub text: Vec<u8>,
    /// In rising order, where a stretch begins in the derived and the original text.
    stretches: Vec<Stretch>,
    original_len: usize,
}

struct Stretch {
    derived: usize,
    original: usize,
    /// Derived and original run byte for byte; otherwise the stretch stands for the original as a whole.
    verbatim: bool,
}

impl Derived {
    pub fn new(original_len: usize) -> Self {
        Self { text: Vec::new(), stretches: Vec::new(), original_len }
    }

    /// Appends bytes that stand in the original at `at` just so.
    pub fn verbatim(&mut self, at: usize, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.stretches.push(Stretch { derived: self.text.len(), original: at, verbatim: true });
            self.text.extend_from_slice(bytes);
        }
    }

    /// Appends bytes that stand for the stretch of the original that begins at `at`.
    pub fn instead(&mut self, at: usize, bytes: &[u8]) {
        self.stretches.push(Stretch { derived: self.text.len(), original: at, verbatim: false });
        self.text.extend_from_slice(bytes);
    }

    /// The original's range for a range of the derived text: never smaller than what it stands for.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        (self.original_start(start), self.original_end(end))
    }

    fn original_start(&self, at: usize) -> usize {
        // The last stretch that begins at or before `at`.
        match self.stretches.partition_point(|s| s.derived <= at).checked_sub(1).map(|i| &self.stretches[i]) {
            None => 0,
            Some(stretch) if stretch.verbatim => stretch.original + (at - stretch.derived),
            Some(stretch) => stretch.original,
        }
    }

    fn original_end(&self, at: usize) -> usize {
        // The last stretch that begins before `at`: `at` is its end or within it.
        let next = self.stretches.partition_point(|s| s.derived < at);
        match next.checked_sub(1).map(|i| &self.stretches[i]) {
            None => 0,
            Some(stretch) if stretch.verbatim => stretch.original + (at - stretch.derived),
            Some(_) => self.stretches.get(next).map_or(self.original_len, |s| s.original),
        }
    }
}
