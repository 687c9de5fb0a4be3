import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import type { RegistryListener } from '../../../../src/server/startRegistry.ts';
import { Faults, isUpload } from '../../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { folderFiles, smallSkill, zipFile } from '../../../support/skill/skillFiles.ts';
import { gitArchives, gitZip } from '../../../support/zip/gitArchives.ts';
import { hostileArchives } from '../../../support/zip/hostileArchives.ts';
import { rawZip } from '../../../support/zip/rawZip.ts';
import { skillText } from '../../../support/zip/skillUpload.ts';

const faults = new Faults();
/** What the registry is at work on; a client that has gone away is not told when it ends. */
const atWork = new Set<Promise<unknown>>();
let registry: TestRegistry;

function noted(listener: RegistryListener): RequestListener {
  return (incoming, outgoing) => {
    const work = listener(incoming, outgoing).finally(() => atWork.delete(work));
    atWork.add(work);
  };
}

before(async () => {
  registry = await startTestRegistry({ wrap: listener => faults.wrap(noted(listener)) });
});
after(() => registry.dispose());

interface Answer {
  readonly status: number;
  readonly message: string;
}

async function post(body: BodyInit, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${registry.baseURL}/skills`, {
    method: 'POST',
    headers: { authorization: `Bearer ${registry.token}`, ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
  const json = (await answer.json()) as { error?: { message: string } };
  return { status: answer.status, message: json.error?.message ?? '' };
}

/** A form written by hand, as clients other than the vendors' do. */
async function postForm(parts: readonly string[], end = '--edge--\r\n'): Promise<Answer> {
  const body = parts.map(part => `--edge\r\n${part}\r\n`).join('') + end;
  return post(body, { 'content-type': 'multipart/form-data; boundary=edge' });
}

function part(disposition: string, content: string, more = ''): string {
  return `Content-Disposition: form-data; ${disposition}\r\n${more}\r\n${content}`;
}

const manifest = part('name="files[]"; filename="it/SKILL.md"', skillText('it', 'Is there.'));

async function isClean(): Promise<void> {
  assert.deepEqual(await readdir(join(registry.dataDirectory, 'scratch')), []);
}

async function skillCount(): Promise<number> {
  return (await readdir(join(registry.dataDirectory, 'skills'))).length;
}

describe('a form', () => {
  it('is taken with parts in any order and of unknown names', async () => {
    const answer = await postForm([
      part('name="note"', 'unknown'),
      part('name="extra"; filename="x.bin"', 'unknown'),
      manifest,
      part('name="files[]"; filename="it/a.md"', 'a', 'Content-Type: text/markdown\r\n'),
    ]);
    assert.deepEqual(answer, { status: 200, message: '' });
  });

  it('is refused with a file whose name is not UTF-8, since it would come out with another one', async () => {
    const file = part('name="files[]"; filename="it/caf@.md"', 'x');
    const [before = '', behind = ''] = `--edge\r\n${manifest}\r\n--edge\r\n${file}\r\n--edge--\r\n`.split(
      '@',
    );
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0xe9]), Buffer.from(behind)]);
    const answer = await post(body, { 'content-type': 'multipart/form-data; boundary=edge' });
    assert.equal(answer.status, 400);
    assert.match(answer.message, /not UTF-8/);
    await isClean();
  });

  for (const [protocol, headers] of [
    ['OpenAI', {}],
    ['Anthropic', { 'anthropic-version': '2026-10-21' }],
  ] as const) {
    it(`of JSON is told by ${protocol}’s protocol what to send instead, and that is taken`, async () => {
      const type = { 'content-type': 'application/json' };
      const { message } = await post('{"files":["# Text"]}', { ...headers, ...type });
      const [, part = ''] = /curl -F '([^=]+)=@my-skill\.zip/.exec(message) ?? [];
      assert.ok(message.includes(`in one part named "${part}"`), message);
      const form = new FormData();
      form.append(part, await zipFile('told', smallSkill('told')));
      const answer = await post(form, headers);
      assert.equal(answer.status, 200, answer.message);
    });
  }

  const malformed: readonly (readonly [string, () => Promise<Answer>, RegExp])[] = [
    [
      'without a boundary',
      () => post('x', { 'content-type': 'multipart/form-data' }),
      /multipart\/form-data/,
    ],
    [
      'of another type',
      () => post('files=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      /multipart/,
    ],
    [
      'of JSON, as the command line of OpenAI sends it, with what to send instead',
      () => post('{"files":["# Text"]}', { 'content-type': 'application/json; charset=utf-8' }),
      /not JSON, in which files have no names\. Send the skill as a zip in one part named "files"/,
    ],
    ['without an end', () => postForm([manifest], ''), /cut short|well formed/],
    ['cut short inside a file', () => postForm([`${manifest}`.slice(0, -20)], ''), /cut short|well formed/],
    [
      'cut short inside a head',
      () => postForm([], '--edge\r\nContent-Dispo'),
      /cut short|well formed|No files/,
    ],
    [
      'without anything',
      () => post('', { 'content-type': 'multipart/form-data; boundary=edge' }),
      /cut short|No files/,
    ],
    [
      'that is not one',
      () => post('hello', { 'content-type': 'multipart/form-data; boundary=edge' }),
      /cut short|well formed|No files/,
    ],
  ];
  for (const [what, ask, says] of malformed) {
    it(`is refused ${what}`, async () => {
      const count = await skillCount();
      const answer = await ask();
      assert.equal(answer.status, 400);
      assert.match(answer.message, says);
      assert.equal(await skillCount(), count);
      await isClean();
    });
  }

  const paths = [
    '../SKILL.md',
    '/etc/passwd',
    'it/../../x',
    'it//x',
    'it/./x',
    'C:/x',
    'it\\x.md',
    'it/',
    'it/CON',
    'it/a\tb',
  ];
  for (const path of paths) {
    it(`is refused with the file name ${JSON.stringify(path)}`, async () => {
      const answer = await postForm([
        manifest,
        part(`name="files[]"; filename="${path.replaceAll('\\', '\\\\')}"`, 'x'),
      ]);
      assert.equal(answer.status, 400);
      assert.notEqual(answer.message, '');
      await isClean();
    });
  }

  it('is refused with a file twice, naming it', async () => {
    const answer = await postForm([manifest, manifest]);
    assert.equal(answer.status, 400);
    assert.match(answer.message, /it\/SKILL\.md was sent twice/);
  });

  it('is refused with a zip and files', async () => {
    const form = new FormData();
    form.append('files', await zipFile('it', smallSkill('it')));
    for (const file of folderFiles('it', smallSkill('it'))) {
      form.append('files[]', file, file.name);
    }
    const answer = await post(form);
    assert.equal(answer.status, 400);
    assert.match(answer.message, /one zip, or the files of one folder/);
    await isClean();
  });

  it('is answered, too large as it is, when the client has sent all', async () => {
    let rest = 60;
    const head = '--edge\r\nContent-Disposition: form-data; name="files"; filename="x.zip"\r\n\r\n';
    const body = new ReadableStream<Uint8Array>({
      start: controller => controller.enqueue(Buffer.from(head)),
      pull: controller => {
        if (rest-- > 0) {
          controller.enqueue(new Uint8Array(2 ** 20));
        } else {
          controller.close();
        }
      },
    });
    const answer = await post(body, { 'content-type': 'multipart/form-data; boundary=edge' });
    assert.equal(answer.status, 413);
    assert.match(answer.message, /larger than 50 MB/);
    await isClean();
  });
});

describe('a form is refused that holds more than a skill:', () => {
  const filling = 'x'.repeat(30 * 2 ** 20);
  const type = { 'content-type': 'multipart/form-data; boundary=edge' };
  const forms: readonly (readonly [what: string, body: () => string])[] = [
    ['30 MB before the first part', () => `${filling}\r\n--edge\r\n${manifest}\r\n--edge--\r\n`],
    ['30 MB behind the last part', () => `--edge\r\n${manifest}\r\n--edge--\r\n${filling}`],
    [
      '30 MB in a part that nobody knows',
      () => `--edge\r\n${manifest}\r\n--edge\r\n${part('name="x"; filename="x"', filling)}\r\n--edge--\r\n`,
    ],
    [
      '40,000 parts',
      () =>
        `--edge\r\n${manifest}\r\n${`--edge\r\n${part('name="x"; filename="x"', 'x')}\r\n`.repeat(40_000)}--edge--\r\n`,
    ],
    [
      'the headers of a part of 3 MB',
      () =>
        `--edge\r\n${part('name="files[]"; filename="it/SKILL.md"', 'x', `X-More: ${'x'.repeat(3_000_000)}\r\n`)}\r\n--edge--\r\n`,
    ],
  ];
  for (const [what, body] of forms) {
    it(what, async () => {
      const count = await skillCount();
      const answer = await post(body(), type);
      assert.ok(answer.status === 413 || answer.status === 400, `${answer.status} ${answer.message}`);
      assert.equal(await skillCount(), count);
      await isClean();
    });
  }
});

describe('a hostile archive', () => {
  for (const { title, bytes, says } of hostileArchives) {
    it(`is refused: ${title}`, async () => {
      const count = await skillCount();
      const form = new FormData();
      form.append('files', new File([bytes()], 'hostile.zip'));
      const answer = await post(form);
      assert.ok(answer.status === 400 || answer.status === 413, `${answer.status}`);
      // The registry's limits are its vendor's, which leave more room than a download does.
      const isTooLarge = /larger than|1100 times its size/.test(answer.message);
      if (!isTooLarge) {
        assert.match(answer.message, says);
      }
      assert.equal(await skillCount(), count);
      await isClean();
    });
  }

  for (const archive of gitArchives) {
    it(`is refused: ${archive.title}`, async () => {
      const count = await skillCount();
      const form = new FormData();
      form.append('files', new File([gitZip(archive)], 'hostile.zip'));
      const answer = await post(form);
      assert.equal(answer.status, 400);
      assert.match(answer.message, /Git repository/);
      assert.equal(await skillCount(), count);
      await isClean();
    });
  }

  it('is refused as a folder, too, that holds a Git repository', async () => {
    for (const name of ['.git/config', '.GIT', 'git~1/config']) {
      const file = part(`name="files[]"; filename="it/${name}"`, '[core]');
      const answer = await postForm([manifest, file]);
      assert.equal(answer.status, 400, name);
      assert.match(answer.message, /Git repository/);
    }
    const bare = ['HEAD', 'config', 'objects/a', 'refs/heads/a'].map(name =>
      part(`name="files[]"; filename="it/assets/${name}"`, 'x'),
    );
    const answer = await postForm([manifest, ...bare]);
    assert.equal(answer.status, 400);
    assert.match(answer.message, /makes its folder a Git repository/);
    await isClean();
  });

  it('is refused though its SKILL.md is good and only a later file lies about its size', async () => {
    const zip = rawZip([
      { name: 'it/SKILL.md', content: skillText('it', 'Is there.') },
      { name: 'it/liar.txt', content: 'short', size: 4000 },
    ]);
    const form = new FormData();
    form.append('files', new File([zip], 'liar.zip'));
    const answer = await post(form);
    assert.equal(answer.status, 400);
    assert.match(answer.message, /liar\.txt/);
  });
});

describe('a client that goes away', () => {
  const size = 3_000_000;
  const points = [0, 1, 50, 200, 1000, 70_000, size / 2, size - 10, size + 100];
  for (const afterBytes of points) {
    it(`after ${afterBytes} bytes leaves nothing behind`, async () => {
      const count = await skillCount();
      const fault = faults.arm({ kind: 'break-request', afterBytes }, { when: isUpload });
      const form = new FormData();
      const skill = smallSkill('gone', { 'large.bin': new Uint8Array(size) });
      for (const file of folderFiles('gone', skill)) {
        form.append('files[]', file, file.name);
      }
      await assert.rejects(post(form));
      assert.equal(fault.effects, 1);
      await settled();
      assert.equal(await skillCount(), count);
      await isClean();
    });
  }

  it('in the middle of a download does not disturb the others', async () => {
    const form = new FormData();
    form.append(
      'files',
      await zipFile('big', smallSkill('big', { 'x.bin': Buffer.alloc(8_000_000, 'incompressible? no') })),
    );
    assert.equal((await post(form)).status, 200);
    const page = await fetch(`${registry.baseURL}/skills?limit=1`, {
      headers: { authorization: `Bearer ${registry.token}` },
    });
    const { data } = (await page.json()) as { data: { id: string }[] };
    const socket = connect(Number(new URL(registry.origin).port), '127.0.0.1');
    socket.write(
      `GET /v1/skills/${data[0]?.id}/content HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${registry.token}\r\n\r\n`,
    );
    await new Promise(resolve => socket.once('data', resolve));
    socket.resetAndDestroy();
    const again = await fetch(`${registry.baseURL}/skills/${data[0]?.id}/content`, {
      headers: { authorization: `Bearer ${registry.token}` },
    });
    assert.equal(again.status, 200);
    await again.arrayBuffer();
  });

  it('with a request that is no HTTP gets an answer or none, and the next one is served', async () => {
    const socket = connect(Number(new URL(registry.origin).port), '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    assert.match(await text(socket), /^HTTP\/1\.1 400/);
    assert.equal((await post('x')).status, 400);
  });
});

/** Until the registry has noticed that a client is gone and has cleaned up, which is when its scratch folder is empty. */
async function settled(): Promise<void> {
  // One that came is taken up some moments later, and makes its folder only then.
  await Promise.all(atWork);
  const deadline = Date.now() + 5000;
  while ((await readdir(join(registry.dataDirectory, 'scratch'))).length > 0 && Date.now() < deadline) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
