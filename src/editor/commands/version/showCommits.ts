import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { HistoryEntry } from '../../../core/provenance/provenance.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { ageWords, countWords } from '../../../core/text/words.ts';
import { commitsBetween } from '../../../disk/git/commits.ts';
import { gitTroubleWords } from '../../../disk/git/runGit.ts';
import { linkedSkills } from '../../links/twins.ts';
import { type RemoteVersionTarget, remoteVersionTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { pickOne } from '../../ui/quickPick.ts';
import { notify } from '../../ui/shown.ts';

/** Opens the commit that a version was published from, where the workspace's repository has it. */
export async function openCommit(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const found = await remoteVersionTarget(services, target, 'Open Commit');
  if (!found.ok) {
    return found;
  }
  const [entry] = await historyFrom(services, found.value);
  await showCommit(entry?.commit ?? null, nameOf(found.value));
  return success(null);
}

/** Lists the commits that lie between a version and the one published before it; choosing one opens it. */
export async function showCommits(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const found = await remoteVersionTarget(services, target, 'Show Commits');
  if (!found.ok) {
    return found;
  }
  const name = nameOf(found.value);
  const [entry, before] = await historyFrom(services, found.value);
  const { registry, skill } = found.value;
  const [folder] = await linkedSkills(services, registry.id, skill.id);
  if (!entry?.commit || !folder) {
    await showCommit(entry?.commit ?? null, name);
    return success(null);
  }
  if (!before?.commit) {
    void notify(`${name} is the first version of which a commit is known: there is nothing to begin from.`);
    return success(null);
  }
  const commits = await commitsBetween(folder.folder.fsPath, before.commit, entry.commit);
  if (!commits.ok) {
    void notify(`The commits of ${name} cannot be listed: ${gitTroubleWords(commits.failure)}`);
    return success(null);
  }
  if (commits.value.length === 0) {
    void notify(`No commit between ${name} and the version before it touches the skill's folder.`);
    return success(null);
  }
  const chosen = await pickOne(
    `${name}: ${countWords(commits.value.length, 'commit')}`,
    'Choose one to open it',
    commits.value.map(({ hash, subject, by, at }) => ({
      icon: 'git-commit',
      label: subject,
      description: [hash.slice(0, 7), by, ageWords(Date.parse(at), Date.now())].filter(Boolean).join(' · '),
      value: hash,
    })),
  );
  if (chosen === undefined) {
    return cancelled;
  }
  await showCommit(chosen, name);
  return success(null);
}

/** What is known of the version and, after it, of those before; nothing where the version itself is not known. */
async function historyFrom(
  services: Services,
  { registry, skill, version }: RemoteVersionTarget,
): Promise<readonly HistoryEntry[]> {
  const history = await services.states.history(services.connections.keyOf(registry.id), skill.id);
  const index = history.findIndex(entry => entry.version === version.key);
  return index === -1 ? [] : history.slice(index);
}

function nameOf({ skill, version }: RemoteVersionTarget): string {
  return `${versionLabel(version)} of ${skillLabel(skill)}`;
}

/** The part of Git's own extension that is asked, version 1 of its interface. */
interface GitRepository {
  readonly rootUri: vscode.Uri;
  getCommit(hash: string): Promise<unknown>;
}

interface GitExtension {
  getAPI(version: 1): { readonly repositories: readonly GitRepository[] };
}

/** Shows a commit by VS Code's Git; one that no open repository has is only told, with its hash to copy. */
async function showCommit(hash: string | null, name: string): Promise<void> {
  if (hash === null || !/^[0-9a-f]{7,64}$/.test(hash)) {
    void notify(`The link file does not say which commit ${name} was published from.`);
    return;
  }
  for (const repository of await openRepositories()) {
    const isThere = await repository.getCommit(hash).then(
      () => true,
      () => false,
    );
    if (isThere) {
      await vscode.commands.executeCommand('git.viewCommit', repository.rootUri, hash);
      return;
    }
  }
  const copy = 'Copy Hash';
  const answer = await notify(
    `${name} was published from ${hash.slice(0, 7)}, which is in no repository that is open here.`,
    copy,
  );
  if (answer === copy) {
    await vscode.env.clipboard.writeText(hash);
  }
}

/** None where Git is turned off or not installed. */
async function openRepositories(): Promise<readonly GitRepository[]> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  try {
    return (await extension?.activate())?.getAPI(1).repositories ?? [];
  } catch (error) {
    // It throws while `git.enabled` is off.
    if (!(error instanceof Error)) {
      throw error;
    }
    return [];
  }
}
