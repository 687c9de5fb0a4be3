// Finds, reads and checks every skill below a folder, as a new window does; prints the time in ms.

import { checkSkill } from '../src/core/skill/checkSkill.ts';
import { parseSkill } from '../src/core/skill/parseSkill.ts';
import { readSkill } from '../src/core/skill/readSkill.ts';
import { Sweep } from '../src/core/sweep.ts';
import { diskFolder } from '../src/disk/diskFolder.ts';
import { findSkills } from '../src/disk/findSkills.ts';

const [root = '.'] = process.argv.slice(2);
const start = performance.now();
const found = await findSkills(root);
if (!found.ok) throw new Error(found.failure.kind);
const sweep = new Sweep();
const above = new Map();
const checked = await Promise.all(
  found.value.map(async folder => {
    const skill = await sweep.read(() => readSkill(diskFolder(folder, above)));
    if (!skill.ok) throw new Error(skill.failure.kind);
    const { text, context } = skill.value;
    return sweep.check(async () =>
      checkSkill(parseSkill(text), context, { profiles: ['spec', 'advice', 'openai', 'anthropic'] }),
    );
  }),
);
console.log(JSON.stringify({ ms: performance.now() - start, checked: checked.length }));
