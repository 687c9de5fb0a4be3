import assert from 'node:assert/strict';
import { chooseFromMenu } from '../support/window/menu.ts';
import { spec } from '../support/window/spec.ts';
import { TestExplorer } from '../support/window/testExplorer.ts';
import { until } from '../support/window/until.ts';

const cases = [
  { id: 1, prompt: 'Please greet Ada by name', expectations: ['The answer wishes a good evening'] },
  { id: 2, prompt: 'Please greet Bob by name', expectations: [{ contains: 'Good morning' }] },
  { id: 3, prompt: 'Take your time', expectations: [{ contains: 'minutes' }] },
];

const files = {
  'skills/greeter/SKILL.md':
    '---\nname: greeter\ndescription: Greets people by name. Use when asked to greet somebody.\n---\n\n1. Say “Good morning to you”\n',
  'skills/greeter/evals/evals.json': `${JSON.stringify({ skill_name: 'greeter', evals: cases }, null, 2)}\n`,
};

spec(
  'Runs that reach the ceiling, are cancelled or broken off by a reload keep what was measured; an answer becomes a case',
  { files, settings: { 'chat.disableAIFeatures': false } },
  async window => {
    const { notifications, quickInput } = window;
    const tests = new TestExplorer(window.page);
    const report = window.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');

    await window.run('Testing: Focus on Test Explorer View');
    await tests.shows('unset greeter');
    await tests.run('greeter');
    await quickInput.pick(/^Scripted model/);
    await quickInput.titled('A Ceiling for Evals');
    await quickInput.answer('400');
    assert.match(await notifications.dialog(), /^Run the evals of “greeter”\?/);
    await window.screenshot('evals-asked');
    await notifications.answerDialog('Run');
    await tests.expand('greeter', 'evals.json');
    const told = await notifications.toast('reached the ceiling of 400 tokens');
    assert.match(told, /^The evals of “greeter” .* and ended early\. What was measured by then is kept\.$/);
    await tests.shows('skipped Please greet Bob');
    await window.screenshot('evals-ceiling');
    await notifications.press('reached the ceiling', 'Change the Ceiling');
    await quickInput.titled('A Ceiling for Evals');
    await quickInput.answer('500000');
    await window.showsStatus('A run of evals may take 500,000 tokens now');

    await tests.run('greeter');
    await tests.shows('passed Please greet Bob');
    await tests.shows('failed Please greet Ada');
    await window.run('Test: Cancel Test Run');
    await tests.shows('skipped Take your time');
    await window.screenshot('evals-cancelled');

    await window.run('Skills: Make a Case of This');
    await quickInput.titled('Make a Case of This');
    await quickInput.pick(/Please greet Ada by name/);
    await quickInput.pick('Something is wrong with this answer');
    await quickInput.answer('The answer names Ada');
    const made = /"id": 4,\s+"prompt": "Please greet Ada by name",\s+"expectations"/;
    await until(async () => made.test(await window.editor.text()), true);
    await tests.menu('Please greet Ada', 'Make a Case of This');
    await quickInput.titled('Make a Case of This');
    await quickInput.pick('This is a good answer');
    await until(async () => /"id": 5,/.test(await window.editor.text()), true);
    const result = window.page.locator('.test-output-peek-tree .monaco-list-row', { hasText: 'greet Bob' });
    await result.first().click({ button: 'right' });
    await chooseFromMenu(window.page, ['Make a Case of This']);
    await quickInput.titled('Make a Case of This');
    await quickInput.cancel();

    await window.editor.open('skills/greeter/SKILL.md');
    await window.editor.replaceLine(6, '1. Say “Good evening to you”');
    await window.editor.save();
    await window.run('Test: Rerun Failed Tests');
    await window.run('Testing: Focus on Test Explorer View');
    await tests.shows('passed Please greet Ada');
    // It would fail by now: what passed is not run again.
    await tests.shows('passed Please greet Bob');

    await tests.run('greeter');
    await tests.shows('failed Please greet Bob');
    await window.reload();
    await window.run('Skills: Show Eval Report');
    await report
      .getByText('It was cancelled or broken off; what had been measured by then is kept.')
      .waitFor();
    await report.locator('summary', { hasText: 'Please greet Bob by name' }).waitFor();
    await window.screenshot('evals-broken-off');
    await window.run('Preferences: Toggle between Light/Dark Themes');
    await report.locator('body.vscode-light').waitFor();
    await window.screenshot('evals-broken-off-light');
    await window.run('Skills: Show Eval Report');
    await report.locator('summary', { hasText: 'Please greet Bob by name' }).waitFor();
    assert.equal(await window.page.locator('.tab', { hasText: 'Evals of greeter' }).count(), 1);
  },
);
