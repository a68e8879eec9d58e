//! What is read from a file, on small and on hostile texts.

use super::{PythonOutline, outline};
use crate::model::api::{ApiKind, DocFaultKind};
use crate::model::problem::ProblemKind;
use std::fmt::Write;

fn read(text: &str) -> PythonOutline {
    outline(text).unwrap_or_else(|problem| panic!("{problem:?} in {text:?}"))
}

/// The public symbols but the module, those without documentation marked.
fn symbols(text: &str) -> String {
    let marked = |name: &str, documented| {
        if documented {
            name.to_owned()
        } else {
            format!("-{name}")
        }
    };
    let outline = read(text);
    let symbols = outline.symbols.iter().skip(1);
    symbols
        .map(|symbol| marked(&symbol.name, symbol.documented))
        .collect::<Vec<_>>()
        .join(" ")
}

fn faults(text: &str) -> String {
    let outline = read(text);
    let said = outline
        .faults
        .iter()
        .map(|fault| format!("{:?} {} {}>{}", fault.kind, fault.symbol, fault.subject, fault.actual));
    said.collect::<Vec<_>>().join("; ")
}

#[test]
fn names_with_an_underscore_are_private_and_so_is_what_stands_in_functions() {
    let text = "
def f():
    def g(): pass
    class H: pass
async def a(): pass
def _p(): pass
class C:
    def m(self): pass
    def _n(self): pass
    def __len__(self): pass
    class D:
        def o(self): pass
    class _E:
        def q(self): pass
class _P:
    def r(self): pass
";
    assert_eq!(symbols(text), "-f -a -C -C.m -C.__len__ -C.D -C.D.o");
}

#[test]
fn kinds_are_those_of_the_linters() {
    let text = "class C:\n  def __init__(s): pass\n  def __new__(c): pass\n  def __call__(s): pass\n  def __eq__(s, o): pass\n  class D: pass\n";
    let kinds: Vec<ApiKind> = read(text).symbols.iter().map(|symbol| symbol.kind).collect();
    let (method, magic) = (ApiKind::Method, ApiKind::Magic);
    let expected = [
        ApiKind::Module,
        ApiKind::Class,
        ApiKind::Init,
        method,
        method,
        magic,
        ApiKind::NestedClass,
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn a_docstring_is_the_first_statement_and_a_plain_string() {
    for (body, documented) in [
        ("'doc'", true),
        ("''", true),
        ("r'''a\nb'''", true),
        ("u\"doc\"", true),
        ("('doc')", true),
        ("'a' 'b'", true),
        ("# note\n    'doc'", true),
        ("'doc'; x = 1", true),
        ("b'doc'", false),
        ("f'doc'", false),
        ("'a' f'b'", false),
        ("'a'.b", false),
        ("'a',", false),
        ("pass; 'doc'", false),
        ("if x: 'doc'", false),
    ] {
        let text = format!("class C:\n    {body}\n");
        assert_eq!(read(&text).symbols[1].documented, documented, "{body}");
    }
    assert_eq!(symbols("def f(): 'doc'\ndef g(): return 'doc'\n"), "f -g");
    assert!(read("# note\n\n'doc'\n").symbols[0].documented);
    assert!(!read("").symbols[0].documented);
}

#[test]
fn all_lists_what_is_public_at_the_top() {
    let both = "def f(): pass\ndef g():\n  pass\nclass C:\n  def m(self): pass\n";
    for (all, expected) in [
        ("__all__ = ['f']", "-f"),
        ("__all__ = ('f', \"C\")", "-f -C -C.m"),
        ("__all__ = 'f', 'g'", "-f -g"),
        ("__all__ = ['f']\n__all__ += ['g']", "-f -g"),
        ("__all__: list[str] = ['f']", "-f"),
        ("__all__ = ['f'] + x.__all__ + ['C']", "-f -C -C.m"),
        ("__all__ = (['f'] + ['g']) + x", "-f -g"),
        ("__all__ = list(('f',))", "-f"),
        ("__all__ = ['f' 'oo', u'g']", "-g"),
        ("if x:\n  __all__ = ['f']\nelse:\n  __all__ = ['g']", "-f -g"),
        ("__all__ = x()", ""),
        ("__all__ = []\n__all__.append('f')", ""),
        ("def h():\n  __all__ = []", "-f -g -C -C.m -h"),
    ] {
        assert_eq!(symbols(&format!("{both}{all}\n")), expected, "{all}");
    }
    let outline = read("__all__ = ['f']\ndef f(): pass\ndef g(): pass\n");
    assert_eq!(outline.unlisted.len(), 1);
}

#[test]
fn overloads_setters_and_overrides_are_documented_elsewhere() {
    let text = "
from typing import overload, override as over
import typing as t
class C:
    @overload
    def f(self, a): ...
    @t.overload
    def f(self, b): ...
    def f(self, c): ...
    @over
    def g(self): ...
    @property
    def p(self): ...
    @p.setter
    def p(self, v): ...
    @other.setter
    def p(self, v): ...
";
    assert_eq!(symbols(text), "-C -C.f C.g -C.p -C.p");
    let other = "from x import overload\n@overload\ndef f(): pass\n";
    assert_eq!(symbols(other), "-f");
    let shadowed = "from typing import overload\ndef overload(f): return f\n@overload\ndef f(): pass\n";
    assert_eq!(symbols(shadowed), "-overload -f");
}

#[test]
fn conditions_hide_nothing() {
    let text = "
if TYPE_CHECKING:
    def a(): pass
elif x: import y
else:
    def a(): pass
try:
    class B: pass
except* (E, F) as e:
    pass
finally:
    with x as y, z: def_ = 1
match x:
    case [1, *_] if y:
        def c(): pass
    case {'a': -1}: pass
for a, in b:
    def d(): pass
while lambda: x:
    def e(): pass
type X[T: int = str] = list[T]
def f[T: (int, str), *Ts](a: T = {1: 2}[1], /, *, b=lambda x, *y: x) -> dict[str, int]: ...
match = case = 1
match[x]: int = 3
print(match, type, *a, sep='')
x = [i async for i in y if i not in z] if not a else -b ** ~c
";
    assert_eq!(symbols(text), "-a -a -B -c -d -e -f");
}

#[test]
fn places_are_those_of_the_names() {
    let outline = read("\u{feff}# ä\r\n\x0cclass  Ü (A):\r\n\tdef m(self):\r\n\t\tpass\r\n");
    let places: Vec<(u32, u32, u32)> = outline
        .symbols
        .iter()
        .map(|symbol| {
            (
                symbol.region.start.line,
                symbol.region.start.column,
                symbol.region.end.column,
            )
        })
        .collect();
    assert_eq!(places, [(1, 1, 1), (2, 9, 10), (3, 6, 7)]);
}

#[test]
fn strings_hide_what_is_in_them() {
    let text = "
x = f'{a[\"def\"]:>{w}} {{ {f\"{b!r:#x}\"} \\N{DASH} {y:\">10}'
y = rf'\\{z}' '\\'' \"\"\"
def no(): pass
\"\"\"
z = f'''{
    'def no'  # }
}'''
w = t'{a}' + Rb'\\x' + 0xFf + 1_0.5e-3j + .5 + 00
def yes(): pass
";
    assert_eq!(symbols(text), "-yes");
}

#[test]
fn what_is_not_python_3_is_a_problem() {
    for text in [
        "print 'x'\n",
        "exec 'x' in y\n",
        "x = 0777\n",
        "x = 10L\n",
        "x = ur'a'\n",
        "if a <> b: pass\n",
        "raise E, 'x'\n",
        "x = `y`\n",
        "x = 1 +\n",
        "x = (1\n",
        "x = 1)\n",
        "x = 'a\n",
        "x = '''a\n",
        "f(async=1)\n",
        "{% if x %}\n",
        "<<<<<<< HEAD\n",
        "def f():\n",
        "def f():\npass\n",
        "def f(): pass\n  x\n",
        "if x:\n    a\n  b\n",
        "if x:\n\ta\n        b\n",
        "@x\ny = 1\n",
        "def f: pass\n",
        "class C\n",
        "a\0b\n",
        "x = \u{201c}a\u{201d}\n",
        "x = 1 \\",
        "f(,)\n",
    ] {
        assert_eq!(
            outline(text).map_err(|(kind, _)| kind),
            Err(ProblemKind::Unparsed),
            "{text:?}"
        );
    }
}

#[test]
fn hostile_texts_do_not_hurt() {
    let deep = 20_000;
    read(&format!("x = {}{}\n", "(".repeat(deep), ")".repeat(deep)));
    read(&format!("x = [{}]\n", "'a', ".repeat(300_000)));
    read(&format!("x = '{}'\n", "a".repeat(1 << 20)));
    read(&format!("x = 1 {}\n", "\\\n + 1 ".repeat(50_000)));
    let mut nested = String::new();
    for level in 0..400 {
        let _ = writeln!(nested, "{}class C{level}:", " ".repeat(level));
    }
    let _ = writeln!(nested, "{}pass", " ".repeat(400));
    assert_eq!(read(&nested).symbols.len(), 401);
    assert!(outline(&format!("x = {}\n", "f'{".repeat(10_000))).is_err());
    assert!(outline(&"(".repeat(1 << 20)).is_err());
    assert!(outline(&"'''".repeat(99_999)).is_err());
}

#[test]
fn names_that_a_module_passes_on_are_known() {
    let text = "from ._a import b as b, c, d as e\nfrom .. import f as f\nfrom ._g import *\nfrom x import (h as h)\ndef __getattr__(n): 'doc'\n";
    let outline = read(text);
    let passed: Vec<String> = outline
        .passed_on
        .iter()
        .map(|it| format!("{}{}.{}", ".".repeat(it.level.into()), it.module, it.name))
        .collect();
    assert_eq!(passed, ["x.h", "._a.b", "._g.*", "...f"]);
    assert!(outline.dynamic);
    let listed = read("from ._a import b, c as d\n__all__ = ['b', 'd']\n");
    assert_eq!(listed.passed_on.len(), 2);
}

#[test]
fn parameters_that_the_signature_has_not_are_found_in_every_style() {
    let google = "def f(a, b):\n  '''Do.\n\n  Args:\n    a (int): x\n    c: y\n      more: lines\n\n  Returns:\n    int: z\n  '''\n";
    assert_eq!(faults(google), "UnknownParameter f c>b");
    let numpy = "def f(a, b):\n  '''Do.\n\n  Parameters\n  ----------\n  a : int\n      x\n  c, d : str\n      y\n\n  Returns\n  -------\n  e : int\n  '''\n";
    assert_eq!(faults(numpy), "UnknownParameter f c>; UnknownParameter f d>");
    let sphinx =
        "class C:\n  def f(self, a, limit):\n    '''Do.\n\n    :param int a: x\n    :param limits: y\n    '''\n";
    assert_eq!(faults(sphinx), "UnknownParameter C.f limits>limit");
    let epytext = "def f(a, b):\n  '''Do.\n\n  @param a: x\n  @param c: y\n  '''\n";
    assert_eq!(faults(epytext), "UnknownParameter f c>b");
    let place = read(sphinx).faults[0].region;
    assert_eq!((place.start.line, place.start.column, place.end.column), (6, 12, 18));
}

#[test]
fn what_may_be_right_after_all_is_no_fault() {
    let doc = "  '''Do.\n\n  Args:\n    a: x\n    c: y\n  '''\n";
    for header in [
        "def f(a, **kwargs):",
        "def f(a, *args):",
        "@decorated\ndef f(a, b):",
        "def f(a, c):",
        "def f(a, *, c=1):",
        "def f():",
        "from typing import overload\n@overload\ndef f(c): ...\ndef f(a):",
        "class C(Base):",
    ] {
        let text = format!("{header}\n{doc}  pass\n");
        assert_eq!(faults(&text), "", "{header}");
    }
    for body in [
        "a: x\n    Note: y",
        "a: x\n    some words",
        "a: x\n      c: y",
        "*a: x\n    a: y",
    ] {
        let text = format!("def f(a):\n  '''Do.\n\n  Args:\n    {body}\n  '''\n");
        assert_eq!(faults(&text), "", "{body}");
    }
    let fields = "class C:\n  '''Do.\n\n  Args:\n    a: x\n    b: y\n    c: z\n  '''\n  b: int = 1\n  def __init__(self, a): pass\n  def m(self, c): pass\n";
    assert_eq!(faults(fields), "");
    assert_eq!(faults(&fields.replace("c: z", "d: z")), "UnknownParameter C d>");
}

#[test]
fn returning_something_is_a_fault_only_when_nothing_is_returned() {
    let text = |header: &str, section: &str| format!("{header}\n  '''Do.\n\n  {section}\n  '''\n  yield 1\n");
    let kind = |text: &str| read(text).faults.first().map(|fault| fault.kind);
    let stop = |text: String| text.replace("yield 1", "pass");
    for section in [
        "Returns:\n    int: the sum",
        ":returns: the sum",
        ":rtype: int",
        "Returns\n  -------\n  int\n      The sum.",
    ] {
        let none = text("def f() -> None:", section);
        assert_eq!(kind(&none), None, "a generator, {section}");
        assert_eq!(kind(&stop(none)), Some(DocFaultKind::NothingReturned), "{section}");
        assert_eq!(kind(&stop(text("def f() -> int:", section))), None);
        assert_eq!(kind(&stop(text("def f():", section))), None);
    }
    for section in [
        "Returns:\n    None",
        ":returns: nothing",
        ":rtype: None",
        "Returns\n  -------\n  None",
    ] {
        assert_eq!(kind(&stop(text("def f() -> None:", section))), None, "{section}");
    }
}

#[test]
fn types_and_defaults_are_compared_when_both_are_plain() {
    let doc = |described: &str| {
        format!(
            "def f(a: int = 5, b: str = 'x', c=None, d: 'list[int] | None' = (), e=True):\n  '''Do.\n\n  Args:\n    {described}\n  '''\n"
        )
    };
    for (described, expected) in [
        ("a (str): x", "OtherType f str>int"),
        ("a (str, optional): x", "OtherType f str>int"),
        ("a (float): x", ""),
        ("a (int or None): x", ""),
        ("a (Number): x", ""),
        ("d (dict): x", "OtherType f dict>'list[int] | None'"),
        ("d (tuple of int): x", ""),
        ("a (int): x. Defaults to 6.", "OtherDefault f 6>5"),
        ("a: x (default: 6)", "OtherDefault f 6>5"),
        ("a (int, default 6): x", "OtherDefault f 6>5"),
        ("a: x. Default is ``5.0``.", ""),
        ("a: x. Defaults to 6 if b.", ""),
        ("a: x. Defaults to 6 seconds.", ""),
        ("a: like the default 6", ""),
        ("a: x. Defaults to None.", "OtherDefault f None>5"),
        ("b: x. Defaults to 'y'.", "OtherDefault f 'y'>'x'"),
        ("b: x. Defaults to \"x\".", ""),
        ("b: x. Defaults to 'xy'.", ""),
        ("c: x. Defaults to 3.", ""),
        ("e: x. Defaults to False.", "OtherDefault f False>True"),
        ("e: x. Defaults to 1.", ""),
        ("e: x. Defaults to something.", ""),
    ] {
        assert_eq!(faults(&doc(described)), expected, "{described}");
    }
}
