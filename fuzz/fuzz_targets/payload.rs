//! Events and payloads of any bytes: read or refused, never a panic; what is read comes back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sluice_transform::envelope::{self, Payload};
use sluice_transform::plan::Function;
use sluice_transform::{codec, gzip, redrive};

const CAP: usize = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let _ = gzip::decompress(bytes, CAP);
    let text = String::from_utf8_lossy(bytes);
    let _ = redrive::named(&text, Function::Redact, "parked");
    if let Ok(envelope) = envelope::parse(&text) {
        for record in envelope.records {
            let _ = codec::claimed_length(&record.payload);
            match &record.payload {
                Payload::Packed(data) => _ = codec::unpack(data, CAP),
                Payload::Notification(text) => _ = redrive::named(text, Function::Redact, "parked"),
                Payload::Readable(_) | Payload::Unreadable(_) => {}
            }
        }
    }
    if let Ok(mut batch) = codec::read(bytes) {
        batch.malformed.clear();
        let json = codec::unpack(&codec::encode(&batch), CAP << 4).expect("what was packed unpacks");
        assert!(codec::read(&json).is_ok_and(|again| again == batch), "decoding undoes encoding");
    }
});
