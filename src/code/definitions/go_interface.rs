//! Flags, environment variables and settings keys of Go programs.

use super::super::draft::{Source, is_flag};
use super::go::is_variable;
use super::tokens::Tokens;
use crate::model::symbol::{Symbol, SymbolKind};

/// Types in whose name the flag packages have functions: `String`, `StringVar`, `StringP`, `StringVarP`.
const FLAG_TYPES: &[&str] = &[
    "String",
    "Bool",
    "Int",
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "Uint",
    "Uint8",
    "Uint16",
    "Uint32",
    "Uint64",
    "Float32",
    "Float64",
    "Duration",
    "StringSlice",
    "StringArray",
    "IntSlice",
    "UintSlice",
    "BoolSlice",
    "DurationSlice",
    "StringToString",
    "StringToInt",
    "IP",
    "IPNet",
    "IPMask",
    "Count",
    "BytesHex",
    "Text",
    "Func",
    "BoolFunc",
    "",
];
/// Struct tags whose value is the key of a setting.
const KEY_TAGS: &[&str] = &["json", "yaml", "toml", "mapstructure", "koanf", "hcl", "ini", "xml"];

/// What the token at `index` declares to users of the program.
pub(super) fn exposed(tokens: &Tokens<'_, '_>, index: usize) -> Vec<Symbol> {
    let called = tokens.is_word(index) && tokens.word(index + 1) == "(";
    if called && tokens.before(index, 1) == "." {
        return call(tokens, index);
    }
    if tokens.word(index) == "{" && tokens.before(index, 1).ends_with("Flag") {
        return literal(tokens, index);
    }
    Vec::new()
}

fn call(tokens: &Tokens<'_, '_>, index: usize) -> Vec<Symbol> {
    match tokens.word(index) {
        "Getenv" | "LookupEnv" | "EnvVars" | "Envar" => variables(tokens, index + 1),
        "SetDefault" | "BindEnv" | "BindPFlag"
            if tokens.before(index, 2).to_ascii_lowercase().contains("viper") || tokens.before(index, 2) == "v" =>
        {
            setting(tokens, index + 1)
        }
        "Flag" if tokens.is_text(index + 2) => flag(tokens, index + 1, index + 2, false),
        name if is_flag_set(tokens, index) => flag_function(tokens, index, name),
        _ => Vec::new(),
    }
}

/// Whether the call is one of a set of flags: `flag.X(`, `fs.X(`, `cmd.Flags().X(`.
fn is_flag_set(tokens: &Tokens<'_, '_>, index: usize) -> bool {
    let object = if tokens.before(index, 2) == ")" {
        tokens.before(index, 4)
    } else {
        tokens.before(index, 2)
    };
    let lower = object.to_ascii_lowercase();
    lower.contains("flag") || matches!(lower.as_str(), "fs" | "f" | "pf")
}

/// `String("name", ..)`, `StringVar(&x, "name", ..)`, `StringVarP(&x, "name", "n", ..)`
fn flag_function(tokens: &Tokens<'_, '_>, index: usize, name: &str) -> Vec<Symbol> {
    let short = name.ends_with('P') && name != "IP";
    let base = if short { &name[..name.len() - 1] } else { name };
    let variable = base.ends_with("Var");
    let base = base.strip_suffix("Var").unwrap_or(base);
    if !FLAG_TYPES.contains(&base) || base.is_empty() && !variable {
        return Vec::new();
    }
    let open = index + 1;
    let first = if variable {
        tokens.argument_end(open + 1, tokens.close(open)) + 1
    } else {
        open + 1
    };
    flag(tokens, open, first, short)
}

fn flag(tokens: &Tokens<'_, '_>, open: usize, at: usize, short: bool) -> Vec<Symbol> {
    let mut found = Vec::new();
    let span = tokens.range(open).start..tokens.range(tokens.close(open).min(tokens.len() - 1)).end;
    let close = tokens.close(open);
    let behind_name = at + 1 + if short { 2 } else { 0 };
    let default = tokens.value(behind_name + 1, tokens.argument_end(behind_name + 1, close));
    for (place, dashes) in [(at, "--"), (at + 2, "-")].into_iter().take(1 + usize::from(short)) {
        let Some((start, inner)) = tokens.text(place) else {
            continue;
        };
        let name = format!("{dashes}{inner}");
        if is_flag(&name) || dashes == "--" && inner.len() == 1 {
            let mut symbol = tokens
                .source
                .named_text(SymbolKind::Flag, inner, start, span.clone(), default.clone());
            symbol.name = if inner.len() == 1 { format!("-{inner}") } else { name };
            found.push(symbol);
        }
    }
    found
}

fn variables(tokens: &Tokens<'_, '_>, open: usize) -> Vec<Symbol> {
    let texts = (open..tokens.close(open)).filter_map(|at| Some((at, tokens.text(at)?)));
    let named = texts.filter(|(_, (_, name))| is_variable(name));
    named
        .map(|(at, (start, name))| {
            tokens
                .source
                .named_text(SymbolKind::EnvVar, name, start, tokens.range(at), None)
        })
        .collect()
}

fn setting(tokens: &Tokens<'_, '_>, open: usize) -> Vec<Symbol> {
    let Some((start, name)) = tokens.text(open + 1) else {
        return Vec::new();
    };
    let value = if tokens.word(open + 2) == "," {
        tokens.value(open + 3, tokens.close(open))
    } else {
        None
    };
    let parts: Vec<&str> = name.split('.').collect();
    let Some((leaf, around)) = parts.split_last() else {
        return Vec::new();
    };
    let mut symbol = tokens.source.named_text(
        SymbolKind::ConfigKey,
        leaf,
        start + name.len() - leaf.len(),
        tokens.range(open + 1),
        value,
    );
    symbol.container = around.iter().map(|part| (*part).to_owned()).collect();
    vec![symbol]
}

/// `cli.StringFlag{Name: "x", Aliases: []string{"y"}, EnvVars: []string{"X"}}`
fn literal(tokens: &Tokens<'_, '_>, open: usize) -> Vec<Symbol> {
    let close = tokens.close(open);
    let mut found = Vec::new();
    let mut at = open + 1;
    while at < close {
        let end = tokens.argument_end(at, close);
        match tokens.word(at) {
            "Name" | "Aliases" => found.extend(literal_flags(tokens, at, end, open)),
            "EnvVars" | "EnvVar" | "Sources" => found.extend(variables_between(tokens, at, end)),
            _ => {}
        }
        at = end + 1;
    }
    found
}

fn literal_flags(tokens: &Tokens<'_, '_>, start: usize, end: usize, open: usize) -> Vec<Symbol> {
    let texts = (start..end).filter_map(|at| tokens.text(at));
    let span = tokens.range(open).start..tokens.range(tokens.close(open).min(tokens.len() - 1)).end;
    let named = texts.filter(|(_, name)| !name.is_empty() && is_flag(&format!("-{name}")));
    let symbols = named.map(|(at, name)| {
        let mut symbol = tokens.source.named_text(SymbolKind::Flag, name, at, span.clone(), None);
        symbol.name = if name.len() == 1 {
            format!("-{name}")
        } else {
            format!("--{name}")
        };
        symbol
    });
    symbols.collect()
}

fn variables_between(tokens: &Tokens<'_, '_>, start: usize, end: usize) -> Vec<Symbol> {
    let texts = (start..end)
        .filter_map(|at| tokens.text(at))
        .filter(|(_, name)| is_variable(name));
    texts
        .map(|(at, name)| {
            tokens
                .source
                .named_text(SymbolKind::EnvVar, name, at, at..at + name.len(), None)
        })
        .collect()
}

/// The keys in a struct tag: `json:"x,omitempty" yaml:"y"`, each name once; `env:"X"` is a variable.
pub(super) fn tag_keys(source: &Source<'_>, at: usize, tag: &str, container: &[String]) -> Vec<Symbol> {
    let mut found: Vec<Symbol> = Vec::new();
    let mut rest = tag;
    let mut offset = at;
    while let Some((key, behind)) = rest.split_once(":\"") {
        let value_at = offset + key.len() + 2;
        let Some((value, next)) = behind.split_once('"') else {
            break;
        };
        let key = key.trim();
        let name = value.split([',', ' ']).next().unwrap_or_default();
        let is_key = KEY_TAGS.contains(&key) && !matches!(name, "" | "-");
        if (key == "env" || key == "envconfig") && is_variable(name) {
            found.push(source.named_text(
                SymbolKind::EnvVar,
                name,
                value_at,
                value_at..value_at + name.len(),
                None,
            ));
        } else if is_key && !found.iter().any(|known| known.name == name) {
            let mut symbol = source.named_text(
                SymbolKind::ConfigKey,
                name,
                value_at,
                value_at..value_at + name.len(),
                None,
            );
            symbol.container = container.to_vec();
            found.push(symbol);
        }
        offset = value_at + value.len() + 1;
        rest = next;
    }
    found
}
