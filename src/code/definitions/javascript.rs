//! Definitions of JavaScript and TypeScript.

use super::javascript_members::{members, object_members, wrapped_object};
use super::javascript_params::callable;
use super::tokens::Tokens;
use crate::model::symbol::{Symbol, SymbolKind, Visibility};
use std::collections::{HashMap, HashSet};

/// Words behind which a name is a use and not a definition, or that only look like a name.
pub(super) const KEYWORDS: &[&str] = &[
    "if",
    "for",
    "while",
    "switch",
    "catch",
    "return",
    "function",
    "new",
    "typeof",
    "await",
    "else",
    "do",
    "try",
    "finally",
    "throw",
    "delete",
    "void",
    "in",
    "of",
    "instanceof",
    "case",
    "default",
    "yield",
    "import",
    "export",
    "from",
    "super",
    "this",
    "with",
    "extends",
    "implements",
    "const",
    "let",
    "var",
    "class",
];

/// What a scanner of JavaScript has found, and the names around the place it is at.
pub(super) struct Found<'a, 's, 't> {
    pub(super) tokens: &'a Tokens<'s, 't>,
    pub(super) symbols: Vec<Symbol>,
    /// Named classes and objects with the index of the bracket that closes them.
    around: Vec<(usize, String)>,
    /// The closing brackets of function bodies we are in, and whether they are bodies of named functions.
    functions: Vec<(usize, bool)>,
    /// Where bodies of functions open that we have not come to yet.
    pub(super) bodies: HashMap<usize, bool>,
    /// Fields that methods set, since only the first place defines.
    own: HashSet<(Vec<String>, String)>,
}

/// The definitions of a text.
pub(super) fn definitions(tokens: &Tokens<'_, '_>) -> Vec<Symbol> {
    let mut found = Found {
        tokens,
        symbols: Vec::new(),
        around: Vec::new(),
        functions: Vec::new(),
        bodies: HashMap::new(),
        own: HashSet::new(),
    };
    for index in 0..tokens.len() {
        found.take(index);
    }
    found.symbols
}

impl Found<'_, '_, '_> {
    fn take(&mut self, index: usize) {
        while self.around.last().is_some_and(|(close, _)| *close <= index) {
            self.around.pop();
        }
        while self.functions.last().is_some_and(|(close, _)| *close <= index) {
            self.functions.pop();
        }
        let tokens = self.tokens;
        if !tokens.is_word(index) {
            if let Some(named) = self.bodies.remove(&index) {
                self.functions.push((tokens.close(index), named));
            }
            return;
        }
        let is_member = matches!(tokens.before(index, 1), "." | "?.");
        match tokens.word(index) {
            "function" => self.function(index),
            _ if is_member => self.member_use(index),
            "class" => self.class(index, SymbolKind::Class),
            "interface" => self.class(index, SymbolKind::Interface),
            "namespace" | "module" => self.class(index, SymbolKind::Module),
            "enum" => self.class(index, SymbolKind::Enum),
            "type" => self.type_alias(index),
            "const" | "let" | "var" => self.variable(index),
            "return" | "default" => self.anonymous_object(index),
            _ => {}
        }
    }

    pub(super) fn container(&self) -> Vec<String> {
        self.around.iter().map(|(_, name)| name.clone()).collect()
    }

    fn is_exported(&self, index: usize) -> bool {
        (1..=4).any(|back| self.tokens.before(index, back) == "export")
    }

    fn add(&mut self, mut symbol: Symbol) {
        if symbol.name.starts_with('_') || symbol.name.starts_with('#') {
            symbol.visibility = Visibility::Private;
        }
        self.symbols.push(symbol);
    }

    /// `function NAME(..) { .. }`; within functions its name cannot be named from elsewhere.
    fn function(&mut self, index: usize) {
        let tokens = self.tokens;
        let star = usize::from(tokens.word(index + 1) == "*");
        let name = index + 1 + star;
        let open = (name..tokens.len().min(name + 40)).find(|at| tokens.word(*at) == "(");
        let Some(open) = open else { return };
        let body = self.body_behind(tokens.close(open));
        let declared = tokens.is_word(name)
            && tokens.word(name) != "("
            && !matches!(tokens.before(index, 1), "=" | ":" | "(" | ",");
        if declared && self.functions.is_empty() {
            let kind = SymbolKind::Function;
            self.add(callable(tokens, kind, name, index, (open, body), &self.container()));
        }
        if let Some(body) = body {
            self.bodies.insert(body, declared);
        }
    }

    /// The `{` of the body behind the parameters that close at `close`; a returned type may stand between.
    pub(super) fn body_behind(&self, close: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut at = close + 1;
        let limit = tokens.len().min(close + 60);
        let typed = tokens.word(at) == ":";
        while at < limit {
            match tokens.word(at) {
                "{" if typed && tokens.word(at - 1) == ":" => at = tokens.close(at),
                "{" => return Some(at),
                "(" | "[" => at = tokens.close(at),
                ";" | "}" | ")" | "=" | "," if !typed => return None,
                ";" | "}" | ")" => return None,
                _ if !typed && at == close + 1 && tokens.word(at) != "=>" => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// `class NAME`, `interface NAME`, `namespace NAME`, `enum NAME` with what is in it.
    fn class(&mut self, index: usize, kind: SymbolKind) {
        let tokens = self.tokens;
        let name = index + 1;
        let statement = matches!(
            tokens.before(index, 1),
            "" | ";" | "}" | "{" | "export" | "default" | "abstract" | "declare" | "const" | "=" | ")"
        ) || tokens.is_first(index);
        if !tokens.is_word(name) || KEYWORDS.contains(&tokens.word(name)) || !statement {
            return;
        }
        let behind = self.behind_generics(name + 1);
        let mut rest = behind..tokens.len().min(behind + 120);
        let Some(open) = rest.find(|at| matches!(tokens.word(*at), "{" | ";" | "=")) else {
            return;
        };
        if tokens.word(open) != "{" {
            return;
        }
        let close = tokens.close(open);
        let mut symbol = tokens.symbol(kind, name, index, close, &self.container());
        symbol.bases = self.bases(name + 1, open);
        let own = symbol.name.clone();
        self.add(symbol);
        let mut container = self.container();
        container.push(own.clone());
        if kind != SymbolKind::Module {
            let found = members(self, open, &container, kind);
            self.symbols.extend(found);
        }
        self.around.push((close, own));
    }

    /// Where what stands behind `<T = X>` begins.
    fn behind_generics(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for at in start..self.tokens.len().min(start + 200) {
            match self.tokens.word(at) {
                "<" => depth += 1,
                ">" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return at + usize::from(at > start);
            }
        }
        start
    }

    fn bases(&self, start: usize, end: usize) -> Vec<String> {
        let extends = (start..end).find(|at| matches!(self.tokens.word(*at), "extends" | "implements"));
        extends
            .and_then(|at| self.tokens.value(at + 1, end))
            .into_iter()
            .collect()
    }

    /// `type NAME = ..`, and the members of an object type.
    fn type_alias(&mut self, index: usize) {
        let tokens = self.tokens;
        let name = index + 1;
        let equals =
            (name + 1..tokens.len().min(name + 60)).find(|at| matches!(tokens.word(*at), "=" | ";" | "{" | "("));
        let Some(equals) = equals.filter(|at| tokens.word(*at) == "=" && tokens.is_word(name)) else {
            return;
        };
        if !(tokens.is_first(index) || matches!(tokens.before(index, 1), "export" | "declare" | ";" | "{" | "}")) {
            return;
        }
        let end = tokens.statement_end(equals + 1);
        let symbol = tokens.symbol(SymbolKind::Type, name, index, end.saturating_sub(1), &self.container());
        let mut container = symbol.container.clone();
        container.push(symbol.name.clone());
        self.add(symbol);
        for open in
            (equals + 1..end).filter(|at| tokens.word(*at) == "{" && matches!(tokens.before(*at, 1), "=" | "&" | "|"))
        {
            let found = members(self, open, &container, SymbolKind::Interface);
            self.symbols.extend(found);
        }
    }

    /// `const NAME = ..`: a function, an object with members, a class, or a constant.
    fn variable(&mut self, index: usize) {
        let tokens = self.tokens;
        let name = index + 1;
        let equals = (name + 1..tokens.len().min(name + 80)).find(|at| {
            matches!(tokens.word(*at), "=" | ";" | "of" | "in")
                || tokens.is_first(*at) && *at > name + 1 && tokens.word(*at) != "="
        });
        let Some(equals) = equals.filter(|at| tokens.word(*at) == "=" && tokens.is_word(name)) else {
            return;
        };
        if tokens.word(name) == "enum" {
            return;
        }
        let named = self.functions.is_empty();
        self.assigned(index, name, equals, named);
    }

    /// A name that is set to a value: `NAME = value` from the token `first`.
    fn assigned(&mut self, first: usize, name: usize, equals: usize, named: bool) {
        let tokens = self.tokens;
        let value = equals + 1;
        let end = tokens.statement_end(value);
        let container = self.container();
        if let Some((open, body)) = self.function_value(value, end) {
            let kind = if container.is_empty() {
                SymbolKind::Function
            } else {
                SymbolKind::Method
            };
            if named {
                self.add(callable(tokens, kind, name, first, (open, body), &container));
            }
            if let Some(body) = body {
                self.bodies.insert(body, true);
            }
            return;
        }
        let object = if tokens.word(value) == "{" {
            Some(value)
        } else {
            wrapped_object(tokens, value, end)
        };
        if named && tokens.word(value) != "require" {
            let last = end.saturating_sub(1).max(name);
            let mut symbol = tokens.symbol(SymbolKind::Constant, name, first, last, &container);
            let shown = object.is_none() && tokens.word(value) != "class";
            symbol.value = tokens.value(value, end).filter(|_| shown);
            self.add(symbol);
        }
        if let Some(open) = object {
            let mut inner = container;
            inner.push(tokens.word(name).to_owned());
            let found = object_members(self, open, &inner);
            self.symbols.extend(found);
        }
    }

    /// The parameters and body of a function that is a value: `function (..) {`, `(..) => {`, `x => ..`.
    pub(super) fn function_value(&self, value: usize, end: usize) -> Option<(usize, Option<usize>)> {
        let tokens = self.tokens;
        let start = value + usize::from(tokens.word(value) == "async");
        let open = match tokens.word(start) {
            "function" => (start..end.max(start + 5)).find(|at| tokens.word(*at) == "(")?,
            "(" => start,
            _ => return None,
        };
        let close = tokens.close(open);
        let arrow = tokens.word(close + 1) == "=>"
            || tokens.word(close + 1) == ":" && (close..(close + 60).min(end)).any(|at| tokens.word(at) == "=>");
        let is_function = tokens.word(start) == "function" || arrow;
        is_function.then(|| (open, self.body_behind(close)))
    }

    /// `return { .. }` and `export default { .. }`: members without a name around them.
    fn anonymous_object(&mut self, index: usize) {
        let exported = self.tokens.word(index) == "return" || self.is_exported(index);
        // What a factory returns has members; what methods and callbacks return has none that docs would name.
        let of_factory =
            self.functions.iter().all(|(_, named)| *named) && self.functions.len() <= 1 && self.around.is_empty();
        if exported && of_factory && self.tokens.word(index + 1) == "{" {
            let container = self.container();
            let found = object_members(self, index + 1, &container);
            self.symbols.extend(found);
        }
    }

    /// `X.prototype.NAME =`, `exports.NAME =`, `this.NAME =`, and calls of interest like `.option(..)`.
    fn member_use(&mut self, index: usize) {
        let tokens = self.tokens;
        match tokens.word(index) {
            "env" => self.environment(index),
            "option" | "requiredOption" | "addOption" | "flag" if tokens.word(index + 1) == "(" => {
                self.options(index + 1)
            }
            _ => {}
        }
        if tokens.word(index + 1) != "=" {
            return;
        }
        let object = tokens.before(index, 2);
        if object == "module" && tokens.word(index) == "exports" {
            if tokens.word(index + 2) == "{" {
                let found = object_members(self, index + 2, &[]);
                self.symbols.extend(found);
            }
            return;
        }
        if object == "this" {
            return self.own_field(index);
        }
        let exported = object == "exports";
        let owner = if object == "prototype" {
            tokens.before(index, 4)
        } else {
            object
        };
        let top = self.functions.is_empty() && tokens.is_word(index.saturating_sub(2));
        if exported || object == "prototype" || top {
            let first = index.saturating_sub(2);
            self.around.push((tokens.len(), owner.to_owned()));
            if exported {
                self.around.pop();
            }
            self.assigned(first, index, index + 1, true);
            if !exported {
                self.around.retain(|(close, _)| *close != tokens.len());
            }
        }
    }

    fn own_field(&mut self, index: usize) {
        let tokens = self.tokens;
        let container = self.container();
        if container.is_empty()
            || container.len() > 8
            || !self.own.insert((container.clone(), tokens.word(index).to_owned()))
        {
            return;
        }
        let end = tokens.statement_end(index + 2);
        let symbol = tokens.symbol(
            SymbolKind::Field,
            index,
            index.saturating_sub(2),
            end.saturating_sub(1),
            &container,
        );
        self.add(symbol);
    }
}
