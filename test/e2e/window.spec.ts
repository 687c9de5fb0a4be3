import { spec } from '../support/window/spec.ts';
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
