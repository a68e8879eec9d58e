//! `abreast explain`: the page of a rule, or the list of rules.

use super::args::ExplainArgs;
use super::error::UsageError;
use super::exit::Exit;
use super::output::print;
use crate::config::names::RuleNames;
use crate::render::report::level;
use crate::rules::registry::rules;
use crate::rules::rule::Rule;
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Prints a page or the list.
///
/// # Errors
/// When there is no such rule, or it cannot be written.
pub fn run(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let text = match &args.rule {
        Some(name) => page(name)?,
        None => list(rules()),
    };
    print(&text)?;
    Ok(Exit::Clean)
}

/// All rules, each with its group.
pub(super) fn names() -> Vec<(&'static str, &'static str)> {
    rules().iter().map(|rule| (rule.id, rule.group)).collect()
}

fn page(name: &str) -> Result<String, UsageError> {
    let mut found = rules()
        .iter()
        .filter(|rule| rule.id == name || rule.group == name)
        .peekable();
    match found.peek() {
        Some(rule) if rule.id == name => Ok(styled_page(rule.page)),
        Some(_) => Ok(list(found)),
        None => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> UsageError {
    let help = match RuleNames(&names()).closest(name) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`abreast explain` lists the rules".to_owned(),
    };
    let message = format!("there is no rule `{name}`");
    UsageError { message, help }
}

/// The list, by group.
fn list<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> String {
    let mut groups: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        groups.entry(rule.group).or_default().push(rule);
    }
    let all = || groups.values().flatten();
    let width = all().map(|rule| rule.id.len()).max().unwrap_or_default();
    let (head, name) = (Style::new().bold(), AnsiColor::Cyan.on_default());
    let mut text = String::new();
    for (group, rules) in &groups {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{head}{group}{head:#}");
        for rule in rules {
            let (info, gap) = (rule.info(), width - rule.id.len());
            let _ = write!(text, "  {name}{}{name:#}{:gap$}", rule.id, "");
            let _ = writeln!(text, "  {:<7}  {}", level(rule.level), info.summary);
        }
    }
    text + "\n`abreast explain RULE` shows the page of a rule.\n"
}

/// The page as it is written, with its headings bold.
fn styled_page(page: &str) -> String {
    let bold = Style::new().bold();
    let mut in_code = false;
    let line = |line: &str| {
        in_code ^= line.starts_with("```");
        match line.starts_with('#') && !in_code {
            true => format!("{bold}{line}{bold:#}\n"),
            false => format!("{line}\n"),
        }
    };
    page.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{page, styled_page};
    use crate::rules::registry::rules;

    #[test]
    fn every_rule_has_a_page_and_every_group_a_list() {
        for rule in rules() {
            assert!(page(rule.id).unwrap().contains(rule.id));
            assert!(page(rule.group).unwrap().contains(&rule.info().summary));
        }
    }

    #[test]
    fn a_rule_that_does_not_exist_is_refused() {
        assert_eq!(page("x").unwrap_err().to_string(), "there is no rule `x`");
    }

    #[test]
    fn only_headings_are_bold() {
        let text = styled_page("# a\nb\n```\n# c\n```\n");
        assert_eq!(text, "\u{1b}[1m# a\u{1b}[0m\nb\n```\n# c\n```\n");
    }
}
