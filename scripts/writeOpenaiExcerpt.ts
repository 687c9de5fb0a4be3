// `npm run openai-document -- FILE [--source WORDS]`: makes the excerpt of OpenAI's description of its API, to which tests
// hold messages, anew from the whole. FILE is openapi.json or openapi.yaml of https://github.com/openai/openai-openapi,
// or one in an installed package, which is named as the source then; else WORDS say where it came from, with its commit
// and license. With `--check` nothing is written: it exits with 1 where the excerpt is not what FILE gives.
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { parse } from 'yaml';
import { biome, runTool } from './checks.ts';
import { openaiExcerpt, packageSource } from './openaiExcerpt.ts';
import { root } from './paths.ts';

const place = join(root, 'test', 'support', 'registry', 'openaiDocument', 'skills.json');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { source: { type: 'string' }, check: { type: 'boolean', default: false } },
});
const [file] = positionals;
if (file === undefined || positionals.length > 1) {
  console.error('Say where the description is: npm run openai-document -- FILE [--source WORDS] [--check]');
  process.exit(2);
}
const document = parse(await readFile(file, 'utf8'), { maxAliasCount: -1 });
const vendored = JSON.parse(await readFile(place, 'utf8'));
if (isDeepStrictEqual(openaiExcerpt(document, vendored.source), vendored) && values.source === undefined) {
  console.log(`The excerpt is what this description gives. Its source: ${vendored.source}`);
  process.exit(0);
}
if (values.check) {
  console.error('The excerpt is another than this description gives.');
  process.exit(1);
}
const source = values.source ?? (await packageSource(resolve(file)));
if (source === null) {
  console.error('Say where this description came from: --source "openapi.json of commit …, MIT License"');
  process.exit(2);
}
await writeFile(place, JSON.stringify(openaiExcerpt(document, source), null, 2));
const { isOk, said } = await runTool(biome, ['format', '--write', place]);
console.log(isOk ? `The excerpt was written. Its source: ${source}` : said);
process.exitCode = isOk ? 0 : 1;
