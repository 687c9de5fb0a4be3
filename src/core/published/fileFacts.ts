import type { BundleFile } from '../bundle/bundleFile.ts';
import { decodeJson, flag, number, record, textLike } from '../text/decode.ts';
import { bytesWords, numberWords } from '../text/words.ts';

/** What stands in for a file's content where that cannot be shown as text. */
export type FileFacts = Pick<BundleFile, 'size' | 'digest' | 'isExecutable'>;

/** As lines, so that two of them can be compared side by side. */
export function fileFactsText({ size, digest, isExecutable }: FileFacts): string {
  return [
    'Not shown as text.',
    '',
    `Size: ${bytesWords(size)} (${numberWords(size)} bytes)`,
    'SHA-256:',
    ...(digest.replace(/^sha256:/, '').match(/.{32}/g) ?? []).map(half => `  ${half}`),
    `Executable: ${isExecutable ? 'yes' : 'no'}`,
    '',
  ].join('\n');
}

/** For a place where only text can be kept, such as an address's query. */
export function formatFileFacts({ size, digest, isExecutable }: FileFacts): string {
  return JSON.stringify({ size, digest, isExecutable });
}

const facts = record({ size: number, digest: textLike(/^sha256:[0-9a-f]{64}$/), isExecutable: flag });

/** The reverse; null for anything else. */
export function parseFileFacts(query: string): FileFacts | null {
  return decodeJson(facts, query);
}
