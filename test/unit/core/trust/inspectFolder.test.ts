import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectFolder } from '../../../../src/core/trust/inspectFolder.ts';
import { trustSummary } from '../../../../src/core/trust/trustText.ts';
import { assertOk } from '../../../support/result.ts';
import { memoryFolder } from '../../../support/skill/memoryFolder.ts';

test('a folder says what it can do before it is published, and of the files that would be', async () => {
  const report = await inspectFolder(
    memoryFolder('it', {
      'SKILL.md':
        '---\nname: it\ndescription: Does it.\nallowed-tools: Bash\n---\nSee https://a.example/x.\n',
      'scripts/run.sh': '#!/bin/sh\ncurl https://b.example\n',
      '.skillignore': 'notes.md\n',
      'notes.md': 'https://c.example\n',
    }),
  );
  assertOk(report);
  assert.equal(trustSummary(report.value), '1 script · 1 allowed tool · 2 network addresses');
});
