import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCli } from '../support/process/runCli.ts';
import { tempFolder } from '../support/process/tempFolder.ts';
import type { TortureSuite } from '../support/torture/ledger.ts';

/**
 * Who computes for longer is as good as hanging, in seconds. Counted is what the process itself computes, which is the
 * same on a busy machine.
 */
const maxComputing = 20;

/** Who waits for longer waits for ever, in ms. */
const maxWaiting = 300_000;

/** What can stand in the place of a file. */
const plants: readonly (readonly [what: string, plant: (path: string) => Promise<unknown>])[] = [
  ['a link to /dev/zero', path => symlink('/dev/zero', path)],
  ['a link to /dev/full', path => symlink('/dev/full', path)],
  ['a link to /dev/random', path => symlink('/dev/random', path)],
  ['a link to /dev/ptmx', path => symlink('/dev/ptmx', path)],
  ['a link to /dev/tty', path => symlink('/dev/tty', path)],
  ['a link to /dev/stdin', path => symlink('/dev/stdin', path)],
  ['a link to /proc/self/mem', path => symlink('/proc/self/mem', path)],
  ['a link to /proc/kmsg', path => symlink('/proc/kmsg', path)],
  ['a pipe', async path => execFileSync('mkfifo', [path])],
  [
    'a link to a pipe',
    async path => {
      execFileSync('mkfifo', [`${path}-pipe`]);
      await symlink(`${path}-pipe`, path);
    },
  ],
  ['a link to itself', path => symlink(path, path)],
  ['a link that leads nowhere', path => symlink('/nowhere/at/all', path)],
  ['a link to a folder', path => symlink('/etc', path)],
  ['a folder', path => mkdir(path)],
  ['4 MB of patterns', path => writeFile(path, '*z\n'.repeat(1_400_000))],
  ['64 KB of patterns', path => writeFile(path, '*z\n'.repeat(21_800))],
  ['64 KB of one pattern', path => writeFile(path, '*'.repeat(65_000))],
  ['64 KB of stars and letters', path => writeFile(path, '*a'.repeat(32_000))],
  ['noise', path => writeFile(path, Buffer.alloc(60_000, 0xfe))],
  [
    'a sparse file of 3 GB',
    async path => {
      await writeFile(path, '');
      await truncate(path, 3 * 2 ** 30);
    },
  ],
];

/** Where a workspace is read. The skill is in `ws/skills/demo`. */
const places = [
  'ws/.gitignore',
  '.gitignore',
  'ws/.skillwright.json',
  'ws/skills/demo/.gitignore',
  'ws/skills/demo/.skillignore',
  'ws/skills/demo/SKILL.md',
  'ws/skills/demo/assets/data.bin',
  'ws/.git/index',
  'ws/.git/config',
  'ws/.git/info/exclude',
  'ws/skills/.other.skillwright-99999999-0123abcd/backup',
];

/** Opens workspaces in which anything may stand in the place of anything, by the command line, under a time limit. */
export const suite: TortureSuite = {
  maxTime: 900_000,
  run: async (ledger, share) => {
    if (process.platform === 'win32') {
      return;
    }
    const cases = places.flatMap((place, placeIndex) =>
      plants
        // A part goes once through all places.
        .filter((_, plantIndex) => share === 1 || plantIndex === placeIndex % plants.length)
        .map(([what, plant]) => ({ what, place, plant })),
    );
    const work = async () => {
      for (let next = cases.shift(); next; next = cases.shift()) {
        const { what, place, plant } = next;
        await ledger.named('hostile workspaces', `${what} as ${place}`, () => tryOne(place, plant));
      }
    };
    // Each is a process of its own, most of the time waiting for its start.
    await Promise.all(Array.from({ length: 3 }, work));
  },
};

async function tryOne(place: string, plant: (path: string) => Promise<unknown>): Promise<string> {
  await using folder = await tempFolder();
  const skill = join(folder.path, 'ws/skills/demo');
  await mkdir(join(skill, 'assets'), { recursive: true });
  await mkdir(join(folder.path, 'ws/.git/info'), { recursive: true });
  await mkdir(join(folder.path, '.git'));
  const path = join(folder.path, place);
  if (!place.endsWith('SKILL.md')) {
    await writeFile(
      join(skill, 'SKILL.md'),
      '---\nname: demo\ndescription: Shows. Use to show.\n---\n\nSee assets/.\n',
    );
  }
  for (let index = 0; index < 60; index++) {
    await writeFile(join(skill, 'assets', `${index}.md`), 'x');
  }
  await mkdir(dirname(path), { recursive: true });
  await plant(path);
  const cwd = join(folder.path, 'ws');
  // 300 MB of memory, beside what Node itself takes, are as good as a hang.
  const env = { NODE_OPTIONS: '--max-old-space-size=300' };
  const stop = AbortSignal.timeout(maxWaiting);
  const data = join(folder.path, 'data');
  const args = ['publish', 'skills/demo', '--dry-run', '--registry', 'local', '--data', data];
  const ended = await runCli(args, { cwd, env, stop, cpuSeconds: maxComputing });
  assert.ok(!stop.aborted, 'it waits for ever');
  assert.notEqual(ended.code, null, 'it computes for ever, or was killed');
  // 2 where there is no skill at all, as with a folder for its SKILL.md.
  const isTold = ended.code === 2 && ended.stderr.includes('has no SKILL.md');
  assert.ok(
    ended.code === 0 || ended.code === 1 || isTold,
    `ended with ${ended.code}: ${ended.stderr.slice(-300)}`,
  );
  assert.doesNotMatch(
    // What is wrong with a file that should be JSON is told in the parser's words.
    ended.stderr.replaceAll(/is not JSON: .*/g, ''),
    /\n {4}at |Unexpected|RangeError|heap|mistake of its own/,
    'it ended in an exception',
  );
  return `${ended.code} ${kindOf(ended.stdout + ended.stderr)}`;
}

/** What was said, without the names of the case. */
function kindOf(said: string): string {
  return (
    /cannot be read: [^.]*|is damaged: [^.]*|was not read: [^.]*|cannot be bundled|has no SKILL\.md|Nothing was sent/.exec(
      said,
    )?.[0] ?? said.slice(0, 60)
  );
}
