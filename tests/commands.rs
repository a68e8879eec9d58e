//! What the program says about itself: help and answers to wrong usage, word for word, in `tests/cmd/`.
//!
//! `TRYCMD=overwrite cargo test --test commands` rewrites the files; the diff is part of the change.

#[test]
fn help_and_wrong_usage_are_answered_as_written_down() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .case("tests/cmd/*.trycmd");
}
