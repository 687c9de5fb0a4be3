import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../support/process/seededRandom.ts';
import { tempFolder } from '../support/process/tempFolder.ts';
import { storedVersions, targetTo } from '../support/publish/publisher.ts';
import type { PublishAnswer, PublishCommand } from '../support/publish/publishOnCommand.ts';
import { Faults, isUpload } from '../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry/startTestRegistry.ts';
import type { Ledger, TortureSuite } from '../support/torture/ledger.ts';

const script = resolve(import.meta.dirname, '../support/publish/publishOnCommand.ts');

/** The shortest time after which a lock's holder may be taken for dead, in ms. */
const staleAfter = 2_000;

const rounds = 120;

/** Every so many rounds one of the two is made to stand still. */
const pausedEvery = 5;

/** Rounds at a time: most of the time of one that is paused is waiting. */
const lanes = 3;

/**
 * Two processes of one person, with temporary folders of their own, publish the same at the same time, from one
 * checkout or from two; now and then one stands still in the middle for longer than a lock lives. It is stored once,
 * and what each says is true.
 */
export const suite: TortureSuite = {
  maxTime: 600_000,
  run: async (ledger, share) => {
    const count = share === 1 ? rounds : 4;
    const all = Array.from({ length: count }, (_, index) => index);
    const work = async (lane: number) => {
      const own = all.filter(index => index % lanes === lane);
      if (own.length > 0) {
        await runLane(ledger, own, share === 1);
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
  },
};

async function runLane(ledger: Ledger, indices: readonly number[], withPauses: boolean): Promise<void> {
  const faults = new Faults();
  await using folder = await tempFolder();
  await using server = await startTestRegistry({ wrap: faults.wrap });
  const publishers = [
    await startPublisher(server, folder.path, 'a'),
    await startPublisher(server, folder.path, 'b'),
  ];
  try {
    for (const index of indices) {
      const random = seededRandom(index);
      const isNew = index % 2 === 0;
      const checkouts = index % 4 < 2 ? 1 : 2;
      const isPaused = withPauses && index % pausedEvery === 0;
      const title = `round ${index}: ${isNew ? 'a new skill' : 'a new version'}, ${checkouts} ${checkouts === 1 ? 'checkout' : 'checkouts'}${isPaused ? ', one stands still' : ''}`;
      await ledger.generated('two publishers', title, () =>
        playRound({
          server,
          faults,
          folder: folder.path,
          publishers,
          name: `round-${index}`,
          isNew,
          checkouts,
          isPaused,
          random,
        }),
      );
    }
  } finally {
    for (const { child } of publishers) {
      child.kill('SIGKILL');
    }
  }
}

interface Round {
  readonly server: TestRegistry;
  readonly faults: Faults;
  readonly folder: string;
  readonly publishers: readonly PublisherProcess[];
  readonly name: string;
  readonly isNew: boolean;
  readonly checkouts: number;
  readonly isPaused: boolean;
  readonly random: () => number;
}

async function playRound(round: Round): Promise<string> {
  const { server, faults, folder, publishers, name, isNew, checkouts, isPaused, random } = round;
  const { registry } = targetTo(server);
  const [first] = publishers;
  assert.ok(first);
  const commands = publishers.map((_, index) => ({
    name,
    body: 'The same for both.',
    links: `${name}-${checkouts === 1 ? 0 : index}.json`,
  }));
  const [command] = commands;
  if (!isNew && command) {
    const before = await first.publish({ ...command, body: 'Before.' });
    assert.equal(before.end, 'published', before.detail);
    if (checkouts === 2) {
      await copyFile(join(folder, `${name}-0.json`), join(folder, `${name}-1.json`));
    }
  }
  const stored = (await storedVersions(registry, name)).length;
  faults.arm({ kind: 'delay', ms: 30 + random() * 100 }, { when: isUpload });
  const answers = publishers.map((publisher, index) => publisher.publish(commands[index] as PublishCommand));
  if (isPaused) {
    await delay(random() * 250);
    first.child.kill('SIGSTOP');
    await delay(staleAfter * 2);
    first.child.kill('SIGCONT');
  }
  const ends = await Promise.all(answers);
  faults.disarm();
  const told = ends.map(({ detail }) => detail).join('\n');
  // Who lost the answer may find the other's upload of the very same content, which is what it says.
  const published = new Set(
    ends.filter(({ end }) => end === 'published').map(({ detail }) => /"id":"(\w+)"/.exec(detail)?.[1]),
  ).size;
  const added = (await storedVersions(registry, name)).length - stored;
  assert.equal(added, 1, `${added} are stored. ${told}`);
  assert.equal(published, 1, told);
  const known = [
    'published',
    'nothing-to-do',
    'moved-on',
    'link-undecided',
    'turn-lost',
    'busy',
    'changed-meanwhile',
  ];
  assert.ok(
    ends.every(({ end }) => known.includes(end)),
    told,
  );
  return ends
    .map(({ end }) => end)
    .sort()
    .join(' and ');
}

interface PublisherProcess {
  readonly child: ChildProcess;
  publish(command: PublishCommand): Promise<PublishAnswer>;
}

async function startPublisher(server: TestRegistry, folder: string, who: string): Promise<PublisherProcess> {
  const temp = join(folder, `tmp-${who}`);
  await mkdir(temp, { recursive: true });
  const args = [script, server.baseURL, server.token, folder, join(folder, 'state'), `${staleAfter}`];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temp },
  });
  const lines: Interface = createInterface({ input: child.stdout });
  const next = async () => String((await once(lines, 'line'))[0]);
  assert.equal(await next(), 'ready');
  return {
    child,
    publish: async command => {
      const line = next();
      child.stdin.write(`${JSON.stringify(command)}\n`);
      return JSON.parse(await line) as PublishAnswer;
    },
  };
}
