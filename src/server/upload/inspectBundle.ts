import { openAsBlob } from 'node:fs';
import { type BundleEntry, openBundle, readEntry } from '../../core/bundle/readBundle.ts';
import { checkSkill } from '../../core/skill/checkSkill.ts';
import { readManifest } from '../../core/skill/manifest.ts';
import { parseSkill } from '../../core/skill/parseSkill.ts';
import { noContext } from '../../core/skill/skillContext.ts';
import { done, invalid, type Outcome, refused } from '../refusal.ts';
import type { VersionFacts } from '../store/records.ts';
import { tooLarge } from './partReader.ts';
import type { UploadRules } from './uploadRules.ts';

/** Holds an uploaded bundle to the wire's rules and says what is in it. */
export async function inspectBundle(path: string, rules: UploadRules): Promise<Outcome<VersionFacts>> {
  const bundle = await openBundle(await openAsBlob(path));
  if (!bundle.ok) {
    const { failure } = bundle;
    const entry = failure.kind === 'bad-archive' && failure.entry !== null ? ` (${failure.entry})` : '';
    const why = failure.kind === 'bad-archive' ? failure.why : failure.kind;
    return invalid(`The zip cannot be read${entry}: ${why}`, { param: 'files' });
  }
  const { entries } = bundle.value;
  const top = topFolderOf(entries);
  if (top === null) {
    return invalid('All files must be under a single top-level directory.', { param: 'files' });
  }
  const sizes = checkSizes(entries, rules);
  if (!sizes.ok) {
    return sizes;
  }
  const manifests = entries.filter(({ path }) => /^[^/]+\/skill\.md$/i.test(path));
  const [manifest] = manifests;
  if (!manifest || manifests.length > 1) {
    const found = manifest ? `${manifests.length} were found` : 'none was found';
    return invalid(`A skill needs exactly one SKILL.md in its top folder, and ${found}.`, { param: 'files' });
  }
  const bytes = await readEntry(bundle.value, manifest);
  if (!bytes.ok) {
    return invalid(`${manifest.path} cannot be read.`, { param: 'files' });
  }
  return inspectManifest(Buffer.from(bytes.value).toString('utf8'), top, entries, rules);
}

function inspectManifest(
  text: string,
  directory: string,
  entries: readonly BundleEntry[],
  rules: UploadRules,
): Outcome<VersionFacts> {
  const document = parseSkill(text);
  const files = entries.map(({ path, size, isExecutable }) => ({
    path: path.slice(directory.length + 1),
    size,
    isExecutable,
  }));
  const context = { ...noContext, folderName: directory, files };
  const problems = checkSkill(document, context, { profiles: ['spec', rules.profile] });
  const error = problems.find(problem => problem.severity === 'error');
  const manifest = readManifest(document);
  if (error || !manifest) {
    return invalid(error ? `${error.path}: ${error.message}` : 'SKILL.md needs a name and a description.', {
      param: 'files',
    });
  }
  return done({ name: manifest.name, description: manifest.description, directory });
}

function checkSizes(entries: readonly BundleEntry[], rules: UploadRules): Outcome<null> {
  if (entries.length > rules.files) {
    return invalid(`A skill can have at most ${rules.files} files, and this one has ${entries.length}.`, {
      param: 'files',
    });
  }
  const large = entries.find(({ size }) => size > rules.fileBytes);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (large) {
    return refused(tooLarge(`The file ${large.path}`, rules.fileBytes));
  }
  return total > rules.totalBytes ? refused(tooLarge('The skill, unpacked,', rules.totalBytes)) : done(null);
}

function topFolderOf(entries: readonly BundleEntry[]): string | null {
  const tops = new Set(
    entries.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')),
  );
  const [top] = tops;
  return tops.size === 1 && top ? top : null;
}
