import {
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import { viewIds } from '../../contributions.ts';
import { Connections } from '../registries/connections.ts';
import { StoredCredentials } from '../registries/credentials.ts';
import { LocalRegistry } from '../registries/localRegistry.ts';
import { RemoteFacts } from '../registries/remoteFacts.ts';
import { RegistriesTree } from '../tree/registriesTree.ts';
import { SkillFilter } from '../tree/skillFilter.ts';
import { WorkspaceListing } from '../tree/workspaceListing.ts';
import { WorkspaceTree } from '../tree/workspaceTree.ts';
import { PublishedVersions } from '../versions/publishedVersions.ts';
import { TrustDocuments } from '../versions/trustDocuments.ts';
import { Activity } from '../workspace/activity.ts';
import { ComparedSkills } from '../workspace/comparedSkills.ts';
import { ProjectConfigs } from '../workspace/projectConfigs.ts';
import { SkillChecks } from '../workspace/skillChecks.ts';
import { SkillSecrets } from '../workspace/skillSecrets.ts';
import { SkillStates } from '../workspace/skillStates.ts';
import { WorkspaceSkills } from '../workspace/workspaceSkills.ts';
import type { Services, WantedTrial } from './services.ts';

/** Builds the collaborators over the context's storage, and leaves to the context what must be disposed. */
export function buildServices(
  context: ExtensionContext,
  log: LogOutputChannel,
  createView: <T>(id: string, tree: TreeDataProvider<T>) => TreeView<T>,
): Services {
  const localRegistry = new LocalRegistry(context.globalStorageUri, bug =>
    log.error('The local registry failed', bug instanceof Error ? bug : String(bug)),
  );
  const credentials = new StoredCredentials(context.secrets);
  const facts = new RemoteFacts(context.workspaceState);
  const connections = new Connections(localRegistry, credentials, facts, log);
  const skills = new WorkspaceSkills();
  const configs = new ProjectConfigs();
  const checks = new SkillChecks(skills, configs, () => connections.profilesInUse());
  const secrets = new SkillSecrets(skills, localRegistry.dataDirectory);
  const states = new SkillStates(skills, localRegistry.dataDirectory, facts);
  const activity = new Activity();
  const versions = new PublishedVersions(context.globalStorageUri, connections);
  const trials = new EventEmitter<WantedTrial>();
  const filter = new SkillFilter();
  const registriesTree = new RegistriesTree(connections, versions, filter, states);
  const registriesView = createView(viewIds.registries, registriesTree);
  // How many match is another number after whatever lists skills anew.
  registriesTree.onDidList(async () => {
    if (filter.state.text !== '') {
      const { filterMessage } = await import('../tree/filterMessage.ts');
      registriesView.message = filterMessage(connections, filter);
    }
  });
  const workspaceListing = new WorkspaceListing(context.workspaceState);
  const workspaceTree = new WorkspaceTree({
    ...{ skills, checks, states, activity },
    registries: connections,
    listing: workspaceListing,
  });
  const workspaceView = createView(viewIds.workspace, workspaceTree);
  context.subscriptions.push(
    log,
    facts,
    localRegistry,
    credentials,
    connections,
    skills,
    configs,
    checks,
    secrets,
    states,
    activity,
  );
  context.subscriptions.push(
    trials,
    filter,
    workspaceListing,
    workspaceTree,
    registriesTree,
    registriesView,
    workspaceView,
  );
  return {
    context,
    log,
    skills,
    configs,
    checks,
    secrets,
    states,
    activity,
    compared: new ComparedSkills(),
    connections,
    credentials,
    localRegistry,
    versions,
    trust: new TrustDocuments(versions),
    filter,
    registriesTree,
    registriesView,
    workspaceListing,
    workspaceTree,
    workspaceView,
    facts,
    trials,
    reports: new Map(),
  };
}
