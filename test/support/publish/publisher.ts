import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinkPlace } from '../../../src/core/link/linkStore.ts';
import type { PublishTarget } from '../../../src/core/link/registryKey.ts';
import { registryKey } from '../../../src/core/link/registryKey.ts';
import type {
  CarryOutOptions,
  Outcome,
  PublishChoices,
  TargetChoice,
} from '../../../src/core/publish/outcome.ts';
import type { PublishPlan, TargetPlan } from '../../../src/core/publish/plan/plan.ts';
import { planPublish } from '../../../src/core/publish/plan/planPublish.ts';
import type { PublishDeps, PublishRequest } from '../../../src/core/publish/plan/request.ts';
import { carryOut } from '../../../src/core/publish/send/carryOut.ts';
import { downloadedContents } from '../../../src/core/published/downloadedContents.ts';
import type { Registry, RegistryKind, RemoteVersion } from '../../../src/core/registry/contract.ts';
import type { Timing } from '../../../src/core/registry/settings.ts';
import { secretlintScanner } from '../../../src/core/secrets/secretlintScanner.ts';
import { tempFiles } from '../../../src/disk/files/tempFiles.ts';
import { connectTo } from '../registry/connectTo.ts';
import type { TestRegistry } from '../registry/startTestRegistry.ts';
import { assertOk } from '../result.ts';
import { type MemoryFolder, memoryFolder } from '../skill/memoryFolder.ts';
import { type MemoryLinks, memoryLinks } from './memoryLinks.ts';

/** Everything that publishing needs, with links in memory, bundles in a folder of its own, and no real waiting. */
export interface Publisher {
  readonly deps: PublishDeps;
  readonly links: MemoryLinks;
  /** Every pause that was asked for, in ms. */
  readonly waits: number[];
  /** Temporary files that are still there. */
  leftovers(): Promise<readonly string[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function makePublisher(changes: Partial<PublishDeps> = {}): Promise<Publisher> {
  const directory = await mkdtemp(join(tmpdir(), 'skillwright-publish-'));
  const links = memoryLinks();
  const waits: number[] = [];
  const files = tempFiles(directory);
  const deps: PublishDeps = {
    linkPlace: (skill): LinkPlace => ({ store: links, folder: skill.path }),
    tempFiles: files,
    published: downloadedContents(files),
    secretScanner: async () => secretlintScanner(),
    wait: async ms => {
      waits.push(ms);
      // Gives servers in this process their turn.
      await new Promise(resolve => setImmediate(resolve));
    },
    ...changes,
  };
  return {
    deps,
    links,
    waits,
    leftovers: () => readdir(directory),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** A test registry as a target, over one of its wires. */
export function targetTo(
  registry: Pick<TestRegistry, 'baseURL' | 'origin' | 'token'>,
  kind: RegistryKind = 'openai',
  label = 'Test',
  timing: Partial<Timing> = {},
): PublishTarget {
  const baseURL = kind === 'anthropic' ? registry.origin : registry.baseURL;
  const settings = { id: label.toLowerCase(), label, kind, baseURL };
  return {
    registry: connectTo(baseURL, registry.token, settings, timing),
    key: registryKey(settings),
  };
}

/** A skill without problems; `body` makes its content its own. */
export function skillFolder(
  name: string,
  body = 'Say hello.',
  files: Record<string, string> = {},
): MemoryFolder {
  return memoryFolder(name, { 'SKILL.md': skillText(name, body), ...files });
}

export function skillText(name: string, body = 'Say hello.'): string {
  return `---\nname: ${name}\ndescription: Greets people by name. Use when somebody arrives.\n---\n\n# ${name}\n\n${body}\n`;
}

/** Plans, which is expected to succeed. */
export async function plan(publisher: Publisher, request: PublishRequest): Promise<PublishPlan> {
  const planned = await planPublish(request, publisher.deps);
  assertOk(planned);
  return planned.value;
}

/** Carries everything in the plan out, with the same choice for each target. */
export async function goOn(
  publisher: Publisher,
  planned: PublishPlan,
  choice: Partial<TargetChoice & Omit<PublishChoices, 'targets'>> = {},
  options: CarryOutOptions = {},
): Promise<readonly Outcome[]> {
  const { makeDefault = false, acceptWarnings = true, allowSecrets, ...rest } = choice;
  const targets = new Map(targetsOf(planned).map(({ id }) => [id, { makeDefault, ...rest }]));
  const choices = { acceptWarnings, targets, ...(allowSecrets ? { allowSecrets } : {}) };
  const report = await carryOut(planned, choices, publisher.deps, options);
  await planned.dispose();
  return [...report.outcomes.values()];
}

export function targetsOf(planned: PublishPlan): readonly TargetPlan[] {
  return planned.skills.flatMap(({ targets }) => targets);
}

/** Plans and carries out one skill for one registry; the outcome. */
export async function publishOne(
  publisher: Publisher,
  folder: MemoryFolder,
  target: PublishTarget,
  choice: Parameters<typeof goOn>[2] = {},
): Promise<Outcome> {
  const planned = await plan(publisher, { skills: [{ folder, path: folder.name }], targets: [target] });
  const [outcome] = await goOn(publisher, planned, choice);
  assert.ok(outcome);
  return outcome;
}

/** All versions of the skills of this name that are among the newest 100, newest first. */
export async function storedVersions(registry: Registry, name: string): Promise<readonly RemoteVersion[]> {
  const page = await registry.listSkills({ limit: 100 });
  assertOk(page);
  const found: RemoteVersion[] = [];
  for (const skill of page.value.items) {
    if ((skill.name ?? skill.label) !== name) {
      continue;
    }
    const versions = await registry.listVersions(skill.id, { limit: 100 });
    assertOk(versions);
    found.push(...versions.value.items);
  }
  return found;
}
