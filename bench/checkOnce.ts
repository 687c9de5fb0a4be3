// Finds, reads and checks every skill below a folder, as a new window does; prints the time in ms.

import { Lane } from '../src/core/lane.ts';
import { checkSkill } from '../src/core/skill/checkSkill.ts';
import { parseSkill } from '../src/core/skill/parseSkill.ts';
import { readSkill } from '../src/core/skill/readSkill.ts';
import { diskFolder } from '../src/disk/diskFolder.ts';
import { findSkills } from '../src/disk/findSkills.ts';

const [root = '.'] = process.argv.slice(2);
const start = performance.now();
const found = await findSkills(root);
if (!found.ok) throw new Error(found.failure.kind);
const lane = new Lane(8);
const above = new Map();
const checked = await Promise.all(
  found.value.map(folder =>
    lane.run(async () => {
      const skill = await readSkill(diskFolder(folder, above));
      if (!skill.ok) throw new Error(skill.failure.kind);
      const { text, context } = skill.value;
      return checkSkill(parseSkill(text), context, { profiles: ['spec', 'advice', 'openai', 'anthropic'] });
    }),
  ),
);
console.log(JSON.stringify({ ms: performance.now() - start, checked: checked.length }));
