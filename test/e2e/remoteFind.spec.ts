import { seedLocal } from '../support/seedLocal.ts';
import { spec } from '../support/spec.ts';
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
  await registries.showsRow('tool-59');
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
  await registries.showsRow('tool-59');
});
