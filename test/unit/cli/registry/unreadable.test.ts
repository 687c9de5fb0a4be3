import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import {
  changeJson,
  type QuirkServer,
  startQuirkServer,
} from '../../../support/registry/quirks/quirkServer.ts';
import { isList } from '../../../support/registry/quirks/readingQuirks.ts';
import { skillText } from '../../../support/zip/skillUpload.ts';

/** The second skill of the list has a time of another kind. */
async function oddServer(): Promise<QuirkServer> {
  const server = await startQuirkServer('OpenAI');
  server.behave({
    change: (answer, request) => {
      if (isList(request) && answer.status === 200) {
        changeJson(answer, body => {
          Object.assign((body.data as object[])[1] ?? {}, { created_at: 'yesterday' });
        });
      }
    },
  });
  return server;
}

test('a skill that cannot be read is a line that says so, and the others are listed', async () => {
  await using server = await oddServer();
  const env = { SKILLWRIGHT_KEY: server.registry.token };
  const args = ['list', '--registry', `${server.server.origin}/v1`];
  const { code, stdout } = await runInProcess(args, '.', env);
  assert.equal(code, 0);
  assert.match(stdout, /skill-3 {2}skill_\w+ {2}v1 is the default/);
  assert.match(
    stdout,
    /skill-2 {2}skill_\w+ {2}could not be read: .* a time in seconds as "data\[1\]\.created_at"/,
  );
  const json = JSON.parse((await runInProcess([...args, '--json'], '.', env)).stdout);
  assert.deepEqual([json.skills.length, json.unreadable.length], [2, 1]);
});

test('a skill of another name is published beside it, and none of its own name', async () => {
  await using server = await oddServer();
  await using folder = await tempFolder();
  const env = { SKILLWRIGHT_KEY: server.registry.token };
  const publish = async (name: string) => {
    await mkdir(join(folder.path, name));
    await writeFile(
      join(folder.path, name, 'SKILL.md'),
      skillText(name, 'Does it. Use when it must be done.'),
    );
    return runInProcess(['publish', name, '--registry', `${server.server.origin}/v1`], folder.path, env);
  };
  const other = await publish('another-one');
  assert.equal(other.code, 0, other.stdout + other.stderr);
  // The new one is the first now, and the third of before is the second.
  const same = await publish('skill-3');
  assert.equal(same.code, 1, same.stdout);
  assert.match(same.stdout + same.stderr, /something else than a time in seconds as "data\[1\]\.created_at"/);
});
