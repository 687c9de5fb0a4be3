import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { baseName } from '../../../core/text/paths.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { placeFolder } from '../../../disk/files/placeFolder.ts';
import { copySkill } from '../../../disk/folder/copySkill.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';
import { saveOpenFiles } from '../../workspace/files.ts';
import { askName } from './askName.ts';
import { showRow } from './showRow.ts';

/** Makes a copy of a skill beside it, under a name of its own; the copy is not linked to what is published. */
export async function duplicateSkill(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const skill = await workspaceSkillTarget(services, target, 'Duplicate Skill');
  if (!skill) {
    return cancelled;
  }
  const from = baseName(skill.folder.path);
  const name = await askName(services, skill, {
    title: `Duplicate ${from}`,
    prompt: 'The name of the copy, which lies beside it.',
    value: await freeName(skill.folder, from),
  });
  if (name === undefined) {
    return cancelled;
  }
  const saved = await saveOpenFiles([skill.folder]);
  if (!saved.ok) {
    return saved;
  }
  const folder = vscode.Uri.joinPath(skill.folder, '..', name);
  const manifest = baseName(skill.uri.path);
  const placed = await placeFolder(folder.fsPath, directory =>
    copySkill({ from: skill.folder.fsPath, to: directory, manifest, name }),
  );
  if (!placed.ok) {
    return placed;
  }
  const uri = vscode.Uri.joinPath(folder, manifest);
  await vscode.window.showTextDocument(uri);
  await showRow(services, uri);
  return success(null);
}

/** `NAME-copy`, `NAME-copy-2`: what is free beside the folder, cut where it would be too long. */
async function freeName(folder: vscode.Uri, name: string): Promise<string> {
  const beside = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, '..')).then(
    entries => new Set(entries.map(([entry]) => entry.toLowerCase())),
    () => new Set<string>(),
  );
  for (let count = 1; ; count++) {
    const end = count === 1 ? '-copy' : `-copy-${count}`;
    const candidate = `${name.slice(0, longestName - end.length).replace(/-+$/, '')}${end}`;
    if (!beside.has(candidate.toLowerCase())) {
      return candidate;
    }
  }
}

/** Characters of a skill's name, by the specification. */
const longestName = 64;
