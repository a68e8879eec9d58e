//! The page of `abreast report` in a real browser: what `tests/browser/look.mjs` sees there must hold.
//!
//! Needs node, Chromium, and what `tests/browser/package.json` names; `.ci/test` installs all of it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/large.rs"]
mod large;
mod support;
#[path = "support/town.rs"]
mod town;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use support::Repo;
use town::{ADA, BOB, HOSTILE, MALLORY, town};

static TURN: Mutex<()> = Mutex::new(());

/// The report of a repository as a page; gives its file.
fn page(repo: &Repo, args: &[&str]) -> PathBuf {
    let outcome = repo.abreast(&[&["report", "-o", "../page.html"], args].concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    repo.root().parent().unwrap().join("page.html")
}

/// What is seen of a page.
fn look(what: &str, file: &Path, more: &[&str]) -> Value {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let modules = target.join("browser/node_modules");
    assert!(
        modules.join("playwright-core").is_dir(),
        "{} is not there: `.ci/test` installs what these tests need",
        modules.display()
    );
    // Browsers that run at once are slower than one after the other.
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let output = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/look.mjs"))
        .arg(what)
        .arg(file)
        .args(more)
        .env("MODULES", modules)
        .env("CHROMIUM", chromium())
        .output()
        .expect("node can be started: `.ci/test` installs it");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {errors}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{what}: {error}\n{errors}"))
}

fn chromium() -> PathBuf {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let named = ["chromium", "chromium-browser", "google-chrome"];
    let mut found = folders
        .iter()
        .flat_map(|folder| named.iter().map(move |name| folder.join(name)));
    found
        .find(|file| file.is_file())
        .expect("Chromium is on PATH: `.ci/test` installs it")
}

fn strings(value: &Value) -> Vec<String> {
    let all = value.as_array().unwrap_or_else(|| panic!("no list: {value}"));
    all.iter()
        .map(|of| of.as_str().map_or_else(|| of.to_string(), str::to_owned))
        .collect()
}

/// A row of a table by the name in its first column.
fn row(table: &Value, name: &str) -> Vec<String> {
    let rows = table["rows"].as_array().unwrap();
    let found = rows.iter().map(strings).find(|row| row[0] == name);
    found.unwrap_or_else(|| panic!("{name} is not in {table}"))
}

#[test]
fn nothing_leaves_the_page_and_markup_in_names_is_text() {
    let seen = look("quiet", &page(&town(), &[]), &[]);
    assert_eq!(seen["requests"], Value::from(vec![seen["file"].clone()]), "{seen}");
    assert_eq!(seen["foreign"], "refused", "the policy lets a request out");
    assert_eq!(
        (&seen["errors"], &seen["dialogs"]),
        (&Value::from(Vec::<Value>::new()), &Value::from(Vec::<Value>::new())),
        "{seen}"
    );
    assert_eq!(seen["images"], 0, "an element of the repository came alive");
    assert_eq!(strings(&seen["scripts"]), ["application/json", ""]);
    // The one request that was made on purpose, to see it refused.
    let console = strings(&seen["console"]);
    assert!(
        console
            .iter()
            .all(|line| line.contains("example.org") || line.contains("ERR_")),
        "{console:?}"
    );
    let text = seen["text"].as_str().unwrap();
    assert!(
        text.contains("onerror=alert(1)"),
        "the hostile names are not shown at all: {text}"
    );
    assert!(
        text.contains(HOSTILE),
        "the subject of the commit is not shown as it is: {text}"
    );
    assert!(text.contains(MALLORY.0), "{text}");
}

#[test]
fn the_tables_are_what_the_json_says() {
    let repo = town();
    let seen = look("table", &page(&repo, &[]), &[]);
    let json = repo.abreast(&["report", "--format", "json"]).json().unwrap();
    let modules = json["bus_factor"]["modules"].as_array().unwrap();
    assert_eq!(modules.len(), seen["rows"].as_array().unwrap().len());
    let head = strings(&seen["head"]);
    let percent = |part: &Value, whole: &Value| match whole.as_u64() {
        Some(0) | None => "–".to_owned(),
        Some(whole) => format!("{:.0} %", 100.0 * part.as_f64().unwrap() / whole as f64),
    };
    let shown = |value: &Value| {
        value
            .as_u64()
            .map_or_else(|| "–".to_owned(), |number| number.to_string())
    };
    for module in modules {
        let row = row(&seen, module["path"].as_str().unwrap());
        let cell = |name: &str| row[head.iter().position(|head| head == name).unwrap()].clone();
        let written = &module["written"];
        assert_eq!(cell("bus factor"), shown(&module["bus_factor"]));
        assert_eq!(cell("with docs"), shown(&module["bus_factor_with_docs"]));
        assert_eq!(cell("files"), shown(&module["files"]));
        assert_eq!(cell("lines"), shown(&module["lines"]));
        assert_eq!(cell("changes"), shown(&module["churn"]));
        assert_eq!(cell("imported by"), shown(&module["imported_by"]));
        assert_eq!(
            cell("written about"),
            percent(&written["covered_files"], &module["files"])
        );
        assert_eq!(
            cell("API documented"),
            percent(&written["documented"], &written["public"])
        );
        assert_eq!(cell("stale passages"), shown(&written["stale_passages"]));
        assert_eq!(cell("last change"), module["last_activity"].as_str().unwrap());
        assert_eq!(
            cell("advice").replace(' ', "-"),
            module["risk"]["advice"].as_str().unwrap()
        );
    }
    let trend = json["trend"].as_array().unwrap().iter().map(|point| {
        let fresh = &point["freshness"]["stale_lines"];
        (
            point["month"].as_str().unwrap().to_owned(),
            shown(&point["bus_factor"]),
            shown(fresh),
        )
    });
    let rows = seen["trend"].as_array().unwrap().iter().map(strings);
    assert_eq!(
        rows.map(|row| (row[0].clone(), row[1].clone(), row[6].clone()))
            .collect::<Vec<_>>(),
        trend.collect::<Vec<_>>()
    );
}

#[test]
fn the_table_sorts_filters_and_is_chosen_from_in_the_matrix() {
    let seen = look("controls", &page(&town(), &[]), &["shop"]);
    let numbers = |name: &str| {
        let texts = strings(&seen[name]);
        texts.iter().map(|of| of.parse::<u64>().unwrap()).collect::<Vec<_>>()
    };
    let (up, down) = (numbers("byLines"), numbers("byLinesDown"));
    assert!(up.is_sorted() && up.first() < up.last(), "{up:?}");
    assert!(
        down.is_sorted_by(|one, other| one >= other) && down.len() == up.len(),
        "{down:?}"
    );
    assert_eq!(
        (&seen["ariaSort"], &seen["focusKept"]),
        (&"ascending".into(), &"lines".into())
    );
    assert_eq!(strings(&seen["filtered"]), ["src/shop"]);
    let few = numbers("atMostOne");
    assert!(
        !few.is_empty() && few.len() < up.len() && few.iter().all(|factor| *factor <= 1),
        "{few:?}"
    );
    assert_eq!(numbers("matrix").iter().sum::<u64>(), up.len() as u64);
    assert_eq!(seen["chosen"][0], seen["chosen"][1]);
    assert_eq!(
        seen["given"],
        up.len(),
        "the choice could not be taken back with the keyboard"
    );
}

#[test]
fn who_leaves_changes_the_numbers_as_the_command_line_says() {
    let repo = town();
    let file = page(&repo, &[]);
    for leavers in [vec![ADA.0], vec![BOB.0, ADA.0], vec![MALLORY.0]] {
        let seen = look("leave", &file, &leavers);
        let mut args = vec!["bus-factor", "--format", "json"];
        args.extend(leavers.iter().flat_map(|name| ["--leaving", *name]));
        let left = repo.abreast(&args).json().unwrap();
        let (before, after) = (&left["repository"]["bus_factor"], &left["leaving"]["bus_factor_after"]);
        assert_eq!(seen["before"]["card"], before.to_string());
        assert_eq!(seen["after"]["card"], format!("{before} → {after}"));
        let lost = left["leaving"]["files_orphaned"].as_array().unwrap().len();
        let words = seen["after"]["words"].as_str().unwrap();
        assert!(words.contains(&format!("{lost} file")), "{lost}: {words}");
        let head = strings(&seen["after"]["head"]);
        let place = |name: &str| head.iter().position(|head| head == name).unwrap();
        let changed: Vec<&Value> = left["leaving"]["modules"].as_array().unwrap().iter().collect();
        assert!(!changed.is_empty());
        for module in &changed {
            let row = row(&seen["after"], module["path"].as_str().unwrap());
            assert_eq!(
                row[place("without them")],
                module["bus_factor_after"].to_string(),
                "{row:?}"
            );
            assert_eq!(
                row[place("files lost")],
                module["files_orphaned"].to_string(),
                "{row:?}"
            );
        }
        let rows = seen["after"]["rows"].as_array().unwrap().iter().map(strings);
        let touched = rows
            .filter(|row| row[place("files lost")] != "0" || row[place("without them")] != row[place("bus factor")]);
        assert_eq!(touched.count(), changed.len());
        assert_eq!(seen["again"], seen["before"], "not everything comes back");
        let is_recolored = changed
            .iter()
            .any(|module| module["bus_factor_before"] != module["bus_factor_after"]);
        assert_eq!(seen["after"]["fills"] != seen["before"]["fills"], is_recolored);
    }
}

#[test]
fn the_page_can_be_used_without_a_mouse_and_by_ear() {
    let seen = look("access", &page(&town(), &[]), &[]);
    let looks = seen["found"].as_array().unwrap();
    assert_eq!(looks.len(), 4);
    for of in looks {
        assert!(of["passes"].as_u64().unwrap() > 20, "axe-core looked at nothing: {of}");
        assert_eq!(of["violations"], Value::from(Vec::<Value>::new()), "{of:#}");
    }
    assert_eq!(strings(&seen["landmarks"]), ["header", "nav", "main", "footer"]);
    assert_eq!(seen["firstStop"], "Skip to the figures");
}

#[test]
fn the_page_fits_narrow_windows_dark_rooms_and_paper() {
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report-pictures");
    std::fs::create_dir_all(&pictures).unwrap();
    let seen = look("sizes", &page(&town(), &[]), &[pictures.to_str().unwrap()]);
    for of in seen["seen"].as_array().unwrap() {
        assert_eq!(of["needed"], of["width"], "the page is wider than its window: {of}");
        let is_dark = of["background"] != "rgb(255, 255, 255)";
        assert_eq!(is_dark, of["width"] == 800, "{of}");
    }
    assert_eq!(seen["hidden"], true, "what cannot be used on paper is printed");
}

#[test]
fn without_its_script_the_page_still_says_the_most_important() {
    let text = look("plain", &page(&town(), &[]), &[])["text"]
        .as_str()
        .unwrap()
        .to_owned();
    for part in [
        "Bus factor",
        "1 stale line",
        "The tables below need the script",
        "docs/guide.md",
        "drop_all",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn two_thousand_modules_are_small_and_fast_and_more_are_merged() {
    let repo = large::city(2_100);
    let file = page(&repo, &["--trend", "0"]);
    let size = std::fs::metadata(&file).unwrap().len();
    assert!(size < 600 << 10, "{size} bytes");
    let seen = look("speed", &file, &[]);
    assert_eq!(
        (&seen["rows"], &seen["drawn"], &seen["rects"]),
        (&2_001.into(), &2_001.into(), &2_001.into()),
        "{seen}"
    );
    assert_eq!(seen["errors"], Value::from(Vec::<Value>::new()));
    let best = |what: &str| seen[what].as_f64().unwrap();
    // For those who want to know how fast: wall clock and work of the best of eight loads, in milliseconds.
    let figures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report-of-2100-modules.json");
    std::fs::write(
        figures,
        format!(
            "{{\"bytes\": {size}, \"took\": {}, \"worked\": {}}}\n",
            seen["took"], seen["worked"]
        ),
    )
    .unwrap();
    // What else the machine does must not decide: this is the time that the processor worked for the page.
    assert!(best("worked") > 1.0 && best("worked") < 300.0, "{} ms", best("worked"));
}
