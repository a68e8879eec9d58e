//! What a doc shows of a signature or value against what the code says: true at base, false at head.

use crate::model::mention::{Mention, MentionForm, MentionKind, ShownCall};
use crate::model::symbol::{Param, ParamKind, Signature};

/// What a doc shows that is no longer so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The parameter or value in question.
    pub subject: String,
    /// What the doc shows.
    pub shown: String,
    /// What the code said at base.
    pub base: String,
    /// What the code says at head.
    pub head: String,
    /// The new name of the subject, when it has one.
    pub new_name: Option<String>,
}

/// Compares a call or declaration that a doc shows with both signatures.
///
/// Only what fitted the base and does not fit the head is a contradiction: a doc that never fitted may be shown in its own way.
pub fn contradiction(shown: &ShownCall, base: &Signature, head: &Signature) -> Option<Contradiction> {
    if base.params == head.params {
        return None;
    }
    let shape = Shape::of(shown, base);
    let (subject, text) = match shape {
        Shape::Declaration(names) => declaration_fault(&names, base, head)?,
        Shape::Call => call_fault(shown, base, head)?,
    };
    Some(Contradiction {
        subject,
        shown: text,
        base: base.text.clone(),
        head: head.text.clone(),
        new_name: None,
    })
}

/// The call or declaration that a mention shows. `autoclass:: X()` shows none: its parentheses only hide the signature.
pub fn shown_call(mention: &Mention) -> Option<&ShownCall> {
    let hidden = |shown: &ShownCall| {
        let automatic = matches!(&mention.form, MentionForm::Directive(name) if name.contains("auto"));
        automatic && shown.arguments.is_empty()
    };
    mention.call.as_ref().filter(|shown| !hidden(shown))
}

/// Whether a signature takes a shown call, or is what a shown declaration says.
pub fn fits(shown: &ShownCall, signature: &Signature) -> bool {
    match Shape::of(shown, signature) {
        Shape::Call => refusal(shown, signature).is_none(),
        Shape::Declaration(names) => {
            let params: Vec<&Param> = signature.callable_params().collect();
            let has = |(name, default): &ShownParam| {
                let param = params.iter().find(|param| param.name == *name);
                let same = |param: &&&Param| {
                    default.is_none() || default.as_deref().map(plain) == param.default.as_deref().map(plain)
                };
                param.filter(same).is_some()
            };
            let shows = |param: &&&Param| names.iter().any(|(name, _)| *name == param.name);
            names.iter().all(has)
                && params
                    .iter()
                    .filter(|param| is_required(param))
                    .all(|param| shows(&param))
        }
    }
}

/// A shown parameter: its name, and its default if one is shown.
type ShownParam = (String, Option<String>);

enum Shape {
    /// The arguments are the parameters themselves.
    Declaration(Vec<ShownParam>),
    /// The arguments are values.
    Call,
}

impl Shape {
    /// A list whose every entry is a parameter of the base is read as a declaration.
    fn of(shown: &ShownCall, base: &Signature) -> Self {
        let params: Vec<&Param> = base.callable_params().collect();
        let mut names = Vec::new();
        for argument in &shown.arguments {
            let (name, default) = match &argument.name {
                Some(name) => (
                    name.as_str(),
                    Some(argument.value.clone()).filter(|value| !value.is_empty()),
                ),
                None => (argument.value.trim_start_matches('*'), None),
            };
            let name = name.trim_matches(|c| matches!(c, '[' | ']' | ' ' | ','));
            if matches!(name, "" | "/" | "self" | "cls" | "..." | "…") {
                continue;
            }
            names.push((name.split(':').next().unwrap_or(name).trim().to_owned(), default));
        }
        let known = names
            .iter()
            .all(|(name, _)| params.iter().any(|param| param.name == *name));
        let is_default = |name: &String, value: &Option<String>| {
            let param = params.iter().find(|param| param.name == *name);
            let default = param.and_then(|param| param.default.as_deref()).map(plain);
            default.is_some() && default == value.as_deref().map(plain)
        };
        let defaults = !names.is_empty() && names.iter().all(|(name, value)| is_default(name, value));
        let bare = shown.arguments.iter().any(|argument| argument.name.is_none());
        if shown.declaration || defaults || (known && bare && !names.is_empty()) {
            Self::Declaration(names)
        } else {
            Self::Call
        }
    }
}

/// A declaration is at fault when it shows the parameters of the base, and the head has others.
fn declaration_fault(names: &[ShownParam], base: &Signature, head: &Signature) -> Option<(String, String)> {
    let of = |signature: &Signature| signature.callable_params().cloned().collect::<Vec<Param>>();
    let (old, new) = (of(base), of(head));
    for (name, default) in names {
        let before = old.iter().find(|param| param.name == *name)?;
        let Some(after) = new.iter().find(|param| param.name == *name) else {
            let passed_on = new.iter().any(|param| param.kind == ParamKind::KeywordVariadic);
            return (!passed_on).then(|| (name.clone(), name.clone()));
        };
        let shown_default = default.as_deref().map(plain);
        let old_default = before.default.as_deref().map(plain);
        let new_default = after.default.as_deref().map(plain);
        if shown_default.is_some() && shown_default == old_default && new_default != old_default {
            return Some((
                name.clone(),
                format!("{name}={}", default.as_deref().unwrap_or_default()),
            ));
        }
    }
    let whole = names.len() == old.len() && !names.is_empty();
    let added = new
        .iter()
        .find(|param| !old.iter().any(|other| other.name == param.name));
    match added {
        Some(param) if whole || is_required(param) => {
            let list: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
            Some((param.name.clone(), format!("({})", list.join(", "))))
        }
        _ => None,
    }
}

/// Quotes and white space do not matter in a default.
fn plain(value: &str) -> String {
    value
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == '\'' { '"' } else { c })
        .collect()
}

fn is_required(param: &Param) -> bool {
    param.default.is_none()
        && matches!(
            param.kind,
            ParamKind::Normal | ParamKind::PositionalOnly | ParamKind::KeywordOnly
        )
}

/// A call is at fault when the base would have taken it and the head does not.
fn call_fault(shown: &ShownCall, base: &Signature, head: &Signature) -> Option<(String, String)> {
    if refusal(shown, base).is_some() {
        return None;
    }
    refusal(shown, head)
}

/// Why a signature does not take a call; `None` when it does, or when that cannot be said.
fn refusal(shown: &ShownCall, signature: &Signature) -> Option<(String, String)> {
    let params: Vec<&Param> = signature.callable_params().collect();
    let has = |kind| params.iter().any(|param| param.kind == kind);
    let takes = |name: &str| {
        params
            .iter()
            .any(|param| param.name == name && param.kind != ParamKind::PositionalOnly)
    };
    for argument in shown.arguments.iter().filter(|argument| argument.name.is_some()) {
        let name = argument.name.as_deref().unwrap_or_default();
        if !takes(name) && !has(ParamKind::KeywordVariadic) {
            return Some((name.to_owned(), format!("{name}={}", argument.value)));
        }
    }
    let positional = shown
        .arguments
        .iter()
        .filter(|argument| argument.name.is_none())
        .count();
    let places = params
        .iter()
        .filter(|param| matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly))
        .count();
    if positional > places && !has(ParamKind::Variadic) && !shown.partial {
        return Some((
            format!("argument {positional}"),
            format!("{positional} positional arguments"),
        ));
    }
    missing(shown, &params, positional)
}

fn missing(shown: &ShownCall, params: &[&Param], positional: usize) -> Option<(String, String)> {
    if shown.partial {
        return None;
    }
    let by_place = params
        .iter()
        .filter(|param| matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly));
    let open = by_place
        .skip(positional)
        .chain(params.iter().filter(|param| param.kind == ParamKind::KeywordOnly));
    let named = |name: &str| {
        shown
            .arguments
            .iter()
            .any(|argument| argument.name.as_deref() == Some(name))
    };
    let param = open
        .into_iter()
        .find(|param| is_required(param) && !named(&param.name))?;
    Some((param.name.clone(), format!("a call without `{}`", param.name)))
}

/// How far behind a name its value may stand to be tied to it, in bytes.
const VALUE_REACH: usize = 60;

/// Whether the words right behind a mention show the old value of a constant and not the new one.
pub fn shows_old_value(kind: MentionKind, behind: &str, base: &str, head: &str) -> Option<Contradiction> {
    let readable =
        |value: &str| !value.is_empty() && value.len() <= 40 && value != "None" && !value.contains(['(', '{', '\n']);
    if kind == MentionKind::Call || !readable(base) || !readable(head) {
        return None;
    }
    let end = (0..=behind.len().min(VALUE_REACH))
        .rev()
        .find(|at| behind.is_char_boundary(*at))?;
    let near = plain(&behind[..end]);
    let (old, new) = (plain(base), plain(head));
    let strip = |value: &str| value.trim_matches('"').to_owned();
    let shows = |value: &str| {
        let value = strip(value);
        near.match_indices(value.as_str())
            .any(|(at, _)| stands_alone(&near, at, value.len()))
    };
    let stated = near.trim_start_matches(['`', ')', '*']).starts_with(['=', ':'])
        || behind.contains("default")
        || behind.contains(" is ");
    (stated && shows(&old) && !shows(&new)).then(|| Contradiction {
        subject: strip(&old),
        shown: strip(&old),
        base: base.to_owned(),
        head: head.to_owned(),
        new_name: None,
    })
}

fn stands_alone(text: &str, at: usize, len: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    let number = text[at..].starts_with(|c: char| c.is_ascii_digit());
    before.is_none_or(|c| !(c.is_ascii_digit() || (!number && word(c)) || c == '.'))
        && after.is_none_or(|c| !c.is_alphanumeric() && c != '_')
}

#[cfg(test)]
mod tests {
    use super::{contradiction, shows_old_value};
    use crate::model::mention::{MentionKind, ShownArgument, ShownCall};
    use crate::model::symbol::{Param, ParamKind, Signature};

    fn signature(params: &[&str]) -> Signature {
        let param = |text: &&str| {
            let (name, default) = text
                .split_once('=')
                .map_or((*text, None), |(name, value)| (name, Some(value.to_owned())));
            Param {
                name: name.to_owned(),
                ty: None,
                default,
                kind: ParamKind::Normal,
            }
        };
        Signature {
            text: params.join(", "),
            params: params.iter().map(param).collect(),
            returns: None,
        }
    }

    fn shown(arguments: &[&str], declaration: bool) -> ShownCall {
        let argument = |text: &&str| match text.split_once('=') {
            Some((name, value)) => ShownArgument {
                name: Some(name.to_owned()),
                value: value.to_owned(),
            },
            None => ShownArgument {
                name: None,
                value: (*text).to_owned(),
            },
        };
        ShownCall {
            arguments: arguments.iter().map(argument).collect(),
            partial: false,
            declaration,
            returns: None,
        }
    }

    #[test]
    fn a_call_with_a_removed_argument_contradicts() {
        let (base, head) = (signature(&["url", "timeout=5"]), signature(&["url"]));
        let found = contradiction(&shown(&["'x'", "timeout=1"], false), &base, &head).unwrap();
        assert_eq!((found.subject.as_str(), found.shown.as_str()), ("timeout", "timeout=1"));
        assert_eq!(contradiction(&shown(&["'x'"], false), &base, &head), None);
    }

    #[test]
    fn a_call_that_never_fitted_is_left_alone() {
        let (base, head) = (signature(&["url"]), signature(&["url", "data"]));
        assert_eq!(contradiction(&shown(&["'x'", "bogus=1"], false), &base, &head), None);
    }

    #[test]
    fn a_call_without_a_newly_required_argument_contradicts() {
        let (base, head) = (signature(&["url"]), signature(&["url", "data"]));
        assert_eq!(
            contradiction(&shown(&["'x'"], false), &base, &head).unwrap().subject,
            "data"
        );
    }

    #[test]
    fn a_declaration_with_the_old_default_contradicts_and_a_call_does_not() {
        let (base, head) = (signature(&["url", "timeout=5"]), signature(&["url", "timeout=10"]));
        assert_eq!(
            contradiction(&shown(&["url", "timeout=5"], true), &base, &head)
                .unwrap()
                .subject,
            "timeout"
        );
        assert_eq!(contradiction(&shown(&["'x'", "timeout=5"], false), &base, &head), None);
    }

    #[test]
    fn a_full_declaration_lacks_the_new_parameter_and_a_partial_one_does_not() {
        let (base, head) = (signature(&["code=1000"]), signature(&["code=1000", "reason=None"]));
        assert_eq!(
            contradiction(&shown(&["code=1000"], true), &base, &head)
                .unwrap()
                .subject,
            "reason"
        );
        let (base, head) = (signature(&["a", "b=1"]), signature(&["a", "b=1", "c=2"]));
        assert_eq!(contradiction(&shown(&["a"], true), &base, &head), None);
    }

    #[test]
    fn a_value_counts_only_when_it_is_stated_right_behind_the_name() {
        let found = |text| shows_old_value(MentionKind::Name, text, "5", "10").is_some();
        assert!(found("` = 5`"));
        assert!(found("` (default: 5)."));
        assert!(!found("` = 10`"));
        assert!(!found("` = 50`"));
        assert!(!found("` retries are made in section 5."));
    }
}
