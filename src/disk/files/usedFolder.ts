import { readSkill } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import {
  fitsInline,
  type InlineUse,
  type LocalUse,
  maxInlineLength,
  maxInlineText,
} from '../../core/registry/snippet/use.ts';
import { vendors } from '../../core/registry/vendors.ts';
import { readManifest } from '../../core/skill/document/manifest.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { diskFolder } from '../folder/diskFolder.ts';
import { fileContent } from './skillContent.ts';
import { writeAtomically } from './writeAtomically.ts';

const { baseURL } = vendors.openai;

/** The skill in a folder, for a model's shell on this machine. `path` is absolute. */
export async function localUse(path: string): Promise<Result<LocalUse, Failure>> {
  const used = await describeFolder(path);
  return used.ok
    ? success({ way: 'local', baseURL, name: used.value.name, description: used.value.description, path })
    : used;
}

/**
 * The skill in a folder, zipped as it would be published. A zip that is too long for the code is written where `askFile`
 * says; null when that says nothing. Fails as `bundle-too-large` where no request could take it along.
 */
export async function inlineUse(
  path: string,
  askFile: (name: string) => Promise<string | null>,
): Promise<Result<InlineUse | null, Failure>> {
  const used = await describeFolder(path);
  if (!used.ok) {
    return used;
  }
  const { name, description, selection } = used.value;
  const zip = await fileContent(diskFolder(path), selection, name).zip();
  if (!zip.ok) {
    return zip;
  }
  const { size } = zip.value;
  if (!fitsInline(size)) {
    const limit = (maxInlineLength / 4) * 3;
    return failed({ kind: 'bundle-too-large', skill: name, path: null, size, limit });
  }
  const bytes = Buffer.from(await zip.value.arrayBuffer());
  const use = { way: 'inline', baseURL, name, description } as const;
  if (size <= maxInlineText) {
    return success({ ...use, zip: { base64: bytes.toString('base64') } });
  }
  const file = await askFile(`${name}.zip`);
  if (file === null) {
    return success(null);
  }
  const written = await writeAtomically(file, bytes);
  return written.ok ? success({ ...use, zip: { file } }) : written;
}

/** What its SKILL.md says it is, and its files; without a name and a description there is no such skill. */
async function describeFolder(path: string) {
  const read = await readSkill(diskFolder(path));
  if (!read.ok) {
    return read;
  }
  const manifest = readManifest(parseSkill(read.value.text));
  return manifest
    ? success({ ...manifest, selection: read.value.selection })
    : failed({ kind: 'unnamed-skill', path } as const);
}
