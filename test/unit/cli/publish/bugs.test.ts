import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { BugRun } from '../../../support/process/publishWithBugs.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { storedVersions, targetTo } from '../../../support/publish/publisher.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';

const script = resolve(import.meta.dirname, '../../../support/process/publishWithBugs.ts');
const points = 52;

describe('an exception at any point of a publish from the command line', () => {
  it('leaves a true statement, the link of what is stored, and no temporary file behind', async t => {
    await using folder = await tempFolder();
    await using server = await startTestRegistry();
    const temp = join(folder.path, 'tmp');
    await mkdir(temp);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, server.baseURL, folder.path, `${points}`],
      { env: { ...process.env, TMPDIR: temp, SKILLWRIGHT_KEY: server.token }, maxBuffer: 2 ** 24 },
    );
    const [clean, ...runs] = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as BugRun);
    assert.ok(clean && clean.code === 0 && clean.isLinked, clean?.said);
    assert.equal(runs.length, points);
    assert.ok(
      runs.every(({ point }) => point !== ''),
      'each was planted',
    );
    const { registry } = targetTo(server);
    const ends = new Map<string, number>();
    for (const { name, point, code, said, isLinked, leftovers } of runs) {
      const shown = `${name}, ${point}: ${said}`;
      const isStored = (await storedVersions(registry, name)).length === 1;
      const saysStored = said.includes(`Published “${name}”`);
      const saysNot =
        /was not published|is not published|Nothing was sent|cannot be bundled|mistake of its own/.test(said);
      ends.set(isStored ? 'stored' : 'not stored', (ends.get(isStored ? 'stored' : 'not stored') ?? 0) + 1);
      assert.equal(saysStored, isStored, shown);
      assert.ok(isStored || saysNot, shown);
      assert.equal(isLinked, isStored, shown);
      assert.ok(code === 0 ? isStored : code === 1 || code === 2, shown);
      assert.deepEqual(leftovers, [], shown);
      assert.ok(!said.includes(server.token), shown);
    }
    t.diagnostic(JSON.stringify(Object.fromEntries(ends)));
    assert.ok(
      (ends.get('stored') ?? 0) > 5 && (ends.get('not stored') ?? 0) > 5,
      'before and after it was stored',
    );
  });
});
