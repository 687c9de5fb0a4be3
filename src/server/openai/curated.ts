import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { BundleAnswer } from '../answers.ts';

/** A skill that the vendor would have made: found by its id only, read-only, with a single version. */
export interface CuratedSkill {
  readonly id: string;
  readonly description: string;
  readonly body: string;
}

/** Unix seconds. */
const publishedAt = Date.UTC(2026, 1, 11) / 1000;

/** OpenAI documents the first id. What the skills hold here is made up and small. */
const curatedSkills: readonly CuratedSkill[] = [
  {
    id: 'openai-spreadsheets',
    description: 'Reads and writes spreadsheets. Use when a task is about tables, formulas or CSV files.',
    body: '# Spreadsheets\n\nKeep formulas as formulas, and say which cells were changed.\n',
  },
  {
    id: 'openai-documents',
    description: 'Reads and writes text documents. Use when a task is about reports or letters.',
    body: '# Documents\n\nKeep the styles of the document, and change only what was asked for.\n',
  },
];

export function findCurated(id: string): CuratedSkill | undefined {
  return curatedSkills.find(skill => skill.id === id);
}

export function curatedObject({ id, description }: CuratedSkill) {
  const shared = { id, name: id, description, created_at: publishedAt };
  return { ...shared, object: 'skill', default_version: '1', latest_version: '1' };
}

export function curatedVersion({ id, description }: CuratedSkill) {
  const shared = { name: id, description, created_at: publishedAt };
  return { ...shared, id: `skillver_${id}_1`, object: 'skill.version', skill_id: id, version: '1' };
}

export async function curatedBundle({ id, description, body }: CuratedSkill): Promise<BundleAnswer> {
  const zip = new ZipFile();
  const text = `---\nname: ${id}\ndescription: ${description}\n---\n\n${body}`;
  const mtime = new Date(1980, 0, 1);
  zip.addBuffer(Buffer.from(text), `${id}/SKILL.md`, { mtime, mode: 0o100644, forceDosTimestamp: true });
  zip.end();
  const bytes = await buffer(zip.outputStream);
  return BundleAnswer.ofBytes(id, bytes);
}
