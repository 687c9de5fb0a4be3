import * as vscode from 'vscode';
import { cancelled, failed, type Result, success } from '../../core/failure.ts';
import { pickOne } from '../quickPick.ts';
import type { Services } from '../services.ts';
import { pickWorkspaceFolder, skillPlaces } from '../skillPlaces.ts';

/** Asks for name, description and place, writes the folder, and opens it where the author goes on. */
export async function newSkill(services: Services): Promise<Result<unknown>> {
  const title = 'New Skill';
  const workspaceFolder = await pickWorkspaceFolder(title);
  if (!workspaceFolder) return cancelled;
  const name = await askName(title);
  if (name === undefined) return cancelled;
  const description = await askDescription(title, name);
  if (description === undefined) return cancelled;
  const place = await pickPlace(title, name);
  if (place === undefined) return cancelled;

  const folder = vscode.Uri.joinPath(workspaceFolder.uri, place, name);
  if (await exists(folder)) return failed({ kind: 'already-exists', path: `${place}/${name}` });
  const { newSkill } = await import('../../core/skill/newSkill.ts');
  const { text, start, end } = newSkill(name, description);
  const uri = vscode.Uri.joinPath(folder, 'SKILL.md');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, { selection });
  services.skills.refresh();
  return success(null);
}

async function askName(title: string): Promise<string | undefined> {
  const complaintAbout = await nameCheck();
  return vscode.window.showInputBox({
    title: `${title} (1 of 3)`,
    prompt: 'Its name: lower-case letters, digits and hyphens. The folder is called the same.',
    placeHolder: 'changelog-writer',
    validateInput: complaintAbout,
    ignoreFocusOut: true,
  });
}

async function askDescription(title: string, name: string): Promise<string | undefined> {
  const complaintAbout = await descriptionCheck(name);
  return vscode.window.showInputBox({
    title: `${title} (2 of 3)`,
    prompt: 'What it does, and when an agent should use it.',
    placeHolder: 'Writes release notes from git history. Use when preparing a release.',
    validateInput: complaintAbout,
    ignoreFocusOut: true,
  });
}

async function pickPlace(title: string, name: string): Promise<string | undefined> {
  const choices = skillPlaces.map(({ folder, detail }) => ({
    label: `${folder}/${name}`,
    detail,
    value: folder,
  }));
  return pickOne(`${title} (3 of 3)`, 'Where it lives', choices);
}

type Check = (value: string) => vscode.InputBoxValidationMessage | undefined;

/** The rules of the field itself, asked of a skill that has nothing else wrong. */
async function nameCheck(): Promise<Check> {
  const problemsOf = await loadCheck();
  return name => complaint(problemsOf(name, 'Does a thing. Use when it is needed.', 'name'));
}

async function descriptionCheck(name: string): Promise<Check> {
  const problemsOf = await loadCheck();
  return description => complaint(problemsOf(name, description, 'description'));
}

async function loadCheck() {
  const [{ newSkill }, { parseSkill }, { checkSkill, defaultProfiles }, { noContext }] = await Promise.all([
    import('../../core/skill/newSkill.ts'),
    import('../../core/skill/parseSkill.ts'),
    import('../../core/skill/checkSkill.ts'),
    import('../../core/skill/skillContext.ts'),
  ]);
  return (name: string, description: string, field: 'name' | 'description') =>
    checkSkill(parseSkill(newSkill(name, description).text), noContext, { profiles: defaultProfiles }).filter(
      problem => problem.code.startsWith(`${field}-`),
    );
}

function complaint(
  problems: readonly { readonly severity: string; readonly message: string }[],
): vscode.InputBoxValidationMessage | undefined {
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (!worst) return undefined;
  const severities = vscode.InputBoxValidationSeverity;
  const known = { error: severities.Error, warning: severities.Warning };
  const severity = known[worst.severity as keyof typeof known] ?? severities.Info;
  return { message: worst.message, severity };
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
