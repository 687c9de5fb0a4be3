import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  dayWords,
  figuresOf,
  figuresWords,
  type Measurement,
  maxMeasurements,
  measurementOf,
  measurementsIn,
  withMeasurement,
} from '../../../../src/core/evals/measured.ts';
import { suiteDigest } from '../../../../src/core/evals/suite/suiteDigest.ts';
import {
  emptyLinkFile,
  formatLinkFile,
  moveLinks,
  parseLinkFile,
} from '../../../../src/core/link/linkFile.ts';
import { reportOf } from '../../../support/evals/reports.ts';
import {
  noSkill,
  ScriptedExecutor,
  versionArm,
  workingCopy,
} from '../../../support/evals/scriptedExecutor.ts';
import { evalsJson, suitesOf } from '../../../support/evals/suites.ts';
import { assertOk } from '../../../support/result.ts';

const cases = Array.from({ length: 10 }, (_, id) => ({
  id,
  prompt: `p${id}`,
  expectations: [{ contains: 'yes' }],
}));
const files = evalsJson(...cases);

/** v5 passes 9 of the 10 cases, v4 and the others 7. */
const executor = () =>
  new ScriptedExecutor(({ prompt, skills }) =>
    Number(prompt.slice(1)) < (skills[0]?.published?.version === '5' ? 9 : 7) ? 'yes' : 'no',
  );

const compared = () => reportOf(files, executor(), { arms: [versionArm('5'), versionArm('4')] });
const v5 = { registryKey: 'openai', key: '5', digest: null };
const v4 = { registryKey: 'openai', key: '4', digest: null };

const at = (day: number): Measurement => ({
  suite: 'sha256:s',
  executor: 'openai',
  model: 'm',
  judge: 'j',
  runs: 3,
  arms: [],
  verdict: null,
  isPartial: false,
  at: new Date(Date.UTC(2026, 0, day)).toISOString(),
});

describe('what was measured', () => {
  it('is kept as figures: no prompt, no answer, no evidence', async () => {
    const measurement = measurementOf(await compared())!;
    assert.deepEqual(
      measurement.arms.map(({ label, version, passed, total, score }) => [
        label,
        version?.key,
        passed,
        total,
        score,
      ]),
      [
        ['v5', '5', 9, 10, 0.9],
        ['v4', '4', 7, 10, 0.7],
      ],
    );
    assert.equal(measurement.verdict, 'too-close');
    const text = JSON.stringify(measurement);
    assert.ok(!/p0|yes|Contains/.test(text));
  });

  it('is not kept where only some cases were chosen, or nothing could be judged', async () => {
    assert.equal(measurementOf(await reportOf(files, executor(), { isWhole: false, runs: 1 })), null);
    const silent = new ScriptedExecutor(() => ({ kind: 'refused', registry: 'Scripted', reason: 'policy' }));
    assert.equal(measurementOf(await reportOf(files, silent, { runs: 1 })), null);
  });

  it('is told as such when it ended early', async () => {
    const report = await reportOf(files, executor(), { runs: 1, maxTokens: 300 });
    const measurement = measurementOf(report)!;
    assert.deepEqual([measurement.isPartial, measurement.arms[0]!.total], [true, 3]);
  });

  it('is whole where all cases have a result and only a trigger set was cut short', async () => {
    const triggers = JSON.stringify([{ query: 'q', should_trigger: true }]);
    const plan = { runs: 1, maxTokens: 1000 };
    const report = await reportOf({ ...files, 'evals/trigger.json': triggers }, executor(), plan);
    assert.equal(report.early?.why, 'ceiling');
    assert.equal(measurementOf(report)!.isPartial, false);
  });

  it('goes into the link file and comes back, and moves with the folder', async () => {
    const measurement = measurementOf(await compared())!;
    const file = withMeasurement(emptyLinkFile, 'skills/invoices', measurement);
    const back = parseLinkFile(formatLinkFile(file));
    assertOk(back);
    assert.deepEqual(measurementsIn(back.value, 'skills/invoices'), [measurement]);
    assert.deepEqual(measurementsIn(moveLinks(back.value, 'skills', 'other'), 'other/invoices'), [
      measurement,
    ]);
  });

  it('keeps the newest 20, newest first', () => {
    let file = emptyLinkFile;
    for (let day = 1; day <= 25; day++) {
      file = withMeasurement(file, 'a', at(day));
    }
    const kept = measurementsIn(file, 'a');
    assert.deepEqual([kept.length, kept[0]!.at, kept.at(-1)!.at], [maxMeasurements, at(25).at, at(6).at]);
  });

  it('that is damaged is passed over', () => {
    const good = at(2);
    for (const bad of [
      null,
      'x',
      {},
      { ...good, at: 'never' },
      { ...good, arms: [{}] },
      { ...good, runs: '3' },
    ]) {
      const note = { skills: { a: { measured: [bad, good] } }, version: 1 };
      const file = parseLinkFile(JSON.stringify(note));
      assertOk(file);
      assert.deepEqual(measurementsIn(file.value, 'a'), [good]);
    }
    const none = parseLinkFile(JSON.stringify({ skills: { a: { measured: 'x' } }, version: 1 }));
    assertOk(none);
    assert.deepEqual(measurementsIn(none.value, 'a'), []);
  });
});

describe('the figures of a version', () => {
  const now = new Date(2026, 10, 21, 12).getTime();

  it('are told with those that they were held against', async () => {
    const measurements = [measurementOf(await compared())!];
    assert.equal(
      figuresWords(figuresOf(measurements, v5), 'v5', now),
      'v5: 9 of 10 (v4: 7 of 10), 3 runs, yesterday',
    );
    assert.equal(
      figuresWords(figuresOf(measurements, v4), 'v4', now),
      'v4: 7 of 10 (v5: 9 of 10), 3 runs, yesterday',
    );
    assert.equal(figuresWords(figuresOf(measurements, { ...v5, key: '6' }), 'v6', now), 'never tried');
    assert.equal(
      figuresWords(figuresOf(measurements, { ...v5, registryKey: 'local' }), 'v5', now),
      'never tried',
    );
  });

  it('are those of the working copy that was tried before it was published', async () => {
    const measurements = [
      measurementOf(await reportOf(files, executor(), { arms: [workingCopy, noSkill], runs: 1 }))!,
    ];
    const published = { registryKey: 'openai', key: '6', digest: 'sha256:w' };
    assert.equal(
      figuresWords(figuresOf(measurements, published), 'v6', now),
      'v6: 7 of 10 (no skill: 7 of 10), 1 run, yesterday',
    );
  });

  it('turn the verdict round for the arm that came second', async () => {
    const list = Array.from({ length: 8 }, (_, id) => ({
      id,
      prompt: 'p',
      expectations: [{ contains: 'yes' }],
    }));
    const run = new ScriptedExecutor(({ skills }) => (skills[0]?.published?.version === '5' ? 'yes' : 'no'));
    const report = await reportOf(evalsJson(...list), run, { arms: [versionArm('5'), versionArm('4')] });
    const measurements = [measurementOf(report)!];
    assert.deepEqual(
      [figuresOf(measurements, v5)!.verdict, figuresOf(measurements, v4)!.verdict],
      ['better', 'worse'],
    );
  });

  it('of the suite as it is now go before newer ones of another', async () => {
    const old = measurementOf(await compared())!;
    const newer = { ...old, suite: 'sha256:other', at: '2026-11-25T00:00:00.000Z' };
    assert.equal(figuresOf([newer, old], v5, old.suite)!.measurement, old);
    assert.equal(figuresOf([newer, old], v5)!.measurement, newer);
    const partial = { ...old, isPartial: true, at: '2026-11-26T00:00:00.000Z' };
    assert.equal(figuresOf([partial, newer, old], v5, old.suite)!.measurement, old, 'a whole run first');
    assert.equal(figuresOf([partial, newer], v5, old.suite)!.measurement, partial);
  });

  it('say how long ago, by the calendar', () => {
    const noon = new Date(2026, 10, 21, 12).getTime();
    const day = (...parts: readonly [number, number, number, number]) => new Date(...parts).toISOString();
    assert.deepEqual(
      [day(2026, 10, 21, 0), day(2026, 10, 20, 23), day(2026, 10, 10, 12), day(2026, 0, 5, 12)].map(each =>
        dayWords(each, noon),
      ),
      ['today', 'yesterday', '11 days ago', '2026-01-05'],
    );
  });
});

describe('the digest of a suite', () => {
  const digest = async (written: Record<string, string>) => suiteDigest((await suitesOf(written)).suites);

  it('stays the same however the file is formatted and ordered, and changes with what is asked or judged', async () => {
    const [first] = cases;
    const base = await digest(evalsJson(...cases));
    assert.equal(await digest({ 'evals/evals.json': JSON.stringify(cases.toReversed()) }), base);
    assert.notEqual(await digest(evalsJson(...cases.slice(1))), base);
    assert.notEqual(await digest(evalsJson({ ...first, prompt: 'q' }, ...cases.slice(1))), base);
    assert.notEqual(
      await digest(evalsJson({ ...first, expectations: [{ contains: 'no' }] }, ...cases.slice(1))),
      base,
    );
  });
});
