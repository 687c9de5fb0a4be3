import type { Failure } from '../failure/failure.ts';
import type { LinkFlaw } from '../failure/parts.ts';
import { hidesCharacters } from '../text/plainText.ts';
import { failed, type Result, success } from '../text/result.ts';

/** What a `vscode://` link leads to. The registry is named as in the link file, so that it is the same for everybody. */
export interface OpenLink {
  readonly registryKey: string;
  readonly skillId: string;
  /** The version's key; null for the skill as a whole. */
  readonly version: string | null;
}

const openPath = '/open';

/** Longest value that is taken, in characters: ids and addresses are shorter. */
const longest = 300;

/** `scheme` is the editor's own, such as `vscode`; `extensionId` as in `publisher.name`. */
export function formatOpenLink(scheme: string, extensionId: string, link: OpenLink): string {
  const query = new URLSearchParams({ registry: link.registryKey, skill: link.skillId });
  if (link.version !== null) {
    query.set('version', link.version);
  }
  return `${scheme}://${extensionId}${openPath}?${query}`;
}

/** Reads a link that may come from anywhere. Fails as `bad-link`. */
export function parseOpenLink(path: string, query: string): Result<OpenLink, Failure> {
  const refuse = (why: LinkFlaw) => failed({ kind: 'bad-link', why });
  if (path !== openPath) {
    return refuse('it asks for nothing that Skillwright does');
  }
  const values = new URLSearchParams(query);
  for (const name of ['registry', 'skill', 'version'] as const) {
    const all = values.getAll(name);
    if (all.length > 1) {
      return refuse(`it names more than one ${name}`);
    }
    if (all.some(value => value.length > longest)) {
      return refuse(`the ${name} that it names is too long`);
    }
    if (all.some(hidesCharacters)) {
      return refuse(`the ${name} that it names has hidden characters`);
    }
  }
  const registryKey = values.get('registry');
  const skillId = values.get('skill');
  if (!registryKey) {
    return refuse('it names no registry');
  }
  if (!skillId) {
    return refuse('it names no skill');
  }
  return success({ registryKey, skillId, version: values.get('version') || null });
}
