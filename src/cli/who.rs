//! `abreast who`: who knows a file, a folder, a definition or a page, who owns it, and what describes it.

use super::args::Global;
use super::error::UsageError;
use super::exit::Exit;
use super::job::bare;
use super::knowing::Knowing;
use super::knowledge_args::{By, CountingArgs};
use super::{output, repo_paths};
use crate::facts::knowledge::Counting;
use crate::facts::side::Side;
use crate::facts::symbol_lines::{self, Definition, Unknown};
use crate::git::repo::Repo;
use crate::metrics::assess::Owned;
use crate::metrics::who::Looking;
use crate::model::handover::{Subject, WhoReport};
use crate::model::path::RepoPath;
use crate::model::person::PersonId;
use crate::model::problem::Problem;
use crate::model::revision::Oid;
use crate::render::knowledge::who;
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  abreast who src/pay/card.py               who knows a file, and which passages describe it
  abreast who src/pay                       a folder: its bus factor, its modules, pages about it
  abreast who src/pay/card.py:Card          who wrote the lines of a class or function
  abreast who src/pay/card.py:Card.charge   a method; `::` works, too
  abreast who docs/pay.md                   who wrote a page, and which files it describes
  abreast who src/pay --format markdown     for an issue or a comment

People are shown with what they changed, never with when. Whether somebody is active is said by the
commits of the last 365 days (inactive-after in the settings).";

/// Arguments of `abreast who`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct WhoArgs {
    /// A file, a folder, a page, or a definition of a file
    #[arg(value_name = "PATH[:SYMBOL]")]
    pub subject: String,
    /// What is counted.
    #[command(flatten)]
    pub counting: CountingArgs,
    /// The format of the answer
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub format: WhoFormat,
    /// Write to FILE instead of the terminal
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}

/// A format of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WhoFormat {
    /// For reading
    Text,
    /// One document
    Json,
    /// For an issue or a comment
    Markdown,
}

/// Shows who knows something.
///
/// # Errors
/// When the history is not whole, there is nothing of that name, or the output cannot be written.
pub fn run(args: &WhoArgs, global: &Global) -> anyhow::Result<Exit> {
    let repo = Repo::open(global.repo.as_deref())?;
    let Some(knowing) = Knowing::open(&repo, &args.counting, &[], global)? else {
        return Err(bare(
            "there are no commits yet, so that nobody wrote anything",
            "commit first",
        )
        .into());
    };
    let place = place(&knowing, &args.subject, global)?;
    let report = report(&knowing, &place, args)?;
    let text = match args.format {
        WhoFormat::Text => who::text(&report),
        WhoFormat::Json => who::json(&report),
        WhoFormat::Markdown => who::markdown(&report),
    };
    output::put(&text, args.output.as_deref())?;
    Ok(Exit::Clean)
}

/// What was asked about: a path of the head, and the name of a definition.
struct Place {
    path: String,
    symbol: Option<String>,
}

/// Takes the argument apart. Paths may hold colons: the longest part that is a path is one.
fn place(knowing: &Knowing<'_>, subject: &str, global: &Global) -> anyhow::Result<Place> {
    let inside = |path: &str| -> anyhow::Result<String> {
        let paths = repo_paths::restrict(knowing.repo, global.repo.as_deref(), &[path.to_owned()])?;
        Ok(paths
            .into_iter()
            .next()
            .unwrap_or_default()
            .trim_end_matches('/')
            .to_owned())
    };
    let snapshot = &knowing.knowledge.snapshot;
    let whole = inside(subject);
    if let Some(path) = whole.as_ref().ok().filter(|path| snapshot.has_path(path)) {
        return Ok(Place {
            path: path.clone(),
            symbol: None,
        });
    }
    for (colon, _) in subject.rmatch_indices(':').filter(|(colon, _)| *colon > 0) {
        let (path, symbol) = (inside(&subject[..colon]), subject[colon + 1..].trim_start_matches(':'));
        let Some(path) = path.ok().filter(|path| snapshot.has_path(path)) else {
            continue;
        };
        if symbol.is_empty() {
            return Err(bare(&format!("no definition is named behind {path}:"), "write PATH:NAME").into());
        }
        if !snapshot.files.contains_key(path.as_str()) {
            let help = "definitions are in files: name the file in front of the colon";
            return Err(bare(&format!("{path} is a folder, so that it defines no {symbol}"), help).into());
        }
        return Ok(Place {
            path,
            symbol: Some(symbol.to_owned()),
        });
    }
    let message = format!(
        "there is no file or folder {} in {}",
        whole?,
        knowing.knowledge.head.short()
    );
    Err(bare(&message, "paths are relative to the folder you are in, or to -C").into())
}

fn report(knowing: &Knowing<'_>, place: &Place, args: &WhoArgs) -> anyhow::Result<WhoReport> {
    let side = knowing.side();
    let path = RepoPath::from(place.path.as_str());
    // An unknown name must not wait for the reading of all pages.
    let definition = place
        .symbol
        .as_deref()
        .map(|name| definition(&side, &path, name))
        .transpose()?;
    let descriptions = knowing.descriptions();
    let label = |person: PersonId| knowing.label(person);
    let subject = knowing.assess(By::Package, |assessing| {
        let looking = Looking {
            knowledge: &knowing.knowledge,
            authors: &knowing.authors(assessing),
            assessing,
            descriptions: &descriptions,
            label: &label,
        };
        subject(knowing, &side, &looking, &path, definition.as_ref())
    })?;
    let mut problems = knowing.knowledge.problems.clone();
    let owners = owners_of(knowing, &path, &mut problems);
    Ok(WhoReport {
        head: knowing.knowledge.head.short(),
        method: args.counting.method.method().1,
        owners,
        path: if place.path.is_empty() {
            ".".to_owned()
        } else {
            place.path.clone()
        },
        subject,
        problems,
    })
}

fn subject(
    knowing: &Knowing<'_>,
    side: &Side<'_>,
    looking: &Looking<'_>,
    path: &RepoPath,
    definition: Option<&Definition>,
) -> anyhow::Result<Subject> {
    let knowledge = &knowing.knowledge;
    if let Some(definition) = definition {
        let people = symbol_lines::people(knowing.repo, knowledge, path, definition)?;
        return Ok(Subject::Symbol(looking.symbol(path, definition, &people)));
    }
    let Some(entry) = knowledge.snapshot.files.get(path) else {
        return Ok(Subject::Folder(looking.folder(path.as_str())));
    };
    let counts = knowledge.languages.contains_key(path);
    if side.docs.contains_key(path) && !counts {
        return Ok(Subject::Page(looking.page(path)));
    }
    let excluded = Counting::of(knowing.repo, &knowledge.snapshot)?.excluded(path, entry, &knowing.settings);
    Ok(Subject::File(looking.file(path, excluded)))
}

/// The definition of that name, as of the head.
fn definition(side: &Side<'_>, path: &RepoPath, name: &str) -> anyhow::Result<Definition> {
    let blob = side.snapshot.files.get(path).map_or(Oid::ZERO, |entry| entry.blob);
    let (text, _) = side.code_text(path, blob).map_err(|problem| {
        bare(
            &format!("{path} cannot be read: {}", problem.message),
            "ask for the file as a whole",
        )
    })?;
    symbol_lines::find(path, &text, name).map_err(|unknown| unknown_symbol(path, name, &unknown).into())
}

fn unknown_symbol(path: &RepoPath, name: &str, unknown: &Unknown) -> UsageError {
    match unknown {
        Unknown::Several(names) => bare(
            &format!("{name} may be any of {} in {path}", names.join(", ")),
            "write the whole name behind the colon",
        ),
        Unknown::None(like) if like.is_empty() => bare(
            &format!("{path} defines nothing called {name}: no definitions were found in it"),
            "ask for the file as a whole",
        ),
        Unknown::None(like) => bare(
            &format!("{path} defines nothing called {name}"),
            &format!("there is {}", like.join(", ")),
        ),
    }
}

/// Who is declared to own a file, or the files of a folder; `None` without a CODEOWNERS file.
fn owners_of(knowing: &Knowing<'_>, path: &RepoPath, problems: &mut Vec<Problem>) -> Option<Vec<String>> {
    let declared = knowing.declared(problems)?;
    let all = knowing.knowledge.snapshot.files.keys();
    let files: Vec<RepoPath> = all
        .filter(|file| *file == path || path.as_str() == "." || file.is_under(path.as_str()))
        .cloned()
        .collect();
    let owners: BTreeSet<String> = declared
        .of_files(&files)
        .into_values()
        .flat_map(|owned| match owned {
            Owned::By(owners) => owners,
            Owned::Cleared | Owned::No => Vec::new(),
        })
        .collect();
    Some(owners.into_iter().collect())
}
