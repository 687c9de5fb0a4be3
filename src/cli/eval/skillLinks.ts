import { resolve } from 'node:path';
import {
  type Measurement,
  measurementOf,
  measurementsIn,
  withMeasurement,
} from '../../core/evals/measured.ts';
import type { EvalReport } from '../../core/evals/report/evalReport.ts';
import { casesDigest } from '../../core/evals/suite/suiteDigest.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { type Link, linksOf } from '../../core/link/linkFile.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import { type Result, success } from '../../core/text/result.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import type { LinkLookup } from '../registries/findRemote.ts';

/** Where a skill's folder is linked. */
export interface SkillLinks {
  /** By registry key. */
  readonly links: ReadonlyMap<string, Link>;
  /** What was measured of the skill before, newest first. */
  readonly measured: readonly Measurement[];
  placeOf(registryKey: string): LinkPlace;
}

/** Reads the links of a folder to all registries, the local one included. */
export async function readSkillLinks(
  folder: string,
  { dataDirectory, root }: LinkLookup,
): Promise<Result<SkillLinks, Failure>> {
  const workspace = root === undefined ? await workspaceRoot(folder) : resolve(root);
  const places = linkPlaces({ root: workspace, dataDirectory });
  const links = new Map<string, Link>();
  const measured: Measurement[] = [];
  for (const key of [null, 'local']) {
    const place = places(folder, key);
    const file = await place.store.read();
    if (!file.ok) {
      return file;
    }
    for (const [registryKey, link] of linksOf(file.value, place.folder)) {
      links.set(registryKey, link);
    }
    measured.push(...measurementsIn(file.value, place.folder));
  }
  measured.sort((left, right) => (left.at < right.at ? 1 : -1));
  return success({ links, measured, placeOf: key => places(folder, key) });
}

/**
 * Keeps the figures where the version that was tried is linked, else where the skill is linked first; a skill without
 * a link keeps none. Gives what was measured of the skill by now, newest first, and the failure of the link file.
 */
export async function keepFigures(
  { links, measured, placeOf }: SkillLinks,
  report: EvalReport,
): Promise<{ readonly measured: readonly Measurement[]; readonly failure: Failure | null }> {
  const measurement = measurementOf({ ...report, suiteDigest: casesDigest(report.suites) });
  if (!measurement) {
    return { measured, failure: null };
  }
  const all = [measurement, ...measured];
  const tried = report.arms.flatMap(arm => (arm.kind === 'version' ? [arm.registryKey] : []));
  const key = tried.find(each => links.has(each)) ?? [...links.keys()][0];
  if (key === undefined) {
    return { measured: all, failure: null };
  }
  const place = placeOf(key);
  const written = await place.store.update(file => withMeasurement(file, place.folder, measurement));
  return { measured: all, failure: written.ok ? null : written.failure };
}
