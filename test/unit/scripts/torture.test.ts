import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/paths.ts';
import { allHeld, Ledger, type TortureSuite, tortureTable } from '../../support/torture/ledger.ts';

/** Of what a suite generates; all of it takes minutes. */
const share = 0.02;

for (const file of globSync('test/torture/*.ts', { cwd: root }).sort()) {
  test(`everything holds in a part of the torture suite ${basename(file, '.ts')}`, async () => {
    const { suite } = (await import(pathToFileURL(join(root, file)).href)) as { suite: TortureSuite };
    const ledger = new Ledger();
    await suite.run(ledger, share);
    const results = ledger.results();
    assert.ok(results.length > 0, 'nothing was tried');
    assert.ok(allHeld(results), tortureTable(results));
  });
}

describe('the ledger of a torture suite', () => {
  test('counts a case that throws as one that did not hold, and says which it was', async () => {
    const ledger = new Ledger();
    await ledger.named('doors', 'a locked door', () => 'stays shut');
    await ledger.named('doors', 'an open door', () => {
      throw new Error('it was open');
    });
    await ledger.generated('doors', 'door 1', () => 'stays shut');
    const results = ledger.results();
    assert.equal(allHeld(results), false);
    assert.match(tortureTable(results), /\| doors \| +2 \| +1 \| +1 \| +1 \| +1 \|/);
    assert.match(tortureTable(results), /an open door: it was open/);
  });

  test('takes no two cases of one name, which would count one thing twice', async () => {
    const ledger = new Ledger();
    await ledger.named('doors', 'a locked door', () => undefined);
    await assert.rejects(() => ledger.named('doors', 'a locked door', () => undefined));
  });
});
