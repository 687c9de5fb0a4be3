import { withoutKey } from '../../registry/http/withoutKey.ts';
import { plainText } from '../../text/plainText.ts';
import { fieldsOf } from './answerForm.ts';

/** Fields whose values name a thing of somebody's, or point at one. */
const idFields = ['id', 'skill_id', 'latest_version', 'latest_version_id', 'default_version', 'version'];

/** Fields that hold what somebody wrote. */
const textFields = ['name', 'description', 'display_name', 'display_title', 'directory'];

/** Shorter values are no secret, and would be found in every other word. */
const minLength = 6;

/**
 * Keeps what a report may not tell: keys, accounts, ids, and the names and descriptions of skills. It learns them from
 * what is sent and answered, and puts something else in their place in every text that comes from a registry.
 */
export class Discretion {
  readonly #ids = new Map<string, string>();
  readonly #texts = new Set<string>();
  readonly #secrets = new Set<string>();
  readonly #own = new Map<string, string>();

  /** What a thing is called in a report: `skill-1`, `version-3`, by the order in which they are met. */
  alias(id: string, kind: 'skill' | 'version'): string {
    const known = this.#own.get(id) ?? this.#ids.get(id);
    if (known !== undefined) {
      return known;
    }
    const count = [...this.#ids.values()].filter(alias => alias.startsWith(`${kind}-`)).length;
    const alias = `${kind}-${count + 1}`;
    this.#ids.set(id, alias);
    return alias;
  }

  /** A thing that we made ourselves and that a report calls by this word. */
  own(id: string, alias: string): void {
    this.#own.set(id, alias);
  }

  /** Learns the keys and accounts that a request carries. */
  learnHeaders(headers: Headers): void {
    for (const name of [
      'authorization',
      'x-api-key',
      'openai-organization',
      'openai-project',
      'anthropic-workspace-id',
    ]) {
      const value = headers.get(name)?.replace(/^Bearer /i, '') ?? '';
      if (value.length > 0) {
        this.#secrets.add(value);
      }
    }
  }

  /** Learns what an answer names, however deep. */
  learnAnswer(value: unknown, depth = 0): void {
    if (depth > 6) {
      return;
    }
    for (const item of Array.isArray(value) ? value : []) {
      this.learnAnswer(item, depth + 1);
    }
    for (const [name, content] of Object.entries(fieldsOf(value) ?? {})) {
      if (typeof content === 'string' && idFields.includes(name) && content.length >= minLength) {
        this.alias(
          content,
          /^(?:skill_)?id$/.test(name) && !/^sk(?:ill)?_?ver/.test(content) ? 'skill' : 'version',
        );
      } else if (typeof content === 'string' && textFields.includes(name) && content.length >= 3) {
        this.#texts.add(content);
      } else if (typeof content === 'object') {
        this.learnAnswer(content, depth + 1);
      }
    }
  }

  /** A registry's own words, as one line without what a report may not tell. */
  clean(words: string): string {
    return plainText(this.#withoutNames(this.cleanIds(words)), 300);
  }

  /** Our own words around something of a registry's. */
  cleanIds(words: string): string {
    const longerFirst = [...this.#secrets].toSorted((left, right) => right.length - left.length);
    const withoutSecrets = longerFirst.reduce(withoutKey, words);
    return replaceEach(withoutSecrets, [...this.#own, ...this.#ids]);
  }

  #withoutNames(words: string): string {
    return replaceEach(
      words,
      [...this.#texts].map(text => [text, '[name]'] as const),
    );
  }
}

/** Longer ones first: a name may be a part of another. */
function replaceEach(words: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements
    .toSorted(([left], [right]) => right.length - left.length)
    .reduce((left, [found, instead]) => left.replaceAll(found, instead), words);
}
