import { openAsBlob } from 'node:fs';
import { digestBundle } from '../../core/bundle/digestBundle.ts';
import { type BundleLayout, readLayout } from '../../core/bundle/zip/bundleLayout.ts';
import { type BundleLimits, bundleLimits } from '../../core/bundle/zip/bundleLimits.ts';
import {
  type BundleEntry,
  type OpenBundle,
  openBundle,
  readEntry,
} from '../../core/bundle/zip/readBundle.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { checkSkill } from '../../core/skill/checkSkill.ts';
import { type DecodedText, decodeManifest } from '../../core/skill/document/decodeManifest.ts';
import { entryOf, readManifest } from '../../core/skill/document/manifest.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { noContext } from '../../core/skill/skillContext.ts';
import { plainText } from '../../core/text/plainText.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { invalid, type Refusal } from '../refusal.ts';
import type { StoredVersion } from '../store/records.ts';
import { tooLarge } from './partReader.ts';
import type { UploadRules } from './uploadRules.ts';

/** Holds an uploaded bundle to the wire's rules and says what is in it. */
export async function inspectUpload(
  path: string,
  rules: UploadRules,
): Promise<Result<StoredVersion, Refusal>> {
  const opened = await openBundle(await openAsBlob(path), { limits: roomy(rules) });
  if (!opened.ok) {
    return badBundle(opened.failure);
  }
  const bundle = opened.value;
  const layout = readLayout(bundle.entries.map(entry => entry.path));
  if (!layout.ok) {
    return badBundle(layout.failure);
  }
  const problem = layoutProblem(layout.value, rules) ?? sizeProblem(bundle.entries, rules);
  if (problem) {
    return problem;
  }
  // Reads everything once: what is stored must come out again.
  const content = await digestBundle(bundle, layout.value.topFolder);
  if (!content.ok) {
    return badBundle(content.failure);
  }
  const manifest = await readManifestFile(bundle, layout.value);
  return manifest.ok
    ? inspectManifest(manifest.value, layout.value.topFolder, bundle.entries, rules)
    : manifest;
}

/** Deflate cannot do better, so that no honest bundle is refused for its ratio. */
const maxDeflateRatio = 1_100;

/** Limits under which a bundle that is only too large still opens, so that it is refused as too large. */
function roomy({ fileBytes, totalBytes }: UploadRules): BundleLimits {
  return {
    ...bundleLimits,
    ratio: maxDeflateRatio,
    fileBytes: 2 * Math.max(fileBytes, bundleLimits.fileBytes),
    totalBytes: 2 * Math.max(totalBytes, bundleLimits.totalBytes),
  };
}

function layoutProblem(layout: BundleLayout, { isRootAllowed }: UploadRules): Result<never, Refusal> | null {
  return layout.topFolder === null && !isRootAllowed
    ? invalid('All files must be under a single top-level directory.', { param: 'files' })
    : null;
}

function sizeProblem(entries: readonly BundleEntry[], rules: UploadRules): Result<never, Refusal> | null {
  if (entries.length > rules.files) {
    return invalid(`A skill has at most ${rules.files} files, and this one has ${entries.length}.`, {
      param: 'files',
    });
  }
  const large = entries.find(({ size }) => size > rules.fileBytes);
  if (large) {
    return failed(tooLarge(`The file ${large.path}`, rules.fileBytes));
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  return total > rules.totalBytes ? failed(tooLarge('The skill, unpacked,', rules.totalBytes)) : null;
}

async function readManifestFile(
  bundle: OpenBundle,
  layout: BundleLayout,
): Promise<Result<DecodedText, Refusal>> {
  const entry = bundle.entries.find(({ path }) => path === layout.manifest);
  const bytes = entry && (await readEntry(bundle, entry));
  if (!bytes?.ok) {
    return bytes ? badBundle(bytes.failure) : invalid('The SKILL.md cannot be read.', { param: 'files' });
  }
  return success(decodeManifest(bytes.value));
}

function inspectManifest(
  { text, encoding }: DecodedText,
  topFolder: string | null,
  entries: readonly BundleEntry[],
  rules: UploadRules,
): Result<StoredVersion, Refusal> {
  const written = parseSkill(text);
  const document =
    rules.isNamedByFolder && topFolder !== null && entryOf(written, 'name') === null
      ? parseSkill(withName(text, topFolder))
      : written;
  const files = entries.map(({ path, size, isExecutable }) => ({
    path: topFolder === null ? path : path.slice(topFolder.length + 1),
    size,
    isExecutable,
  }));
  const problems = checkSkill(
    document,
    { ...noContext, folderName: topFolder, files, encoding },
    {
      profiles: ['spec', rules.profile],
      severities: Object.fromEntries(rules.unenforced.map(code => [code, 'off'])),
    },
  );
  const error = problems.find(problem => problem.severity === 'error');
  if (error) {
    return invalid(`${error.path}: ${error.message}`, { param: 'files' });
  }
  const manifest = readManifest(document);
  return manifest
    ? success({
        name: manifest.name,
        description: manifest.description,
        directory: topFolder ?? manifest.name,
      })
    : invalid('SKILL.md needs a name and a description.', { param: 'files' });
}

/** The same SKILL.md with a name at the top of its front matter, so that it is held to what names are held to. */
function withName(text: string, name: string): string {
  return text.replace(/^---[ \t]*\r?\n/, line => `${line}name: ${JSON.stringify(name)}\n`);
}

function badBundle(failure: Failure): Result<never, Refusal> {
  if (failure.kind === 'bad-archive') {
    const { entry, why } = failure;
    return invalid(`${entry === null ? 'The bundle' : `"${plainText(entry, 200)}"`} ${why}.`, {
      param: 'files',
    });
  }
  return invalid('The bundle cannot be read.', { param: 'files' });
}
