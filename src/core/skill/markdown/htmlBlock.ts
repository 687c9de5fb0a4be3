import type { Span } from '../document/skillDocument.ts';
import { tagLengthAt } from './blockStarts.ts';
import { attributeIn } from './inlineScanner.ts';
import type { BodyLink, Code } from './parts.ts';

const commentOpen = '<!--';
const commentClose = '-->';

/** Finds comments, and the addresses in tags, in a block of HTML, which holds no Markdown. */
export function scanHtmlBlock(
  text: string,
  { start, end, isOpaque }: Span & { readonly isOpaque: boolean },
  links: BodyLink[],
  comments: Code[],
): void {
  const html = text.slice(start, end);
  for (let i = html.indexOf('<'); i !== -1; i = html.indexOf('<', i)) {
    if (html.startsWith(commentOpen, i)) {
      const close = html.indexOf(commentClose, i + 2);
      if (close === -1) {
        return;
      }
      if (close >= i + commentOpen.length) {
        const span = { start: start + i + commentOpen.length, end: start + close };
        comments.push({ text: text.slice(span.start, span.end), span });
      }
      i = close + commentClose.length;
      continue;
    }
    const length = tagLengthAt(html, i);
    const found = isOpaque || length === 0 ? null : attributeIn(html.slice(i, i + length));
    if (found) {
      const span = { start: start + i + found.start, end: start + i + found.end };
      links.push({ kind: found.kind, target: text.slice(span.start, span.end), span });
    }
    i += Math.max(1, length);
  }
}
