import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { Result } from '../../../core/text/result.ts';
import { writeCase } from '../../evals/writeCase.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';
import { askText, back } from '../../ui/steps.ts';

/** Asks for a prompt and what holds of a good answer, and writes them down as a case of the skill's suite. */
export async function addEvalCase(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const title = 'Add Eval Case';
  const skill = await workspaceSkillTarget(services, target, title);
  const answers = skill && (await ask(title));
  return answers
    ? writeCase(skill, { prompt: answers.prompt, expectations: [answers.expectation] })
    : cancelled;
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
      validate: value =>
        value.trim() === ''
          ? {
              message: isFirst ? 'A case needs a prompt.' : 'Without it nothing would be judged.',
              severity: vscode.InputBoxValidationSeverity.Error,
            }
          : undefined,
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
