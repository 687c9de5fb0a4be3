import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { plainText } from '../../../core/text/plainText.ts';
import type { Result } from '../../../core/text/result.ts';
import { lastReport } from '../../evals/keptReports.ts';
import {
  type AnswerAddress,
  answerAddress,
  answerChoice,
  answersOf,
  itemUri,
  type ReportedAnswer,
} from '../../evals/reportedAnswer.ts';
import { writeCase } from '../../evals/writeCase.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';
import { pickOne } from '../../ui/quickPick.ts';
import { askLine, notify } from '../../ui/shown.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

const title = 'Make a Case of This';

/** Characters of an answer that are kept as what is expected; a judge needs no more. */
const maxExpected = 4_000;

/**
 * Makes a case of an answer that a run of evals got: its prompt again, and what the answer is an example of. Called on a
 * link of the report, on a row or a message of the Test Explorer, or on a skill whose last answers are then offered.
 */
export async function makeEvalCase(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const address = answerAddress(target);
  const skill = await workspaceSkillTarget(
    services,
    address ? vscode.Uri.parse(address.skill) : (itemUri(target) ?? target),
    title,
  );
  const reported = skill && (await pickAnswer(services, skill, address));
  const judged = reported && (await askJudgement(reported));
  if (!judged) {
    return cancelled;
  }
  const { prompt, files } = reported;
  return writeCase(skill, { prompt, files: files.map(({ path }) => path), ...judged });
}

async function pickAnswer(
  services: Services,
  skill: WorkspaceSkill,
  address: AnswerAddress | null,
): Promise<ReportedAnswer | undefined> {
  const report = await lastReport(services, skill);
  const answers = report ? answersOf(report, address) : [];
  if (!report || answers.length === 0) {
    void notify(
      address === null
        ? 'The evals of this skill have not run here yet. Run them in the Testing view.'
        : 'There is no answer to this in the last run. Run it again, and then make a case of it.',
    );
    return undefined;
  }
  // A row of the Test Explorer stands for all its runs: the first that failed is the one to learn from.
  return address
    ? answers[0]
    : pickOne(
        title,
        'Which answer?',
        answers.map(each => answerChoice(report, each)),
      );
}

async function askJudgement({
  answer,
}: ReportedAnswer): Promise<
  { readonly expectedOutput?: string; readonly expectations: readonly string[] } | undefined
> {
  const kind = await pickOne<'good' | 'bad'>(title, plainText(answer, 160), [
    {
      icon: 'thumbsdown',
      label: 'Something is wrong with this answer',
      detail: 'You say in a sentence what a good one holds.',
      value: 'bad',
    },
    {
      icon: 'thumbsup',
      label: 'This is a good answer',
      detail: 'It is kept as what is expected; a model judges by it.',
      value: 'good',
    },
  ]);
  if (kind !== 'bad') {
    return kind && { expectedOutput: answer.slice(0, maxExpected), expectations: [] };
  }
  const sentence = await askLine({
    title,
    prompt: 'One sentence that holds of a good answer. A model judges by it.',
    placeHolder: 'The total is given in euros.',
    ignoreFocusOut: true,
    validateInput: value => (value.trim() === '' ? 'Without it nothing would be judged.' : undefined),
  });
  return sentence === undefined ? undefined : { expectations: [sentence] };
}
