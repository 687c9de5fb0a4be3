import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { choicesFor, linkDecisions, pending } from '../../../../src/cli/publish/choices.ts';
import { readPublishArguments } from '../../../../src/cli/publish/options.ts';
import { reportJson } from '../../../../src/cli/publish/reportJson.ts';
import { reviewText } from '../../../../src/cli/publish/reviewText.ts';
import type { Outcome } from '../../../../src/core/publish/outcome.ts';
import type { PublishPlan } from '../../../../src/core/publish/plan/plan.ts';
import { fakeSecrets } from '../../../support/editor/fakeSecrets.ts';
import {
  goOn,
  makePublisher,
  type Publisher,
  plan,
  publishOne,
  skillFolder,
  skillText,
  targetsOf,
  targetTo,
} from '../../../support/publish/publisher.ts';
import { Faults } from '../../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import type { MemoryFolder } from '../../../support/skill/memoryFolder.ts';

let server: TestRegistry;
before(async () => {
  server = await startTestRegistry();
});
after(() => server.dispose());

const planOf = (publisher: Publisher, folder: MemoryFolder) =>
  plan(publisher, { skills: [{ folder, path: folder.name }], targets: [targetTo(server)] });

function textOf(planned: PublishPlan): string {
  return planned.skills
    .flatMap(reviewText)
    .join('\n')
    .replace(/[\d.]+ (B|KB)/g, '# $1')
    .replace(/≈ \d+/, '≈ #')
    .replace(/skill_\w+/g, 'skill_#');
}

function argumentsOf(...args: readonly string[]) {
  const read = readPublishArguments(['folder', '--registry', 'local', ...args]);
  assert.ok(typeof read !== 'string', String(read));
  return read;
}

describe('the review in a terminal', () => {
  it('tells what would change', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('told', 'One.', { 'old.md': 'old', 'kept.md': 'kept' });
    const first = await planOf(publisher, folder);
    assert.equal(
      textOf(first),
      'told (told)\n  3 files, # B, # B zipped, SKILL.md ≈ # tokens\n  Test: new skill, v1',
    );
    await goOn(publisher, first);
    folder.entries.delete('old.md');
    folder.entries.set('new.md', 'new');
    folder.entries.set('kept.md', { content: 'kept', isExecutable: true });
    const second = await planOf(publisher, folder);
    assert.match(
      textOf(second),
      / {2}Test: v1 → v2 of “[\w-]+” \(skill_#\)\n {4}\+ new\.md\n {4}- old\.md\n {4}~ kept\.md$/,
    );
    await goOn(publisher, second);
    const third = await planOf(publisher, folder);
    assert.match(textOf(third), /Test: nothing changed since v2, which is not the default$/);
  });

  it('tells that what changes is not known where the published version cannot be looked into', async () => {
    const faults = new Faults();
    const locked = await startTestRegistry({ wrap: faults.wrap });
    await using publisher = await makePublisher();
    const folder = skillFolder('unseen', 'One.');
    await publishOne(publisher, folder, targetTo(locked));
    folder.entries.set('SKILL.md', skillText('unseen', 'Two.'));
    faults.arm({ kind: 'answer', status: 403 }, { when: ({ path }) => path.endsWith('/content'), times: 9 });
    const request = { skills: [{ folder, path: 'unseen' }], targets: [targetTo(locked)] };
    const planned = await plan(publisher, request);
    assert.match(
      textOf(planned),
      /skill_#\)\n {4}what changes is not known: v1 there could not be looked into$/,
    );
    await planned.dispose();
    await locked.dispose();
  });

  it('tells what stands in the way, by file and line', async () => {
    await using publisher = await makePublisher();
    const secrets = fakeSecrets(3);
    const leaky = skillFolder('in-the-way', 'Hi.', { 'a.md': `\n${secrets.github}\n` });
    leaky.entries.set('SKILL.md', skillText('Another'));
    const planned = await planOf(publisher, leaky);
    const text = textOf(planned);
    assert.match(text, /^ {2}secret: in-the-way\/a\.md:2 GitHub token$/m);
    assert.match(text, /^ {4}error: in-the-way\/SKILL\.md:2 /m);
    assert.ok(!text.includes(secrets.github));
    await planned.dispose();

    const nothing = skillFolder('nothing-there');
    nothing.entries.delete('SKILL.md');
    assert.match(textOf(await planOf(publisher, nothing)), /nothing-there has no SKILL\.md/);
  });

  it('tells which option answers what it asks', async () => {
    await using publisher = await makePublisher();
    await using colleague = await makePublisher();
    const target = targetTo(server);
    await publishOne(colleague, skillFolder('asked', 'Same.'), target);
    const asked = await planOf(publisher, skillFolder('asked', 'Same.'));
    assert.match(textOf(asked), /name \(skill_# with the same content\): use --link ID or --new$/);
    await asked.dispose();

    publisher.links.text = colleague.links.text;
    await publishOne(colleague, skillFolder('asked', 'Theirs.'), target);
    const conflict = await planOf(publisher, skillFolder('asked', 'Mine.'));
    assert.match(
      textOf(conflict),
      /somebody published v2 of “[\w-]+” \(skill_#\) since v1: compare, then use --anyway/,
    );
    await conflict.dispose();

    const [review] = targetsOf(conflict);
    assert.ok(review?.action.kind === 'conflict');
    await target.registry.deleteSkill(review.action.skillId);
    const gone = await planOf(publisher, skillFolder('asked', 'Mine.'));
    assert.match(textOf(gone), /linked to is gone: use --new, or --link ID$/);
    await gone.dispose();
  });
});

describe('the options answer', () => {
  it('a name that exists by --link or --new, and nothing without', async () => {
    await using publisher = await makePublisher();
    await using colleague = await makePublisher();
    await publishOne(colleague, skillFolder('answered'), targetTo(server));
    const asked = await planOf(publisher, skillFolder('answered', 'Mine.'));
    const [target] = targetsOf(asked);
    assert.ok(target);
    assert.deepEqual([...linkDecisions(argumentsOf(), asked)], []);
    assert.deepEqual([...linkDecisions(argumentsOf('--new'), asked)], [[target.id, { kind: 'new' }]]);
    assert.deepEqual(
      [...linkDecisions(argumentsOf('--link', 'skill_1'), asked)],
      [[target.id, { kind: 'existing', skillId: 'skill_1' }]],
    );
    assert.deepEqual(pending(asked, choicesFor(argumentsOf(), asked, true)), []);
    await asked.dispose();
  });

  it('what is left to do, which for the same files is the default only', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('left');
    const first = await planOf(publisher, folder);
    assert.equal(pending(first, choicesFor(argumentsOf(), first, true)).length, 1);
    await goOn(publisher, first);
    folder.entries.set('more.md', 'More.');
    await publishOne(publisher, folder, targetTo(server));
    const second = await planOf(publisher, folder);
    assert.equal(pending(second, choicesFor(argumentsOf(), second, true)).length, 0);
    assert.equal(pending(second, choicesFor(argumentsOf('--default'), second, true)).length, 1);
  });

  it('secrets by a path from the skill’s folder or from here', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('permitted', 'Hi.', { '.env': 'A=1\n' });
    const planned = await planOf(publisher, folder);
    for (const path of ['.env', 'permitted/.env', './permitted/.env']) {
      const choices = choicesFor(argumentsOf('--allow-secret', path), planned, true);
      assert.ok(choices.allowSecrets?.get('permitted')?.includes('.env'), path);
    }
    const other = choicesFor(argumentsOf('--allow-secret', 'other/.env'), planned, true);
    assert.ok(!other.allowSecrets?.get('permitted')?.includes('.env'));
    await planned.dispose();
  });
});

describe('the report for programs', () => {
  it('has every outcome, with failures in words, and no value of a secret', async () => {
    await using publisher = await makePublisher();
    const { github } = fakeSecrets(4);
    const folder = skillFolder('reported', 'Hi.', { 'a.md': github });
    const planned = await planOf(publisher, folder);
    const [target] = targetsOf(planned);
    assert.ok(target);
    const outcome: Outcome = {
      kind: 'not-published',
      failure: { kind: 'secrets', skill: 'reported', findings: planned.skills[0]?.secrets ?? [] },
      mayArrive: false,
    };
    const report = JSON.parse(JSON.stringify(reportJson(planned, new Map([[target.id, outcome]]), false)));
    assert.equal(report.ok, false);
    const [skill] = report.skills;
    assert.deepEqual(skill.secrets, [{ path: 'a.md', line: 1, what: 'GitHub token' }]);
    const [told] = skill.targets;
    assert.deepEqual([told.action, told.to, told.outcome.kind], ['create', 'v1', 'not-published']);
    assert.equal(told.outcome.failure.kind, 'secrets');
    assert.match(told.outcome.failure.message, /a\.md:1/);
    assert.ok(!JSON.stringify(report).includes(github));
    await planned.dispose();
  });
});
