//! What one run writes: outputs, files, annotations, the summary; and what inputs do.

use crate::workflow::{Job, Ran};
use crate::{assert_code, assert_refused, forked, harmless, merged, of_pull_request, of_schedule, report};
use std::fs;
use std::path::Path;

#[test]
fn one_run_writes_annotations_summary_sarif_json_and_outputs() {
    let repo = merged();
    let ran = of_pull_request(&repo).input("sarif-file", "out/docs.sarif").run();
    assert_code(&ran, 1);
    let counts = ["errors", "warnings", "notes"].map(|name| ran.outputs[name].as_str());
    assert_eq!(counts, ["1", "0", "0"]);
    assert_eq!(ran.commands.len(), 1, "{:?}", ran.commands);
    assert!(
        ran.commands[0].starts_with("::error file=src/pay/client.py,line=5,"),
        "{:?}",
        ran.commands
    );
    assert!(ran.summary.starts_with("**1 doc line to fix**\n"), "{}", ran.summary);
    assert!(ran.log.contains("1 error in 2 pages"), "{}", ran.log);
    assert_eq!(report(&ran)["findings"].as_array().unwrap().len(), 1);
    let sarif = fs::read_to_string(repo.root().join("out/docs.sarif")).unwrap();
    assert!(sarif.contains("docs/guide.md"));
    assert!(
        Path::new(&ran.outputs["sarif-file"]).is_absolute() && ran.outputs["sarif-file"].ends_with("out/docs.sarif")
    );
}

#[test]
fn annotations_and_summary_can_be_switched_off() {
    let repo = merged();
    let ran = of_pull_request(&repo)
        .input("annotations", "false")
        .input("summary", "false")
        .run();
    assert_code(&ran, 1);
    assert_eq!(ran.commands, [""; 0]);
    assert_eq!(ran.summary, "");
    assert!(
        ran.log.contains("docs/guide.md:3:18: error[renamed-mention]"),
        "{}",
        ran.log
    );
}

#[test]
fn the_level_that_fails_is_an_input() {
    let repo = merged();
    assert_code(&of_pull_request(&repo).input("fail-on", "never").run(), 0);
    assert_code(&of_pull_request(&repo).input("fail-on", "note").run(), 1);
    assert_refused(&of_pull_request(&repo).input("fail-on", "sometimes").run(), "sometimes");
}

#[test]
fn a_command_that_does_not_exist_is_answered_with_those_that_do() {
    let ran = of_schedule(&forked()).input("command", "repair").run();
    assert_refused(
        &ran,
        "there is no 'repair' in this version; there are check, bus-factor, coverage, report",
    );
    assert_eq!(ran.outputs["errors"], "0");
}

#[test]
fn wrong_inputs_are_refused_by_name() {
    let repo = forked();
    for (input, value) in [
        ("comment", "sometimes"),
        ("issue", "yes"),
        ("annotations", "yes"),
        ("summary", ""),
        ("people", "all"),
        ("working-directory", "nowhere"),
    ] {
        assert_refused(&of_schedule(&repo).input(input, value).run(), input);
    }
    for (input, value) in [("fail-on", "note"), ("base", "main"), ("sarif-file", "a.sarif")] {
        let job = of_schedule(&repo).input("command", "bus-factor").input(input, value);
        assert_refused(&job.run(), "bus-factor has no");
    }
}

#[test]
fn what_abreast_itself_refuses_is_an_annotation() {
    let repo = forked();
    assert_refused(&of_schedule(&repo).input("config", "none.toml").run(), "none.toml");
    assert_refused(
        &of_schedule(&repo).input("args", "--no-such-flag").run(),
        "--no-such-flag",
    );
}

#[test]
fn arguments_are_split_as_a_shell_does_and_nothing_is_evaluated() {
    let repo = forked();
    repo.write(
        "docs/other pages/server.md",
        "# Server\n\nStop with `Server.drop_all()`.\n",
    );
    repo.write("$(touch evil).md", "# Nothing\n");
    let args = "--select 'dangling-mention,renamed-mention' \\\n  docs/other\\ pages \"docs/guide.md\" '$(touch evil).md' `touch evil`.md";
    let job = of_schedule(&repo).input(
        "args",
        "'docs/other pages' \"docs/guide.md\" docs/server.md '$(touch evil).md'",
    );
    assert_eq!(report(&job.run())["counts"]["pages"], 4);
    let ran = of_schedule(&repo).input("args", args).run();
    assert_eq!(ran.code, 2, "{}", ran.log);
    assert!(!repo.root().join("evil").exists());
    assert_refused(
        &of_schedule(&repo).input("args", "'docs").run(),
        "a quote is not closed",
    );
    assert_code(&of_schedule(&repo).input("args", " \n ").run(), 1);
}

#[test]
fn coverage_counts_what_the_branch_added() {
    let repo = harmless();
    let ran = of_pull_request(&repo).input("command", "coverage").run();
    assert_code(&ran, 0);
    assert_eq!(ran.outputs["warnings"], "2", "{}", ran.log);
    assert!(
        ran.commands
            .iter()
            .all(|command| command.starts_with("::warning file=src/pay/bell.py,"))
    );
    assert!(ran.summary.starts_with("**Documented: "), "{}", ran.summary);
    let ran = of_pull_request(&repo)
        .input("command", "coverage")
        .input("args", "--fail-under 90")
        .run();
    assert_code(&ran, 1);
}

#[test]
fn the_bus_factor_has_a_table_a_summary_and_people_as_asked_for() {
    let repo = forked();
    let bus_factor = || of_schedule(&repo).input("command", "bus-factor");
    let ran = bus_factor().run();
    assert_code(&ran, 0);
    assert!(ran.summary.starts_with("**Bus factor 1"), "{}", ran.summary);
    assert_eq!(ran.outputs["sarif-file"], "");
    assert!(
        ran.log.contains("person-") && !ran.log.contains("A Writer"),
        "{}",
        ran.log
    );
    assert!(bus_factor().input("people", "names").run().log.contains("A Writer"));
    let ran = bus_factor().input("args", "--fail-under 2").run();
    assert_code(&ran, 1);
}

#[test]
fn the_report_is_a_page_a_summary_and_one_document() {
    let repo = forked();
    let page = |ran: &Ran| fs::read_to_string(&ran.outputs["html-file"]).unwrap();
    let ran = of_schedule(&repo).input("command", "report").run();
    assert_code(&ran, 0);
    assert!(ran.summary.starts_with("**repo: 1 stale doc line, "), "{}", ran.summary);
    // `Server.drop_all` is gone on main.
    let of = |name: &str| ran.outputs[name].as_str();
    assert_eq!(
        (of("errors"), of("warnings"), of("sarif-file")),
        ("1", "0", ""),
        "{}",
        ran.log
    );
    assert!(report(&ran)["freshness"]["stale_lines"] == 1, "{}", ran.log);
    assert!(page(&ran).contains("person-") && !page(&ran).contains("A Writer"));
    let named = of_schedule(&repo)
        .input("command", "report")
        .input("people", "names")
        .run();
    assert!(page(&named).contains("A Writer"));
    // Without the pages nothing is stale, and what one person knows is to be written down.
    repo.delete("docs").commit("no docs");
    let ran = of_schedule(&repo).input("command", "report").run();
    assert_eq!(
        (ran.outputs["errors"].as_str(), ran.outputs["warnings"].as_str()),
        ("0", "1")
    );
    assert_refused(
        &of_schedule(&repo)
            .input("command", "report")
            .input("fail-on", "error")
            .run(),
        "report has no fail-on: use command: check beside it",
    );
}

#[test]
fn the_settings_and_the_folder_are_inputs() {
    let repo = forked();
    repo.write("sub/quiet.toml", "exclude = [\"/docs/\"]\n");
    let ran = of_schedule(&repo)
        .input("working-directory", "sub")
        .input("config", "quiet.toml")
        .run();
    assert_code(&ran, 0);
    let ran = of_schedule(&repo)
        .input("working-directory", "sub")
        .input("sarif-file", "a.sarif")
        .run();
    assert!(ran.outputs["sarif-file"].ends_with("/sub/a.sarif"));
}

#[test]
fn a_summary_stays_below_the_limit_by_leaving_whole_sections_out() {
    let repo = forked();
    for page in 0..60 {
        repo.write(
            &format!("docs/page-{page:02}.md"),
            "# Page\n\nAt the end call `Client.close_all()`.\n",
        );
    }
    repo.record("many pages");
    repo.write("src/pay/client.py", "class Client:\n    pass\n");
    repo.record("nothing of it is left");
    let job = of_schedule(&repo);
    let room = 9000;
    let limit = 1024 * 1024;
    let before = "x".repeat(limit - room - 1) + "\n";
    fs::write(job.path("summary"), &before).unwrap();
    let ran = job.run();
    let added = &ran.summary[before.len()..];
    assert!(ran.summary.len() <= limit && added.len() > room - 1000, "{added}");
    assert!(added.starts_with("**62 doc lines to fix**\n"), "{added}");
    assert!(
        added.ends_with(" more sections: too long to be shown here.\n"),
        "{added}"
    );

    let whole = of_schedule(&repo).run().summary;
    let sections = |text: &str| {
        text.split("\n#### ")
            .map(|part| part.trim_end().to_owned())
            .collect::<Vec<_>>()
    };
    let (some, all) = (sections(added), sections(&whole));
    let last = some.last().unwrap().rsplit_once("\n\n").unwrap().0.trim_end();
    assert_eq!(some[..some.len() - 1], all[..some.len() - 1]);
    assert_eq!(last, all[some.len() - 1]);
    let left = all.len() - some.len();
    assert!(added.contains(&format!("\n{left} more sections")), "{left}: {added}");
}

#[test]
fn a_table_is_shown_whole_or_not_at_all() {
    let repo = forked();
    let job = Job::new(repo.root());
    let text = format!(
        "**First**\n\n| a |\n|---|\n{}\n| b |\n|---|\n{}\nEnd.\n",
        "| long |\n".repeat(40),
        "| 1 |\n".repeat(20)
    );
    fs::write(job.path("text"), &text).unwrap();
    let fit = |limit: usize| {
        let script = format!(". \"$LIB\"; fit \"$FILE\" {limit}");
        let mut command = job.bash(&script);
        command.env("LIB", concat!(env!("CARGO_MANIFEST_DIR"), "/action/lib.sh"));
        String::from_utf8(command.env("FILE", job.path("text")).output().unwrap().stdout).unwrap()
    };
    assert_eq!(fit(text.len()), text);
    let shorter = fit(text.len() - 1);
    assert!(
        shorter.ends_with("| long |\n\n\n1 more section: too long to be shown here.\n"),
        "{shorter}"
    );
    assert_eq!(fit(300), "**First**\n\n\n2 more sections: too long to be shown here.\n");
    for limit in (0..text.len()).step_by(19) {
        let fitted = fit(limit);
        assert!(fitted.len() <= limit, "{limit}: {fitted}");
        let (kept, _) = fitted.rsplit_once("\n\n").unwrap_or_default();
        assert!(
            ["", "**First**\n"].contains(&kept) || shorter.starts_with(kept),
            "{limit}: {fitted}"
        );
    }
}

#[test]
fn a_program_that_is_killed_did_not_do_its_job() {
    let repo = forked();
    let job = of_schedule(&repo);
    fs::remove_file(job.path("bin/abreast")).unwrap();
    job.program("abreast", "#!/bin/sh\nkill -KILL $$\n");
    assert_refused(&job.run(), "exit code 137");
}
