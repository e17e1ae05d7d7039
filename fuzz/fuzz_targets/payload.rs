//! Events and payloads of any bytes: read or refused, never a panic; what is read comes back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sluice_transform::envelope::{self, Payload};
use sluice_transform::{codec, gzip};

const CAP: usize = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let _ = gzip::decompress(bytes, CAP);
    let text = String::from_utf8_lossy(bytes);
    if let Ok(envelope) = envelope::parse(&text) {
        for record in envelope.records {
            if let Payload::Packed(data) = &record.payload {
                let _ = codec::unpack(data, CAP);
            }
        }
    }
    if let Ok(mut batch) = codec::read(bytes) {
        batch.malformed.clear();
        let json = codec::unpack(&codec::encode(&batch), CAP << 4).expect("what was packed unpacks");
        assert!(codec::read(&json).is_ok_and(|again| again == batch), "decoding undoes encoding");
    }
});
