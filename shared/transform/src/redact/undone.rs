//! What stands behind the encodings of many texts, looked at together: behind those of most, nothing does.
//!
//! Encodings are undone in a text as a whole, be it JSON or not, in the order in which they would be in each of its parts;
//! what comes out is passed over with what came of the others, and undone again. If nothing is seen in any of that, a look at
//! the parts would see nothing either: a part has no more beside it than the quotes that the whole has there.
//!
//! It refuses to find anything: what is in doubt is left to [`super::layer`], which looks into the parts.

use super::arena::Arena;
use super::derived::{self, Way};
use super::layer::MAX_LAYERS;
use super::scan::{Scanner, Seen};

/// The indices of those texts in doubt, of some in which nothing was seen but encodings; in no order.
pub fn in_doubt<'t>(
    arena: &mut Arena,
    scanner: &Scanner,
    texts: impl IntoIterator<Item = (usize, &'t [u8], &'t Seen)>,
) -> Vec<usize> {
    let mut undone = Undone::default();
    texts.into_iter().for_each(|(index, text, seen)| undone.put(index, text, seen));
    for _ in 0..MAX_LAYERS {
        let now = std::mem::take(&mut undone.behind);
        let texts: Vec<_> = now.iter().map(|(_, text)| text.as_slice()).collect();
        arena.scan(scanner, &texts, |at, found, seen| {
            let (index, text) = &now[at];
            if found.is_empty() && seen.only_encodings() {
                undone.put(*index, text, &seen);
            } else {
                undone.in_doubt.push(*index);
            }
        });
        if undone.behind.is_empty() {
            break;
        }
    }
    undone.in_doubt.extend(undone.behind.iter().map(|(index, _)| index));
    undone.in_doubt
}

/// What became of texts so far.
#[derive(Default)]
struct Undone {
    /// What stands behind their encodings, with their indices.
    behind: Vec<(usize, Vec<u8>)>,
    in_doubt: Vec<usize>,
}

impl Undone {
    /// Puts what stands behind a text in which only encodings were seen, if anything does.
    fn put(&mut self, index: usize, text: &[u8], seen: &Seen) {
        let quotes = |text: &[u8]| memchr::memchr_iter(b'"', text).count();
        // Whether a plus stands for a space hangs on where its string begins.
        if seen.encoded.iter().any(|at| text[*at] == b'+') {
            return self.in_doubt.push(index);
        }
        match derived::next(text, seen.ways()) {
            None => {}
            // Characters that stand for others are few, and may stand in names.
            Some((Way::Folded, _)) => self.in_doubt.push(index),
            // A name is laid bare of all encodings at once, those too that are not worth it elsewhere.
            Some(_) if is_key_in(text, &seen.encoded) => self.in_doubt.push(index),
            // A control sequence may begin in one string and end in the next.
            Some((Way::Plain, derived)) if quotes(text) != quotes(&derived.text) => self.in_doubt.push(index),
            Some((_, derived)) => self.behind.push((index, derived.text)),
        }
    }
}

/// Whether one of the encodings that begin at these places, in rising order, stands in what may be the key of a JSON object.
fn is_key_in(text: &[u8], encoded: &[usize]) -> bool {
    let mut string_end = 0;
    encoded.iter().any(|at| {
        if *at < string_end {
            return false;
        }
        string_end = end_of_string(text, *at);
        text.get(string_end + 1..).unwrap_or_default().trim_ascii_start().starts_with(b":")
    })
}

/// Where the quote stands that ends a string of which a part begins at `at`; the end of the text, where none does.
fn end_of_string(text: &[u8], mut at: usize) -> usize {
    while let Some(offset) = memchr::memchr2(b'"', b'\\', text.get(at..).unwrap_or_default()) {
        at += offset;
        if text[at] == b'"' {
            return at;
        }
        at += 2;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::redact::layer::Room;
    use crate::redact::{Action, Redactor, Selection};

    #[rustfmt::skip]
    const PIECES: [&str; 34] = [
        "alice@example.com", "4111 1111 1111 1111", "4111+1111+1111+1111", "536-90-4399", "+44 7700 900324", "192.0.2.17",
        "password=hunter2x", "password", "token", "GetSecretValue", "secret", "phone", "mobile", "lat", "48.8584", "pin", "4821",
        "ssn", "passport", "C01X00T47", "datadog_api_key", "0123456789abcdef0123456789abcdef", "dob", "1979-05-04", "b64",
        "YWxpY2VAZXhhbXBsZS5jb20=", "name", "value", "a+b", "\u{1b}[", "m", "\\", "\"", "\u{2013}",
    ];

    /// Some pieces, some of whose characters are encoded.
    fn encoded() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => proptest::sample::select(PIECES.to_vec()),
            2 => proptest::sample::select(vec![" ", "=", ": ", "&", ",", "\n", "%20", "{", "x", "<"])
        ];
        let pieces = proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat());
        (pieces, any::<u64>(), 0..8_u8).prop_map(|(text, which, way)| {
            let encode = |(place, character): (usize, char)| {
                let code = u32::from(character);
                match way {
                    _ if which >> (place % 64) & 1 == 0 => character.to_string(),
                    1 => format!("%{:02x}", character as u8),
                    2 if character == ' ' => "+".to_owned(),
                    3 => format!("\\u{code:04x}"),
                    // Of other characters, entities are not worth undoing.
                    4 if matches!(character, '"' | '<') => format!("&#{code};"),
                    5 => format!("\u{1b}[1m{character}\u{1b}[0m"),
                    6 if (0x21..0x7f).contains(&code) => char::from_u32(code + 0xfee0).unwrap().to_string(),
                    7 => format!("{character}\u{200b}"),
                    _ => character.to_string(),
                }
            };
            text.chars().enumerate().map(encode).collect()
        })
    }

    /// JSON whose strings and keys are such, and may be JSON.
    fn json() -> impl Strategy<Value = String> {
        let quote = |text: String| serde_json::to_string(&text).unwrap();
        let leaf = prop_oneof![6 => encoded().prop_map(quote), 1 => Just("4155550132".to_owned())];
        leaf.prop_recursive(3, 12, 3, move |inner| {
            let inside = inner.clone();
            let member =
                || (encoded().prop_map(quote), inside.clone()).prop_map(|(key, value)| format!("{key}:{value}"));
            let object = || proptest::collection::vec(member(), 0..3).prop_map(|all| format!("{{{}}}", all.join(",")));
            let array = proptest::collection::vec(inner, 0..3).prop_map(|all| format!("[{}]", all.join(", ")));
            prop_oneof![2 => object(), 1 => array, 1 => object().prop_map(quote)]
        })
    }

    /// More than is looked at together, of which each part has its own places.
    #[test]
    fn a_great_many_texts_keep_their_places() {
        let line = |index: usize| {
            let hidden = if index.is_multiple_of(7) { "alice%40example.com" } else { "%20x" };
            format!("GET /{index}?q={hidden}&x={}", "y".repeat(index % 300))
        };
        let lines: Vec<String> = (0..4000).map(line).collect();
        let redactor = Redactor::new(&Selection::parse(["standard"]).unwrap(), Action::Label);
        let redacted = redactor.session().redact_all(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let changed = redacted.iter().map(|one| one.text.contains("[EMAIL_ADDRESS]"));
        assert!(changed.enumerate().all(|(index, changed)| changed == index.is_multiple_of(7)));
    }

    proptest! {
        /// Behind the encodings of texts of which there is no doubt, a look at their parts finds nothing.
        #[test]
        fn nothing_stands_where_there_is_no_doubt(
            lines in proptest::collection::vec((encoded(), json(), encoded()), 1..8),
            bare in any::<bool>(),
        ) {
            let line = |(before, json, behind)| if bare { json } else { format!("{before} {json}{behind}") };
            let lines: Vec<String> = lines.into_iter().map(line).collect();
            let texts: Vec<_> = lines.iter().map(String::as_bytes).collect();
            for set in ["standard", "all"] {
                let redactor = Redactor::new(&Selection::parse([set]).unwrap(), Action::Label);
                let (rules, room) = (redactor.rules.unbound(), Room::default());
                let layers = rules.layers(&redactor.scanner, &room);
                let mut together = vec![Vec::new(); texts.len()];
                layers.find_all(&texts, |index, found, _| together[index] = found);
                for (text, together) in texts.iter().zip(together) {
                    prop_assert_eq!(layers.find(text), together, "{}", String::from_utf8_lossy(text));
                }
            }
        }
    }
}
