//! What a file declares, scope by scope, and which of it is for others.

use super::definition::Definition;
use super::exports::listed;
use super::imports::{Imported, imported};
use super::statement::docstring;
use super::token::{Kind, Token};
use super::typing_names::{Marker, TypingNames};
use crate::model::api::ApiKind;
use crate::model::span::Span;

/// A class, a function, or the module, while it is open.
struct Scope<'text> {
    kind: ScopeKind,
    /// Whether others can reach it, as far as this file says, `__all__` apart.
    public: bool,
    name: &'text str,
    /// The name at the top of the file that it stands in or is.
    top: &'text str,
    /// Its place in the list of symbols.
    symbol: Option<usize>,
    /// Its first statement is still to come.
    begins: bool,
    definition: Definition<'text>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ScopeKind {
    Module,
    Class,
    Function,
}

/// A symbol that others can use.
pub(super) struct Declared<'text> {
    /// Its name in the declaration.
    pub(super) place: Span,
    /// What it is.
    pub(super) kind: ApiKind,
    /// Its name within the file.
    pub(super) name: String,
    /// The name at the top of the file that `__all__` may list.
    pub(super) top: &'text str,
    /// Whether it has documentation.
    pub(super) documented: bool,
}

/// What has been declared so far.
pub(super) struct Declarations<'text> {
    text: &'text str,
    scopes: Vec<Scope<'text>>,
    decorators: Vec<&'text str>,
    marker: Option<Marker>,
    names: TypingNames<'text>,
    /// What `__all__` lists, if there is one.
    pub(super) exports: Option<Vec<String>>,
    /// Names that the module imports from other modules.
    pub(super) imports: Vec<Imported<'text>>,
    /// Whether the module makes up names when they are asked for.
    pub(super) dynamic: bool,
    /// The module first, then in the order of the text.
    pub(super) symbols: Vec<Declared<'text>>,
    /// All that have a docstring, with it.
    pub(super) documented: Vec<(String, Definition<'text>)>,
}

impl<'text> Declarations<'text> {
    /// An empty module.
    pub(super) fn new(text: &'text str) -> Self {
        let module = Scope {
            kind: ScopeKind::Module,
            public: true,
            name: "",
            top: "",
            symbol: Some(0),
            begins: true,
            definition: Definition::module(),
        };
        let symbol = Declared {
            place: Span::new(0, 0),
            kind: ApiKind::Module,
            name: String::new(),
            top: "",
            documented: false,
        };
        Self {
            text,
            scopes: vec![module],
            decorators: Vec::new(),
            marker: None,
            names: TypingNames::new(text),
            exports: None,
            imports: Vec::new(),
            dynamic: false,
            symbols: vec![symbol],
            documented: Vec::new(),
        }
    }

    /// A decorator, without its `@`.
    pub(super) fn decorator(&mut self, tokens: &[Token]) {
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            self.decorators.push(
                self.text
                    .get(first.start as usize..last.end as usize)
                    .unwrap_or_default(),
            );
        }
        // One marker is enough: both have the same effect on whether documentation is asked for.
        self.marker = match (self.marker, self.names.marker(tokens)) {
            (Some(Marker::Overload), _) | (_, Some(Marker::Overload)) => Some(Marker::Overload),
            (before, now) => before.or(now),
        };
    }

    /// The header of a compound statement; whether it opens a scope. `None` for what cannot be.
    pub(super) fn header(&mut self, header: &[Token]) -> Option<bool> {
        let first = header.first()?;
        let word = first.text(self.text);
        let skip = match (word, header.get(1)) {
            ("async", Some(second)) if second.text(self.text) == "def" => 2,
            ("def" | "class", _) => 1,
            _ => {
                self.note_words(header);
                self.scopes.last_mut()?.begins = false;
                return self.decorators.is_empty().then_some(false);
            }
        };
        let name = header.get(skip).filter(|token| token.kind == Kind::Name)?;
        let signature = &header[skip + 1..];
        match signature.first().map(|token| token.text(self.text)) {
            Some("(" | "[") => {}
            None if word == "class" => {}
            _ => return None,
        }
        self.open(word == "class", name, signature)?;
        Some(true)
    }

    fn open(&mut self, is_class: bool, name: &Token, signature: &[Token]) -> Option<()> {
        let text = self.text;
        let word = name.text(text);
        self.names.bind(word);
        let outer = self.scopes.last_mut()?;
        outer.begins = false;
        let at_top = outer.kind == ScopeKind::Module;
        let decorators = std::mem::take(&mut self.decorators);
        let marker = self.marker.take();
        outer.definition.member(word, signature, &decorators, marker);
        let public = outer.public && is_public(outer.kind, is_class, word, &decorators);
        let kind = symbol_kind(outer.kind, is_class, word);
        let top = if at_top { word } else { outer.top };
        self.dynamic |= at_top && word == "__getattr__";
        let symbol = (public && marker != Some(Marker::Overload)).then_some(self.symbols.len());
        if symbol.is_some() {
            self.symbols.push(Declared {
                place: Span::new(name.start as usize, name.end as usize),
                kind,
                name: self.qualified(word),
                top,
                // What an override does is said where it is overridden.
                documented: marker == Some(Marker::Override) && !is_class && !at_top,
            });
        }
        self.names.open();
        self.scopes.push(Scope {
            kind: if is_class {
                ScopeKind::Class
            } else {
                ScopeKind::Function
            },
            public,
            name: word,
            top,
            symbol,
            begins: true,
            definition: Definition::new(is_class, signature, decorators, marker),
        });
        Some(())
    }

    fn qualified(&self, name: &str) -> String {
        let outer = self.scopes.iter().map(|scope| scope.name);
        let parts: Vec<&str> = outer.filter(|name| !name.is_empty()).chain([name]).collect();
        parts.join(".")
    }

    /// The innermost class or function ends; at last the module.
    pub(super) fn close(&mut self) {
        self.names.close();
        let Some(scope) = self.scopes.pop() else {
            return;
        };
        if scope.definition.doc.is_some() && scope.kind != ScopeKind::Module {
            let mut definition = scope.definition;
            if let Some(outer) = self.scopes.last() {
                definition.in_class = outer.kind == ScopeKind::Class;
                definition.one_of_several = outer.definition.overloaded.contains(&scope.name);
            }
            self.documented.push((self.qualified(scope.name), definition));
        }
    }

    /// A statement without a block.
    pub(super) fn simple(&mut self, statement: &[Token]) -> Option<()> {
        if !self.decorators.is_empty() {
            return None;
        }
        let scope = self.scopes.last_mut()?;
        if std::mem::take(&mut scope.begins)
            && let Some(literal) = docstring(self.text, statement)
        {
            scope.definition.doc = literal;
            if let Some(symbol) = scope.symbol.and_then(|place| self.symbols.get_mut(place)) {
                symbol.documented = true;
            }
            return Some(());
        }
        match scope.kind {
            ScopeKind::Function => self.note_words(statement),
            kind => self.bindings(kind, statement),
        }
        Some(())
    }

    fn note_words(&mut self, tokens: &[Token]) {
        if let Some(scope) = self.scopes.last_mut()
            && scope.kind == ScopeKind::Function
        {
            scope.definition.note_words(self.text, tokens);
        }
    }

    fn bindings(&mut self, kind: ScopeKind, statement: &[Token]) {
        let first = statement[0];
        let word = first.text(self.text);
        match first.kind {
            Kind::Word if matches!(word, "import" | "from") => {
                self.names.import(statement);
                if kind == ScopeKind::Module && word == "from" {
                    let imports = &mut self.imports;
                    imported(self.text, statement, &mut |import| imports.push(import));
                }
            }
            Kind::Name
                if matches!(
                    statement.get(1).map(|token| token.kind),
                    Some(Kind::Equal | Kind::Colon)
                ) =>
            {
                self.names.bind(word);
                if kind == ScopeKind::Class
                    && let Some(scope) = self.scopes.last_mut()
                {
                    scope.definition.fields.push(word);
                }
                if kind == ScopeKind::Module && word == "__all__" {
                    self.export(statement);
                }
            }
            Kind::Name if kind == ScopeKind::Module && word == "__all__" => self.export(statement),
            _ => {}
        }
    }

    /// `__all__ = ..`, `__all__ += ..`, `__all__: .. = ..`; methods called on it are not followed.
    fn export(&mut self, statement: &[Token]) {
        let is_augmented = |token: &Token| {
            let mark = token.text(self.text);
            token.kind == Kind::Assign && mark != ":=" && mark != "->"
        };
        let value = match statement.get(1) {
            Some(token) if token.kind == Kind::Equal => after_last_equal(statement),
            Some(token) if token.kind == Kind::Colon => after_last_equal(statement),
            Some(token) if is_augmented(token) => &statement[2..],
            _ => return,
        };
        let names = listed(self.text, value);
        self.exports.get_or_insert_default().extend(names);
    }
}

/// The value of an assignment, which may have several targets; nothing for an annotation alone.
fn after_last_equal(statement: &[Token]) -> &[Token] {
    let mut depth = 0_usize;
    let mut last = statement.len();
    for (place, token) in statement.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Equal if depth == 0 => last = place + 1,
            _ => {}
        }
    }
    &statement[last..]
}

/// Whether a name says that others may use it, where it stands.
fn is_public(outer: ScopeKind, is_class: bool, name: &str, decorators: &[&str]) -> bool {
    match outer {
        ScopeKind::Function => false,
        ScopeKind::Class if !is_class => {
            let accessor = decorators.iter().any(|decorator| is_accessor(decorator, name));
            !accessor && (!name.starts_with('_') || is_magic(name))
        }
        _ => !name.starts_with('_'),
    }
}

/// `x.setter` or `x.deleter` of a property `x`: what it is is said at the property.
fn is_accessor(decorator: &str, name: &str) -> bool {
    let suffix = decorator
        .strip_prefix(name)
        .and_then(|rest| rest.trim_start().strip_prefix('.'));
    matches!(suffix.map(str::trim_start), Some("setter" | "deleter"))
}

fn is_magic(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
}

fn symbol_kind(outer: ScopeKind, is_class: bool, name: &str) -> ApiKind {
    match (outer, is_class) {
        (ScopeKind::Module, true) => ApiKind::Class,
        (_, true) => ApiKind::NestedClass,
        (ScopeKind::Class, false) if name == "__init__" => ApiKind::Init,
        (ScopeKind::Class, false) if matches!(name, "__new__" | "__call__") => ApiKind::Method,
        (ScopeKind::Class, false) if is_magic(name) => ApiKind::Magic,
        (ScopeKind::Class, false) => ApiKind::Method,
        (_, false) => ApiKind::Function,
    }
}
