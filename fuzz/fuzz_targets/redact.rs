//! Text of any bytes: redacting ends, and redacting twice equals redacting once; JSON stays JSON.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sluice_transform::redact::{Action, Kept, Redactor, Selection};

static REDACTORS: LazyLock<Vec<Redactor>> = LazyLock::new(|| {
    [Action::Label, Action::Mask(Kept { first: 0, last: 4 }), Action::Remove, Action::Hash, Action::Generalise]
        .map(|action| Redactor::new(&Selection::default(), action))
        .into()
});

fuzz_target!(|bytes: &[u8]| {
    for redactor in REDACTORS.iter() {
        let (once, findings) = redactor.session().redact_bytes(bytes);
        assert!(findings.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let (twice, _) = redactor.session().redact_bytes(&once);
        assert_eq!(once, twice);
        if let Ok(text) = std::str::from_utf8(bytes) {
            assert!(std::str::from_utf8(&once).is_ok(), "characters stay whole: {text}");
        }
    }
});
