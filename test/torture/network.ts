import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeFetch } from '../../src/cli/transport/nodeFetch.ts';
import type { PublishTarget } from '../../src/core/link/registryKey.ts';
import type { Outcome } from '../../src/core/publish/outcome.ts';
import type { RegistryKind } from '../../src/core/registry/contract.ts';
import {
  goOn,
  makePublisher,
  plan,
  publishOne,
  skillFolder,
  storedVersions,
  targetsOf,
} from '../support/publish/publisher.ts';
import { connectTo } from '../support/registry/connectTo.ts';
import { Faults, isUpload } from '../support/registry/faults.ts';
import { type NetworkCase, networkCases } from '../support/registry/networkCases.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry/startTestRegistry.ts';
import type { Ledger, TortureSuite } from '../support/torture/ledger.ts';

/** Pauses go by so many times as fast as the clock, unless a case says otherwise. */
const haste = 100;

/** How many cases share a registry: few, since every look reads all that it holds. */
const casesPerRegistry = 15;

/** Lanes at a time, each with a registry of its own. */
const lanes = 4;

interface Kind {
  readonly wire: RegistryKind;
  readonly isNew: boolean;
  /** The server ends each connection after its answer; read by the command line's fetch, else by the platform's. */
  readonly isClosing: boolean;
}

/**
 * Faults of the network at every stage of a publish: whatever is said at its end is what the registry holds, and it
 * holds it once, or says what is there twice. Each fault is a case with a closing server, and once more with one that
 * keeps connections.
 */
export const suite: TortureSuite = {
  maxTime: 900_000,
  run: async (ledger, share) => {
    const step = Math.max(1, Math.round(1 / share));
    const kinds = [true, false].flatMap(isClosing =>
      (['openai', 'anthropic'] as const).flatMap(wire =>
        [true, false].map(isNew => ({ wire, isNew, isClosing })),
      ),
    );
    const batches = kinds.flatMap((kind, offset) => {
      const some = networkCases.filter((_, index) => (index + offset) % step === 0);
      return Array.from({ length: Math.ceil(some.length / casesPerRegistry) }, (_, index) => ({
        kind,
        cases: some.slice(index * casesPerRegistry, (index + 1) * casesPerRegistry),
      }));
    });
    const work = async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) {
        await tryBatch(ledger, batch.kind, batch.cases);
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
  },
};

async function tryBatch(ledger: Ledger, kind: Kind, cases: readonly NetworkCase[]): Promise<void> {
  const faults = new Faults();
  const wrap = (listener: RequestListener) =>
    faults.wrap((request, response) => {
      response.shouldKeepAlive &&= !kind.isClosing;
      listener(request, response);
    });
  await using server = await startTestRegistry({ wrap });
  for (const [index, trouble] of cases.entries()) {
    const area = `the network, ${kind.wire}`;
    const title = `${kind.isNew ? 'a new skill' : 'a new version'}, ${kind.isClosing ? 'closing' : 'kept'}: ${trouble.name}`;
    const work = () => tryCase(server, faults, kind, `case-${index}`, trouble);
    await (kind.isClosing ? ledger.named(area, title, work) : ledger.generated(area, title, work));
  }
}

async function tryCase(
  server: TestRegistry,
  faults: Faults,
  kind: Kind,
  name: string,
  trouble: NetworkCase,
): Promise<string> {
  const wait = (ms: number, signal?: AbortSignal) =>
    delay(ms / (trouble.haste ?? haste), undefined, signal ? { signal } : {}).catch(() => undefined);
  await using publisher = await makePublisher({ wait });
  const target = targetOf(server, kind, trouble);
  const content = randomBytes(20_000).toString('base64');
  if (!kind.isNew) {
    const first = await publishOne(publisher, skillFolder(name, 'First.'), target);
    assert.equal(first.kind, 'published', 'the first version');
  }
  const folder = skillFolder(name, 'Second.', { 'data.txt': content });
  const before = (await storedVersions(target.registry, name)).length;
  const review = () => plan(publisher, { skills: [{ folder, path: name }], targets: [target] });
  const planned = await review();
  armFaults(faults, trouble, planned.skills[0]?.zipBytes ?? 0);
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
  const stored = async () => (await storedVersions(target.registry, name)).length - before;
  assertTrue(outcome, await stored());
  assert.deepEqual(await publisher.leftovers(), [], 'temporary files');
  if (trouble.delivery && isUploaded(outcome)) {
    await trouble.delivery().now();
    const again = await review();
    assert.equal(targetsOf(again)[0]?.action.kind, 'nothing-changed', 'what came late is found');
    await again.dispose();
    assert.equal(await stored(), 1, 'stored once');
  }
  return outcome.kind === 'not-published' ? `${outcome.failure.kind} ${outcome.mayArrive}` : endOf(outcome);
}

/** Whether the fault was reached: cancelled before that, nothing is on its way. */
function isUploaded(outcome: Outcome): boolean {
  return outcome.kind !== 'not-published' || outcome.mayArrive;
}

function endOf(outcome: Outcome): string {
  return outcome.kind === 'published'
    ? `published ${outcome.wasReconciled} ${outcome.copies.length}`
    : outcome.kind;
}

/** What was said is what the registry holds. */
function assertTrue(outcome: Outcome, stored: number): void {
  const said = JSON.stringify(outcome);
  switch (outcome.kind) {
    case 'published':
      assert.equal(stored, 1 + outcome.copies.length, said);
      assert.equal(outcome.afterwards, null, said);
      return;
    case 'not-published':
      assert.equal(stored, 0, said);
      return;
    default:
      assert.fail(said);
  }
}

function targetOf(server: TestRegistry, { wire, isClosing }: Kind, { stall }: NetworkCase): PublishTarget {
  const baseURL = wire === 'anthropic' ? server.origin : server.baseURL;
  const timing = { retries: 1, ...(stall === undefined ? {} : { stall }) };
  const fetch = isClosing ? nodeFetch({}) : globalThis.fetch;
  return { registry: connectTo(baseURL, server.token, { kind: wire, baseURL }, timing, fetch), key: wire };
}

function armFaults(faults: Faults, { upload, reads }: NetworkCase, zipBytes: number): void {
  const earlier = faults.calls.filter(isUpload).length;
  if (upload) {
    faults.arm(upload(zipBytes), { when: isUpload });
  }
  if (reads) {
    faults.arm(reads.fault, {
      times: reads.times,
      when: call =>
        call.method === 'GET' &&
        faults.calls.filter(isUpload).length > earlier === reads.isAfterUpload &&
        (reads.when?.(call) ?? true),
    });
  }
}
