//! A runner for `action.yml`, as far as its steps need one: inputs and defaults, expressions, conditions, the files behind
//! `GITHUB_OUTPUT` and `GITHUB_STEP_SUMMARY`, and which lines of a step the real runner would take for commands.
//!
//! The programs that a step may call are those of the test: `abreast` is the built one, `gh`, `curl` and `cargo` write down how they
//! were called and answer from files. Expressions that are written wrongly fail the test.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use tempfile::TempDir;
use yaml_rust2::{Yaml, YamlLoader};

/// Answers a request from the file named like its path; a body is kept as `body`, each call is a line of `log`.
const GH: &str = r#"#!/bin/sh
[ "$1" = api ] && [ -n "$GH_TOKEN" ] || { echo "used wrongly: $*" >&2; exit 9; }
shift
method=GET path= input=
while [ $# -gt 0 ]; do
  case $1 in
    --method) method=$2; shift ;;
    --input) input=$2; shift ;;
    --paginate) ;;
    *) path=$1 ;;
  esac
  shift
done
printf '%s %s\n' "$method" "$path" >>"$ANSWERS/log"
[ -z "$input" ] || cp "$input" "$ANSWERS/body"
if [ -f "$ANSWERS/refuse" ]; then
  printf 'gh: Resource not accessible by integration (HTTP 403)\n::error::from the API\n' >&2
  exit 1
fi
[ "$method" = GET ] || { echo '{}'; exit 0; }
cat "$ANSWERS/$(printf '%s' "${path%%\?*}" | tr / _).json"
"#;

/// Answers with the file named like the last part of the address, or with status 404.
const CURL: &str = r#"#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    --output) to=$2; shift ;;
    https://*) url=$1 ;;
  esac
  shift
done
printf 'curl %s\n' "$url" >>"$ANSWERS/log"
if [ -f "$ANSWERS/${url##*/}" ]; then cp "$ANSWERS/${url##*/}" "$to"; printf 200; else printf 404; fi
"#;

/// "Builds" by putting the program where it was asked for.
const CARGO: &str = r#"#!/bin/sh
printf 'cargo %s\n' "$*" >>"$ANSWERS/log"
while [ $# -gt 0 ]; do
  [ "$1" != --root ] || root=$2
  shift
done
mkdir -p "$root/bin" && ln -sf "$PROGRAM" "$root/bin/abreast"
"#;

/// A job of a workflow, before it runs.
pub(crate) struct Job {
    folder: Rc<TempDir>,
    work_space: PathBuf,
    checkout: Option<Rc<TempDir>>,
    variables: BTreeMap<String, String>,
    inputs: BTreeMap<String, String>,
    cache_hit: bool,
}

/// What a run of the action came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code of the step that failed, or 0.
    pub(crate) code: i32,
    /// The outputs of the action.
    pub(crate) outputs: BTreeMap<String, String>,
    /// The commands that the runner took from the lines of the steps.
    pub(crate) commands: Vec<String>,
    /// Everything that was printed.
    pub(crate) log: String,
    /// The summary of the job.
    pub(crate) summary: String,
    /// Keeps the files that outputs name.
    pub(crate) _kept: Vec<Rc<TempDir>>,
}

impl Job {
    /// A job in a checkout, with the built program on PATH and `version: system`.
    pub(crate) fn new(work_space: &Path) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("abreast-action-")
            .tempdir()
            .expect("a temp folder can be made");
        let job = Self {
            folder: Rc::new(folder),
            work_space: work_space.to_owned(),
            checkout: None,
            variables: BTreeMap::new(),
            inputs: BTreeMap::new(),
            cache_hit: false,
        };
        for part in ["bin", "temp", "home", "answers"] {
            fs::create_dir(job.path(part)).expect("a folder can be made");
        }
        job.program("gh", GH);
        job.program("curl", CURL);
        job.program("cargo", CARGO);
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_abreast"), job.path("bin/abreast")).expect("a link can be made");
        job.input("version", "system")
            .variable("GITHUB_REPOSITORY", "owner/project")
    }

    /// Keeps the folders of the checkout as long as the job.
    pub(crate) fn keeping(mut self, checkout: Rc<TempDir>) -> Self {
        self.checkout = Some(checkout);
        self
    }

    /// A path in the folder of the job.
    pub(crate) fn path(&self, part: &str) -> PathBuf {
        self.folder.path().join(part)
    }

    /// Puts a script on PATH.
    pub(crate) fn program(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path("bin").join(name);
        fs::write(&path, text).expect("a script can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a script can be made executable");
    }

    /// An answer of `gh` or a file that `curl` finds.
    pub(crate) fn answer(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        fs::write(self.path("answers").join(name), text).expect("an answer can be written");
        self
    }

    /// Sets an input of the action.
    pub(crate) fn input(mut self, name: &str, value: &str) -> Self {
        self.inputs.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Sets a variable of the runner.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Lets the cache have what is looked for.
    pub(crate) fn cached(mut self) -> Self {
        self.cache_hit = true;
        self
    }

    /// The event that started the workflow.
    pub(crate) fn event(self, name: &str, reference: &str, payload: &serde_json::Value) -> Self {
        let file = self.path("event.json");
        fs::write(&file, payload.to_string()).expect("the event can be written");
        let file = file.to_str().expect("temp folders have UTF-8 names").to_owned();
        self.variable("GITHUB_EVENT_NAME", name)
            .variable("GITHUB_REF", reference)
            .variable("GITHUB_EVENT_PATH", &file)
    }

    /// How `gh`, `curl` and `cargo` were called.
    pub(crate) fn calls(&self) -> Vec<String> {
        let log = fs::read_to_string(self.path("answers/log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    /// The last body that was sent, as JSON.
    pub(crate) fn sent(&self) -> serde_json::Value {
        let text = fs::read_to_string(self.path("answers/body")).expect("something was sent");
        serde_json::from_str(&text).expect("what is sent is JSON")
    }

    /// Runs the action at the root of this repository.
    pub(crate) fn run(&self) -> Ran {
        self.run_action(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    /// Runs the action of a folder.
    pub(crate) fn run_action(&self, folder: &Path) -> Ran {
        let action = Action::read(folder);
        let mut ran = Ran {
            code: 0,
            outputs: BTreeMap::new(),
            commands: Vec::new(),
            log: String::new(),
            summary: String::new(),
            _kept: self.checkout.iter().chain([&self.folder]).map(Rc::clone).collect(),
        };
        let mut context = action.context(&self.inputs);
        for step in &action.steps {
            if step.condition().is_some_and(|condition| !context.holds(condition)) {
                continue;
            }
            if let Some(code) = self.step(step, &action, &mut context, &mut ran)
                && code != 0
            {
                ran.code = code;
                break;
            }
        }
        for (name, output) in entries(&action.document["outputs"]) {
            let value = context.filled(output["value"].as_str().expect("an output has a value"));
            ran.outputs.insert(name, value);
        }
        ran
    }

    fn step(&self, step: &Step, action: &Action, context: &mut Context, ran: &mut Ran) -> Option<i32> {
        let id = step.0["id"].as_str().unwrap_or("-").to_owned();
        if let Some(used) = step.0["uses"].as_str() {
            assert!(used.starts_with("actions/cache@"), "{used}");
            let key = context.filled(step.0["with"]["key"].as_str().expect("a cache has a key"));
            ran.log.push_str(&format!("cache {key}\n"));
            context.set(&id, "cache-hit", &self.cache_hit.to_string());
            return None;
        }
        let (output, summary) = (self.path("output"), self.path("summary"));
        fs::write(&output, "").expect("a file can be written");
        if !summary.exists() {
            fs::write(&summary, "").expect("a file can be written");
        }
        let mut command = self.bash(step.0["run"].as_str().expect("a step runs something"));
        command
            .env("GITHUB_ACTION_PATH", &action.folder)
            .env("GITHUB_OUTPUT", &output)
            .env("GITHUB_STEP_SUMMARY", &summary);
        for (name, value) in entries(&step.0["env"]) {
            command.env(name, context.filled(value.as_str().expect("a variable is a text")));
        }
        let done = command.output().expect("bash can be started");
        let said = [done.stdout, done.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        for text in said {
            ran.commands.extend(commands(&text));
            ran.log.push_str(&text);
        }
        for line in fs::read_to_string(&output).expect("outputs are text").lines() {
            let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("no output: {line}"));
            context.set(&id, name, value);
        }
        ran.summary = String::from_utf8_lossy(&fs::read(&summary).expect("there is a summary")).into_owned();
        done.status.code()
    }

    /// A shell as the runner starts it, which sees nothing of the machine but the search path.
    pub(crate) fn bash(&self, script: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(&self.work_space)
            .env_clear()
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("HOME", self.path("home"))
            .env("XDG_CACHE_HOME", self.path("home/.cache"))
            .env("ANSWERS", self.path("answers"))
            .env("PROGRAM", env!("CARGO_BIN_EXE_abreast"))
            .env("CI", "true")
            .env("TZ", "UTC")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_WORKSPACE", &self.work_space)
            .env("RUNNER_TEMP", self.path("temp"))
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64")
            .envs(&self.variables);
        command
    }
}

/// An action as it is written.
struct Action {
    folder: PathBuf,
    document: Yaml,
    steps: Vec<Step>,
}

struct Step(Yaml);

impl Step {
    fn condition(&self) -> Option<&str> {
        self.0["if"].as_str()
    }
}

impl Action {
    fn read(folder: &Path) -> Self {
        let document = document(&folder.join("action.yml"));
        let steps = document["runs"]["steps"].as_vec().expect("an action has steps");
        let steps = steps.iter().cloned().map(Step).collect();
        Self {
            folder: folder.to_owned(),
            document,
            steps,
        }
    }

    fn context(&self, inputs: &BTreeMap<String, String>) -> Context {
        let declared = entries(&self.document["inputs"]);
        for name in inputs.keys() {
            assert!(
                declared.iter().any(|(known, _)| known == name) || name == "version",
                "no input {name}"
            );
        }
        let mut values = BTreeMap::from([
            ("github.token".to_owned(), "a-token".to_owned()),
            ("github.action_repository".to_owned(), "owner/abreast".to_owned()),
        ]);
        for (name, input) in declared {
            let value = inputs.get(&name).map(String::as_str).or(input["default"].as_str());
            values.insert(format!("inputs.{name}"), value.unwrap_or_default().to_owned());
        }
        let ids = self.steps.iter().filter_map(|step| step.0["id"].as_str());
        Context {
            values,
            ids: ids.map(str::to_owned).collect(),
        }
    }
}

/// The values that expressions may name.
struct Context {
    values: BTreeMap<String, String>,
    ids: Vec<String>,
}

impl Context {
    fn set(&mut self, id: &str, name: &str, value: &str) {
        self.values
            .insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
    }

    /// A text with its expressions replaced.
    fn filled(&self, text: &str) -> String {
        let mut parts = text.split("${{");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (expression, rest) = part.split_once("}}").expect("an expression ends");
            let mut choices = expression.split("||").map(|term| self.term(term));
            filled.push_str(&choices.find(|value| !value.is_empty()).unwrap_or_default());
            filled.push_str(rest);
        }
        filled
    }

    fn term(&self, term: &str) -> String {
        let term = term.trim();
        if let Some(text) = term.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            return text.to_owned();
        }
        let step = term
            .strip_prefix("steps.")
            .and_then(|rest| rest.split_once(".outputs."));
        let is_step = step.is_some_and(|(id, _)| self.ids.iter().any(|known| known == id));
        assert!(is_step || self.values.contains_key(term), "the expression {term}");
        self.values.get(term).cloned().unwrap_or_default()
    }

    fn holds(&self, condition: &str) -> bool {
        condition.split("&&").all(|part| {
            let (left, right, equal) = match (part.split_once("=="), part.split_once("!=")) {
                (Some((left, right)), _) => (left, right, true),
                (_, Some((left, right))) => (left, right, false),
                _ => panic!("the condition {part}"),
            };
            (self.term(left) == self.term(right)) == equal
        })
    }
}

/// A YAML file.
pub(crate) fn document(path: &Path) -> Yaml {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut documents = YamlLoader::load_from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    documents.remove(0)
}

/// The entries of a mapping, in order; none where there is no mapping.
pub(crate) fn entries(of: &Yaml) -> Vec<(String, Yaml)> {
    let entries = of.as_hash().into_iter().flatten();
    entries
        .map(|(name, value)| (name.as_str().expect("names are texts").to_owned(), value.clone()))
        .collect()
}

/// The lines that the runner takes for commands, in both of its syntaxes.
pub(crate) fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut until: Option<String> = None;
    for line in text.split(['\n', '\r']) {
        let start = line.trim_start();
        if let Some(end) = &until {
            if start == end {
                until = None;
            }
        } else if let Some(token) = start.strip_prefix("::stop-commands::") {
            until = Some(format!("::{token}::"));
        } else if start.starts_with("::") || line.contains("##[") {
            found.push(line.to_owned());
        }
    }
    assert!(until.is_none(), "commands stay switched off:\n{text}");
    found
}
