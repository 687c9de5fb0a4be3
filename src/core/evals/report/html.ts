import { visibleText } from '../../text/plainText.ts';

/** A piece of HTML in which every text has been escaped. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | null | readonly Html[];

/** Builds HTML from a template: what is put in is escaped, unless it is HTML itself. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: pieces.map((piece, index) => `${piece}${rendered(parts[index] ?? null)}`).join('') };
}

function rendered(part: Part): string {
  if (part === null) {
    return '';
  }
  if (typeof part === 'string' || typeof part === 'number') {
    return escaped(String(part));
  }
  return 'html' in part ? part.html : part.map(inner => inner.html).join('');
}

/** Control and bidirectional characters are spelt out: an answer may be anything. */
function escaped(text: string): string {
  return visibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
