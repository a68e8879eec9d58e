//! Names, paths, subjects and inputs of strangers: no line of them becomes a command of the runner, a second output or a second
//! argument.

use crate::workflow::commands;
use crate::{CLIENT, Repo, assert_code, assert_refused, forked, of_pull_request, of_schedule};
use std::fs;

/// A pull request whose names and texts are all commands.
fn hostile() -> Repo {
    let repo = Repo::new();
    let module = "::error::pwned/::warning file=x,line=1::y";
    repo.write(&format!("{module}/client.py"), CLIENT);
    for page in [
        "a%0A::error::pwned.md",
        "b\n::error::pwned.md",
        "c\r##[error]pwned.md",
        "::stop-commands::x.md",
    ] {
        let text = "# ::error::pwned\n\n::error::pwned `Client.close_all()` %0A::error::pwned\n";
        repo.write(&format!("docs/{page}"), text);
    }
    repo.record("the client");
    repo.branch("topic");
    repo.write(&format!("{module}/client.py"), &CLIENT.replace("close_all", "aclose"));
    repo.record("::error::pwned%0A::error::pwned\r##[error]pwned");
    repo.switch("main");
    repo.record("::add-mask::a");
    repo.git(&["checkout", "--quiet", "--detach", "main"]);
    repo.merge("topic");
    repo
}

#[test]
fn no_name_or_text_of_the_repository_becomes_a_command() {
    let repo = hostile();
    let expected = [
        "title=renamed-mention::",
        "title=abreast::",
        "title=undocumented-symbol::",
    ];
    let mut seen = 0;
    for command in ["check", "coverage", "bus-factor"] {
        for annotations in ["true", "false"] {
            for job in [of_pull_request(&repo), of_schedule(&repo)] {
                let ran = job.input("command", command).input("annotations", annotations).run();
                assert!(ran.code < 2, "{}", ran.log);
                for said in &ran.commands {
                    let (properties, _) = said.split_at(said[2..].find("::").unwrap() + 4);
                    assert!(expected.iter().any(|title| properties.ends_with(title)), "{said}");
                    assert!(!properties[2..properties.len() - 2].contains("::"), "{said}");
                }
                seen += ran.commands.len();
            }
        }
    }
    assert!(seen > 8, "{seen}");
}

#[test]
fn the_summary_and_the_comment_hold_names_as_text() {
    let list = "repos_owner_project_issues_7_comments.json";
    let job = of_pull_request(&hostile())
        .input("comment", "always")
        .answer(list, "[]");
    let ran = job.run();
    assert_code(&ran, 1);
    assert!(ran.summary.starts_with("**4 doc lines to fix**\n"), "{}", ran.summary);
    let sent = job.sent()["body"].as_str().unwrap().to_owned();
    assert_eq!(sent.matches("<!-- abreast comment").count(), 1);
    assert!(sent.starts_with(&ran.summary), "{sent}");
}

#[test]
fn an_input_with_a_line_end_is_refused_and_writes_no_second_output() {
    let repo = forked();
    for input in ["base", "config", "working-directory", "sarif-file"] {
        let ran = of_schedule(&repo).input(input, "x\nexit-code=0\n::error::pwned").run();
        assert_refused(&ran, "control character");
    }
    for input in ["command", "fail-on", "comment", "people"] {
        let ran = of_schedule(&repo).input(input, "x\nexit-code=0\n::error::pwned").run();
        assert_code(&ran, 2);
        assert_eq!(ran.commands.len(), 1, "{:?}", ran.commands);
    }
}

#[test]
fn a_link_does_not_lead_the_sarif_somewhere_else() {
    let repo = forked();
    let job = of_schedule(&repo).input("sarif-file", "docs.sarif");
    fs::write(job.path("victim"), "before").unwrap();
    std::os::unix::fs::symlink(job.path("victim"), repo.root().join("docs.sarif")).unwrap();
    assert_refused(&job.run(), "is a link");
    assert_eq!(fs::read_to_string(job.path("victim")).unwrap(), "before");
}

#[test]
fn what_a_program_writes_to_its_standard_error_is_text() {
    let job = of_schedule(&forked());
    fs::remove_file(job.path("bin/abreast")).unwrap();
    job.program(
        "abreast",
        "#!/bin/sh\nprintf 'x\\n::error::pwned\\n::warning::x' >&2\nprintf '::group::x\\nline'\nexit 2\n",
    );
    let ran = job.run();
    assert_eq!(
        ran.commands,
        ["::error title=abreast::x%0A::error::pwned%0A::warning::x"]
    );
}

#[test]
fn the_reader_of_commands_sees_what_the_runner_sees() {
    assert_eq!(
        commands("a\n  ::error::b\nx ##[error]c\n::stop-commands::t\n::error::d\n::t::\n::e::"),
        ["  ::error::b", "x ##[error]c", "::e::"]
    );
}
