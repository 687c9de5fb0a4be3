import * as vscode from 'vscode';
import type { FoundSuites } from '../../core/evals/suite/readSuites.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { Result } from '../../core/text/result.ts';
import type { FolderFiles } from '../../disk/folder/caseFiles.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** Reads a skill's suites; what is typed and not saved counts. */
export async function readSkillSuites(skill: WorkspaceSkill): Promise<FoundSuites> {
  const { readSuites } = await import('../../core/evals/suite/readSuites.ts');
  const found = await filesOf(skill);
  if (!found.ok) {
    return { suites: [], problems: [] };
  }
  // Cases name files anywhere in the skill.
  const { files, read } = found.value.suites;
  return readSuites({ files, read: async path => openTextOf(skill, path) ?? (await read(path)) }, null);
}

/** The paths of a skill's files, sorted, `evals/` included. */
export async function filesOfSkill(skill: WorkspaceSkill): Promise<readonly string[]> {
  const found = await filesOf(skill);
  return found.ok ? found.value.suites.files.map(({ path }) => path) : [];
}

/** What gives the bytes of a skill's files, for prompts. Fails as `unreadable`. */
export async function skillFileReader(skill: WorkspaceSkill): Promise<FolderFiles['read']> {
  const found = await filesOf(skill);
  return found.ok ? found.value.read : async () => found;
}

async function filesOf({ folder }: WorkspaceSkill): Promise<Result<FolderFiles, Failure>> {
  const { filesOfFolder } = await import('../../disk/folder/caseFiles.ts');
  return filesOfFolder(folder.fsPath);
}

function openTextOf(skill: WorkspaceSkill, path: string): string | null {
  const uri = vscode.Uri.joinPath(skill.folder, path).toString();
  return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri)?.getText() ?? null;
}
