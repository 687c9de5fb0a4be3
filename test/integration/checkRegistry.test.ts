import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { checkRegistry } from '../../src/editor/commands/registry/checkRegistry.ts';
import { openEditor, uniqueName } from '../support/editor/openEditor.ts';
import { untilTrue } from '../support/window/until.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const row = (registryId: string, label: string) => ({ kind: 'registry', registryId, label });

suite('Check Registry', () => {
  test('reads a registry and opens a report that can be copied', async () => {
    await using editor = await openEditor();
    const { settings, publish, faults } = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('checked');
    await publish(name, [{ 'SKILL.md': skillText(name, 'Does it. Use when it must be done.') }]);
    const before = faults.calls.length;
    editor.dialogs.on('Check Team', 'Only Read');
    editor.dialogs.on(/Team: \d+ held, 0 differed/, 'Copy Report');
    await editor.run(checkRegistry, row(settings.id, 'Team'));
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.fileName ?? '', /Check of Team\.txt$/);
    assert.match(
      document?.getText() ?? '',
      /^Check of http:\/\/127\.0\.0\.1:\d+\n=+\n\nOpenAI’s protocol\. Only read/,
    );
    assert.ok(faults.calls.slice(before).every(({ method }) => method === 'GET'));
    await editor.dialogs.message(/Team: \d+ held/);
    await untilTrue(
      async () => vscode.env.clipboard.readText(),
      text => text === document?.getText(),
    );
  });

  test('asks before it writes, and writes nothing when it may not', async () => {
    await using editor = await openEditor();
    const { settings, faults } = await editor.addRegistry('anthropic', 'Team');
    editor.dialogs.on('Check Team', 'Read and Write', 'Read and Write');
    editor.dialogs.on('Write to “Team” to check it?', null, 'Write');
    await editor.run(checkRegistry, row(settings.id, 'Team'));
    assert.equal(faults.count('POST'), 0);
    editor.dialogs.on(/Team: \d+ held, 0 differed, 0 not tried/, null);
    await editor.run(checkRegistry, row(settings.id, 'Team'));
    assert.ok(faults.count('POST') > 5);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /Anthropic’s protocol\. Read and written/);
    assert.match(text, /held +Delete the latest version/);
    editor.dialogs.assertAllAsked();
  });

  test('says why a registry could not be checked, by its name', async () => {
    await using editor = await openEditor();
    const { settings } = await editor.addRegistry('openai', 'Team');
    await editor.services.credentials.removeKey(settings.id);
    editor.dialogs.on('Check Team', 'Only Read');
    editor.dialogs.on(/No key is stored for Team/, null);
    await editor.run(checkRegistry, row(settings.id, 'Team'));
    editor.dialogs.assertAllAsked();
  });
});
