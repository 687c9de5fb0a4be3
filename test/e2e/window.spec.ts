import { spec } from '../support/spec.ts';
import { until } from '../support/window/until.ts';

const files = {
  'greeter/SKILL.md':
    '---\nname: greeter\ndescription: Says hello. Use it to begin a talk.\n---\n\nSay hello.\n',
};

spec('The side bar shows the workspace’s skills and the registries', { files }, async window => {
  const workspace = await window.showView('Skills', 'Workspace');
  await workspace.shows(['greeter  never published']);
  await window.view('Registries').shows(['Local  on this machine']);
  await window.screenshot('first-look');

  await workspace.row('greeter').click();
  await until(() => window.editor.language(), 'Skill');
});

spec('A command with nothing to choose from says what is missing', { files }, async window => {
  await window.showView('Skills', 'Workspace');
  await window.run('Skills: Set Default Version');
  await window.notifications.toast('Local has no skill yet. “Skills: Publish…” puts one there.');
  await window.run('Skills: Update Key…');
  await window.notifications.press('no registry that this is possible for was added yet', 'Add Registry…');
  await window.quickInput.titled('Add Registry');
});
