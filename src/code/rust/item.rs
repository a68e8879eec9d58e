//! Items of Rust: what stands in a file, a module, or a macro that holds items.

use super::super::draft::Source;
use super::place::Places;
use super::{attribute, fallback, import, signature};
use crate::model::source::{CodeFile, Import};
use crate::model::symbol::{Symbol, SymbolKind, Visibility};
use proc_macro2::{Ident, Span};
use std::ops::Range;
use syn::{Attribute, Expr, ForeignItem, Item, ItemFn, ItemMacro, ItemMod, Type};

/// Modules within modules are followed to this depth.
const DEEPEST: usize = 32;

/// The parts of a declaration that every kind of it has.
pub(super) struct Declared<'a> {
    pub(super) kind: SymbolKind,
    pub(super) ident: &'a Ident,
    pub(super) attributes: &'a [Attribute],
    pub(super) visibility: &'a syn::Visibility,
    /// Its first keyword.
    pub(super) keyword: Span,
    /// Behind its last byte.
    pub(super) end: usize,
}

/// The file so far, and what stands around the place we are at.
pub(super) struct Reading<'s, 't> {
    pub(super) source: &'s Source<'t>,
    pub(super) places: Places,
    pub(super) symbols: Vec<Symbol>,
    imports: Vec<Import>,
    pub(super) container: Vec<String>,
    /// Whether everything here only exists in tests.
    tests: bool,
}

impl<'s, 't> Reading<'s, 't> {
    /// Nothing read yet; `shift` is where the parsed part of the text begins.
    pub(super) fn new(source: &'s Source<'t>, shift: usize) -> Self {
        Self {
            source,
            places: Places { shift },
            symbols: Vec::new(),
            imports: Vec::new(),
            container: Vec::new(),
            tests: false,
        }
    }

    /// The file as it was read.
    pub(super) fn finish(self) -> CodeFile {
        CodeFile {
            symbols: self.symbols,
            imports: self.imports,
            ..CodeFile::default()
        }
    }

    /// Reads items in order.
    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Fn(item) => self.function(item),
            Item::Struct(item) => self.structure(item),
            Item::Union(item) => self.union(item),
            Item::Enum(item) => self.enumeration(item),
            Item::Trait(item) => self.interface(item),
            Item::Impl(item) => self.implementation(item),
            Item::Mod(item) => self.module(item),
            Item::Macro(item) => self.macro_item(item),
            Item::Use(item) => self
                .imports
                .extend(import::imports(&item.tree, is_visible(&item.vis), &self.container)),
            Item::ForeignMod(item) => item.items.iter().for_each(|item| self.foreign(item)),
            item => self.value_item(item),
        }
    }

    /// Constants, statics and type aliases.
    fn value_item(&mut self, item: &Item) {
        let (declared, value, ty) = match item {
            Item::Const(item) => {
                let end = self.places.end(item.semi_token.span);
                let declared = declared(
                    SymbolKind::Constant,
                    &item.ident,
                    &item.attrs,
                    &item.vis,
                    item.const_token.span,
                    end,
                );
                (
                    declared,
                    Some((item.eq_token.span, item.semi_token.span, &*item.expr)),
                    Some(&*item.ty),
                )
            }
            Item::Static(item) => {
                let end = self.places.end(item.semi_token.span);
                let declared = declared(
                    SymbolKind::Constant,
                    &item.ident,
                    &item.attrs,
                    &item.vis,
                    item.static_token.span,
                    end,
                );
                (
                    declared,
                    Some((item.eq_token.span, item.semi_token.span, &*item.expr)),
                    Some(&*item.ty),
                )
            }
            Item::Type(item) => {
                let end = self.places.end(item.semi_token.span);
                (
                    declared(
                        SymbolKind::Type,
                        &item.ident,
                        &item.attrs,
                        &item.vis,
                        item.type_token.span,
                        end,
                    ),
                    None,
                    Some(&*item.ty),
                )
            }
            Item::TraitAlias(item) => {
                let end = self.places.end(item.semi_token.span);
                (
                    declared(
                        SymbolKind::Interface,
                        &item.ident,
                        &item.attrs,
                        &item.vis,
                        item.trait_token.span,
                        end,
                    ),
                    None,
                    None,
                )
            }
            _ => return,
        };
        self.constant(&declared, value, ty);
    }

    /// Adds a constant, static or alias with its type and value.
    pub(super) fn constant(&mut self, declared: &Declared<'_>, value: Option<(Span, Span, &Expr)>, ty: Option<&Type>) {
        let mut symbol = self.declare(declared);
        let body = value.map_or(0..0, |(equals, semi, _)| {
            self.places.end(equals)..self.places.start(semi)
        });
        let shape = ty
            .map(|ty| self.source.normal(self.places.node(ty)))
            .unwrap_or_default();
        symbol.value = if declared.kind == SymbolKind::Type {
            Some(shape.clone()).filter(|shape| !shape.is_empty())
        } else {
            self.source.value(body.clone())
        };
        symbol.print = self.source.print(&shape, body, &[], &symbol.name);
        self.symbols.push(symbol);
    }

    /// A symbol with its name, place, visibility, documentation and attributes.
    pub(super) fn declare(&self, declared: &Declared<'_>) -> Symbol {
        let start = self
            .places
            .begin(declared.attributes, declared.visibility, declared.keyword);
        let name = declared.ident.to_string();
        let mut symbol = self.source.symbol(
            declared.kind,
            name.trim_start_matches("r#"),
            start..declared.end,
            self.places.range(declared.ident.span()),
        );
        symbol.name_span.start += if name.starts_with("r#") { 2 } else { 0 };
        symbol.container.clone_from(&self.container);
        symbol.visibility = visibility(declared.visibility);
        symbol.doc = attribute::doc(self.source, self.places, declared.attributes);
        symbol.markers = attribute::markers(declared.attributes);
        if self.tests && !symbol.markers.iter().any(|marker| marker == "test") {
            symbol.markers.push("test".to_owned());
        }
        symbol
    }

    fn function(&mut self, item: &ItemFn) {
        let body = self.places.range(item.block.brace_token.span.join());
        let keyword = self.keyword(&item.sig);
        let declared = declared(
            SymbolKind::Function,
            &item.sig.ident,
            &item.attrs,
            &item.vis,
            keyword,
            body.end,
        );
        self.callable(&declared, &item.sig, body.start, body);
    }

    /// The first keyword of a signature.
    pub(super) fn keyword(&self, sig: &syn::Signature) -> Span {
        let first = [
            sig.constness.map(|token| token.span),
            sig.asyncness.map(|token| token.span),
            sig.abi.as_ref().map(|abi| abi.extern_token.span),
        ];
        first.into_iter().flatten().next().unwrap_or(sig.fn_token.span)
    }

    /// Adds a function or method whose signature ends at `end`.
    pub(super) fn callable(&mut self, declared: &Declared<'_>, sig: &syn::Signature, end: usize, body: Range<usize>) {
        let mut symbol = self.declare(declared);
        let (signature, shape) = signature::of(self.source, self.places, sig, end);
        symbol.print = self.source.print(&shape, body, &[], &symbol.name);
        symbol.signature = Some(signature);
        self.symbols.push(symbol);
    }

    fn foreign(&mut self, item: &ForeignItem) {
        match item {
            ForeignItem::Fn(item) => {
                let end = self.places.start(item.semi_token.span);
                let declared = declared(
                    SymbolKind::Function,
                    &item.sig.ident,
                    &item.attrs,
                    &item.vis,
                    item.sig.fn_token.span,
                    end,
                );
                self.callable(&declared, &item.sig, end, 0..0);
            }
            ForeignItem::Static(item) => {
                let end = self.places.end(item.semi_token.span);
                self.constant(
                    &declared(
                        SymbolKind::Constant,
                        &item.ident,
                        &item.attrs,
                        &item.vis,
                        item.static_token.span,
                        end,
                    ),
                    None,
                    Some(&item.ty),
                );
            }
            _ => {}
        }
    }

    fn module(&mut self, item: &ItemMod) {
        if self.container.len() > DEEPEST {
            return;
        }
        let last = match (&item.content, &item.semi) {
            (Some((brace, _)), _) => brace.span.close(),
            (None, Some(semi)) => semi.span,
            (None, None) => item.ident.span(),
        };
        let end = self.places.end(last);
        let symbol = self.declare(&declared(
            SymbolKind::Module,
            &item.ident,
            &item.attrs,
            &item.vis,
            item.mod_token.span,
            end,
        ));
        let outer = self.tests;
        self.tests |= symbol.markers.iter().any(|marker| marker == "test");
        self.container.push(symbol.name.clone());
        self.symbols.push(symbol);
        if let Some((_, items)) = &item.content {
            self.items(items);
        }
        self.container.pop();
        self.tests = outer;
    }

    /// `macro_rules!`, and macros that hold items, like `cfg_if! { .. }`.
    fn macro_item(&mut self, item: &ItemMacro) {
        let inside = self.places.range(item.mac.delimiter.span().join());
        if let Some(ident) = &item.ident {
            let keyword = item
                .mac
                .path
                .segments
                .first()
                .map_or(ident.span(), |segment| segment.ident.span());
            let mut symbol = self.declare(&declared(
                SymbolKind::Macro,
                ident,
                &item.attrs,
                &syn::Visibility::Inherited,
                keyword,
                inside.end,
            ));
            if symbol.markers.iter().any(|marker| marker == "macro_export") {
                symbol.visibility = Visibility::Public;
            }
            symbol.print = self.source.print("", inside, &[], &symbol.name);
            self.symbols.push(symbol);
            return;
        }
        match syn::parse2::<syn::File>(item.mac.tokens.clone()) {
            Ok(file) if !file.items.is_empty() => self.items(&file.items),
            _ => self
                .symbols
                .extend(fallback::definitions(self.source, inside, &self.container)),
        }
    }
}

/// The common parts of a declaration.
pub(super) fn declared<'a>(
    kind: SymbolKind,
    ident: &'a Ident,
    attributes: &'a [Attribute],
    visibility: &'a syn::Visibility,
    keyword: Span,
    end: usize,
) -> Declared<'a> {
    Declared {
        kind,
        ident,
        attributes,
        visibility,
        keyword,
        end,
    }
}

/// From where a declaration can be named.
pub(super) fn visibility(written: &syn::Visibility) -> Visibility {
    match written {
        syn::Visibility::Public(_) => Visibility::Public,
        syn::Visibility::Restricted(inner) if inner.path.is_ident("self") => Visibility::Private,
        syn::Visibility::Restricted(_) => Visibility::Restricted,
        syn::Visibility::Inherited => Visibility::Private,
    }
}

fn is_visible(written: &syn::Visibility) -> bool {
    matches!(written, syn::Visibility::Public(_))
}
