import { describeFailure } from '../../core/failure/failureText.ts';
import { stateWords } from '../../core/link/skillState.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { problemWords } from './workspaceItem.ts';
import type { WorkspaceNode } from './workspaceTree.ts';

/** The tooltip of a workspace skill's row; plain text, as it holds what the author wrote. */
export function workspaceTooltip(node: WorkspaceNode, labelOf: (registryKey: string) => string): string {
  const lines = [node.skill.path, stateWords(node.states, labelOf)];
  if (!node.check.ok) {
    lines.push(describeFailure(node.check.failure).message);
  } else {
    lines.push(problemWords(node) || 'no problems', ...node.check.value.problems.slice(0, 5).map(toLine));
  }
  return lines.join('\n');
}

function toLine({ severity, message }: Problem): string {
  return `  ${severity}: ${message}`;
}
