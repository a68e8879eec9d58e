//! THE LIST OF LANGUAGES: which files are written in what, and which reader reads them.
//!
//! A language that is not here is still searched for words, with the comments of `#` and `//`.

use super::style::{
    C_LIKE, CSS, GENERIC, GO, HASKELL, INI, JAVASCRIPT, JSON, LISP, LUA, MARKUP, ML, PERCENT, PHP, PYTHON, RUBY, RUST,
    SHELL, SQL, Style, TOML, YAML,
};
use crate::model::path::RepoPath;

/// What reads the symbols of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// The grammar of Python.
    Python,
    /// The grammar of Rust.
    Rust,
    /// Keys of a settings file.
    Keys(KeyFormat),
    /// Hints at definitions, from tokens only.
    Hints(Hints),
    /// Words only.
    Words,
}

/// A format of settings files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyFormat {
    /// TOML and INI: tables in brackets, `key = value`.
    Tables,
    /// YAML.
    Yaml,
    /// JSON.
    Json,
}

/// How a family of languages writes definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hints {
    /// JavaScript and TypeScript.
    JavaScript,
    /// Go.
    Go,
    /// Keyword and name, braces around bodies; functions without a keyword (C, Java, C#).
    Braces,
    /// Keyword and name, bodies by indentation or `end`.
    Lines,
}

/// A language or format.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// Its id, lower-case.
    pub(crate) id: &'static str,
    /// Extensions, lower-case, without the dot.
    pub(crate) extensions: &'static [&'static str],
    /// Whole file names.
    pub(crate) files: &'static [&'static str],
    /// How it writes comments and strings.
    pub(crate) style: &'static Style,
    /// What reads its symbols.
    pub(crate) reader: Reader,
}

impl Language {
    /// Whether it holds settings or data and not code.
    pub(crate) fn is_data(&self) -> bool {
        matches!(self.reader, Reader::Keys(_))
    }
}

type Names = &'static [&'static str];

const fn code(id: &'static str, extensions: Names, files: Names, style: &'static Style, reader: Reader) -> Language {
    Language {
        id,
        extensions,
        files,
        style,
        reader,
    }
}

const BRACES: Reader = Reader::Hints(Hints::Braces);
const LINES: Reader = Reader::Hints(Hints::Lines);
const SCRIPT: Reader = Reader::Hints(Hints::JavaScript);

/// Every language, the ones with a grammar first.
#[rustfmt::skip]
pub(crate) static LANGUAGES: &[Language] = &[
    code("python", &["py", "pyi", "pyx", "pxd"], &["SConstruct", "SConscript", "wscript"], &PYTHON, Reader::Python),
    code("rust", &["rs"], &[], &RUST, Reader::Rust),
    code("javascript", &["js", "jsx", "mjs", "cjs"], &[], &JAVASCRIPT, SCRIPT),
    code("typescript", &["ts", "tsx", "mts", "cts"], &[], &JAVASCRIPT, SCRIPT),
    code("go", &["go"], &[], &GO, Reader::Hints(Hints::Go)),
    code("java", &["java"], &[], &C_LIKE, BRACES),
    code("kotlin", &["kt", "kts"], &[], &C_LIKE, BRACES),
    code("scala", &["scala", "sc"], &[], &C_LIKE, BRACES),
    code("groovy", &["groovy", "gradle"], &["Jenkinsfile"], &C_LIKE, BRACES),
    code("swift", &["swift"], &[], &C_LIKE, BRACES),
    code("csharp", &["cs"], &[], &C_LIKE, BRACES),
    code("dart", &["dart"], &[], &C_LIKE, BRACES),
    code("c", &["c", "h"], &[], &C_LIKE, BRACES),
    code("cpp", &["cc", "cpp", "cxx", "c++", "hh", "hpp", "hxx", "inl", "ipp", "cu", "cuh"], &[], &C_LIKE, BRACES),
    code("objective-c", &["m", "mm"], &[], &C_LIKE, BRACES),
    code("zig", &["zig"], &[], &C_LIKE, BRACES),
    code("d", &["d"], &[], &C_LIKE, BRACES),
    code("v", &["v", "sv"], &[], &C_LIKE, BRACES),
    code("protobuf", &["proto"], &[], &C_LIKE, BRACES),
    code("thrift", &["thrift"], &[], &C_LIKE, BRACES),
    code("solidity", &["sol"], &[], &C_LIKE, BRACES),
    code("shader", &["glsl", "hlsl", "wgsl", "vert", "frag", "metal"], &[], &C_LIKE, BRACES),
    code("graphql", &["graphql", "gql"], &[], &PYTHON, BRACES),
    code("hcl", &["hcl", "tf", "tfvars", "nomad"], &[], &PHP, Reader::Words),
    code("php", &["php", "phtml"], &[], &PHP, BRACES),
    code("ruby", &["rb", "rake", "gemspec", "ru"], &["Rakefile", "Gemfile", "Vagrantfile", "Brewfile", "Podfile", "Fastfile"], &RUBY, LINES),
    code("crystal", &["cr"], &[], &RUBY, LINES),
    code("elixir", &["ex", "exs"], &[], &RUBY, LINES),
    code("perl", &["pl", "pm", "t"], &[], &RUBY, LINES),
    code("r", &["r"], &[], &RUBY, LINES),
    code("julia", &["jl"], &[], &RUBY, LINES),
    code("nim", &["nim", "nims"], &[], &RUBY, LINES),
    code("gdscript", &["gd"], &[], &PYTHON, LINES),
    code("starlark", &["bzl", "star"], &["BUILD", "BUILD.bazel", "WORKSPACE", "Tiltfile"], &PYTHON, LINES),
    code("coffeescript", &["coffee"], &[], &RUBY, LINES),
    code("nix", &["nix"], &[], &RUBY, Reader::Words),
    code("shell", &["sh", "bash", "zsh", "fish", "ksh", "bats"], &[], &SHELL, LINES),
    code("powershell", &["ps1", "psm1", "psd1"], &[], &SHELL, LINES),
    code("makefile", &["mk", "mak"], &["Makefile", "makefile", "GNUmakefile", "Justfile", "justfile", ".justfile"], &SHELL, Reader::Words),
    code("dockerfile", &["dockerfile", "containerfile"], &["Dockerfile", "Containerfile"], &SHELL, Reader::Words),
    code("cmake", &["cmake"], &["CMakeLists.txt"], &SHELL, LINES),
    code("meson", &[], &["meson.build", "meson_options.txt"], &SHELL, Reader::Words),
    code("lua", &["lua"], &[], &LUA, LINES),
    code("sql", &["sql"], &[], &SQL, Reader::Words),
    code("haskell", &["hs", "lhs", "elm", "purs"], &[], &HASKELL, Reader::Words),
    code("ada", &["adb", "ads", "vhd", "vhdl"], &[], &LUA, Reader::Words),
    code("ocaml", &["ml", "mli", "fs", "fsi", "fsx"], &[], &ML, Reader::Words),
    code("lisp", &["clj", "cljs", "cljc", "edn", "el", "lisp", "scm", "rkt", "fnl", "janet"], &[], &LISP, Reader::Words),
    code("erlang", &["erl", "hrl"], &[], &PERCENT, Reader::Words),
    code("assembly", &["s", "asm"], &[], &GENERIC, Reader::Words),
    code("vim", &["vim"], &[".vimrc"], &GENERIC, Reader::Words),
    code("awk", &["awk"], &[], &SHELL, Reader::Words),
    code("tcl", &["tcl"], &[], &SHELL, Reader::Words),
    code("query", &["scm"], &[], &LISP, Reader::Words),
    code("markup", &["html", "htm", "xhtml", "vue", "svelte", "astro", "hbs", "ejs", "jinja", "j2", "jinja2", "tera", "tmpl", "erb", "liquid"], &[], &MARKUP, Reader::Words),
    code("xml", &["xml", "xsd", "xsl", "xslt", "csproj", "props", "targets", "plist"], &[], &MARKUP, Reader::Words),
    code("css", &["css", "scss", "sass", "less", "styl"], &[], &CSS, Reader::Words),
    code("toml", &["toml"], &["Pipfile"], &TOML, Reader::Keys(KeyFormat::Tables)),
    code("yaml", &["yaml", "yml"], &[".clang-format", ".clang-tidy"], &YAML, Reader::Keys(KeyFormat::Yaml)),
    code("json", &["json", "json5", "jsonc", "webmanifest"], &[".babelrc", ".eslintrc", ".prettierrc", ".swcrc"], &JSON, Reader::Keys(KeyFormat::Json)),
    code("ini", &["ini", "cfg", "conf", "properties", "env", "desktop", "service", "editorconfig"], &[".env", ".env.example", ".flake8", ".coveragerc", ".pylintrc", ".editorconfig", ".gitconfig", ".npmrc"], &INI, Reader::Keys(KeyFormat::Tables)),
];

static UNKNOWN: Language = code("", &[], &[], &GENERIC, Reader::Words);

/// The language of a file by its name; the unknown language has an empty id.
pub(crate) fn language_of(path: &RepoPath) -> &'static Language {
    let name = path.file_name();
    let extension = path.extension().to_ascii_lowercase();
    let by_name = LANGUAGES.iter().find(|language| language.files.contains(&name));
    let by_extension = || {
        LANGUAGES
            .iter()
            .find(|language| language.extensions.contains(&extension.as_str()))
    };
    let by_prefix = || {
        let stem = name.split('.').next().unwrap_or_default();
        let known = matches!(stem, "Dockerfile" | "Containerfile" | "Makefile");
        LANGUAGES
            .iter()
            .find(|language| known && language.files.contains(&stem))
    };
    by_name.or_else(by_extension).or_else(by_prefix).unwrap_or(&UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, language_of};

    #[test]
    fn files_are_known_by_name_or_extension() {
        let id = |path: &str| language_of(&path.into()).id;
        assert_eq!(id("src/a.py"), "python");
        assert_eq!(id("docker/Dockerfile.dev"), "dockerfile");
        assert_eq!(id("Gemfile"), "ruby");
        assert_eq!(id("a/B.TS"), "typescript");
        assert_eq!(id("LICENSE"), "");
    }

    #[test]
    fn no_two_languages_share_an_id() {
        let mut ids: Vec<_> = LANGUAGES.iter().map(|language| language.id).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
