import * as vscode from 'vscode';
import type { FoundSuites } from '../../core/evals/suite/readSuites.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure } from '../../core/failure/systemError.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** Files of one skill that are looked at. */
const maxFiles = 2_000;

/** What lies beside a skill's own files, and no case names. */
const foreign = '**/{node_modules,.git}/**';

/** Reads a skill's suites; what is typed and not saved counts. */
export async function readSkillSuites(skill: WorkspaceSkill): Promise<FoundSuites> {
  const { readSuites } = await import('../../core/evals/suite/readSuites.ts');
  // Cases name files anywhere in the skill.
  const paths = await filesOfSkill(skill);
  const files = await Promise.all(
    paths.map(async path => {
      const size = await vscode.workspace.fs.stat(vscode.Uri.joinPath(skill.folder, path)).then(
        stat => stat.size,
        () => 0,
      );
      return { path, size };
    }),
  );
  return readSuites({ files, read: path => textOf(skill, path) }, null);
}

/** The paths of a skill's files, sorted, `evals/` included. */
export async function filesOfSkill(skill: WorkspaceSkill): Promise<readonly string[]> {
  const pattern = new vscode.RelativePattern(skill.folder, '**');
  const found = await vscode.workspace.findFiles(pattern, foreign, maxFiles);
  return found.map(({ path }) => path.slice(skill.folder.path.length + 1)).sort();
}

/** The bytes of a file of the skill, for prompts. Fails as `unreadable`. */
export async function readSkillFile(
  skill: WorkspaceSkill,
  path: string,
): Promise<Result<Uint8Array, Failure>> {
  try {
    return success(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(skill.folder, path)));
  } catch (error) {
    return failed(readFailure(path, error instanceof vscode.FileSystemError ? codeOf(error) : error));
  }
}

function codeOf(error: vscode.FileSystemError): NodeJS.ErrnoException {
  return Object.assign(new Error(error.code), { code: error.code === 'FileNotFound' ? 'ENOENT' : 'EIO' });
}

async function textOf(skill: WorkspaceSkill, path: string): Promise<string | null> {
  const uri = vscode.Uri.joinPath(skill.folder, path);
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open) {
    return open.getText();
  }
  const bytes = await readSkillFile(skill, path);
  return bytes.ok ? new TextDecoder().decode(bytes.value) : null;
}
