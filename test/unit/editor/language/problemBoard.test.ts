import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../../../src/core/skill/problem.ts';
import { ProblemBoard } from '../../../../src/editor/language/problemBoard.ts';

function problem(code: string, line = 0): Problem {
  const start = { line, character: 0 };
  return {
    code,
    profile: 'spec',
    severity: 'error',
    message: code,
    path: 'SKILL.md',
    range: { start, end: start },
  };
}

/** A board that notes what it showed, as `file: codes`. */
function createBoard() {
  const shown: string[] = [];
  const board = new ProblemBoard((file, problems) =>
    shown.push(`${file}: ${problems.map(({ code, range }) => `${code}@${range.start.line}`).join(' ')}`),
  );
  const take = () => shown.splice(0);
  return { board, take };
}

test('A file is shown once with all its problems, and not again while they stay the same', () => {
  const { board, take } = createBoard();
  board.put('a', new Map([['a/SKILL.md', [problem('name-missing'), problem('body-empty', 3)]]]));
  assert.deepEqual(take(), ['a/SKILL.md: name-missing@0 body-empty@3']);
  board.put('a', new Map([['a/SKILL.md', [problem('name-missing'), problem('body-empty', 3)]]]));
  assert.deepEqual(take(), []);
});

test('A problem that moved is shown in one step, without a moment of none', () => {
  const { board, take } = createBoard();
  board.put('a', new Map([['a/SKILL.md', [problem('name-missing')]]]));
  take();
  board.put('a', new Map([['a/SKILL.md', [problem('name-missing', 1)]]]));
  assert.deepEqual(take(), ['a/SKILL.md: name-missing@1']);
});

test('Only the file that changed is shown again', () => {
  const { board, take } = createBoard();
  const script = [problem('path-not-portable')];
  board.put(
    'a',
    new Map([
      ['a/SKILL.md', [problem('name-missing')]],
      ['a/con', script],
    ]),
  );
  take();
  board.put('a', new Map([['a/con', script]]));
  assert.deepEqual(take(), ['a/SKILL.md: ']);
});

test('Two skills with problems on one file do not overwrite each other', () => {
  const { board, take } = createBoard();
  board.put('inner', new Map([['a/b/SKILL.md', [problem('name-missing')]]]));
  board.put('outer', new Map([['a/b/SKILL.md', [problem('skill-md-several')]]]));
  take();
  board.put('inner', new Map());
  assert.deepEqual(take(), ['a/b/SKILL.md: skill-md-several@0']);
});

test('What belongs to skills that are gone is taken away', () => {
  const { board, take } = createBoard();
  board.put('a', new Map([['a/SKILL.md', [problem('name-missing')]]]));
  board.put('b', new Map([['b/SKILL.md', [problem('name-missing')]]]));
  take();
  board.keepOnly(owner => owner === 'b');
  assert.deepEqual(take(), ['a/SKILL.md: ']);
});
