import { lstat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { failureSentences } from '../../core/failure/failureText.ts';
import { unlessRefused } from '../../core/failure/systemError.ts';
import { defaultProfiles } from '../../core/skill/checkSkill.ts';
import { descriptionProblems, nameProblems, newSkillFile } from '../../core/skill/create/newSkill.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { plainText } from '../../core/text/plainText.ts';
import { success } from '../../core/text/result.ts';
import { placeFolder } from '../../disk/files/placeFolder.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../readOptions.ts';
import { printLine, refuser, sayJson } from '../terminal.ts';

const usage = 'new NAME --description TEXT [--in DIR] [--json]';

/** Makes a skill's folder with a SKILL.md that has no problem. */
export const newCommand: Command = {
  name: 'new',
  usage: 'NAME --description TEXT [--in DIR]',
  does: 'Makes a skill: its folder, and a SKILL.md to go on with.',
  help: `Makes a skill: its folder, and a SKILL.md to go on with. Nothing that is there already is touched.

  skillwright ${usage}

  --description TEXT  What it does, and when an agent should use it.
  --in DIR            Where the folder is made; skills when not given.
  --json              Print a document, also when it fails: {"ok","name","file"}

Exit code: 0 made, 1 the name or the description is refused or taken, 2 could not run.`,
  async run(args) {
    const isJson = args.includes('--json');
    const refuse = refuser(isJson);
    const typed = readOptions(args, {
      description: { type: 'string' },
      in: { type: 'string', default: 'skills' },
      json: { type: 'boolean', default: false },
    });
    if (!typed.ok) {
      return refuse(typed.failure);
    }
    const { positionals, values } = typed.value;
    const [name] = positionals;
    const { description } = values;
    if (name === undefined || positionals.length > 1) {
      return refuse(`Say what the skill is called, in one word. Usage: skillwright ${usage}`);
    }
    if (description === undefined) {
      return refuse('Say what the skill does, and when an agent should use it: --description TEXT.');
    }
    const options = { profiles: defaultProfiles };
    const isError = ({ severity }: Problem) => severity === 'error';
    const wrong = [...nameProblems(name, options), ...descriptionProblems(description, name, options)].filter(
      isError,
    );
    if (wrong.length > 0) {
      return refuse([...new Set(wrong.map(({ message }) => plainText(message)))].join('\n'), 1);
    }
    const folder = resolve(values.in, name);
    if (await isThere(folder)) {
      return refuse(`${plainText(relative(process.cwd(), folder))} exists already; nothing was changed.`, 1);
    }
    const file = join(folder, 'SKILL.md');
    const made = await placeFolder(folder, async directory => {
      await writeFile(join(directory, 'SKILL.md'), newSkillFile(name, description).text);
      return success(null);
    });
    if (!made.ok) {
      return refuse(failureSentences(made.failure), made.failure.kind === 'already-exists' ? 1 : 2);
    }
    if (isJson) {
      sayJson({ ok: true, name, file });
    } else {
      printLine(`Made ${plainText(relative(process.cwd(), file))}.`);
    }
    return 0;
  },
};

/** Also a link that leads nowhere. What cannot be looked at cannot be made there either, which is told then. */
async function isThere(path: string): Promise<boolean> {
  return (await unlessRefused(lstat(path))) !== null;
}
