//! Exchanges of cryptographic currencies, by name from A to H.

use crate::redact::detector::{Context, Matcher, Row};
use crate::redact::parts::Alphabet::{AlphaDigits, Base64Url};
use crate::redact::parts::Part::Run;

pub const ROWS: &[Row] = &[
    Row {
        name: "bittrex_access_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["bittrex"], forms: &[&[Run(AlphaDigits, 32, 32)]], entropy: 2.5 },
        source: "gitleaks bittrex-access-key",
        examples: &[
            r#"bi~ttrex_key = "T1LCmpgW4YkoKrHcxIfj88HagXPfXZWd""#,
            r#"{"bi~ttrexToken": "FNu25d2Nsw2E14RGmaSNj2dmgvBWHczX"}"#,
            "BI~TTREX_KEY: eB7VFDydGxGU8jVNzG38rmTTUx8wsbZI",
        ],
        counterexamples: &[
            r#"bi~ttrex_key = "eQgFRcRsEm6CYWunYE9vcctLjv3KB9u""#,
            r#"other_name = "T1LCmpgW4YkoKrHcxIfj88HagXPfXZWd""#,
            "bi~ttrex is FNu25d2Nsw2E14RGmaSNj2dmgvBWHczX",
            r#"bi~ttrex_key = "GfoZhT4U0Ohguy8P8Mr0kHSC7o9PkScN0""#,
        ],
    },
    Row {
        name: "bittrex_secret_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned {
            words: &["bittrex secret", "bittrex"],
            forms: &[&[Run(AlphaDigits, 32, 32)]],
            entropy: 2.5,
        },
        source: "gitleaks bittrex-secret-key: the same form as bittrex_access_key",
        examples: &[
            r#"bi~ttrex_secret = "cU2f09IJTewvNcMJJtXycIJXL1oPB7ga""#,
            r#"{"bi~ttrexSecret": "Vd4pB2TRknSrCSAVuA4igrU9ueRORf7i"}"#,
            "BI~TTREX_SECRET: ohenyOSu7Wtp1yDNHhJrEnr4txXBwDke",
            "bi~ttrex=j2lQyzNkbOlnEnZT3mw6VzUgbrDixJdL",
        ],
        counterexamples: &[
            r#"bi~ttrex_secret = "mQn2Nphg9nxA8sSqfx4c1rbyj2qxVlg""#,
            r#"other_name = "cU2f09IJTewvNcMJJtXycIJXL1oPB7ga""#,
            "bi~ttrex_secret is Vd4pB2TRknSrCSAVuA4igrU9ueRORf7i",
            r#"bi~ttrex_secret = "LW3mfhNrRdU852OH7h8fI3QmfPRZ5Lg0Q""#,
        ],
    },
    Row {
        name: "coinbase_access_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["coinbase"], forms: &[&[Run(Base64Url, 64, 64)]], entropy: 2.5 },
        source: "gitleaks coinbase-access-token",
        examples: &[
            r#"co~inbase_key = "Sm65Omm5lXluzsr3498NUb3xPhsUGiDCpc4X0u4WcH6JJKaQjvAc8-ZQMz3bR_Gt""#,
            r#"{"co~inbaseToken": "JORE2846PL-9iPVqs4hVagzUSu5IKWqLfuI5gIjvzuXG0FJg-fvuAK5_wevyt9n2"}"#,
            "CO~INBASE_KEY: IQd79KUycr_dQwCvH2UGvJG9mikskgqYQewM13VPijfiYYdbQaQi2tUEJcroELrr",
        ],
        counterexamples: &[
            r#"co~inbase_key = "KQILz11qtwmEtrXX3uROpyExdvVC19pkedW6AIP5Q76I5ZcLnQfWVmvC79Gr1Cy""#,
            r#"other_name = "Sm65Omm5lXluzsr3498NUb3xPhsUGiDCpc4X0u4WcH6JJKaQjvAc8-ZQMz3bR_Gt""#,
            "co~inbase is JORE2846PL-9iPVqs4hVagzUSu5IKWqLfuI5gIjvzuXG0FJg-fvuAK5_wevyt9n2",
            r#"co~inbase_key = "2K5ahMLC-ziNqWSN0fBzXOal1qCcS7I3v-NuetGvbS38M6HsDAyRXpHOHyn3scaVZ""#,
        ],
    },
    Row {
        name: "binance_key",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["binance"], forms: &[&[Run(AlphaDigits, 64, 64)]], entropy: 3.0 },
        source: "Binance, \"API key types\": 64 letters and digits",
        examples: &[
            r#"bi~nance_key = "hGvjTpMBqKH5CZVt9thi587UZKyVKvQzDzLnYyE9YCnlWzfVKzlicNoptZcIQasr""#,
            r#"{"bi~nanceToken": "tu9iLF58Qj4vFSaEVI9MnAjEIqcwKlvupKk10O96YmANZt3EBaEBEnjxXIgZG3jo"}"#,
            "BI~NANCE_KEY: Okm5qfeXSQtsUNz4mmmpPajPWrIUAxO3J0oxjhudXCdZdDcVuDv1v1Jx1zwFSAfA",
        ],
        counterexamples: &[
            r#"bi~nance_key = "shn4Qdw4m3zzDpU3lmwHkUMXyCpqqcVj9u4ERvUkc6JkKq0kvw2RvDZJ4aXJiCk""#,
            r#"other_name = "hGvjTpMBqKH5CZVt9thi587UZKyVKvQzDzLnYyE9YCnlWzfVKzlicNoptZcIQasr""#,
            "bi~nance is tu9iLF58Qj4vFSaEVI9MnAjEIqcwKlvupKk10O96YmANZt3EBaEBEnjxXIgZG3jo",
            r#"bi~nance_key = "Itype0dEX0k4DgqHDUFOcMKY7MIzMUTt8v9wOJZKP1SEVqzBHQZyWv3LKaqvODxlm""#,
        ],
    },
];
