//! Hints at definitions, on small texts.

use super::super::language::{Reader, language_of};
use super::hints;
use crate::model::symbol::Symbol;

pub(super) fn found(path: &str, text: &str) -> Vec<Symbol> {
    let language = language_of(&path.into());
    let Reader::Hints(family) = language.reader else {
        return Vec::new();
    };
    hints(language, family, text)
}

fn names(path: &str, text: &str) -> Vec<String> {
    let value = |value: &Option<String>| value.as_ref().map(|value| format!("={value}")).unwrap_or_default();
    found(path, text)
        .iter()
        .map(|symbol| format!("{} {}{}", symbol.kind.word(), symbol.local_name(), value(&symbol.value)))
        .collect()
}

#[test]
fn javascript_declarations_and_members_are_found() {
    let text = "export default function run(a, { b } = {}, ...rest) {\n  const local = 1;\n}\nexport class Chart extends Base {\n  static id = 'x';\n  #hidden = 1\n  update(mode) { if (x) { call(); } }\n  get width() { return 1 }\n}\nexport const LIMIT = 10;\nconst add = async (a, b = 2) => a + b;\nChart.prototype.draw = function (ctx) {};\nmodule.exports.helper = x => x;\n";
    let expected = [
        "function run",
        "class Chart",
        "field Chart.id='x'",
        "field Chart.hidden=1",
        "method Chart.update",
        "method Chart.width",
        "constant LIMIT=10",
        "function add",
        "method Chart.draw",
        "constant helper=x => x",
    ];
    assert_eq!(names("a.js", text), expected);
    assert_eq!(found("a.js", text)[0].signature.as_ref().unwrap().params.len(), 3);
}

#[test]
fn typescript_types_have_members() {
    let text = "export interface Options<T> extends Base {\n  /** doc */\n  port?: number\n  host: string;\n  onClose(reason: string): void\n}\ntype Mode = 'a' | 'b'\nexport type Props = {\n  width: number\n}\nexport enum Kind { A, B = 2 }\nnamespace N { export function inner(): void {} }\nexport abstract class S {\n  private readonly x: Map<string, number> = new Map();\n  constructor(private y: string) { super() }\n  async load<T>(id: string): Promise<{ a: T }> { return 1 }\n}\n";
    let expected = [
        "interface Options",
        "field Options.port",
        "field Options.host",
        "method Options.onClose",
        "type Mode",
        "type Props",
        "field Props.width",
        "enum Kind",
        "variant Kind.A",
        "variant Kind.B=2",
        "module N",
        "function N.inner",
        "class S",
        "field S.x=new Map()",
        "method S.constructor",
        "method S.load",
    ];
    assert_eq!(names("a.ts", text), expected);
}

#[test]
fn object_literals_have_members() {
    let text = "const defaults = {\n  animation: true,\n  plugins: { legend: { position: 'top' } },\n  resize(w) { return { w: w } },\n  'quoted-key': 1,\n};\nexport default { name: 'x' }\n";
    assert_eq!(
        names("a.js", text)[1..6],
        [
            "field defaults.animation=true",
            "field defaults.plugins",
            "field defaults.plugins.legend",
            "field defaults.plugins.legend.position='top'",
            "method defaults.resize"
        ]
    );
}

#[test]
fn javascript_flags_and_variables_are_found() {
    let text = "cli.option('-p, --port <n>', 'Port', 3000).option('--host [host]', 'x');\nyargs.option('dry-run', { type: 'boolean' });\nconst x = process.env.NODE_ENV || process.env['CI'];\n";
    let found = names("a.ts", text);
    assert_eq!(
        found[..5],
        [
            "flag -p",
            "flag --port",
            "flag --host",
            "flag --dry-run",
            "constant x=process.env.NODE_ENV || process.env['CI']"
        ]
    );
    assert_eq!(found[5..], ["environment variable NODE_ENV", "environment variable CI"]);
}

#[test]
fn go_declarations_are_found() {
    let text = "package a\n\nconst (\n\tA = iota\n\tB\n)\n\nvar x, y int\n\n// Doc.\ntype Server struct {\n\tAddr string `json:\"addr,omitempty\" yaml:\"addr\"`\n\tport, Max int\n\tembedded.Thing\n}\n\ntype Doer interface {\n\tDo(a int) (string, error)\n}\n\nfunc New[T any](a string, b ...int) (*Server, error) {\n\tlocal := 1\n}\n\nfunc (s *Server) Run(ctx context.Context) error {\n\treturn nil\n}\n";
    let expected = [
        "constant A=iota",
        "constant B",
        "constant x",
        "constant y",
        "struct Server",
        "field Server.Addr",
        "config key Server.addr",
        "field Server.port",
        "field Server.Max",
        "interface Doer",
        "method Doer.Do",
        "function New",
        "method Server.Run",
    ];
    let mut found = names("a.go", text);
    found.sort_by_key(|name| expected.iter().position(|wanted| wanted == name));
    assert_eq!(found, expected);
}

#[test]
fn go_flags_and_variables_are_found() {
    let text = "package a\nfunc init() {\n\tflag.String(\"listen\", \":80\", \"x\")\n\tcmd.Flags().StringVarP(&o, \"output\", \"o\", \"text\", \"x\")\n\tslog.String(\"key\", v)\n\tos.Getenv(\"APP_HOME\")\n\t_ = &cli.BoolFlag{Name: \"dry-run\", Aliases: []string{\"n\"}, EnvVars: []string{\"DRY_RUN\"}}\n\tviper.SetDefault(\"log.level\", \"info\")\n}\n";
    let found = names("a.go", text);
    let expected = [
        "function init",
        "flag --listen=\":80\"",
        "flag --output=\"text\"",
        "flag -o=\"text\"",
        "environment variable APP_HOME",
        "flag --dry-run",
        "flag -n",
        "environment variable DRY_RUN",
        "config key log.level=\"info\"",
    ];
    let mut sorted = found.clone();
    sorted.sort_by_key(|name| expected.iter().position(|wanted| wanted == name));
    assert_eq!(sorted, expected);
}

#[test]
fn languages_with_braces_are_found() {
    let java = "package a;\npublic class Foo extends Bar {\n  private int x = 1;\n  public Foo(int a) { this.x = a; }\n  @Override public String name(List<String> a) throws E { if (a) { b(); } return c(); }\n}\ninterface I { void f(); }\n";
    assert_eq!(
        names("Foo.java", java),
        [
            "class Foo",
            "method Foo.Foo",
            "method Foo.name",
            "interface I",
            "method I.f"
        ]
    );
    let c = "#define MAX 10\nstruct point { int x; };\nstatic int add(struct point *p, int b) {\n  return sub(b);\n}\nint sub(int);\nvoid Foo::bar() const {}\n";
    assert_eq!(
        names("a.cpp", c),
        ["macro MAX", "struct point", "function add", "method Foo.bar"]
    );
    let kotlin = "class A(val x: Int) {\n  fun f(a: String): Int { val local = 1; return 2 }\n  val y = 3\n}\nfun String.ext() = 1\n";
    assert_eq!(
        names("a.kt", kotlin),
        ["class A", "method A.f", "field A.y=3", "function ext"]
    );
}

#[test]
fn languages_without_braces_are_found() {
    let ruby = "module M\n  class C\n    attr_reader :a, :b\n    LIMIT = 3\n    def self.make(x)\n    end\n    def run; end\n  end\nend\ndef top(a)\nend\n";
    assert_eq!(
        names("a.rb", ruby),
        [
            "module M",
            "class M.C",
            "field M.C.a",
            "field M.C.b",
            "constant M.C.LIMIT=3",
            "method M.C.make",
            "method M.C.run",
            "function top"
        ]
    );
    assert_eq!(
        names(
            "a.sh",
            "PREFIX=/usr\nrun_it() {\n  echo hi\n}\nfunction other {\n  :\n}\n"
        ),
        ["constant PREFIX=/usr", "function run_it", "function other"]
    );
    assert_eq!(
        names("a.lua", "local function hid() end\nfunction M.f(a) end\n"),
        ["function hid", "method M.f"]
    );
}

#[test]
fn hostile_texts_end_in_good_time() {
    for text in [
        "a<".repeat(20_000),
        "(]".repeat(20_000),
        "<a>".repeat(10_000),
        "{".repeat(20_000),
        "class A { ".repeat(1_000),
        "x = {a: ".repeat(1_000),
        "`${".repeat(10_000),
        "function f(".repeat(1_000),
    ] {
        for path in ["a.tsx", "a.go", "a.java", "a.rb"] {
            let _ = found(path, &text);
        }
    }
}
