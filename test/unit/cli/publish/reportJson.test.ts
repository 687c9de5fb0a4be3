import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { reportJson } from '../../../../src/cli/publish/reportJson.ts';
import type { Outcome } from '../../../../src/core/publish/outcome.ts';
import type { PublishPlan } from '../../../../src/core/publish/plan/plan.ts';
import { fakeSecrets } from '../../../support/editor/fakeSecrets.ts';
import {
  goOn,
  makePublisher,
  type Publisher,
  plan,
  publishOne,
  skillFolder,
  targetsOf,
  targetTo,
} from '../../../support/publish/publisher.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import type { MemoryFolder } from '../../../support/skill/memoryFolder.ts';

interface TargetReport {
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly skillId: string | null;
  readonly failure: { readonly kind: string } | null;
  readonly changes: {
    readonly added: string[];
    readonly removed: string[];
    readonly changed: string[];
  } | null;
  readonly outcome: (Record<string, unknown> & { readonly failure?: { readonly kind: string } }) | null;
}

interface Report {
  readonly ok: boolean;
  readonly skills: readonly {
    readonly name: string;
    readonly secrets: readonly unknown[];
    readonly targets: readonly TargetReport[];
  }[];
}

/** As the program that reads it sees it. */
function read(planned: PublishPlan, outcomes: readonly Outcome[], isOk = true): Report {
  const byTarget = new Map(targetsOf(planned).map(({ id }, index) => [id, outcomes[index] as Outcome]));
  return JSON.parse(JSON.stringify(reportJson(planned, outcomes.length > 0 ? byTarget : new Map(), isOk)));
}

describe('the report for programs', () => {
  let server: TestRegistry;
  let publisher: Publisher;
  before(async () => {
    server = await startTestRegistry();
    publisher = await makePublisher();
  });
  after(async () => {
    await publisher[Symbol.asyncDispose]();
    await server.dispose();
  });

  const planFor = (folder: MemoryFolder) =>
    plan(publisher, { skills: [{ folder, path: folder.name }], targets: [targetTo(server)] });

  test('says what would happen where nothing has happened yet', async () => {
    const planned = await planFor(skillFolder('report-new'));
    const report = read(planned, []);
    const [target] = report.skills[0]?.targets ?? [];
    assert.deepEqual(
      [target?.action, target?.from, target?.to, target?.skillId, target?.changes, target?.outcome],
      ['create', null, 'v1', null, null, null],
    );
    await planned.dispose();
  });

  test('names the files that are new, gone and changed, and the version that it became', async () => {
    const folder = skillFolder('report-changed', 'First.', { 'gone.md': 'x', 'run.sh': 'echo' });
    await publishOne(publisher, folder, targetTo(server));
    folder.entries.delete('gone.md');
    folder.entries.set('new.md', 'New.');
    folder.entries.set('run.sh', 'echo more');
    const planned = await planFor(folder);
    const report = read(planned, await goOn(publisher, planned, { makeDefault: true }));
    const [target] = report.skills[0]?.targets ?? [];
    assert.deepEqual(target?.changes, { added: ['new.md'], removed: ['gone.md'], changed: ['run.sh'] });
    assert.deepEqual([target?.action, target?.from, target?.to], ['new-version', 'v1', 'v2']);
    const { kind, version, isDefault, afterwards } = target?.outcome ?? {};
    assert.deepEqual([kind, version, isDefault, afterwards], ['published', '2', true, null]);
  });

  test('says of what is published already that nothing was sent, and which version it is', async () => {
    const folder = skillFolder('report-same');
    await publishOne(publisher, folder, targetTo(server));
    const planned = await planFor(folder);
    const [target] = read(planned, await goOn(publisher, planned)).skills[0]?.targets ?? [];
    const { kind, version, madeDefault } = target?.outcome ?? {};
    assert.deepEqual([kind, version, madeDefault], ['nothing-to-do', '1', false]);
  });

  test('gives a failure by its kind and in words, and is not ok', async () => {
    const planned = await planFor(skillFolder('report-failed'));
    for (const kind of ['not-published', 'unsettled'] as const) {
      const failure = {
        kind: 'unreachable',
        registry: 'Test',
        origin: 'https://example.com',
        cause: 'ECONNRESET',
      } as const;
      const report = read(planned, [{ kind, failure } as Outcome], false);
      const [target] = report.skills[0]?.targets ?? [];
      assert.deepEqual([report.ok, target?.outcome?.kind], [false, kind]);
      assert.equal(target?.outcome?.failure?.kind, 'unreachable');
      assert.match(JSON.stringify(target?.outcome?.failure), /Test/);
    }
    await planned.dispose();
  });

  test('names a secret by its place and never by its value', async () => {
    const { openai } = fakeSecrets();
    const planned = await planFor(
      skillFolder('report-secret', 'Call it.', { 'call.sh': `\nKEY=${openai}\n` }),
    );
    const report = read(planned, []);
    assert.match(JSON.stringify(report.skills[0]?.secrets), /call\.sh/);
    assert.ok(!JSON.stringify(report).includes(openai));
    await planned.dispose();
  });
});
