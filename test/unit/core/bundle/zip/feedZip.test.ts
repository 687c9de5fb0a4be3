import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, it } from 'node:test';
import { ZipFile } from 'yazl';
import { selectFiles } from '../../../../../src/core/bundle/select/selectFiles.ts';
import { feedZip } from '../../../../../src/core/bundle/zip/feedZip.ts';
import { ZipMeter } from '../../../../../src/core/bundle/zip/zipMeter.ts';
import { assertOk } from '../../../../support/result.ts';
import { memoryFolder } from '../../../../support/skill/memoryFolder.ts';

/** What yazl keeps of each entry that it was given: the function that holds the content, or null. */
function keptBy(zip: ZipFile): readonly unknown[] {
  const entries: unknown = Reflect.get(zip, 'entries');
  assert.ok(Array.isArray(entries), 'yazl calls its list of entries otherwise');
  return entries.map((entry: object) => {
    assert.ok('doFileDataPump' in entry, 'yazl calls what holds the content otherwise');
    return entry.doFileDataPump;
  });
}

describe('content that is given to a zip', () => {
  it('is held by the field of yazl that packing empties', () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('a'), 'a.txt', { compress: false });
    assert.deepEqual(
      keptBy(zip).map(kept => typeof kept),
      ['function'],
    );
  });

  it('is let go of when it is written, and not only at the end', async () => {
    const file = () => randomBytes(5 * 2 ** 20);
    const folder = memoryFolder('demo', {
      'SKILL.md': '---\nname: demo\n---\n',
      'a.bin': file(),
      'b.bin': file(),
    });
    const selection = await selectFiles(folder);
    assertOk(selection);
    const zip = new ZipFile();
    const meter = new ZipMeter();
    const writing = pipeline(zip.outputStream, meter, new PassThrough().resume());
    const signal = new AbortController().signal;
    const fed = await feedZip({
      folder,
      files: selection.value.files,
      topFolder: 'demo',
      zip,
      meter,
      signal,
    });
    await writing;
    assertOk(fed);
    assert.deepEqual(
      keptBy(zip).map(kept => kept === null),
      [true, true, false],
      'the last file had no one after it to make room for',
    );
  });
});
