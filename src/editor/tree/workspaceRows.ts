import * as vscode from 'vscode';
import {
  hasProblems,
  isUnpublishedChange,
  type ListedSkill,
  type ListView,
  placeGroups,
  shownSkills,
} from '../../core/link/skillListing.ts';
import { standingOf } from '../../core/link/skillState.ts';
import type { Severity } from '../../core/skill/problem.ts';
import { baseName } from '../../core/text/paths.ts';
import { countWords } from '../../core/text/words.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import type { PlaceNode, WorkspaceFileNode, WorkspaceNode } from './workspaceRow.ts';

/** What stands above the rows, and on the view's icon. */
export interface WorkspaceSummary {
  /** '' where there is no skill, so that the view's welcome stands alone. */
  readonly message: string;
  /** Skills with changes that were not published. */
  readonly changed: number;
}

/** The rows of the skills, filtered, in order, and below their places where they are grouped. */
export function listedRows(
  nodes: readonly WorkspaceNode[],
  view: ListView,
): readonly (WorkspaceNode | PlaceNode)[] {
  const all = nodes.map(toListed);
  const shown = shownSkills(all, view);
  const groups = placeGroups(all, shown, view);
  if (!groups) {
    return shown.map(({ node }) => node);
  }
  const areRootsMany = new Set(all.map(({ root }) => root)).size > 1;
  return groups.map(group => ({
    ...group,
    kind: 'place',
    label: placeLabel(group.root, group.place, areRootsMany),
    // Below its place, nothing has to tell a skill from one of the same name.
    skills: group.skills.map(({ node }) => ({ ...node, place: null })),
  }));
}

/** Counts the skills, and says which of them a filter shows. */
export function summaryOf(nodes: readonly WorkspaceNode[], view: ListView): WorkspaceSummary {
  const all = nodes.map(toListed);
  const changed = all.filter(isUnpublishedChange).length;
  if (all.length === 0) {
    return { message: '', changed };
  }
  const isFiltered = view.text !== '' || view.onlyProblems;
  const problems = all.filter(hasProblems).length;
  const counts = [
    problems > 0 ? `${problems} with problems` : '',
    changed > 0 ? `${changed} changed since published` : '',
  ].filter(Boolean);
  if (!isFiltered) {
    return { message: [countWords(all.length, 'skill'), ...counts].join(', '), changed };
  }
  const shown = shownSkills(all, view).length;
  const filters = [
    view.text === '' ? '' : `matching “${view.text}”`,
    view.onlyProblems ? 'with problems' : '',
  ].filter(Boolean);
  return {
    message: `${shown} of ${countWords(all.length, 'skill')}: only those ${filters.join(' and ')}`,
    changed,
  };
}

/** How many problems of a severity a skill has; one that cannot be read counts as an error. */
export function countProblems({ check }: Pick<WorkspaceNode, 'check'>, severity: Severity): number {
  if (!check.ok) {
    return severity === 'error' ? 1 : 0;
  }
  return check.value.problems.filter(problem => problem.severity === severity).length;
}

/** The files and folders in a folder of a skill, folders first; none when the folder is gone. */
export async function fileRows(
  checks: SkillChecks,
  skill: WorkspaceSkill,
  folder: vscode.Uri,
): Promise<readonly WorkspaceFileNode[]> {
  const [entries, check] = await Promise.all([
    vscode.workspace.fs.readDirectory(folder).then(
      found => found,
      () => [],
    ),
    checks.check(skill),
  ]);
  const excluded = new Map(
    check.ok ? check.value.context.excluded.map(({ path, why }) => [path.replace(/\/$/, ''), why]) : [],
  );
  return entries
    .filter(([name]) => name !== '.git')
    .map(([name, type]): WorkspaceFileNode => {
      const uri = vscode.Uri.joinPath(folder, name);
      const leftOut = excluded.get(uri.path.slice(skill.folder.path.length + 1)) ?? null;
      const isFolder = (type & vscode.FileType.Directory) !== 0;
      return { kind: 'workspaceFile', skill, uri, isFolder, leftOut };
    })
    .sort(
      (a, b) =>
        Number(b.isFolder) - Number(a.isFolder) ||
        byNumber.compare(baseName(a.uri.path), baseName(b.uri.path)),
    );
}

/** As the Explorer sorts: `step-2` before `step-10`. */
const byNumber = new Intl.Collator('en', { numeric: true });

function placeLabel(root: string, place: string, areRootsMany: boolean): string {
  if (place === '') {
    return root;
  }
  return areRootsMany ? `${root}/${place}` : place;
}

interface ListedNode extends ListedSkill {
  readonly node: WorkspaceNode;
}

function toListed(node: WorkspaceNode): ListedNode {
  const { skill, check, states } = node;
  const { workspaceFolder } = skill;
  const document = check.ok ? check.value.document : null;
  return {
    node,
    name: baseName(skill.folder.path),
    root: workspaceFolder.name,
    path: skill.path,
    places: skill.places.map(({ path }) => path.slice(workspaceFolder.uri.path.length + 1)),
    text: document ? document.text.slice(0, document.bodyStart) : '',
    errors: countProblems(node, 'error'),
    warnings: countProblems(node, 'warning'),
    standings: states.map(standingOf),
  };
}
