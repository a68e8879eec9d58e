//! Types as docstrings and annotations write them.

/// Built-in types that are told apart; those that stand for each other share a letter.
fn family(name: &str) -> Option<&'static str> {
    let family = match name {
        "int" | "integer" | "float" | "complex" | "bool" | "boolean" | "number" => "number",
        "str" | "string" => "text",
        "bytes" | "bytearray" => "bytes",
        "list" | "List" | "tuple" | "Tuple" | "set" | "Set" | "frozenset" | "FrozenSet" => "collection",
        "dict" | "Dict" => "mapping",
        _ => return None,
    };
    Some(family)
}

/// What is said beside a type: `int, optional`, `str, default "a"`.
pub(super) fn without_remarks(written: &str) -> &str {
    let cut = [
        ", optional",
        ",optional",
        ", default",
        ", required",
        " (optional",
        " (default",
        ". ",
    ]
    .iter()
    .filter_map(|remark| written.find(remark))
    .min();
    written[..cut.unwrap_or(written.len())].trim_end()
}

/// Whether a type and an annotation have nothing in common. Only built-in types are compared; if any part of either is
/// something else, nothing is known.
pub(super) fn contradict(written: &str, annotation: &str) -> bool {
    let (Some(written), Some(annotation)) = (families(written), families(annotation)) else {
        return false;
    };
    !written.is_empty() && !annotation.is_empty() && !written.iter().any(|family| annotation.contains(family))
}

/// The families of all alternatives, `None` apart.
fn families(written: &str) -> Option<Vec<&'static str>> {
    let written = written.trim().trim_matches(['"', '\'', '`']);
    let written = strip_call(written, "Optional").unwrap_or(written);
    let written = strip_call(written, "Union").map_or_else(|| written.to_owned(), |inner| inner.replace(',', "|"));
    let mut families = Vec::new();
    for alternative in written.replace(" or ", "|").split('|') {
        let alternative = alternative.trim().trim_matches('`');
        if matches!(alternative, "None" | "none") {
            continue;
        }
        families.push(alternative_family(alternative)?);
    }
    Some(families)
}

fn alternative_family(written: &str) -> Option<&'static str> {
    let name = written.split('[').next().unwrap_or_default();
    if let Some(element) = written
        .strip_prefix("list of ")
        .or_else(|| written.strip_prefix("tuple of "))
    {
        return family(element.trim_end_matches('s')).map(|_| "collection");
    }
    let whole = name.len() == written.len() || (written.ends_with(']') && !written.contains(" of "));
    whole.then(|| family(name.trim())).flatten()
}

fn strip_call<'text>(written: &'text str, name: &str) -> Option<&'text str> {
    let inner = written.strip_prefix("typing.").unwrap_or(written);
    inner.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')
}

/// Whether a section about what is returned names anything.
pub(super) fn says_something(body: &str) -> bool {
    const NOTHING: &[&str] = &[
        "none",
        "nothing",
        "no ",
        "n/a",
        "noreturn",
        "not ",
        "never",
        "void",
        "null",
        "does not",
        "doesn't",
        "this function does",
        "this method does",
        "-",
    ];
    let said = body
        .trim_start_matches(|mark: char| !mark.is_alphanumeric() && mark != '-')
        .to_lowercase();
    let later = ["deferred", "coroutine", "awaitable", "future", "retval"];
    if later.iter().any(|word| said.contains(word)) {
        return false;
    }
    let mentions =
        said.contains("none") || said.contains("nothing") || said.contains("no return") || said.contains("not return");
    !said.is_empty() && !mentions && !NOTHING.iter().any(|word| said.starts_with(word))
}
