import * as vscode from 'vscode';
import type { SkillDocument } from '../../core/skill/document/skillDocument.ts';
import { readRegularText } from '../../disk/files/readRegularFile.ts';
import type { Services } from '../services/services.ts';
import { toRange } from '../workspace/convert.ts';
import type { CheckedSkill } from '../workspace/skillChecks.ts';

/** A file or folder that is about to be renamed or moved. */
interface Move {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** Of the bundled Markdown files, as many as this are looked through for references, up to this size in bytes. */
const maxFiles = 100;
const maxFileBytes = 262_144;

/** While a file of a skill is renamed or moved inside it, the paths in SKILL.md and its documents follow. */
export async function referenceEdits(
  { skills, checks }: Pick<Services, 'skills' | 'checks'>,
  moves: readonly Move[],
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  for (const move of moves) {
    const skill = await skills.of(move.oldUri);
    const paths = skill && [pathIn(skill.folder, move.oldUri), pathIn(skill.folder, move.newUri)];
    const check = skill && (await checks.check(skill));
    if (!check?.ok || !paths) {
      continue;
    }
    const [from, to] = paths;
    if (from && to && from.toLowerCase() !== 'skill.md') {
      await addEdits(edit, check.value, from, to);
    }
  }
  return edit;
}

async function addEdits(
  edit: vscode.WorkspaceEdit,
  { skill, document, context }: CheckedSkill,
  from: string,
  to: string,
): Promise<void> {
  const [{ renameReferences }, { parseSkill }] = await Promise.all([
    import('../../core/skill/language/renameReferences.ts'),
    import('../../core/skill/document/parseSkill.ts'),
  ]);
  const add = (uri: vscode.Uri, text: SkillDocument, path: string) => {
    for (const { range, text: replacement } of renameReferences(text, from, to, path)) {
      edit.replace(uri, toRange(range), replacement);
    }
  };
  add(skill.uri, document, 'SKILL.md');
  const documents = (context.files ?? []).filter(
    ({ path, size }) => /\.md$/i.test(path) && path.toLowerCase() !== 'skill.md' && size <= maxFileBytes,
  );
  for (const { path } of documents.slice(0, maxFiles)) {
    const uri = vscode.Uri.joinPath(skill.folder, path);
    add(uri, parseSkill(await textOf(uri)), path);
  }
}

/** What is in the editor, else on disk; nothing when it cannot be read. */
async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open) {
    return open.getText();
  }
  return (await readRegularText(uri.fsPath, { maxBytes: maxFileBytes })) ?? '';
}

/** The path from the skill's folder, with `/`; undefined outside it. */
function pathIn(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  return uri.path.startsWith(`${folder.path}/`) ? uri.path.slice(folder.path.length + 1) : undefined;
}
