import { spec } from '../support/spec.ts';

const files = {
  'skills/greeter/SKILL.md':
    '---\nname: greeter\ndescription: Says hello. Use it to begin a talk.\n---\n\n# Greeter\n\nSay hello.\n',
};

spec('publish', { files }, async window => {
  const workspace = await window.showView('Skills', 'Workspace');
  await workspace.shows(['greeter  never published']);
  await workspace.row('greeter').inline('Publish…');
  await window.quickInput.titled('Publish greeter');
  await window.screenshot('z1-review');
  await window.quickInput.accept();
  console.log(await window.notifications.toast('Published'));
  await window.screenshot('z2-published');
  await window.notifications.press('Published', 'Show in Registries');
  await window.view('Registries').showsRow('v1');
  await window.screenshot('z3-registries');
  await window.editor.open('skills/greeter/SKILL.md');
  await window.editor.replaceLine(8, 'Say hello, and then goodbye.');
  await workspace.row('greeter').inline('Publish…');
  await window.quickInput.titled('Publish greeter');
  await window.quickInput.rows();
  await window.screenshot('z4-review2');
  await window.quickInput.accept();
  await window.notifications.toast('as v2');
  await window.screenshot('z5-published2');
});
