// Finds, reads and checks every skill below a folder, as a new window does; prints the time in ms.

import { readSkill } from '../src/core/bundle/readSkill.ts';
import { checkSkill } from '../src/core/skill/checkSkill.ts';
import { parseSkill } from '../src/core/skill/document/parseSkill.ts';
import { Sweep } from '../src/core/work/sweep.ts';
import { diskFolder } from '../src/disk/folder/diskFolder.ts';
import { findSkills } from '../src/disk/folder/findSkills.ts';

const [root = '.'] = process.argv.slice(2);
const start = performance.now();
const found = await findSkills(root);
if (!found.ok) {
  throw new Error(found.failure.kind);
}
const sweep = new Sweep();
const above = new Map();
const checked = await Promise.all(
  found.value.skills.map(async ({ folder }) => {
    const skill = await sweep.read(() => readSkill(diskFolder(folder, above)));
    if (!skill.ok) {
      throw new Error(skill.failure.kind);
    }
    const { text, context } = skill.value;
    return sweep.check(async () =>
      checkSkill(parseSkill(text), context, { profiles: ['spec', 'advice', 'openai', 'anthropic'] }),
    );
  }),
);
console.log(JSON.stringify({ ms: performance.now() - start, checked: checked.length }));
