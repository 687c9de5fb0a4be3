import * as vscode from 'vscode';
import { placesToTellApart } from '../../core/text/placesToTellApart.ts';
import type { Activity } from '../workspace/activity.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import type { SkillStates } from '../workspace/skillStates.ts';
import type { WorkspaceSkill, WorkspaceSkills } from '../workspace/workspaceSkills.ts';
import { workspaceItem } from './workspaceItem.ts';
import type { WorkspaceListing } from './workspaceListing.ts';
import { workspaceNotices } from './workspaceNotices.ts';
import { type RegistryNames, type WorkspaceNode, type WorkspaceRow, workspaceRowId } from './workspaceRow.ts';
import { fileRows, listedRows, summaryOf, type WorkspaceSummary } from './workspaceRows.ts';

/** What the Workspace view is made of. */
export interface WorkspaceSources {
  readonly skills: WorkspaceSkills;
  readonly checks: SkillChecks;
  readonly states: SkillStates;
  readonly activity: Activity;
  readonly registries: RegistryNames;
  readonly listing: WorkspaceListing;
}

/** A skill's row, and what it stands below; undefined for nothing. */
export interface RowInView {
  readonly row: WorkspaceNode;
  readonly parent: WorkspaceRow | undefined;
}

/** All rows, how they look, and what is said above them. */
export interface CollectedRows {
  readonly rows: readonly WorkspaceRow[];
  /** A line for each row and each below a place: where all are as before, nothing is to be drawn. */
  readonly looks: readonly string[];
  readonly shown: ReadonlyMap<string, RowInView>;
  readonly isGrouped: boolean;
  readonly summary: WorkspaceSummary;
}

/** Makes the rows as they are now; `passedOver` counts the skills in folders that are not searched. */
export async function collectRows(sources: WorkspaceSources, passedOver: number): Promise<CollectedRows> {
  const { registries, listing } = sources;
  const nodes = await skillNodes(sources);
  const rows: readonly WorkspaceRow[] = [
    ...workspaceNotices(nodes, registries, passedOver),
    ...listedRows(nodes, listing.state),
  ];
  const all = rows.flatMap((row): readonly { row: WorkspaceRow; parent: WorkspaceRow | undefined }[] => [
    { row, parent: undefined },
    ...(row.kind === 'place' ? row.skills.map(skill => ({ row: skill, parent: row })) : []),
  ]);
  return {
    rows,
    looks: all.map(({ row }) => lookOf(workspaceItem(row, key => registries.whereOf(key)))),
    shown: new Map(
      all.flatMap(({ row, parent }) =>
        row.kind === 'workspaceSkill' ? [[workspaceRowId(row), { row, parent }] as const] : [],
      ),
    ),
    isGrouped: rows.some(({ kind }) => kind === 'place'),
    summary: summaryOf(nodes, listing.state),
  };
}

/** A skill's row as it is now. */
export async function workspaceNode(
  { checks, states, activity }: WorkspaceSources,
  skill: WorkspaceSkill,
): Promise<WorkspaceNode> {
  const [check, standings, failures] = await Promise.all([
    checks.check(skill),
    states.of(skill),
    states.troubles(skill.workspaceFolder),
  ]);
  return {
    kind: 'workspaceSkill',
    skill,
    check,
    states: standings,
    linkFailure: failures[0] ?? null,
    activity: activity.of(skill),
    place: null,
  };
}

/** What stands below a row. */
export async function rowsBelow(
  { checks }: WorkspaceSources,
  parent: WorkspaceRow,
): Promise<readonly WorkspaceRow[]> {
  if (parent.kind === 'place') {
    return parent.skills;
  }
  if (parent.kind === 'workspaceSkill') {
    return fileRows(checks, parent.skill, parent.skill.folder);
  }
  return parent.kind === 'workspaceFile' && parent.isFolder ? fileRows(checks, parent.skill, parent.uri) : [];
}

/** What a row stands below; undefined at the top. */
export function rowAbove(row: WorkspaceRow, shown: ReadonlyMap<string, RowInView>): WorkspaceRow | undefined {
  if (row.kind === 'workspaceSkill') {
    return shown.get(workspaceRowId(row))?.parent;
  }
  if (row.kind !== 'workspaceFile') {
    return undefined;
  }
  const above = vscode.Uri.joinPath(row.uri, '..');
  return above.path === row.skill.folder.path
    ? shown.get(row.skill.uri.toString())?.row
    : { ...row, uri: above, isFolder: true, leftOut: null };
}

async function skillNodes(sources: WorkspaceSources): Promise<readonly WorkspaceNode[]> {
  const skills = await sources.skills.all();
  const places = placesToTellApart(
    skills.map(({ workspaceFolder, path }) => ({ workspaceFolder: workspaceFolder.name, path })),
  );
  return Promise.all(
    skills.map(async (skill, index) => ({
      ...(await workspaceNode(sources, skill)),
      place: places[index] ?? null,
    })),
  );
}

/** All that a row shows. */
function lookOf({ id, label, description, iconPath, contextValue }: vscode.TreeItem): string {
  const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
  return JSON.stringify([id, label, description, icon, contextValue]);
}
