//! Unified diffs, as `patch` and `git apply` read them.

use super::fix::{Mended, Plan};
use imara_diff::{Algorithm, Diff, InternedInput, Interner, Token, UnifiedDiffConfig, UnifiedDiffPrinter};
use std::fmt;

/// What a plan would change, as one patch.
pub fn patch(plan: &Plan) -> String {
    let files = plan.files.iter();
    files.map(|(path, mended)| file(path.as_str(), mended)).collect()
}

fn file(path: &str, mended: &Mended) -> String {
    let input = InternedInput::new(mended.before.as_str(), mended.after.as_str());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let lines = Lines(&input.interner);
    let hunks = diff.unified_diff(&lines, UnifiedDiffConfig::default(), &input);
    format!("--- {}\n+++ {}\n{hunks}", name('a', path), name('b', path))
}

/// The name of a file as git writes it: quoted when it holds odd characters.
fn name(side: char, path: &str) -> String {
    if path.chars().any(|of| of.is_control() || of == '"' || of == '\\') {
        return format!("{:?}", format!("{side}/{path}"));
    }
    format!("{side}/{path}")
}

/// Prints lines, and says when the last one has no end, without which a patch would not apply.
struct Lines<'a>(&'a Interner<&'a str>);

impl Lines<'_> {
    fn write(&self, mut f: impl fmt::Write, mark: char, token: Token) -> fmt::Result {
        let line = self.0[token];
        match line.ends_with('\n') {
            true => write!(f, "{mark}{line}"),
            false => writeln!(f, "{mark}{line}\n\\ No newline at end of file"),
        }
    }
}

impl UnifiedDiffPrinter for Lines<'_> {
    fn display_header(
        &self,
        mut f: impl fmt::Write,
        start_before: u32,
        start_after: u32,
        len_before: u32,
        len_after: u32,
    ) -> fmt::Result {
        let (before, after) = (start_before + 1, start_after + 1);
        writeln!(f, "@@ -{before},{len_before} +{after},{len_after} @@")
    }

    fn display_context_token(&self, f: impl fmt::Write, token: Token) -> fmt::Result {
        self.write(f, ' ', token)
    }

    fn display_hunk(&self, mut f: impl fmt::Write, before: &[Token], after: &[Token]) -> fmt::Result {
        before.iter().try_for_each(|token| self.write(&mut f, '-', *token))?;
        after.iter().try_for_each(|token| self.write(&mut f, '+', *token))
    }
}

#[cfg(test)]
mod tests {
    use super::file;
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
