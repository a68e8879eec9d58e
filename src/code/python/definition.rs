//! Classes, functions, constants, fields and attributes of Python.

use super::super::draft::Source;
use super::conventions::{conventions, leaf, lists};
use super::signature;
use super::walk::{ScopeKind, Walk};
use crate::model::span::Span;
use crate::model::symbol::{DocComment, ParamKind, Signature, Symbol, SymbolKind, Visibility};
use tree_sitter::Node;

impl<'tree> Walk<'_, '_, 'tree> {
    /// `class NAME(BASES):`
    pub(super) fn class(&mut self, node: Node<'tree>) {
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let own = self.source.slice(name.byte_range()).to_owned();
        let bases = bases(self.source, node);
        let is_enum = |base: &String| {
            conventions()
                .enum_bases
                .iter()
                .any(|known| leaf(base).ends_with(known.as_str()))
        };
        let variants = bases.iter().any(is_enum);
        let mut index = None;
        if self.at_nameable_level() {
            let mut symbol = self.declaration(SymbolKind::Class, node, name);
            symbol.print = self.print_of(&bases.join(", "), node, &symbol);
            symbol.bases = bases;
            index = Some(self.symbols.len());
            if is_record(&symbol) {
                self.records.push(self.symbols.len());
            }
            self.symbols.push(symbol);
        }
        self.enter(
            node,
            own,
            ScopeKind::Class {
                symbol: index,
                variants,
            },
        );
    }

    /// `def NAME(..):`, in a class a method or a property.
    pub(super) fn function(&mut self, node: Node<'tree>) {
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let own = self.source.slice(name.byte_range()).to_owned();
        let markers = self.markers(node);
        let method = matches!(
            self.scopes.last().map(|scope| &scope.kind),
            Some(ScopeKind::Class { .. })
        );
        let has_receiver = method && !markers.iter().any(|marker| marker == "staticmethod");
        let signature = signature::of(self.source, node, has_receiver);
        let receiver = signature
            .params
            .first()
            .filter(|param| param.kind == ParamKind::Receiver)
            .map(|param| param.name.clone());
        let accessor = markers
            .iter()
            .any(|marker| lists(&conventions().accessor_markers, marker));
        if self.at_nameable_level() && !accessor {
            self.callable(node, name, signature, markers);
        }
        let constructor = own == "__init__";
        self.enter(node, own, ScopeKind::Function { receiver, constructor });
    }

    fn callable(&mut self, node: Node<'tree>, name: Node<'tree>, signature: Signature, markers: Vec<String>) {
        let property = markers
            .iter()
            .any(|marker| lists(&conventions().property_markers, marker));
        let kind = match (self.scopes.is_empty(), property) {
            (true, _) => SymbolKind::Function,
            (false, true) => SymbolKind::Field,
            (false, false) => SymbolKind::Method,
        };
        let mut symbol = self.declaration(kind, node, name);
        let shape = if property {
            signature.returns.clone().unwrap_or_default()
        } else {
            signature::text("", "", &signature.params, signature.returns.as_deref())
        };
        symbol.print = self.print_of(&shape, node, &symbol);
        symbol.markers = markers;
        if signature.text.starts_with("async ") {
            symbol.markers.push("async".to_owned());
        }
        self.give_constructor(&symbol, &signature);
        symbol.signature = (!property).then_some(signature);
        self.symbols.push(symbol);
    }

    /// The class gets the signature of its `__init__`, or else of its `__new__`.
    fn give_constructor(&mut self, symbol: &Symbol, signature: &Signature) {
        let Some(ScopeKind::Class {
            symbol: Some(index), ..
        }) = self.scopes.last().map(|scope| &scope.kind)
        else {
            return;
        };
        let class = &mut self.symbols[*index];
        if symbol.name == "__init__" || symbol.name == "__new__" && class.signature.is_none() {
            let mut made = signature.clone();
            made.returns = None;
            made.text = signature::text("", &class.name, &made.params, None);
            class.signature = Some(made);
        }
    }

    /// A symbol of a definition: its name, place, visibility, documentation and decorators.
    fn declaration(&self, kind: SymbolKind, node: Node<'tree>, name: Node<'tree>) -> Symbol {
        let own = self.source.slice(name.byte_range());
        let mut symbol = self
            .source
            .symbol(kind, own, self.outer(node).byte_range(), name.byte_range());
        symbol.container = self.container();
        symbol.visibility = visibility(own);
        symbol.doc = docstring(self.source, node);
        symbol.markers = self.markers(node);
        symbol
    }

    fn print_of(&self, shape: &str, node: Node<'tree>, symbol: &Symbol) -> crate::model::symbol::CodePrint {
        let body = node.child_by_field_name("body").map_or(0..0, |body| body.byte_range());
        let doc = symbol.doc.as_ref().map(|doc| doc.span.range());
        self.source.print(shape, body, doc.as_slice(), &symbol.name)
    }

    /// The decorators by their last name.
    fn markers(&self, node: Node<'tree>) -> Vec<String> {
        let outer = self.outer(node);
        let mut cursor = outer.walk();
        let decorators = outer.children(&mut cursor).filter(|child| child.kind() == "decorator");
        decorators
            .map(|decorator| leaf(self.source.slice(decorator.byte_range()).trim_start_matches('@')).to_owned())
            .collect()
    }

    /// `NAME = value`, `NAME: type`, `self.NAME = value`, and several of them at once.
    pub(super) fn assignment(&mut self, node: Node<'tree>) {
        let Some(left) = node.child_by_field_name("left") else {
            return;
        };
        if matches!(left.kind(), "identifier" | "attribute") {
            return self.assigned(left, node, true);
        }
        let mut cursor = left.walk();
        for target in left.named_children(&mut cursor) {
            self.assigned(target, node, false);
        }
    }

    fn assigned(&mut self, target: Node<'tree>, node: Node<'tree>, single: bool) {
        match target.kind() {
            "identifier" if self.scopes.is_empty() && self.source.slice(target.byte_range()) == "__all__" => {
                self.assign_exports(node)
            }
            "identifier" if self.at_nameable_level() => self.value(target, node, single),
            "attribute" => self.attribute(target, node, single),
            _ => {}
        }
    }

    /// A constant of the module, or a field or variant of a class.
    fn value(&mut self, target: Node<'tree>, node: Node<'tree>, single: bool) {
        let variants = matches!(
            self.scopes.last().map(|scope| &scope.kind),
            Some(ScopeKind::Class { variants: true, .. })
        );
        let name = self.source.slice(target.byte_range());
        let right = node.child_by_field_name("right");
        let kind = match self.scopes.is_empty() {
            true => SymbolKind::Constant,
            false if variants && !name.starts_with('_') && right.is_some() => SymbolKind::Variant,
            false => SymbolKind::Field,
        };
        let mut symbol = self.source.symbol(kind, name, node.byte_range(), target.byte_range());
        symbol.container = self.container();
        self.fill_value(&mut symbol, node, right.filter(|_| single), false);
        symbol.doc = following_docstring(self.source, node);
        if let Some(ty) = node.child_by_field_name("type") {
            let ty = self.source.normal(ty.byte_range());
            self.add_record_field(&symbol, ty);
        }
        self.add_value(symbol);
    }

    fn fill_value(&self, symbol: &mut Symbol, node: Node<'tree>, right: Option<Node<'tree>>, literal_only: bool) {
        symbol.visibility = visibility(&symbol.name);
        let ty = node
            .child_by_field_name("type")
            .map(|ty| self.source.normal(ty.byte_range()))
            .unwrap_or_default();
        let right = right.filter(|right| !literal_only || is_literal(*right));
        symbol.value = right.and_then(|right| self.source.value(right.byte_range()));
        let body = right.map_or(0..0, |right| right.byte_range());
        symbol.print = self.source.print(&ty, body, &[], &symbol.name);
    }

    /// `self.NAME = value` in a method.
    fn attribute(&mut self, target: Node<'tree>, node: Node<'tree>, single: bool) {
        let (Some(object), Some(name)) = (
            target.child_by_field_name("object"),
            target.child_by_field_name("attribute"),
        ) else {
            return;
        };
        let container = self.container();
        let Some(method) = self.scopes.get(container.len()) else {
            return;
        };
        let ScopeKind::Function {
            receiver: Some(receiver),
            constructor,
        } = &method.kind
        else {
            return;
        };
        if container.is_empty() || self.source.slice(object.byte_range()) != receiver {
            return;
        }
        let constructor = *constructor;
        let mut symbol = self.source.symbol(
            SymbolKind::Field,
            self.source.slice(name.byte_range()),
            node.byte_range(),
            name.byte_range(),
        );
        symbol.container = container;
        self.fill_value(
            &mut symbol,
            node,
            node.child_by_field_name("right").filter(|_| single),
            true,
        );
        symbol.doc = following_docstring(self.source, node);
        self.attributes.push((constructor, symbol));
    }

    /// `type NAME = ..`
    pub(super) fn type_alias(&mut self, node: Node<'tree>) {
        let Some(left) = node.child_by_field_name("left").filter(|_| self.at_nameable_level()) else {
            return;
        };
        let name = leaf(self.source.slice(left.byte_range())).to_owned();
        let start = left.start_byte();
        let mut symbol = self
            .source
            .symbol(SymbolKind::Type, &name, node.byte_range(), start..start + name.len());
        symbol.container = self.container();
        self.fill_value(&mut symbol, node, node.child_by_field_name("right"), false);
        self.symbols.push(symbol);
    }
}

/// A leading underscore hides, unless the name is a `__dunder__`.
fn visibility(name: &str) -> Visibility {
    let dunder = name.len() > 4 && name.starts_with("__") && name.ends_with("__");
    if name.starts_with(&conventions().private_prefix) && !dunder {
        Visibility::Private
    } else {
        Visibility::Public
    }
}

fn is_record(class: &Symbol) -> bool {
    let conventions = conventions();
    let marked = class
        .markers
        .iter()
        .any(|marker| lists(&conventions.record_markers, marker));
    marked
        || class
            .bases
            .iter()
            .any(|base| lists(&conventions.record_bases, leaf(base)))
}

/// Superclasses as written; keyword arguments like `metaclass=` are none.
fn bases(source: &Source<'_>, node: Node<'_>) -> Vec<String> {
    let Some(list) = node.child_by_field_name("superclasses") else {
        return Vec::new();
    };
    let mut cursor = list.walk();
    let named = list
        .named_children(&mut cursor)
        .filter(|child| !matches!(child.kind(), "keyword_argument" | "comment"));
    named.map(|child| source.normal(child.byte_range())).collect()
}

/// Whether a value says itself what it is.
fn is_literal(node: Node<'_>) -> bool {
    let negative = node.kind() == "unary_operator"
        && node
            .child_by_field_name("argument")
            .is_some_and(|inner| matches!(inner.kind(), "integer" | "float"));
    let empty = matches!(node.kind(), "list" | "dictionary" | "tuple" | "set") && node.named_child_count() == 0;
    negative || empty || matches!(node.kind(), "integer" | "float" | "string" | "true" | "false" | "none")
}

/// The docstring of a class or function.
fn docstring(source: &Source<'_>, node: Node<'_>) -> Option<DocComment> {
    let body = node.child_by_field_name("body")?;
    let mut cursor = body.walk();
    let first = body
        .named_children(&mut cursor)
        .find(|child| child.kind() != "comment")?;
    statement_string(source, first)
}

/// The string below an attribute that documents it.
fn following_docstring(source: &Source<'_>, assignment: Node<'_>) -> Option<DocComment> {
    let statement = assignment.parent()?;
    // Asking for a sibling walks the parent's children; the text shows more cheaply that no string follows.
    let rest = source.text.get(statement.end_byte()..)?.trim_start();
    let quoted = rest.trim_start_matches(['r', 'R', 'u', 'U']).starts_with(['"', '\'']);
    if !quoted || statement.kind() != "expression_statement" {
        return None;
    }
    statement_string(source, statement.next_named_sibling()?)
}

fn statement_string(source: &Source<'_>, statement: Node<'_>) -> Option<DocComment> {
    let string = statement
        .named_child(0)
        .filter(|child| statement.kind() == "expression_statement" && child.kind() == "string")?;
    let (_, inner) = super::super::draft::unquote(source.slice(string.byte_range()));
    Some(DocComment {
        span: Span::new(string.start_byte(), string.end_byte()),
        text: clean(inner),
    })
}

/// A docstring as `inspect.cleandoc` gives it: without the indentation that all lines but the first share.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', "        ");
    let indent = text
        .lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min();
    let mut lines: Vec<&str> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = if index == 0 {
            line.trim_start()
        } else {
            line.get(indent.unwrap_or(0)..).unwrap_or_default()
        };
        lines.push(line.trim_end());
    }
    lines.join("\n").trim_matches('\n').to_owned()
}
