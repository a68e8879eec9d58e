//! Signatures of Python functions.

use super::super::draft::Source;
use crate::model::symbol::{Param, ParamKind, Signature};
use tree_sitter::Node;

/// The signature of a function; of a method the first parameter is the receiver.
pub(super) fn of(source: &Source<'_>, node: Node<'_>, has_receiver: bool) -> Signature {
    let mut params = node
        .child_by_field_name("parameters")
        .map(|list| parameters(source, list))
        .unwrap_or_default();
    if let Some(first) = params
        .first_mut()
        .filter(|first| has_receiver && matches!(first.kind, ParamKind::Normal | ParamKind::PositionalOnly))
    {
        first.kind = ParamKind::Receiver;
    }
    let returns = node
        .child_by_field_name("return_type")
        .map(|ty| source.normal(ty.byte_range()));
    let name = node
        .child_by_field_name("name")
        .map(|name| source.slice(name.byte_range()))
        .unwrap_or_default();
    let keyword = if node.child(0).is_some_and(|first| first.kind() == "async") {
        "async def "
    } else {
        "def "
    };
    Signature {
        text: text(keyword, name, &params, returns.as_deref()),
        params,
        returns,
    }
}

fn parameters(source: &Source<'_>, list: Node<'_>) -> Vec<Param> {
    let mut params: Vec<Param> = Vec::new();
    let mut kind = ParamKind::Normal;
    let mut cursor = list.walk();
    for child in list.named_children(&mut cursor) {
        match child.kind() {
            "positional_separator" => {
                for param in &mut params {
                    param.kind = ParamKind::PositionalOnly;
                }
            }
            "keyword_separator" => kind = ParamKind::KeywordOnly,
            _ => params.extend(parameter(source, child, kind)),
        }
        if params.last().is_some_and(|last| last.kind == ParamKind::Variadic) {
            kind = ParamKind::KeywordOnly;
        }
    }
    params
}

fn parameter(source: &Source<'_>, node: Node<'_>, kind: ParamKind) -> Option<Param> {
    let name = match node.kind() {
        "identifier" | "list_splat_pattern" | "dictionary_splat_pattern" => node,
        "typed_parameter" => node.named_child(0)?,
        "default_parameter" | "typed_default_parameter" => node.child_by_field_name("name")?,
        _ => return None,
    };
    let written = source.slice(name.byte_range());
    let kind = match name.kind() {
        "list_splat_pattern" => ParamKind::Variadic,
        "dictionary_splat_pattern" => ParamKind::KeywordVariadic,
        _ => kind,
    };
    let part = |field: &str| {
        node.child_by_field_name(field)
            .map(|child| source.normal(child.byte_range()))
    };
    Some(Param {
        name: written.trim_start_matches('*').trim().to_owned(),
        ty: part("type"),
        default: part("value"),
        kind,
    })
}

/// A declaration in normal form, as people write it.
pub(super) fn text(keyword: &str, name: &str, params: &[Param], returns: Option<&str>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut starred = false;
    for (index, param) in params.iter().enumerate() {
        if param.kind == ParamKind::KeywordOnly && !starred {
            parts.push("*".to_owned());
            starred = true;
        }
        starred |= param.kind == ParamKind::Variadic;
        parts.push(parameter_text(param));
        let ends_positional = param.kind == ParamKind::PositionalOnly
            && params
                .get(index + 1)
                .is_none_or(|next| next.kind != ParamKind::PositionalOnly);
        if ends_positional {
            parts.push("/".to_owned());
        }
    }
    let arrow = returns.map(|returns| format!(" -> {returns}")).unwrap_or_default();
    format!("{keyword}{name}({}){arrow}", parts.join(", "))
}

fn parameter_text(param: &Param) -> String {
    let stars = match param.kind {
        ParamKind::Variadic => "*",
        ParamKind::KeywordVariadic => "**",
        _ => "",
    };
    let name = &param.name;
    match (&param.ty, &param.default) {
        (None, None) => format!("{stars}{name}"),
        (None, Some(default)) => format!("{stars}{name}={default}"),
        (Some(ty), None) => format!("{stars}{name}: {ty}"),
        (Some(ty), Some(default)) => format!("{stars}{name}: {ty} = {default}"),
    }
}
