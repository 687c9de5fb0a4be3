import { lineCounter } from '../text/lines.ts';
import type { Passage } from './trustReport.ts';

/** What is invisible, or makes text read otherwise than it is. Alternatives, since some combine in a class. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['turns the direction of writing', /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u],
  [
    'shows nothing',
    /[\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\u17b4|\u17b5/u,
  ],
  ['spells invisible text', /[\u{e0000}-\u{e007f}]|\p{Variation_Selector}(?<=[\u{e0100}-\u{e01ef}])/u],
  ['is a control character', /[^\P{Cc}\t\n\r\f]/u],
];

const anyHidden = new RegExp(kinds.map(([, { source }]) => source).join('|'), 'gu');

/** The lines with hidden characters, and which they are: `U+202E turns the direction of writing`. */
export function findHidden(path: string, text: string): readonly Passage[] {
  const lineOf = lineCounter(text);
  const lines = new Map<number, string[]>();
  for (const match of text.matchAll(anyHidden)) {
    if (isOrdinary(text, match.index, match[0])) {
      continue;
    }
    const line = lineOf(match.index);
    const characters = lines.get(line);
    if (characters) {
      characters.push(match[0]);
    } else {
      lines.set(line, [match[0]]);
    }
  }
  return [...lines].map(([line, characters]) => ({ path, line, text: describe(characters) }));
}

/** A mark at the very start tells the encoding; joiners belong to emoji and to Persian, Hindi and other scripts. */
function isOrdinary(text: string, offset: number, character: string): boolean {
  if (character === '\ufeff') {
    return offset === 0;
  }
  if (character !== '\u200c' && character !== '\u200d') {
    return false;
  }
  const isForeign = (neighbour: string | undefined) => neighbour !== undefined && neighbour > '\u02af';
  return isForeign(text[offset - 1]) && isForeign(text[offset + 1]);
}

function describe(characters: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const character of characters) {
    const name = nameOf(character);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const words = [...counts].map(([name, count]) => (count > 1 ? `${name} (${count} times)` : name));
  const spelt = characters.map(asTag).join('');
  return spelt === '' ? words.join('; ') : `${words.join('; ')}: “${spelt}”`;
}

function nameOf(character: string): string {
  const kind = kinds.find(([, pattern]) => pattern.test(character))?.[0] ?? 'is hidden';
  if (kind === 'spells invisible text') {
    return kind;
  }
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} ${kind}`;
}

/** Tag characters are a hidden copy of ASCII. */
function asTag(character: string): string {
  const code = (character.codePointAt(0) ?? 0) - 0xe0000;
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '';
}
