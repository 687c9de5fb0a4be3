import type { EventEmitter, ExtensionContext, LogOutputChannel, TreeView, WebviewPanel } from 'vscode';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import type { Connections } from '../registries/connections.ts';
import type { StoredCredentials } from '../registries/credentials.ts';
import type { LocalRegistry } from '../registries/localRegistry.ts';
import type { RemoteFacts } from '../registries/remoteFacts.ts';
import type { RegistriesTree } from '../tree/registriesTree.ts';
import type { RegistryNode } from '../tree/registryNode.ts';
import type { SkillFilter } from '../tree/skillFilter.ts';
import type { WorkspaceListing } from '../tree/workspaceListing.ts';
import type { WorkspaceRow } from '../tree/workspaceRow.ts';
import type { WorkspaceTree } from '../tree/workspaceTree.ts';
import type { PublishedVersions } from '../versions/publishedVersions.ts';
import type { TrustDocuments } from '../versions/trustDocuments.ts';
import type { Activity } from '../workspace/activity.ts';
import type { ComparedSkills } from '../workspace/comparedSkills.ts';
import type { ProjectConfigs } from '../workspace/projectConfigs.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import type { SkillSecrets } from '../workspace/skillSecrets.ts';
import type { SkillStates } from '../workspace/skillStates.ts';
import type { WorkspaceSkill, WorkspaceSkills } from '../workspace/workspaceSkills.ts';

/** Two versions of a skill that somebody wants to see side by side, run on the skill's cases. */
export interface WantedTrial {
  readonly skill: WorkspaceSkill;
  readonly registryId: string;
  readonly skillId: string;
  readonly tried: RemoteVersion;
  readonly against: RemoteVersion;
}

/** What commands work with; `buildServices.ts` builds it once. */
export interface Services {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly skills: WorkspaceSkills;
  readonly configs: ProjectConfigs;
  readonly checks: SkillChecks;
  readonly secrets: SkillSecrets;
  readonly states: SkillStates;
  readonly activity: Activity;
  readonly compared: ComparedSkills;
  readonly connections: Connections;
  readonly credentials: StoredCredentials;
  readonly localRegistry: LocalRegistry;
  readonly versions: PublishedVersions;
  readonly trust: TrustDocuments;
  readonly filter: SkillFilter;
  readonly registriesTree: RegistriesTree;
  readonly registriesView: TreeView<RegistryNode>;
  readonly workspaceListing: WorkspaceListing;
  readonly workspaceTree: WorkspaceTree;
  readonly workspaceView: TreeView<WorkspaceRow>;
  readonly facts: RemoteFacts;
  /** What is fired here runs in the Test Explorer. */
  readonly trials: EventEmitter<WantedTrial>;
  /** The reports of evals that are open, by the address of their skill. */
  readonly reports: Map<string, WebviewPanel>;
}
