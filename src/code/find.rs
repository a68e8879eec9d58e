//! Looks for a set of words in a text, fast: most files hold none of them.
//!
//! The classifying lexer only runs on texts in which a wanted word stands; everything else is one pass over the bytes.

use super::lexer::is_word_byte;
use super::words::{visit, visit_plainly};
use crate::model::guard::guarded;
use crate::model::path::RepoPath;
use crate::model::source::WordUse;
use std::collections::{BTreeMap, HashMap};

/// Bits of the filter that nearly every other word fails.
const FILTER_BITS: usize = 1 << 16;

/// A set of words to look for, prepared once and used on many texts.
#[derive(Clone, Debug)]
pub struct Wanted<'w> {
    filter: Vec<u64>,
    /// The whole words by one part of them (all of an identifier, the first part of `--dry-run`), with the part's offset.
    by_part: HashMap<&'w str, Vec<(&'w str, usize)>>,
    /// Parts by length would be slower; the longest one bounds what is looked up.
    longest: usize,
    /// Words without any ASCII letter or digit.
    other: Vec<&'w str>,
}

impl<'w> Wanted<'w> {
    /// Prepares the search. Words that hold anything but letters, digits, `_` and `-` are never found.
    pub fn new(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut wanted = Self {
            filter: vec![0; FILTER_BITS / 64],
            by_part: HashMap::new(),
            longest: 0,
            other: Vec::new(),
        };
        for word in words {
            wanted.add(word);
        }
        wanted
    }

    fn add(&mut self, word: &'w str) {
        let named = word.bytes().any(is_word_byte);
        if !named || !word.bytes().all(|byte| is_word_byte(byte) || byte == b'-') {
            return;
        }
        let Some((offset, part)) = first_part(word) else {
            self.other.push(word);
            return;
        };
        let slot = filter_slot(part.as_bytes());
        self.filter[slot / 64] |= 1 << (slot % 64);
        self.longest = self.longest.max(part.len());
        let words = self.by_part.entry(part).or_default();
        if !words.contains(&(word, offset)) {
            words.push((word, offset));
        }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.by_part.is_empty() && self.other.is_empty()
    }

    /// Whether any wanted word stands in the text, in whatever use.
    pub fn any_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            while at < bytes.len() && !WORD_BYTES[bytes[at] as usize] {
                at += 1;
            }
            let start = at;
            while at < bytes.len() && WORD_BYTES[bytes[at] as usize] {
                at += 1;
            }
            if at > start && self.may_hold(&bytes[start..at]) && self.holds(text, start, at) {
                return true;
            }
        }
        self.other.iter().any(|word| text.contains(word))
    }

    fn may_hold(&self, part: &[u8]) -> bool {
        let slot = filter_slot(part);
        part.len() <= self.longest && self.filter[slot / 64] & (1 << (slot % 64)) != 0
    }

    fn holds(&self, text: &str, start: usize, end: usize) -> bool {
        let words = text.get(start..end).and_then(|part| self.by_part.get(part));
        let stands_at = |word: &str, offset: usize| {
            let begin = start.checked_sub(offset);
            begin
                .and_then(|begin| text.get(begin..))
                .is_some_and(|rest| rest.starts_with(word))
        };
        words.is_some_and(|words| words.iter().any(|(word, offset)| stands_at(word, *offset)))
    }

    /// The wanted word that is written `word`.
    fn get(&self, word: &str) -> Option<&'w str> {
        let Some((_, part)) = first_part(word) else {
            return self.other.iter().find(|known| **known == word).copied();
        };
        if !self.may_hold(part.as_bytes()) {
            return None;
        }
        let words = self.by_part.get(part)?;
        words.iter().find(|(known, _)| *known == word).map(|(known, _)| *known)
    }
}

/// What can stand in the part of a word that is looked up: other scripts are compared with the whole word only.
static WORD_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let c = byte as u8;
        table[byte] = c.is_ascii_alphanumeric() || c == b'_';
        byte += 1;
    }
    table
};

/// The first run of ASCII letters, digits and `_`, and where it begins.
fn first_part(word: &str) -> Option<(usize, &str)> {
    let plain = |byte: u8| WORD_BYTES[byte as usize];
    let start = word.bytes().position(plain)?;
    let rest = word.get(start..)?;
    let end = rest.bytes().position(|byte| !plain(byte)).unwrap_or(rest.len());
    Some((start, &rest[..end]))
}

/// A cheap hash of a word's first four bytes, its last four and its length.
fn filter_slot(part: &[u8]) -> usize {
    let four = |bytes: &[u8]| bytes.iter().fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    let key = if let (Some(head), Some(tail)) = (part.first_chunk::<4>(), part.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*head)) << 32 | u64::from(u32::from_le_bytes(*tail))
    } else {
        four(part)
    };
    let mixed = (key ^ (part.len() as u64) << 27).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 48) as usize
}

/// The wanted words that a text holds and how they occur, in alphabetical order.
pub fn find_words<'w>(path: &RepoPath, text: &str, wanted: &Wanted<'w>) -> Vec<(&'w str, WordUse)> {
    if wanted.is_empty() || !wanted.any_in(text) {
        return Vec::new();
    }
    let found = guarded(|| {
        let mut found = Found::new();
        visit(path, text, |word, word_use| note(&mut found, wanted, word, word_use));
        found
    });
    found
        .unwrap_or_else(|| find_plainly(text, wanted))
        .into_iter()
        .collect()
}

/// The wanted words that a text without a language holds, in alphabetical order.
pub fn find_in_prose<'w>(text: &str, wanted: &Wanted<'w>) -> Vec<(&'w str, WordUse)> {
    if wanted.is_empty() || !wanted.any_in(text) {
        return Vec::new();
    }
    find_plainly(text, wanted).into_iter().collect()
}

type Found<'w> = BTreeMap<&'w str, WordUse>;

fn note<'w>(found: &mut Found<'w>, wanted: &Wanted<'w>, word: &str, word_use: WordUse) {
    if let Some(known) = wanted.get(word) {
        let all = found.entry(known).or_default();
        *all = all.with(word_use);
    }
}

/// The wanted words of a text on which the lexer fails.
fn find_plainly<'w>(text: &str, wanted: &Wanted<'w>) -> Found<'w> {
    let mut found = Found::new();
    visit_plainly(text, |word, word_use| note(&mut found, wanted, word, word_use));
    found
}

#[cfg(test)]
mod tests {
    use super::{Wanted, find_plainly, find_words};
    use crate::model::source::WordUse;

    #[test]
    fn whole_words_are_found_and_parts_of_words_are_not() {
        let wanted = Wanted::new(["close", "--dry-run", "page-title", "gone"]);
        let text = "def close(closed): pass\nx = '--dry-run'\ny = 'my-page-title'\n";
        let found = find_words(&"a.py".into(), text, &wanted);
        assert_eq!(found, [("--dry-run", WordUse::STRING), ("close", WordUse(9))]);
    }

    #[test]
    fn the_plain_search_finds_every_word_and_calls_it_defined() {
        let wanted = Wanted::new(["close", "--dry-run", "dry-run", "größe", "page", "gone"]);
        let found = find_plainly("x.close() '--dry-run' größe my-page", &wanted);
        let words: Vec<&str> = found.keys().copied().collect();
        assert_eq!(words, ["--dry-run", "close", "dry-run", "größe", "page"]);
        assert!(found.values().all(|all| all.has(WordUse::DEFINITION)));
    }

    #[test]
    fn a_text_without_any_wanted_word_gives_nothing() {
        let wanted = Wanted::new(["absent", "a.b", ""]);
        assert!(!wanted.any_in("absentee abs ent"));
        assert!(find_words(&"a.rs".into(), "fn f() {}", &wanted).is_empty());
    }

    #[test]
    fn every_word_finds_itself() {
        for word in ["ab", "abc", "abcd", "abcde", "größe", "お", "-x", "--long-flag", "X_1"] {
            assert!(Wanted::new([word]).any_in(&format!("({word})")), "{word}");
        }
    }
}
