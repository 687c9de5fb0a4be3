// `npm run agreement -- FOLDER`: compares our verdict on the specification with that of npm's skills-ref, for every
// skill below a folder, and prints where they differ. docs/rules.md explains each kind of difference.
import { validate } from 'skills-ref';
import { readSkill } from '../src/core/bundle/readSkill.ts';
import { checkSkill } from '../src/core/skill/checkSkill.ts';
import { parseSkill } from '../src/core/skill/document/parseSkill.ts';
import { diskFolder } from '../src/disk/folder/diskFolder.ts';
import { findSkills } from '../src/disk/folder/findSkills.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Say which folder the skills are below: npm run agreement -- FOLDER');
  process.exit(2);
}
const found = await findSkills(folder);
if (!found.ok) {
  console.error(`There is no skill in ${folder}.`);
  process.exit(2);
}
const tally = new Map<string, number>();
for (const skill of found.value) {
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
console.log(`${found.value.length} skills`);
for (const [verdict, count] of tally) {
  console.log(`${String(count).padStart(5)}  ${verdict}`);
}

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
