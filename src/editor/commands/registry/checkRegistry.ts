import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { examineRegistry } from '../../../core/doctor/examineRegistry.ts';
import { type Examined, tally } from '../../../core/doctor/report/check.ts';
import { examinationText, tallyWords } from '../../../core/doctor/report/reportText.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { lookUpHost } from '../../../disk/files/lookUpHost.ts';
import { machineTag } from '../../../disk/files/machineTag.ts';
import { eagerFetch } from '../../registries/eagerFetch.ts';
import { pickRegistry } from '../../services/remoteTarget.ts';
import { runTold } from '../../services/runCommand.ts';
import type { Services } from '../../services/services.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { withProgress } from '../../ui/progress.ts';
import { confirm, pickOne } from '../../ui/quickPick.ts';
import { notify, notifyWarning } from '../../ui/shown.ts';

/** Finds out whether Skillwright understands a registry, and opens the report. */
export async function checkRegistry(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const registryId =
    rowOf(target, 'registry')?.registryId ?? (await pickRegistry(services, 'Check Registry'));
  const label = registryId && services.connections.settingsOf(registryId)?.label;
  const mode = label && (await askMode(label));
  if (registryId === undefined || !label || !mode) {
    return cancelled;
  }
  const way = await services.connections.wayTo(registryId);
  if (!way.ok) {
    return way;
  }
  const examined = await withProgress(`Check ${label}`, (report, signal) =>
    examineRegistry(
      { ...way.value, fetch: eagerFetch, lookup: lookUpHost },
      {
        mode,
        owner: machineTag(),
        run: randomBytes(2).toString('hex'),
        signal,
        onCheck: report,
        wait: async (ms, stop) => {
          await pause(ms, undefined, { signal: stop }).catch(() => undefined);
        },
        now: Date.now,
      },
    ),
  );
  if (!examined.ok) {
    return named(examined.failure, label);
  }
  await showExamined(services, label, examined.value);
  return success(null);
}

async function askMode(label: string): Promise<Examined['mode'] | undefined> {
  const mode = await pickOne<Examined['mode']>(`Check ${label}`, 'How far may it go?', [
    {
      icon: 'eye',
      label: 'Only Read',
      detail: 'Lists, pages, a skill, its versions and a download. Nothing is changed.',
      value: 'read',
    },
    {
      icon: 'edit',
      label: 'Read and Write',
      detail: 'Also publishes scratch skills called skillwright-doctor-…, and deletes them by every rule.',
      value: 'write',
    },
    {
      icon: 'arrow-both',
      label: 'Read and Write, up to the Limits',
      detail: 'The same, and uploads right below and above each size limit: up to 50 MB.',
      value: 'write with limits',
    },
  ]);
  if (mode === undefined || mode === 'read') {
    return mode;
  }
  const details = [
    'Two skills called skillwright-doctor-… are created there, get versions, and are deleted again, also after a failure or a cancel.',
    'Your own skills are only read.',
  ];
  return (await confirm(`Write to “${label}” to check it?`, details, 'Write')) ? mode : undefined;
}

/** In the report nobody is called by name; here it is known who is meant. */
function named(failure: Failure, registry: string): Result<never, Failure> {
  return { ok: false, failure: 'registry' in failure ? { ...failure, registry } : failure };
}

/** Opens the report as a document of its own, which stays until the next check of the registry. */
async function showExamined(services: Services, label: string, examined: Examined): Promise<void> {
  const { context } = services;
  const version = String(context.extension.packageJSON.version);
  const text = examinationText(examined, version);
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'checks');
  const file = vscode.Uri.joinPath(
    folder,
    `Check of ${label.replace(/[^\p{L}\p{N} .()-]/gu, '_').slice(0, 80)}.txt`,
  );
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(file);
  const { differed } = tally(examined.checks);
  const message = `${label}: ${tallyWords(examined.checks)}.${examined.wasCancelled ? ' It was cancelled.' : ''}`;
  const copy = 'Copy Report';
  const told = differed === 0 ? notify(message, copy) : notifyWarning(message, copy);
  void runTold(services, 'Copy Report', async () => {
    if ((await told) === copy) {
      await vscode.env.clipboard.writeText(text);
    }
  });
}
