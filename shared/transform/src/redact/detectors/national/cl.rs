//! Chile.

use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "cl_rut",
    sets: &["standard", "financial", "identity", "business", "americas"],
    context: Context::Near(&["rut", "run", "rol unico", "rol único", "cédula de identidad"]),
    matcher: Matcher::Number {
        shapes: &["99.999.999-X", "9.999.999-X", "99999999-X", "9999999-X", "99999999X", "9999999X"],
        check: is_rut,
    },
    source: "Servicio de Impuestos Internos (Rol Único Tributario) and Registro Civil (Rol Único Nacional): \
             seven or eight digits and a check digit modulo 11, K for ten",
    examples: &["12.768.426-K", "12768426-k", "8.465.632-1", "924402687", "RUT: 78.666.617-1", "rut=1223307-8"],
    counterexamples: &[
        "12.768.426-1",
        "12768426-9",
        "8.465.632-K",
        "12.768.426-X",
        "2.12.768.426-K",
        "127684260-K",
        "768426-K",
    ],
}];

fn is_rut(compact: &[u8]) -> bool {
    let Some((check, body)) = compact.split_last() else { return false };
    let weighted = |(index, byte): (usize, &u8)| u32::from(byte.wrapping_sub(b'0')) * (2 + index as u32 % 6);
    let expected = match 11 - body.iter().rev().enumerate().map(weighted).sum::<u32>() % 11 {
        11 => b'0',
        10 => b'K',
        digit => b'0' + digit as u8,
    };
    *check == expected && body.iter().any(|byte| *byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of two public bodies, as the Servicio de Impuestos Internos publishes them.
    #[test]
    fn published_examples_agree() {
        assert!(is_rut(b"60803000K") && !is_rut(b"608030004"));
        assert!(is_rut(b"970290001") && !is_rut(b"97029000K"));
    }
}
