//! A `sluice.yaml` of any text: compiled or refused with a place, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sluice_transform::config::Config;
use sluice_transform::pattern::{Pattern, Subject};

fuzz_target!(|text: &str| {
    if let Err(error) = Config::parse(text) {
        assert!(error.line >= 1 && error.column >= 1);
    }
    if let Ok(pattern) = Pattern::parse(text) {
        let _ = pattern.matches(&Subject::new("{\"level\":\"ERROR\",\"n\":5,\"a\":[1,{\"b\":null}]}"));
    }
});
