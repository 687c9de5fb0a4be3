import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { withMeasurement } from '../../src/core/evals/measured.ts';
import type { CaseNumbers, Rate } from '../../src/core/evals/numbers/evalNumbers.ts';
import type { EvalReport } from '../../src/core/evals/report/evalReport.ts';
import { casesDigest } from '../../src/core/evals/suite/suiteDigest.ts';
import { linkOf } from '../../src/core/link/linkFile.ts';
import { publishSkill } from '../../src/editor/commands/skill/publishSkill.ts';
import { rollBack } from '../../src/editor/commands/version/rollBack.ts';
import { setDefaultVersion } from '../../src/editor/commands/version/setDefaultVersion.ts';
import { keepMeasurement } from '../../src/editor/evals/keptReports.ts';
import { workingCopyArm } from '../../src/editor/evals/run/offeredArms.ts';
import { triedSkill, versionNotes } from '../../src/editor/evals/triedSkill.ts';
import { linkPlaceOf } from '../../src/editor/links/twins.ts';
import type { RegistryNode } from '../../src/editor/tree/registryNode.ts';
import { openEditor, uniqueName } from '../support/editor/openEditor.ts';
import { suitesOf } from '../support/evals/suites.ts';
import { assertOk } from '../support/result.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const text = (name: string, body: string) =>
  `${skillText(name, 'Does it well. Use when it must be done.')}\n${body}\n`;
const expense = {
  inputTokens: 1,
  outputTokens: 1,
  judgeTokens: 0,
  requests: 3,
  meanMs: 1,
  meanTokens: 2,
};
const oneCase = (runs: Rate): CaseNumbers => ({
  ...{ caseId: '1', runs, score: 1, isPassed: true, failedRuns: 0, notJudgedRuns: 0, notRun: 0, expense },
  expectations: [],
});
const report: EvalReport = {
  skillName: 'early',
  executor: { kind: 'editor', label: 'Model', model: 'm' },
  judgeModel: 'm',
  arms: [],
  suiteDigest: 'sha256:s',
  isWhole: true,
  suites: [],
  runs: 3,
  votes: 1,
  results: [],
  comparisons: [],
  numbers: [],
  differences: [],
  early: null,
  startedAt: '2026-11-27T09:00:00.000Z',
  endedAt: '2026-11-27T09:00:01.000Z',
  maxTokens: null,
};
const evals = JSON.stringify({ evals: [{ id: 1, prompt: 'Do it.', expectations: ['It is done.'] }] });

/** A skill with a case, of which two versions are published to a registry where v1 is the default. */
async function openPublished() {
  const editor = await openEditor();
  const team = await editor.addRegistry('openai', 'Team');
  const name = uniqueName('promote');
  const skill = await editor.addSkill(name, { 'SKILL.md': text(name, 'One.'), 'evals/evals.json': evals });
  editor.dialogs.on('Publish To', ['Team']);
  editor.dialogs.on(`Publish ${name}`, /^Publish v1/);
  await editor.run(publishSkill, skill.uri);
  await editor.write(skill, { 'SKILL.md': text(name, 'Two.') });
  editor.dialogs.on(`Publish ${name}`, /^Publish v2 to Team$/);
  await editor.run(publishSkill, skill.uri);
  const place = await linkPlaceOf(editor.services, skill, team.settings.id);
  const file = await place.store.read();
  assertOk(file);
  const registryKey = editor.services.connections.keyOf(team.settings.id);
  const skillId = linkOf(file.value, place.folder, registryKey)?.skillId ?? '';
  const remote = async () => {
    const found = await team.registry.getSkill(skillId);
    assertOk(found);
    return found.value;
  };
  const row = async (key: string): Promise<RegistryNode> => {
    const version = await team.registry.getVersion(skillId, key);
    assertOk(version);
    return { kind: 'version', registryId: team.settings.id, skill: await remote(), version: version.value };
  };
  /** Keeps what a run of two arms came to: cases passed, of ten. */
  const measure = async (passed: Readonly<Record<'1' | '2', number>>, verdict: 'better' | 'worse') => {
    const arms = (['2', '1'] as const).map(key => ({
      version: { registryKey, key },
      label: `v${key}`,
      digest: null,
      passed: passed[key],
      total: 10,
      score: passed[key] / 10,
      interval: { low: 0, high: 1 },
    }));
    const { suites } = await suitesOf({ 'evals/evals.json': evals });
    const head = { suite: casesDigest(suites), executor: 'editor', model: 'm', judge: 'm', runs: 3 } as const;
    const measurement = { ...head, arms, verdict, isPartial: false, at: new Date().toISOString() };
    assertOk(await place.store.update(known => withMeasurement(known, place.folder, measurement)));
  };
  return { editor, team, name, skill, remote, row, measure };
}

/** Sets `skillwright.promotion` until it is disposed of. */
async function promotionIs(value: 'require' | 'off'): Promise<AsyncDisposable> {
  const configured = vscode.workspace.getConfiguration();
  await configured.update('skillwright.promotion', value, vscode.ConfigurationTarget.Global);
  return {
    [Symbol.asyncDispose]: async () => {
      await configured.update('skillwright.promotion', undefined, vscode.ConfigurationTarget.Global);
    },
  };
}

suite('Promotion', () => {
  test('of a version that was never tried is asked about, and trying it first leaves the default', async () => {
    const { editor, team, row, remote } = await openPublished();
    await using _ = editor;
    const { dialogs, services } = editor;
    const tried: string[] = [];
    services.trials.event(trial => tried.push(`${trial.tried.key} against ${trial.against.key}`));
    dialogs.on('v2 was never tried with the evals of this skill.', 'Try v2 Against v1');
    await editor.run(setDefaultVersion, await row('2'));
    assert.deepEqual([tried, (await remote()).defaultVersion], [['2 against 1'], '1']);
    assert.equal(dialogs.details.at(-1), 'v2: never tried\nv1: never tried');

    services.registriesTree.noteVersions(node => versionNotes(services, node));
    const listed = await services.registriesTree.getChildren({
      kind: 'skill',
      registryId: team.settings.id,
      skill: await remote(),
    });
    const told = listed.map(node => (node.kind === 'version' ? node.note : node.kind));
    assert.deepEqual(told, ['comparison', 'trial', 'never tried', 'never tried']);

    dialogs.on('v2 was never tried', 'Make v2 the Default');
    await editor.run(setDefaultVersion, await row('2'));
    assert.equal((await remote()).defaultVersion, '2');
    dialogs.assertAllAsked();
  });

  test('of a version that did better is not asked about, and says with which figures it went', async () => {
    const { editor, measure, name, row, remote } = await openPublished();
    await using _ = editor;
    await measure({ '2': 9, '1': 7 }, 'better');
    await editor.run(setDefaultVersion, await row('2'));
    assert.equal(
      editor.dialogs.messages().at(-1),
      `info: v2 of “${name}” on Team is the default now. v2: 9 of 10 (v1: 7 of 10), 3 runs, today.`,
    );
    assert.equal((await remote()).defaultVersion, '2');

    editor.dialogs.on('v1 did worse than v2.', null);
    await editor.run(setDefaultVersion, await row('1'));
    assert.equal((await remote()).defaultVersion, '2');
    editor.dialogs.assertAllAsked();
  });

  test('is refused where the setting requires that a version was tried, by a roll back and a publish as well', async () => {
    const { editor, measure, name, skill, row, remote } = await openPublished();
    await using _ = editor;
    await using __ = await promotionIs('require');
    const { dialogs } = editor;
    dialogs.on('v2 was never tried with the evals of this skill. The setting “Promotion” lets only', null);
    await editor.run(setDefaultVersion, await row('2'));
    assert.equal((await remote()).defaultVersion, '1');
    await editor.write(skill, { 'SKILL.md': text(name, 'Three.') });
    dialogs.on(`Publish ${name}`, /^Publish v3 to Team, as the default/);
    dialogs.on('v3 was never tried with the evals of this skill. The setting “Promotion” lets only', null);
    await editor.run(publishSkill, skill.uri);
    assert.deepEqual([(await remote()).defaultVersion, (await remote()).latestVersion], ['1', '2']);

    await measure({ '2': 9, '1': 7 }, 'better');
    await editor.run(setDefaultVersion, await row('2'));
    assert.equal((await remote()).defaultVersion, '2');
    dialogs.on('v1 did worse than v2. The setting “Promotion” lets only', null);
    await editor.run(rollBack, await row('1'));
    assert.equal((await remote()).defaultVersion, '2');

    await editor.write(skill, { 'evals/evals.json': evals.replace('Do it.', 'Do it twice.') });
    dialogs.on('v1 was not tried with the cases as they are now. The setting “Promotion” lets only', null);
    await editor.run(rollBack, await row('1'));
    assert.equal((await remote()).defaultVersion, '2');
    dialogs.assertAllAsked();
  });

  test('is asked about by no roll back, which may be urgent, and by nothing where the setting is off', async () => {
    const { editor, row, remote } = await openPublished();
    await using _ = editor;
    {
      await using __ = await promotionIs('off');
      await editor.run(setDefaultVersion, await row('2'));
      assert.equal((await remote()).defaultVersion, '2');
    }
    await editor.run(rollBack, await row('1'));
    assert.equal((await remote()).defaultVersion, '1');
    editor.dialogs.assertAllAsked();
  });

  test('knows a version by its content that was tried before anything of the skill was published', async () => {
    await using editor = await openEditor();
    await editor.addRegistry('openai', 'Team');
    const name = uniqueName('early');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name, 'One.'), 'evals/evals.json': evals });
    const arm = await workingCopyArm(skill);
    assertOk(arm);
    const measured = { rate: 1, interval: { low: 0, high: 1 }, passed: 3, total: 3 };
    const casesPassed = { ...measured, passed: 1, total: 1 };
    const counted = { suite: 'evals/evals.json', arm: 0, cases: [oneCase(measured)], casesPassed };
    const numbers = [{ kind: 'cases', ...counted, runsPassed: measured, score: 1, expense } as const];
    await keepMeasurement(editor.services, skill, { ...report, arms: [arm.value.arm], numbers });
    editor.dialogs.on('Publish To', ['Team']);
    editor.dialogs.on(`Publish ${name}`, /^Publish v1/);
    await editor.run(publishSkill, skill.uri);
    const [known] = await editor.services.states.of(skill);
    const registryId = editor.services.connections.all().find(({ label }) => label === 'Team')?.id ?? '';
    const tried = await triedSkill(editor.services, registryId, known?.link.skillId ?? '');
    const figures = await tried?.figures('1');
    assert.deepEqual([figures?.own.label, figures?.own.passed, figures?.own.total], ['working copy', 1, 1]);
  });

  test('of what is published already is asked about as that, by what was measured of the version', async () => {
    const { editor, name, skill, remote, measure } = await openPublished();
    await using _ = editor;
    const { dialogs } = editor;
    dialogs.on(`Publish ${name}`, /^Make v2 the default on Team/);
    dialogs.on('v2 was never tried with the evals of this skill. Make it the default all the same?', null);
    await editor.run(publishSkill, skill.uri);
    assert.equal((await remote()).defaultVersion, '1', 'turned away');
    await measure({ '1': 5, '2': 9 }, 'better');
    dialogs.on(`Publish ${name}`, /^Make v2 the default on Team/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(`v2 of “${name}” on Team is the default now.`);
    assert.equal((await remote()).defaultVersion, '2');
    dialogs.assertAllAsked();
  });

  test('by a publish is asked about, too, and the version can be published without it', async () => {
    const { editor, name, skill, remote } = await openPublished();
    await using _ = editor;
    const { dialogs } = editor;
    await editor.write(skill, { 'SKILL.md': text(name, 'Three.') });
    dialogs.on(`Publish ${name}`, /^Publish v3 to Team, as the default/);
    dialogs.on('v3 was never tried with the evals of this skill.', 'Publish and Leave the Default');
    await editor.run(publishSkill, skill.uri);
    const { defaultVersion, latestVersion } = await remote();
    assert.deepEqual([defaultVersion, latestVersion], ['1', '3']);
    dialogs.assertAllAsked();
  });
});
