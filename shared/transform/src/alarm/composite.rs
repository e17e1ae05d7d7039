//! The rule of a composite alarm: which alarms it names.
//!
//! Source of the format: *CloudWatch API Reference*, PutCompositeAlarm, `AlarmRule`. It refuses to evaluate the rule;
//! CloudWatch has done that.

/// The functions of a rule that take an alarm.
const FUNCTIONS: [&str; 3] = ["ALARM", "OK", "INSUFFICIENT_DATA"];

/// The alarms that a rule names, in the order in which it does, each once. A name may stand in quotes.
pub(super) fn children(rule: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = rule;
    while let Some(open) = rest.find('(') {
        let (before, inside) = (rest[..open].trim_end(), &rest[open + 1..]);
        let word = before.rsplit(|c: char| !c.is_ascii_alphabetic() && c != '_').next().unwrap_or_default();
        rest = inside;
        if !FUNCTIONS.contains(&word.to_ascii_uppercase().as_str()) {
            continue;
        }
        let Some((name, after)) = argument(inside) else { break };
        rest = after;
        if !name.is_empty() && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    found
}

/// The alarm in parentheses, and what stands behind it. Within quotes a parenthesis is part of the name.
fn argument(inside: &str) -> Option<(&str, &str)> {
    let inside = inside.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = inside.strip_prefix(quote) {
            return quoted.split_once(quote);
        }
    }
    inside.split_once(')').map(|(name, after)| (name.trim(), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_its_children() {
        let rule = r#"ALARM(cpu) AND (OK("disk (root)") OR NOT INSUFFICIENT_DATA('x')) AND ALARM( cpu ) AND TRUE"#;
        assert_eq!(children(rule), ["cpu", "disk (root)", "x"]);
        assert_eq!(
            children("alarm(arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a)"),
            ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a"]
        );
    }

    #[test]
    fn a_broken_rule_names_what_can_be_read() {
        for rule in ["", "TRUE", "ALARM(", "ALARM(\"x", "((((", "ALARM()"] {
            assert_eq!(children(rule), [] as [&str; 0], "{rule}");
        }
        assert_eq!(children("ALARM(a) AND OK(\"b"), ["a"]);
    }
}
