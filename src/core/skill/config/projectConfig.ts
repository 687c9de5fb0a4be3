import { nearestWord } from '../../text/spelling.ts';
import { parseJsonValue } from '../document/jsonNodes.ts';
import { lineStartsOf, rangeOf } from '../document/positions.ts';
import type { ManifestNode, Span } from '../document/skillDocument.ts';
import type { Range, Severity } from '../problem.ts';
import { rules } from '../rules/rules.ts';
import {
  type CheckChoice,
  type ChosenProfile,
  chosenProfiles,
  emptyChoice,
  ruleSeverities,
} from './checkChoice.ts';

/** What is wrong with the file: completes "… is damaged: …" and makes a mark in the editor. */
export type ConfigFlawWords =
  | 'it holds conflict markers of git: settle the conflict first'
  | 'neither an address nor a key stands in it, or whoever changes it would decide where keys go: name the registry with --registry, or set it up in the editor'
  | 'it is not a group of keys and values'
  | `it is not JSON: ${string}`
  | `"${string}" is none of its keys, which are profiles, rules and ignore`
  | `"${string}" stands in it twice`
  | '"profiles" is a list of names'
  | '"rules" is a group of rules and severities'
  | '"ignore" is a list of patterns'
  | '"$schema" is a text'
  | `there is no profile "${string}", but ${string}`
  | `"${string}" is no severity; these are error, warning, information, hint and off`
  | `there is no rule "${string}"${string}`;

export interface ConfigFlaw {
  readonly words: ConfigFlawWords;
  readonly range: Range;
  /** A warning is told and nothing more: another version may know the rule. */
  readonly severity: 'error' | 'warning';
}

/** The file as it was understood; with an error in it, nothing of it counts. */
export interface ReadConfig {
  readonly choice: CheckChoice;
  readonly flaws: readonly ConfigFlaw[];
}

/** Keys that somebody might expect to set a registry or its key by. */
const secretKey =
  /^(registr(y|ies)|(base|api)?_?-?ur[il]|address|endpoint|host|(api)?_?-?key|token|secret)s?$/i;

const codes: readonly string[] = rules.map(({ code }) => code);

/** Reads the file's text. Never throws. */
export function readProjectConfig(text: string): ReadConfig {
  return new ConfigReader(text).read();
}

type MapEntries = Extract<ManifestNode, { readonly kind: 'map' }>['entries'];

class ConfigReader {
  readonly #text: string;
  readonly #flaws: ConfigFlaw[] = [];
  readonly #lines: Parameters<typeof rangeOf>[0];

  constructor(text: string) {
    this.#text = text;
    this.#lines = { text, lineStarts: lineStartsOf(text, text.length), seenEnd: text.length };
  }

  read(): ReadConfig {
    const marker = /^(<{7}|>{7}|={7})(?=\s|$)/m.exec(this.#text);
    if (marker) {
      const span = { start: marker.index, end: marker.index + 7 };
      this.#flaw('it holds conflict markers of git: settle the conflict first', span);
      return { choice: emptyChoice, flaws: this.#flaws };
    }
    const { root, faults } = parseJsonValue(this.#text);
    for (const { what, span } of faults) {
      this.#flaw(`it is not JSON: ${what}`, span);
    }
    if (root?.kind !== 'map') {
      if (faults.length === 0) {
        this.#flaw('it is not a group of keys and values', root?.span ?? { start: 0, end: 1 });
      }
      return { choice: emptyChoice, flaws: this.#flaws };
    }
    const choice = this.#choice(root.entries);
    return { choice, flaws: this.#flaws };
  }

  #choice(entries: MapEntries): CheckChoice {
    let choice: CheckChoice = emptyChoice;
    for (const { key, keySpan, value } of this.#once(entries)) {
      if (key !== '$schema' && (secretKey.test(key) || holdsAddress(value))) {
        this.#flaw(
          'neither an address nor a key stands in it, or whoever changes it would decide where keys go: name the registry with --registry, or set it up in the editor',
          keySpan,
        );
        continue;
      }
      switch (key) {
        case '$schema':
          if (value.kind !== 'string') {
            this.#flaw('"$schema" is a text', value.span);
          }
          break;
        case 'profiles':
          choice = { ...choice, profiles: this.#profiles(value) };
          break;
        case 'rules':
          choice = { ...choice, rules: this.#rules(value) };
          break;
        case 'ignore':
          choice = { ...choice, ignore: this.#texts(value, '"ignore" is a list of patterns').map(textOf) };
          break;
        default:
          this.#flaw(`"${key}" is none of its keys, which are profiles, rules and ignore`, keySpan);
      }
    }
    return choice;
  }

  /** The entries without those whose key came before. */
  #once(entries: MapEntries): MapEntries {
    const seen = new Set<string>();
    return entries.filter(({ key, keySpan }) => {
      if (seen.has(key)) {
        this.#flaw(`"${key}" stands in it twice`, keySpan);
        return false;
      }
      seen.add(key);
      return true;
    });
  }

  #profiles(value: ManifestNode): readonly ChosenProfile[] {
    return this.#texts(value, '"profiles" is a list of names').flatMap(item => {
      const profile = chosenProfiles.find(name => name === item.value);
      if (profile === undefined) {
        this.#flaw(`there is no profile "${item.value}", but ${chosenProfiles.join(', ')}`, item.span);
        return [];
      }
      return [profile];
    });
  }

  #rules(value: ManifestNode): CheckChoice['rules'] {
    if (value.kind !== 'map') {
      this.#flaw('"rules" is a group of rules and severities', value.span);
      return {};
    }
    const chosenRules: Record<string, Severity | 'off'> = {};
    for (const { key, keySpan, value: chosen } of this.#once(value.entries)) {
      const severity = ruleSeverities.find(name => chosen.kind === 'string' && name === chosen.value);
      if (severity === undefined) {
        const said = this.#text.slice(chosen.span.start, chosen.span.end).replace(/^"|"$/g, '').slice(0, 60);
        this.#flaw(
          `"${said}" is no severity; these are error, warning, information, hint and off`,
          chosen.span,
        );
      } else if (codes.includes(key)) {
        chosenRules[key] = severity;
      } else {
        const meant = nearestWord(key, codes);
        const hint = meant === null ? '' : `; did you mean "${meant}"?`;
        this.#flaw(`there is no rule "${key}"${hint}`, keySpan, 'warning');
      }
    }
    return chosenRules;
  }

  #texts(value: ManifestNode, otherwise: ConfigFlawWords): readonly TextNode[] {
    const items = value.kind === 'list' ? value.items : [];
    const texts = items.filter(item => item.kind === 'string');
    if (value.kind !== 'list' || texts.length < items.length) {
      this.#flaw(otherwise, (items.find(item => item.kind !== 'string') ?? value).span);
    }
    return texts;
  }

  #flaw(words: ConfigFlawWords, span: Span, severity: ConfigFlaw['severity'] = 'error'): void {
    this.#flaws.push({ words, range: rangeOf(this.#lines, span), severity });
  }
}

type TextNode = Extract<ManifestNode, { readonly kind: 'string' }>;

function textOf({ value }: TextNode): string {
  return value;
}

function holdsAddress(node: ManifestNode): boolean {
  switch (node.kind) {
    case 'string':
      return node.value.includes('://');
    case 'list':
      return node.items.some(holdsAddress);
    case 'map':
      return node.entries.some(({ key, value }) => key.includes('://') || holdsAddress(value));
    default:
      return false;
  }
}
