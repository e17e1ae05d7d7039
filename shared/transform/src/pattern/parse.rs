//! Reads a filter pattern, and says what is wrong with one that cannot be read.

use super::json::{Comparison, Operator, Selector, Step, Value};
use super::terms::Terms;
use super::{Condition, Pattern};

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (character {column} of the pattern)")]
pub struct PatternError {
    /// What is wrong and what to write instead.
    pub message: String,
    /// Where, in characters from 1.
    pub column: usize,
}

/// How deeply brackets may nest.
const MAX_DEPTH: usize = 32;

pub fn pattern(text: &str) -> Result<Pattern, PatternError> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0 };
    reader.space();
    match reader.peek() {
        None => Ok(Pattern::All),
        Some('{') => reader.json(),
        Some('[') => Err(reader.error(
            "space-delimited patterns ([…]) are not built yet; to find text with brackets, put it in double quotes",
        )),
        Some(_) => reader.terms(),
    }
}

/// Reads a selector by itself, such as `$.user.id`.
pub fn selector(text: &str) -> Result<Selector, PatternError> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0 };
    let selector = reader.selector()?;
    if reader.at < reader.chars.len() {
        return Err(reader.error("this character cannot stand in a selector"));
    }
    Ok(selector)
}

impl Selector {
    /// Reads a selector, such as `$.user.tags[0]`.
    ///
    /// # Errors
    /// With what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        selector(text)
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn error(&self, message: impl Into<String>) -> PatternError {
        PatternError { message: message.into(), column: self.at + 1 }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Whether `word` stands next, as a word.
    fn sees_word(&self, word: &str) -> bool {
        let rest = &self.chars[self.at..];
        let same = word.chars().enumerate().all(|(i, c)| rest.get(i).is_some_and(|r| r.eq_ignore_ascii_case(&c)));
        same && rest.get(word.len()).is_none_or(|c| !c.is_alphanumeric())
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&test) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn terms(&mut self) -> Result<Pattern, PatternError> {
        let mut terms = Terms::default();
        let mut first_optional = None;
        loop {
            self.space();
            let start = self.at;
            let Some(next) = self.peek() else { break };
            let list = match next {
                '?' => {
                    first_optional.get_or_insert(start);
                    &mut terms.any
                }
                '-' => &mut terms.none,
                _ => &mut terms.all,
            };
            self.at += usize::from(matches!(next, '?' | '-'));
            let term = self.term()?;
            list.push(term);
        }
        if let Some(at) = first_optional
            && !(terms.all.is_empty() && terms.none.is_empty())
        {
            self.at = at;
            return Err(self.error(
                "CloudWatch ignores ?terms that stand beside other terms: put ? before each, or use two rules",
            ));
        }
        Ok(Pattern::Terms(terms))
    }

    fn term(&mut self) -> Result<String, PatternError> {
        match self.peek() {
            Some('"') => self.quoted(),
            Some('%') => Err(self.error("regular expressions (%…%) are not built yet; use terms or a JSON comparison")),
            _ => {
                let term = self.take_while(|c| c.is_alphanumeric() || c == '_');
                match self.peek() {
                    Some(c) if !c.is_whitespace() => {
                        Err(self.error(format!("a term with {c:?} in it must stand in double quotes")))
                    }
                    _ if term.is_empty() => Err(self.error("a term is missing here")),
                    _ => Ok(term),
                }
            }
        }
    }

    /// Text in double quotes; `\"` and `\\` stand for themselves.
    fn quoted(&mut self) -> Result<String, PatternError> {
        let open = self.at;
        let mark = self.peek();
        self.at += 1;
        let mut text = String::new();
        while let Some(next) = self.peek() {
            self.at += 1;
            if Some(next) == mark {
                return if text.is_empty() { Err(self.error("the quotes hold no text")) } else { Ok(text) };
            }
            match (next, self.peek()) {
                ('\\', Some(c @ ('"' | '\\'))) => {
                    self.at += 1;
                    text.push(c);
                }
                _ => text.push(next),
            }
        }
        self.at = open;
        Err(self.error("the closing quote is missing"))
    }

    fn json(&mut self) -> Result<Pattern, PatternError> {
        self.at += 1;
        let condition = self.or(0)?;
        self.space();
        if !self.eat('}') {
            return Err(self.error("here should stand && or ||, or } to end the pattern"));
        }
        self.space();
        if self.peek().is_some() {
            return Err(self.error("nothing may stand after the closing }"));
        }
        Ok(Pattern::Json(condition))
    }

    fn or(&mut self, depth: usize) -> Result<Condition, PatternError> {
        let mut left = self.and(depth)?;
        while self.operator("||") {
            left = Condition::Or(Box::new(left), Box::new(self.and(depth)?));
        }
        Ok(left)
    }

    fn and(&mut self, depth: usize) -> Result<Condition, PatternError> {
        let mut left = self.unit(depth)?;
        while self.operator("&&") {
            left = Condition::And(Box::new(left), Box::new(self.unit(depth)?));
        }
        Ok(left)
    }

    fn operator(&mut self, operator: &str) -> bool {
        self.space();
        let found = operator.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        self.at += if found { operator.len() } else { 0 };
        found
    }

    fn unit(&mut self, depth: usize) -> Result<Condition, PatternError> {
        self.space();
        if self.eat('(') {
            if depth == MAX_DEPTH {
                return Err(self.error("the brackets nest too deep"));
            }
            let inner = self.or(depth + 1)?;
            self.space();
            return if self.eat(')') { Ok(inner) } else { Err(self.error("a closing ) is missing here")) };
        }
        let selector = self.selector()?;
        self.space();
        let operator = self.comparison_operator()?;
        self.space();
        let at = self.at;
        let value = self.value()?;
        if matches!(value, Value::Text(_)) && !matches!(operator, Operator::Equal | Operator::NotEqual) {
            self.at = at;
            return Err(self.error("<, <=, > and >= compare with a number"));
        }
        Ok(Condition::Compare(Comparison { selector, operator, value }))
    }

    fn comparison_operator(&mut self) -> Result<Operator, PatternError> {
        if self.sees_word("IS") {
            return Err(self.error("IS NULL, IS TRUE and IS FALSE are not built yet"));
        }
        if self.sees_word("NOT") || self.sees_word("EXISTS") {
            return Err(self.error("NOT EXISTS is not built yet"));
        }
        for (text, operator) in [
            ("!=", Operator::NotEqual),
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("=", Operator::Equal),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ] {
            if self.operator(text) {
                return if text == "=" && self.peek() == Some('=') {
                    Err(self.error("equality is written with one ="))
                } else {
                    Ok(operator)
                };
            }
        }
        Err(self.error("here should stand one of =, !=, <, <=, >, >="))
    }

    fn selector(&mut self) -> Result<Selector, PatternError> {
        if !self.eat('$') {
            return Err(self.error("here should stand a selector that begins with $, such as $.level"));
        }
        let mut steps = Vec::new();
        loop {
            if self.eat('.') {
                if self.peek() == Some('[') {
                    continue;
                }
                let name = self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '$'));
                if name.is_empty() {
                    return Err(self.error("a field's name is missing here"));
                }
                steps.push(Step::Member(name));
            } else if self.eat('[') {
                let step = if matches!(self.peek(), Some('"' | '\'')) {
                    Step::Member(self.quoted()?)
                } else {
                    let index = self.take_while(|c| c.is_ascii_digit());
                    Step::Element(
                        index
                            .parse()
                            .map_err(|_| self.error("in brackets stands a number, or a field's name in quotes"))?,
                    )
                };
                if !self.eat(']') {
                    return Err(self.error("a closing ] is missing here"));
                }
                steps.push(step);
            } else if steps.is_empty() {
                return Err(self.error("$ is followed by a field's name, as in $.level"));
            } else {
                return Ok(Selector { steps });
            }
        }
    }

    fn value(&mut self) -> Result<Value, PatternError> {
        match self.peek() {
            Some('"') => return self.quoted().map(Value::Text),
            Some('%') => return Err(self.error("regular expressions (%…%) are not built yet; * stands for any text")),
            _ => {}
        }
        let word = self.take_while(|c| !c.is_whitespace() && !matches!(c, '}' | ')' | '&' | '|' | '"' | '='));
        if word.is_empty() {
            return Err(self.error("a value is missing here: a number, a word, or text in double quotes"));
        }
        if ["true", "false", "null"].contains(&word.as_str()) {
            self.at -= word.len();
            return Err(self.error(
                "true, false and null are asked for with IS TRUE, IS FALSE and IS NULL, which are not built yet; put the \
                 word in double quotes to compare with text",
            ));
        }
        Ok(number(&word).map_or(Value::Text(word), Value::Number))
    }
}

/// A decimal number, with or without an exponent; `inf` and `nan` are words.
fn number(word: &str) -> Option<f64> {
    let decimal = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    word.parse().ok().filter(|number: &f64| decimal && number.is_finite())
}
