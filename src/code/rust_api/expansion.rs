//! What a macro makes of a call, as items whose names stand where they were written.

use super::cursor::Cursor;
use super::item::Item;
use super::matching::{Bindings, Bound, Matching};
use super::reader::{Reading, Setting};
use super::rules::{Node, Operator, nodes, rules};
use super::token::{Kind, Tok, Tokens, balance};

/// No call is matched for longer than this.
const MOST_STEPS: usize = 2_000_000;

/// What came of a call.
#[derive(Debug, Default)]
pub struct Expansion {
    /// The items that it makes.
    pub items: Vec<Item>,
    /// Lines and what is not understood there.
    pub faults: Vec<(u32, String)>,
    /// How many tokens were made.
    pub size: usize,
}

/// Why nothing came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoExpansion {
    /// The call fits none of the rules.
    #[error("no rule of the macro matches")]
    NoRule,
    /// The call makes more tokens than are allowed, or what it makes is not balanced.
    #[error("the macro makes too much")]
    TooMuch,
}

/// The call of a macro: its tokens and the file in which they stand.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// The tokens.
    pub tokens: &'a Tokens,
    /// The file.
    pub file: u32,
}

/// What a `macro_rules!` makes of a call where items stand.
///
/// # Errors
/// No rule matches, or more than `most` tokens would be made.
pub fn expand(
    rules_of: Written<'_>,
    call: Written<'_>,
    setting: Setting,
    most: usize,
) -> Result<Expansion, NoExpansion> {
    let definition = rules_of.tokens.get(rules_of.file);
    let call = call.tokens.get(call.file);
    let mut matching = Matching {
        rules: &definition,
        call: &call,
        steps: MOST_STEPS,
    };
    for rule in rules(&definition) {
        let Some(bindings) = matching.whole(&rule.pattern) else {
            if matching.steps == 0 {
                return Err(NoExpansion::TooMuch);
            }
            continue;
        };
        let close = definition[rule.body].partner;
        let body = nodes(&definition, rule.body + 1, close, false, 0).ok_or(NoExpansion::TooMuch)?;
        let mut making = Making {
            rules: &definition,
            call: &call,
            made: Vec::new(),
            most,
        };
        making.sequence(&body, &environment(&bindings), false)?;
        let mut made = making.made;
        balance(&mut made).map_err(|_| NoExpansion::TooMuch)?;
        return Ok(read(&made, setting));
    }
    Err(NoExpansion::NoRule)
}

/// The tokens of a call read as items themselves.
pub fn as_items(call: Written<'_>, setting: Setting) -> Expansion {
    read(&call.tokens.get(call.file), setting)
}

fn read(tokens: &[Tok<'_>], setting: Setting) -> Expansion {
    let mut reading = Reading::default();
    let items = reading.items(&mut Cursor::new(tokens), setting);
    Expansion {
        items,
        faults: reading.faults,
        size: tokens.len(),
    }
}

type Environment<'b, 'r> = Vec<(&'r str, &'b Bound<'r>)>;

fn environment<'b, 'r>(bindings: &'b Bindings<'r>) -> Environment<'b, 'r> {
    bindings.iter().map(|(name, bound)| (*name, bound)).collect()
}

fn value<'b, 'r>(environment: &[(&'r str, &'b Bound<'r>)], name: &str) -> Option<&'b Bound<'r>> {
    environment
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, bound)| *bound)
}

/// Makes the tokens of a rule.
struct Making<'a, 't> {
    rules: &'a [Tok<'t>],
    call: &'a [Tok<'t>],
    made: Vec<Tok<'t>>,
    most: usize,
}

impl<'t> Making<'_, 't> {
    fn sequence(&mut self, nodes: &[Node<'t>], known: &Environment<'_, 't>, lone: bool) -> Result<(), NoExpansion> {
        for node in nodes {
            if self.made.len() > self.most {
                return Err(NoExpansion::TooMuch);
            }
            match node {
                Node::Token(index) => self.made.push(self.rules[*index]),
                Node::Crate(index) => self.made.push(Tok {
                    kind: Kind::Word,
                    text: "$crate",
                    ..self.rules[*index]
                }),
                Node::Group(open, inside) => {
                    self.made.push(self.rules[*open]);
                    self.sequence(inside, known, false)?;
                    self.made.push(self.rules[self.rules[*open].partner]);
                }
                Node::Variable(at, name, _) => match value(known, name) {
                    Some(Bound::One(start, end, kind)) => self.fragment(*at, *start..*end, kind, lone),
                    Some(Bound::Many(_)) => return Err(NoExpansion::NoRule),
                    // The variable of a macro that is defined here.
                    None => self.made.extend_from_slice(&self.rules[*at..*at + 2]),
                },
                Node::Repeat(inside, separator, operator) => self.repeat(inside, *separator, *operator, known)?,
            }
        }
        Ok(())
    }

    fn repeat(
        &mut self,
        inside: &[Node<'t>],
        separator: Option<usize>,
        operator: Operator,
        known: &Environment<'_, 't>,
    ) -> Result<(), NoExpansion> {
        let mut used = Vec::new();
        super::rules::names(inside, &mut used);
        let many = |name: &&str| match value(known, name) {
            Some(Bound::Many(rounds)) => Some(rounds.len()),
            _ => None,
        };
        let rounds = used.iter().filter_map(many).min().unwrap_or(0);
        let lone = separator.is_none() && operator != Operator::Maybe && inside.len() == 1;
        for round in 0..rounds {
            if let Some(separator) = separator.filter(|_| round > 0) {
                self.made.push(self.rules[separator]);
            }
            let narrowed = used.iter().filter_map(|name| match value(known, name)? {
                Bound::Many(rounds) => rounds.get(round).map(|bound| (*name, bound)),
                bound @ Bound::One(..) => Some((*name, bound)),
            });
            let narrowed = narrowed.collect();
            self.sequence(inside, &narrowed, lone)?;
        }
        Ok(())
    }

    /// What a variable stands for. A name is put where the `$name` stands, as the compiler does it; what was taken as mere
    /// tokens keeps its place, and remembers the other one unless it is passed on as a whole.
    fn fragment(&mut self, at: usize, range: std::ops::Range<usize>, kind: &'t str, lone: bool) {
        let mut place = self.rules[at].at;
        place.width = self.rules[at + 1].at.width + 1;
        let tokens = self.call.get(range).unwrap_or_default();
        match kind {
            "ident" | "lifetime" => self.made.extend(tokens.iter().map(|token| Tok {
                at: place,
                through: None,
                ..*token
            })),
            "tt" => {
                let through = (!lone && tokens.len() == 1).then_some(place);
                self.made.extend(tokens.iter().map(|token| Tok {
                    through: through.or(token.through),
                    ..*token
                }));
            }
            _ => {
                let unseen = Tok {
                    kind: Kind::Unseen,
                    text: kind,
                    at: place,
                    through: None,
                    partner: 0,
                };
                self.made.push(unseen);
                self.made.extend_from_slice(tokens);
                self.made.push(Tok {
                    kind: Kind::UnseenEnd,
                    ..unseen
                });
            }
        }
    }
}
