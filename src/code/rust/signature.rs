//! Signatures of Rust functions.

use super::super::draft::Source;
use super::place::Places;
use crate::model::symbol::{Param, ParamKind, Signature};
use std::ops::Range;
use syn::{FnArg, PatType, ReturnType};

/// The signature of a function, and its shape: the same text without the function's own name.
pub(super) fn of(source: &Source<'_>, places: Places, sig: &syn::Signature, end: usize) -> (Signature, String) {
    let start = begin(places, sig);
    let name = places.range(sig.ident.span());
    let shape = source.normal(start..name.start) + " " + &source.normal(name.end..end);
    let params = sig
        .inputs
        .iter()
        .map(|input| parameter(source, places, input))
        .collect();
    let returns = match &sig.output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(source.normal(places.node(ty))),
    };
    let signature = Signature {
        text: source.normal(start..end),
        params,
        returns,
    };
    (signature, shape)
}

/// Where the keywords of a function begin: `const`, `async`, `unsafe`, `extern` or `fn`.
pub(super) fn begin(places: Places, sig: &syn::Signature) -> usize {
    let safety = match &sig.safety {
        syn::Safety::Unsafe(token) => Some(token.span),
        syn::Safety::Safe(token) => Some(token.span),
        _ => None,
    };
    let tokens = [
        sig.constness.map(|token| token.span),
        sig.asyncness.map(|token| token.span),
        safety,
        sig.abi.as_ref().map(|abi| abi.extern_token.span),
        Some(sig.fn_token.span),
    ];
    tokens
        .into_iter()
        .flatten()
        .map(|span| places.start(span))
        .min()
        .unwrap_or_default()
}

fn parameter(source: &Source<'_>, places: Places, input: &FnArg) -> Param {
    match input {
        FnArg::Receiver(receiver) => Param {
            name: "self".to_owned(),
            ty: Some(source.normal(places.node(receiver))).filter(|written| written != "self"),
            default: None,
            kind: ParamKind::Receiver,
        },
        FnArg::Typed(typed) => typed_parameter(source, places, typed),
    }
}

fn typed_parameter(source: &Source<'_>, places: Places, typed: &PatType) -> Param {
    let colon = places.range(typed.colon_token.spans[0]);
    let pattern: Range<usize> = places.node(&typed.pat);
    let name = source.normal(pattern);
    Param {
        name: name.trim_start_matches("mut ").to_owned(),
        ty: Some(source.normal(colon.end..places.node(&typed.ty).end)),
        default: None,
        kind: ParamKind::Normal,
    }
}
