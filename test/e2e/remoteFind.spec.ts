import { seedLocal } from '../support/registry/seedLocal.ts';
import { spec } from '../support/window/spec.ts';
import { until } from '../support/window/until.ts';

spec('Skills are found by name, description and id, in all pages', {}, async window => {
  const skill = (name: string, description: string) => [
    { 'SKILL.md': `---\nname: ${name}\ndescription: ${description}\n---\n\n# ${name}\n` },
  ];
  const many = Array.from({ length: 60 }, (_, index) => [
    `tool-${index}`,
    skill(`tool-${index}`, 'Does a thing.'),
  ]);
  await seedLocal(window, {
    'csv-profiler': skill('csv-profiler', 'Profiles tables. Use for spreadsheets.'),
    ...Object.fromEntries(many),
    'table-maker': skill('table-maker', 'Makes tables. Use for reports.'),
  });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.row('tool-59').expand();
  await registries.showsRow('v1  default · latest');
  await registries.pressTitle('Filter Skills…');
  await window.quickInput.input.fill('tables');
  await registries.showsRow('table-maker');
  await window.quickInput.accept();
  await registries.shows([
    'Local  on this machine',
    '  table-maker  default v1',
    '  csv-profiler  default v1',
  ]);
  await until(() => registries.message(), 'Filtered by “tables”: 2 of 62 skills.');
  await window.screenshot('remote-filter');
  await registries.pressTitle('Clear Filter');
  const top = ['Local  on this machine', '  table-maker  default v1', '  tool-59  default v1'];
  await until(async () => (await registries.rows()).slice(0, 4), [...top, '    v1  default · latest']);
  await registries.row('tool-59').collapse();
  await registries.row('table-maker').click();

  // From the palette, with the view out of sight: what was asked for comes to front, and says that it was done.
  await window.run('View: Show Explorer');
  await window.run('Skills: Sort by Name');
  await window.showsStatus('Skills are sorted by name');
  await until(
    async () => (await registries.rows()).slice(0, 3),
    ['Local  on this machine', '  csv-profiler  default v1', '  table-maker  default v1'],
  );
  await until(() => registries.description(), 'by name');
  await window.screenshot('remote-sorted');
  await window.run('View: Show Explorer');
  await window.run('Skills: Refresh Registries');
  await window.showsStatus('Registries refreshed');
  await registries.showsRow('table-maker');
  await window.run('Skills: Refresh Workspace Skills');
  await window.showsStatus('0 skills in the workspace');
});
