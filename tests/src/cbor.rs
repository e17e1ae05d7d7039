//! CBOR, as far as stand-ins for CloudWatch write it, whose clients speak Smithy's RPC v2. Source: RFC 8949, section 3.

use crate::loopback::{Response, response};

/// An answer of RPC v2.
pub(crate) fn answer(status: u16, body: Vec<u8>) -> Response {
    let mut answer = response(status, body.into());
    let headers = answer.headers_mut();
    headers.insert("content-type", "application/cbor".parse().expect("a type"));
    headers.insert("smithy-protocol", "rpc-v2-cbor".parse().expect("a protocol"));
    answer
}

/// A head of CBOR: the kind in the upper three bits, and a length below 65,536. Source: RFC 8949, section 3.
fn head(kind: u8, length: usize) -> Vec<u8> {
    let length = u16::try_from(length).expect("short");
    [&[kind << 5 | 25][..], &length.to_be_bytes()].concat()
}

/// A text.
pub(crate) fn text(text: &str) -> Vec<u8> {
    [head(3, text.len()), text.as_bytes().to_vec()].concat()
}

/// A list of what is written already.
pub(crate) fn list(items: &[Vec<u8>]) -> Vec<u8> {
    [head(4, items.len()), items.concat()].concat()
}

/// A map by names.
pub(crate) fn map(fields: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let pairs: Vec<u8> = fields.iter().flat_map(|(name, value)| [text(name), value.clone()].concat()).collect();
    [head(5, fields.len()), pairs].concat()
}
