// `npm run agreement -- FOLDER`: compares our verdict on the specification with that of npm's skills-ref, for every
// skill below a folder, and prints where they differ; docs/rules.md explains each kind of difference. Then compares
// how we read every Markdown file there with CommonMark's reference parser.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validate } from 'skills-ref';
import { readSkill } from '../src/core/bundle/readSkill.ts';
import { checkSkill } from '../src/core/skill/checkSkill.ts';
import { parseSkill } from '../src/core/skill/document/parseSkill.ts';
import { diskFolder } from '../src/disk/folder/diskFolder.ts';
import { findSkills } from '../src/disk/folder/findSkills.ts';
import { disagreements } from '../test/support/skill/commonMarkParts.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Say which folder the skills are below: npm run agreement -- FOLDER');
  process.exit(2);
}
const found = await findSkills(folder);
if (!found.ok || found.value.skills.length === 0) {
  console.error(`There is no skill in ${folder}.`);
  process.exit(2);
}
const tally = new Map<string, number>();
for (const { folder: skill } of found.value.skills) {
  const ours = await errorsOf(skill);
  const theirs = await validate(skill);
  const verdict = `we ${ours.length > 0 ? 'refuse' : 'accept'}, skills-ref ${theirs.length > 0 ? 'refuses' : 'accepts'}`;
  tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
  if (ours.length > 0 === theirs.length > 0) {
    continue;
  }
  console.log(`${skill}: ${verdict}`);
  for (const line of [...ours.map(line => `we: ${line}`), ...theirs.map(line => `skills-ref: ${line}`)]) {
    console.log(`    ${line}`);
  }
}
console.log(`${found.value.skills.length} skills`);
for (const [verdict, count] of tally) {
  console.log(`${String(count).padStart(5)}  ${verdict}`);
}

const documents = await readdir(folder, { recursive: true, withFileTypes: true });
let differing = 0;
let compared = 0;
for (const { parentPath, name } of documents.filter(entry => entry.isFile() && /\.md$/i.test(entry.name))) {
  const path = join(parentPath, name);
  const text = await readFile(path, 'utf8');
  // A first line keeps what follows from being taken for front matter.
  const found = disagreements(`x\n\n${text.slice(parseSkill(text).bodyStart)}`);
  compared++;
  differing += found.length > 0 ? 1 : 0;
  for (const line of found) {
    console.log(`${path}: ${line}`);
  }
}
console.log(`${compared} Markdown files, ${differing} of which we read otherwise than CommonMark`);

/** The errors of the specification's rules; its advice is for authors, not for the verdict. */
async function errorsOf(folder: string): Promise<readonly string[]> {
  const skill = await readSkill(diskFolder(folder));
  if (!skill.ok) {
    return [`cannot be read (${skill.failure.kind})`];
  }
  const { text, context } = skill.value;
  return checkSkill(parseSkill(text), context, { profiles: ['spec'] })
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${message} (${code})`);
}
