//! Literals as docstrings and signatures write them.

use crate::code::python_api::exports::content;

/// A value that can be compared.
#[derive(Clone, Debug, PartialEq)]
enum Literal<'text> {
    None,
    Truth(bool),
    Number(f64),
    Text(&'text str),
}

/// Defaults that stand for "not given".
const SENTINELS: &[&str] = &["deprecated", "warn", "default", "no_default", "none", ""];

/// Whether both are literals, and certainly not the same. A default of `None` often stands for a value that is chosen later,
/// and says nothing; so do some strings. A literal of another kind is about something else, or a way to write the same.
pub(super) fn contradict(stated: &str, default: &str) -> bool {
    match (literal(stated), literal(default)) {
        (_, Some(Literal::Text(default))) if SENTINELS.contains(&default) => false,
        (Some(Literal::None), Some(Literal::Number(default))) => default != 0.0,
        (Some(Literal::None), Some(Literal::Truth(default))) => default,
        (Some(Literal::None), Some(Literal::Text(_))) => true,
        (Some(Literal::Truth(stated)), Some(Literal::Truth(default))) => stated != default,
        (Some(Literal::Number(stated)), Some(Literal::Number(default))) => {
            (stated - default).abs() > f64::EPSILON * stated.abs()
        }
        (Some(Literal::Text(stated)), Some(Literal::Text(default))) => {
            stated != default && !abbreviates(stated, default)
        }
        _ => false,
    }
}

/// Whether one may be a short form of the other: `low` of `lowpass`, `k` of `black`.
fn abbreviates(one: &str, two: &str) -> bool {
    let (one, two) = (one.to_lowercase(), two.to_lowercase());
    let (short, long) = if one.len() < two.len() { (one, two) } else { (two, one) };
    let is_word = |word: &str| word.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let longer = short.len() < long.len();
    let within = longer && (long.starts_with(&short) || long.ends_with(&short) || short.chars().count() == 1);
    within && is_word(&short) && is_word(&long)
}

fn literal(written: &str) -> Option<Literal<'_>> {
    match written {
        "None" => return Some(Literal::None),
        "True" => return Some(Literal::Truth(true)),
        "False" => return Some(Literal::Truth(false)),
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
