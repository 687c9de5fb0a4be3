import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PlannedAction, SkillPlan, TargetPlan } from '../../../../../src/core/publish/plan/plan.ts';
import { actionRows } from '../../../../../src/core/publish/review/actionRows.ts';
import type { PlannedPublish } from '../../../../../src/core/publish/review/readiness.ts';
import type { Problem, Severity } from '../../../../../src/core/skill/problem.ts';
import { remoteVersion, scriptedRegistry, targetJob } from '../../../../support/publish/targetJob.ts';

const create: PlannedAction = { kind: 'create', to: 'v1' };
const version: PlannedAction = {
  kind: 'new-version',
  skillId: 's',
  remoteName: 'mine',
  from: 'v1',
  to: 'v2',
};
const conflict: PlannedAction = {
  kind: 'conflict',
  skillId: 's',
  remoteName: 'mine',
  known: 'v1',
  found: remoteVersion('2'),
  from: 'v2',
  to: 'v3',
};
const unchanged = (isDefault: boolean): PlannedAction => ({
  kind: 'nothing-changed',
  skillId: 's',
  version: '2',
  createdAt: 0,
  is: 'v2',
  isDefault,
});

function problem(severity: Severity): Problem {
  const start = { line: 0, character: 0 };
  const range = { start, end: start };
  return { code: 'c', profile: 'spec', severity, message: 'm', path: 'SKILL.md', range };
}

interface Facts {
  readonly problems?: readonly Severity[];
  readonly becomesDefault?: TargetPlan['becomesDefault'];
  readonly skill?: Partial<SkillPlan>;
}

function planned(
  action: PlannedAction,
  { problems = [], becomesDefault, skill }: Facts = {},
): PlannedPublish {
  const job = targetJob(scriptedRegistry({}), { action, basis: { latestVersion: '2' } });
  const always = action.kind === 'create' ? 'always' : 'choice';
  const target = {
    ...job.target,
    problems: problems.map(problem),
    becomesDefault: becomesDefault ?? always,
  } as const;
  return { skill: { ...job.skill, ...skill }, target };
}

/** The rows, and what choosing them does. */
function rows(...all: readonly PlannedPublish[]): readonly string[] {
  return actionRows(all, new Map()).map(({ label, description, action }) => {
    const does =
      action?.kind === 'publish'
        ? `${action.anyway ? 'anyway' : 'publish'}${action.makeDefault ? ' default' : ''}`
        : action?.kind;
    return `${label} | ${description} | ${does ?? 'nothing'}`;
  });
}

describe('what the review offers to do', () => {
  const secret = { path: 'a.md', line: 1, what: 'GitHub token' };
  const cases: readonly (readonly [what: string, all: readonly PlannedPublish[], rows: readonly string[]])[] =
    [
      ['a new skill', [planned(create)], ['Publish v1 to Team | a new skill | publish']],
      [
        'a new version, first without moving the default',
        [planned(version)],
        [
          'Publish v2 to Team | the default stays | publish',
          'Publish v2 to Team, as the default |  | publish default',
        ],
      ],
      [
        'a new version where the latest is what runs',
        [planned(version, { becomesDefault: 'always' })],
        ['Publish v2 to Team | runs from then on | publish'],
      ],
      [
        'several, with one choice for all',
        [planned(create), planned(version)],
        [
          'Publish 2 versions | the default stays | publish',
          'Publish 2 versions, as the default |  | publish default',
        ],
      ],
      [
        'several of which some run at once: the default is said to stay only where it does',
        [planned(version), planned(version, { becomesDefault: 'always' })],
        [
          'Publish 2 versions | the default stays on Team; runs at once on Team | publish',
          'Publish 2 versions, as the default |  | publish default',
        ],
      ],
      [
        'several that all run at once',
        [planned(version, { becomesDefault: 'always' }), planned(version, { becomesDefault: 'always' })],
        ['Publish 2 versions | runs at once on Team | publish'],
      ],
      ['several new ones', [planned(create), planned(create)], ['Publish 2 versions |  | publish']],
      [
        'one in spite of its warnings, not of its hints',
        [planned(create, { problems: ['warning', 'hint', 'information', 'warning'] })],
        ['Publish v1 to Team | a new skill, in spite of 2 warnings | publish'],
      ],
      [
        'a conflict: the comparison first, and never the default by one keystroke',
        [planned(conflict)],
        [
          'Compare with v2 | somebody else published it to Team since v1 | compare',
          'Publish v3 to Team anyway | the default stays | anyway',
        ],
      ],
      [
        'a conflict beside one that is ready: that one alone, or both anyway',
        [planned(create), planned(conflict)],
        [
          'Publish v1 to Team | a new skill | publish',
          'Compare with v2 | somebody else published it to Team since v1 | compare',
          'Publish 2 versions anyway | the default stays | anyway',
        ],
      ],
      [
        'the default, and nothing else, where nothing changed',
        [planned(unchanged(false))],
        [
          'Make v2 the default on Team | its files are the ones in your folder | make-default',
          'Nothing changed since v2 |  | close',
        ],
      ],
      [
        'the default of several',
        [planned(unchanged(false)), planned(unchanged(false))],
        ['Make the latest versions the default | its files are the ones in your folder | make-default'],
      ],
    ];
  for (const [what, all, expected] of cases) {
    it(`is ${what}`, () => assert.deepEqual(rows(...all), expected));
  }

  const blocked: readonly (readonly [what: string, publish: PlannedPublish])[] = [
    ['an error of the rules', planned(create, { problems: ['error'] })],
    ['a secret', planned(create, { skill: { secrets: [secret] } })],
    ['a folder that cannot be read', planned(create, { skill: { refusal: { kind: 'cancelled' } } })],
    ['an error, whatever else somebody published', planned(conflict, { problems: ['error'] })],
    ['a registry that cannot be asked', planned({ kind: 'impossible', failure: { kind: 'cancelled' } })],
  ];
  for (const [what, publish] of blocked) {
    it(`is not to publish in spite of ${what}`, () => {
      const offered = actionRows([publish, planned(create)], new Map()).map(({ action }) => action?.kind);
      assert.deepEqual(offered, ['publish'], 'the other one only');
      const alone = actionRows([publish], new Map()).map(({ action }) => action?.kind);
      assert.ok(alone.every(kind => kind !== 'publish' && kind !== 'compare'));
    });
  }

  it('is nothing about a default that is the version already, or that the registry does not have', () => {
    const other = planned(create, { problems: ['error'] });
    for (const publish of [
      planned(unchanged(true)),
      planned(unchanged(false), { becomesDefault: 'always' }),
    ]) {
      assert.deepEqual(actionRows([publish, other], new Map()), []);
    }
  });
});
