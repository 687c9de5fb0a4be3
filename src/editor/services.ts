import type { ExtensionContext, LogOutputChannel, TreeView } from 'vscode';
import type { Activity } from './activity.ts';
import type { Connections } from './connections.ts';
import type { StoredCredentials } from './credentials.ts';
import type { LocalRegistry } from './localRegistry.ts';
import type { PublishedVersions } from './remote/publishedVersions.ts';
import type { SkillFilter } from './remote/skillFilter.ts';
import type { SkillChecks } from './skillChecks.ts';
import type { SkillStates } from './skillStates.ts';
import type { RegistriesTree } from './tree/registriesTree.ts';
import type { RegistryNode } from './tree/registryNode.ts';
import type { WorkspaceNode, WorkspaceTree } from './tree/workspaceTree.ts';
import type { WorkspaceSkills } from './workspaceSkills.ts';

/** What commands work with; `buildServices.ts` builds it once. */
export interface Services {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly skills: WorkspaceSkills;
  readonly checks: SkillChecks;
  readonly states: SkillStates;
  readonly activity: Activity;
  readonly connections: Connections;
  readonly credentials: StoredCredentials;
  readonly localRegistry: LocalRegistry;
  readonly versions: PublishedVersions;
  readonly filter: SkillFilter;
  readonly registriesTree: RegistriesTree;
  readonly registriesView: TreeView<RegistryNode>;
  readonly workspaceTree: WorkspaceTree;
  readonly workspaceView: TreeView<WorkspaceNode>;
}
