import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failureSentences } from '../../core/failure/failureText.ts';
import { registryKeyLabel } from '../../core/link/registryKey.ts';
import { countWords } from '../../core/text/words.ts';
import type { NoticeNode, RegistryNames, WorkspaceNode } from './workspaceRow.ts';

/**
 * What concerns many skills at once: link files and projects' own files that cannot be read, registries that they name and nobody set up, and
 * skills that are not listed.
 */
export function workspaceNotices(
  nodes: readonly WorkspaceNode[],
  registries: Pick<RegistryNames, 'isSetUp'>,
  passedOver: number,
): readonly NoticeNode[] {
  return [...fileNotices(nodes), ...registryNotices(nodes, registries), ...passedOverNotices(passedOver)];
}

function passedOverNotices(count: number): readonly NoticeNode[] {
  if (count === 0) {
    return [];
  }
  return [
    {
      kind: 'notice',
      id: 'passed over',
      label: `${countWords(count, 'skill')} in ignored folders passed over`,
      hint: 'Show',
      icon: 'eye-closed',
      tooltip: 'Git ignores their folders, or tools made them: they are not checked, unless they are open.',
      command: { title: 'Show', command: commandIds.showPassedOver },
    },
  ];
}

/** A row for each link file and each project's own file that many skills are waiting for. */
function fileNotices(nodes: readonly WorkspaceNode[]): readonly NoticeNode[] {
  const failures = new Map(
    nodes
      .flatMap(({ linkFailure, check }) => [linkFailure, check.ok ? check.value.configFailure : null])
      .flatMap(failure =>
        failure && 'path' in failure && failure.path !== null ? [[failure.path, failure] as const] : [],
      ),
  );
  const nameOf = (path: string) => path.split(/[\\/]/).at(-1) ?? path;
  const names = [...failures.keys()].map(nameOf);
  return [...failures].map(([path, failure]) => {
    const own = nameOf(path);
    const isAlone = names.filter(name => name === own).length === 1;
    const name = isAlone ? own : vscode.workspace.asRelativePath(path);
    const line = failure.kind === 'bad-config' ? failure.line - 1 : 0;
    const selection = new vscode.Range(line, 0, line, 0);
    return {
      kind: 'notice',
      id: `file ${path}`,
      label: `${name} ${flawWords(failure)}`,
      hint: 'Open',
      icon: 'warning',
      tooltip: failureSentences(failure),
      command: { title: 'Open', command: 'vscode.open', arguments: [vscode.Uri.file(path), { selection }] },
    };
  });
}

function flawWords(failure: Failure): string {
  if ('why' in failure && failure.why.includes('conflict markers')) {
    return 'has conflict markers';
  }
  return failure.kind === 'bad-config' ? 'has a mistake' : 'cannot be read';
}

function registryNotices(
  nodes: readonly WorkspaceNode[],
  registries: Pick<RegistryNames, 'isSetUp'>,
): readonly NoticeNode[] {
  const keys = new Set(nodes.flatMap(({ states }) => states.map(({ registryKey }) => registryKey)));
  return [...keys]
    .filter(key => !registries.isSetUp(key))
    .map(key => ({
      kind: 'notice',
      id: `registry ${key}`,
      label: `${registryKeyLabel(key)} is not set up here`,
      hint: 'Add it…',
      icon: 'plug',
      tooltip: 'The link file says that skills of this workspace are published there.',
      command: { title: 'Add It', command: commandIds.addRegistry, arguments: [{ registryKey: key }] },
    }));
}
