import type { SkillFolder } from '../../bundle/select/skillFolder.ts';
import type { Failure } from '../../failure/failure.ts';
import { listedFailure } from '../../failure/systemError.ts';
import type { SecretFinding, SecretScanner } from '../../secrets/scanner.ts';
import { isBinary } from '../../text/binary.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { SkillInspection } from './inspectSkill.ts';

/** Larger files are judged by their name only, in bytes: nobody keeps a key in 32 MB of text. */
const scanLimit = 32 * 2 ** 20;

/** Read whole without a look at its start, in bytes. */
const smallFile = 2 ** 18;

/**
 * What looks like a credential in the files that go into the bundle, without the files that somebody allowed as
 * they are now (path → file digest).
 */
export async function findSecrets(
  folder: SkillFolder,
  { selection, files }: SkillInspection,
  allowed: ReadonlyMap<string, string>,
  scanner: SecretScanner,
): Promise<Result<readonly SecretFinding[], Failure>> {
  const digests = new Map(files.map(({ path, digest }) => [path, digest]));
  const findings: SecretFinding[] = [];
  for (const { path, source, size } of selection.files) {
    const digest = digests.get(path);
    if (digest !== undefined && allowed.get(path) === digest) {
      continue;
    }
    try {
      const content = size <= scanLimit ? await readText(folder, source, size) : new Uint8Array();
      findings.push(...(await scanner.scan(path, content)));
    } catch (error) {
      return failed(listedFailure(path, error));
    }
  }
  return success(findings);
}

/** The whole file, or of a large binary one only the start: nothing in it will be looked at. */
async function readText(folder: SkillFolder, source: string, size: number): Promise<Uint8Array> {
  if (size <= smallFile) {
    return folder.read(source);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of folder.stream(source)) {
    chunks.push(chunk);
    if (chunks.length === 1 && isBinary(chunk)) {
      break;
    }
  }
  return Buffer.concat(chunks);
}
