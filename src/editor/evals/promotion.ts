import * as vscode from 'vscode';
import { settingIds } from '../../contributions.ts';
import { figuresOf, figuresWords, type VersionFigures } from '../../core/evals/measured.ts';
import type { RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import { versionLabel } from '../../core/registry/versionLabel.ts';
import { linkedSkills } from '../links/twins.ts';
import type { Services } from '../services/services.ts';
import { confirm } from '../ui/quickPick.ts';
import { askModally } from '../ui/shown.ts';
import { measurementsOf } from './keptReports.ts';
import { readSkillSuites } from './skillSuites.ts';

/** What is about to become the default, and of what. */
export interface Promotion {
  readonly registryId: string;
  readonly skill: RemoteSkill;
  readonly version: RemoteVersion;
}

/**
 * Whether a version may become the default, by what was measured of it. Only skills of the workspace that have evals
 * are held to it; the setting `skillwright.promotion` says whether the person is asked, or held back.
 */
export async function mayPromote(services: Services, promotion: Promotion): Promise<boolean> {
  const { registryId, skill, version } = promotion;
  const [linked] = await linkedSkills(services, registryId, skill.id);
  if (!linked) {
    return true;
  }
  const configured = vscode.workspace
    .getConfiguration(undefined, linked.uri)
    .get<string>(settingIds.promotion);
  const { suites } = configured === 'off' ? { suites: [] } : await readSkillSuites(linked);
  if (suites.length === 0) {
    return true;
  }
  const measured = await measurementsOf(services, linked);
  const figures = async (key: string | null) => {
    if (key === null) {
      return null;
    }
    const facts = await services.versions.factsIfCached({ registryId, skillId: skill.id, version: key });
    const registryKey = services.connections.keyOf(registryId);
    return figuresOf(measured, { registryKey, key, digest: facts?.digest ?? null });
  };
  const own = await figures(version.key);
  const present = await figures(skill.defaultVersion);
  const label = versionLabel(version);
  const why = objection(label, own, present);
  if (why === null) {
    return true;
  }
  const now = Date.now();
  const evidence = [
    figuresWords(own, label, now),
    ...(present === null || skill.defaultVersion === null
      ? []
      : [`The default now: ${figuresWords(present, `v${skill.defaultVersion}`, now)}`]),
  ];
  if (configured === 'require') {
    const run = 'Show Evals';
    const answer = await askModally(
      `${why} It stays what it is: the setting “Promotion” lets only versions become the default that were tried.`,
      evidence.join('\n'),
      run,
    );
    if (answer === run) {
      await vscode.commands.executeCommand('workbench.view.testing.focus');
    }
    return false;
  }
  return confirm(`${why} Make it the default all the same?`, evidence, `Make ${label} the Default`);
}

/** What speaks against a version, as a sentence; null where nothing does. */
function objection(label: string, own: VersionFigures | null, present: VersionFigures | null): string | null {
  if (own === null) {
    return `${label} was never tried with the evals of this skill.`;
  }
  if (own.verdict === 'worse') {
    return `${label} did worse than ${own.other?.label ?? 'what it was held against'}.`;
  }
  const isSameSuite = own.measurement.suite === present?.measurement.suite;
  return isSameSuite && present !== null && own.own.score < present.own.score
    ? `${label} passed less than the present default.`
    : null;
}
