import type * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import type { PlaceGroup } from '../../core/link/skillListing.ts';
import type { RegistryState } from '../../core/link/skillState.ts';
import type { Result } from '../../core/text/result.ts';
import type { Connections } from '../registries/connections.ts';
import type { CheckedSkill } from '../workspace/skillChecks.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** A skill's row in the Workspace view: plain data. */
export interface WorkspaceNode {
  readonly kind: 'workspaceSkill';
  readonly skill: WorkspaceSkill;
  readonly check: Result<CheckedSkill, Failure>;
  readonly states: readonly RegistryState[];
  /** Why nobody can say what of it is published; null where it can be told. */
  readonly linkFailure: Failure | null;
  /** What is being done with it just now. */
  readonly activity: string | undefined;
  /** Where it is, where another skill has the same name. */
  readonly place: string | null;
}

/** A row above the skills that tells of something that concerns them all, and leads on. */
export interface NoticeNode {
  readonly kind: 'notice';
  readonly id: string;
  readonly label: string;
  /** What a click does. */
  readonly hint: string;
  readonly icon: string;
  readonly tooltip: string;
  readonly command: vscode.Command;
}

/** The folder that skills lie in, with those of them that are shown. */
export interface PlaceNode extends PlaceGroup<WorkspaceNode> {
  readonly kind: 'place';
  readonly label: string;
}

/** A file or a folder of a skill. */
export interface WorkspaceFileNode {
  readonly kind: 'workspaceFile';
  readonly skill: WorkspaceSkill;
  readonly uri: vscode.Uri;
  readonly isFolder: boolean;
  /** Why it is not published with the skill; null where it is. */
  readonly leftOut: string | null;
}

/** A row of the Workspace view. */
export type WorkspaceRow = WorkspaceNode | NoticeNode | PlaceNode | WorkspaceFileNode;

/** What the rows say of registries. */
export type RegistryNames = Pick<Connections, 'whereOf' | 'isSetUp' | 'onDidChange'>;

/** Identifies a row across refreshes, so that it stays expanded and selected. */
export function workspaceRowId(row: WorkspaceRow): string {
  switch (row.kind) {
    case 'workspaceSkill':
      return row.skill.uri.toString();
    case 'workspaceFile':
      return `${row.skill.uri}\n${row.uri}`;
    case 'place':
      return `place ${row.root}\n${row.place}`;
    case 'notice':
      return row.id;
  }
}
