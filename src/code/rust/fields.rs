//! Structs, unions and enums with their fields and variants.

use super::attribute;
use super::item::{Reading, declared, visibility};
use crate::model::symbol::{Symbol, SymbolKind, Visibility};
use proc_macro2::Span;
use syn::{Field, Fields, ItemEnum, ItemStruct, ItemUnion, Variant};

impl Reading<'_, '_> {
    /// `struct NAME { .. }`, `struct NAME(..);`, `struct NAME;`
    pub(super) fn structure(&mut self, item: &ItemStruct) {
        let last = match (&item.fields, &item.semi_token) {
            (Fields::Named(fields), _) => fields.brace_token.span.close(),
            (_, Some(semi)) => semi.span,
            _ => item.ident.span(),
        };
        let own = declared(
            SymbolKind::Struct,
            &item.ident,
            &item.attrs,
            &item.vis,
            item.struct_token.span,
            self.places.end(last),
        );
        let symbol = self.with_body(self.declare(&own), item.ident.span(), last);
        self.container.push(symbol.name.clone());
        self.symbols.push(symbol);
        self.fields(&item.fields);
        self.expose(&item.attrs, &item.fields);
        self.container.pop();
    }

    /// `union NAME { .. }`
    pub(super) fn union(&mut self, item: &ItemUnion) {
        let last = item.fields.brace_token.span.close();
        let own = declared(
            SymbolKind::Struct,
            &item.ident,
            &item.attrs,
            &item.vis,
            item.union_token.span,
            self.places.end(last),
        );
        let symbol = self.with_body(self.declare(&own), item.ident.span(), last);
        self.container.push(symbol.name.clone());
        self.symbols.push(symbol);
        self.fields(&Fields::Named(item.fields.clone()));
        self.container.pop();
    }

    /// `enum NAME { .. }`
    pub(super) fn enumeration(&mut self, item: &ItemEnum) {
        let last = item.brace_token.span.close();
        let own = declared(
            SymbolKind::Enum,
            &item.ident,
            &item.attrs,
            &item.vis,
            item.enum_token.span,
            self.places.end(last),
        );
        let symbol = self.with_body(self.declare(&own), item.ident.span(), last);
        let visible = symbol.visibility;
        self.container.push(symbol.name.clone());
        self.symbols.push(symbol);
        for variant in &item.variants {
            self.variant(variant, visible);
            self.expose(&item.attrs, &variant.fields);
        }
        self.container.pop();
    }

    /// Gives a symbol the print of everything behind its name.
    fn with_body(&self, mut symbol: Symbol, ident: Span, last: Span) -> Symbol {
        let body = self.places.end(ident)..self.places.end(last);
        symbol.print = self.source.print("", body, &[], &symbol.name);
        symbol
    }

    /// A variant can be named from where its enum can, and its fields too.
    fn variant(&mut self, variant: &Variant, visible: Visibility) {
        let last = match (&variant.fields, &variant.discriminant) {
            (Fields::Named(fields), _) => fields.brace_token.span.close(),
            (Fields::Unnamed(fields), _) => fields.paren_token.span.close(),
            (Fields::Unit, _) => variant.ident.span(),
        };
        let end = variant
            .discriminant
            .as_ref()
            .map_or(self.places.end(last), |(_, value)| self.places.node(value).end);
        let own = declared(
            SymbolKind::Variant,
            &variant.ident,
            &variant.attrs,
            &syn::Visibility::Inherited,
            variant.ident.span(),
            end,
        );
        let mut symbol = self.with_body(self.declare(&own), variant.ident.span(), last);
        symbol.value = variant
            .discriminant
            .as_ref()
            .and_then(|(_, value)| self.source.value(self.places.node(value)));
        symbol.visibility = visible;
        self.container.push(symbol.name.clone());
        self.symbols.push(symbol);
        let first = self.symbols.len();
        self.fields(&variant.fields);
        self.symbols[first..]
            .iter_mut()
            .for_each(|field| field.visibility = visible);
        self.container.pop();
    }

    fn fields(&mut self, fields: &Fields) {
        for field in fields {
            self.field(field);
        }
    }

    /// A named field; those of tuples have no name to speak of.
    fn field(&mut self, field: &Field) {
        let Some(ident) = &field.ident else { return };
        let ty = self.places.node(&field.ty);
        let own = declared(SymbolKind::Field, ident, &field.attrs, &field.vis, ident.span(), ty.end);
        let mut symbol = self.declare(&own);
        symbol.visibility = visibility(&field.vis);
        symbol.value = field
            .default
            .as_ref()
            .and_then(|(_, value)| self.source.value(self.places.node(value)));
        symbol.print = self.source.print(&self.source.normal(ty), 0..0, &[], &symbol.name);
        symbol.markers = attribute::markers(&field.attrs);
        self.symbols.push(symbol);
    }
}
