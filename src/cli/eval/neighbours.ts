import { resolve } from 'node:path';
import { readSkill } from '../../core/bundle/readSkill.ts';
import { selectionOf } from '../../core/bundle/select/selection.ts';
import type { OfferedSkill } from '../../core/evals/run/arm.ts';
import { gatherNeighbours, nearestFirst } from '../../core/evals/run/neighbours.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import type { PublishTarget } from '../../core/link/registryKey.ts';
import { readManifest } from '../../core/skill/document/manifest.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { countWords } from '../../core/text/words.ts';
import { fileContent } from '../../disk/files/skillContent.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { findSkills } from '../../disk/folder/findSkills.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import type { LinkLookup } from '../registries/findRemote.ts';
import { defaultDataDirectory, openRegistries } from '../registries/openRegistries.ts';
import type { OpenExecutor } from './openExecutor.ts';
import type { EvalOptions } from './options.ts';
import { readSkillLinks } from './skillLinks.ts';

/** Neighbours that are named to whoever reads along. */
const namedAtMost = 5;

/**
 * The skills that are offered beside the one that is tried, so that a trigger set shows which is chosen: those below the
 * folders of `--beside`, else those of the workspace. Where the models run only what is published there, it is their
 * default versions. A text says which folder cannot be searched, or that it was cancelled.
 */
export async function findNeighbours(
  options: EvalOptions,
  open: OpenExecutor,
  ownName: string,
  signal: AbortSignal,
): Promise<Result<readonly OfferedSkill[], string>> {
  if (options.isAlone) {
    return success([]);
  }
  const own = resolve(options.folder);
  const roots = options.beside.length > 0 ? options.beside : [options.root ?? (await workspaceRoot(own))];
  const folders = new Set<string>();
  for (const root of roots) {
    const search = await findSkills(resolve(root));
    if (!search.ok) {
      return failed(failureSentences(search.failure));
    }
    for (const { folder } of search.value.skills) {
      folders.add(resolve(folder));
    }
  }
  folders.delete(own);
  const places = nearestFirst([...folders].sort(), folder => folder, own);
  const room = open.executor.capabilities.maxSkills - 1;
  if (open.executor.capabilities.arms['working-copy'] === true) {
    return success(await gatherNeighbours(places, asItLies, { ownName, room }));
  }
  return published(places, options, open, { ownName, room, signal });
}

/** Which skills trigger sets offer, as a line; null where there is none. */
export function neighbourWords(skills: readonly OfferedSkill[]): string | null {
  if (skills.length === 0) {
    return null;
  }
  const names = skills.slice(0, namedAtMost).map(({ name }) => plainText(name, 60));
  const more = skills.length - names.length;
  const rest = more > 0 ? ` and ${more} more` : '';
  return `Trigger sets offer ${countWords(skills.length, 'other skill')} beside it: ${names.join(', ')}${rest}.`;
}

/** What makes a model choose a skill is its SKILL.md: no other file of it is sent. */
async function asItLies(path: string): Promise<OfferedSkill | null> {
  const folder = diskFolder(path);
  const read = await readSkill(folder);
  const manifest = read.ok ? readManifest(parseSkill(read.value.text)) : null;
  if (!read.ok || !manifest) {
    return null;
  }
  const { name, description } = manifest;
  const selection = selectionOf(read.value.selection.files.filter(file => file.path === 'SKILL.md'));
  return { name, description, published: null, content: fileContent(folder, selection, name) };
}

/** The default versions of the folders that are linked to a skill where the models run. */
async function published(
  places: readonly string[],
  { executor, registries, root }: EvalOptions,
  { key }: OpenExecutor,
  { signal, ...bounds }: { readonly ownName: string; readonly room: number; readonly signal: AbortSignal },
): Promise<Result<readonly OfferedSkill[], string>> {
  const opened = await openRegistries(
    { ...registries, registries: [executor] },
    { env: process.env, isReadOnly: true },
  );
  if (!opened.ok) {
    return opened;
  }
  const { targets, close } = opened.value;
  const [target] = targets;
  const lookup = { dataDirectory: resolve(registries.data ?? defaultDataDirectory()), root };
  try {
    const found = target
      ? await gatherNeighbours(places, place => asPublished(place, target, { key, lookup, signal }), bounds)
      : [];
    return signal.aborted ? failed(failureSentences({ kind: 'cancelled' })) : success(found);
  } finally {
    await close();
  }
}

async function asPublished(
  place: string,
  { registry }: PublishTarget,
  {
    key,
    lookup,
    signal,
  }: { readonly key: string; readonly lookup: LinkLookup; readonly signal: AbortSignal },
): Promise<OfferedSkill | null> {
  const links = await readSkillLinks(place, lookup);
  const link = links.ok ? links.value.links.get(key) : undefined;
  const skill = link ? await registry.getSkill(link.skillId, { signal }) : null;
  const version = skill?.ok ? (skill.value.defaultVersion ?? skill.value.latestVersion) : null;
  if (!link || !skill?.ok || version === null) {
    return null;
  }
  const { name, description } = skill.value;
  return {
    name: name ?? link.name,
    description: description ?? '',
    published: { skillId: link.skillId, version },
    content: null,
  };
}
