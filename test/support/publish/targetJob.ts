import type { TargetChoice } from '../../../src/core/publish/outcome.ts';
import type { PlanBasis, PlannedAction } from '../../../src/core/publish/plan/plan.ts';
import type { TargetJob } from '../../../src/core/publish/send/targetJob.ts';
import { openaiCapabilities } from '../../../src/core/registry/capabilities.ts';
import type {
  Capabilities,
  Registry,
  RemoteSkill,
  RemoteVersion,
} from '../../../src/core/registry/contract.ts';
import { success } from '../../../src/core/text/result.ts';
import { memoryFolder } from '../skill/memoryFolder.ts';

/** A skill of a registry, of which only `facts` matter. */
export function remoteSkill(id: string, facts: Partial<RemoteSkill> = {}): RemoteSkill {
  return {
    id,
    name: 'mine',
    label: null,
    description: null,
    createdAt: 0,
    updatedAt: null,
    defaultVersion: null,
    latestVersion: null,
    isOwn: true,
    ...facts,
  };
}

export function remoteVersion(key: string, facts: Partial<RemoteVersion> = {}): RemoteVersion {
  return { key, id: key, skillId: 's', name: 'mine', description: 'd', createdAt: 0, ...facts };
}

/** A registry called Team that answers as told, and has no other calls. */
export function scriptedRegistry(
  calls: Partial<Registry>,
  capabilities: Partial<Capabilities> = {},
): Registry {
  const facts = { id: 'team', label: 'Team', capabilities: { ...openaiCapabilities, ...capabilities } };
  return { ...facts, ...calls } as Registry;
}

interface JobFacts {
  readonly action: PlannedAction;
  readonly basis?: Partial<PlanBasis>;
  readonly choice?: Partial<TargetChoice>;
  readonly signal?: AbortSignal;
}

/** The skill `mine` in the folder `skills/mine`, on its way to a registry. */
export function targetJob(registry: Registry, { action, basis, choice, signal }: JobFacts): TargetJob {
  const target = {
    id: 't',
    destination: { registry, key: 'openai' },
    action,
    changes: null,
    problems: [],
    becomesDefault: 'choice',
    basis: { link: null, movedFrom: null, latestVersion: null, namesakes: [], ...basis },
  } as const;
  const skill = {
    source: { folder: memoryFolder('mine', {}), path: 'skills/mine' },
    name: 'mine',
    description: 'd',
    metadataVersion: null,
    digest: 'sha256:new',
    files: [],
    leftOut: [],
    totalBytes: 0,
    zipBytes: null,
    tokens: 0,
    secrets: [],
    refusal: null,
    targets: [target],
    bundle: null,
  };
  return {
    skill,
    target,
    choice: { makeDefault: false, ...choice },
    choices: { acceptWarnings: true, targets: new Map() },
    options: signal === undefined ? {} : { signal },
    emit: () => undefined,
    ready: async () => success(null),
  };
}
