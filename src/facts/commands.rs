//! Which command a flag of a page stands behind, and whether that command is one of the project.

use super::deaths::Death;
use super::names::Names;
use crate::code::arguments::is_by_hand;
use crate::model::mention::Mention;

/// Whether a flag that a page shows may be that of the dead one: `other` says that the command is a known other program.
pub(super) fn may_mean(names: &Names, mention: &Mention, death: &Death, other: bool) -> bool {
    if mention.owner.is_empty() || is_own(names, &mention.owner) || is_script(&mention.owner, death) {
        return true;
    }
    // A flag that no reader of this project's flags has seen, or that a script reads by hand, is only this project's
    // behind its own name.
    let read = death.base.as_ref().is_some_and(|base| !is_by_hand(&base.symbol));
    // A plugin adds flags to the program that loads it; and `go run ..` runs the project's own.
    let owner: Vec<&str> = mention.owner.iter().take(2).map(String::as_str).collect();
    let hosts = owner.first() == Some(&"pytest") || owner == ["go", "run"];
    read && (!other || hosts)
}

/// Whether a variable of another program was replaced by one of the project's own.
pub(super) fn became_own(names: &Names, death: &Death) -> bool {
    death.new_name.as_ref().is_some_and(|new| {
        let start = new.name.split('_').next().unwrap_or_default().to_lowercase();
        names.own.contains(&start)
    })
}

/// `tool ..`, and `git tool ..` and `cargo tool ..` for programs that others find by such names.
pub(super) fn is_own(names: &Names, command: &[String]) -> bool {
    let command: Vec<&str> = command
        .iter()
        .map(|word| word.trim_end_matches(".exe"))
        .map(|word| word.rsplit('/').next().unwrap_or(word))
        .collect();
    let joined = command.windows(2).map(|pair| format!("{}-{}", pair[0], pair[1]));
    command.iter().any(|word| names.own.contains(*word)) || joined.into_iter().any(|name| names.own.contains(&name))
}

/// Whether a command is the script that read the flag: `./run.py`, `python run.py`, `scripts/run`.
fn is_script(command: &[String], death: &Death) -> bool {
    death.last_seen.as_ref().is_some_and(|seen| {
        let (name, stem) = (seen.path.file_name(), seen.path.stem());
        command.iter().take(2).any(|word| word == name || word == stem)
    })
}
