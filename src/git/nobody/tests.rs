//! Robots and agents are told, and people who look like them stay people.

use super::{LISTS, SOURCE, Who, Written, kind_of, strip_agent_suffix};
use std::time::{Duration, Instant};

#[test]
fn the_embedded_file_is_readable_and_every_pattern_compiles() {
    let written: Written = toml::from_str(SOURCE).unwrap();
    assert_eq!(LISTS.bots.name_patterns.len(), written.bots.name_patterns.len());
    assert_eq!(LISTS.bots.address_patterns.len(), written.bots.address_patterns.len());
    assert_eq!(LISTS.agents.patterns.len(), written.agents.name_patterns.len());
    assert_eq!(LISTS.agents.vendors.len(), written.agents.vendors.all.len());
    let entries = written.bots.names.iter().chain(written.agents.names.keys());
    for entry in entries.chain(written.agents.addresses.keys()) {
        assert_eq!(entry, &entry.to_lowercase());
    }
}

#[test]
fn robots_are_told() {
    for (name, email) in [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        ("null", "27856297+dependabot-preview[bot]@users.noreply.github.com"),
        ("someproject[bot]", "x@example.org"),
        ("renovate", "x@example.org"),
        ("Mend Renovate", "bot@renovateapp.com"),
        ("bors", "bors@rust-lang.org"),
        ("Homu", "homu@barosl.com"),
        ("pyup-bot", "github-bot@pyup.io"),
        ("GitHub", "noreply@github.com"),
        ("GitHub Actions", "actions@github.com"),
        ("Travis CI User", "travis@example.org"),
        ("Travis CI on behalf of Ada", "ada@example.org"),
        ("CI on behalf of the team", "ada@example.org"),
        ("Jenkins", "jenkins@build-03"),
        ("Nextest Bot", "bot@nexte.st"),
        ("The Miri Cronjob Bot", "miri@cron.bot"),
        ("ESLint Bot", "nicholas+eslintbot@nczconsulting.com"),
        ("aio-libs bot", "aiolibsbot@koston.org"),
        ("GoReleaser Bot", "29843943+goreleaserbot@users.noreply.github.com"),
        ("Prefect", "41086007+marvin-robot@users.noreply.github.com"),
        ("npmcdn-to-unpkg-bot", "x@users.noreply.github.com"),
        ("Kubernetes Prow Robot", "k8s-ci-robot@users.noreply.github.com"),
        ("Hosted Weblate", "hosted@weblate.org"),
        ("token", "project_42_bot_0af@noreply.gitlab.com"),
        (" RENOVATE BOT ", "<Renovate@WhiteSourceSoftware.com>"),
    ] {
        assert!(matches!(kind_of(name, email), Who::Bot(_)), "{name} <{email}>");
    }
}

#[test]
fn agents_are_told_by_address_account_or_a_name_no_person_has() {
    for (agent, name, email) in [
        ("Claude", "Claude", "noreply@anthropic.com"),
        ("Claude", "Claude Opus 4.5 (1M context)", "noreply@anthropic.com"),
        ("Claude", "Anthropic Claude", "claude@anthropic.com"),
        ("Claude", "Claude Sonnet 4.5", "ada@example.org"),
        ("Copilot", "Copilot", "175728472+Copilot@users.noreply.github.com"),
        (
            "Copilot",
            "copilot-swe-agent[bot]",
            "198982749+Copilot@users.noreply.github.com",
        ),
        ("Copilot", "copilot-swe-agent[bot]", "x@example.org"),
        ("Cursor", "Cursor Agent", "cursoragent@cursor.com"),
        ("Cursor", "x", "199161495+cursoragent@users.noreply.github.com"),
        (
            "Devin",
            "Devin AI",
            "158243242+devin-ai-integration[bot]@users.noreply.github.com",
        ),
        ("Codex", "GPT 5.4", "codex@openai.com"),
        ("Codex", "Codex", "noreply@openai.com"),
        ("Gemini", "Gemini", "noreply@google.com"),
        (
            "Gemini",
            "gemini-code-assist[bot]",
            "176961590+gemini-code-assist[bot]@users.noreply.github.com",
        ),
        (
            "Jules",
            "google-labs-jules[bot]",
            "161369871+google-labs-jules[bot]@users.noreply.github.com",
        ),
        ("aider", "aider (gpt-4o)", "noreply@aider.chat"),
        ("OpenHands", "openhands", "openhands@all-hands.dev"),
        ("Amp", "Amp", "amp@ampcode.com"),
        ("Warp", "Oz", "oz-agent@warp.dev"),
        ("Crush", "Crush", "crush@charm.land"),
        ("opencode", "opencode", "noreply@opencode.ai"),
        ("Droid", "x", "1+factory-droid[bot]@users.noreply.github.com"),
    ] {
        assert_eq!(kind_of(name, email), Who::Agent(agent), "{name} <{email}>");
    }
}

#[test]
fn people_who_look_like_robots_or_agents_stay_people() {
    for (name, email) in [
        ("Tom Talbot", "tom.talbot@torchbox.com"),
        ("Jane Abbot", "abbot@example.org"),
        ("Jan Bot", "jan.bot@example.nl"),
        ("Jan Bot", "123+janbot@users.noreply.github.com"),
        ("Lorenzo Zabot", "lorenzozabot@gmail.com"),
        ("Marc Hernandez Cabot", "noviluni@gmail.com"),
        ("Evilebot Tnawi", "evilebottnawi@users.noreply.github.com"),
        ("whalebot-helmsman", "whalebot.helmsman@gmail.com"),
        ("Dana Sherson", "robot@dana.sh"),
        ("sozysozbot", "sozysozbot@gmail.com"),
        ("Claude Paroz", "claude@2xlibre.net"),
        ("Claude", "claude@example.org"),
        ("Claude Sonnet", "claude.sonnet@example.fr"),
        ("Devin Jeanpierre", "jeanpierreda@gmail.com"),
        ("Devin", "devin@example.org"),
        ("Jules Kerssemakers", "jules.kerssemakers+github@gmail.com"),
        ("Jules", "jules@localhost"),
        ("Aider Ibragimov", "aider.ibragimov@gmail.com"),
        ("Charlie Marsh", "charliemarsh@openai.com"),
        ("Ted Nyman", "tnyman@openai.com"),
        ("Travis Jeffery", "tj@travisjeffery.com"),
        ("Ryan Lanny Jenkins", "lan.rogers.book@gmail.com"),
        ("Ada (aider)", "ada@example.org"),
        ("Ada Lovelace", "noreply@github.com"),
        ("Gemini Smith", "gemini@example.org"),
        ("root", "root@localhost"),
        ("", ""),
    ] {
        assert_eq!(kind_of(name, email), Who::Person, "{name} <{email}>");
    }
}

#[test]
fn the_person_is_named_before_the_agent() {
    assert_eq!(strip_agent_suffix("Ada Lovelace (aider)"), "Ada Lovelace");
    assert_eq!(strip_agent_suffix("Ada (her name)"), "Ada (her name)");
    assert_eq!((strip_agent_suffix("aider"), strip_agent_suffix("")), ("aider", ""));
}

#[test]
fn odd_signatures_are_survived() {
    let begun = Instant::now();
    let long = "a bot".repeat(1_000_000);
    assert_eq!(kind_of(&long, &long), Who::Person);
    for odd in [
        "@",
        "@users.noreply.github.com",
        "+@users.noreply.github.com",
        "\u{0}",
        "İ",
        "<>",
        "a@b@c",
    ] {
        assert_eq!(kind_of(odd, odd), Who::Person, "{odd:?}");
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
}
