import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../../../support/process/runCli.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../support/result.ts';
import { packUpload } from '../../../support/zip/skillUpload.ts';

for (const { args, kind = 'openai', says } of [
  { args: ['rollback', 'forms', '--json'], says: 'Nothing was changed. Cancelled.' },
  { args: ['rollback', 'forms', '--json'], kind: 'anthropic', says: 'Nothing was changed. Cancelled.' },
  { args: ['default', 'forms', '1', '--json'], says: 'Nothing was changed. Cancelled.' },
  { args: ['delete', 'forms', '--yes', '--json'], says: 'Nothing was deleted. Cancelled.' },
  {
    args: ['delete', 'forms', '--version', '1', '--yes', '--json'],
    says: 'Nothing was deleted. Cancelled.',
  },
] as const) {
  test(`${args[0]} that is ended in the middle says what the registry holds: ${kind}, ${args[2]}`, async () => {
    const sent = Promise.withResolvers<void>();
    let isArmed = false;
    await using server = await startTestRegistry({
      wrap: listener => (request, response) => {
        if (isArmed && request.method !== 'GET') {
          // Nothing comes of it, and no answer.
          sent.resolve();
        } else {
          listener(request, response);
        }
      },
    });
    const registry = connectTo(server.baseURL, server.token);
    const files = (body: string) => ({
      'SKILL.md': `---\nname: forms\ndescription: Does forms. Use when asked for forms.\n---\n\n${body}\n`,
    });
    const created = await registry.createSkill(await packUpload('forms', files('First.')));
    assertOk(created);
    const { id } = created.value.skill;
    const upload = await packUpload('forms', files('Second.'));
    assertOk(await registry.createVersion(id, upload, { isDefault: true }));
    isArmed = true;
    const at = kind === 'openai' ? server.baseURL : server.origin;
    const ended = await runCli([...args, '--registry', `${kind}=${at}`], {
      cwd: '.',
      env: { SKILLWRIGHT_KEY: server.token },
      interrupt: sent.promise,
      interruptBy: 'SIGTERM',
    });
    assert.equal(ended.code, 1, ended.stderr);
    assert.deepEqual(JSON.parse(ended.stdout), { ok: false, error: says });
  });
}
