import assert from 'node:assert/strict';
import type { Registry } from '../../src/core/registry/contract.ts';
import { addServer } from '../support/registry/addServer.ts';
import { connectTo } from '../support/registry/connectTo.ts';
import { startTestRegistry } from '../support/registry/startTestRegistry.ts';
import { assertOk } from '../support/result.ts';
import { spec } from '../support/window/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';
import { skillUpload } from '../support/zip/skillUpload.ts';

const greeter =
  '---\nname: greeter\ndescription: Says hello. Use it to begin a talk.\n---\n\n# Greeter\n\nSay hello.\n';

spec(
  'Registries of each kind stand side by side',
  { files: { 'greeter/SKILL.md': greeter } },
  async window => {
    await using team = await startTestRegistry();
    await using lab = await startTestRegistry();
    const workspace = await window.showView('Skills', 'Workspace');
    const registries = window.view('Registries');

    await addServer(window, /OpenAI’s protocol/, team.baseURL);
    await window.screenshot('registry-key');
    await window.quickInput.answer('not-the-key');
    await untilTrue(
      () => window.quickInput.message(),
      text => /did not accept the key/.test(text),
    );
    await window.screenshot('registry-wrong-key');
    await window.quickInput.answer(team.token);
    await registries.showsRow(new URL(team.baseURL).host);

    await addServer(window, /Anthropic’s protocol/, lab.origin);
    await window.quickInput.answer(lab.token);
    await registries.showsRow('Made by Anthropic');
    await window.screenshot('registries-three');

    await workspace.row('greeter').inline('Publish…');
    await window.quickInput.titled('Publish To');
    await window.quickInput.toggle(new URL(team.baseURL).host);
    await window.quickInput.toggle(new URL(lab.origin).host);
    await window.quickInput.press('OK');
    await window.quickInput.titled('Publish greeter');
    await window.screenshot('publish-to-two');
    await window.quickInput.pick(/Publish 2 versions/);
    await window.quickInput.titled(`Publish greeter to ${new URL(lab.origin).host}`);
    await window.quickInput.accept();
    await window.notifications.press('2', 'Show Details');
    await window.screenshot('publish-to-two-report');
  },
);

async function skillsOf(registry: Registry): Promise<readonly string[]> {
  const page = await registry.listSkills();
  assertOk(page);
  return page.value.items.map(({ id }) => id);
}

spec('Each registry’s own rules decide what a deletion does', { files: {} }, async window => {
  await using team = await startTestRegistry();
  const openai = connectTo(team.baseURL, team.token);
  const twice = await openai.createSkill(await skillUpload('twice'));
  assertOk(twice);
  await openai.createVersion(
    twice.value.skill.id,
    await skillUpload('twice', 'Does it better. Use when it must be done.'),
  );
  await window.showView('Skills', 'Workspace');
  const registries = window.view('Registries');

  await addServer(window, /OpenAI’s protocol/, team.baseURL);
  await window.quickInput.answer(team.token);
  await registries.row('twice').expand();
  await registries.row('v2').inline('Set Default Version');
  await registries.showsRow(/v2\s+default/);
  await registries.row('v2').menu('Delete Default Version, after Moving the Default…');
  assert.match(
    await window.notifications.dialog(),
    /v2 is the default .* cannot be deleted[\s\S]*Make v1 the default/,
  );
  await window.screenshot('delete-default');
  await window.notifications.answerDialog(/Make v1 Default/);
  await registries.showsRow(/v1\s+default/);
  await registries.row('v1').menu('Delete Only Version, and the Skill with It…');
  assert.match(await window.notifications.dialog(), /the skill goes with it/);
  await window.screenshot('delete-last-openai');
  await window.notifications.answerDialog('Delete Version');
  await window.quickInput.input.fill('twic');
  await until(() => window.quickInput.message(), 'Type twice in full to delete it with all its versions.');
  await window.screenshot('delete-last-openai-typed');
  await window.quickInput.cancel();
  assert.ok((await openai.getSkill(twice.value.skill.id)).ok, 'turning away deletes nothing');
  await registries.row('v1').menu('Delete Only Version, and the Skill with It…');
  await window.notifications.answerDialog('Delete Version');
  await window.quickInput.answer('twice');
  await window.notifications.press('Deleted v1 of “twice” and with it the skill', 'Restore');
  await window.notifications.toast(/Restored “twice” on .* as v1\. Its id is a new one\./);
  await registries.row('twice').expand();
  await registries.showsRow('v1  default · latest');

  await registries.row('v1').menu('Copy Code…');
  await window.quickInput.titled('Copy Code');
  await window.quickInput.pick('Hosted shell, v1');
  await window.screenshot('copy-code');
  await window.quickInput.pick('Python');
  await window.showsStatus('Code copied');
  const code = await window.page.evaluate(() => navigator.clipboard.readText());
  const [restored] = await skillsOf(openai);
  assert.ok(code.includes('client = OpenAI(base_url=') && code.includes(`"skill_id": "${restored}"`), code);
  assert.ok(code.includes('"version": "1"') && !code.includes(team.token), code);

  await registries.row(new URL(team.baseURL).host).menu('Add Vendor Skill by Id…');
  await window.quickInput.answer('openai-spreadsheets');
  await registries.row('Made by OpenAI').expand();
  await registries.showsRow('openai-spreadsheets');
  await window.screenshot('vendor-skill');

  await using lab = await startTestRegistry();
  await connectTo(lab.origin, lab.token, { kind: 'anthropic' }).createSkill(await skillUpload('once'));
  await addServer(window, /Anthropic’s protocol/, lab.origin);
  await window.quickInput.answer(lab.token);
  await registries.row('Made by Anthropic').expand();
  await registries.showsRow('Excel');
  await registries.row('once').expand();
  await registries.showsRow('latest · runs');
  await registries.row(/^\d{4}-/).menu('Only Version: Delete the Skill Instead…');
  await window.notifications.toast(/only version .* delete the skill instead/);
  await window.screenshot('delete-last-anthropic');
});
