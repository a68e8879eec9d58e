//! Unified diffs, as `patch` and `git apply` read them.

use super::fix::{Mended, Plan};
use imara_diff::{Algorithm, Diff, Hunk, InternedInput, Token};
use std::ops::Range;

/// So many lines around a change are shown.
const CONTEXT: u32 = 3;

/// What a plan would change, as one patch.
pub fn patch(plan: &Plan) -> String {
    let files = plan.files.iter();
    files.map(|(path, mended)| file(path.as_str(), mended)).collect()
}

fn file(path: &str, mended: &Mended) -> String {
    let hunks = hunks(&mended.before, &mended.after);
    format!("--- {}\n+++ {}\n{hunks}", name('a', path), name('b', path))
}

/// What differs between two texts, without the names of files.
pub(super) fn hunks(before: &str, after: &str) -> String {
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let mut groups: Vec<(Hunk, Vec<Hunk>)> = Vec::new();
    for hunk in diff.hunks() {
        match groups.last_mut() {
            Some((whole, hunks)) if hunk.before.start - whole.before.end <= 2 * CONTEXT => {
                whole.before.end = hunk.before.end;
                whole.after.end = hunk.after.end;
                hunks.push(hunk);
            }
            _ => groups.push((hunk.clone(), vec![hunk])),
        }
    }
    groups
        .iter()
        .map(|(whole, hunks)| group(&input, whole, hunks))
        .collect()
}

/// Changes that are near each other, with the lines around and between them. (The printer of the library numbers lines wrongly
/// where the first change is at one of the lines 5 to 7.)
fn group(input: &InternedInput<&str>, whole: &Hunk, hunks: &[Hunk]) -> String {
    let lead = whole.before.start.min(CONTEXT);
    let end = (whole.before.end + CONTEXT).min(u32::try_from(input.before.len()).unwrap_or(u32::MAX));
    let before = whole.before.start - lead..end;
    let after = whole.after.start - lead..whole.after.end + (end - whole.before.end);
    let mut text = format!("@@ -{} +{} @@\n", place(&before), place(&after));
    let mut at = before.start;
    for hunk in hunks {
        write(&mut text, ' ', input, &input.before, at..hunk.before.start);
        write(&mut text, '-', input, &input.before, hunk.before.clone());
        write(&mut text, '+', input, &input.after, hunk.after.clone());
        at = hunk.before.end;
    }
    write(&mut text, ' ', input, &input.before, at..end);
    text
}

/// Where lines begin, counted from 1, and how many there are; of none, the line they would follow.
fn place(lines: &Range<u32>) -> String {
    let start = lines.start + u32::from(!lines.is_empty());
    format!("{start},{}", lines.len())
}

/// Adds lines with their mark, and says when the last one has no end, without which a patch would not apply.
fn write(text: &mut String, mark: char, input: &InternedInput<&str>, tokens: &[Token], lines: Range<u32>) {
    let tokens = tokens.get(lines.start as usize..lines.end as usize).unwrap_or_default();
    for line in tokens.iter().map(|token| input.interner[*token]) {
        text.push(mark);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// The name of a file as git writes it: quoted when it holds odd characters.
fn name(side: char, path: &str) -> String {
    if path.chars().any(|of| of.is_control() || of == '"' || of == '\\') {
        return format!("{:?}", format!("{side}/{path}"));
    }
    format!("{side}/{path}")
}

#[cfg(test)]
mod tests {
    use super::{file, hunks};
    use crate::cli::fix::Mended;

    #[test]
    fn a_patch_shows_the_changed_lines_and_missing_line_ends() {
        let mended = Mended {
            before: "a\nb\nold".to_owned(),
            after: "a\nb\nnew".to_owned(),
        };
        assert_eq!(
            file("x.md", &mended),
            "--- a/x.md\n+++ b/x.md\n@@ -1,3 +1,3 @@\n a\n b\n-old\n\\ No newline at end of file\n+new\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn lines_are_numbered_right_wherever_the_change_is() {
        let lines: Vec<String> = (1..=20).map(|line| format!("{line}\n")).collect();
        for at in 0..20_usize {
            let (first, last) = (at.saturating_sub(3), (at + 4).min(20));
            let mut after = lines.clone();
            after[at] = "new\n".to_owned();
            let header = format!("@@ -{0},{1} +{0},{1} @@\n", first + 1, last - first);
            let shown = hunks(&lines.concat(), &after.concat());
            assert!(shown.starts_with(&header), "{header}{shown}");
            assert_eq!(shown.lines().count(), last - first + 2, "{shown}");
        }
        assert_eq!(hunks("", "a\n"), "@@ -0,0 +1,1 @@\n+a\n");
        assert_eq!(hunks("a\n", "a\nb\n"), "@@ -1,1 +1,2 @@\n a\n+b\n");
    }

    #[test]
    fn changes_far_apart_are_shown_apart() {
        let before: String = (1..=30).map(|line| format!("{line}\n")).collect();
        let after = before
            .replace("\n6\n", "\n6\nx\n")
            .replace("\n12\n", "\n")
            .replace("\n25\n", "\ny\n");
        let headers: Vec<String> = hunks(&before, &after)
            .lines()
            .filter(|line| line.starts_with('@'))
            .map(str::to_owned)
            .collect();
        assert_eq!(headers, ["@@ -4,12 +4,12 @@", "@@ -22,7 +22,7 @@"]);
    }

    #[test]
    fn odd_names_are_quoted() {
        assert!(
            file(
                "a\nb",
                &Mended {
                    before: "1\n".into(),
                    after: "2\n".into()
                }
            )
            .starts_with("--- \"a/a\\nb\"\n")
        );
    }
}
