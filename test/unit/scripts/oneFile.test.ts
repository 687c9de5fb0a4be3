import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inOneFile } from '../../../scripts/oneFile.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';

const shared = `export let count = 0; export const add = () => { count++; }; console.log('shared');`;

async function run(parts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await using folder = await tempFolder();
  const files = Object.entries(parts).map(([path, text]) => ({ path, text }));
  const file = join(folder.path, 'one.mjs');
  await writeFile(file, await inOneFile(files, 'main.js'));
  return execFileSync(process.execPath, [file], { encoding: 'utf8' }).trimEnd().split('\n');
}

describe('modules that are put into one file', () => {
  it('run once each, see what others change, and load later ones when they are asked for', async () => {
    const main = `
      import { add, count } from './chunks/shared.js';
      export const own = 'main';
      console.log('main', count);
      import('./chunks/later.js').then(({ say }) => { say(); console.log(count); });`;
    const later = `
      import { own } from '../main.js';
      import { add } from './shared.js';
      console.log('later');
      export const say = () => { add(); console.log(own, 'again'); };`;
    assert.deepEqual(await run({ 'main.js': main, 'chunks/shared.js': shared, 'chunks/later.js': later }), [
      'shared',
      'main 0',
      'later',
      'main again',
      '1',
    ]);
  });

  it('keep quotes, backslashes and line breaks in their texts', async () => {
    const texts = ["it's", 'a "word"', 'C:\\new', 'first\nsecond\r\nthird', '$& and $1'];
    const main = `console.log(JSON.stringify([${texts.map(text => `\`${text.replaceAll('\\', '\\\\')}\``).join()}]));`;
    // A template has no carriage returns.
    assert.deepEqual(
      JSON.parse((await run({ 'main.js': main })).join('')),
      texts.map(text => text.replaceAll('\r', '')),
    );
  });

  it('reach the modules of Node, and know where they are', async () => {
    const main = `
      import { basename } from 'node:path';
      console.log(basename('a/b'), basename(__filename), require('node:path').basename(__filename));`;
    assert.deepEqual(await run({ 'main.js': main }), ['b one.mjs one.mjs']);
  });
});
