//! What values of a template come to: parameters by their defaults, and what only a deployment knows as `${Name}`.
//!
//! Two values that are not known are equal only where they are the very same. Where a condition hangs on one, each answer
//! is a [`World`] of its own, so that both are looked at and never mixed. It refuses to guess.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::template::{Kind, Node};

/// How deep names may lead to names: a template whose names name each other has no end.
const DEEPEST: usize = 16;

/// More worlds than this are not looked at.
const MOST_WORLDS: usize = 1024;

/// Two texts that a condition compares, of which at least one is not known.
type Question = (String, String);
/// The answers that make a world.
pub(super) type Answers = BTreeMap<Question, bool>;

/// A template, deployed with one set of answers.
pub(super) struct World<'t> {
    template: &'t Node,
    region: Option<&'t str>,
    /// What is taken for granted.
    pub answers: Answers,
    asked: RefCell<BTreeSet<Question>>,
}

/// Every world that a template may become in a Region, or in one that is not known; `None` where there are too many.
pub(super) fn worlds<'t>(template: &'t Node, region: Option<&'t str>) -> Option<Vec<World<'t>>> {
    let mut found = Vec::new();
    let mut open = vec![Answers::new()];
    while let Some(answers) = open.pop() {
        if open.len() + found.len() > MOST_WORLDS {
            return None;
        }
        let world = World { template, region, answers, asked: RefCell::default() };
        for (name, ..) in template.get("Conditions").into_iter().flat_map(Node::entries) {
            world.holds(name);
        }
        let Some(question) = world.asked.borrow().first().cloned() else {
            found.push(world);
            continue;
        };
        for answer in [false, true] {
            let mut answers = world.answers.clone();
            answers.insert(question.clone(), answer);
            if is_possible(&answers) {
                open.push(answers);
            }
        }
    }
    Some(found)
}

/// Whether nothing is said to be two different texts at once.
fn is_possible(answers: &Answers) -> bool {
    let mut same: BTreeMap<&str, &str> = BTreeMap::new();
    answers.iter().filter(|(_, answer)| **answer).all(|((left, right), _)| {
        let (unknown, text) = if is_known(left) { (right, left) } else { (left, right) };
        !is_known(text) || same.insert(unknown, text).is_none_or(|before| before == text)
    })
}

/// Whether a value is known before deployment.
pub(super) fn is_known(text: &str) -> bool {
    !text.contains("${")
}

/// The names of what is not known in a value.
pub(super) fn unknowns(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

impl<'t> World<'t> {
    /// A resource by its logical id.
    pub fn resource(&self, id: &str) -> Option<&'t Node> {
        self.template.get("Resources")?.get(id)
    }

    /// What stands behind the choices of conditions; `None` for no value.
    pub fn chosen(&self, node: &'t Node) -> Option<&'t Node> {
        let mut node = node;
        for _ in 0..DEEPEST {
            match node.intrinsic() {
                Some(("Fn::If", choice)) => {
                    let [condition, yes, no] = choice.items() else { return None };
                    node = if condition.text().is_some_and(|name| self.holds(name)) { yes } else { no };
                }
                Some(("Ref", name)) if name.text() == Some("AWS::NoValue") => return None,
                _ => return Some(node),
            }
        }
        None
    }

    /// What a key of a map holds, choices made.
    pub fn get(&self, node: &'t Node, key: &str) -> Option<&'t Node> {
        self.chosen(self.chosen(node)?.get(key)?)
    }

    /// What a path of keys leads to.
    pub fn find(&self, node: &'t Node, path: &[&str]) -> Option<&'t Node> {
        path.iter().try_fold(node, |node, key| self.get(node, key))
    }

    /// The text that a path of keys leads to; `None` where there is none, or an empty one.
    pub fn text_at(&self, node: &'t Node, path: &[&str]) -> Option<String> {
        self.find(node, path).map(|node| self.text(node)).filter(|text| !text.is_empty())
    }

    /// A value as text, in which what is not known stands as `${Name}`.
    pub fn text(&self, node: &'t Node) -> String {
        self.text_within(node, 0)
    }

    fn text_within(&self, node: &'t Node, depth: usize) -> String {
        // Each place is a value of its own: two that are not understood are never the same.
        let unknown = |what: &str| format!("${{{what} in line {}}}", node.place.line);
        let Some(node) = self.chosen(node) else { return String::new() };
        if depth > DEEPEST {
            return unknown("a name");
        }
        let next = |node| self.text_within(node, depth + 1);
        let Some((name, argument)) = node.intrinsic() else {
            return match &node.kind {
                Kind::Text(text) => text.clone(),
                Kind::List(_) | Kind::Map(_) => unknown("a value"),
            };
        };
        match (name, argument.items()) {
            ("Ref", _) => argument.text().map_or_else(|| unknown(name), |name| self.reference(name, depth)),
            ("Fn::GetAtt", []) => format!("${{{}}}", argument.text().unwrap_or_default()),
            ("Fn::GetAtt", [id, attribute]) => format!("${{{}.{}}}", next(id), next(attribute)),
            ("Fn::Sub", []) => self.substituted(argument.text().unwrap_or_default(), None, depth),
            ("Fn::Sub", [text, names]) => self.substituted(text.text().unwrap_or_default(), Some(names), depth),
            ("Fn::Join", [between, parts]) if !parts.items().is_empty() => {
                parts.items().iter().map(next).collect::<Vec<_>>().join(between.text().unwrap_or_default())
            }
            ("Fn::FindInMap", [map, first, second, ..]) => {
                let (map, first, second) = (next(map), next(first), next(second));
                let found = self.template.get("Mappings").and_then(|maps| maps.get(&map)?.get(&first)?.get(&second));
                match found.and_then(Node::text) {
                    Some(text) => text.to_owned(),
                    // The same look-up is the same value.
                    None => format!("${{{map}.{}.{}}}", first.trim_matches(['$', '{', '}']), second),
                }
            }
            _ => unknown(name),
        }
    }

    /// What `!Ref` gives: a parameter's default, a resource's name, or what only a deployment knows.
    fn reference(&self, name: &str, depth: usize) -> String {
        let unknown = || format!("${{{name}}}");
        if name == "AWS::Region" {
            return self.region.map_or_else(unknown, str::to_owned);
        }
        if let Some(parameter) = self.template.get("Parameters").and_then(|all| all.get(name)) {
            // A default that is the name of a parameter in SSM says nothing about what that holds.
            let fetched = parameter.get("Type").and_then(Node::text).is_some_and(|kind| kind.starts_with("AWS::SSM"));
            let default = parameter.get("Default").and_then(Node::text).filter(|_| !fetched);
            return default.map_or_else(unknown, str::to_owned);
        }
        let Some(resource) = self.resource(name) else { return unknown() };
        let property = match resource.get("Type").and_then(Node::text).unwrap_or_default() {
            "AWS::Logs::LogGroup" => "LogGroupName",
            "AWS::Serverless::Function" | "AWS::Lambda::Function" => "FunctionName",
            "AWS::Kinesis::Stream" => "Name",
            _ => return unknown(),
        };
        let named = self.find(resource, &["Properties", property]).map(|node| self.text_within(node, depth + 1));
        named.filter(|name| !name.is_empty()).unwrap_or_else(unknown)
    }

    /// What `!Sub` gives.
    fn substituted(&self, text: &str, names: Option<&'t Node>, depth: usize) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${") {
            out.push_str(before);
            let Some((name, after)) = behind.split_once('}') else {
                out.push_str("${");
                rest = behind;
                continue;
            };
            if let Some(own) = names.and_then(|names| names.get(name)) {
                out.push_str(&self.text_within(own, depth + 1));
            } else if name.starts_with('!') || name.contains('.') {
                out.push_str(&format!("${{{name}}}"));
            } else {
                out.push_str(&self.reference(name, depth));
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Whether a named condition holds.
    pub fn holds(&self, name: &str) -> bool {
        let condition = self.template.get("Conditions").and_then(|all| all.get(name));
        condition.is_some_and(|condition| self.is_true(condition, 0))
    }

    fn is_true(&self, node: &'t Node, depth: usize) -> bool {
        let Some((name, argument)) = node.intrinsic().filter(|_| depth <= DEEPEST) else { return false };
        let items = argument.items();
        let next = |node| self.is_true(node, depth + 1);
        match name {
            "Fn::Not" => !items.iter().any(next),
            // Each part is asked, so that every question is known at once.
            "Fn::And" => items.iter().filter(|item| !next(item)).count() == 0,
            "Fn::Or" => items.iter().filter(|item| next(item)).count() > 0,
            "Fn::Equals" => matches!(items, [left, right] if self.is_equal(self.text(left), self.text(right))),
            "Condition" => {
                let named = argument.text().and_then(|name| self.template.get("Conditions")?.get(name));
                named.is_some_and(next)
            }
            _ => self.answer((format!("${{{name} in line {}}}", node.place.line), "true".to_owned())),
        }
    }

    fn is_equal(&self, left: String, right: String) -> bool {
        if left == right {
            return true;
        }
        if is_known(&left) && is_known(&right) {
            return false;
        }
        self.answer((left, right))
    }

    fn answer(&self, question: Question) -> bool {
        if let Some(answer) = self.answers.get(&question) {
            return *answer;
        }
        self.asked.borrow_mut().insert(question);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::template::read;
    use super::*;

    const TEMPLATE: &str = r#"
Parameters:
  Named: { Type: String, Default: given }
  Open: { Type: String }
  Fetched: { Type: "AWS::SSM::Parameter::Value<String>", Default: /a/name }
Mappings:
  Peers: { eu-west-1: { To: eu-central-1 } }
Conditions:
  IsGiven: !Equals [!Ref Named, given]
  IsOpen: !Equals [!Ref Open, x]
  IsOther: !Equals [!Ref Open, w]
  Neither: !And [!Not [!Condition IsOpen], !Not [!Condition IsOther]]
Resources:
  Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub "/g/${Named}/${Open}" } }
  Unnamed: { Type: AWS::Logs::LogGroup }
  A: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Ref B } }
  B: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Ref A } }
"#;

    fn value(region: Option<&str>, yaml: &str) -> Vec<String> {
        let template = read(TEMPLATE).unwrap();
        let node = read(yaml).unwrap();
        let worlds = worlds(&template, region).unwrap();
        let mut values: Vec<String> = worlds.iter().map(|world| world.text(&node)).collect();
        values.sort();
        values.dedup();
        values
    }

    #[test]
    fn values_come_to_what_is_known() {
        for (yaml, expected) in [
            ("!Ref Named", "given"),
            ("!Ref Open", "${Open}"),
            ("!Ref Fetched", "${Fetched}"),
            ("!Ref Group", "/g/given/${Open}"),
            ("!Ref Unnamed", "${Unnamed}"),
            ("!GetAtt Group.Arn", "${Group.Arn}"),
            ("!GetAtt [Group, Arn]", "${Group.Arn}"),
            ("{ Ref: Named }", "given"),
            ("!Sub \"${Group}/${X}{group}\"", "/g/given/${Open}/${X}{group}"),
            ("!Sub [\"${Y}-${Named}\", { Y: !Ref Open }]", "${Open}-given"),
            ("!Join [/, [a, !Ref Named]]", "a/given"),
            ("!FindInMap [Peers, !Ref AWS::Region, To]", "${Peers.AWS::Region.To}"),
            ("!If [IsGiven, a, b]", "a"),
            ("!Ref AWS::NoValue", ""),
        ] {
            assert_eq!(value(None, yaml), [expected], "{yaml}");
        }
        assert_eq!(value(Some("eu-west-1"), "!FindInMap [Peers, !Ref AWS::Region, To]"), ["eu-central-1"]);
        assert_eq!(value(Some("eu-west-1"), "!Ref AWS::Region"), ["eu-west-1"]);
        assert!(!is_known(&value(None, "!Ref A")[0]), "names that name each other");
    }

    #[test]
    fn what_hangs_on_a_deployment_is_looked_at_both_ways_and_never_mixed() {
        assert_eq!(value(None, "!Sub [\"${P}${Q}\", { P: !If [IsOpen, x, o], Q: !If [IsOpen, x, o] }]"), ["oo", "xx"]);
        assert_eq!(
            value(None, "!If [IsOpen, !If [IsOther, both, x], !If [Neither, neither, w]]"),
            ["neither", "w", "x"]
        );
    }
}
