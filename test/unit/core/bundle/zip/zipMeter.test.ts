import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { ZipMeter } from '../../../../../src/core/bundle/zip/zipMeter.ts';
import { rawZip } from '../../../../support/zip/rawZip.ts';

/** Of all kinds: empty, stored, deflated, and one whose content looks like a header. */
const zip = rawZip([
  { name: 'demo/empty', method: 0 },
  { name: 'demo/inner.zip', content: rawZip([{ name: 'x', content: 'x' }]), method: 0 },
  { name: 'demo/text', content: 'text '.repeat(1_000) },
  { name: 'demo/last', method: 0 },
]);

for (const size of [1, 7, 29, 30, 31, 1_000, zip.length]) {
  test(`counts entries and bytes that come ${size} at a time`, async () => {
    const meter = new ZipMeter();
    let told = 0;
    meter.on('entry', () => told++);
    const passed: Buffer[] = [];
    meter.on('data', (chunk: Buffer) => passed.push(chunk));
    for (let at = 0; at < zip.length; at += size) {
      meter.write(zip.subarray(at, at + size));
    }
    meter.end();
    await once(meter, 'end');
    assert.deepEqual([meter.entries, told, meter.size], [4, 4, zip.length]);
    assert.ok(Buffer.concat(passed).equals(zip));
  });
}
