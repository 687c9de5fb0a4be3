import type { SkillView, VersionView } from './views.ts';

/** A skill that the vendor would have made: it can be seen, not changed, and not downloaded. */
export interface PrebuiltSkill {
  readonly skill: SkillView;
  readonly version: VersionView;
}

const publishedAt = Date.UTC(2025, 9, 13);

/** The four ids that Anthropic documents. What they hold here is made up and small. */
export const prebuiltSkills: readonly PrebuiltSkill[] = [
  prebuilt('pptx', 'PowerPoint', 'Makes and edits slides. Use for presentations.', 1),
  prebuilt('xlsx', 'Excel', 'Makes and edits spreadsheets. Use for tables and figures.', 2),
  prebuilt('docx', 'Word', 'Makes and edits documents. Use for reports and letters.', 3),
  prebuilt('pdf', 'PDF', 'Fills in and makes PDF files. Use for forms and print.', 4),
];

export function findPrebuilt(id: string): PrebuiltSkill | undefined {
  return prebuiltSkills.find(({ skill }) => skill.id === id);
}

function prebuilt(id: string, label: string, description: string, index: number): PrebuiltSkill {
  const keys = { id: `skver_01K7DFSG00000000000000000${index}`, micros: '20251013' };
  const createdAt = publishedAt;
  return {
    skill: { id, source: 'anthropic', label, name: id, createdAt, updatedAt: createdAt, latest: keys },
    version: { ...keys, skillId: id, name: id, description, directory: id, createdAt },
  };
}
