import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { examineRegistry } from '../../../../src/core/doctor/examineRegistry.ts';
import { type Examined, tally } from '../../../../src/core/doctor/report/check.ts';
import { examinationText } from '../../../../src/core/doctor/report/reportText.ts';
import { connectRegistry } from '../../../../src/core/registry/connect.ts';
import { type QuirkServer, startQuirkServer } from '../../../support/registry/quirks/quirkServer.ts';
import { readingQuirks } from '../../../support/registry/quirks/readingQuirks.ts';
import { deadOrigin } from '../../../support/registry/rawServer.ts';
import { failure, ok } from '../../../support/result.ts';
import { skillUpload } from '../../../support/zip/skillUpload.ts';

const common = { owner: 'abcd', run: '0001', wait: async () => undefined, now: Date.now };

async function examine(
  { connection }: Pick<QuirkServer, 'connection'>,
  mode: Examined['mode'],
  options: Partial<Parameters<typeof examineRegistry>[1]> = {},
) {
  return ok(await examineRegistry(connection, { ...common, mode, ...options }));
}

function verdicts({ checks }: Examined) {
  return Object.fromEntries(checks.map(({ title, verdict }) => [title, verdict]));
}

async function skillIds({ connection }: QuirkServer): Promise<readonly string[]> {
  return ok(await connectRegistry(connection).listSkills({ limit: 100 })).items.map(({ id }) => id);
}

for (const speaks of ['OpenAI', 'Anthropic', 'Anthropic, earlier'] as const) {
  describe(`the embedded registry in the protocol ${speaks}`, () => {
    test('holds in everything that is read', async () => {
      await using server = await startQuirkServer(speaks);
      const examined = await examine(server, 'read');
      const { held, differed, 'not-tried': notTried } = tally(examined.checks);
      assert.deepEqual({ differed, notTried }, { differed: 0, notTried: 0 }, examinationText(examined, '1'));
      assert.ok(held >= 11, `${held} held`);
      assert.ok(
        server.server.requests.every(({ method }) => method === 'GET'),
        'nothing but reading',
      );
    });

    test('holds in a scratch skill’s whole life, of which nothing is left', async () => {
      await using server = await startQuirkServer(speaks, 0);
      const examined = await examine(server, 'write');
      const { held, differed, 'not-tried': notTried } = tally(examined.checks);
      assert.deepEqual({ differed, notTried }, { differed: 0, notTried: 0 }, examinationText(examined, '1'));
      assert.ok(held >= 22, `${held} held`);
      assert.deepEqual(await skillIds(server), []);
    });

    test('holds at the size limits', async () => {
      await using server = await startQuirkServer(speaks, 0);
      const examined = await examine(server, 'write with limits');
      assert.equal(tally(examined.checks).differed, 0, examinationText(examined, '1'));
      assert.deepEqual(await skillIds(server), []);
    });
  });
}

test('without a skill of one’s own, what needs one is not tried', async () => {
  await using server = await startQuirkServer('OpenAI', 0);
  const examined = await examine(server, 'read');
  const tried = verdicts(examined);
  assert.equal(tried.Download, 'not-tried');
  assert.equal(tried['Read a skill'], 'not-tried');
  assert.equal(tried['List of skills'], 'held');
  assert.match(
    examinationText(examined, '1'),
    /not tried +Download +there is no skill of your own that could be read/,
  );
});

test('an item that cannot be read stands in nobody’s way, also where it is alone on a page', async () => {
  await using server = await startQuirkServer('OpenAI');
  const quirk = readingQuirks.find(({ name }) => name === 'one item with a time of another kind');
  assert.ok(quirk);
  server.behave(quirk.behaviour());
  const examined = await examine(server, 'read');
  const differences = examined.checks.flatMap(check => check.differences);
  assert.ok(differences.some(({ what }) => what.startsWith('1 item could not be read')));
  assert.deepEqual(
    differences.filter(({ isHarmless }) => !isHarmless),
    [],
    examinationText(examined, '1'),
  );
  assert.match(examinationText(examined, '1'), /not tried +Pages of skills +one of the list cannot be read/);
});

test('where there is nothing to be found out, it says why instead', async () => {
  await using server = await startQuirkServer('OpenAI', 0);
  const { connection } = server;
  const kindOf = async (change: Partial<typeof connection>) =>
    failure(await examineRegistry({ ...connection, ...change }, { ...common, mode: 'read' })).kind;
  assert.equal(await kindOf({ credentials: { readKey: async () => null } }), 'no-key');
  assert.equal(await kindOf({ credentials: { readKey: async () => 'wrong' } }), 'unauthorised');
  const { settings } = connection;
  assert.equal(
    await kindOf({ settings: { ...settings, baseURL: `${await deadOrigin()}/v1` } }),
    'unreachable',
  );
  assert.equal(
    await kindOf({ settings: { ...settings, baseURL: 'http://example.com/v1' } }),
    'insecure-address',
  );
});

test('the report has no key, no id, no name and no description of a skill in it', async () => {
  await using server = await startQuirkServer('OpenAI');
  const registry = connectRegistry(server.connection);
  const created = ok(
    await registry.createSkill(await skillUpload('payroll-secrets', 'Pays Erika Mustermann.')),
  );
  const secrets = [
    server.registry.token,
    created.skill.id,
    created.version.id,
    'payroll-secrets',
    'Pays Erika Mustermann.',
    ...(await skillIds(server)),
    'skill-1',
  ];
  server.behave({
    change: (answer, request) => {
      if (answer.status === 404) {
        const echoed = `${request.headers.get('authorization')} may not see ${secrets.join(' ')}`;
        answer.status = 400;
        answer.body = Buffer.from(
          JSON.stringify({ error: { message: echoed, type: 'x', param: null, code: null } }),
        );
        answer.headers.set('x-request-id', `${server.registry.token} ${created.skill.id}`);
      }
    },
  });
  const examined = await examine(server, 'read');
  assert.equal(verdicts(examined)['What is not there'], 'differed');
  const printed = `${examinationText(examined, '1')}\n${JSON.stringify(examined)}`;
  for (const secret of secrets.slice(0, -1)) {
    assert.ok(!printed.includes(secret), `"${secret}" is in\n${printed}`);
  }
  assert.match(
    examinationText(examined, '1'),
    /GET \/skills\/skill-1\/versions\?order=desc&limit=20 {2}→ 200/,
  );
});

test('a version is called a version in a report, also by an id of the earlier protocol', async () => {
  await using server = await startQuirkServer('Anthropic, earlier');
  server.behave({
    change: (answer, { method, path }) => {
      if (method === 'GET' && path.endsWith('/versions')) {
        answer.body = Buffer.from(answer.body.toString().replaceAll(/"version":"\d+",/g, ''));
      }
    },
  });
  const text = examinationText(await examine(server, 'read'), '1');
  assert.match(text, /has no version "version-\d+" of skill "skill-1"/);
});

test('whatever happens in between, the scratch skills are deleted again', async () => {
  await using server = await startQuirkServer('OpenAI');
  const before = await skillIds(server);
  let versions = 0;
  server.behave({
    instead: ({ method, path }) =>
      method === 'POST' && path.endsWith('/versions') && versions++ > 0
        ? { status: 500, headers: new Headers(), body: Buffer.alloc(0) }
        : undefined,
  });
  const examined = await examine(server, 'write');
  assert.equal(verdicts(examined)['Publish as the default'], 'differed');
  assert.equal(verdicts(examined)['Clean up'], 'held');
  assert.deepEqual(await skillIds(server), before);
});

test('who cancels gets a report of what was tried, and nothing is left', async () => {
  await using server = await startQuirkServer('OpenAI');
  const before = await skillIds(server);
  const cancel = new AbortController();
  const examined = await examine(server, 'write', {
    signal: cancel.signal,
    onCheck: title => {
      if (title === 'Set the default') {
        cancel.abort();
      }
    },
  });
  assert.ok(examined.wasCancelled);
  assert.equal(verdicts(examined)['Create a skill'], 'held');
  assert.equal(verdicts(examined)['Delete a skill'], 'not-tried');
  assert.equal(verdicts(examined)['Clean up'], 'held');
  assert.deepEqual(await skillIds(server), before);
});

for (const speaks of ['OpenAI', 'Anthropic', 'Anthropic, earlier'] as const) {
  test(`${speaks}: what a killed check left is deleted by the next one, and nothing that is somebody’s`, async () => {
    await using server = await startQuirkServer(speaks);
    const registry = connectRegistry(server.connection);
    const publish = async (name: string) =>
      ok(
        await registry.createSkill(
          await skillUpload(name),
          registry.capabilities.hasLabel ? { label: name } : {},
        ),
      ).skill.id;
    const keep = await publish('skillwright-doctor-notes');
    const ours = await publish('skillwright-doctor-abcd1234');
    const elsewhere = await publish('skillwright-doctor-ffff1234');
    const examined = await examine(server, 'write');
    const row = examined.checks.find(({ title }) => title === 'Leftovers');
    assert.equal(row?.seen, '1 scratch skill deleted; 1 of a check that may run elsewhere left alone');
    const left = await skillIds(server);
    assert.ok(left.includes(keep) && left.includes(elsewhere) && !left.includes(ours), left.join(' '));
    const later = await examine(server, 'write', { now: () => Date.now() + 2 * 3_600_000 });
    assert.equal(later.checks.find(({ title }) => title === 'Leftovers')?.seen, '1 scratch skill deleted');
    assert.ok(!(await skillIds(server)).includes(elsewhere));
  });
}

test('a check that only reads leaves a scratch skill alone', async () => {
  await using server = await startQuirkServer('OpenAI');
  const registry = connectRegistry(server.connection);
  const { skill } = ok(await registry.createSkill(await skillUpload('skillwright-doctor-abcd1234')));
  await examine(server, 'read');
  assert.ok((await skillIds(server)).includes(skill.id));
});

test('a scratch skill whose display name was dropped is known by its version', async () => {
  await using server = await startQuirkServer('Anthropic, earlier', 0);
  const registry = connectRegistry(server.connection);
  ok(await registry.createSkill(await skillUpload('skillwright-doctor-abcd1234')));
  const examined = await examine(server, 'write');
  assert.equal(examined.checks.find(({ title }) => title === 'Leftovers')?.seen, '1 scratch skill deleted');
  assert.deepEqual(await skillIds(server), []);
});
