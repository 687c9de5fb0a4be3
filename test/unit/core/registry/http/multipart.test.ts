import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { multipartBody } from '../../../../../src/core/registry/http/multipart.ts';
import { tempFolder } from '../../../../support/process/tempFolder.ts';
import { startRawServer } from '../../../../support/registry/rawServer.ts';

const form = (blob: Blob) => ({
  upload: { fileName: 'a.zip', blob },
  part: 'files[]',
  fields: { display_name: 'Ä' },
});

test('any form parser reads the parts as they were', async () => {
  const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
  const body = multipartBody(form(new Blob([bytes])), () => undefined);
  const parsed = await new Response(body, { headers: { 'content-type': body.type } }).formData();
  assert.deepEqual([...parsed.keys()], ['display_name', 'files[]']);
  assert.equal(parsed.get('display_name'), 'Ä');
  const file = parsed.get('files[]');
  assert.ok(file instanceof File);
  assert.deepEqual([file.name, file.type], ['a.zip', 'application/zip']);
  assert.deepEqual(await file.bytes(), bytes);
});

test('the size is known before the first byte is read', async () => {
  const body = multipartBody(form(new Blob(['zip'])), () => undefined);
  assert.equal(body.size, (await body.bytes()).length);
});

test('what is told is the bytes of the bundle alone, from none to all', async () => {
  const blob = new Blob([new Uint8Array(200_000)]);
  const told: number[] = [];
  for await (const _chunk of multipartBody(form(blob), sent => told.push(sent)).stream()) {
  }
  assert.equal(told[0], 0, 'the head is no part of the bundle');
  assert.equal(told.at(-1), blob.size);
  assert.ok(told.every((sent, index) => sent <= blob.size && sent >= (told[index - 1] ?? 0)));
});

test('an empty bundle is sent, too', async () => {
  const told: number[] = [];
  const body = multipartBody(form(new Blob([])), sent => told.push(sent));
  const parsed = await new Response(body.stream(), { headers: { 'content-type': body.type } }).formData();
  assert.equal((parsed.get('files[]') as File).size, 0);
  assert.equal(told.at(-1), 0);
});

test('nothing is read ahead of whoever takes it', async () => {
  let read = 0;
  const blob = new Blob([new Uint8Array(10_000_000)]);
  const reader = multipartBody(form(blob), sent => {
    read = sent;
  })
    .stream()
    .getReader();
  let taken = 0;
  while (taken < 1_000_000) {
    taken += (await reader.read()).value?.byteLength ?? 0;
  }
  await new Promise(setImmediate);
  assert.ok(read < taken + 500_000, `${read} bytes were read for ${taken} taken`);
  await reader.cancel();
});

test('a file that changed since it was opened ends the upload, and nothing else', async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, 'a.zip');
  await writeFile(path, 'first');
  const blob = await openAsBlob(path);
  await writeFile(path, 'another, longer');
  await using server = await startRawServer((request, response) => {
    request.resume().once('end', () => response.end());
  });
  const body = multipartBody(form(blob), () => undefined);
  await assert.rejects(fetch(server.origin, { method: 'POST', body }));
});
