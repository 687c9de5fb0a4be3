import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { CheckOptions } from '../../../core/skill/checkSkill.ts';
import type { Problem } from '../../../core/skill/problem.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import type { Choice } from '../../ui/quickPick.ts';
import { type Answer, askChoice, askText, back } from '../../ui/steps.ts';
import { exists } from '../../workspace/files.ts';
import { readCheckSettings, toCheckOptions } from '../../workspace/settings.ts';
import { pickWorkspaceFolder, skillPlaces } from '../../workspace/skillPlaces.ts';

const title = 'New Skill';
const totalSteps = 3;

/** Asks for name, description and place, writes the folder, and opens it where the author goes on. */
export async function newSkill(services: Services): Promise<Result<unknown, Failure>> {
  const workspaceFolder = await pickWorkspaceFolder(title);
  if (!workspaceFolder) {
    return cancelled;
  }
  const options = toCheckOptions(
    readCheckSettings(workspaceFolder.uri),
    services.connections.profilesInUse(),
  );
  const answers = await ask(services, workspaceFolder, options);
  if (!answers) {
    return cancelled;
  }
  const { name, description, place } = answers;

  const folder = vscode.Uri.joinPath(workspaceFolder.uri, place, name);
  if (await exists(folder)) {
    return failed({ kind: 'already-exists', path: joined(place, name) });
  }
  const { newSkillFile } = await import('../../../core/skill/create/newSkill.ts');
  const { text, start, end } = newSkillFile(name, description);
  const uri = vscode.Uri.joinPath(folder, 'SKILL.md');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, { selection, preview: false });
  await showInView(services, uri);
  return success(null);
}

/** The new skill's row is there at once, and selected where the view is open. */
async function showInView(services: Services, manifest: vscode.Uri): Promise<void> {
  const { skills, workspaceTree, workspaceView } = services;
  skills.add(manifest);
  await workspaceTree.redrawNow();
  const skill = await skills.of(manifest);
  if (skill && workspaceView.visible) {
    await workspaceView.reveal(await workspaceTree.node(skill), { select: true, focus: false });
  }
}

interface Answers {
  readonly name: string;
  readonly description: string;
  readonly place: string;
}

/** The three questions, with the way back from each to the one before. */
async function ask(
  services: Services,
  workspaceFolder: vscode.WorkspaceFolder,
  options: CheckOptions,
): Promise<Answers | undefined> {
  const { nameProblems, descriptionProblems } = await import('../../../core/skill/create/newSkill.ts');
  let name = '';
  let description = '';
  for (let step = 1; ; ) {
    let answer: Answer<string>;
    if (step === 1) {
      answer = await askText({
        ...{ title, step, totalSteps, value: name },
        prompt: 'Its name: lower-case letters, digits and hyphens. The folder is called the same.',
        placeholder: 'changelog-writer',
        validate: value => complaint(nameProblems(value, options)),
      });
      if (typeof answer === 'string') {
        name = answer;
      }
    } else if (step === 2) {
      answer = await askText({
        ...{ title, step, totalSteps, value: description },
        prompt: 'What it does, and when an agent should use it.',
        placeholder: 'Writes release notes from git history. Use when preparing a release.',
        validate: value => complaint(descriptionProblems(value, name, options)),
      });
      if (typeof answer === 'string') {
        description = answer;
      }
    } else {
      const choices = await placesFor(services, workspaceFolder, name);
      answer = await askChoice({ title, step, totalSteps, placeholder: 'Where it lives', choices });
      if (typeof answer === 'string') {
        return { name, description, place: answer };
      }
    }
    if (answer === undefined) {
      return undefined;
    }
    step += answer === back ? -1 : 1;
  }
}

async function placesFor(
  services: Services,
  workspaceFolder: vscode.WorkspaceFolder,
  name: string,
): Promise<readonly Choice<string>[]> {
  const { newSkillPlaces } = await import('../../../core/skill/create/newSkill.ts');
  const all = await services.skills.all();
  const own = all.filter(skill => skill.workspaceFolder === workspaceFolder).map(({ path }) => path);
  return newSkillPlaces(own, skillPlaces, name).map(({ folder, detail }) => ({
    label: joined(folder, name),
    detail,
    value: folder,
  }));
}

function joined(place: string, name: string): string {
  return place === '' ? name : `${place}/${name}`;
}

function complaint([worst]: readonly Problem[]): vscode.InputBoxValidationMessage | undefined {
  if (!worst) {
    return undefined;
  }
  const { Error: error, Warning: warning, Info: info } = vscode.InputBoxValidationSeverity;
  const severity = worst.severity === 'error' ? error : worst.severity === 'warning' ? warning : info;
  return { message: worst.message, severity };
}
