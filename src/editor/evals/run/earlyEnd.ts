import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../../contributions.ts';
import type { EvalReport } from '../../../core/evals/report/evalReport.ts';
import type { EvalOutcome } from '../../../core/evals/run/evalRun.ts';
import { failureSentences } from '../../../core/failure/failureText.ts';
import { countWords } from '../../../core/text/words.ts';
import type { Services } from '../../services/services.ts';
import { type FailureServices, showFailure, showTrouble } from '../../services/showFailure.ts';
import { askLine, notifyWarning, showBriefly } from '../../ui/shown.ts';
import { writeSetting } from '../../ui/writeSetting.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

/** What a ceiling is set to unless the person says another number: a suite of ten cases in two arms stays below. */
const suggestedCeiling = 500_000;

const changeCeiling = 'Change the Ceiling';
const showReport = 'Show Report';

/** Asks for the ceiling of all runs to come, and keeps it for this person; null when they turned away. */
export async function askCeiling(
  services: FailureServices,
  explanation: string,
  value = suggestedCeiling,
): Promise<number | null> {
  const typed = await askLine({
    title: 'A Ceiling for Evals',
    prompt: `How many tokens may one run of evals take? ${explanation}`,
    value: String(value),
    ignoreFocusOut: true,
    validateInput: text => (/^[1-9]\d{2,9}$/.test(text) ? undefined : 'A number of tokens, such as 500000.'),
  });
  if (typed === undefined) {
    return null;
  }
  const written = await writeSetting(settingIds.evalMaxTokens, Number(typed));
  if (!written.ok) {
    await showFailure(services, written.failure);
    return null;
  }
  return Number(typed);
}

/**
 * Says that a run ended before its end, since cases that were skipped do not say why; with what helps. Whoever cancelled
 * it knows.
 */
export async function tellEarlyEnd(
  services: Services,
  skill: WorkspaceSkill,
  { skillName, maxTokens }: EvalReport,
  early: EvalOutcome['early'],
): Promise<void> {
  if (early?.why === 'gave-up' && early.failure) {
    const why = failureSentences(early.failure);
    await showTrouble(services, `The evals of “${skillName}” were given up. ${why}`, early.failure);
    return;
  }
  if (early?.why !== 'ceiling' || maxTokens === null) {
    return;
  }
  const answer = await notifyWarning(
    `The evals of “${skillName}” reached the ceiling of ${countWords(maxTokens, 'token')} and ended early. What was measured by then is kept.`,
    changeCeiling,
    showReport,
  );
  if (answer === showReport) {
    await vscode.commands.executeCommand(commandIds.showEvalReport, skill.uri);
  } else if (answer === changeCeiling) {
    const value = Math.max(suggestedCeiling, maxTokens * 2);
    const ceiling = await askCeiling(services, 'At the ceiling a run ends early, and says so.', value);
    if (ceiling !== null) {
      showBriefly('check', `A run of evals may take ${countWords(ceiling, 'token')} now`);
    }
  }
}
