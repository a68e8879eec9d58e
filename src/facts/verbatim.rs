//! Declarations that a page shows just as the code had them: with the types, letter by letter, or in a heading or
//! directive with the same parameters. What is shown so is meant, whichever other definitions have the name.

use super::pages::{PageFacts, is_distinctive};
use super::shown;
use super::signatures::{self, Contradiction};
use crate::model::change::{PlacedSymbol, SymbolChange};
use crate::model::evidence::Tie;
use crate::model::mention::{Mention, MentionForm};
use crate::model::page::PassageKind;
use crate::model::symbol::{ParamKind, Signature};

/// No declaration is followed further than that.
const LONGEST: usize = 2000;
/// Languages whose declarations cannot leave types out, or seldom do.
const TYPED: &[&str] = &["go", "rs", "ts", "tsx", "mts", "cts", "py", "pyi"];

/// A declaration with its types that is the one of base and not the one of head.
pub(super) fn contradiction(page: &PageFacts, mention: &Mention, change: &SymbolChange) -> Option<Contradiction> {
    let (base, head) = (change.base.as_ref()?, &change.head.as_ref()?.symbol);
    let (old, new) = (base.symbol.signature.as_ref()?, head.signature.as_ref()?);
    let differs = match Shown::of(page, mention, base, old) {
        Some(shown) => shown.part(old) != shown.part(new),
        None => base.path.extension() == "go" && shows_types(page, mention, old, new),
    };
    differs.then(|| Contradiction {
        subject: mention.leaf().to_owned(),
        shown: old.text.clone(),
        base: old.text.clone(),
        head: new.text.clone(),
        new_name: None,
    })
}

/// Why a mention means a changed symbol although others have the name: it shows what this one was, and none of the others is so.
pub(super) fn tie(
    page: &PageFacts,
    mention: &Mention,
    change: &SymbolChange,
    namesakes: &[PlacedSymbol],
) -> Option<Tie> {
    let base = change.base.as_ref()?;
    let old = base.symbol.signature.as_ref()?;
    let others = namesakes.iter().filter_map(|other| other.symbol.signature.as_ref());
    let alone = match Shown::of(page, mention, base, old) {
        Some(shown) if shown.ends => others.into_iter().all(|other| shown.part(other) != shown.part(old)),
        _ => {
            let declares = |signature: &Signature| declares_same(page, mention, signature);
            declares(old) && !others.into_iter().any(declares)
        }
    };
    alone.then_some(Tie::OnlyDefinition)
}

/// Whether a definition of the same name in a class or module of the same name still is what a mention shows.
pub(super) fn twin_fits(
    page: &PageFacts,
    mention: &Mention,
    change: &SymbolChange,
    namesakes: &[PlacedSymbol],
) -> bool {
    let Some(head) = &change.head else { return false };
    let twin = |other: &&PlacedSymbol| {
        other.path != head.path
            && other.symbol.signature.is_some()
            && other.symbol.container.last() == head.symbol.container.last()
            && head.symbol.container.last().is_some()
    };
    let fits = |other: &PlacedSymbol| {
        let change = SymbolChange {
            head: Some(other.clone()),
            ..change.clone()
        };
        shown::contradiction(page, mention, &change).is_none()
    };
    namesakes.iter().filter(twin).any(fits)
}

/// Why a call means the project's although several definitions have the name: none of them takes it any more, and one did.
pub(super) fn refused_by_all(
    page: &PageFacts,
    mention: &Mention,
    change: &SymbolChange,
    namesakes: &[PlacedSymbol],
) -> Option<Tie> {
    let called = signatures::shown_call(mention).is_some_and(|shown| !shown.declaration && !shown.arguments.is_empty());
    let refuses = |other: &PlacedSymbol| {
        let change = SymbolChange {
            head: Some(other.clone()),
            ..change.clone()
        };
        other.symbol.signature.is_some() && shown::contradiction(page, mention, &change).is_some()
    };
    let told = called && is_distinctive(mention.leaf()) && namesakes.len() > 1;
    (told && namesakes.iter().all(refuses)).then_some(Tie::OnlyDefinition)
}

/// Whether a heading or directive declares a name with the same parameters.
fn declares_same(page: &PageFacts, mention: &Mention, signature: &Signature) -> bool {
    let declares = matches!(mention.form, MentionForm::Directive(_))
        || page
            .passage(mention)
            .is_some_and(|passage| passage.kind == PassageKind::Heading);
    let Some(shown) = signatures::shown_call(mention).filter(|shown| declares && shown.declaration) else {
        return false;
    };
    let named = |kind: ParamKind| !matches!(kind, ParamKind::Receiver);
    let params = signature.params.iter().filter(|param| named(param.kind));
    let shown = shown
        .arguments
        .iter()
        .map(|argument| argument.name.as_deref().unwrap_or(&argument.value));
    !signature.params.is_empty() && shown.eq(params.map(|param| param.name.as_str()))
}

/// Whether the types of a declaration of Go are those of base and not those of head, whatever a page calls the parameters.
fn shows_types(page: &PageFacts, mention: &Mention, old: &Signature, new: &Signature) -> bool {
    let start = mention.span.end as usize;
    let behind = page
        .text
        .get(start..)
        .and_then(|text| text.get(..text.len().min(LONGEST)));
    let Some(shown) = behind.and_then(in_brackets).filter(|list| list.contains(' ')) else {
        return false;
    };
    let shown = types(shown);
    listed_types(old) == shown && listed_types(new) != shown
}

/// The types of the parameters of a function of Go.
pub(super) fn listed_types(signature: &Signature) -> Vec<String> {
    let open = signature.text.find('(').unwrap_or(signature.text.len());
    in_brackets(&signature.text[open..]).map(types).unwrap_or_default()
}

/// What stands between the bracket that a text begins with and the one that closes it.
fn in_brackets(text: &str) -> Option<&str> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
        if depth == 0 {
            return text.get(1..at);
        }
    }
    None
}

/// The types of a list of parameters of Go; in `a, b int` both are `int`.
fn types(list: &str) -> Vec<String> {
    let mut depth = 0usize;
    let pieces = list.split(|c| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    let typed = pieces.map(|piece| Some(piece.trim().split_once(' ')?.1.split_whitespace().collect::<String>()));
    let mut types = Vec::new();
    let mut next: Option<String> = None;
    for ty in typed.collect::<Vec<_>>().into_iter().rev() {
        next = ty.or(next);
        types.extend(next.clone());
    }
    types.reverse();
    types
}

/// Whether a declaration of Python ends like that of a stub: `: ...`, or `:` with nothing below.
fn is_without_body(line: &str, rest: &str) -> bool {
    let below = rest.lines().nth(1).unwrap_or_default();
    let nothing = below.trim().is_empty() || below.trim_start().starts_with("```");
    matches!(line, ": ..." | ":...") || line == ":" && nothing
}

/// How much of a signature a page shows.
struct Shown {
    /// Whether what is given back is shown too.
    returns: bool,
    /// Whether the line ends there: no body follows, in which a page would define something of its own.
    ends: bool,
}

impl Shown {
    fn of(page: &PageFacts, mention: &Mention, base: &PlacedSymbol, old: &Signature) -> Option<Self> {
        // Without types it may be a call.
        let typed = old.params.iter().any(|param| param.ty.is_some())
            || base.path.extension() == "go" && (old.params.is_empty() || list(old).contains(' '));
        if !typed || !TYPED.contains(&base.path.extension()) || mention.form == MentionForm::Output {
            return None;
        }
        let start = (mention.span.end as usize).checked_sub(mention.leaf().len())?;
        let behind = page.text.get(start..)?;
        let end = behind.char_indices().nth(LONGEST).map_or(behind.len(), |(at, _)| at);
        [true, false].into_iter().find_map(|returns| {
            let shown = Self { returns, ends: false };
            let rest = behind_letters(&behind[..end], &shown.part(old))?;
            let line = rest.lines().next().unwrap_or_default().trim();
            let ends = line.is_empty() || line.starts_with([';', '`']) || is_without_body(line, rest);
            let whole = ends || line.starts_with('{') || !returns && line.starts_with("where");
            (whole && (returns || old.returns.is_none() || ends)).then_some(Self { returns, ends })
        })
    }

    /// That much of a signature, without white space, from its name on.
    fn part(&self, signature: &Signature) -> String {
        let text = match &signature.returns {
            Some(returns) if !self.returns => {
                let list = signature.text.strip_suffix(returns.as_str()).unwrap_or(&signature.text);
                list.trim_end().trim_end_matches([':', ' ']).trim_end_matches("->")
            }
            _ => &signature.text,
        };
        let text = text.trim_start_matches("pub ");
        let name = text.find('(').map_or(0, |open| {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            text[..open].trim_end_matches(is_part).len()
        });
        text[name..].split_whitespace().collect()
    }
}

/// The list of a signature with what stands between its first parentheses.
fn list(signature: &Signature) -> &str {
    signature.text.split(['(', ')']).nth(1).unwrap_or_default()
}

/// What stands behind a text that begins with these letters, white space aside.
fn behind_letters<'t>(text: &'t str, letters: &str) -> Option<&'t str> {
    let mut wanted = letters.chars().peekable();
    for (at, c) in text.char_indices() {
        let Some(next) = wanted.peek() else {
            return Some(&text[at..]);
        };
        if c == *next {
            wanted.next();
        } else if c == ',' && matches!(next, ')' | ']' | '>') {
            // A comma behind the last of a list.
        } else if !c.is_whitespace() {
            return None;
        }
    }
    wanted.peek().is_none().then_some("")
}

#[cfg(test)]
mod tests {
    use super::{behind_letters, in_brackets, types};

    #[test]
    fn white_space_and_last_commas_do_not_matter() {
        assert_eq!(behind_letters("f( a: A,\n  b: B,\n): C;", "f(a:A,b:B):C"), Some(";"));
        assert_eq!(behind_letters("f(a: A)", "f(a:A)"), Some(""));
        assert_eq!(behind_letters("f(a: B)", "f(a:A)"), None);
        assert_eq!(behind_letters("f(a", "f(a:A)"), None);
    }
    #[test]
    fn types_stand_behind_their_names() {
        assert_eq!(in_brackets("(a b) c"), Some("a b"));
        assert_eq!(in_brackets("(a func() b) c"), Some("a func() b"));
        assert_eq!(in_brackets("a(b)"), None);
        assert_eq!(
            types("a, b int, c ...map[string]interface{}, d func(x, y int) error"),
            ["int", "int", "...map[string]interface{}", "func(x,yint)error"]
        );
        assert!(types("a, b").is_empty());
    }
}
