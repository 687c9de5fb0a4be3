import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainJson } from '../../src/cli/terminal.ts';
import { visibleText } from '../../src/core/text/plainText.ts';
import { runCli } from '../support/process/runCli.ts';
import { tempFolder } from '../support/process/tempFolder.ts';
import type { Ledger, TortureSuite } from '../support/torture/ledger.ts';

/** Sets the title, rings, clears, colours, moves up, turns the direction, and begins a line of its own. */
const nasty = '\u001b]0;pwned\u0007\u001b[2J\u001b[31m\u009b1A\u202e\u2066\u200b\rx';

/** Nothing of this may arrive, but line breaks. */
const acting = /(?!\n)[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\u2060-\u206f\ufeff]/u;

interface Workspace {
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
}

const text = (name: string, more = '') =>
  `---\nname: ${name}\ndescription: Shows. Use to show.\n${more}---\n\n# Demo\n`;

/** Where a text of somebody else's can come from. */
const places: Readonly<Record<string, Workspace>> = {
  'the name of the folder': { folder: `de${nasty}mo`, files: { 'SKILL.md': text('demo') } },
  'a line break in the name of the folder': {
    folder: 'demo\nPublished “demo” to Local as v1.',
    files: { 'SKILL.md': text('demo') },
  },
  'the name of a file': { folder: 'demo', files: { 'SKILL.md': text('demo'), [`a${nasty}.md`]: 'x' } },
  'a line break in the name of a file': {
    folder: 'demo',
    files: { 'SKILL.md': text('demo'), 'a\nb.md': 'x' },
  },
  'the name of a file with a secret': {
    folder: 'demo',
    files: {
      'SKILL.md': text('demo'),
      [`k${nasty}.env`]: `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'}\n`,
    },
  },
  'the name in SKILL.md': { folder: 'demo', files: { 'SKILL.md': text(JSON.stringify(`demo${nasty}`)) } },
  'a key of SKILL.md': {
    folder: 'demo',
    files: { 'SKILL.md': text('demo', `${JSON.stringify(`k${nasty}`)}: x\n`) },
  },
  'a link in SKILL.md': {
    folder: 'demo',
    files: { 'SKILL.md': `${text('demo')}\n[a](references/x${nasty}y.md)\n` },
  },
  'a pattern of .skillignore': {
    folder: 'demo',
    files: { 'SKILL.md': text('demo'), '.skillignore': `*${nasty.replace('\r', '')}*\n`, [`z${nasty}`]: 'x' },
  },
};

const commands: readonly (readonly string[])[] = [
  ['validate', '.'],
  ['validate', '.', '--format', 'github'],
  ['validate', '.', '--format', 'json'],
  ['validate', '.', '--format', 'sarif'],
  ['validate', '.', '--format', 'junit'],
  ['pack', 'SKILL', '--list'],
  ['publish', '.', '--dry-run', '--registry', 'local', '--data', 'DATA'],
  ['publish', '.', '--dry-run', '--json', '--registry', 'local', '--data', 'DATA'],
  ['publish', '.', '--yes', '--registry', 'local', '--data', 'DATA'],
];

/** What a workspace says cannot act on the terminal that it is shown in, nor lie about what stands beside it. */
export const suite: TortureSuite = {
  maxTime: 900_000,
  run: async (ledger, share) => {
    if (process.platform === 'win32') {
      return;
    }
    for (const [index, [place, workspace]] of Object.entries(places).entries()) {
      for (const [position, command] of commands.entries()) {
        if (share === 1 || position === index % commands.length) {
          await ledger.named('texts on a terminal', `${place}, in ${command.join(' ')}`, () =>
            tryOne(workspace, command),
          );
        }
      }
    }
    await everyCharacter(ledger);
  },
};

async function tryOne({ folder, files }: Workspace, command: readonly string[]): Promise<string> {
  await using temp = await tempFolder();
  const skill = join(temp.path, 'ws', folder);
  await mkdir(join(temp.path, 'ws/.git'), { recursive: true });
  await mkdir(skill);
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(skill, name), content);
  }
  const args = command.map(word => word.replace('DATA', join(temp.path, 'data')).replace('SKILL', skill));
  const { stdout, stderr, code } = await runCli(args, { cwd: join(temp.path, 'ws') });
  assert.doesNotMatch(stdout, acting, 'stdout');
  assert.doesNotMatch(stderr, acting, 'stderr');
  assert.doesNotMatch(stdout + stderr, /^Published “demo” to Local as v1\.$/m, 'a line that was made up');
  assert.doesNotMatch(stderr, /\n {4}at /, 'an exception');
  if (command.some(word => /^(--json|json|sarif)$/.test(word))) {
    JSON.parse(stdout);
  }
  return `${command[0]} ended with ${code}`;
}

/** The two functions that everything goes through, with every character of the first plane and the tags. */
async function everyCharacter(ledger: Ledger): Promise<void> {
  for (let block = 0; block <= 0xff; block++) {
    await ledger.generated('characters made visible', `U+${block.toString(16)}xx`, () => {
      for (let code = block * 256; code < block * 256 + 256; code++) {
        const character = String.fromCharCode(code);
        assert.doesNotMatch(
          visibleText(`a${character}b`).replaceAll('\n', ''),
          acting,
          `U+${code.toString(16)}`,
        );
        const json = plainJson({ text: character });
        assert.doesNotMatch(json, acting, `U+${code.toString(16)} in JSON`);
        assert.equal((JSON.parse(json) as { text: string }).text, character);
      }
      return undefined;
    });
  }
}
