import * as vscode from 'vscode';
import { addCase } from '../../../core/evals/suite/addCase.ts';
import { evalsJsonPath } from '../../../core/evals/suite/readSuites.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';
import { askText, back } from '../../ui/steps.ts';

/** Asks for a prompt and what holds of a good answer, and writes them down as a case of the skill's suite. */
export async function addEvalCase(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const title = 'Add Eval Case';
  const skill = await workspaceSkillTarget(services, target, title);
  if (!skill) {
    return cancelled;
  }
  const answers = await ask(title);
  if (!answers) {
    return cancelled;
  }
  const uri = vscode.Uri.joinPath(skill.folder, evalsJsonPath);
  const open = await vscode.workspace.openTextDocument(uri).then(
    document => document,
    () => null,
  );
  const name = skill.folder.path.slice(skill.folder.path.lastIndexOf('/') + 1);
  const made = addCase(
    open?.getText() ?? null,
    name,
    { prompt: answers.prompt, expectations: [answers.expectation] },
    `${skill.path}/${evalsJsonPath}`,
  );
  if (!made.ok) {
    return made;
  }
  const added = made.value;
  const edit = new vscode.WorkspaceEdit();
  if (open) {
    const { start, end } = added.edit.range;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    edit.replace(uri, range, added.edit.text);
  } else {
    edit.createFile(uri, { contents: new TextEncoder().encode(added.text) });
  }
  await vscode.workspace.applyEdit(edit);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(added.offset);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await document.save();
  return success(null);
}

async function ask(
  title: string,
): Promise<{ readonly prompt: string; readonly expectation: string } | undefined> {
  let prompt = '';
  for (let step = 1; ; ) {
    const isFirst = step === 1;
    const answer = await askText({
      ...{ title, step, totalSteps: 2, value: isFirst ? prompt : '' },
      prompt: isFirst
        ? 'What a person might ask, word for word.'
        : 'One sentence that holds of a good answer. A model judges by it; more can be added in the file.',
      placeholder: isFirst ? 'Total the invoices in the attached file.' : 'The total is given in euros.',
      validate: () => undefined,
    });
    if (answer === undefined) {
      return undefined;
    }
    if (answer === back) {
      step--;
    } else if (isFirst) {
      prompt = answer;
      step++;
    } else {
      return { prompt, expectation: answer };
    }
  }
}
