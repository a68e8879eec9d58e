//! Literals as docstrings and signatures write them.

use crate::code::python_api::exports::content;

/// A value that can be compared.
#[derive(Clone, Debug, PartialEq)]
enum Literal<'text> {
    None,
    Number(f64),
    Text(&'text str),
}

/// Whether both are literals, and certainly not the same. A default of `None` often stands for a value that is chosen later,
/// and says nothing.
pub(super) fn contradict(stated: &str, default: &str) -> bool {
    match (literal(stated), literal(default)) {
        (_, Some(Literal::None)) => false,
        // Empty strings and zeros are ways to say that there is nothing.
        (Some(Literal::None), Some(other)) => other != Literal::Text("") && other != Literal::Number(0.0),
        (Some(stated), Some(default)) => stated != default,
        _ => false,
    }
}

fn literal(written: &str) -> Option<Literal<'_>> {
    match written {
        "None" => return Some(Literal::None),
        "True" => return Some(Literal::Number(1.0)),
        "False" => return Some(Literal::Number(0.0)),
        _ => {}
    }
    let quote = written.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote {
        let whole = written.len() >= 2 && written.ends_with(quote);
        let inner = content(written);
        let plain = !inner.contains([quote, '\\']);
        return (whole && plain).then_some(Literal::Text(inner));
    }
    number(written).map(Literal::Number)
}

fn number(written: &str) -> Option<f64> {
    let digits = written.replace('_', "");
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(&digits);
    if !unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    let radix = match unsigned.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => return digits.parse().ok(),
    };
    let value = u32::from_str_radix(unsigned.get(2..)?, radix).ok()?;
    let sign = if digits.starts_with('-') { -1.0 } else { 1.0 };
    Some(sign * f64::from(value))
}
