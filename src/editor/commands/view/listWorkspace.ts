import * as vscode from 'vscode';
import { viewIds } from '../../../contributions.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { ListOrder } from '../../../core/link/skillListing.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { askWhileTyping } from '../../ui/askWhileTyping.ts';
import { pickOne } from '../../ui/quickPick.ts';

/** Shows the workspace's skills that match a text, while it is typed. */
export async function filterWorkspace(services: Services): Promise<Result<unknown, Failure>> {
  await showWorkspace(services);
  const { workspaceListing } = services;
  const before = workspaceListing.state.text;
  const text = await askWhileTyping(
    {
      title: 'Filter Workspace Skills',
      placeholder: 'Words of the name, the description or the folder',
      prompt: 'Enter keeps what is shown; Escape goes back.',
      value: before,
    },
    typed => workspaceListing.update({ text: typed }),
  );
  workspaceListing.update({ text: text ?? before });
  return text === undefined ? cancelled : success(null);
}

/** Shows only the skills that have errors or warnings. */
export async function showProblemsOnly(services: Services): Promise<Result<unknown, Failure>> {
  await showWorkspace(services);
  services.workspaceListing.update({ onlyProblems: true });
  return success(null);
}

/** Shows all skills of the workspace again. */
export async function showAllSkills(services: Services): Promise<Result<unknown, Failure>> {
  services.workspaceListing.update({ text: '', onlyProblems: false });
  return success(null);
}

/** Puts the workspace's skills in another order, which is kept for the workspace. */
export async function sortWorkspace(services: Services): Promise<Result<unknown, Failure>> {
  await showWorkspace(services);
  const { workspaceListing } = services;
  const now = workspaceListing.state.order;
  const order = await pickOne(
    'Sort Workspace Skills',
    'What comes first',
    orders.map(choice => ({ ...choice, description: choice.value === now ? 'now' : '' })),
  );
  if (order === undefined) {
    return cancelled;
  }
  workspaceListing.update({ order });
  return success(null);
}

const orders: readonly { readonly icon: string; readonly label: string; readonly value: ListOrder }[] = [
  { icon: 'folder', label: 'By folder', value: 'place' },
  { icon: 'case-sensitive', label: 'By name', value: 'name' },
  { icon: 'error', label: 'Most problems first', value: 'problems' },
  { icon: 'edit', label: 'Changed first, then never published', value: 'changes' },
];

/** Shows the workspace's skills below the folders that they lie in. */
export async function groupWorkspace(services: Services): Promise<Result<unknown, Failure>> {
  await showWorkspace(services);
  services.workspaceListing.update({ isGrouped: true });
  return success(null);
}

/** Shows the workspace's skills as one list. */
export async function ungroupWorkspace(services: Services): Promise<Result<unknown, Failure>> {
  await showWorkspace(services);
  services.workspaceListing.update({ isGrouped: false });
  return success(null);
}

async function showWorkspace({ workspaceView }: Services): Promise<void> {
  if (!workspaceView.visible) {
    await vscode.commands.executeCommand(`${viewIds.workspace}.focus`);
  }
}
