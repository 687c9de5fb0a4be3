import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import { failureSentences } from '../../../../src/core/failure/failureText.ts';
import type { Problem } from '../../../../src/core/skill/problem.ts';

function problem(message: string, path = 'SKILL.md'): Problem {
  return {
    code: 'name-missing',
    profile: 'spec',
    severity: 'error',
    message,
    path,
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
  };
}

const words: readonly (readonly [title: string, failure: Failure, expected: string])[] = [
  [
    'a problem is told in its own words',
    { kind: 'problems', skill: 'notes', problems: [problem('The name is missing.')] },
    'notes has a problem that the registry would refuse: The name is missing. Fix it in SKILL.md.',
  ],
  [
    'several problems are counted, and the first one is told',
    { kind: 'problems', skill: 'notes', problems: [problem('The name is missing'), problem('x')] },
    'notes has 2 problems that the registry would refuse: The name is missing. Fix it in SKILL.md.',
  ],
  [
    'a problem of another file leads there',
    { kind: 'problems', skill: 'notes', problems: [problem('The name is refused.', 'docs/con.md')] },
    'notes has a problem that the registry would refuse: The name is refused. Fix it in docs/con.md.',
  ],
  [
    'a warning is none that the registry would refuse, and may be accepted',
    { kind: 'problems', skill: 'notes', problems: [{ ...problem('No such file.'), severity: 'warning' }] },
    'notes has a warning that nobody has accepted: No such file. Fix it in SKILL.md, or accept it.',
  ],
  [
    'beside errors, warnings are neither counted nor told',
    {
      kind: 'problems',
      skill: 'notes',
      problems: [{ ...problem('No such file.'), severity: 'warning' }, problem('The name is missing.')],
    },
    'notes has a problem that the registry would refuse: The name is missing. Fix it in SKILL.md.',
  ],
  [
    'somebody else published',
    { kind: 'moved-on', skill: 'notes', registry: 'Work', known: 'v2', found: 'v5' },
    'Somebody published notes to Work since you did: it is at v5, you know v2. Compare, then publish anyway or take the other version over.',
  ],
  [
    'another window publishes',
    { kind: 'busy', skill: 'notes' },
    'notes is being published by another window or job. Wait until it is done, then try again.',
  ],
  [
    'the files are others than those that were reviewed',
    { kind: 'changed-since-review', skill: 'notes', paths: ['a.md', 'b.md'] },
    'notes changed after the review: a.md, b.md. Nothing was sent. Review it again.',
  ],
  [
    'many changed files are not all listed',
    { kind: 'changed-since-review', skill: 'notes', paths: ['1', '2', '3', '4', '5', '6', '7'] },
    'notes changed after the review: 1, 2, 3, 4, 5 and 2 more. Nothing was sent. Review it again.',
  ],
  [
    'a skill of the same name is there',
    { kind: 'link-undecided', skill: 'notes', registry: 'Work', isGone: false },
    'Work has a skill named like notes, and this folder is not linked to it. Say which one it is: link the folder to it, or publish it as a new skill.',
  ],
  [
    'the linked skill is gone',
    { kind: 'link-undecided', skill: 'notes', registry: 'Work', isGone: true },
    'Work no longer has the skill that notes is linked to. Say which one it is: publish it as a new skill, or link the folder to another.',
  ],
  [
    'a name that may not change',
    { kind: 'name-fixed', skill: 'notes', registry: 'Work', published: 'old-notes' },
    'Work keeps the name of a skill\'s first version, "old-notes", and notes has another one. Take the name back, or publish it as a new skill.',
  ],
  [
    'the whole is too large',
    { kind: 'bundle-too-large', skill: 'notes', path: null, size: 120 * 2 ** 20, limit: 100 * 2 ** 20 },
    'notes has 120 MB, and a bundle takes at most 100 MB. Leave large files out with a .skillignore.',
  ],
  [
    'one file is too large',
    { kind: 'bundle-too-large', skill: 'notes', path: 'a.bin', size: 31.5 * 2 ** 20, limit: 25 * 2 ** 20 },
    'a.bin of notes has 31.5 MB, and a bundle takes at most 25 MB. Leave large files out with a .skillignore.',
  ],
  [
    'a folder without a SKILL.md',
    { kind: 'no-manifest', path: 'skills/notes' },
    'skills/notes has no SKILL.md that would be published. Add one at its top, or change the rule that leaves it out.',
  ],
  [
    'a SKILL.md that does not say what the skill is',
    { kind: 'unnamed-skill', path: 'skills/notes' },
    'The SKILL.md of skills/notes has no name and description that can be read. Mend the problems of its front matter first.',
  ],
];

for (const [title, failure, expected] of words) {
  test(title, () => assert.equal(failureSentences(failure), expected));
}
