import { digestFolder } from '../../core/bundle/digestFolder.ts';
import type { SkillInFolder } from '../../core/bundle/readSkill.ts';
import { type Arm, armLabel, type OfferedArm, type SkillContent } from '../../core/evals/run/arm.ts';
import type { EvalPlan } from '../../core/evals/run/evalPlan.ts';
import { namedFrom } from '../../core/failure/failure.ts';
import {
  type PublishTarget,
  parseRegistryKey,
  registryKey,
  registryKeyLabel,
} from '../../core/link/registryKey.ts';
import { vendors } from '../../core/registry/vendors.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import type { Manifest } from '../../core/skill/document/manifest.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { fileContent, heldFolder } from '../../disk/files/skillContent.ts';
import { versionsDirectory } from '../../disk/files/stateDirectory.ts';
import { diskFolder } from '../../disk/folder/diskFolder.ts';
import { VersionCache } from '../../disk/versions/versionCache.ts';
import { everyVersion, inWords, versionMeant } from '../registries/findRemote.ts';
import { openRegistries } from '../registries/openRegistries.ts';
import type { AskedRegistry } from '../registries/registryOptions.ts';
import type { OpenExecutor } from './openExecutor.ts';
import type { EvalOptions } from './options.ts';
import type { SkillLinks } from './skillLinks.ts';

/** What the arms are made of. */
export interface ArmSource {
  readonly options: EvalOptions;
  readonly open: OpenExecutor;
  readonly skill: SkillInFolder;
  readonly manifest: Manifest;
  readonly links: SkillLinks;
  /** Ends the look-up of what the registry has. */
  readonly signal: AbortSignal;
}

/** The arms that were asked for, and how to let go of the registry that their files come from. */
export interface OpenArms {
  readonly arms: EvalPlan['arms'];
  close(): Promise<void>;
}

/** Finds what the arms mean, and whether it can run there. A text says what is missing; no model is asked. */
export async function openArms(source: ArmSource): Promise<Result<OpenArms, string>> {
  const { options, open } = source;
  const ofVersions = options.arms.filter(word => word !== 'working' && word !== 'none');
  const linked = ofVersions.length > 0 ? await openLinked(source) : null;
  if (linked && !linked.ok) {
    return linked;
  }
  const close = async () => linked?.value.close();
  const arms: OfferedArm[] = [];
  for (const word of options.arms) {
    const arm = await armOf(word, source, linked?.value ?? null);
    const why = arm.ok ? cannotRun(arm.value, open) : arm.failure;
    if (!arm.ok || why !== null) {
      await close();
      return failed(why ?? '');
    }
    arms.push(arm.value);
  }
  const [first, second] = arms;
  if (!first) {
    throw new Error('There is an arm always.');
  }
  if (second && nameOf(first.arm) === nameOf(second.arm)) {
    await close();
    return failed(`Both arms are ${armLabel(first.arm)}: there is nothing to compare.`);
  }
  return success({ arms: second ? [first, second] : [first], close });
}

function nameOf(arm: Arm): string {
  return arm.kind === 'version' ? `version ${arm.version}` : arm.kind;
}

/** Why an arm cannot run there; null where it can. */
function cannotRun({ arm, skills }: OfferedArm, { executor }: OpenExecutor): string | null {
  const can = executor.capabilities.arms[arm.kind];
  if (can !== true) {
    return can;
  }
  const isForeign = skills.some(({ published }) => published === null);
  return arm.kind === 'version' && isForeign && executor.capabilities.arms['working-copy'] !== true
    ? `${executor.label} runs only what is published there, and ${arm.label} is in ${registryKeyLabel(arm.registryKey)}. Publish it there, or run it elsewhere.`
    : null;
}

/** The skill in the registry whose versions are meant. */
interface LinkedSkill {
  readonly target: PublishTarget;
  readonly skillId: string;
  close(): Promise<void>;
}

async function armOf(
  word: string,
  source: ArmSource,
  linked: LinkedSkill | null,
): Promise<Result<OfferedArm, string>> {
  if (word === 'none') {
    return success({ arm: { kind: 'none' }, skills: [] });
  }
  return linked && word !== 'working' ? versionArm(word, linked, source) : workingArm(source);
}

async function workingArm({
  options,
  skill: { selection },
  manifest: { name, description },
}: ArmSource): Promise<Result<OfferedArm, string>> {
  const folder = heldFolder(diskFolder(options.folder));
  const digested = await digestFolder(folder, selection);
  const content = inWords(digested.ok ? digested : failed(namedFrom(options.folder, digested.failure)));
  return content.ok
    ? success({
        arm: { kind: 'working-copy', digest: content.value.digest },
        skills: [{ name, description, published: null, content: fileContent(folder, selection, name) }],
      })
    : content;
}

async function versionArm(
  word: string,
  { target: { registry, key }, skillId }: LinkedSkill,
  { open, signal }: ArmSource,
): Promise<Result<OfferedArm, string>> {
  const skill = inWords(await registry.getSkill(skillId, { signal }));
  if (!skill.ok) {
    return skill;
  }
  const versions = await everyVersion(registry, skillId, { signal });
  const version = versions.ok ? versionMeant(registry.label, skill.value, versions.value, word) : versions;
  if (!version.ok) {
    return version;
  }
  const cache = new VersionCache({ directory: await versionsDirectory(), keyOf: () => key });
  const request = { registry, skillId, version: version.value.key };
  const facts = inWords(await cache.facts(request, signal));
  if (!facts.ok) {
    return facts;
  }
  const { name, description, digest, files, folderName } = facts.value;
  const content: SkillContent = {
    paths: files.map(({ path }) => path),
    read: path => cache.use(request, ({ read }) => read(path)),
    zip: () => cache.use(request, async ({ archive }) => success(archive)),
  };
  const isThere = key === open.key;
  return success({
    arm: {
      kind: 'version',
      registryKey: key,
      skillId,
      version: request.version,
      label: versionLabel(version.value),
      digest,
    },
    skills: [
      {
        name: name ?? folderName,
        description: description ?? '',
        published: isThere ? { skillId, version: request.version } : null,
        content: isThere && !open.executor.capabilities.needsContent ? null : content,
      },
    ],
  });
}

async function openLinked({ options, links: { links } }: ArmSource): Promise<Result<LinkedSkill, string>> {
  const asked = options.registries.registries[0] ?? onlyLinked([...links.keys()], options);
  if (typeof asked === 'string') {
    return failed(asked);
  }
  const key = asked.kind === 'local' ? 'local' : registryKey(asked.settings);
  const link = links.get(key);
  if (!link) {
    return failed(
      `The folder is not linked to a skill in ${registryKeyLabel(key)}, so that no version of it is known there.`,
    );
  }
  const opened = await openRegistries(
    { ...options.registries, registries: [asked] },
    { env: process.env, isReadOnly: true },
  );
  if (!opened.ok) {
    return opened;
  }
  const { targets, close } = opened.value;
  const [target] = targets;
  if (!target) {
    throw new Error('One registry was asked for.');
  }
  return success({ target, skillId: link.skillId, close });
}

/**
 * The registry that the folder is linked to, where it is one only. The link file comes with the repository: a key goes
 * to a vendor's own address or to where the person sends it anyway, and to no other that stands there.
 */
function onlyLinked(keys: readonly string[], { executor }: EvalOptions): AskedRegistry | string {
  const [key, ...others] = keys;
  if (key === undefined) {
    return 'The skill is not published yet, so that it has no version to try. Publish it, or try --arm working.';
  }
  if (others.length > 0) {
    const labels = keys.map(each => registryKeyLabel(each)).join(', ');
    return `The skill is linked to ${keys.length} registries (${labels}): say whose version is meant with --registry.`;
  }
  if (key === 'local') {
    return { kind: 'local' };
  }
  if (key === registryKey(executor.settings)) {
    return executor;
  }
  const identity = parseRegistryKey(key);
  if (identity === null || identity.kind === 'local' || identity.baseURL !== undefined) {
    return `The skill is linked to ${registryKeyLabel(key)}: name that registry with --registry, so that its key goes there.`;
  }
  const { baseURL, keyVariable } = vendors[identity.kind];
  const settings = { ...identity, id: key, label: registryKeyLabel(key), baseURL };
  return { kind: 'hosted', settings, keyVariable };
}
