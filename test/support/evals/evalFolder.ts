import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelScript } from '../models/scriptedServer.ts';
import { tempFolder } from '../process/tempFolder.ts';

/** The key that the command line finds in `SKILLWRIGHT_KEY`; it may show nowhere. */
export const evalKey = 'sk-test-which-nobody-may-print';

/** Cases that ask for a total, each with the word that its answer has to hold. */
export function totalCases(...totals: readonly string[]): string {
  const evals = totals.map((total, index) => ({
    id: index + 1,
    prompt: `Total invoice ${index + 1}.`,
    expectations: [{ contains: total }],
  }));
  return JSON.stringify({ skill_name: 'invoices', evals });
}

/** A workspace with the skill `skills/invoices`, these files in it, and a key in the environment. */
export async function evalFolder(files: Readonly<Record<string, string>>) {
  const folder = await tempFolder();
  const skill = join(folder.path, 'skills', 'invoices');
  const all = {
    'SKILL.md':
      '---\nname: invoices\ndescription: Totals invoices. Use when asked for a total.\n---\n\nAdd them up.\n',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(skill, path)), { recursive: true });
    await writeFile(join(skill, path), text);
  }
  process.env.SKILLWRIGHT_KEY = evalKey;
  return {
    ...folder,
    skill,
    data: join(folder.path, 'data'),
    [Symbol.asyncDispose]: async () => {
      delete process.env.SKILLWRIGHT_KEY;
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Says the total of each invoice where it is offered the skill, and knows nothing without. */
export const totalsWithSkill: ModelScript = ({ prompt, skills }) => ({
  text: skills.length === 0 ? 'I cannot see any invoice.' : `The total of "${prompt}" is 12.50 euros.`,
});
