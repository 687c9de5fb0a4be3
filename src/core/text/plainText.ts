/** Longest text from a registry that is shown in one place, in characters. */
const longest = 1024;

/**
 * Control characters, marks that turn the direction of writing, and characters that show nothing. The joiners
 * U+200C and U+200D stay: Persian, Hindi and many emoji are written with them.
 */
const invisible =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu;

/** What the editor would turn into a link in a notification, or into an icon in a list. */
const markup = /(\]|\$)\(/g;

/**
 * Untrusted text as one line that can be shown anywhere: line breaks and tabs become spaces, invisible characters
 * are spelt as ⟨U+202E⟩, `[text](command:…)` and `$(icon)` lose their meaning, and the end is cut with an ellipsis.
 */
export function plainText(text: string, maxLength = longest): string {
  const cut = text.length > maxLength ? `${wellFormedStart(text, maxLength - 1)}…` : text;
  return cut
    .replace(/[\r\n\t]+/g, ' ')
    .replace(invisible, spelt)
    .replace(markup, '$1 (')
    .trim();
}

/**
 * A text of ours in which others may be quoted, with its line breaks: nothing in it is a link or an icon, hides, or turns
 * the direction of what comes behind it.
 */
export function inertText(text: string): string {
  return text
    .replace(invisible, found => ('\n\r\t'.includes(found) ? found : spelt(found)))
    .replace(markup, '$1 (');
}

/** Untrusted text for a terminal, of any length and with its line breaks: what hides, acts or reorders is spelt out. */
export function visibleText(text: string): string {
  return text
    .split('\n')
    .map(line => line.replaceAll('\t', '  ').replace(invisible, spelt))
    .join('\n');
}

/** True when `plainText` would spell out a character that hides or reorders text. */
export function hidesCharacters(text: string): boolean {
  return text.replace(/[\r\n\t]+/g, ' ').search(invisible) !== -1;
}

function spelt(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** The first characters; a pair of surrogates is not parted. */
function wellFormedStart(text: string, length: number): string {
  const isParted = /[\ud800-\udbff]/.test(text.charAt(length - 1));
  return text.slice(0, isParted ? length - 1 : length);
}
