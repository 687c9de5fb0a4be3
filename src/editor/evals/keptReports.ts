import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import {
  type Measurement,
  maxMeasurements,
  measurementOf,
  measurementsIn,
  withMeasurement,
} from '../../core/evals/measured.ts';
import type { EvalReport } from '../../core/evals/report/evalReport.ts';
import { evalReportJson, readEvalReport } from '../../core/evals/report/evalReportJson.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { writeFailure } from '../../core/failure/systemError.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { readRegularText } from '../../disk/files/readRegularFile.ts';
import { writeAtomically } from '../../disk/files/writeAtomically.ts';
import { linkedRegistries, linkPlaceOf } from '../links/twins.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/**
 * Keeps the newest report of a skill for this workspace, outside it; neither a reload nor the end of the process while it
 * is written loses what was kept before. Fails as writing does.
 */
export async function keepReport(
  services: Services,
  skill: WorkspaceSkill,
  report: EvalReport,
): Promise<Result<null, Failure>> {
  const uri = fileOf(services, skill);
  if (!uri) {
    return success(null);
  }
  try {
    await mkdir(dirname(uri.fsPath), { recursive: true });
  } catch (error) {
    return failed(writeFailure(uri.fsPath, error));
  }
  return writeAtomically(uri.fsPath, evalReportJson(report));
}

/** In bytes; 500 cases with long answers take a tenth. */
const maxReportBytes = 256 * 2 ** 20;

/** The newest report of a skill; null where none is kept. */
export async function lastReport(services: Services, skill: WorkspaceSkill): Promise<EvalReport | null> {
  const uri = fileOf(services, skill);
  const text = uri && (await readRegularText(uri.fsPath, { maxBytes: maxReportBytes }));
  return text === null ? null : readEvalReport(text);
}

/**
 * Keeps the figures beside the link that they are about; those of a skill that is not published yet wait in this
 * workspace's memory, since its content is known again once it is.
 */
export async function keepMeasurement(
  services: Services,
  skill: WorkspaceSkill,
  report: EvalReport,
): Promise<void> {
  const measurement = measurementOf(report);
  if (!measurement) {
    return;
  }
  const place = await placeFor(services, skill, report);
  if (!place) {
    const waiting = [measurement, ...waitingOf(services, skill)].slice(0, maxMeasurements);
    await services.context.workspaceState.update(waitingKey(skill), waiting);
    return;
  }
  const written = await place.store.update(file => withMeasurement(file, place.folder, measurement));
  if (!written.ok) {
    await showFailure(services, written.failure);
    return;
  }
  services.states.outdateAll();
}

/** What was measured of a skill, newest first: in all the places where it is linked, and before it was anywhere. */
export async function measurementsOf(
  services: Services,
  skill: WorkspaceSkill,
): Promise<readonly Measurement[]> {
  const linked = await linkedRegistries(services, skill);
  const places = await Promise.all(linked.map(({ registryId }) => linkPlaceOf(services, skill, registryId)));
  const unique = new Map(places.map(place => [place.store, place]));
  const found = await Promise.all(
    [...unique.values()].map(async place => {
      const file = await place.store.read();
      return file.ok ? measurementsIn(file.value, place.folder) : [];
    }),
  );
  return [...found.flat(), ...waitingOf(services, skill)].sort((left, right) =>
    left.at < right.at ? 1 : -1,
  );
}

/** Where the version that was tried is linked, else where the skill is linked first. */
async function placeFor(
  services: Services,
  skill: WorkspaceSkill,
  { arms }: EvalReport,
): Promise<LinkPlace | null> {
  const linked = await linkedRegistries(services, skill);
  const tried = arms.flatMap(arm => (arm.kind === 'version' ? [arm.registryKey] : []));
  const meant =
    linked.find(({ registryId }) => tried.includes(services.connections.keyOf(registryId))) ?? linked[0];
  return meant ? linkPlaceOf(services, skill, meant.registryId) : null;
}

function waitingOf({ context }: Services, skill: WorkspaceSkill): readonly Measurement[] {
  return context.workspaceState.get<readonly Measurement[]>(waitingKey(skill), []);
}

function waitingKey({ folder }: WorkspaceSkill): string {
  return `evals.measured:${folder.toString()}`;
}

function fileOf({ context }: Services, { folder }: WorkspaceSkill): vscode.Uri | null {
  const name = createHash('sha256').update(folder.toString()).digest('hex').slice(0, 16);
  return context.storageUri ? vscode.Uri.joinPath(context.storageUri, 'evals', `${name}.json`) : null;
}
