//! Which lines two texts share. Ends of lines (`\n`, `\r\n`, none at the end) and a byte order mark do not count.

use imara_diff::{Algorithm, Diff, InternedInput};
use std::ops::Range;

/// A stretch of lines that differs: lines of base, from 0, and the lines of head that stand in their place.
pub type LineHunk = (Range<u32>, Range<u32>);

/// The lines of a text as all functions of this file count them: what [`str::lines`] yields.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.strip_prefix('\u{feff}').unwrap_or(text).lines()
}

fn compare<'text>(algorithm: Algorithm, base: &'text str, head: &'text str) -> (InternedInput<&'text str>, Diff) {
    let mut input = InternedInput::default();
    input.update_before(lines(base));
    input.update_after(lines(head));
    let mut diff = Diff::compute(algorithm, &input);
    diff.postprocess_lines(&input);
    (input, diff)
}

/// Of each line of base whether it was removed or changed, and of each line of head whether it is new or changed.
pub fn changed_lines(base: &str, head: &str) -> (Vec<bool>, Vec<bool>) {
    let (input, diff) = compare(Algorithm::Histogram, base, head);
    let removed = (0..)
        .zip(&input.before)
        .map(|(line, _)| diff.is_removed(line))
        .collect();
    let added = (0..).zip(&input.after).map(|(line, _)| diff.is_added(line)).collect();
    (removed, added)
}

/// The stretches that differ, in order; the lines between them are the same on both sides.
pub fn differing_lines(base: &str, head: &str) -> Vec<LineHunk> {
    let (_, diff) = compare(Algorithm::Histogram, base, head);
    diff.hunks().map(|hunk| (hunk.before, hunk.after)).collect()
}

/// The stretches that are the same, in order: lines of base, from 0, and the equally many lines of head they became.
pub fn aligned_lines(base: &str, head: &str) -> Vec<LineHunk> {
    aligned(Algorithm::Histogram, base, head)
}

/// The same with the algorithm of `git blame`, so that origins of lines are those people know from there.
pub(crate) fn aligned_as_blame(base: &str, head: &str) -> Vec<LineHunk> {
    aligned(Algorithm::Myers, base, head)
}

fn aligned(algorithm: Algorithm, base: &str, head: &str) -> Vec<LineHunk> {
    let (input, diff) = compare(algorithm, base, head);
    let (mut at_base, mut at_head) = (0, 0);
    let mut aligned = Vec::new();
    for hunk in diff.hunks() {
        aligned.push((at_base..hunk.before.start, at_head..hunk.after.start));
        (at_base, at_head) = (hunk.before.end, hunk.after.end);
    }
    let count = |tokens: &[imara_diff::Token]| u32::try_from(tokens.len()).unwrap_or(u32::MAX);
    aligned.push((at_base..count(&input.before), at_head..count(&input.after)));
    aligned.retain(|(base, _)| !base.is_empty());
    aligned
}

#[cfg(test)]
mod tests {
    use super::{aligned_lines, changed_lines, differing_lines};

    #[test]
    fn a_changed_line_is_marked_on_both_sides() {
        let (base, head) = changed_lines("a\nb\nc\n", "a\nB\nc\nd\n");
        assert_eq!(base, [false, true, false]);
        assert_eq!(head, [false, true, false, true]);
        assert_eq!(
            differing_lines("a\nb\nc\n", "a\nB\nc\nd\n"),
            [(1..2, 1..2), (3..3, 3..4)]
        );
        assert_eq!(aligned_lines("a\nb\nc\n", "a\nB\nc\nd\n"), [(0..1, 0..1), (2..3, 2..3)]);
    }

    #[test]
    fn ends_of_lines_and_a_byte_order_mark_do_not_count() {
        let (base, head) = changed_lines("\u{feff}a\r\nb\r\n", "a\nb");
        assert!(base.iter().chain(&head).all(|changed| !changed) && base.len() == 2 && head.len() == 2);
    }

    #[test]
    fn empty_texts_have_no_lines() {
        assert_eq!(changed_lines("", ""), (vec![], vec![]));
        assert_eq!(changed_lines("", "a"), (vec![], vec![true]));
        assert!(aligned_lines("", "a\n").is_empty());
    }
}
