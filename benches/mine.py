#!/usr/bin/env python3
"""Mines cases of staleness from the history of clones, in the form that run.py of the benchmark reads.

  mine.py CLONES OWNER/NAME.. > cases.jsonl
  mine.py CLONES --like CASES > cases.jsonl

CLONES holds a full clone of each repository at OWNER+NAME/repo (bare, or with .git). For each of them it looks at the commits
of the first-parent line in an order that only the name of the repository decides (and --order), and takes up to --cases commits of each kind:

A  a commit that changed code and, in the docs, lines that name what the code lost. Expected are the lines of the docs at base
   that the commit took away or rewrote, which name
     gone      a definition, flag, variable of the environment or key that stands on removed lines and nowhere in code after it,
     def_gone  a definition that is gone while its word still occurs,
     signature a function whose parameters changed, where the line shows a call or declaration of it,
     path      a file that the commit moved or removed,
   and whose new text does not name it any more.
   Left out are pages that the commit removed and docs of older versions, names that only tests, examples or code of the docs held,
   and classes in the docstrings of Python.
N  a commit that changed code, removed or changed no line of a definition, and touched no page.
B  with --repairs only: a commit of pages alone that took away or rewrote a line with a name, flag or path of which its parent has
   nothing left outside of pages, which code or the tree had before, and which some page named then, unless the line says itself
   that it is gone. The parent is audited; expected is that line.

With --like the commits are those of the A cases of a file, of any size, and what both label alike is counted at the end.

The labels come from regular expressions, and nobody looks through them: a part of them is wrong. The output is the same for the
same clones. Facts only: hashes, paths, line numbers, names.
"""
import argparse
import difflib
import hashlib
import json
import os
import random
import re
import subprocess
import sys

CODE = {'py': 'py', 'pyi': 'py', 'rs': 'rs', 'ts': 'js', 'tsx': 'js', 'js': 'js', 'jsx': 'js', 'mjs': 'js', 'cjs': 'js', 'mts': 'js',
        'vue': 'js', 'svelte': 'js', 'go': 'go'}
DOCS = {'md', 'rst', 'mdx', 'adoc'}
RECORDS = re.compile(r'(^|/)[^/]*(change|history|news|release|migrat|upgrad|whats.?new)[^/]*(/|$)', re.I)
APART = re.compile(r'(^|/)(tests?|__tests__|examples?|docs?|doc_src|website|benches|benchmarks?|vendor|_vendor|node_modules|fixtures|testdata|third_party|dist|build)(/|$)|[._]test\.|test_[^/]*$|[._]spec\.', re.I)
VENDORED = re.compile(r'(^|/)(tests?|__tests__|vendor|_vendor|node_modules|fixtures|testdata|third_party|dist|build)(/|$)', re.I)
WORD = re.compile(r'[A-Za-z_][A-Za-z0-9_]{3,}')
DISTINCT = re.compile(r'_[A-Za-z0-9]|[a-z0-9][A-Z]|[A-Z][a-z]+[A-Z]')
DEFINITIONS = {
    'py': [('type', r'^\s*class\s+(\w+)'), ('function', r'^(?:async\s+)?def\s+(\w+)'), ('method', r'^\s+(?:async\s+)?def\s+(\w+)'),
           ('const', r'^([A-Z][A-Z0-9_]+)\s*(?::[^=]+)?='), ('attr', r'^\s{4,8}(\w+)\s*(?::[^=]+)?=\s'), ('field', r'^\s+self\.(\w+)\s*(?::[^=]+)?=\s')],
    'rs': [('function', r'^\s*pub(?:\([^)]*\))?\s+(?:const\s+|async\s+|unsafe\s+)*fn\s+(\w+)'), ('method', r'^\s+(?:async\s+|unsafe\s+)*fn\s+(\w+)'),
           ('type', r'^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait|union|type|mod)\s+(\w+)'),
           ('const', r'^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const|static)\s+(\w+)'), ('macro', r'^\s*macro_rules!\s*(\w+)'),
           ('field', r'^\s+pub(?:\([^)]*\))?\s+(\w+)\s*:'), ('variant', r'^\s{4,8}([A-Z]\w+)\s*(?:[({,]|$)')],
    'js': [('function', r'^\s*(?:export\s+(?:default\s+)?)?(?:async\s+)?function\*?\s+(\w+)'),
           ('type', r'^\s*(?:export\s+(?:default\s+)?)?(?:declare\s+)?(?:abstract\s+)?(?:class|interface|enum|type|namespace)\s+(\w+)'),
           ('const', r'^(?:export\s+)?(?:const|let|var)\s+(\w+)\s*[:=]'), ('method', r'^\s+(?:static\s+|async\s+|public\s+)*(\w+)\s*\([^)]*\)\s*(?::[^{]+)?\{\s*$'),
           ('field', r'^\s+(?:readonly\s+|public\s+)*(\w+)\??\s*:\s')],
    'go': [('function', r'^func\s+(\w+)'), ('method', r'^func\s+\([^)]*\)\s*(\w+)'), ('type', r'^\s*(?:type\s+)(\w+)'),
           ('const', r'^\s*(?:const|var)\s+(\w+)'), ('field', r'^\s+([A-Z]\w+)\s+[\w\[\]*.]+(?:\s+`|\s*$)')],
}
DEFINITIONS = {lang: [(what, re.compile(pattern)) for what, pattern in rules] for lang, rules in DEFINITIONS.items()}
SIGNATURE = {'py': re.compile(r'^\s*(?:async\s+)?def\s+(\w+)\s*\((.*)'), 'rs': re.compile(r'^\s*pub\s+(?:async\s+)?fn\s+(\w+)[^(]*\((.*)'),
             'js': re.compile(r'^\s*(?:export\s+)?(?:async\s+)?(?:function\s+)?(\w+)\s*\(([^)]*)\)\s*(?::[^{]+)?\{'),
             'go': re.compile(r'^func\s+(?:\([^)]*\)\s*)?(\w+)\((.*)')}
FLAG = re.compile(r'["\'`\s](--[a-z][a-z0-9]*(?:-[a-z0-9]+)+)\b')
ENV = re.compile(r'["\']([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["\']')
KEY = re.compile(r'["\']([a-z][a-z0-9]*(?:[_-][a-z0-9]+)+)["\']|["\']([a-z]+[A-Z]\w+)["\']')
# What looks like the name of a method in JavaScript and is none.
KEYWORDS = {'catch', 'constructor', 'for', 'function', 'if', 'switch', 'while', 'with'}
DUNDER = re.compile(r'^__\w+__$|^test')


class Repository:
    def __init__(self, folder):
        self.folder = folder

    def git(self, *arguments, stdin=None):
        run = subprocess.run(['git', '-C', self.folder, '-c', 'core.quotepath=off', '-c', 'safe.directory=*', *arguments], input=stdin,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, 'LC_ALL': 'C'})
        return run.stdout.decode('utf-8', 'replace')

    def commits(self, most):
        """The newest commits of the first-parent line: hash, first parent, date, whether it is a merge, and [(status, path, new path)]."""
        text = self.git('log', '--first-parent', '-m', '-M', '--raw', '--no-abbrev', '-n', str(most), '--format=@%H %P|%cs')
        commit = None
        for line in text.split('\n'):
            if line.startswith('@'):
                if commit:
                    yield commit
                hashes, date = line[1:].split('|')
                hashes = hashes.split()
                commit = dict(commit=hashes[0], base=hashes[1] if len(hashes) > 1 else None, date=date, merge=len(hashes) > 2, files=[])
            elif line.startswith(':') and commit:
                meta, *paths = line.split('\t')
                commit['files'].append((meta.split()[-1][0], paths[0], paths[-1]))
        if commit:
            yield commit

    def changes(self, base, commit, paths):
        """{path at base: [(first removed line, removed lines, added lines)]} of a diff without context."""
        changes, path, hunk = {}, None, None
        for line in self.git('diff', '-U0', '--no-renames', '--no-color', '--no-ext-diff', base, commit, '--', *paths).split('\n'):
            if line.startswith('--- '):
                path, hunk = (line[6:].rstrip('\t') if line[4:] != '/dev/null' else None), None
            elif line.startswith('+++ ') and hunk is None:
                path = path or line[6:].rstrip('\t')
            elif line.startswith('@@ '):
                hunk = (int(re.match(r'@@ -(\d+)', line).group(1)), [], [])
                changes.setdefault(path, []).append(hunk)
            elif hunk and line[:1] == '-':
                hunk[1].append(line[1:])
            elif hunk and line[:1] == '+':
                hunk[2].append(line[1:])
        return changes

    def alive(self, revision, names):
        """Which of the names occur as words in code, settings and scripts at the revision; pages are not code."""
        alive = set()
        names = sorted(names)
        for start in range(0, len(names), 150):
            part = names[start:start + 150]
            # One expression of Perl's kind takes seconds where as many fixed strings take minutes.
            pattern = r'(?<!\w)(?:' + '|'.join(re.escape(name) for name in sorted(part, key=len, reverse=True)) + r')(?!\w)'
            out = self.git('grep', '-h', '-I', '-o', '-P', '-e', pattern, revision, '--', '.', *[f':(exclude,glob)**/*.{e}' for e in DOCS])
            alive |= set(out.split('\n')) & set(part)
        return alive


def extension(path):
    return path.rsplit('.', 1)[-1].lower() if '.' in path.rsplit('/', 1)[-1] else ''


def is_code(path):
    return extension(path) in CODE and not APART.search(path)


VERSIONED = re.compile(r'(^|/)(versioned_docs|version-[^/]*|v?\d+(\.(\d+|x))+)/')


def is_doc(path):
    return extension(path) in DOCS and not RECORDS.search(path) and not VENDORED.search(path) and not VERSIONED.search(path)


def definitions(path, lines):
    for line in lines:
        for what, pattern in DEFINITIONS[CODE[extension(path)]]:
            found = pattern.match(line)
            if found and len(found.group(1)) > 3 and not DUNDER.match(found.group(1)):
                yield found.group(1), what
                break


def docstrings(text):
    """The numbers of the lines that stand in texts of several lines: examples in them define nothing."""
    inside = set()
    for match in re.finditer(r'("""|\'\'\').*?\1', text, re.S):
        first = text.count('\n', 0, match.start()) + 1
        inside.update(range(first + 1, first + match.group().count('\n') + 1))
    return inside


def parameters(text):
    """The names of the parameters in what follows `(`; rough, but the same before and after."""
    text = text.split(')')[0]
    return [re.sub(r'[:=].*', '', part).strip(' *&?') for part in text.split(',') if part.strip()]


def elements(repository, commit, code, moved):
    """{name: dict(kind, tier, def)} of what the code lost."""
    removed, added, found, signatures, lost = {}, set(), {}, {}, {}
    for path, hunks in code.items():
        lang = CODE[extension(path)]
        told = docstrings(repository.git('show', f"{commit['base']}:{path}")) if lang == 'py' else set()
        for first, minus, plus in hunks:
            written = [line for number, line in enumerate(minus, first) if number not in told]
            removed.update({name: what for name, what in definitions(path, written) if name not in removed})
            added |= {name for name, _ in definitions(path, plus)}
            for line in minus:
                for pattern, kind in ((FLAG, 'flag'), (ENV, 'env'), (KEY, 'string_key')):
                    for match in pattern.finditer(' ' + line):
                        lost.setdefault(next(group for group in match.groups() if group), kind)
            for lines, side in ((minus, 0), (plus, 1)):
                for line in lines:
                    match = SIGNATURE[lang].match(line)
                    if match and not DUNDER.match(match.group(1)) and match.group(1) not in KEYWORDS:
                        signatures.setdefault(match.group(1), ([], []))[side].append(parameters(match.group(2)))
    candidates = (set(removed) - added) | set(lost)
    # Code may write a flag without its dashes, or as a field.
    spellings = {name: {name[2:], name[2:].replace('-', '_')} for name, kind in lost.items() if kind == 'flag'}
    alive = repository.alive(commit['commit'], candidates.union(*spellings.values()))
    alive |= {name for name, others in spellings.items() if others & alive}
    for name, what in removed.items():
        if name not in added:
            if name not in alive:
                found[name] = dict(kind='removed', tier='gone', **{'def': what})
            elif what in ('type', 'function', 'method', 'const', 'macro') and not repository.git(
                    'grep', '-l', '-I', '-P', rf'(?:class|def|fn|struct|enum|trait|type|mod|const|static|func|function|let|var|interface|use|import|as)[ (].*\b{name}\b|^\s*{name}\s*[:=(]',
                    commit['commit'], '--', *[f':(glob)**/*.{e}' for e in CODE]):
                found[name] = dict(kind='removed', tier='def_gone', **{'def': what})
    for name, kind in lost.items():
        if name not in alive and name not in found:
            found[name] = dict(kind=kind, tier='gone')
    for name, (before, after) in signatures.items():
        if len(before) == 1 and len(after) == 1 and before != after and name not in found and len(name) > 4:
            found[name] = dict(kind='signature', tier='signature')
    for path in moved:
        if '/' in path:
            found[path] = dict(kind='moved_path', tier='path')
    return found, added


def form(name, fact, line, is_block):
    """How the line names it, or None if it does not in a way that a reader would take for a name."""
    pattern = r'(?<![\w-])' + re.escape(name) + r'(?![\w-])' if fact['tier'] != 'path' else r'(?<![\w/])' + re.escape(name) + r'(?!\w)'
    if not re.search(pattern, line):
        return None
    if fact['tier'] == 'path':
        return 'path'
    if fact['tier'] == 'signature':
        return 'blockcall' if re.search(r'(?<!\w)' + re.escape(name) + r'\s*\(\s*\w', line) else None
    if fact['kind'] == 'flag':
        return 'flag'
    if re.search(r':[a-z:]+:`[^`]*' + re.escape(name), line):
        return 'role'
    if re.search(r'`[^`]*(?<![\w-])' + re.escape(name) + r'(?![\w-])[^`]*`', line):
        return 'span'
    if is_block and (DISTINCT.search(name) or re.search(r'[.:]' + re.escape(name) + r'|' + re.escape(name) + r'\s*[(=:]', line)):
        return 'block'
    if DISTINCT.search(name) and '-' not in name:
        return 'plain'
    return None


def blocks(text, path):
    """The numbers of the lines that stand in code blocks: fences, and what is indented by four or more."""
    inside, fence = set(), None
    for number, line in enumerate(text.split('\n'), 1):
        match = re.match(r'\s*(```+|~~~+)', line)
        if match and (fence is None or line.strip().startswith(fence)):
            fence = None if fence else match.group(1)[:3]
        elif fence or re.match(r'    \S|\t\S', line):
            inside.add(number)
    return inside


def counterpart(old, added):
    """The added line that is most like the old one, if any is."""
    best = difflib.get_close_matches(old, added, n=1, cutoff=0.5)
    return best[0] if best else None


def case_of_kind_a(repository, commit, code_paths, doc_paths, limits):
    """A case, or None."""
    docs = repository.changes(commit['base'], commit['commit'], doc_paths)
    touched = sum(len(minus) for hunks in docs.values() for _, minus, _ in hunks)
    if not 1 <= touched <= limits.doc_lines:
        return None
    code = {path: hunks for path, hunks in repository.changes(commit['base'], commit['commit'], code_paths).items() if is_code(path)}
    size = sum(len(minus) + len(plus) for hunks in code.values() for _, minus, plus in hunks)
    if not 1 <= size <= limits.code_lines:
        return None
    moved = {old: new for status, old, new in commit['files'] if status in 'RD' and not is_doc(old)}
    found, added = elements(repository, commit, code, moved)
    expected, seen = [], set()
    there = set(repository.git('ls-tree', '-r', '--name-only', commit['commit']).split('\n'))
    for path, hunks in docs.items():
        if not found:
            break
        if path not in there:
            continue
        text = repository.git('show', f"{commit['base']}:{path}")
        in_block = blocks(text, path)
        everything_added = [line for _, _, plus in hunks for line in plus]
        for first, minus, plus in hunks:
            for offset, line in enumerate(minus):
                for name, fact in found.items():
                    how = form(name, fact, line, first + offset in in_block)
                    if not how or any(form(name, fact, other, True) for other in (plus if fact['tier'] != 'signature' else [])):
                        continue
                    new_text = counterpart(line, plus) or counterpart(line, everything_added)
                    if fact['tier'] == 'signature' and (not new_text or name not in new_text or how != form(name, fact, new_text, True)
                                                       or re.findall(re.escape(name) + r'\s*\(([^)]*)', line) == re.findall(re.escape(name) + r'\s*\(([^)]*)', new_text)):
                        continue
                    entry = dict(path=path, line=first + offset, element=name, kind=fact['kind'], tier=fact['tier'], form=how, others=0)
                    if fact.get('def'):
                        entry['def'] = fact['def']
                    new = renamed_to(name, line, new_text, added) if new_text else None
                    if new:
                        entry.update(kind='renamed' if fact['kind'] == 'removed' else fact['kind'], new=new)
                    elif new_text and fact['kind'] == 'removed':
                        entry['kind'] = 'replaced'
                    if (path, first + offset) not in seen:
                        seen.add((path, first + offset))
                        expected.append(entry)
                        break
    if not 1 <= len(expected) <= limits.expected:
        return None
    return dict(hold_back=sorted(doc_paths), n_code_files=len(code), code_lines=size, touched_doc_lines=touched, expected=expected,
                untouched_mentions=untouched(repository, commit, {e['element'] for e in expected}, docs))


def renamed_to(name, old, new_text, added):
    """The word that stands in the new line in place of the name, if the code gained a definition of that name."""
    before, after = WORD.findall(old), WORD.findall(new_text)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == 'replace' and name in before[a:b] and b - a == d - c:
            new = after[c + before[a:b].index(name)]
            return new if new in added else None
    return None


def untouched(repository, commit, names, docs):
    """Other lines of the docs at base that hold one of the names and that the commit left alone."""
    taken = {(path, first + k) for path, hunks in docs.items() for first, minus, _ in hunks for k in range(len(minus))}
    out = []
    names = sorted(names)
    text = repository.git('grep', '-n', '-I', '-w', '-F', *[x for name in names for x in ('-e', name)], commit['base'], '--',
                          *[f':(glob)**/*.{e}' for e in sorted(DOCS)])
    for line in text.split('\n'):
        parts = line.split(':', 3)
        if len(parts) == 4 and not RECORDS.search(parts[1]) and (parts[1], int(parts[2])) not in taken:
            out.append([parts[1], int(parts[2]), next((name for name in names if name in parts[3]), '')])
    return out[:300]


def is_kind_n(repository, commit, code_paths):
    code = repository.changes(commit['base'], commit['commit'], code_paths)
    size = sum(len(minus) + len(plus) for hunks in code.values() for _, minus, plus in hunks)
    if not 1 <= size <= 400 or any(status in 'RD' for status, _, _ in commit['files']):
        return None
    for path, hunks in code.items():
        for _, minus, _ in hunks:
            if is_code(path) and (any(True for _ in definitions(path, minus)) or any(p.search(' ' + l) for l in minus for p in (FLAG, ENV, KEY))):
                return None
    return dict(hold_back=[], n_code_files=len(code), code_lines=size, expected=[])


# How code defines a name: behind a keyword, as a field or key with a value that is not another package, or as a text.
DEFINED = (r'\b(def|class|fn|struct|func|function|type|enum|trait|interface|macro_rules!)\s+(\([^)]*\)\s*)?{0}\b'
           r'|^\s*(export\s+)?(pub\s+|self\.|this\.|const\s+|let\s+|var\s+|static\s+)*{0}\s*[:=]\s*[^ri=]|["\'`]{0}["\'`]')
PATH = re.compile(r'(?<![\w/:.@-])(?:\./)?((?:\.?[\w-][\w.-]*/)+[\w-]+\.(?:py|rs|go|js|ts|tsx|jsx|md|rst|toml|ya?ml|json|sh|cfg))(?![\w/-])')
# Where what is defined is not the project's own.
NOT_SHIPPED = [f':(exclude,glob)**/{folder}/**' for folder in ('test', 'tests', '__tests__', 'examples', 'example', 'docs', 'doc', 'website', 'vendor',
                                                               'node_modules', 'dist', 'fixtures')]
# A page that makes the name itself speaks of its own.
OWN = r'(?:def|class|fn|func|function|const|let|var|type|import|use)\b[^\n]*(?<!\w){0}(?!\w)|^\s*{0}\s*='


# References of reStructuredText to sections and pages, whose labels are no code.
LABELS = re.compile(r':(?:doc|download|eq|numref|ref|term):`[^`]*`')
# A line that itself says that something is gone tells nobody to use it.
SAYS_SO = re.compile(r'\b(?:deprecated|formerly|no longer|removed|renamed|replaced|was called)\b', re.I)


# Programs of others, whose flags are theirs.
PROGRAMS = re.compile(r'\b(?:apt|apt-get|brew|cargo|conda|curl|docker|git|go|npm|pip|pip3|pnpm|yarn)\s')


def repaired(first, minus, plus, in_block, folder):
    """(line, name, form) of what a commit took out of the lines of a page in that folder, in the words of `form`."""
    new = ' '.join(plus)
    for offset, line in enumerate(minus):
        number = first + offset
        if SAYS_SO.search(line):
            continue
        line = LABELS.sub(' ', line)
        for path in PATH.findall(line):
            if path not in new:
                # A link is followed from the folder of its page.
                link = re.search(r'\]\((?:\./)?' + re.escape(path), line)
                yield number, os.path.normpath(os.path.join(folder, path)) if link else path, 'path'
        for flag in FLAG.findall(' ' + line):
            if not re.search(re.escape(flag) + r'(?![\w-])', new) and not PROGRAMS.search(line.split(flag)[0]):
                yield number, flag, 'flag'
        for word in dict.fromkeys(WORD.findall(PATH.sub(' ', line))):
            how = form(word, dict(tier='gone', kind='removed'), line, number in in_block)
            # Names of products are written as names of types are.
            if how == 'plain' and '_' not in word.strip('_'):
                continue
            if len(word) > 4 and DISTINCT.search(word) and how and not re.search(rf'(?<!\w){word}(?!\w)', new):
                yield number, word, how


def was_right(repository, revision, name, form):
    """Whether the project had it before, as a file or in code that defines it, and some page named it when it went."""
    code = [f':(glob)**/*.{e}' for e in CODE] + NOT_SHIPPED
    how = [] if form == 'path' else ['-S', name] if form == 'flag' else ['-G', DEFINED.format(name)]
    went = repository.git('log', '-n', '1', '--format=%P', *how, revision, '--', *([name] if form == 'path' else code)).split()
    pages = [f':(glob)**/*.{e}' for e in sorted(DOCS)]
    return bool(went and repository.git('grep', '-l', '-F', '-e', os.path.basename(name), went[0], '--', *pages))


def repairs(repository, name, commits, limits):
    """Cases of kind B, at most as many as are asked for, and no two of one page and name."""
    found, seen = 0, set()
    for commit in [one for one in commits if len(one['files']) <= 20][:limits.commits]:
        paths = {path for _, old, new in commit['files'] for path in (old, new)}
        if found == limits.repairs:
            return
        if not all(extension(path) in DOCS for path in paths) or not any(map(is_doc, paths)):
            continue
        changes = repository.changes(commit['base'], commit['commit'], sorted(filter(is_doc, paths)))
        if sum(len(minus) for hunks in changes.values() for _, minus, _ in hunks) > 60:
            continue
        there = set(repository.git('ls-tree', '-r', '--name-only', commit['commit']).split('\n'))
        before = set(repository.git('ls-tree', '-r', '--name-only', commit['base']).split('\n'))
        named = []
        for path, hunks in changes.items():
            if re.search('deprecat', path, re.I):
                continue
            text = repository.git('show', f"{commit['base']}:{path}")
            in_block = blocks(text, path)
            ours = [one for first, minus, plus in hunks if path in there for one in repaired(first, minus, plus, in_block, os.path.dirname(path))]
            named += [(path, *one) for one in ours if one[2] in ('path', 'flag') or not re.search(OWN.format(one[1]), text, re.M)]
        spellings = {one: {one, one[2:], one[2:].replace('-', '_')} if how == 'flag' else {one} for _, _, one, how in named if how != 'path'}
        alive = repository.alive(commit['base'], set().union(*spellings.values())) if spellings else set()
        for path, number, word, how in named:
            gone = not any(file == word or file.endswith('/' + word) for file in before) if how == 'path' else not spellings[word] & alive
            if gone and (path, word) not in seen and was_right(repository, commit['base'], word, how):
                seen.add((path, word))
                print(json.dumps(dict(kind='B', repo=name, rev=commit['base'], path=path, line=number, element=word, form=how,
                                      ekind=how if how in ('path', 'flag') else 'def', date=commit['date'],
                                      id=f"B-{name.replace('/', '-')}-{commit['commit'][:10]}-{word.replace('/', '-')}")), flush=True)
                found += 1
                break


def changed_files(repository, base, commit):
    """[(status, path, new path)] of a commit."""
    rows = repository.git('diff', '--raw', '--no-abbrev', '-M', base, commit).split('\n')
    fields = [row.split('\t') for row in rows if row.startswith(':')]
    return [(meta.split()[-1][0], paths[0], paths[-1]) for meta, *paths in fields]


def sides(files):
    """The paths of code among them, all pages, and the pages whose lines are labels."""
    code_paths = sorted({path for _, old, new in files for path in (old, new) if is_code(path)})
    pages = sorted({path for _, old, new in files for path in (old, new) if extension(path) in DOCS})
    return code_paths, pages, [path for path in pages if is_doc(path)]


def mine_like(limits):
    """Cases of the commits of the A cases of a file; how many lines both have goes to stderr."""
    limits.doc_lines, limits.code_lines, limits.expected = 300, 20000, 400
    mine = theirs = both = 0
    for line in open(limits.like, encoding='utf-8'):
        known = json.loads(line)
        if known['kind'] != 'A':
            continue
        repository = Repository(os.path.join(limits.clones, known['repo'].replace('/', '+'), 'repo'))
        commit = dict(commit=known['commit'], base=known['base'], files=changed_files(repository, known['base'], known['commit']))
        code_paths, _, doc_paths = sides(commit['files'])
        case = case_of_kind_a(repository, commit, code_paths, doc_paths, limits) if doc_paths and code_paths else None
        lines = {(entry['path'], entry['line']) for entry in case['expected']} if case else set()
        of_theirs = {(entry['path'], entry['line']) for entry in known['expected']}
        mine, theirs, both = mine + len(lines), theirs + len(of_theirs), both + len(lines & of_theirs)
        if case:
            print(json.dumps({**{key: known[key] for key in ('kind', 'repo', 'base', 'commit', 'lang', 'id')}, **case}), flush=True)
    print(f'{mine} lines, {theirs} in the file, {both} in both', file=sys.stderr)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('clones')
    arguments.add_argument('repositories', nargs='*', metavar='OWNER/NAME')
    arguments.add_argument('--like', metavar='CASES', help='mine the commits of the A cases of this file')
    arguments.add_argument('--order', metavar='WORD', default='', help='any word: look at the commits in another order')
    arguments.add_argument('--cases', type=int, default=5, help='of each kind and repository (default 5)')
    arguments.add_argument('--commits', type=int, default=8000, help='look at so many commits of a history (default 8000)')
    arguments.add_argument('--tries', type=int, default=150, help='hold so many commits against their docs (default 150)')
    arguments.add_argument('--code-lines', type=int, default=2500)
    arguments.add_argument('--repairs', type=int, default=0, help='mine so many cases of kind B of each repository, and no others')
    arguments.add_argument('--doc-lines', type=int, default=300)
    arguments.add_argument('--expected', type=int, default=40)
    limits = arguments.parse_args()
    if limits.like:
        return mine_like(limits)
    for name in limits.repositories:
        folder = os.path.join(limits.clones, name.replace('/', '+'), 'repo')
        repository = Repository(folder)
        commits = [commit for commit in repository.commits(limits.commits) if commit['base'] and len(commit['files']) <= 120]
        random.Random(int(hashlib.sha256((name + limits.order).encode()).hexdigest()[:12], 16)).shuffle(commits)
        if limits.repairs:
            repairs(repository, name, commits, limits)
            continue
        count, tries = dict(A=0, N=0), dict(A=0, N=0)
        for commit in commits:
            code_paths, pages, doc_paths = sides(commit['files'])
            kind = 'A' if doc_paths and code_paths else 'N' if code_paths and not pages else None
            if not kind or count[kind] == limits.cases or tries[kind] == limits.tries:
                continue
            tries[kind] += 1
            case = case_of_kind_a(repository, commit, code_paths, doc_paths, limits) if kind == 'A' else is_kind_n(repository, commit, code_paths)
            if not case:
                continue
            count[kind] += 1
            languages = [CODE[extension(path)] for path in code_paths]
            print(json.dumps(dict(kind=kind, repo=name, base=commit['base'], commit=commit['commit'], date=commit['date'], merge=commit['merge'],
                                  lang=max(sorted(set(languages)), key=languages.count),
                                  id=f"{kind}-{name.replace('/', '-')}-{commit['commit'][:10]}", **case)), flush=True)
        print(f'{name}: {len(commits)} commits, A {count["A"]} of {tries["A"]}, N {count["N"]} of {tries["N"]}', file=sys.stderr)


if __name__ == '__main__':
    main()
