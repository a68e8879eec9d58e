//! A parameter list that a doc declares, against the signatures of base and head.

use super::signatures::{is_required, plain};
use super::verbatim::listed_types;
use crate::model::symbol::{Param, ParamKind, Signature};

/// A parameter as a doc shows it.
pub(super) struct ShownParam {
    /// Its name, without stars.
    pub(super) name: String,
    /// Its default, if one is shown.
    pub(super) default: Option<String>,
    /// Its type, if one is shown.
    pub(super) ty: Option<String>,
}

/// A shown parameter list.
pub(super) struct Declared<'d> {
    /// Its parameters.
    pub(super) params: Vec<ShownParam>,
    /// Those that the passages below a formal declaration describe.
    pub(super) below: Option<&'d [String]>,
    /// Whether the list says that it leaves something out.
    pub(super) open: bool,
    /// Whether it may be a call all the same, with variables that are named like the parameters: what may be left out, it leaves out.
    pub(super) called: bool,
}

impl Declared<'_> {
    /// What is at fault: it showed the parameters of the base, and the head has others.
    pub(super) fn fault(&self, base: &Signature, head: &Signature) -> Option<(String, String)> {
        let old: Vec<&Param> = base.callable_params().collect();
        let new: Vec<&Param> = head.callable_params().collect();
        if self.called && self.is_taken(base, head) {
            return None;
        }
        for shown in &self.params {
            match old.iter().find(|param| param.name == shown.name) {
                Some(before) => {
                    if let Some(fault) = param_fault(shown, before, &new) {
                        return fault;
                    }
                }
                // `*args` of the code takes whatever the doc calls it.
                None if old.iter().any(|param| is_variadic(param)) => {}
                None => return None,
            }
        }
        let whole = self.is_whole(&old);
        let added = |param: &&&Param| !old.iter().any(|other| other.name == param.name) && !self.holds(&param.name);
        let param = new.iter().find(added)?;
        // Empty parentheses may say no more than that it is a function.
        let told = !self.params.is_empty() || self.below.is_some();
        let listed = whole && !self.called && !param.name.starts_with('_');
        if !(listed || told && is_required(param)) {
            return None;
        }
        let list: Vec<&str> = self.params.iter().map(|shown| shown.name.as_str()).collect();
        Some((param.name.clone(), format!("({})", list.join(", "))))
    }

    /// Whether the head takes a call with such variables as it is: in the place of each parameter that has another name now, one of
    /// the same type stands, or one that takes anything. Without types that is not known.
    fn is_taken(&self, base: &Signature, head: &Signature) -> bool {
        let old: Vec<(&Param, String)> = with_types(base);
        let new: Vec<(&Param, String)> = with_types(head);
        let takes = |shown: &ShownParam| {
            let at = old.iter().position(|(param, _)| param.name == shown.name);
            let pair = at.and_then(|at| Some((&old[at], new.get(at)?)));
            pair.is_some_and(|((before, ty), (after, other))| {
                before.name == after.name || ty == other || is_anything(other)
            })
        };
        let more = new.get(self.params.len()..).unwrap_or_default();
        !new.is_empty() && self.params.iter().all(takes) && !more.iter().any(|(param, _)| is_required(param))
    }

    fn holds(&self, name: &str) -> bool {
        self.params.iter().any(|shown| shown.name == name)
            || self.below.is_some_and(|below| below.iter().any(|at| at == name))
    }

    /// Whether nothing of the base is left out. An empty list says so only in a formal declaration.
    fn is_whole(&self, old: &[&Param]) -> bool {
        let covered = |param: &&Param| self.holds(&param.name) || self.open && is_variadic(param);
        let closed = !self.open || old.iter().any(|param| is_variadic(param)) || self.params.len() == old.len();
        (!self.params.is_empty() || self.below.is_some()) && closed && old.iter().all(covered)
    }
}

/// The parameters that a caller writes with their types; in Go only the text of the signature has these. None where types are missing.
fn with_types(signature: &Signature) -> Vec<(&Param, String)> {
    let params: Vec<&Param> = signature.callable_params().collect();
    let written: Option<Vec<String>> = params.iter().map(|param| param.ty.as_deref().map(plain_type)).collect();
    let types = written.unwrap_or_else(|| listed_types(signature));
    match types.len() == params.len() {
        true => params.into_iter().zip(types).collect(),
        false => Vec::new(),
    }
}

fn is_variadic(param: &Param) -> bool {
    matches!(param.kind, ParamKind::Variadic | ParamKind::KeywordVariadic)
}

/// What is wrong with one shown parameter; `Some(None)` when the head may still take it in another way.
fn param_fault(shown: &ShownParam, before: &Param, new: &[&Param]) -> Option<Option<(String, String)>> {
    let Some(after) = new.iter().find(|param| param.name == shown.name) else {
        let passed_on = new.iter().any(|param| match before.kind {
            ParamKind::Variadic => param.kind == ParamKind::Variadic,
            _ => param.kind == ParamKind::KeywordVariadic,
        });
        return Some((!passed_on).then(|| (shown.name.clone(), shown.name.clone())));
    };
    let was_true = |shown: &Option<String>, old: &Option<String>, new: &Option<String>, plain: fn(&str) -> String| {
        let (shown, old, new) = (
            shown.as_deref().map(plain),
            old.as_deref().map(plain),
            new.as_deref().map(plain),
        );
        shown.is_some() && shown == old && new != old
    };
    if was_true(&shown.default, &before.default, &after.default, plain) {
        let value = shown.default.as_deref().unwrap_or_default();
        return Some(Some((shown.name.clone(), format!("{}={value}", shown.name))));
    }
    if was_true(&shown.ty, &before.ty, &after.ty, plain_type) {
        let ty = shown.ty.as_deref().unwrap_or_default();
        return Some(Some((shown.name.clone(), format!("{}: {ty}", shown.name))));
    }
    None
}

/// Whether a type takes every value.
pub(super) fn is_anything(ty: &str) -> bool {
    let plain: String = ty.split_whitespace().collect::<String>().to_lowercase();
    matches!(
        plain.as_str(),
        "any" | "object" | "interface{}" | "unknown" | "typing.any"
    )
}

/// White space and lifetimes do not matter in a type.
fn plain_type(ty: &str) -> String {
    plain(&ty.replace("'static ", "")).replace("<\"_>", "")
}

#[cfg(test)]
mod tests {
    use super::{Declared, ShownParam};
    use crate::model::symbol::{Param, ParamKind, Signature};

    fn signature(params: &[(&str, ParamKind)]) -> Signature {
        let param = |(text, kind): &(&str, ParamKind)| {
            let (text, default) = text
                .split_once('=')
                .map_or((*text, None), |(a, b)| (a, Some(b.to_owned())));
            let (name, ty) = text
                .split_once(": ")
                .map_or((text, None), |(a, b)| (a, Some(b.to_owned())));
            Param {
                name: name.to_owned(),
                ty,
                default,
                kind: *kind,
            }
        };
        Signature {
            text: String::new(),
            params: params.iter().map(param).collect(),
            returns: None,
        }
    }

    fn declared<'d>(params: &[&str], below: Option<&'d [String]>) -> Declared<'d> {
        let shown = |text: &&str| {
            let (name, ty) = text
                .split_once(": ")
                .map_or((*text, None), |(a, b)| (a, Some(b.to_owned())));
            ShownParam {
                name: name.to_owned(),
                default: None,
                ty,
            }
        };
        Declared {
            params: params.iter().map(shown).collect(),
            below,
            open: false,
            called: false,
        }
    }

    use ParamKind::{KeywordVariadic, Normal, Variadic};

    #[test]
    fn a_formal_declaration_with_fields_lacks_what_is_new() {
        let base = signature(&[("secure=None", Normal), ("options", KeywordVariadic)]);
        let head = signature(&[
            ("secure=None", Normal),
            ("loop=None", Normal),
            ("options", KeywordVariadic),
        ]);
        let below = ["secure".to_owned(), "backlog".to_owned()];
        let fault = |below: Option<&[String]>| declared(&["options"], below).fault(&base, &head);
        assert_eq!(fault(Some(&below)).unwrap().0, "loop");
        assert_eq!(fault(Some(&[])), None, "`secure` is not described: the list is a part");
        let below = ["secure".to_owned(), "loop".to_owned()];
        assert_eq!(fault(Some(&below)), None, "it is described already");
    }

    #[test]
    fn empty_lists_are_whole_only_in_formal_declarations() {
        let (base, head) = (signature(&[]), signature(&[("context=None", Normal)]));
        assert_eq!(declared(&[], Some(&[])).fault(&base, &head).unwrap().0, "context");
        assert_eq!(declared(&[], None).fault(&base, &head), None);
    }

    #[test]
    fn stars_that_are_gone_contradict() {
        let base = signature(&[("args", Variadic), ("options", KeywordVariadic)]);
        let head = signature(&[("path", Normal), ("handler", Normal), ("options", KeywordVariadic)]);
        assert_eq!(
            declared(&["path", "args", "options"], None)
                .fault(&base, &head)
                .unwrap()
                .0,
            "args"
        );
        assert_eq!(declared(&["path", "options"], None).fault(&base, &base), None);
    }

    #[test]
    fn types_count_without_their_lifetimes() {
        let base = signature(&[("reg: &mut old::Registry<'_>", Normal)]);
        let head = signature(&[("reg: &mut new::Registry<'_>", Normal)]);
        let shown = ["reg: &mut old::Registry"];
        assert_eq!(
            declared(&shown, None).fault(&base, &head).unwrap().1,
            "reg: &mut old::Registry"
        );
        assert_eq!(declared(&["reg: &mut Registry"], None).fault(&base, &head), None);
    }
}
