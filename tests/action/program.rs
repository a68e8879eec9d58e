//! Where the program comes from: PATH, a release archive with its checksum, or a build of the checkout.

use crate::workflow::Job;
use crate::{forked, of_schedule};
use std::fs;
use std::process::Output;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn archive() -> String {
    format!("abreast-{VERSION}-x86_64-unknown-linux-gnu.tar.gz")
}

/// As a tool chain that builds the program for a target: a script that calls the built one.
const TOOL_CHAIN: &str = r#"#!/bin/sh
while [ $# -gt 0 ]; do
  [ "$1" != --target ] || target=$2
  shift
done
[ -n "$target" ] || exit 0
mkdir -p "$CARGO_TARGET_DIR/$target/release"
printf '#!/bin/sh\nexec "$PROGRAM" "$@"\n' >"$CARGO_TARGET_DIR/$target/release/abreast"
chmod +x "$CARGO_TARGET_DIR/$target/release/abreast"
"#;

/// The script of the release workflow, with such a tool chain.
fn archiving(job: &Job, tag: &str) -> Output {
    for name in ["cargo", "rustup"] {
        job.program(name, TOOL_CHAIN);
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/archive");
    let mut command = job.bash(&format!("'{script}' x86_64-unknown-linux-gnu '{tag}'"));
    command.env("CARGO_TARGET_DIR", job.path("target")).output().unwrap()
}

/// What a release has: the archive and its checksum.
fn released(job: &Job) -> (Vec<u8>, String) {
    let done = archiving(job, &format!("v{VERSION}"));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let file = job.path("target/archives").join(archive());
    let sum = fs::read_to_string(file.with_file_name(sum_name())).unwrap();
    (fs::read(file).unwrap(), sum)
}

fn sum_name() -> String {
    format!("{}.sha256", archive())
}

fn refused(job: &Job, words: &str) {
    let ran = job.run();
    assert_eq!((ran.code, ran.outputs["exit-code"].as_str()), (2, "2"), "{}", ran.log);
    assert!(
        ran.commands.iter().any(|command| command.contains(words)),
        "{words}: {}",
        ran.log
    );
}

#[test]
fn the_program_on_path_is_taken_when_it_is_asked_for_and_nothing_else() {
    let repo = forked();
    let job = of_schedule(&repo);
    assert_eq!(job.run().code, 1);
    assert_eq!(job.calls(), [""; 0]);
    fs::remove_file(job.path("bin/abreast")).unwrap();
    refused(&job, "there is no abreast on PATH");
}

#[test]
fn a_release_archive_is_taken_when_it_is_what_its_checksum_says() {
    let repo = forked();
    for version in ["", VERSION, &format!("v{VERSION}")] {
        let job = of_schedule(&repo).input("version", version);
        let (bytes, sum) = released(&job);
        let job = job.answer(&archive(), bytes).answer(&sum_name(), sum);
        let ran = job.run();
        assert_eq!(ran.code, 1, "{}", ran.log);
        let from = format!(
            "curl https://github.com/owner/abreast/releases/download/v{VERSION}/{}",
            archive()
        );
        assert_eq!(job.calls(), [from.clone(), format!("{from}.sha256")]);
    }
}

#[test]
fn an_archive_is_packed_for_the_version_of_the_tag_only() {
    let job = of_schedule(&forked());
    let done = archiving(&job, "v99.0.0");
    assert!(!done.status.success());
    assert!(String::from_utf8_lossy(&done.stderr).contains("the tag is v99.0.0"));
}

#[test]
fn an_archive_that_is_not_what_its_checksum_says_ends_the_run() {
    let job = of_schedule(&forked()).input("version", "");
    let (mut bytes, sum) = released(&job);
    bytes.push(0);
    let job = job.answer(&archive(), bytes.clone());
    refused(&job, "the checksum of");
    let job = job.answer(&sum_name(), sum);
    refused(&job, "is not what its checksum says");
    let job = job.answer(&sum_name(), "");
    refused(&job, "is not what its checksum says");
}

fn wheel() -> String {
    format!("abreast-{VERSION}-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
}

/// A wheel with a program at this path in it, and its checksum.
fn wheel_with(job: &Job, path: &str) -> (Vec<u8>, String) {
    let script = format!(
        "mkdir -p made/$(dirname {path}) && printf '#!/bin/sh\\nexec \"$PROGRAM\" \"$@\"\\n' >made/{path} && cd made && \
         python3 -m zipfile -c ../a.whl */ && sha256sum ../a.whl"
    );
    let done = job.bash(&script).current_dir(job.path("temp")).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    (
        fs::read(job.path("temp/a.whl")).unwrap(),
        String::from_utf8(done.stdout).unwrap(),
    )
}

#[test]
fn a_release_without_an_archive_for_the_system_may_have_a_wheel() {
    let repo = forked();
    let job = of_schedule(&repo).input("version", "");
    let (bytes, sum) = wheel_with(&job, &format!("abreast-{VERSION}.data/scripts/abreast"));
    let job = job
        .answer(&wheel(), &bytes)
        .answer(&format!("{}.sha256", wheel()), &sum);
    let ran = job.run();
    assert_eq!(ran.code, 1, "{}", ran.log);
    let calls = job.calls();
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert!(
        calls[0].ends_with(&archive()) && calls[1].ends_with(&wheel()),
        "{calls:?}"
    );
    let job = job.answer(&wheel(), "something else");
    refused(&job, "is not what its checksum says");
    let job = of_schedule(&repo).input("version", "");
    let (bytes, sum) = wheel_with(&job, "abreast/abreast");
    let job = job.answer(&wheel(), bytes).answer(&format!("{}.sha256", wheel()), sum);
    refused(&job, "holds no abreast");
}

#[test]
fn without_an_archive_the_checkout_is_built_unless_the_cache_has_it() {
    let repo = forked();
    let job = of_schedule(&repo).input("version", "");
    let ran = job.run();
    assert_eq!(ran.code, 1, "{}", ran.log);
    let calls = job.calls();
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert!(calls[1].ends_with(&wheel()), "{calls:?}");
    assert!(
        calls[2].starts_with("cargo install --locked --path . --root "),
        "{calls:?}"
    );
    let key = |log: &str| {
        log.lines()
            .find_map(|line| line.strip_prefix("cache ").map(str::to_owned))
            .unwrap()
    };
    assert!(key(&ran.log).starts_with("abreast-Linux-X64-"), "{}", ran.log);

    // What was built lies where the cache keeps it.
    let job = job.cached();
    let again = job.run();
    assert_eq!(again.code, 1, "{}", again.log);
    assert_eq!(key(&again.log), key(&ran.log));
    assert_eq!(job.calls().len(), 5, "{:?}", job.calls());
}

#[test]
fn a_system_without_archives_builds_and_a_build_that_fails_says_so() {
    let job = of_schedule(&forked())
        .input("version", "")
        .variable("RUNNER_ARCH", "RISCV64");
    assert_eq!(job.run().code, 1);
    assert_eq!(job.calls().len(), 1);
    job.program("cargo", "#!/bin/sh\nexit 101\n");
    refused(&job, "could not be built");
}

#[test]
fn a_version_that_is_nowhere_is_an_error() {
    let repo = forked();
    refused(
        &of_schedule(&repo).input("version", "99.0.0"),
        "there is no release 99.0.0",
    );
    for version in ["latest", "1", "../..", "1.0.0/../x"] {
        refused(
            &of_schedule(&repo).input("version", version),
            "is neither system nor a version",
        );
    }
}
