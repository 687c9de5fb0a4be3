import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { lastReport, measurementsOf } from '../../evals/keptReports.ts';
import { saveReport, showReportPanel } from '../../evals/reportPanel.ts';
import type { Services } from '../../services/services.ts';
import { workspaceSkillTarget } from '../../services/workspaceTarget.ts';
import { notify } from '../../ui/shown.ts';

/** Shows the newest report of a skill's evals, from which it can be saved. */
export async function showEvalReport(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const skill = await workspaceSkillTarget(services, target, 'Show Eval Report');
  if (!skill) {
    return cancelled;
  }
  const report = await lastReport(services, skill);
  if (!report) {
    void notify('The evals of this skill have not run here yet. Run them in the Testing view.');
    return success(null);
  }
  const measured = await measurementsOf(services, skill);
  showReportPanel(report, measured, skill);
  const save = 'Save As…';
  void notify(`The report of ${report.skillName} is open.`, save).then(answer => {
    return answer === save ? saveReport(report, measured) : undefined;
  });
  return success(null);
}
