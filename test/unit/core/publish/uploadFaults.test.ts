import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../../../src/core/publish/outcome.ts';
import type { Registry, RegistryKind, RemoteVersion } from '../../../../src/core/registry/contract.ts';
import {
  goOn,
  makePublisher,
  type Publisher,
  plan,
  publishOne,
  skillFolder,
  storedVersions,
  targetsOf,
  targetTo,
} from '../../../support/publish/publisher.ts';
import { Faults, isUpload } from '../../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { type UploadCase, uploadCases } from '../../../support/registry/uploadCases.ts';
import { assertOk } from '../../../support/result.ts';
import type { MemoryFolder } from '../../../support/skill/memoryFolder.ts';

const wires: readonly RegistryKind[] = ['openai', 'anthropic'];

/** How many cases share a registry: few, since every look reads all that it holds. */
const casesPerRegistry = 15;

describe('a publish that goes wrong is told as it is', { concurrency: 12 }, () => {
  for (const wire of wires) {
    for (let start = 0; start < uploadCases.length; start += casesPerRegistry) {
      const some = uploadCases.slice(start, start + casesPerRegistry);
      describeCases(`${wire}, a new skill`, wire, some, index => `case-${index}`);
      describeCases(`${wire}, a new version`, wire, some, () => 'same');
    }
  }
});

/** A registry of its own, so that the suites can run at the same time. Skills of one name are one skill. */
function describeCases(
  what: string,
  wire: RegistryKind,
  cases: readonly UploadCase[],
  nameOf: (index: number) => string,
): void {
  describe(what, { concurrency: 1 }, () => {
    const faults = new Faults();
    const now: { trouble: UploadCase | null } = { trouble: null };
    let server: TestRegistry;
    let publisher: Publisher;
    before(async () => {
      server = await startTestRegistry({ wrap: faults.wrap });
      const wait = (ms: number, signal?: AbortSignal) => pause(ms / (now.trouble?.haste ?? 50), signal);
      publisher = await makePublisher({ wait });
      if (nameOf(0) === nameOf(1)) {
        await publishOne(publisher, skillFolder(nameOf(0)), targetTo(server, wire));
      }
    });
    after(async () => {
      await publisher[Symbol.asyncDispose]();
      await server.dispose();
    });
    for (const [index, trouble] of cases.entries()) {
      it(`${what}: ${trouble.name}`, async t => {
        now.trouble = trouble;
        const content = randomBytes(30_000).toString('base64');
        const folder = skillFolder(nameOf(index), `Case ${index}.`, { 'data.txt': content });
        const { registry } = targetTo(server, wire);
        const before = await storedVersions(registry, folder.name);
        const { outcome, digest } = await publishWithTrouble({
          publisher,
          server,
          wire,
          folder,
          faults,
          trouble,
        });
        t.diagnostic(
          outcome.kind === 'not-published' ? `not published: ${outcome.failure.kind}` : outcome.kind,
        );
        const after = await storedVersions(registry, folder.name);
        await assertTold(publisher, registry, outcome, after.slice(0, after.length - before.length), digest);
      });
    }
  });
}

interface Run {
  readonly publisher: Publisher;
  readonly server: TestRegistry;
  readonly wire: RegistryKind;
  readonly folder: MemoryFolder;
  readonly faults: Faults;
  readonly trouble: UploadCase;
}

/** Reviews without trouble, and carries out with it. */
async function publishWithTrouble(run: Run): Promise<{ outcome: Outcome; digest: string | null }> {
  const { publisher, server, wire, folder, faults, trouble } = run;
  const timing = { retries: 1, ...(trouble.stall === undefined ? {} : { stall: trouble.stall }) };
  const target = targetTo(server, wire, 'Test', timing);
  const planned = await plan(publisher, { skills: [{ folder, path: folder.name }], targets: [target] });
  assert.match(targetsOf(planned)[0]?.action.kind ?? '', /^(create|new-version)$/);
  const [skill] = planned.skills;
  if (trouble.upload) {
    faults.arm(trouble.upload(skill?.zipBytes ?? 0), { when: isUpload });
  }
  if (trouble.reads) {
    armReads(faults, trouble.reads);
  }
  const controller = new AbortController();
  const [outcome] = await goOn(
    publisher,
    planned,
    {},
    {
      signal: controller.signal,
      onEvent: event => {
        if (trouble.cancelAt?.(event)) {
          controller.abort();
        }
      },
    },
  );
  faults.disarm();
  assert.ok(outcome);
  return { outcome, digest: skill?.digest ?? null };
}

function armReads(faults: Faults, reads: NonNullable<UploadCase['reads']>): void {
  const uploadsBefore = faults.calls.filter(isUpload).length;
  faults.arm(reads.fault, {
    times: reads.times,
    when: call => {
      const hasUploaded = faults.calls.filter(isUpload).length > uploadsBefore;
      return call.method === 'GET' && hasUploaded === reads.isAfterUpload && (reads.when?.(call) ?? true);
    },
  });
}

/** What was reported is what the registry holds. */
async function assertTold(
  publisher: Publisher,
  registry: Registry,
  outcome: Outcome,
  added: readonly RemoteVersion[],
  digest: string | null,
): Promise<void> {
  assert.equal(added.length, outcome.kind === 'published' ? 1 : 0, `Reported: ${JSON.stringify(outcome)}.`);
  assert.deepEqual(await publisher.leftovers(), []);
  if (outcome.kind !== 'published') {
    assert.equal(outcome.kind, 'not-published');
    return;
  }
  assert.equal(outcome.afterwards, null);
  assert.equal(outcome.version.key, added[0]?.key);
  const content = await publisher.deps.published.read(registry, outcome.skillId, outcome.version.key);
  assertOk(content);
  assert.equal(content.value.digest, digest);
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
}
