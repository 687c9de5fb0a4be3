import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../../src/core/publish/outcome.ts';
import type { PlannedAction } from '../../../../src/core/publish/plan/plan.ts';
import { reportText } from '../../../../src/core/publish/report.ts';
import type { PlannedPublish } from '../../../../src/core/publish/review/readiness.ts';
import { remoteVersion, scriptedRegistry, targetJob } from '../../../support/publish/targetJob.ts';

const create: PlannedAction = { kind: 'create', to: 'v1' };
const down: PlannedAction = {
  kind: 'impossible',
  failure: { kind: 'unreachable', registry: 'Team', origin: 'http://127.0.0.1:1', cause: 'ECONNREFUSED' },
};
const published: Outcome = {
  kind: 'published',
  skillId: 's',
  version: remoteVersion('1'),
  is: 'v1',
  isDefault: true,
  wasReconciled: false,
  meanwhile: [],
  namesakes: [],
  copies: [],
  afterwards: null,
};

function problem() {
  const start = { line: 0, character: 0 };
  const range = { start, end: start };
  return { code: 'c', profile: 'spec', severity: 'error', message: 'Bad.', path: 'SKILL.md', range } as const;
}

/** A publish of a skill by this name, with what stands in its way. */
function planned(
  name: string,
  {
    action = create,
    errors = 0,
    secrets = 0,
  }: { action?: PlannedAction; errors?: number; secrets?: number } = {},
): PlannedPublish {
  const job = targetJob(scriptedRegistry({}), { action });
  const finding = { path: 'a.md', line: 1, what: 'GitHub token' };
  return {
    skill: {
      ...job.skill,
      name,
      source: { ...job.skill.source, path: name },
      secrets: Array.from({ length: secrets }, () => finding),
    },
    target: { ...job.target, id: name, problems: Array.from({ length: errors }, problem) },
  };
}

const none = new Map();

test('nine skills, two of which are blocked, are 7 of 9, with both named and why', () => {
  const names = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(number => `bulk-0${number}`);
  const asked = names.map(name =>
    planned(name, { errors: name === 'bulk-03' ? 1 : 0, secrets: name === 'bulk-08' ? 1 : 0 }),
  );
  const outcomes = new Map(names.filter(name => !/3|8/.test(name)).map(name => [name, published] as const));
  const { summary, isGood, lines } = reportText(asked, outcomes, none);
  assert.equal(summary, '7 of 9 published. bulk-03: 1 error. bulk-08: looks like a secret.');
  assert.equal(isGood, false);
  assert.equal(lines.length, 9, 'all nine are in the details');
  assert.match(lines[2]?.text ?? '', /^“bulk-03” was not published to Team\. bulk-03 has a problem/);
});

test('a registry that is down is counted, by its name where one skill goes to several', () => {
  const here = planned('pdf');
  const there = planned('pdf', { action: down });
  const target = { ...there.target, id: 'there', destination: { ...there.target.destination, key: 'other' } };
  const asked = [here, { skill: here.skill, target }];
  const { summary, isGood } = reportText(asked, new Map([['pdf', published]]), none);
  assert.equal(summary, '1 of 2 published. Team: cannot be reached.');
  assert.equal(isGood, false);
});

test('what was published and then went wrong counts as published, and says what went wrong', () => {
  const afterwards = { kind: 'disk-full', path: '.skillwright.json' } as const;
  const outcome: Outcome = { ...published, afterwards };
  const { summary, isGood } = reportText(
    [planned('pdf'), planned('csv')],
    new Map([
      ['pdf', outcome],
      ['csv', published],
    ]),
    none,
  );
  assert.equal(
    summary,
    '2 of 2 published. pdf: published, but The disk is full: .skillwright.json was not written.',
  );
  assert.equal(isGood, false);
});

test('what is there already and was made the default is not called published', () => {
  const there: PlannedAction = {
    kind: 'nothing-changed',
    skillId: 's',
    version: '2',
    createdAt: 0,
    is: 'v2',
    isDefault: false,
  };
  const asked = ['a', 'b'].map(name => planned(name, { action: there }));
  const moved = { kind: 'nothing-to-do', skillId: 's', version: '2', is: 'v2', madeDefault: true } as const;
  const made: Outcome = { ...moved, afterwards: null };
  const good = reportText(
    asked,
    new Map([
      ['a', made],
      ['b', made],
    ]),
    none,
  );
  assert.deepEqual([good.isGood, good.summary], [true, '2 of 2 made the default.']);
  const gone = { kind: 'unreachable', registry: 'T', origin: 'http://127.0.0.1:1', cause: 'EPIPE' } as const;
  const unmoved: Outcome = { ...moved, madeDefault: false, afterwards: gone };
  const bad = reportText(
    asked,
    new Map([
      ['a', made],
      ['b', unmoved],
    ]),
    none,
  );
  assert.deepEqual([bad.isGood, bad.summary], [false, '1 of 2 made the default. b: cannot be reached.']);
});

test('all that went well is good news, and many reasons are a number', () => {
  const asked = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => planned(name, { errors: 2 }));
  assert.equal(
    reportText(asked, new Map(), none).summary,
    '0 of 6 published. a: 2 errors. b: 2 errors. c: 2 errors. d: 2 errors. And 2 more.',
  );
  const all = new Map(asked.map(({ target }) => [target.id, published] as const));
  const good = reportText(
    ['a', 'b', 'c', 'd', 'e', 'f'].map(name => planned(name)),
    all,
    none,
  );
  assert.deepEqual([good.isGood, good.summary], [true, '6 of 6 published.']);
});
