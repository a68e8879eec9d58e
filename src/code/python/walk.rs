//! What has been read of a Python file, and what stands around the place we are at.

use super::super::draft::Source;
use super::conventions::{conventions, leaf, lists};
use super::{export, import, interface, signature};
use crate::model::source::{CodeFile, Import};
use crate::model::symbol::{Param, ParamKind, Signature, Symbol, SymbolKind};
use std::collections::{HashMap, HashSet};
use tree_sitter::Node;

/// Classes within classes are followed to this depth.
const DEEPEST: usize = 32;

/// What stands around a place.
pub(super) enum ScopeKind {
    /// A class, and whether its assignments are variants.
    Class {
        /// Where its symbol is; `None` for a class within a function.
        symbol: Option<usize>,
        /// Whether it is an enum.
        variants: bool,
    },
    /// A function.
    Function {
        /// The name of its receiver, if it is a method.
        receiver: Option<String>,
        /// Whether it is `__init__`.
        constructor: bool,
    },
    /// A lambda, or what only runs as a program.
    Hidden,
}

/// One level around a place.
pub(super) struct Scope {
    /// Behind its last byte.
    pub(super) end: usize,
    /// Its name.
    pub(super) name: String,
    /// What it is.
    pub(super) kind: ScopeKind,
}

/// A field of a class that takes its fields as arguments.
struct RecordField {
    container: Vec<String>,
    param: Param,
}

/// The file so far.
pub(super) struct Walk<'s, 't, 'tree> {
    /// The text.
    pub(super) source: &'s Source<'t>,
    /// What stands around, outermost first.
    pub(super) scopes: Vec<Scope>,
    /// What is defined.
    pub(super) symbols: Vec<Symbol>,
    /// Attributes set in methods, with whether it was the constructor that set them.
    pub(super) attributes: Vec<(bool, Symbol)>,
    /// The decorated definition around a definition, by the definition's node.
    decorated: HashMap<usize, Node<'tree>>,
    /// Constants and fields seen, since only the first assignment defines.
    seen: HashSet<(Vec<String>, String)>,
    record_fields: Vec<RecordField>,
    /// Symbols of classes that take their fields as arguments.
    pub(super) records: Vec<usize>,
    imports: Vec<Import>,
    exports: Option<Vec<String>>,
}

impl<'s, 't, 'tree> Walk<'s, 't, 'tree> {
    /// Nothing read yet.
    pub(super) fn new(source: &'s Source<'t>) -> Self {
        Self {
            source,
            scopes: Vec::new(),
            symbols: Vec::new(),
            attributes: Vec::new(),
            decorated: HashMap::new(),
            seen: HashSet::new(),
            record_fields: Vec::new(),
            records: Vec::new(),
            imports: Vec::new(),
            exports: None,
        }
    }

    /// Takes the next place of the text.
    pub(super) fn take(&mut self, kind: &str, node: Node<'tree>) {
        while self.scopes.last().is_some_and(|scope| scope.end <= node.start_byte()) {
            self.scopes.pop();
        }
        match kind {
            "class" => self.class(node),
            "function" => self.function(node),
            "assignment" => self.assignment(node),
            "type" => self.type_alias(node),
            "decorated" => self.decoration(node),
            "hidden" => self.enter(node, String::new(), ScopeKind::Hidden),
            "import" if self.at_module_level() => self.imports.extend(import::imports(self.source, node)),
            "exports" => self.exports(node),
            "call" => self.symbols.extend(interface::call(self.source, node)),
            "subscript" => self.symbols.extend(interface::subscript(self.source, node)),
            _ => {}
        }
    }

    fn decoration(&mut self, node: Node<'tree>) {
        if let Some(definition) = node.child_by_field_name("definition") {
            self.decorated.insert(definition.id(), node);
        }
    }

    fn exports(&mut self, node: Node<'tree>) {
        if self.at_module_level() {
            export::add(self.source, node, &mut self.exports);
        }
    }

    /// Goes into a scope.
    pub(super) fn enter(&mut self, node: Node<'tree>, name: String, kind: ScopeKind) {
        self.scopes.push(Scope {
            end: node.end_byte(),
            name,
            kind,
        });
    }

    /// The decorated definition around a definition, or the definition itself.
    pub(super) fn outer(&self, node: Node<'tree>) -> Node<'tree> {
        self.decorated.get(&node.id()).copied().unwrap_or(node)
    }

    /// Whether a definition here can be named from elsewhere: no function stands around it.
    pub(super) fn at_nameable_level(&self) -> bool {
        self.scopes.len() <= DEEPEST
            && self
                .scopes
                .iter()
                .all(|scope| matches!(scope.kind, ScopeKind::Class { .. }))
    }

    fn at_module_level(&self) -> bool {
        self.scopes.is_empty()
    }

    /// The names of the classes around.
    pub(super) fn container(&self) -> Vec<String> {
        let classes = self
            .scopes
            .iter()
            .take_while(|scope| matches!(scope.kind, ScopeKind::Class { .. }));
        classes.map(|scope| scope.name.clone()).collect()
    }

    /// Adds a constant or field, unless it was defined before.
    pub(super) fn add_value(&mut self, symbol: Symbol) {
        if self.seen.insert((symbol.container.clone(), symbol.name.clone())) {
            self.symbols.push(symbol);
        }
    }

    /// Remembers an annotated field of a class body.
    pub(super) fn add_record_field(&mut self, symbol: &Symbol, ty: String) {
        if leaf(&ty) == "ClassVar" || symbol.kind != SymbolKind::Field {
            return;
        }
        let param = Param {
            name: symbol.name.trim_start_matches('_').to_owned(),
            ty: Some(ty),
            default: symbol.value.clone(),
            kind: ParamKind::Normal,
        };
        self.record_fields.push(RecordField {
            container: symbol.container.clone(),
            param,
        });
    }

    /// `__all__ = [..]` of a module.
    pub(super) fn assign_exports(&mut self, node: Node<'tree>) {
        export::set(self.source, node, &mut self.exports);
    }

    /// The file as it was read, in the order of the text.
    pub(super) fn finish(mut self) -> CodeFile {
        self.attributes.sort_by_key(|(constructor, _)| !*constructor);
        for (_, symbol) in std::mem::take(&mut self.attributes) {
            self.add_value(symbol);
        }
        for index in std::mem::take(&mut self.records) {
            self.record_constructor(index);
        }
        self.symbols
            .sort_by_key(|symbol| (symbol.span.start, symbol.name_span.start));
        CodeFile {
            symbols: self.symbols,
            imports: self.imports,
            exports: self.exports,
            ..CodeFile::default()
        }
    }

    /// The constructor that a record class gets from its fields, unless a base could add to it.
    fn record_constructor(&mut self, index: usize) {
        let class = &self.symbols[index];
        let plain = class
            .bases
            .iter()
            .all(|base| lists(&conventions().plain_bases, leaf(base)));
        if class.signature.is_some() || !plain {
            return;
        }
        let mut around = class.container.clone();
        around.push(class.name.clone());
        let fields = self.record_fields.iter().filter(|field| field.container == around);
        let params: Vec<Param> = fields.map(|field| field.param.clone()).collect();
        let made = Signature {
            text: signature::text("", &class.name, &params, None),
            params,
            returns: None,
        };
        self.symbols[index].signature = Some(made);
    }
}
