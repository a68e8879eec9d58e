//! The job that checks each pull request. There is no release to install from yet, so that a job can only be written when somebody
//! says where abreast is to be taken from: one that cannot run would be worse than none.

use super::site::{Site, names_abreast};
use super::source::Source;
use super::step::Step;
use super::yaml::{self, Entry};
use crate::git::error::GitError;
use crate::model::overview::Forge;
use yaml_rust2::Yaml;

/// The example of the docs, so that there is one only.
const WORKFLOW: &str = include_str!("../../../docs/examples/pull-request.yml");
const STAND_IN: &str = "OWNER/abreast@0000000000000000000000000000000000000000 # the commit of your copy";
const WORKFLOWS: &str = ".github/workflows";
const WORKFLOW_FILE: &str = ".github/workflows/abreast.yml";
const GITLAB_FILE: &str = ".gitlab-ci.yml";

/// The jobs of the CI systems that are used here.
pub(super) fn steps(site: &Site<'_>, source: Option<&Source>) -> Result<Vec<Step>, GitError> {
    let forge = site.repo.web().map(|web| web.forge);
    let mut steps = Vec::new();
    let is_gitlab = site.text(GITLAB_FILE)?.is_some();
    if site.has_folder(".github") || forge == Some(Forge::GitHub) {
        steps.push(github(site, source)?);
    }
    if is_gitlab || forge == Some(Forge::GitLab) {
        steps.push(gitlab(site, source)?);
    }
    if steps.is_empty() {
        let what = "no CI system was recognised: there, in a clone with its history, run";
        steps.push(Step::Tell(
            what.to_owned(),
            "abreast check --base origin/main\n".to_owned(),
        ));
    }
    Ok(steps)
}

fn github(site: &Site<'_>, source: Option<&Source>) -> Result<Step, GitError> {
    let is_workflow = |path: &&str| path.starts_with(WORKFLOWS) && (path.ends_with(".yml") || path.ends_with(".yaml"));
    for path in site.paths.iter().map(|path| path.as_str()).filter(is_workflow) {
        if let Some(Ok(text)) = site.text(path)?
            && names_abreast(&text)
        {
            return Ok(Step::There(format!("{path} names abreast")));
        }
    }
    if site.text(WORKFLOW_FILE)?.is_some() {
        return Ok(Step::say(format!(
            "{WORKFLOW_FILE} is there already, and does not name abreast"
        )));
    }
    let Some(source) = source else {
        return Ok(untold(WORKFLOW_FILE));
    };
    let Some(repository) = source.at_github() else {
        let what = "a workflow can only take an action from GitHub: name the repository as --source OWNER/REPO@COMMIT";
        return Ok(Step::say(what));
    };
    let uses = format!("{repository}@{}", source.commit);
    Ok(Step::new_file(WORKFLOW_FILE, WORKFLOW.replace(STAND_IN, &uses)))
}

fn gitlab(site: &Site<'_>, source: Option<&Source>) -> Result<Step, GitError> {
    let text = match site.text(GITLAB_FILE)? {
        Some(Ok(text)) if names_abreast(&text) => return Ok(Step::There(format!("{GITLAB_FILE} names abreast"))),
        Some(Ok(text)) => Some(text),
        Some(Err(reason)) => return Ok(Step::say(format!("{GITLAB_FILE} cannot be added to: {reason}"))),
        None => None,
    };
    let Some(source) = source else {
        return Ok(untold(&format!("a job in {GITLAB_FILE}")));
    };
    let lines = job(source, text.as_deref());
    let Some(text) = text else {
        return Ok(Step::new_file(GITLAB_FILE, lines.join("\n") + "\n"));
    };
    let separate = text.trim_end().to_owned() + "\n\n";
    let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
    // The blank line is part of what is there: entries are lines that say something.
    let after = yaml::with(&text, &Entry::Key(&[], &borrowed)).and_then(|whole| {
        let rest = whole.strip_prefix(text.trim_end())?.trim_start().to_owned();
        Some(separate + &rest)
    });
    Ok(match after {
        Some(after) => Step::change(GITLAB_FILE, &text, after),
        None => Step::Tell(format!("add this job to {GITLAB_FILE}:"), lines.join("\n") + "\n"),
    })
}

fn untold(what: &str) -> Step {
    let why = "abreast has no release that CI could install yet, and what cannot run is not written";
    Step::Tell(
        format!(
            "{what} was not written: {why}. With the repository that holds your copy of abreast, and a commit of it:"
        ),
        "abreast init --only ci --source OWNER/abreast@COMMIT\n".to_owned(),
    )
}

/// The job, at a stage that the pipeline has.
fn job(source: &Source, pipeline: Option<&str>) -> Vec<String> {
    let (address, commit) = (source.address(), &source.commit);
    let stage = pipeline.and_then(stage).map(|stage| format!("  stage: {stage}"));
    let install = format!("    - cargo install --locked --git {address} --rev {commit} abreast");
    let lines = [
        "abreast:",
        "  image: rust:1.95",
        "  rules:",
        "    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"",
        "  variables:",
        "    GIT_DEPTH: \"0\"",
        "  before_script:",
        &install,
        "  script:",
        "    - git fetch origin \"+refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME:refs/remotes/origin/abreast-base\"",
        "    - abreast check --base origin/abreast-base --output gitlab=gl-code-quality-report.json",
        "  artifacts:",
        "    when: always",
        "    reports:",
        "      codequality: gl-code-quality-report.json",
    ];
    let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
    if let Some(stage) = stage {
        lines.insert(1, stage);
    }
    lines
}

/// The stage to name; none where the one that jobs have by themselves is there.
fn stage(pipeline: &str) -> Option<String> {
    let stages = &yaml::load(pipeline)?["stages"];
    let Yaml::Array(stages) = stages else { return None };
    let names: Vec<&str> = stages.iter().filter_map(Yaml::as_str).collect();
    let is_plain = |name: &&str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let first = names.iter().copied().find(is_plain);
    first.filter(|_| !names.contains(&"test")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{STAND_IN, Source, WORKFLOW, job, stage};
    use crate::cli::init::yaml::load;

    #[test]
    fn the_example_has_what_is_replaced() {
        assert_eq!(WORKFLOW.matches(STAND_IN).count(), 1);
    }

    #[test]
    fn a_job_is_put_at_a_stage_that_is_there() {
        assert_eq!(stage("a: 1\n"), None);
        assert_eq!(stage("stages: [build, test]\n"), None);
        assert_eq!(stage("stages:\n  - lint\n  - deploy\n").as_deref(), Some("lint"));
        let source = Source::parse(&format!("me/abreast@{}", "1".repeat(40))).unwrap();
        let text = job(&source, Some("stages: [lint]\n")).join("\n");
        let read = load(&text).unwrap();
        assert_eq!(read["abreast"]["stage"].as_str(), Some("lint"));
        assert_eq!(read["abreast"]["script"].as_vec().map(Vec::len), Some(2));
    }
}
