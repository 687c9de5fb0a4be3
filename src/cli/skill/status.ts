import { relative, resolve } from 'node:path';
import { digestFolder } from '../../core/bundle/digestFolder.ts';
import { readSkill } from '../../core/bundle/readSkill.ts';
import { namedFrom } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { type Link, linkOf } from '../../core/link/linkFile.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';
import { findMoved } from '../../core/link/movedLinks.ts';
import type { PublishTarget } from '../../core/link/registryKey.ts';
import type { Registry } from '../../core/registry/contract.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { countWords } from '../../core/text/words.ts';
import { mapLimited } from '../../core/work/mapLimited.ts';
import { withSlashes } from '../../disk/files/system.ts';
import { findSkills } from '../../disk/folder/findSkills.ts';
import { promptFolder } from '../../disk/folder/promptFolder.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import { runGit } from '../../disk/git/runGit.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import type { Command } from '../command.ts';
import { progressLine } from '../progressLine.ts';
import { readOptions } from '../readOptions.ts';
import { everyItem } from '../registries/findRemote.ts';
import { wrongRoot } from '../registries/linkedPlaces.ts';
import { type OpenRegistries, openRegistries } from '../registries/openRegistries.ts';
import {
  keyHelp,
  readRegistries,
  registryOptionHelp,
  registryOptionTable,
} from '../registries/registryOptions.ts';
import { printLine, refuser, sayJson } from '../terminal.ts';
import { type SkillStatus, type StatusLine, statusWords } from './statusWords.ts';

const usage = 'status FOLDER… --registry R [--json]';

/** A status, and when the folder's version was published; empty where the link does not say. */
interface FoundStatus {
  readonly line: StatusLine;
  readonly publishedAt: string;
}

/** Questions to registries at the same time. */
const questionsAtOnce = 4;

/** Says what changed since it was published, and what is behind. */
export const statusCommand: Command = {
  name: 'status',
  usage: 'FOLDER… --registry R [--json]',
  does: 'Says what changed since it was published, what is behind, and what is not committed.',
  help: `Says of every skill whether its folder is what is published, has changed, or is behind what others published.

  skillwright ${usage}

A FOLDER without a SKILL.md stands for all skills below it.

${registryOptionHelp}
  --root DIR          Where .skillwright.json is; found from FOLDER upwards when not given.
  --json              Print a document, also when it fails:
                      {"ok","skills":[{"path","registry","status","published","latest","default"}],"uncommitted"}

${keyHelp}
Exit code: 0 all as published and committed, 1 something changed, is behind, unknown or uncommitted, 2 could not run.`,
  async run(args) {
    const isJson = args.includes('--json');
    const refuse = refuser(isJson);
    const typed = readOptions(args, {
      ...registryOptionTable,
      root: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    if (!typed.ok) {
      return refuse(typed.failure);
    }
    const { positionals, values } = typed.value;
    const asked = readRegistries(typed.value);
    if (!asked.ok) {
      return refuse(asked.failure);
    }
    if (positionals.length === 0) {
      return refuse('Say which folder to look at.');
    }
    if (asked.value.registries.length === 0) {
      return refuse('Say where it is published: --registry local, openai, anthropic or an address.');
    }
    const folders = await skillFolders(positionals);
    if (!folders.ok) {
      return refuse(folders.failure);
    }
    const noRoot = await wrongRoot(values.root, folders.value);
    if (noRoot !== null) {
      return refuse(noRoot);
    }
    const opened = await openRegistries(asked.value, { env: process.env, isReadOnly: true });
    if (!opened.ok) {
      return refuse(opened.failure);
    }
    try {
      return await tell(folders.value, opened.value, { root: values.root, isJson });
    } finally {
      await opened.value.close();
    }
  },
};

async function skillFolders(typed: readonly string[]): Promise<Result<readonly string[], string>> {
  const folders = new Set<string>();
  for (const path of typed) {
    const found = await findSkills(resolve(path));
    if (!found.ok) {
      return failed(failureSentences(found.failure));
    }
    // As in a publish: what Git ignores and what is inside another skill is asked for by name.
    const skills = found.value.skills.filter(({ notInBulk }) => notInBulk === null);
    if (skills.length === 0) {
      return failed(failureSentences({ kind: 'no-manifest', path }));
    }
    for (const { folder } of skills) {
      folders.add(folder);
    }
  }
  return success([...folders]);
}

async function tell(
  folders: readonly string[],
  { targets, dataDirectory }: OpenRegistries,
  { root, isJson }: { readonly root: string | undefined; readonly isJson: boolean },
): Promise<number> {
  const pairs = folders.flatMap(folder => targets.map(target => ({ folder, target })));
  const progress = progressLine('Looking at', pairs.length);
  const found = await mapLimited(pairs, questionsAtOnce, async ({ folder, target }) => {
    const status = await statusOf(folder, target, { root, dataDirectory });
    progress.count();
    return status;
  }).finally(progress.end);
  const lines = found.map(({ line }) => line);
  const uncommitted = await uncommittedLinks(folders, { root, dataDirectory });
  const isFine = lines.every(({ status }) => status === 'as-published') && uncommitted.length === 0;
  if (isJson) {
    sayJson({ ok: isFine, skills: lines, uncommitted });
  } else {
    for (const { line, publishedAt } of found) {
      printLine(statusWords(line, publishedAt), line.status === 'as-published' ? null : 'yellow');
    }
    for (const file of uncommitted) {
      printLine(
        `${file} is published but not committed: commit it, so that the next publish knows.`,
        'yellow',
      );
    }
    // A skill that is published to two registries is one skill.
    const off = new Set(lines.filter(({ status }) => status !== 'as-published').map(({ path }) => path)).size;
    const ending = isFine ? '' : ', but not committed';
    printLine(
      off === 0
        ? `Everything is as published${ending}.`
        : `${countWords(off, 'skill')} of ${folders.length} not as published.`,
    );
  }
  return isFine ? 0 : 1;
}

async function statusOf(
  folder: string,
  target: PublishTarget,
  { root, dataDirectory }: { readonly root: string | undefined; readonly dataDirectory: string },
): Promise<FoundStatus> {
  const shown = withSlashes(relative(process.cwd(), folder)) || '.';
  const line = {
    path: shown,
    registry: target.key,
    published: null,
    latest: null,
    default: null,
    error: null,
  };
  const unpublished = (status: SkillStatus, error: string | null = null): FoundStatus => ({
    line: { ...line, status, error },
    publishedAt: '',
  });
  const workspace = root === undefined ? await workspaceRoot(folder) : resolve(root);
  const place = linkPlaces({ root: workspace, dataDirectory })(folder, target.key);
  const file = await place.store.read();
  if (!file.ok) {
    return unpublished('unknown', failureSentences(file.failure));
  }
  const skillFolder = promptFolder(folder);
  const skill = await readSkill(skillFolder);
  const content = skill.ok ? await digestFolder(skillFolder, skill.value.selection) : skill;
  const here = linkOf(file.value, place.folder, target.key);
  if (!content.ok) {
    return here === null
      ? unpublished('never-published')
      : unpublished('unknown', failureSentences(namedFrom(shown, content.failure)));
  }
  const exists = (other: string) => place.store.exists(other);
  const link = here ?? (await findMoved(file.value, target.key, content.value.digest, exists))?.link;
  if (!link) {
    return unpublished('never-published');
  }
  const remote = await remoteState(target.registry, link.skillId);
  const published = { ...line, published: link.version };
  const { publishedAt } = link;
  if (!remote.ok) {
    const { failure: error } = remote;
    const status = error === null ? 'gone' : 'unknown';
    return { line: { ...published, status, error }, publishedAt };
  }
  const { latest } = remote.value;
  const isBehind = latest !== null && latest !== link.version;
  const isChanged = content.value.digest !== link.digest;
  const isGone = isBehind && (await isVersionGone(target.registry, link));
  const status = isGone ? 'gone' : standing(isChanged, isBehind);
  return { line: { ...published, ...remote.value, status }, publishedAt };
}

function standing(isChanged: boolean, isBehind: boolean): SkillStatus {
  if (isChanged) {
    return isBehind ? 'changed-and-behind' : 'changed';
  }
  return isBehind ? 'behind' : 'as-published';
}

/** What the folder was published as may be deleted again; then nothing newer than it is there to be behind. */
async function isVersionGone(registry: Registry, { skillId, version }: Link): Promise<boolean> {
  const asked = await registry.getVersion(skillId, version);
  return !asked.ok && asked.failure.kind === 'not-found';
}

/** The newest version and the default; null as the failure where the skill is gone. */
async function remoteState(
  registry: Registry,
  skillId: string,
): Promise<Result<{ readonly latest: string | null; readonly default: string | null }, string | null>> {
  const skill = await registry.getSkill(skillId);
  if (!skill.ok) {
    return failed(skill.failure.kind === 'not-found' ? null : failureSentences(skill.failure));
  }
  const { latestVersion, defaultVersion } = skill.value;
  if (latestVersion !== null) {
    return success({ latest: latestVersion, default: defaultVersion });
  }
  const versions = await everyItem(options => registry.listVersions(skillId, options));
  return versions.ok
    ? success({ latest: versions.value[0]?.key ?? null, default: defaultVersion })
    : failed(failureSentences(versions.failure));
}

/**
 * The link files that Git has in another state, or not at all. Outside a repository there is none to commit, and nobody
 * should commit one that is damaged.
 */
async function uncommittedLinks(
  folders: readonly string[],
  { root, dataDirectory }: { readonly root: string | undefined; readonly dataDirectory: string },
): Promise<readonly string[]> {
  const roots = new Set<string>();
  for (const folder of folders) {
    roots.add(root === undefined ? await workspaceRoot(folder) : resolve(root));
  }
  const found: string[] = [];
  for (const workspace of roots) {
    const { store } = linkPlaces({ root: workspace, dataDirectory })(workspace, null);
    if (!(await store.read()).ok) {
      continue;
    }
    const state = await runGit(workspace, ['status', '--porcelain', '--', linkFileName]);
    if (state.ok && state.value.trim() !== '') {
      found.push(withSlashes(relative(process.cwd(), resolve(workspace, linkFileName))));
    }
  }
  return found;
}
