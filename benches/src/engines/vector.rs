//! Vector's remap language: one call of its function `redact` with every rule.

use vrl::compiler::state::RuntimeState;
use vrl::compiler::{Context, Program, TargetValue, TimeZone};
use vrl::value::{Secrets, Value};

use super::Engine;
use crate::rules::RULES;
use crate::text::Batch;

pub struct Vector {
    program: Program,
}

impl Vector {
    pub fn new() -> Self {
        let filters: Vec<String> = RULES.iter().map(|rule| format!("r'{}'", rule.pattern)).collect();
        let source = format!("redact(string!(.), filters: [{}])", filters.join(", "));
        let compiled = vrl::compiler::compile(&source, &vrl::stdlib::all());
        Self { program: compiled.unwrap_or_else(|errors| panic!("{errors:?}")).program }
    }
}

impl Engine for Vector {
    fn name(&self) -> String {
        "VRL, `redact`".to_owned()
    }

    fn redact(&mut self, batch: Batch<'_>, out: &mut Vec<u8>) {
        let timezone = TimeZone::default();
        let mut state = RuntimeState::default();
        let mut target = TargetValue {
            value: Value::Null,
            metadata: Value::Object(Default::default()),
            secrets: Secrets::default(),
        };
        for line in batch.lines() {
            target.value = Value::from(line);
            let value = self.program.resolve(&mut Context::new(&mut target, &mut state, &timezone)).expect("it runs");
            out.extend_from_slice(value.to_str_lossy().expect("text").as_bytes());
            out.push(b'\n');
        }
    }
}
