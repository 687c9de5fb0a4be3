import * as vscode from 'vscode';
import { maxManifestBytes } from '../../../core/bundle/readSkill.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { readIfRegular } from '../../../disk/files/readRegularFile.ts';
import type { Services } from '../../services/services.ts';
import { uriOf } from '../../services/workspaceTarget.ts';

const markLength = 3;

/**
 * Writes a file again without the three bytes of its byte order mark. VS Code keeps them out of the text and has no
 * edit for them, so this is done on disk, and an open file is then read anew.
 */
export async function removeMark({ skills }: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const uri = uriOf(target);
  if (!uri) {
    return cancelled;
  }
  const open = vscode.workspace.textDocuments.find(document => document.uri.path === uri.path);
  if (open?.isDirty && !(await open.save())) {
    return failed({ kind: 'unsaved', path: vscode.workspace.asRelativePath(uri) });
  }
  const bytes = await readIfRegular(uri.fsPath, { maxBytes: maxManifestBytes });
  if (bytes === null) {
    return failed({ kind: 'unreadable', path: vscode.workspace.asRelativePath(uri), cause: 'EFTYPE' });
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark) {
    await vscode.workspace.fs.writeFile(uri, bytes.subarray(markLength));
    if (open) {
      // Else an editor would know of it only by VS Code's watcher, which may miss it, and put the mark back on saving.
      await vscode.workspace.openTextDocument(open.uri, { encoding: 'utf8' });
    }
    await skills.touch(uri);
  }
  return success(null);
}
