import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { CheckOptions } from '../../../core/skill/checkSkill.ts';
import { emptyChoice, toCheckOptions } from '../../../core/skill/config/checkChoice.ts';
import type { TemplateId } from '../../../core/skill/create/templates.ts';
import type { Problem } from '../../../core/skill/problem.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { placeFolder } from '../../../disk/files/placeFolder.ts';
import type { Services } from '../../services/services.ts';
import type { Choice } from '../../ui/quickPick.ts';
import { type Answer, askChoice, askText, back } from '../../ui/steps.ts';
import { exists } from '../../workspace/files.ts';
import { readCheckSettings } from '../../workspace/settings.ts';
import { personalFolders, pickWorkspaceFolder, skillPlaces } from '../../workspace/skillPlaces.ts';
import { showRow } from '../workspace/showRow.ts';

const title = 'New Skill';
const totalSteps = 3;

/** Asks for name, description and place, writes the folder, and opens it where the author goes on. */
export async function newSkill(services: Services): Promise<Result<unknown, Failure>> {
  const workspaceFolder = await pickWorkspaceFolder(title);
  if (!workspaceFolder) {
    return cancelled;
  }
  const project = await services.configs.of({
    folder: vscode.Uri.joinPath(workspaceFolder.uri, 'skills'),
    workspaceFolder,
  });
  const options = toCheckOptions(
    readCheckSettings(workspaceFolder.uri),
    project.ok && project.value !== null ? project.value.choice : emptyChoice,
    services.connections.profilesInUse(),
  );
  const answers = await ask(services, workspaceFolder, options);
  if (!answers) {
    return cancelled;
  }
  const { name, description, place, template } = answers;

  const folder = vscode.Uri.joinPath(place.parent, name);
  if (await exists(folder)) {
    return failed({ kind: 'already-exists', path: place.label });
  }
  const { templatedSkill } = await import('../../../core/skill/create/templates.ts');
  const { text, start, end, files } = templatedSkill(template, name, description);
  const placed = await placeFolder(folder.fsPath, directory =>
    writeEach(directory, [...files, ['SKILL.md', text]]),
  );
  if (!placed.ok) {
    return placed;
  }
  const uri = vscode.Uri.joinPath(folder, 'SKILL.md');
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, { selection, preview: false });
  await showRow(services, uri);
  return success(null);
}

/** Writes files by their paths; whatever the system refuses is thrown. */
async function writeEach(
  directory: string,
  files: readonly (readonly [path: string, content: string])[],
): Promise<Result<null, Failure>> {
  for (const [path, content] of files) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return success(null);
}

interface Answers {
  readonly name: string;
  readonly description: string;
  readonly place: Place;
  readonly template: TemplateId;
}

/** A folder that the skill's own is made in. */
interface Place {
  readonly parent: vscode.Uri;
  /** The skill's folder, as the person reads it. */
  readonly label: string;
}

/** The three questions, with the way back from each to the one before. */
async function ask(
  services: Services,
  workspaceFolder: vscode.WorkspaceFolder,
  options: CheckOptions,
): Promise<Answers | undefined> {
  const { nameFor, descriptionProblems } = await import('../../../core/skill/create/newSkill.ts');
  const validateName = await nameValidator(services, workspaceFolder, options);
  let typed = '';
  let description = '';
  let template: TemplateId = 'plain';
  for (let step = 1; ; ) {
    let answer: Answer<string | Place | TemplateId>;
    if (step === 1) {
      answer = await askText({
        ...{ title, step, totalSteps, value: typed },
        prompt: 'Its name: lower-case letters, digits and hyphens. The folder is called the same.',
        placeholder: 'changelog-writer',
        validate: validateName,
      });
      typed = typeof answer === 'string' ? nameFor(answer) : typed;
    } else if (step === 2) {
      answer = await askText({
        ...{ title, step, totalSteps, value: description },
        prompt: 'What it does, and when an agent should use it.',
        placeholder: 'Writes release notes from git history. Use when preparing a release.',
        validate: value => complaint(descriptionProblems(value, typed, options)),
      });
      description = typeof answer === 'string' ? answer : description;
    } else {
      const choices = await lastChoices(services, workspaceFolder, typed, template);
      answer = await askChoice({ title, step, totalSteps, placeholder: 'Where it lives', choices });
      if (typeof answer === 'string') {
        // Another template was chosen; the place is still asked for.
        template = answer as TemplateId;
        continue;
      }
      if (typeof answer === 'object') {
        return { name: typed, description, place: answer, template };
      }
    }
    if (answer === undefined) {
      return undefined;
    }
    step += answer === back ? -1 : 1;
  }
}

/** Says what is wrong with a name, what it becomes where that can be told, and whether a skill is called so. */
async function nameValidator(
  services: Services,
  workspaceFolder: vscode.WorkspaceFolder,
  options: CheckOptions,
): Promise<(typed: string) => vscode.InputBoxValidationMessage | undefined> {
  const { nameFor, nameProblems } = await import('../../../core/skill/create/newSkill.ts');
  const { Warning: warning, Info: info } = vscode.InputBoxValidationSeverity;
  const all = await services.skills.all();
  const taken = new Map(
    all
      .filter(skill => skill.workspaceFolder === workspaceFolder)
      .map(({ path }) => [path.slice(path.lastIndexOf('/') + 1), path]),
  );
  return typed => {
    const name = nameFor(typed);
    const own = complaint(nameProblems(typed, options));
    const made = name === '' || name === typed ? undefined : complaint(nameProblems(name, options));
    if (own && name !== '' && name !== typed && made?.severity !== vscode.InputBoxValidationSeverity.Error) {
      return { message: `${own.message} It becomes "${name}".`, severity: info };
    }
    const other = taken.get(name);
    return (
      own ??
      (other === undefined
        ? undefined
        : {
            message: `"${name}" is taken by ${other}; agents would find two of that name.`,
            severity: warning,
          })
    );
  };
}

/** The places, the person's own after the workspace's, and the other templates. */
async function lastChoices(
  services: Services,
  workspaceFolder: vscode.WorkspaceFolder,
  name: string,
  template: TemplateId,
): Promise<readonly Choice<Place | TemplateId>[]> {
  const [{ newSkillPlaces }, { templates }] = await Promise.all([
    import('../../../core/skill/create/newSkill.ts'),
    import('../../../core/skill/create/templates.ts'),
  ]);
  const all = await services.skills.all();
  const inside = all.filter(skill => skill.workspaceFolder === workspaceFolder);
  const isIgnored = ({ notInBulk }: (typeof all)[number]) => notInBulk?.kind === 'ignored';
  const parentOf = ({ path }: (typeof all)[number]) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const own = inside.filter(skill => !isIgnored(skill)).map(({ path }) => path);
  // What Git ignores would be nobody else's, and never published with others.
  const ignored = new Set(inside.filter(isIgnored).map(parentOf));
  const places = newSkillPlaces(own, skillPlaces, name).filter(({ folder }) => !ignored.has(folder));
  const here = places.map(({ folder, detail }) => {
    const label = joined(folder, name);
    return { label, detail, value: { parent: vscode.Uri.joinPath(workspaceFolder.uri, folder), label } };
  });
  const personal = (await personalFolders()).map(({ parent, folder, detail }) => {
    const label = joined(folder, name);
    return { label, detail, value: { parent, label } };
  });
  const others = templates
    .filter(({ id }) => id !== template)
    .map(({ id, label, detail }) => ({ icon: 'file-code', label: `Template: ${label}`, detail, value: id }));
  return [...here, ...personal, ...others];
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
