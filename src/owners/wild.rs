//! Wildcards inside one part of a path: `*.rs`, `v?`, and on GitLab `[a-z]*`. Never crosses a `/`.

/// More stars in one part are refused: matching them costs too much, and nobody writes them.
const MAX_STARS: usize = 16;

/// A part of a pattern that has wildcards.
#[derive(Clone, Debug)]
pub(super) struct Wild {
    tokens: Vec<Token>,
    /// What a name begins and ends with, in any case; tells most names apart before the tokens are asked.
    pub(super) prefix: Box<str>,
    pub(super) suffix: Box<str>,
    /// Whether there is nothing but one star between the two.
    is_simple: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Char(char),
    One,
    Many,
    Class(Class),
    /// A class that does not end: File.fnmatch, which GitLab uses, matches nothing then.
    Never,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Class {
    negated: bool,
    ranges: Vec<(char, char)>,
}

impl Wild {
    /// Reads a part. `None` when it has too many stars.
    pub(super) fn new(part: &str, classes: bool) -> Option<Self> {
        let tokens = tokens(part, classes);
        let stars = tokens.iter().filter(|token| **token == Token::Many).count();
        if stars > MAX_STARS {
            return None;
        }
        let literal = |token: &Token| match token {
            Token::Char(c) => Some(*c),
            _ => None,
        };
        let prefix: String = tokens.iter().map_while(literal).collect();
        let end: Vec<char> = tokens.iter().rev().map_while(literal).collect();
        let suffix: String = end.iter().rev().collect();
        let between = tokens.len().saturating_sub(prefix.chars().count() + end.len());
        Some(Self {
            is_simple: between == 1 && stars == 1,
            tokens,
            prefix: prefix.into(),
            suffix: suffix.into(),
        })
    }

    /// What testing a name costs, in characters looked at, about.
    pub(super) fn cost(&self, name: &str) -> u64 {
        let looked_at = if self.is_simple {
            0
        } else {
            self.tokens.len() + name.len()
        };
        1 + looked_at as u64
    }

    /// Whether a name fits.
    pub(super) fn fits(&self, name: &str) -> bool {
        let long_enough = name.len() >= self.prefix.len() + self.suffix.len();
        let ends_fit = long_enough && name.starts_with(&*self.prefix) && name.ends_with(&*self.suffix);
        ends_fit && (self.is_simple || fits(&self.tokens, name))
    }
}

/// Matches greedily; on a dead end only the last star needs to take more.
fn fits(tokens: &[Token], name: &str) -> bool {
    let (mut token, mut at) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    loop {
        if tokens.get(token) == Some(&Token::Many) {
            token += 1;
            last_star = Some((token, at));
            continue;
        }
        let next = name[at..].chars().next();
        match (tokens.get(token), next) {
            (None, None) => return true,
            (Some(_), None) => return false,
            (Some(wanted), Some(c)) if wanted.takes(c) => {
                token += 1;
                at += c.len_utf8();
                continue;
            }
            _ => {}
        }
        let Some((behind, from)) = last_star else { return false };
        let Some(taken) = name[from..].chars().next() else {
            return false;
        };
        at = from + taken.len_utf8();
        token = behind;
        last_star = Some((behind, at));
    }
}

impl Token {
    fn takes(&self, c: char) -> bool {
        match self {
            Token::Char(wanted) => *wanted == c,
            Token::One => true,
            Token::Class(class) => class.ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)) != class.negated,
            Token::Many | Token::Never => false,
        }
    }
}

/// Whether a part has a wildcard that no backslash stands before.
pub(super) fn is_wild(part: &str, classes: bool) -> bool {
    tokens(part, classes)
        .iter()
        .any(|token| !matches!(token, Token::Char(_)))
}

/// A part without its backslashes.
pub(super) fn unescape(part: &str) -> String {
    let mut chars = part.chars();
    let mut plain = String::with_capacity(part.len());
    while let Some(c) = chars.next() {
        plain.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    plain
}

fn tokens(part: &str, classes: bool) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = part.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => tokens.extend(rest.next().map(Token::Char)),
            '*' if tokens.last() == Some(&Token::Many) => {}
            '*' => tokens.push(Token::Many),
            '?' => tokens.push(Token::One),
            '[' if classes => tokens.push(match class(&mut rest) {
                Some(class) => Token::Class(class),
                None => Token::Never,
            }),
            c => tokens.push(Token::Char(c)),
        }
    }
    tokens
}

/// Reads `a-z]` or `^a]`; `None` when it does not end.
fn class(rest: &mut std::str::Chars<'_>) -> Option<Class> {
    let mut chars = rest.clone();
    let first = chars.clone().next();
    let negated = matches!(first, Some('^' | '!'));
    if negated {
        chars.next();
    }
    let mut ranges = Vec::new();
    loop {
        let low = match chars.next()? {
            ']' => break,
            '\\' => chars.next()?,
            c => c,
        };
        let mut ahead = chars.clone();
        let is_range = ahead.next() == Some('-') && !matches!(ahead.clone().next(), Some(']') | None);
        let high = if is_range {
            chars = ahead;
            match chars.next()? {
                '\\' => chars.next()?,
                c => c,
            }
        } else {
            low
        };
        ranges.push((low, high));
    }
    *rest = chars;
    Some(Class { negated, ranges })
}

#[cfg(test)]
mod tests {
    use super::{Wild, is_wild, unescape};

    fn fits(part: &str, name: &str) -> bool {
        Wild::new(part, true).unwrap().fits(name)
    }

    #[test]
    fn stars_and_question_marks() {
        assert!(fits("*.rs", "a.rs") && fits("*.rs", ".rs") && !fits("*.rs", "a.rst"));
        assert!(fits("a*", "a") && fits("a*a", "aba") && !fits("a*a", "a"));
        assert!(fits("*b*d*", "abcde") && !fits("*d*b*", "abcde"));
        assert!(fits("?", "ä") && !fits("?", "ab") && !fits("v?", "v"));
        assert!(fits("a**b", "aXb") && fits("*ab", "aab") && fits("*aab*b", "aaabxb"));
    }

    #[test]
    fn classes_and_escapes() {
        assert!(fits("[ch]", "h") && !fits("[ch]", "x") && fits("x.[^a-c]", "x.d") && !fits("x.[!a-c]", "x.b"));
        assert!(fits("[a-]?", "-x") && fits("[\\]]?", "]x") && !fits("[a*", "[a") && !fits("[]*", "a"));
        assert!(fits("\\[a\\]*", "[a]b") && fits("\\**", "*b") && !fits("\\**", "ab"));
        assert!(!is_wild("\\*a", true) && is_wild("[a]", true) && !is_wild("[a]", false));
        assert_eq!(unescape("a\\ b\\\\c\\"), "a b\\c");
    }

    #[test]
    fn parts_that_cost_too_much_are_refused() {
        assert!(Wild::new(&"*a".repeat(17), false).is_none());
        assert!(!fits(&"*a".repeat(16), &"a".repeat(15)) && fits(&"*a".repeat(16), &"a".repeat(5_000)));
    }
}
