import * as vscode from 'vscode';
import type { EvalReport } from '../../../core/evals/report/evalReport.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { decode, record, text } from '../../../core/text/decode.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { lastReport, measurementsOf } from '../../evals/keptReports.ts';
import { saveReport, showReportPanel } from '../../evals/reportPanel.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';
import { notify } from '../../ui/shown.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

/** Shows the newest report of a skill's evals, from which it can be saved. */
export async function showEvalReport(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const found = await reportFor(services, target, 'Show Eval Report');
  if (!found) {
    return cancelled;
  }
  showReportPanel(services, found.report, await measurementsOf(services, found.skill), found.skill);
  return success(null);
}

/** Writes the newest report of a skill's evals to a file. Called on the link in the report, or on a skill. */
export async function saveEvalReport(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const link = decode(record({ skill: text }), target);
  const skill = link.ok ? vscode.Uri.parse(link.value.skill) : target;
  const found = await reportFor(services, skill, 'Save Eval Report');
  return found ? saveReport(found.report, await measurementsOf(services, found.skill)) : cancelled;
}

async function reportFor(
  services: Services,
  target: unknown,
  title: string,
): Promise<{ readonly skill: WorkspaceSkill; readonly report: EvalReport } | undefined> {
  const skill = await workspaceSkillTarget(services, target, title);
  const report = skill && (await lastReport(services, skill));
  if (skill && !report) {
    void notify('The evals of this skill have not run here yet. Run them in the Testing view.');
  }
  return skill && report ? { skill, report } : undefined;
}
