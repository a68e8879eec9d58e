//! Where a string of Python ends.

use memchr::{memchr, memchr2, memchr3};

/// How deep strings may stand in strings. Each level takes a few bytes, so this is not about memory.
const MOST_NESTED: usize = 500;

/// How a string is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoting {
    quote: u8,
    triple: bool,
    raw: bool,
}

impl Quoting {
    /// The quotes at `at`, a prefix before them.
    pub(super) fn at(bytes: &[u8], at: usize, prefix: &[u8]) -> Self {
        let quote = bytes.get(at).copied().unwrap_or_default();
        Self {
            quote,
            triple: bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote),
            raw: prefix.iter().any(|byte| matches!(byte, b'r' | b'R')),
        }
    }

    /// How many quotes stand at either end.
    pub(super) fn len(self) -> usize {
        if self.triple { 3 } else { 1 }
    }

    fn closes(self, bytes: &[u8], at: usize) -> bool {
        !self.triple || (bytes.get(at + 1) == Some(&self.quote) && bytes.get(at + 2) == Some(&self.quote))
    }
}

/// Whether a word directly before a quote is the prefix of the string.
pub(super) fn is_prefix(word: &[u8]) -> bool {
    match word {
        [one] => matches!(one.to_ascii_lowercase(), b'r' | b'b' | b'u' | b'f' | b't'),
        [one, two] => {
            let pair = [one.to_ascii_lowercase(), two.to_ascii_lowercase()];
            matches!(&pair, b"rb" | b"br" | b"rf" | b"fr" | b"rt" | b"tr")
        }
        _ => false,
    }
}

/// Whether a prefix makes a string with places to fill in.
pub(super) fn is_template(prefix: &[u8]) -> bool {
    prefix.iter().any(|byte| matches!(byte, b'f' | b'F' | b't' | b'T'))
}

/// Behind the closing quotes of a string whose content begins at `at`.
pub(super) fn end_of_string(bytes: &[u8], at: usize, quoting: Quoting) -> Option<usize> {
    let mut at = at;
    loop {
        let rest = bytes.get(at..)?;
        let found = if quoting.triple {
            memchr2(quoting.quote, b'\\', rest)
        } else {
            memchr3(quoting.quote, b'\\', b'\n', rest)
        };
        at += found?;
        match bytes[at] {
            b'\\' => at = behind_escape(bytes, at),
            b'\n' => return None,
            _ if quoting.closes(bytes, at) => return Some(at + quoting.len()),
            _ => at += 1,
        }
    }
}

fn behind_escape(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at + 1) == Some(&b'\r') && bytes.get(at + 2) == Some(&b'\n') {
        at + 3
    } else {
        at + 2
    }
}

/// Where we are in a template: in its text, in an expression, in what says how to print it.
enum Frame {
    Text(Quoting),
    Field { depth: u32 },
    Format(Quoting),
}

/// Behind the closing quotes of a template whose content begins at `at`. Its expressions may hold strings with the same
/// quotes, and these may be templates: what is open is kept on a stack.
pub(super) fn end_of_template(bytes: &[u8], at: usize, quoting: Quoting) -> Option<usize> {
    let mut at = at;
    let mut frames = vec![Frame::Text(quoting)];
    while let Some(frame) = frames.last() {
        if frames.len() > MOST_NESTED {
            return None;
        }
        at = match frame {
            Frame::Text(quoting) => in_text(bytes, at, *quoting, &mut frames)?,
            Frame::Format(quoting) => in_format(bytes, at, *quoting, &mut frames)?,
            Frame::Field { .. } => in_field(bytes, at, &mut frames)?,
        };
    }
    Some(at)
}

fn in_text(bytes: &[u8], at: usize, quoting: Quoting, frames: &mut Vec<Frame>) -> Option<usize> {
    match *bytes.get(at)? {
        b'\\' => Some(behind_escape_in_template(bytes, at, quoting.raw)),
        b'{' if bytes.get(at + 1) == Some(&b'{') => Some(at + 2),
        b'{' => {
            frames.push(Frame::Field { depth: 0 });
            Some(at + 1)
        }
        b'\n' if !quoting.triple => None,
        byte if byte == quoting.quote && quoting.closes(bytes, at) => {
            frames.pop();
            Some(at + quoting.len())
        }
        _ => Some(at + 1),
    }
}

fn behind_escape_in_template(bytes: &[u8], at: usize, raw: bool) -> usize {
    match bytes.get(at + 1) {
        Some(b'{' | b'}') => at + 1,
        Some(b'N') if !raw && bytes.get(at + 2) == Some(&b'{') => {
            let name = bytes.get(at..).unwrap_or_default();
            at + memchr(b'}', name).map_or(name.len(), |end| end + 1)
        }
        _ => behind_escape(bytes, at),
    }
}

fn in_format(bytes: &[u8], at: usize, quoting: Quoting, frames: &mut Vec<Frame>) -> Option<usize> {
    match *bytes.get(at)? {
        b'{' => frames.push(Frame::Field { depth: 0 }),
        b'}' => {
            frames.pop();
        }
        b'\\' => return Some(behind_escape(bytes, at)),
        b'\n' if !quoting.triple => return None,
        byte if byte == quoting.quote && quoting.closes(bytes, at) => return None,
        _ => {}
    }
    Some(at + 1)
}

fn in_field(bytes: &[u8], at: usize, frames: &mut Vec<Frame>) -> Option<usize> {
    let byte = *bytes.get(at)?;
    let outer = frames.iter().rev().find_map(|frame| match frame {
        Frame::Text(quoting) => Some(*quoting),
        _ => None,
    })?;
    let Some(Frame::Field { depth }) = frames.last_mut() else {
        return None;
    };
    match byte {
        b'(' | b'[' | b'{' => *depth += 1,
        b')' | b']' => *depth = depth.saturating_sub(1),
        b'}' if *depth > 0 => *depth -= 1,
        b'}' => {
            frames.pop();
        }
        b':' if *depth == 0 => {
            frames.pop();
            frames.push(Frame::Format(outer));
        }
        b'#' => return Some(at + memchr(b'\n', &bytes[at..])?),
        b'"' | b'\'' => return string_in_field(bytes, at, b"", frames),
        _ if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => return word_in_field(bytes, at, frames),
        _ => {}
    }
    Some(at + 1)
}

fn word_in_field(bytes: &[u8], at: usize, frames: &mut Vec<Frame>) -> Option<usize> {
    let is_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80;
    let end = at + bytes.get(at..)?.iter().take_while(is_word).count();
    let word = &bytes[at..end];
    if is_prefix(word) && matches!(bytes.get(end), Some(b'"' | b'\'')) {
        return string_in_field(bytes, end, word, frames);
    }
    Some(end)
}

fn string_in_field(bytes: &[u8], at: usize, prefix: &[u8], frames: &mut Vec<Frame>) -> Option<usize> {
    let quoting = Quoting::at(bytes, at, prefix);
    if is_template(prefix) {
        frames.push(Frame::Text(quoting));
        return Some(at + quoting.len());
    }
    end_of_string(bytes, at + quoting.len(), quoting)
}
