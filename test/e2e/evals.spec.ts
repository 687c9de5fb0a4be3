import assert from 'node:assert/strict';
import { spec } from '../support/window/spec.ts';
import { TestExplorer } from '../support/window/testExplorer.ts';
import { until } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';

const files = {
  'skills/greeter/SKILL.md': `---
name: greeter
description: Greets people by name. Use when asked to greet somebody.
---

# Greeter

1. Say “Good morning to you”
`,
};

spec(
  'A case fails, the skill is changed, and its new version is tried and promoted with its figures',
  { files, settings: { 'chat.disableAIFeatures': false } },
  async window => {
    const { quickInput, notifications } = window;
    const tests = new TestExplorer(window.page);
    const workspace = await window.showView('Skills', 'Workspace');
    const registries = window.view('Registries');
    await workspace.showsRow('greeter  never published');
    await publish(window, 1);
    await workspace.row('greeter').menu('Add Eval Case…');
    await quickInput.titled(/^Add Eval Case/);
    await quickInput.answer('Please greet Ada by name');
    await quickInput.titled(/2\/2/);
    await quickInput.answer('The answer wishes a good evening');

    await window.run('Testing: Focus on Test Explorer View');
    await tests.shows('unset greeter');
    await tests.expand('greeter', 'evals.json', 'Please greet Ada');
    await tests.menu('greeter', /^Execute Using Profile/);
    await quickInput.pick('Default Version');
    await quickInput.pick(/^Scripted model/);
    await quickInput.titled('A Ceiling for Evals');
    await quickInput.accept();
    await tests.shows('failed The answer wishes a good evening');
    await window.screenshot('evals-failed');

    await window.editor.open('skills/greeter/SKILL.md');
    await window.editor.replaceLine(8, '1. Say “Good evening to you”');
    await window.editor.save();
    await window.run('Testing: Focus on Test Explorer View');
    await tests.run('greeter');
    await tests.shows('passed The answer wishes a good evening');

    await window.showView('Skills', 'Workspace');
    await publish(window, 2);
    await registries.row('Local').expand();
    await registries.row('greeter').expand();
    await registries.showsRow(/^ *v2 {2}latest · today · evals 1 of 1, 3 runs, today$/);
    await registries.row('Try v2 against v1').click();
    await window.page.locator('.test-output-peek-tree', { hasText: 'v2 against v1' }).waitFor();
    await window.showView('Skills', 'Registries');
    await registries.showsRow(/^ *v2 {2}latest · today · evals 1 of 1 \(v1: 0 of 1\), 3 runs, today$/);
    await window.run('View: Hide Panel');
    await window.run('Skills: Show Eval Report');
    const report = window.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await report.getByText('v2 against v1: too close to tell with 3 runs of 1 case').waitFor();
    await window.screenshot('evals-report');
    await window.run('Preferences: Toggle between Light/Dark Themes');
    await report.locator('body.vscode-light').waitFor();
    await window.screenshot('evals-report-light');
    await report.locator('summary', { hasText: 'Please greet Ada by name' }).click();
    await registries.row('v2').menu('Set Default Version');
    await notifications.toast(
      'v2 of “greeter” on Local is the default now. v2: 1 of 1 (v1: 0 of 1), 3 runs, today.',
    );
    await window.screenshot('evals-promoted');
    await registries.row('v1').menu('Set Default Version');
    assert.match(await notifications.dialog(), /^v1 passed less than v2, which is the default now\./);
    await window.screenshot('evals-promotion');
    await notifications.answerDialog('Cancel');
    await registries.showsRow(/^ *v2 {2}default · latest/);

    await report.getByText('Make a case of this').first().click();
    await quickInput.pick('This is a good answer');
    await until(() => window.editor.title(), 'evals.json');
    assert.match(
      await window.editor.text(),
      /"id": 2,\s+"prompt": "Please greet Ada by name",\s+"expected_output"/,
    );
  },
);

async function publish(window: EditorWindow, version: number): Promise<void> {
  await window.view('Workspace').row('greeter').inline('Publish');
  await window.quickInput.pick(new RegExp(`Publish v${version} to Local$`));
  await window.notifications.toast(`Published “greeter” to Local as v${version}`);
  await window.notifications.dismissAll();
}
