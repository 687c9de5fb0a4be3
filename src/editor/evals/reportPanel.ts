import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { type Measurement, versionHistory } from '../../core/evals/measured.ts';
import { benchmarkJson } from '../../core/evals/report/benchmarkJson.ts';
import type { EvalReport } from '../../core/evals/report/evalReport.ts';
import { evalReportJson } from '../../core/evals/report/evalReportJson.ts';
import { junitXml } from '../../core/evals/report/junitXml.ts';
import { reportHtml } from '../../core/evals/report/reportHtml.ts';
import type { RunKey } from '../../core/evals/run/evalRun.ts';
import { cancelled, type Failure } from '../../core/failure/failure.ts';
import type { Result } from '../../core/text/result.ts';
import { writeAtomically } from '../../disk/files/writeAtomically.ts';
import type { Services } from '../services/services.ts';
import { pickOne } from '../ui/quickPick.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';
import type { AnswerAddress } from './reportedAnswer.ts';

/**
 * Shows a report as a page in the editor, in the tab of the one before it. It has no script, so that an answer can do
 * nothing in it.
 */
export function showReportPanel(
  { reports }: Pick<Services, 'reports'>,
  report: EvalReport,
  measured: readonly Measurement[],
  skill: WorkspaceSkill,
): void {
  const address = skill.uri.toString();
  const open = reports.get(address);
  const panel = open ?? createPanel(report.skillName);
  if (open) {
    open.reveal();
  } else {
    reports.set(address, panel);
    panel.onDidDispose(() => reports.delete(address));
  }
  const styleNonce = randomBytes(16).toString('base64url');
  const caseLink = (key: RunKey) => {
    const answer: AnswerAddress = { skill: address, ...key };
    return `command:${commandIds.makeEvalCase}?${encodeURIComponent(JSON.stringify([answer]))}`;
  };
  const saved = { skill: address };
  const saveLink = `command:${commandIds.saveEvalReport}?${encodeURIComponent(JSON.stringify([saved]))}`;
  panel.webview.html = reportHtml(report, {
    styleNonce,
    history: versionHistory(measured),
    caseLink,
    saveLink,
  });
}

function createPanel(skillName: string): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel(
    'skillwright.evalReport',
    `Evals of ${skillName}`,
    vscode.ViewColumn.Active,
    {
      enableScripts: false,
      enableFindWidget: true,
      localResourceRoots: [],
      enableCommandUris: [commandIds.makeEvalCase, commandIds.saveEvalReport],
    },
  );
  panel.iconPath = new vscode.ThemeIcon('beaker');
  return panel;
}

/** Asks for a format and a place, and writes the report there. Fails as writing does. */
export async function saveReport(
  report: EvalReport,
  measured: readonly Measurement[],
): Promise<Result<unknown, Failure>> {
  const formats = [
    {
      label: 'HTML',
      description: 'one page that works without a network',
      value: {
        end: 'html',
        text: () =>
          reportHtml(report, {
            styleNonce: null,
            history: versionHistory(measured),
            caseLink: null,
            saveLink: null,
          }),
      },
    },
    {
      label: 'JSON',
      description: 'everything, for programs',
      value: { end: 'json', text: () => evalReportJson(report) },
    },
    { label: 'JUnit', description: 'XML, for CI', value: { end: 'xml', text: () => junitXml(report) } },
    {
      label: 'benchmark.json',
      description: 'as skill-creator’s viewer reads it',
      value: { end: 'json', text: () => benchmarkJson(report) },
    },
  ];
  const format = await pickOne('Save Eval Report', 'As what?', formats);
  const uri =
    format &&
    (await vscode.window.showSaveDialog({
      title: 'Save Eval Report',
      filters: { [format.end]: [format.end] },
    }));
  return format && uri?.scheme === 'file' ? writeAtomically(uri.fsPath, format.text()) : cancelled;
}
