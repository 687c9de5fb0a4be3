import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readSuites } from '../../../../src/core/evals/suite/readSuites.ts';
import { filesOfFolder } from '../../../../src/disk/folder/caseFiles.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';
import { failure, ok } from '../../../support/result.ts';

const suite = '{"evals":[{"id":1,"prompt":"p","expectations":["a"]}]}';

describe('The files that cases may name', () => {
  it('are those of the evals first, whatever else is in the folder', async test => {
    const folder = await tempFolderOf(test);
    for (const name of ['aaa', 'evals', 'zzz']) {
      mkdirSync(join(folder, name));
      for (let index = 0; name !== 'evals' && index < 2_050; index++) {
        writeFileSync(join(folder, name, `${index}`), '');
      }
    }
    writeFileSync(join(folder, 'evals', 'evals.json'), suite);
    const { suites } = ok(await filesOfFolder(folder));
    assert.equal(suites.files.length, 2_000);
    assert.equal((await readSuites(suites, 'demo')).suites.length, 1);
  });

  it('are no links, which may lead anywhere, and are not read by a name that is none of theirs', async test => {
    const folder = await tempFolderOf(test);
    mkdirSync(join(folder, 'demo', 'evals'), { recursive: true });
    writeFileSync(join(folder, 'secret'), 'of nobody else');
    symlinkSync(join(folder, 'secret'), join(folder, 'demo', 'evals', 'notes.txt'));
    symlinkSync(folder, join(folder, 'demo', 'up'));
    writeFileSync(join(folder, 'demo', 'SKILL.md'), '');
    const { suites, read } = ok(await filesOfFolder(join(folder, 'demo')));
    assert.deepEqual(suites.files, [{ path: 'SKILL.md', size: 0 }]);
    for (const path of ['evals/notes.txt', 'up/secret', '../secret']) {
      assert.equal(failure(await read(path)).kind, 'unreadable', path);
    }
  });

  it('are not read where links lead to cases, and those are said to be left out', async test => {
    const folder = await tempFolderOf(test);
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(join(elsewhere, 'one'), { recursive: true });
    writeFileSync(join(elsewhere, 'evals.json'), suite);
    writeFileSync(join(elsewhere, 'one', 'prompt.md'), 'Say hello.');
    const evals = join(folder, 'demo', 'evals');
    mkdirSync(join(evals, 'two', 'graders'), { recursive: true });
    mkdirSync(join(evals, 'files'));
    const links = [
      'evals.json',
      'cases.d',
      'two/prompt.md',
      'two/graders/a.md',
      'files/cases',
      'a.csv',
      'README.md',
    ];
    for (const name of links) {
      symlinkSync(join(elsewhere, name.endsWith('.json') ? 'evals.json' : 'one'), join(evals, name));
    }
    const { suites } = ok(await filesOfFolder(join(folder, 'demo')));
    const found = await readSuites(suites, 'demo');
    assert.deepEqual(found.suites, []);
    assert.deepEqual(
      found.problems.map(({ code, severity, source }) => `${severity} ${code} ${source.path}`),
      ['cases.d', 'evals.json', 'two/graders/a.md', 'two/prompt.md'].map(
        name => `warning eval-link evals/${name}`,
      ),
    );
    assert.match(found.problems[0]!.message, /^evals\/cases\.d is a link, and links are not followed/);
  });

  it('are not read where the whole of evals is a link, which is said', async test => {
    const folder = await tempFolderOf(test);
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'demo'));
    writeFileSync(join(folder, 'elsewhere', 'evals.json'), suite);
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'demo', 'evals'));
    const found = await readSuites(ok(await filesOfFolder(join(folder, 'demo'))).suites, 'demo');
    assert.deepEqual(
      found.problems.map(({ code, source }) => `${code} ${source.path}`),
      ['eval-link evals'],
    );
  });

  it('are not read as cases where they are too large for that', async test => {
    const folder = await tempFolderOf(test);
    const of = join(folder, 'evals', 'one');
    mkdirSync(join(of, 'graders'), { recursive: true });
    for (const path of ['prompt.md', 'case.yaml', 'graders/a.md']) {
      writeFileSync(join(of, path), '');
      truncateSync(join(of, path), 19 * 2 ** 20);
    }
    const { suites } = ok(await filesOfFolder(folder));
    const asked: string[] = [];
    const read = async (path: string) => {
      asked.push(path);
      return suites.read(path);
    };
    await readSuites({ ...suites, read }, 'demo');
    assert.deepEqual(asked, []);
  });
});
