import { createTwoFilesPatch } from 'diff';
import { compareFiles, isSame } from '../../core/bundle/compareFiles.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { changeWords, type FilePair, filePairs } from '../../core/published/filePairs.ts';
import type { OpenVersion } from '../../core/published/versionStore.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { isText } from '../../core/text/binary.ts';
import { plainText } from '../../core/text/plainText.ts';
import { type Result, success } from '../../core/text/result.ts';
import { bytesWords } from '../../core/text/words.ts';
import { type Commit, commitsBetween } from '../../disk/git/commits.ts';
import type { Command } from '../command.ts';
import { inWords, remoteName } from '../registries/findRemote.ts';
import { historyIn } from '../registries/linkedPlaces.ts';
import { type RemoteCall, withRegistry } from '../registries/withRegistry.ts';
import type { Tone } from '../terminal.ts';
import { type FoundVersion, findVersion } from './oneVersion.ts';
import { remoteHelp, skillHelp } from './shown.ts';

const usage = 'diff SKILL A B --registry R [--json]';

/** Shows how two published versions of a skill differ. */
export const diffCommand: Command = {
  name: 'diff',
  usage: 'SKILL A B --registry R [--json]',
  does: 'Shows how two published versions differ.',
  help: remoteHelp({
    does: 'Shows how two published versions differ: the commits between them, where Git has them, and a unified diff.',
    usage,
    words: `${skillHelp} A and B are "default", "latest", what people
call a version (v3), or its id.`,
    json: '{"ok","registry","skillId","from","to","same","added","removed","changed","modes","commits"}',
    exit: '0 the same files, 1 they differ or the registry refused',
  }),
  run: args =>
    withRegistry(args, {}, { min: 3, max: 3, usage }, async call => {
      const older = await findVersion(call, call.positionals[1]);
      if (!older.ok) {
        return older;
      }
      const newer = await findVersion(call, call.positionals[2]);
      if (!newer.ok) {
        return newer;
      }
      call.progress.tell(`Downloading two versions of ${remoteName(older.value.skill)}`);
      const compared = await call.versions.use(older.value.request, before =>
        call.versions.use(newer.value.request, after => compare(before, after)),
      );
      if (!compared.ok) {
        return inWords(compared);
      }
      const { comparison, patch } = compared.value;
      const commits = await commitsOf(call, older.value, newer.value);
      const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);
      const names = [older, newer].map(({ value }) => versionLabel(value.version));
      return success({
        json: {
          ok: true,
          registry: call.target.key,
          skillId: older.value.skill.id,
          from: older.value.version.key,
          to: newer.value.version.key,
          same: isSame(comparison),
          added: paths(comparison.added),
          removed: paths(comparison.removed),
          changed: paths(comparison.changed),
          modes: paths(comparison.modeOnly),
          commits,
        },
        lines: [
          `${remoteName(older.value.skill)} ${names.join(' → ')}: ${changeWords(comparison)}`,
          ...commits.map(({ hash, subject }) => `  ${hash.slice(0, 7)} ${plainText(subject, 200)}`),
          ...patch,
        ],
        code: isSame(comparison) ? 0 : 1,
        toneOf: patchTone,
      });
    }),
};

function patchTone(line: string): Tone | null {
  if (line.startsWith('@@')) {
    return 'cyan';
  }
  return /^(?:\+\+\+|---) /.test(line)
    ? null
    : line.startsWith('+')
      ? 'green'
      : line.startsWith('-')
        ? 'red'
        : null;
}

/** The commits from one version to the other, newest first; none where the link file or this repository lacks them. */
async function commitsOf(
  { lookup, positionals, target }: Pick<RemoteCall, 'lookup' | 'positionals' | 'target'>,
  older: FoundVersion,
  newer: FoundVersion,
): Promise<readonly Commit[]> {
  const { entries, folder } = await historyIn(lookup, positionals[0] ?? '', target.key, older.skill.id);
  const [from, to] = [older, newer].map(
    ({ version }) => entries.find(entry => entry.version === version.key)?.commit,
  );
  const commits = from && to && folder ? await commitsBetween(folder, from, to) : null;
  return commits?.ok ? commits.value : [];
}

async function compare(before: OpenVersion, after: OpenVersion) {
  const comparison = compareFiles(before.facts.files, after.facts.files);
  const patch: string[] = [];
  for (const pair of filePairs(comparison)) {
    const lines = await pairLines(pair, before, after);
    if (!lines.ok) {
      return lines;
    }
    patch.push(...lines.value);
  }
  return success({ comparison, patch });
}

async function pairLines(
  { path, before, after, isModeOnly }: FilePair,
  older: OpenVersion,
  newer: OpenVersion,
): Promise<Result<readonly string[], Failure>> {
  if (isModeOnly) {
    return success([`${path}: ${after?.isExecutable ? 'is executable now' : 'is no longer executable'}`]);
  }
  const left = await contentOf(older, before === null ? null : path);
  if (!left.ok) {
    return left;
  }
  const right = await contentOf(newer, after === null ? null : path);
  if (!right.ok) {
    return right;
  }
  if (!isText(left.value) || !isText(right.value)) {
    const sizes = [before, after].map(file => (file === null ? 'none' : bytesWords(file.size)));
    return success([`${path}: ${sizes.join(' → ')}, not text`]);
  }
  const decoder = new TextDecoder();
  const patch = createTwoFilesPatch(
    before === null ? '/dev/null' : `a/${path}`,
    after === null ? '/dev/null' : `b/${path}`,
    decoder.decode(left.value),
    decoder.decode(right.value),
  );
  return success(patch.trimEnd().split('\n').slice(1));
}

async function contentOf(version: OpenVersion, path: string | null): Promise<Result<Uint8Array, Failure>> {
  return path === null ? success(new Uint8Array()) : version.read(path);
}
