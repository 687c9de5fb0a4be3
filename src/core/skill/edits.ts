import { rangeOf } from './positions.ts';
import type { Fix, TextEdit } from './problem.ts';
import type { SkillDocument, Span } from './skillDocument.ts';

/** The line break that the document uses. */
export function lineBreakOf(document: SkillDocument): string {
  const first = document.text.indexOf('\n');
  return first > 0 && document.text.charCodeAt(first - 1) === 13 ? '\r\n' : '\n';
}

export function replaceSpan(document: SkillDocument, span: Span, text: string): TextEdit {
  return { range: rangeOf(document, span), text };
}

export function insertAt(document: SkillDocument, offset: number, text: string): TextEdit {
  return replaceSpan(document, { start: offset, end: offset }, text);
}

export function preferred(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits, isPreferred: true };
}

/** A way out that a person has to choose. */
export function possible(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits, isPreferred: false };
}

/** As YAML would write it on one line: plain where that is safe, else in double quotes. */
export function yamlScalar(text: string): string {
  const isPlain =
    /^[A-Za-z0-9(][^\r\n]*$/.test(text) &&
    !/: |:$| #|\s$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|[-+.\d][\d._eE+-]*|0x[0-9a-f]+|0o[0-7]+)$/i.test(text);
  return isPlain ? text : yamlQuoted(text);
}

export function yamlQuoted(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t');
  return `"${escaped}"`;
}
