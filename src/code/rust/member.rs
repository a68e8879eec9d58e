//! What stands in traits and `impl` blocks.

use super::item::{Declared, Reading, declared};
use crate::model::symbol::{SymbolKind, Visibility};
use syn::{ImplItem, ItemImpl, ItemTrait, TraitItem, Type};

impl Reading<'_, '_> {
    /// `trait NAME { .. }`
    pub(super) fn interface(&mut self, item: &ItemTrait) {
        let body = self.places.range(item.brace_token.span.join());
        let own = declared(
            SymbolKind::Interface,
            &item.ident,
            &item.attrs,
            &item.vis,
            item.trait_token.span,
            body.end,
        );
        let mut symbol = self.declare(&own);
        let shape = self.source.normal(self.places.end(item.ident.span())..body.start);
        symbol.bases = item
            .supertraits
            .iter()
            .map(|bound| self.source.normal(self.places.node(bound)))
            .collect();
        symbol.print = self.source.print(&shape, body, &[], &symbol.name);
        self.container.push(symbol.name.clone());
        let visible = symbol.visibility;
        self.symbols.push(symbol);
        let first = self.symbols.len();
        item.items.iter().for_each(|item| self.trait_item(item));
        // The items of a trait can be named from where the trait can.
        self.symbols[first..]
            .iter_mut()
            .for_each(|symbol| symbol.visibility = visible);
        self.container.pop();
    }

    fn trait_item(&mut self, item: &TraitItem) {
        let visibility = &syn::Visibility::Inherited;
        match item {
            TraitItem::Fn(item) => {
                let body = item
                    .default
                    .as_ref()
                    .map(|block| self.places.range(block.brace_token.span.join()));
                let semi = item.semi_token.map(|semi| self.places.start(semi.span));
                let signature_end = body.as_ref().map(|body| body.start).or(semi).unwrap_or_default();
                let end = body.as_ref().map_or(signature_end, |body| body.end);
                let own = declared(
                    SymbolKind::Method,
                    &item.sig.ident,
                    &item.attrs,
                    visibility,
                    self.keyword(&item.sig),
                    end,
                );
                self.callable(&own, &item.sig, signature_end, body.unwrap_or(0..0));
            }
            TraitItem::Const(item) => {
                let end = self.places.end(item.semi_token.span);
                let own = declared(
                    SymbolKind::Constant,
                    &item.ident,
                    &item.attrs,
                    visibility,
                    item.const_token.span,
                    end,
                );
                let value = item
                    .default
                    .as_ref()
                    .map(|(equals, expr)| (equals.span, item.semi_token.span, expr));
                self.constant(&own, value, Some(&item.ty));
            }
            TraitItem::Type(item) => {
                let end = self.places.end(item.semi_token.span);
                let own = declared(
                    SymbolKind::Type,
                    &item.ident,
                    &item.attrs,
                    visibility,
                    item.type_token.span,
                    end,
                );
                self.constant(&own, None, item.default.as_ref().map(|(_, ty)| ty));
            }
            _ => {}
        }
    }

    /// `impl TRAIT for TYPE { .. }`: everything in it belongs to the type.
    pub(super) fn implementation(&mut self, item: &ItemImpl) {
        let Some(owner) = type_name(&item.self_ty) else { return };
        let interface = item
            .trait_
            .as_ref()
            .map(|(path, _)| self.source.normal(self.places.node(path)));
        self.container.push(owner);
        let first = self.symbols.len();
        for member in &item.items {
            self.impl_item(member);
        }
        if let Some(interface) = interface {
            for symbol in &mut self.symbols[first..] {
                symbol.bases.push(interface.clone());
                symbol.visibility = Visibility::Public;
            }
        }
        self.container.pop();
    }

    fn impl_item(&mut self, item: &ImplItem) {
        match item {
            ImplItem::Fn(item) => {
                let body = self.places.range(item.block.brace_token.span.join());
                let own = declared(
                    SymbolKind::Method,
                    &item.sig.ident,
                    &item.attrs,
                    &item.vis,
                    self.keyword(&item.sig),
                    body.end,
                );
                self.callable(&own, &item.sig, body.start, body);
            }
            ImplItem::Const(item) => {
                let own = self.semi_declared(
                    SymbolKind::Constant,
                    &item.ident,
                    &item.attrs,
                    &item.vis,
                    item.const_token.span,
                    item.semi_token.span,
                );
                self.constant(
                    &own,
                    Some((item.eq_token.span, item.semi_token.span, &item.expr)),
                    Some(&item.ty),
                );
            }
            ImplItem::Type(item) => {
                let own = self.semi_declared(
                    SymbolKind::Type,
                    &item.ident,
                    &item.attrs,
                    &item.vis,
                    item.type_token.span,
                    item.semi_token.span,
                );
                self.constant(&own, None, Some(&item.ty));
            }
            _ => {}
        }
    }

    fn semi_declared<'a>(
        &self,
        kind: SymbolKind,
        ident: &'a proc_macro2::Ident,
        attributes: &'a [syn::Attribute],
        visibility: &'a syn::Visibility,
        keyword: proc_macro2::Span,
        semi: proc_macro2::Span,
    ) -> Declared<'a> {
        declared(kind, ident, attributes, visibility, keyword, self.places.end(semi))
    }
}

/// The last name of a type: `Client` of `&mut net::Client<T>`.
fn type_name(ty: &Type) -> Option<String> {
    let mut ty = ty;
    loop {
        ty = match ty {
            Type::Path(path) => return path.path.segments.last().map(|segment| segment.ident.to_string()),
            Type::Reference(inner) => &inner.elem,
            Type::Paren(inner) => &inner.elem,
            Type::Group(inner) => &inner.elem,
            Type::Slice(inner) => &inner.elem,
            Type::Array(inner) => &inner.elem,
            Type::Ptr(inner) => &inner.elem,
            _ => return None,
        };
    }
}
