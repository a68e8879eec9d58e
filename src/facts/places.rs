//! A call that passes something where the function takes another parameter of another type now.

use super::declared::is_anything;
use super::signatures::{self, Contradiction};
use super::verbatim;
use crate::model::change::SymbolChange;
use crate::model::mention::ShownCall;
use crate::model::symbol::{Param, Signature};

/// The first argument without a name whose place another parameter has, of another type. A parameter that only has another
/// name, or takes more than it did, takes what it took.
pub(super) fn contradiction(shown: &ShownCall, change: &SymbolChange) -> Option<Contradiction> {
    let base = change.base.as_ref()?;
    let (old, new) = (&base.symbol.signature, &change.head.as_ref()?.symbol.signature);
    let (old, new) = (old.as_ref()?, new.as_ref()?);
    if shown.declaration
        || !signatures::fits(shown, old)
        || [old, new].iter().any(|one| is_overloaded(one, &base.symbol.name))
    {
        return None;
    }
    let is_go = base.path.extension() == "go";
    let is_script = matches!(base.path.extension(), "ts" | "tsx" | "mts" | "cts");
    let pairs = typed(old, is_go).into_iter().zip(typed(new, is_go));
    let given = shown.arguments.iter().take_while(|argument| argument.name.is_none());
    let (subject, value) = pairs.zip(given).find_map(|((before, after), argument)| {
        let (name, ty) = (&before.0.name, before.1?);
        let (other, other_ty) = (&after.0.name, after.1?);
        let more = is_script && may_take_more(&ty, &other_ty);
        let replaced = name != other && argument.value != *other && !more && is_another(&ty, &other_ty);
        replaced.then(|| (name.clone(), argument.value.clone()))
    })?;
    Some(Contradiction {
        subject,
        shown: value,
        base: old.text.clone(),
        head: new.text.clone(),
        new_name: None,
    })
}

/// The parameters that a caller writes, each with its type as far as it is written.
fn typed(signature: &Signature, is_go: bool) -> Vec<(&Param, Option<String>)> {
    let params: Vec<&Param> = signature.callable_params().collect();
    let types: Vec<Option<String>> = match is_go {
        true => verbatim::listed_types(signature).into_iter().map(Some).collect(),
        false => params
            .iter()
            .map(|param| param.ty.clone().filter(|ty| !is_bounded(signature, ty)))
            .collect(),
    };
    match types.len() == params.len() {
        true => params.into_iter().zip(types).collect(),
        false => Vec::new(),
    }
}

/// Whether whatever fulfils some bounds is taken: `impl Read`, or `R` of `<R: Read>`.
fn is_bounded(signature: &Signature, ty: &str) -> bool {
    let ty = ty.trim_start_matches('&').trim_start_matches("mut ").trim();
    let text = signature.text.as_str();
    let listed = text.split_once('<').filter(|(before, _)| !before.contains('('));
    let listed = listed.is_some_and(|(_, rest)| {
        rest.split('(')
            .next()
            .is_some_and(|list| list.split(|c: char| !c.is_alphanumeric()).any(|name| name == ty))
    });
    ty.starts_with("impl ") || ty.starts_with("dyn ") || listed
}

/// Whether a type is another one, and not one that holds the first: `int` and `Union[int, str]`.
fn is_another(old: &str, new: &str) -> bool {
    let plain = |ty: &str| ty.split_whitespace().collect::<String>().to_lowercase();
    let (old, new) = (plain(old), plain(new));
    !new.contains(&old) && !is_anything(&new)
}

/// Whether a type of TypeScript is a name now, which may stand for all that was taken before, and more.
fn may_take_more(old: &str, new: &str) -> bool {
    let is_name = |ty: &str| ty.chars().all(|c| c.is_alphanumeric() || c == '_');
    let union = |ty: &str| ty.split('|').all(|part| is_name(part.trim()));
    union(old) && is_name(new) && new.starts_with(char::is_uppercase)
}

/// Whether a function is declared several times, in one text.
fn is_overloaded(signature: &Signature, name: &str) -> bool {
    signature.text.matches(&format!("{name}(")).count() > 1
}

#[cfg(test)]
mod tests {
    use super::{is_another, may_take_more};

    #[test]
    fn a_name_of_a_type_may_stand_for_more() {
        assert!(may_take_more("Key | string", "KeyOrFunction") && may_take_more("Key", "KeyOrFunction"));
        assert!(!may_take_more("Key | string", "Array<Key>") && !may_take_more("Key", "string"));
    }

    #[test]
    fn a_type_that_takes_more_is_no_other() {
        assert!(is_another("int", "* redis.Client") && is_another("SocketAddr", "S"));
        assert!(!is_another("type", "Union[int, Type[E]]") && !is_another("Image", "Image"));
        assert!(!is_another("int", "Any") && !is_another("[]byte", "interface {}"));
    }
}
