import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { examineRegistry } from '../../../../src/core/doctor/examineRegistry.ts';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';
import { connectRegistry } from '../../../../src/core/registry/connect.ts';
import { clientCalls } from '../../../support/registry/quirks/clientCalls.ts';
import { gatewayQuirks } from '../../../support/registry/quirks/gatewayQuirks.ts';
import {
  type QuirkServer,
  type Speaks,
  startQuirkServer,
} from '../../../support/registry/quirks/quirkServer.ts';
import { type Quirk, readingQuirks } from '../../../support/registry/quirks/readingQuirks.ts';
import { troubleQuirks } from '../../../support/registry/quirks/troubleQuirks.ts';
import { wireQuirks } from '../../../support/registry/quirks/wireQuirks.ts';
import { writingQuirks } from '../../../support/registry/quirks/writingQuirks.ts';

/** What was seen of each, printed when all are through. */
const table: (readonly string[])[] = [];

/** What only reads leaves a server as it was. */
const shared = new Map<Speaks, Promise<QuirkServer>>();

function sharedServer(speaks: Speaks): Promise<QuirkServer> {
  const server = shared.get(speaks) ?? startQuirkServer(speaks);
  shared.set(speaks, server);
  return server;
}

const all = [...readingQuirks, ...writingQuirks, ...troubleQuirks, ...gatewayQuirks, ...wireQuirks];

for (const quirk of all.filter(({ mode }) => mode === 'read')) {
  test(`${quirk.speaks}: ${quirk.name}`, async () => {
    holdTo(quirk, await seenOf(await sharedServer(quirk.speaks), quirk));
  });
}

for (const quirk of all.filter(({ mode }) => mode === 'write')) {
  test(`${quirk.speaks}: ${quirk.name}`, async () => {
    await using server = await startQuirkServer(quirk.speaks);
    holdTo(quirk, await seenOf(server, quirk));
  });
}

function holdTo(quirk: Quirk, { outcome, told }: Awaited<ReturnType<typeof seenOf>>): void {
  table.push([`${quirk.speaks}: ${quirk.name}`, outcome, toldWords(told)]);
  assert.equal(outcome, quirk.outcome);
  if (quirk.doctor === null) {
    assert.deepEqual(told, []);
    return;
  }
  const [row, says] = quirk.doctor;
  assert.ok(
    told.some(line => line.startsWith(`${row}: `) && says.test(line.slice(row.length + 2))),
    `the doctor says\n${told.join('\n')}`,
  );
}

test('the behaviours have distinct names', () => {
  const names = all.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});

after(async () => {
  for (const server of shared.values()) {
    await (await server)[Symbol.asyncDispose]();
  }
  const width = Math.max(...table.map(([name = '']) => name.length));
  const lines = table.map(
    ([name = '', outcome, told]) => `${name.padEnd(width)}  ${outcome}\n${' '.repeat(width)}  ${told}`,
  );
  console.log(
    `${table.length} odd behaviours: what becomes of a call, and what the doctor says\n${lines.join('\n')}`,
  );
});

function toldWords(told: readonly string[]): string {
  const [first = 'the doctor finds nothing to tell'] = told;
  return told.length > 1 ? `${first} (and ${told.length - 1} more)` : first;
}

/** What becomes of the call that the behaviour touches, and everything that the doctor says, as `row: what it saw`. */
async function seenOf(server: QuirkServer, { behaviour, call, mode }: Quirk) {
  server.behave(behaviour());
  const outcome = await clientCalls[call](connectRegistry(server.connection));
  server.behave(behaviour());
  const options = { owner: 'abcd', run: '0001', wait: async () => undefined, now: Date.now };
  const examined = await examineRegistry(server.connection, { ...options, mode });
  if (!examined.ok) {
    return { outcome, told: [`could not run: ${describeFailure(examined.failure).message}`] };
  }
  const { checks } = examined.value;
  const told = checks.flatMap(({ title, differences }) => differences.map(({ what }) => `${title}: ${what}`));
  return { outcome, told };
}
