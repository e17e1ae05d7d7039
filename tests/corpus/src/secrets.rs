//! Secrets that open nothing. Their prefixes are written in two halves, so that no secret scanner takes this file for a
//! leak.

use crate::random::{BASE32, BASE62, BASE64, BASE64URL, LOWER_DIGITS, Random};

/// An AWS access key id.
pub fn aws_access_token(random: &mut Random) -> String {
    let prefix = random.pick(&[concat!("AK", "IA"), concat!("AS", "IA")]);
    format!("{prefix}{}", random.text(BASE32, 16))
}

/// A token of GitHub in its classic form, with its check sum: the kind is one of `p`, `o`, `u`, `s`, `r`.
pub fn github_token(random: &mut Random, kind: char) -> String {
    let body = random.text(BASE62, 30);
    let mut sum = crc32(body.as_bytes());
    let mut check = [b'0'; 6];
    for digit in check.iter_mut().rev() {
        *digit = BASE62[(sum % 62) as usize];
        sum /= 62;
    }
    format!("gh{kind}_{body}{}", String::from_utf8_lossy(&check))
}

/// CRC-32 of ISO 3309.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// A fine-grained token of GitHub.
pub fn github_fine_grained_pat(random: &mut Random) -> String {
    format!("{}_pat_{}_{}", "github", random.text(BASE62, 22), random.text(BASE62, 59))
}

/// A personal access token of GitLab.
pub fn gitlab_pat(random: &mut Random) -> String {
    // The last is no hyphen, or the text around could not tell where it ends.
    format!("{}-{}{}", concat!("gl", "pat"), random.text(BASE64URL, 19), random.text(BASE62, 1))
}

/// A token of Slack for a bot.
pub fn slack_bot_token(random: &mut Random) -> String {
    format!("{}-{}-{}-{}", concat!("xo", "xb"), random.number(12), random.number(13), random.text(BASE62, 24))
}

/// A token of Slack for a user.
pub fn slack_user_token(random: &mut Random) -> String {
    let (a, b, c) = (random.number(12), random.number(12), random.number(13));
    format!("{}-{a}-{b}-{c}-{}", concat!("xo", "xp"), random.hex(32))
}

/// The address to which anyone may post into a channel of Slack.
pub fn slack_webhook_url(random: &mut Random) -> String {
    let (team, hook) = (random.text(BASE32, 10), random.text(BASE32, 10));
    format!("https://hooks.slack.com/{}/T{team}/B{hook}/{}", "services", random.text(BASE62, 24))
}

/// A secret or restricted key of Stripe.
pub fn stripe_access_token(random: &mut Random) -> String {
    let (kind, mode) = (random.pick(&["sk", "rk"]), random.pick(&["live", "test"]));
    let length = random.pick(&[24, 99]);
    format!("{kind}_{mode}_{}", random.text(BASE62, length))
}

/// A signed JSON web token.
pub fn jwt(random: &mut Random) -> String {
    let header = random.pick(&[r#"{"alg":"HS256","typ":"JWT"}"#, r#"{"alg":"RS256","kid":"k1","typ":"JWT"}"#]);
    let payload = format!(r#"{{"sub":"{}","iat":{},"scope":"orders"}}"#, random.number(10), random.number(10));
    let length = random.pick(&[43, 342]);
    // No signature ends with a hyphen here, for the same reason as above.
    let signature = format!("{}{}", random.text(BASE64URL, length - 1), random.text(BASE62, 1));
    format!("{}.{}.{signature}", base64url(header.as_bytes()), base64url(payload.as_bytes()))
}

fn base64url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            text.push(char::from(BASE64URL[(bits >> (18 - 6 * place)) as usize & 63]));
        }
    }
    text
}

/// An opaque token, as it stands behind `Bearer`.
pub fn opaque_token(random: &mut Random) -> String {
    match random.below(3) {
        0 => random.hex(40),
        1 => format!("mF_{}", random.text(BASE62, 29)),
        _ => random.text(BASE62, 64),
    }
}

/// A password, as people and generators make them.
pub fn password(random: &mut Random) -> String {
    let word = random.pick(&["Winter", "hunter", "Correct", "letmein", "dragon", "Sommer", "qwerty", "Passw0rd"]);
    match random.below(4) {
        0 => format!("{word}{}!", random.below(10_000)),
        1 => format!("{word}-{}-{}", random.text(LOWER_DIGITS, 5), random.below(100)),
        2 => random.text(BASE62, 20),
        _ => format!("{word}{}", random.digits(4)),
    }
}

/// A secret of a machine: hexadecimal, base64, or an AWS secret access key.
pub fn machine_secret(random: &mut Random) -> String {
    match random.below(3) {
        0 => random.hex(32),
        1 => random.text(BASE62, 32),
        _ => random.text(BASE64, 40),
    }
}

/// A user and a password, as they stand in an address.
pub fn user_and_password(random: &mut Random) -> String {
    let user = random.pick(&["app", "orders", "svc-ledger", "root", "deploy"]);
    format!("{user}:{}", password(random))
}

/// A private key in one line, its lines parted by `\n` written out.
pub fn private_key(random: &mut Random) -> String {
    let label = random.pick(&["RSA ", "EC ", "", "OPENSSH "]);
    let lines = random.between(2, 12);
    let body: Vec<String> = (0..lines).map(|_| random.text(BASE64, 64)).collect();
    format!(
        "-----{} {label}{}-----\\n{}\\n-----END {label}{}-----",
        "BEGIN",
        "PRIVATE KEY",
        body.join("\\n"),
        "PRIVATE KEY"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_encodings_are_the_published_ones() {
        // The check value of CRC-32, and the examples of RFC 4648, section 10.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!([base64url(b"f"), base64url(b"fo"), base64url(b"foobar")], ["Zg", "Zm8", "Zm9vYmFy"]);
    }

    #[test]
    fn tokens_have_their_lengths() {
        let mut random = Random::new(2);
        assert_eq!(aws_access_token(&mut random).len(), 20);
        assert_eq!(github_token(&mut random, 'p').len(), 40);
        assert_eq!(github_fine_grained_pat(&mut random).len(), 93);
        assert_eq!(gitlab_pat(&mut random).len(), 26);
        assert_eq!(jwt(&mut random).split('.').count(), 3);
    }
}
