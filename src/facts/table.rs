//! The one resolver: from a qualified name to the symbol it means on one side, through re-exports, star imports, alias
//! chains, inheritance and instance attributes. It knows three answers, and "unknown" is the one it gives when in doubt.

use super::changed_files::Version;
use super::file_index::FileIndex;
use super::tie::holds_word;
use crate::model::problem::{Problem, ProblemKind};
use crate::model::source::{FileRole, Import};
use crate::model::symbol::{Symbol, SymbolKind};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Alias chains and base classes are followed this deep.
const MAX_DEPTH: usize = 24;
/// So many names are looked up for one answer; star imports of star imports would otherwise cost without end.
const MAX_STEPS: usize = 4_000;
/// Base classes without members that docs would name.
const BARE_BASES: &[&str] = &[
    "object",
    "ABC",
    "Protocol",
    "Generic",
    "Exception",
    "BaseException",
    "ValueError",
    "TypeError",
    "RuntimeError",
    "KeyError",
    "LookupError",
    "OSError",
    "IOError",
    "Warning",
    "UserWarning",
    "DeprecationWarning",
    "NotImplementedError",
    "AttributeError",
    "AssertionError",
    "ImportError",
    "TypedDict",
    "NamedTuple",
];

/// Members of the built-in types below, but for those with two underscores.
const BUILT_IN_MEMBERS: &str = include_str!("../../rules/languages/python/builtin-members.txt");

/// Built-in types whose members are listed above.
const BUILT_IN_BASES: &[&str] = &["dict", "list", "tuple", "set", "frozenset", "str", "bytes"];

/// Whether a base class of Python itself has no member of that name.
pub(super) fn lacks(base: &str, name: &str) -> bool {
    let special = name.starts_with("__");
    let built_in = BUILT_IN_BASES.contains(&base) && !special;
    BARE_BASES.contains(&base) || built_in && !BUILT_IN_MEMBERS.lines().any(|member| member == name)
}

/// What a qualified name means on one side.
#[derive(Clone, Copy, Debug)]
pub enum Resolution<'t> {
    /// A symbol, with the version of the file it was read from.
    Resolved(&'t Version, &'t Symbol),
    /// A module or package of the project.
    Module,
    /// Its first so many parts mean something of the project, the next means nothing.
    Dangling(usize),
    /// Another project's, or not to be told.
    Unknown,
}

/// All symbols of one side, by module.
#[derive(Debug, Default)]
pub struct Table {
    pub(super) versions: Vec<Arc<Version>>,
    /// Module name, parts joined by `.`, to the files that make it up.
    modules: BTreeMap<String, Vec<usize>>,
    /// Members of types wherever they are defined (Rust's `impl` blocks), by type and member name.
    members: HashMap<(String, String), Vec<(usize, usize)>>,
    /// Every name that is defined anywhere.
    pub(super) defined: HashSet<String>,
    /// Every module and every package around one.
    module_names: HashSet<String>,
    /// Per file: its symbols and its imports by name, its star imports, and whether it may hold more than can be read.
    pub(super) files: Vec<FileIndex>,
}

/// How one answer was looked for so far.
#[derive(Default)]
pub(super) struct Trail {
    steps: usize,
    /// Names that are being looked up, by file: meeting one again means a circle.
    open: Vec<(usize, String)>,
}

/// Where a name led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Symbol(usize, usize),
    Module(String),
    Missing,
    Unknown,
}

impl Table {
    /// Indexes versions of files.
    pub fn new(versions: Vec<Arc<Version>>) -> Self {
        let mut table = Self {
            versions,
            ..Self::default()
        };
        for (number, version) in table.versions.iter().enumerate() {
            table.files.push(FileIndex::of(version));
            for end in 1..=version.module.len() {
                table.module_names.insert(version.module[..end].join("."));
            }
            table.modules.entry(version.module.join(".")).or_default().push(number);
            for (at, symbol) in version.code.symbols.iter().enumerate() {
                table.defined.insert(symbol.name.clone());
                if let Some(container) = symbol.container.last() {
                    table
                        .members
                        .entry((container.clone(), symbol.name.clone()))
                        .or_default()
                        .push((number, at));
                }
            }
        }
        table
    }

    /// What could not be read of the files that make up the table.
    pub fn problems(&self) -> Vec<Problem> {
        let of = |version: &Arc<Version>| {
            let problem = |(kind, message): &(ProblemKind, String)| Problem {
                path: Some(version.path.clone()),
                line: None,
                kind: *kind,
                message: message.clone(),
                fatal: false,
            };
            version.code.problems.iter().map(problem).collect::<Vec<_>>()
        };
        self.versions.iter().flat_map(of).collect()
    }

    /// Whether a name is the root of a module of the project.
    pub fn has_root(&self, root: &str) -> bool {
        self.has_module(root)
    }

    /// Whether a doc spells a qualified name as the language of its module does, and not like a file or an address.
    pub fn is_spelled_like(&self, name: &[String], text: &str) -> bool {
        const ENDINGS: &[&str] = &[
            "com", "org", "io", "net", "dev", "app", "exe", "dll", "so", "url", "toml", "cfg", "ini", "json", "yaml",
            "yml", "md", "rst", "txt", "log", "html", "css", "js", "ts", "py", "rs", "go", "sh", "lock", "zip", "gz",
            "db", "xml", "svg", "png", "sock", "conf", "pid", "service", "spec", "bat", "ps1", "local", "example",
            "http", "env", "git",
        ];
        let first = name.first().map(String::as_str).unwrap_or_default();
        let rust = self
            .modules
            .get(first)
            .is_some_and(|files| files.iter().any(|file| self.versions[*file].path.extension() == "rs"));
        let file_like = name.len() <= 3 && name.iter().skip(1).any(|part| ENDINGS.contains(&part.as_str()));
        if rust {
            text.contains("::")
        } else {
            !file_like && !text.contains(['/', '-'])
        }
    }

    /// Whether no `impl` of that type and no trait of the project has such a member.
    pub fn lacks_member(&self, of: &str, name: &str) -> bool {
        let own = self.members.contains_key(&(of.to_owned(), name.to_owned()));
        let traits = self
            .versions
            .iter()
            .flat_map(|version| &version.code.symbols)
            .filter(|symbol| symbol.kind == SymbolKind::Interface);
        !own && !traits
            .into_iter()
            .any(|found| self.members.contains_key(&(found.name.clone(), name.to_owned())))
    }

    /// The qualified names of everything outside of classes and functions that has this name.
    pub fn all_named(&self, name: &str) -> Vec<Vec<String>> {
        let found = self.versions.iter().zip(&self.files).flat_map(|(version, index)| {
            let places = index.symbols.get(name).into_iter().flatten();
            places
                .map(|at| &version.code.symbols[*at])
                .filter(|symbol| symbol.container.is_empty())
                .map(|symbol| version.module.iter().chain([&symbol.name]).cloned().collect())
        });
        found.collect()
    }

    pub(super) fn has_module(&self, name: &str) -> bool {
        self.module_names.contains(name)
    }

    /// Resolves a name that begins with a module of the project.
    pub fn resolve(&self, parts: &[String]) -> Resolution<'_> {
        let Some(first) = parts.first().filter(|first| self.has_module(first)) else {
            return Resolution::Unknown;
        };
        let mut at = Found::Module(first.clone());
        for (number, part) in parts.iter().enumerate().skip(1) {
            at = match self.member(&at, part, &mut Trail::default()) {
                Found::Missing => match self.in_module_of_that_path(&at, &parts[..number], part) {
                    Found::Missing => return Resolution::Dangling(number),
                    found => found,
                },
                found => found,
            };
            if matches!(at, Found::Unknown) {
                return Resolution::Unknown;
            }
        }
        match at {
            Found::Symbol(file, symbol) => {
                Resolution::Resolved(&self.versions[file], &self.versions[file].code.symbols[symbol])
            }
            _ => Resolution::Module,
        }
    }

    /// A member of the module whose file has the path of a name, where the name means another one (`git.util`, which a package
    /// gives to what it imports): both are called so.
    fn in_module_of_that_path(&self, found: &Found, path: &[String], name: &str) -> Found {
        let path = path.join(".");
        let other = matches!(found, Found::Module(module) if *module != path);
        match other && self.has_module(&path) {
            true => self.member(&Found::Module(path), name, &mut Trail::default()),
            false => Found::Missing,
        }
    }

    pub(super) fn member(&self, of: &Found, name: &str, trail: &mut Trail) -> Found {
        trail.steps += 1;
        if trail.steps > MAX_STEPS || trail.open.len() > MAX_DEPTH {
            return Found::Unknown;
        }
        match of {
            Found::Module(module) => self.module_member(module, name, trail),
            Found::Symbol(file, symbol) => self.type_member(*file, *symbol, name, trail),
            Found::Missing | Found::Unknown => Found::Unknown,
        }
    }

    fn module_member(&self, module: &str, name: &str, trail: &mut Trail) -> Found {
        let files = self.modules.get(module).map_or(&[][..], Vec::as_slice);
        let mut unsure = files.is_empty();
        for file in files {
            match self.file_member(*file, &[], name, trail) {
                Found::Missing => {}
                Found::Unknown => unsure = true,
                found => return found,
            }
        }
        let child = format!("{module}.{name}");
        if self.has_module(&child) {
            return Found::Module(child);
        }
        if unsure { Found::Unknown } else { Found::Missing }
    }

    /// A name within a file, in the inline module `inside` of it.
    fn file_member(&self, file: usize, inside: &[String], name: &str, trail: &mut Trail) -> Found {
        if trail.open.iter().any(|(at, open)| *at == file && open == name) {
            return Found::Missing;
        }
        trail.open.push((file, name.to_owned()));
        let found = self.open_file_member(file, inside, name, trail);
        trail.open.pop();
        found
    }

    fn open_file_member(&self, file: usize, inside: &[String], name: &str, trail: &mut Trail) -> Found {
        let (code, index) = (&self.versions[file].code, &self.files[file]);
        let symbols = index.symbols.get(name).into_iter().flatten();
        if let Some(at) = symbols.copied().find(|at| code.symbols[*at].container == inside) {
            return Found::Symbol(file, at);
        }
        let here = |at: &&usize| code.imports[**at].container == inside;
        if let Some(at) = index.aliases.get(name).into_iter().flatten().find(here) {
            return self.target(file, &code.imports[*at], trail);
        }
        let mut unsure = index.unsure;
        for at in index.stars.iter().filter(here) {
            let target = self.target(file, &code.imports[*at], trail);
            match self.member(&target, name, trail) {
                Found::Missing => {}
                Found::Unknown => unsure = true,
                found => return found,
            }
        }
        // An invocation of a macro may define anything that the file names.
        unsure |= index.macros && (self.defined.contains(name) || holds_word(&self.versions[file].text, name));
        if unsure { Found::Unknown } else { Found::Missing }
    }

    /// What an import names.
    fn target(&self, file: usize, import: &Import, trail: &mut Trail) -> Found {
        let Some(path) = self.absolute(file, import) else {
            return Found::Unknown;
        };
        if !path.first().is_some_and(|root| self.has_module(root)) {
            return Found::Unknown;
        }
        let mut at = Found::Module(path[0].clone());
        for part in &path[1..] {
            at = match self.member(&at, part, trail) {
                Found::Missing | Found::Unknown => return Found::Unknown,
                found => found,
            };
        }
        at
    }

    fn type_member(&self, file: usize, at: usize, name: &str, trail: &mut Trail) -> Found {
        let version = &self.versions[file];
        let symbol = &version.code.symbols[at];
        if symbol.kind == SymbolKind::Module {
            let inside: Vec<String> = symbol.container.iter().chain([&symbol.name]).cloned().collect();
            let elsewhere = version
                .module
                .iter()
                .chain(&inside)
                .cloned()
                .collect::<Vec<_>>()
                .join(".");
            if self.has_module(&elsewhere) {
                return self.module_member(&elsewhere, name, trail);
            }
            // `mod name;` whose file another path or a build script gives.
            let text = version.text.get(..symbol.span.end as usize);
            let has_body = text.is_some_and(|text| text.ends_with('}'));
            if !has_body {
                return Found::Unknown;
            }
            return self.file_member(file, &inside, name, trail);
        }
        if !symbol.kind.is_container() {
            return Found::Unknown;
        }
        let inside: Vec<&String> = symbol.container.iter().chain([&symbol.name]).collect();
        let members = self.files[file].symbols.get(name).into_iter().flatten().copied();
        let own = members
            .into_iter()
            .find(|at| version.code.symbols[*at].container.iter().eq(inside.iter().copied()));
        match own {
            Some(member) => Found::Symbol(file, member),
            None if version.code.language == "python" => self.inherited(file, symbol, name, trail),
            None => self.implemented(symbol, name),
        }
    }

    /// A member of a Python class that one of its bases has.
    fn inherited(&self, file: usize, class: &Symbol, name: &str, trail: &mut Trail) -> Found {
        let dynamic = self
            .members
            .contains_key(&(class.name.clone(), "__getattr__".to_owned()));
        let mut unsure = self.files[file].unsure
            || dynamic
            || name.starts_with("__")
            || !class.markers.is_empty()
            || class.kind == SymbolKind::Type;
        for base in &class.bases {
            let plain = base.split(['[', '(']).next().unwrap_or_default();
            let leaf = plain.rsplit('.').next().unwrap_or_default();
            let mut at = Found::Module(self.versions[file].module.join("."));
            for part in plain.split('.') {
                at = self.member(&at, part, trail);
            }
            match self.member(&at, name, trail) {
                Found::Missing => {}
                Found::Unknown if lacks(leaf, name) && !matches!(at, Found::Symbol(..)) => {}
                Found::Unknown => unsure = true,
                found => return found,
            }
        }
        if unsure { Found::Unknown } else { Found::Missing }
    }

    /// A member of a Rust type, from any `impl` of a type of that name. Derives, traits and `Deref` may add any other.
    fn implemented(&self, symbol: &Symbol, name: &str) -> Found {
        match self
            .members
            .get(&(symbol.name.clone(), name.to_owned()))
            .and_then(|all| all.first())
        {
            Some((file, at)) => Found::Symbol(*file, *at),
            None => Found::Unknown,
        }
    }
}

/// Whether the symbols of such a file are read for tables.
pub fn is_readable(extension: &str, role: FileRole) -> bool {
    role == FileRole::Code && matches!(extension, "py" | "pyi" | "rs")
}
