import { type Provenance, provenanceLines } from '../provenance/provenance.ts';
import { decodeJson, record, text } from '../text/decode.ts';
import { plainText } from '../text/plainText.ts';

/** A commit between two versions. */
interface Between {
  readonly hash: string;
  readonly subject: string;
}

/** `publishedAt` in ISO 8601; a folder was not published. */
type Source = Provenance & { readonly publishedAt?: string };

/**
 * Where a version or a folder comes from, as a text that can be compared with another version's. `since` are the
 * commits between the two, newest first.
 */
export function versionAbout(label: string, source: Source, since: readonly Between[] = []): string {
  const { publishedAt } = source;
  const commits = since.map(({ hash, subject }) => `  ${hash.slice(0, 7)} ${plainText(subject, 200)}`);
  return [
    label,
    ...(publishedAt ? [`Published: ${publishedAt.slice(0, 16).replace('T', ' ')} UTC`] : []),
    ...provenanceLines(source),
    ...(commits.length === 0 ? [] : ['', 'Commits since the other version:', ...commits]),
    '',
  ].join('\n');
}

const about = record({ about: text });

/** For a place where only text can be kept, such as an address's query. */
export function formatAbout(text: string): string {
  return JSON.stringify({ about: text });
}

/** The reverse; null for anything else. */
export function parseAbout(query: string): string | null {
  return decodeJson(about, query)?.about ?? null;
}
