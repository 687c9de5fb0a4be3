import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import type { TargetChoice } from '../../../../../src/core/publish/outcome.ts';
import type { PlannedAction, SkillPlan, TargetPlan } from '../../../../../src/core/publish/plan/plan.ts';
import { uploadRefusal } from '../../../../../src/core/publish/send/uploadRefusal.ts';
import { openaiCapabilities } from '../../../../../src/core/registry/capabilities.ts';
import type { Registry, RemoteVersion } from '../../../../../src/core/registry/contract.ts';
import type { Problem, Severity } from '../../../../../src/core/skill/problem.ts';
import { memoryFolder } from '../../../../support/skill/memoryFolder.ts';

const registry = { id: 'team', label: 'Team', capabilities: openaiCapabilities } as Registry;
const create: PlannedAction = { kind: 'create', to: 'v1' };
const found: RemoteVersion = { key: '3', id: '3', skillId: 's', name: 'n', description: 'd', createdAt: 0 };
const conflict: PlannedAction = {
  kind: 'conflict',
  skillId: 's',
  remoteName: 'n',
  known: 'v2',
  found,
  from: 'v3',
  to: 'v4',
};
const secret = { path: 'a.md', line: 2, what: 'GitHub token' };

function targetPlan(action: PlannedAction, problems: readonly Problem[] = []): TargetPlan {
  const basis = { link: null, movedFrom: null, latestVersion: null, namesakes: [] };
  const target = { registry, key: 'openai' };
  return { id: 't', destination: target, action, changes: null, problems, becomesDefault: 'always', basis };
}

function skillPlan(facts: Partial<SkillPlan> = {}): SkillPlan {
  return {
    source: { folder: memoryFolder('n', {}), path: 'skills/n' },
    name: 'n',
    description: 'd',
    metadataVersion: null,
    digest: 'sha256:0',
    files: [],
    leftOut: [],
    totalBytes: 0,
    zipBytes: 0,
    tokens: 0,
    secrets: [],
    refusal: null,
    targets: [],
    bundle: null,
    ...facts,
  };
}

function problem(severity: Severity): Problem {
  const start = { line: 0, character: 0 };
  return {
    code: 'c',
    profile: 'spec',
    severity,
    message: 'm',
    path: 'SKILL.md',
    range: { start, end: start },
  };
}

interface Given {
  readonly action?: PlannedAction;
  readonly problems?: readonly Problem[];
  readonly skill?: Partial<SkillPlan>;
  readonly choice?: Partial<TargetChoice>;
  readonly acceptWarnings?: boolean;
  readonly allowSecrets?: ReadonlyMap<string, readonly string[]>;
}

function refusal({ action = create, problems, skill, choice, acceptWarnings = false, allowSecrets }: Given) {
  const choices = { acceptWarnings, ...(allowSecrets ? { allowSecrets } : {}) };
  return uploadRefusal(
    skillPlan(skill),
    targetPlan(action, problems),
    { makeDefault: false, ...choice },
    choices,
  );
}

describe('what the review does not let go on', () => {
  const failure: Failure = { kind: 'unreadable', path: 'a', cause: 'EACCES' };
  const refused: readonly (readonly [string, Given, Failure['kind']])[] = [
    ['a folder that cannot be read', { skill: { refusal: failure } }, 'unreadable'],
    ['a registry that cannot be asked', { action: { kind: 'impossible', failure } }, 'unreadable'],
    [
      'a name that exists',
      { action: { kind: 'ask-link', candidates: [], identical: [], isGone: false } },
      'link-undecided',
    ],
    ['a conflict', { action: conflict }, 'moved-on'],
    ['an error', { problems: [problem('error')], acceptWarnings: true }, 'problems'],
    ['a warning that nobody accepted', { problems: [problem('warning')] }, 'problems'],
    ['a secret', { skill: { secrets: [secret] } }, 'secrets'],
    [
      'a secret in a file beside the allowed one',
      { skill: { secrets: [secret] }, allowSecrets: new Map([['skills/n', ['b.md']]]) },
      'secrets',
    ],
    [
      'a secret that is allowed in another skill',
      { skill: { secrets: [secret] }, allowSecrets: new Map([['skills/m', ['a.md']]]) },
      'secrets',
    ],
  ];
  for (const [name, given, kind] of refused) {
    it(`is ${name}`, () => assert.equal(refusal(given)?.kind, kind));
  }

  const accepted: readonly (readonly [string, Given])[] = [
    ['a new skill', {}],
    ['a conflict that is published anyway', { action: conflict, choice: { publishAnyway: true } }],
    ['a warning that was accepted', { problems: [problem('warning')], acceptWarnings: true }],
    ['information and hints', { problems: [problem('information'), problem('hint')] }],
    [
      'a secret in a file that is allowed',
      { skill: { secrets: [secret] }, allowSecrets: new Map([['skills/n', ['a.md']]]) },
    ],
    [
      'nothing to send, whatever else is wrong',
      {
        action: {
          kind: 'nothing-changed',
          skillId: 's',
          version: '3',
          createdAt: 0,
          is: 'v3',
          isDefault: true,
        },
        problems: [problem('error')],
        skill: { secrets: [secret] },
      },
    ],
  ];
  for (const [name, given] of accepted) {
    it(`is not ${name}`, () => assert.equal(refusal(given), null));
  }

  it('names the skill, the registry and what is there', () => {
    assert.deepEqual(refusal({ action: conflict }), {
      kind: 'moved-on',
      skill: 'skills/n',
      registry: 'Team',
      known: 'v2',
      found: 'v3',
    });
    assert.deepEqual(refusal({ skill: { secrets: [secret] } }), {
      kind: 'secrets',
      skill: 'skills/n',
      findings: [secret],
    });
  });
});
