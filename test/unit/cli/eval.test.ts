import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { measurementsIn } from '../../../src/core/evals/measured.ts';
import { readEvalReport } from '../../../src/core/evals/report/evalReportJson.ts';
import { parseLinkFile } from '../../../src/core/link/linkFile.ts';
import { evalKey, totalCases, totalsWithSkill } from '../../support/evals/evalFolder.ts';
import { startEvals } from '../../support/evals/startEvals.ts';
import { startGateway } from '../../support/models/gateway.ts';
import { runCli } from '../../support/process/runCli.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../support/result.ts';
import { zipContents } from '../../support/zip/zipContents.ts';

const cases = (...totals: readonly string[]) => ({ 'evals/evals.json': totalCases(...totals) });

test('eval tries the working copy three times a case, and passes when every case does', async () => {
  await using started = await startEvals(cases('12.50', 'euros'));
  const { code, stdout, stderr } = await started.run();
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /^invoices, working copy, with 127\.0\.0\.1:\d+, gpt-test: 6 requests, ≈ [\d,]+ tokens\./,
  );
  assert.match(stdout, /pass {2}evals\/evals\.json 1: .*\(passed in 3 of 3 runs\)/);
  assert.match(stdout, /Passed: 2 of 2 cases passed, all have to\.\n$/);
  assert.equal(started.server.requests.length, 6);
  assert.ok(started.server.requests.every(({ skills }) => skills[0] === 'invoices'));
  assert.ok(started.server.requests.every(({ headers }) => headers.authorization === `Bearer ${evalKey}`));
});

test('eval tries the working copy as it was when it began, whatever is written meanwhile', async () => {
  let folder = '';
  await using started = await startEvals(cases('12.50'), async (request, index) => {
    if (index === 0) {
      await writeFile(join(folder, 'SKILL.md'), '---\nname: invoices\ndescription: Other.\n---\n\nNew.\n');
    }
    return totalsWithSkill(request, index);
  });
  folder = started.folder.skill;
  const { code } = await started.run('--runs', '8');
  assert.equal(code, 0);
  const sent = started.server.requests.map(({ body }) => /"data":"([^"]+)"/.exec(JSON.stringify(body))?.[1]);
  assert.equal(sent.length, 8);
  const manifests = await Promise.all(
    sent.map(async data => {
      const files = await zipContents(Buffer.from(data ?? '', 'base64'));
      return String(files.get('invoices/SKILL.md'));
    }),
  );
  assert.ok(
    manifests.every(text => /Add them up/.test(text)),
    manifests.join('\n'),
  );
});

test('eval exits with 1 when a case fails, and says which expectation did', async () => {
  await using started = await startEvals(cases('12.50', 'dollars'));
  const { code, stdout } = await started.run('--runs', '1');
  assert.equal(code, 1);
  assert.match(stdout, /FAIL {2}evals\/evals\.json 2: .*\(passed in 0 of 1 run\)\n {8}.*dollars/);
  assert.match(stdout, /Not passed: 1 of 2 cases passed, all have to\./);
});

test('eval passes at a threshold that the share of cases reaches, and not below it', async () => {
  await using started = await startEvals(cases('12.50', 'euros', 'total', 'dollars'));
  const met = await started.run('--runs', '1', '--threshold', '0.75');
  assert.deepEqual([met.code, /3 of 4 cases passed, 75 % have to/.test(met.stdout)], [0, true]);
  assert.equal((await started.run('--runs', '1', '--threshold', '0.8')).code, 1);
  assert.match((await started.run('--runs', '1', '--threshold', '0.57')).stdout, /, 57 % have to/);
});

test('eval ends as partial, with 3, at the ceiling of tokens, and keeps what was measured', async () => {
  await using started = await startEvals(cases('12.50', 'euros', 'total'));
  const { code, stdout, stderr } = await started.run('--max-tokens', '1500', '--json');
  assert.equal(code, 3);
  assert.match(stderr, /over the ceiling/);
  const document = JSON.parse(stdout);
  assert.deepEqual([document.ok, document.outcome, document.early.why], [false, 'partial', 'ceiling']);
  assert.ok(document.passed < document.total, 'what was not run has not passed');
  assert.ok(started.server.requests.length < 9);
});

test('eval holds the first arm against the second, and only the first has to pass', async () => {
  await using started = await startEvals(cases('12.50', 'euros'));
  const { code, stdout } = await started.run('--arm', 'working', '--arm', 'none', '--runs', '1');
  assert.equal(code, 0, stdout);
  assert.match(
    stdout,
    /working copy against no skill: too close to tell with 1 run of 2 cases, \+100 points/,
  );
  const turned = await started.run('--arm', 'none', '--arm', 'working', '--runs', '1');
  assert.equal(turned.code, 1, 'the model without the skill knows nothing');
});

test('eval prints one document with --json, which can be read as a report again', async () => {
  await using started = await startEvals(cases('12.50', 'dollars'));
  const { stdout } = await started.run('--runs', '1', '--json');
  const document = JSON.parse(stdout);
  assert.deepEqual(
    [document.ok, document.outcome, document.error, document.passed, document.total],
    [false, 'not-passed', null, 1, 2],
  );
  assert.equal(readEvalReport(stdout)?.results.length, 2);
});

test('eval could not run, with 2 and a document, before it sends anything', async () => {
  await using started = await startEvals(cases('12.50'));
  const { folder, run, server } = started;
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['--key-env', 'NOT_SET_ANYWHERE'], /^Set NOT_SET_ANYWHERE to the key for openai=/],
    [['--with', 'anthropic', '--with', 'openai'], /one place at a time/],
    [['--arm', 'default'], /not published yet, so that it has no version/],
    [['--arm', 'v3', '--registry', 'local'], /not linked to a skill in Local/],
    [['--junit', 'not/there.xml'], /There is no folder for .*there\.xml/],
    [['--runs', '0'], /--runs takes a number from 1 to 50, not "0"/],
    [['--threshold', '80'], /--threshold takes a share from 0 to 1/],
  ];
  for (const [args, says] of wrong) {
    const { code, stdout, stderr } = await run(...args, '--json');
    assert.equal(code, 2, args.join(' '));
    const { ok, error } = JSON.parse(stdout);
    assert.equal(ok, false);
    assert.match(error, says);
    assert.ok(stderr.startsWith(error));
  }
  const elsewhere = await runInProcess(
    ['eval', 'skills/nobody', '--with', `openai=${server.origin}/v1`, '--model', 'm'],
    folder.path,
  );
  assert.equal(elsewhere.code, 2);
  assert.equal(server.requests.length, 0);
});

test('eval refuses the working copy at Anthropic, which runs published skills only', async () => {
  await using started = await startEvals(cases('12.50'));
  const { code, stderr } = await runInProcess(
    ['eval', 'skills/invoices', '--with', `anthropic=${started.server.origin}`, '--model', 'claude-test'],
    started.folder.path,
  );
  assert.equal(code, 2);
  assert.match(stderr, /Anthropic runs published skills only/);
});

test('eval does not run a suite with an error in it, and marks where it is', async () => {
  await using started = await startEvals({
    'evals/evals.json': '{"evals": [{"id": 1, "expectations": []}]}\n',
  });
  const { code, stderr } = await started.run();
  assert.equal(code, 2);
  assert.match(stderr, /cannot be run as it is:\nevals\/evals\.json:1:\d+: .*\(eval-no-prompt\)/);
  await writeFile(join(started.folder.skill, 'evals/evals.json'), '{"evals": [');
  assert.match((await started.run()).stderr, /\(eval-syntax\)/);
  await writeFile(join(started.folder.skill, 'evals/evals.json'), '{"evals": []}');
  assert.equal((await started.run()).code, 2);
  assert.equal(started.server.requests.length, 0);
});

test('eval could not run, with 2, when the model answers nothing, and says what it said', async () => {
  const body = JSON.stringify({ error: { message: 'The model `gpt-test` does not exist.' } });
  await using started = await startEvals(cases('12.50'), () => ({ kind: 'answer', status: 400, body }));
  const { code, stdout } = await started.run('--json');
  assert.equal(code, 2);
  const { ok, outcome, error } = JSON.parse(stdout);
  assert.deepEqual([ok, outcome], [false, 'could-not-run']);
  assert.match(error, /gpt-test.*does not exist/);
});

test('eval says of a case that did not pass that the model declined, or was cut off', async () => {
  for (const [stop, says] of [
    ['refused', / {8}The model declined: I cannot help\.\n/],
    ['cut', / {8}The answer was cut off before its end: max_output_tokens\.\n/],
  ] as const) {
    await using started = await startEvals(cases('12.50'), () => ({ text: 'I cannot help.', stop }));
    const { code, stdout } = await started.run('--runs', '1');
    assert.equal(code, 1);
    assert.match(stdout, says);
  }
});

test('eval says that a suite has no cases yet', async () => {
  await using started = await startEvals({ 'evals/evals.json': '{"evals": []}' });
  const { code, stderr } = await started.run();
  assert.deepEqual(
    [code, /^evals\/evals\.json has no cases yet: write some, as docs/.test(stderr)],
    [2, true],
  );
});

test('eval tells as it goes which runs were not judged or not answered, and not that they did not pass', async () => {
  const evals = ['a', 'b'].map(id => ({ id, prompt: id, expectations: [{ regex: '(a+)+$' }] }));
  await using started = await startEvals({ 'evals/evals.json': JSON.stringify({ evals }) }, ({ prompt }) =>
    prompt === 'a'
      ? { text: `${'a'.repeat(40)}!` }
      : { kind: 'answer', status: 400, body: '{"error":{"message":"No."}}' },
  );
  const { code, stderr } = await started.run('--runs', '1');
  assert.equal(code, 1);
  assert.match(stderr, /evals\.json a, working copy: passed in 0 of 1 run, 1 could not be judged\n/);
  assert.match(stderr, /evals\.json b, working copy: passed in 0 of 1 run, 1 without an answer\n/);
});

test('eval writes JUnit and a page, and the key stands in nothing that it writes or prints', async () => {
  await using started = await startEvals(cases('12.50', 'dollars'));
  const files = ['--junit', 'evals.xml', '--html', 'evals.html'];
  const text = await started.run('--runs', '1', ...files);
  const json = await started.run('--runs', '1', '--json');
  const [junit, page] = await Promise.all(
    ['evals.xml', 'evals.html'].map(name => readFile(join(started.folder.path, name), 'utf8')),
  );
  assert.match(junit ?? '', /<testsuites name="invoices" tests="2" failures="1"/);
  assert.match(page ?? '', /<h1>Evals of invoices<\/h1>/);
  for (const written of [text.stdout, text.stderr, json.stdout, json.stderr, junit, page]) {
    assert.ok(!written?.includes(evalKey));
  }
});

test('eval runs trigger sets as well, and leaves them out with --no-trigger', async () => {
  const queries = [
    { query: 'Total my invoices', should_trigger: true },
    { query: 'Write a poem', should_trigger: false },
  ];
  const files = { ...cases('12.50'), 'evals/triggers.json': JSON.stringify(queries) };
  await using started = await startEvals(files, ({ prompt }) => ({
    text: 'The total is 12.50 euros.',
    commands: prompt.includes('poem') ? [{ command: 'cat skills/invoices/SKILL.md' }] : [],
  }));
  const { code, stdout } = await started.run('--runs', '1');
  assert.equal(code, 1);
  assert.match(stdout, /FAIL .*Total my invoices \(loaded in 0 of 1 run, and should be\)/);
  assert.match(stdout, /Not passed: 1 of 3 cases passed/);
  const without = await started.run('--runs', '1', '--no-trigger');
  assert.deepEqual([without.code, /1 of 1 case passed/.test(without.stdout)], [0, true]);
});

test('eval sends input files along with the prompt', async () => {
  const evals = [
    {
      id: 1,
      prompt: 'Total the attached invoices.',
      files: ['evals/files/a.csv'],
      expectations: [{ contains: '12' }],
    },
  ];
  await using started = await startEvals({
    'evals/evals.json': JSON.stringify({ evals }),
    'evals/files/a.csv': 'amount\n12.50\n',
  });
  const { code, stdout } = await started.run('--runs', '1');
  assert.equal(code, 0, stdout);
  const upload = started.server.requests.find(
    ({ path, method }) => method === 'POST' && path.endsWith('/files'),
  );
  assert.match(String(upload?.body), /filename="a\.csv"[\s\S]*amount\n12\.50/);
});

test('eval tries published versions of the registry that the skill is linked to, and keeps the figures', async () => {
  await using started = await startEvals(cases('12.50'));
  const { folder, run, server } = started;
  const publish = ['publish', 'skills/invoices', '--registry', 'local', '--data', folder.data];
  assert.equal((await runInProcess(publish, folder.path)).code, 0);
  await appendFile(join(folder.skill, 'SKILL.md'), 'Round to cents.\n');
  const { code, stdout } = await run('--arm', 'working', '--arm', 'default', '--runs', '1', '--json');
  assert.equal(code, 0, stdout);
  const { arms } = JSON.parse(stdout);
  assert.deepEqual([arms[0].kind, arms[1].label, arms[1].registryKey], ['working-copy', 'v1', 'local']);
  const sent = new Set(server.requests.map(({ body }) => JSON.stringify(body)));
  assert.equal(sent.size, 2, 'each arm offers its own files');
  const links = parseLinkFile(await readFile(join(folder.data, 'links.json'), 'utf8'));
  assertOk(links);
  const [kept] = measurementsIn(links.value, folder.skill);
  assert.deepEqual(
    kept?.arms.map(({ label, passed, total }) => [label, passed, total]),
    [
      ['working copy', 1, 1],
      ['v1', 1, 1],
    ],
  );
  const same = await run('--arm', 'default', '--arm', 'latest');
  assert.deepEqual([same.code, /Both arms are v1/.test(same.stderr)], [2, true]);
  const missing = await run('--arm', 'v7');
  assert.deepEqual([missing.code, /has no version v7/.test(missing.stderr)], [2, true]);
});

test('eval names a published version to the models of the same address, and asks which of several', async () => {
  await using started = await startEvals(cases('12.50'));
  const { folder, server } = started;
  await using registry = await startTestRegistry();
  await using gateway = await startGateway(server.origin, registry.origin);
  process.env.SKILLWRIGHT_KEY = registry.token;
  const at = `openai=${gateway.origin}/v1`;
  const cli = (...args: readonly string[]) => runInProcess(args, folder.path);
  const published = await cli('publish', 'skills/invoices', '--registry', at, '--yes');
  assert.equal(published.code, 0, published.stderr);
  const evals = ['eval', 'skills/invoices', '--with', at, '--model', 'm', '--runs', '1', '--arm', 'default'];
  const { code, stderr } = await cli(...evals, '--data', folder.data);
  assert.equal(code, 0, stderr);
  assert.match(server.requests[0]?.skills[0] ?? '', /^skill_\w+@1$/);
  assert.equal(
    (await cli('publish', 'skills/invoices', '--registry', 'local', '--data', folder.data)).code,
    0,
  );
  const several = await cli(...evals, '--data', folder.data);
  assert.equal(several.code, 2);
  assert.match(several.stderr, /linked to 2 registries .*--registry/);
  assert.equal((await cli(...evals, '--data', folder.data, '--registry', at)).code, 0);
});

test('eval ends with 3 at Ctrl+C, with what was measured by then', async () => {
  const asked = Promise.withResolvers<void>();
  await using started = await startEvals(cases('12.50', 'euros'), () => {
    asked.resolve();
    return { kind: 'silence', afterEvents: 1 };
  });
  const { folder, server } = started;
  const { code, stdout } = await runCli(
    ['eval', 'skills/invoices', '--with', `openai=${server.origin}/v1`, '--model', 'm', '--json'],
    { cwd: folder.path, env: { SKILLWRIGHT_KEY: evalKey }, interrupt: asked.promise },
  );
  assert.equal(code, 3);
  const { ok, outcome, early } = JSON.parse(stdout);
  assert.deepEqual([ok, outcome, early.why], [false, 'partial', 'cancelled']);
});

test('eval sends no key to an address that only the link file names', async () => {
  await using started = await startEvals(cases('12.50'));
  const link = { skillId: 'skill_1', name: 'invoices', version: '1', digest: 'sha256:0', publishedAt: '' };
  const registries = { 'openai http://127.0.0.1:9/v1': link };
  const file = { version: 1, skills: { 'skills/invoices': { registries } } };
  await writeFile(join(started.folder.path, '.skillwright.json'), JSON.stringify(file));
  const { code, stderr } = await started.run('--arm', 'default');
  assert.equal(code, 2);
  assert.match(stderr, /name that registry with --registry/);
});

test('default --promotion require lets go what was tried and did no worse, and says with what figures', async () => {
  await using started = await startEvals(cases('12.50'));
  const { folder, run } = started;
  const local = ['--registry', 'local', '--data', folder.data];
  const cli = (...args: readonly string[]) => runInProcess([...args, ...local], folder.path);
  const promote = (...words: readonly string[]) =>
    cli('default', 'skills/invoices', ...words, '--promotion', 'require');
  assert.equal((await cli('publish', 'skills/invoices')).code, 0);
  await appendFile(join(folder.skill, 'SKILL.md'), 'Round to cents.\n');
  assert.equal((await cli('publish', 'skills/invoices')).code, 0);

  const untried = await promote('v2');
  assert.equal(untried.code, 1);
  assert.match(
    untried.stderr,
    /^v2 was never tried with the evals of this skill\. v2: never tried; v1: never tried\./,
  );
  const byName = await cli('default', 'invoices', 'v2', '--promotion', 'require');
  assert.match(byName.stderr, /needs the skill’s folder as SKILL/);
  const unknown = await cli('default', 'skills/invoices', 'v2', '--promotion', 'maybe');
  assert.match(unknown.stderr, /--promotion is "ask", "require" or "off"/);

  assert.equal((await run('--arm', 'v2', '--arm', 'v1', '--runs', '1')).code, 0);
  const tried = await promote('v2');
  assert.equal(tried.code, 0, tried.stderr);
  assert.match(tried.stdout, /v2 of invoices is the default now\.\nv2: 1 of 1 \(v1: 1 of 1\), 1 run, today/);
});

test('default --promotion require holds back what was tried with other cases than there are now', async () => {
  await using started = await startEvals(cases('12.50'));
  const { folder, run } = started;
  const local = ['--registry', 'local', '--data', folder.data];
  const cli = (...args: readonly string[]) => runInProcess([...args, ...local], folder.path);
  const promote = () => cli('default', 'skills/invoices', 'v2', '--promotion', 'require');
  assert.equal((await cli('publish', 'skills/invoices')).code, 0);
  await appendFile(join(folder.skill, 'SKILL.md'), 'Round to cents.\n');
  assert.equal((await cli('publish', 'skills/invoices')).code, 0);
  assert.equal((await run('--arm', 'v2', '--runs', '1')).code, 0);

  await writeFile(join(folder.skill, 'evals', 'evals.json'), totalCases('13.00'));
  const refused = await promote();
  assert.equal(refused.code, 1);
  assert.match(
    refused.stderr,
    /^v2 was not tried with the cases as they are now\. v2: 1 of 1, 1 run, today; v1: never tried\./,
  );

  assert.equal((await run('--arm', 'v2', '--runs', '1', '--threshold', '0')).code, 0);
  assert.equal((await promote()).code, 0);
});

test('publish --default --promotion require publishes nothing that was not tried, and what was tried as the default', async () => {
  await using started = await startEvals(cases('12.50'));
  const { folder, run } = started;
  const local = ['--registry', 'local', '--data', folder.data];
  const publish = (...args: readonly string[]) =>
    runInProcess(['publish', 'skills/invoices', ...args, ...local], folder.path);
  const promote = ['--default', '--promotion', 'require'];
  assert.equal((await publish(...promote)).code, 0, 'a first version is held against nothing');
  await appendFile(join(folder.skill, 'SKILL.md'), 'Round to cents.\n');

  for (const more of [[], ['--dry-run'], ['--yes']]) {
    const refused = await publish(...promote, ...more);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /^invoices on Local: v2 was never tried with the evals of this skill\. v2: never tried; v1: never tried\./m,
    );
    assert.doesNotMatch(refused.stdout, /Published/);
  }
  const { code, stdout } = await publish(...promote, '--json');
  const { ok, skills } = JSON.parse(stdout);
  assert.deepEqual([code, ok, skills[0].targets[0].outcome], [1, false, null]);
  assert.match(skills[0].targets[0].heldBack, /never tried/);
  assert.equal((await publish('--default', '--promotion', 'ask')).code, 1, 'nobody is there to be asked');
  for (const [args, why] of [
    [['--promotion', 'require'], /it goes with --default/],
    [['--default', '--promotion', 'maybe'], /"ask", "require" or "off"/],
  ] as const) {
    const wrong = await publish(...args);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, why);
  }

  assert.equal((await run('--arm', 'working', '--runs', '1')).code, 0);
  const tried = await publish(...promote);
  assert.equal(tried.code, 0, tried.stderr);
  assert.match(tried.stdout, /as v2/);
  await appendFile(join(folder.skill, 'SKILL.md'), 'Say euros.\n');
  const asked = await publish('--default', '--promotion', 'ask', '--yes');
  assert.equal(asked.code, 0, asked.stderr);
});

const judgement = (passed: boolean) => ({
  passed,
  evidence: passed ? '12.50 euros' : 'cannot see any invoice',
});

test('eval asks three votes for a sentence and which answer is better, when told to, and says so', async () => {
  const sentences = JSON.stringify({
    evals: [{ id: 1, prompt: 'Total invoice 1.', expectations: ['The total is in euros'] }],
  });
  await using started = await startEvals({ 'evals/evals.json': sentences }, request => {
    if (/FIRST ANSWER/.test(request.prompt)) {
      const isSkillFirst = /FIRST ANSWER \w+\nThe total/.test(request.prompt);
      return { text: JSON.stringify({ better: isSkillFirst ? 'first' : 'second', evidence: '12.50 euros' }) };
    }
    return /STATEMENT/.test(request.prompt)
      ? { text: JSON.stringify(judgement(request.prompt.includes('12.50 euros'))) }
      : totalsWithSkill(request, 0);
  });
  const arms = ['--arm', 'working', '--arm', 'none'];
  const { code, stdout, stderr } = await started.run('--runs', '1', '--votes', '3', '--pairs', ...arms);
  assert.equal(code, 0, stdout + stderr);
  const asked = started.server.requests.map(({ prompt }) => prompt);
  assert.equal(
    asked.filter(prompt => /STATEMENT/.test(prompt)).length,
    4,
    'two votes that agree need no third',
  );
  assert.equal(asked.filter(prompt => /FIRST ANSWER/.test(prompt)).length, 2, 'in both orders');
  assert.match(stdout, /Answers preferred: working copy 1, no skill 0, neither 0\./);
});
