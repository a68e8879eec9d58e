//! What a doc shows of a signature against what the code says: true at base, false at head.

use super::declared::{Declared, ShownParam};
use crate::model::mention::{Mention, MentionForm, ShownCall};
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
/// `below` are the parameters that the passages below a declaration describe; `in_block` says that it stands in a code block.
pub fn contradiction(
    shown: &ShownCall,
    (below, in_block): (Option<&[String]>, bool),
    base: &Signature,
    head: &Signature,
) -> Option<Contradiction> {
    if base.params == head.params || lost_types(base, head) {
        return None;
    }
    let shape = Shape::of(shown, base);
    let (subject, text) = match shape {
        Shape::Declaration(params) => {
            let declared = Declared {
                params,
                below,
                open: shown.partial,
                called: in_block
                    && !shown.declaration
                    && shown.arguments.iter().all(|argument| argument.name.is_none()),
            };
            declared.fault(base, head)?
        }
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

/// Whether the parameters are there still, but without their types: TypeScript knows those of a function from the place where it
/// stands, and whether a parameter may be left out too.
fn lost_types(base: &Signature, head: &Signature) -> bool {
    let typed = |signature: &Signature| signature.callable_params().any(|param| param.ty.is_some());
    let mut heads = head.callable_params();
    let stay = base
        .callable_params()
        .all(|param| heads.next().is_some_and(|other| other.name == param.name));
    typed(base) && !typed(head) && stay
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
            let has = |shown: &ShownParam| {
                let param = params.iter().find(|param| param.name == shown.name);
                let default = shown.default.as_deref().map(plain);
                param.is_some_and(|param| default.is_none() || default == param.default.as_deref().map(plain))
            };
            let shows = |param: &&Param| names.iter().any(|shown| shown.name == param.name);
            names.iter().all(has)
                && params
                    .iter()
                    .copied()
                    .filter(|param| is_required(param))
                    .all(|param| shows(&param))
        }
    }
}

/// Whether the first of what is shown is `self` or `cls`: outside of code nobody passes these, so that it is a declaration.
pub(super) fn names_receiver(shown: &ShownCall) -> bool {
    let first = shown.arguments.first();
    first.is_some_and(|first| first.name.is_none() && matches!(first.value.as_str(), "self" | "cls"))
}

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
            names.push(ShownParam {
                name: name.split(':').next().unwrap_or(name).trim().to_owned(),
                default,
                ty: argument.ty.clone(),
            });
        }
        let known = names
            .iter()
            .all(|shown| params.iter().any(|param| param.name == shown.name));
        let is_default = |shown: &ShownParam| {
            let param = params.iter().find(|param| param.name == shown.name);
            let default = param.and_then(|param| param.default.as_deref()).map(plain);
            default.is_some() && default == shown.default.as_deref().map(plain)
        };
        let defaults = !names.is_empty() && names.iter().all(is_default);
        let bare = shown.arguments.iter().any(|argument| argument.name.is_none());
        if shown.declaration || defaults || (known && bare && !names.is_empty()) {
            Self::Declaration(names)
        } else {
            Self::Call
        }
    }
}

/// Quotes and white space do not matter in a default.
pub(super) fn plain(value: &str) -> String {
    value
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == '\'' { '"' } else { c })
        .collect()
}

pub(super) fn is_required(param: &Param) -> bool {
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
    let refused = refusal(shown, head).filter(|(name, _)| !is_only_typed(name, base, head));
    refused.or_else(|| shift(shown, base, head))
}

/// Whether a parameter was there without a type, so that a call could leave it out, and only has one now: JavaScript to TypeScript.
fn is_only_typed(name: &str, base: &Signature, head: &Signature) -> bool {
    let named = |signature: &Signature| signature.callable_params().find(|param| param.name == name).cloned();
    let bare = named(base).is_some_and(|param| param.ty.is_none() && param.default.is_none());
    bare && named(head).is_some_and(|param| param.ty.is_some())
}

/// The first argument without a name whose parameter moved to an earlier place, or behind one that was behind it, so that another
/// one takes it now. A parameter that only has another name takes what it took, and what is put before others may take what
/// they took.
fn shift(shown: &ShownCall, base: &Signature, head: &Signature) -> Option<(String, String)> {
    let places = |signature: &Signature| -> Vec<String> {
        let params = signature.callable_params().take_while(|param| has_place(param));
        params.map(|param| param.name.clone()).collect()
    };
    let (old, new) = (places(base), places(head));
    let given = shown.arguments.iter().take_while(|argument| argument.name.is_none());
    let place = |at: usize| old.get(at).and_then(|name| new.iter().position(|other| other == name));
    // What takes the argument now, took one further on.
    let taken = |at: usize| {
        let taker = new.get(at);
        taker.is_some_and(|taker| old.iter().skip(at + 1).any(|other| other == taker))
    };
    let moved = |at: &usize| place(*at).is_some_and(|place| place < *at || place > *at && taken(*at));
    let at = (0..given.count()).find(moved).filter(|_| !shown.partial)?;
    Some((old[at].clone(), format!("`{}` at place {}", old[at], at + 1)))
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
    let places = params.iter().filter(|param| has_place(param)).count();
    if positional > places && !has(ParamKind::Variadic) && !shown.partial {
        return Some((
            format!("argument {positional}"),
            format!("{positional} positional arguments"),
        ));
    }
    missing(shown, &params, positional)
}

fn has_place(param: &Param) -> bool {
    matches!(
        param.kind,
        ParamKind::Normal | ParamKind::PositionalOnly | ParamKind::Optional
    )
}

fn missing(shown: &ShownCall, params: &[&Param], positional: usize) -> Option<(String, String)> {
    if shown.partial {
        return None;
    }
    let by_place = params.iter().filter(|param| has_place(param));
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

#[cfg(test)]
mod tests {
    use super::{Contradiction, contradiction};
    use crate::model::mention::{ShownArgument, ShownCall};
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
                ty: None,
            },
            None => ShownArgument {
                name: None,
                value: (*text).to_owned(),
                ty: None,
            },
        };
        ShownCall {
            arguments: arguments.iter().map(argument).collect(),
            partial: false,
            declaration,
            returns: None,
        }
    }

    fn found(shown: &ShownCall, base: &Signature, head: &Signature) -> Option<Contradiction> {
        contradiction(shown, (None, false), base, head)
    }

    #[test]
    fn a_call_with_a_removed_argument_contradicts() {
        let (base, head) = (signature(&["url", "timeout=5"]), signature(&["url"]));
        let at_fault = found(&shown(&["'x'", "timeout=1"], false), &base, &head).unwrap();
        assert_eq!(
            (at_fault.subject.as_str(), at_fault.shown.as_str()),
            ("timeout", "timeout=1")
        );
        assert_eq!(found(&shown(&["'x'"], false), &base, &head), None);
    }

    #[test]
    fn a_call_that_never_fitted_is_left_alone() {
        let (base, head) = (signature(&["url"]), signature(&["url", "data"]));
        assert_eq!(found(&shown(&["'x'", "bogus=1"], false), &base, &head), None);
    }

    #[test]
    fn a_call_without_a_newly_required_argument_contradicts() {
        let (base, head) = (signature(&["url"]), signature(&["url", "data"]));
        assert_eq!(found(&shown(&["'x'"], false), &base, &head).unwrap().subject, "data");
    }

    #[test]
    fn a_parameter_that_moved_forward_leaves_its_place_to_another() {
        let (base, head) = (
            signature(&["x", "data", "ci=68"]),
            signature(&["data", "time=0", "ci=68"]),
        );
        assert_eq!(found(&shown(&["a", "b"], false), &base, &head).unwrap().subject, "data");
        assert_eq!(
            found(
                &shown(&["'v'"], false),
                &signature(&["a", "b=1"]),
                &signature(&["new", "b=1"])
            ),
            None
        );
        let (base, head) = (signature(&["done", "at=1"]), signature(&["at=1", "done=1"]));
        assert_eq!(found(&shown(&["f"], false), &base, &head).unwrap().subject, "done");
        let (base, head) = (signature(&["msg=1"]), signature(&["reason=1", "msg=1"]));
        assert_eq!(found(&shown(&["'x'"], false), &base, &head), None);
    }

    #[test]
    fn a_declaration_with_the_old_default_contradicts_and_a_call_does_not() {
        let (base, head) = (signature(&["url", "timeout=5"]), signature(&["url", "timeout=10"]));
        assert_eq!(
            found(&shown(&["url", "timeout=5"], true), &base, &head)
                .unwrap()
                .subject,
            "timeout"
        );
        assert_eq!(found(&shown(&["'x'", "timeout=5"], false), &base, &head), None);
    }

    #[test]
    fn a_full_declaration_lacks_the_new_parameter_and_a_partial_one_does_not() {
        let (base, head) = (signature(&["code=1000"]), signature(&["code=1000", "reason=None"]));
        assert_eq!(
            found(&shown(&["code=1000"], true), &base, &head).unwrap().subject,
            "reason"
        );
        let (base, head) = (signature(&["a", "b=1"]), signature(&["a", "b=1", "c=2"]));
        assert_eq!(found(&shown(&["a"], true), &base, &head), None);
    }
}
