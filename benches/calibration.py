#!/usr/bin/env python3
"""Says how often findings are explained, by the confidence that abreast gives them.

Usage: benches/calibration.py BENCH CLONES [ABREAST]
  BENCH   the folder with run.py and cases/dev.jsonl
  CLONES  a full clone of each repository of the cases, at OWNER+NAME/repo

Explained is a finding on or near a line that the authors changed because of the code, on another line that they changed,
or on another mention of the same element.
"""
import collections
import importlib.util
import json
import os
import subprocess
import sys
import tempfile


def results(abreast, repo, base, head):
    """The results of one run, with the fields that the score needs."""
    command = [abreast, 'check', '--base', base, '--head', head, '--format', 'sarif']
    log = json.loads(subprocess.run(command, cwd=repo, capture_output=True, text=True).stdout)
    for result in log['runs'][0]['results']:
        place = result['locations'][0]['physicalLocation']
        yield {
            'path': place['artifactLocation']['uri'],
            'line': place['region']['startLine'],
            'level': result['level'],
            'confidence': result['properties']['confidence'],
        }


def main():
    bench, clones = sys.argv[1:3]
    # Runs begin in the folders of the cases, where a relative path would lead elsewhere.
    abreast = os.path.abspath(sys.argv[3] if len(sys.argv) > 3 else 'target/release/abreast')
    spec = importlib.util.spec_from_file_location('run', f'{bench}/run.py')
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    with open(f'{bench}/cases/dev.jsonl') as lines:
        cases = [case for case in map(json.loads, lines) if case['kind'] == 'A']
    total, explained = collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for case in cases:
            repo = run.scratch_repo(clones, scratch, case['repo'])
            head = run.synthetic_head(repo, case)
            expected = {(one['path'], one['line']) for one in case['expected']}
            touched = run.touched(repo, case)
            others = {(one[0], one[1]) for one in case.get('untouched_mentions', [])}
            for found in results(abreast, repo, case['base'], head):
                if found['level'] == 'note':
                    continue
                known = run.near(found, expected) or run.near(found, touched, 0)
                total[found['confidence']] += 1
                explained[found['confidence']] += known or (found['path'], found['line']) in others
    print('| confidence | findings | explained |\n|---|---|---|')
    for confidence in ('high', 'medium', 'low'):
        if total[confidence]:
            share = 100 * explained[confidence] / total[confidence]
            print(f'| {confidence} | {total[confidence]} | {share:.1f} % |')


if __name__ == '__main__':
    main()
