import { parseTree } from 'jsonc-parser';

/** A case as a person writes it down first. */
export interface NewCase {
  readonly prompt: string;
  /** Sentences that hold of a good answer. */
  readonly expectations: readonly string[];
}

/** The text of an `evals.json` with one more case, its form kept, and where the new prompt begins in it. */
export interface AddedCase {
  readonly text: string;
  /** Offset of the new case. */
  readonly offset: number;
}

/** Adds a case to the text of an `evals.json`, or begins one. Null for a text that is no suite: it is left alone. */
export function addCase(text: string | null, skillName: string, added: NewCase): AddedCase | null {
  const before = text === null || text.trim() === '' ? null : text;
  if (before === null) {
    const value = { skill_name: skillName, evals: [{ id: 1, ...added }] };
    const whole = `${JSON.stringify(value, null, 2)}\n`;
    return { text: whole, offset: whole.indexOf('"id"') };
  }
  const root = parseTree(before);
  const list = root?.type === 'array' ? root : root?.children?.find(isList)?.children?.[1];
  if (!root || list?.type !== 'array') {
    return null;
  }
  const ids = (list.children ?? []).flatMap(item => {
    const id = item.children?.find(({ children }) => children?.[0]?.value === 'id')?.children?.[1]?.value;
    return typeof id === 'number' ? [id] : /^\d+$/.test(String(id)) ? [Number(id)] : [];
  });
  const value = { id: Math.max(0, ...ids, list.children?.length ?? 0) + 1, ...added };
  const last = list.children?.at(-1);
  const unit = /\n\t/.test(before) ? '\t' : ' '.repeat(indentOf(before));
  const newline = /\r\n/.test(before) ? '\r\n' : '\n';
  const outer = lineIndent(before, last?.offset ?? list.offset);
  const indent = last ? outer : outer + unit;
  const json = JSON.stringify(value, null, unit).replaceAll('\n', `${newline}${indent}`);
  const start = last ? last.offset + last.length : list.offset + 1;
  const end = last ? start : list.offset + list.length - 1;
  const put = last ? `,${newline}${indent}${json}` : `${newline}${indent}${json}${newline}${outer}`;
  const after = before.slice(0, start) + put + before.slice(end);
  return { text: after, offset: start + put.indexOf('"id"') };
}

/** What stands before the first character of the line. */
function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

function isList({
  children,
}: {
  readonly children?: readonly { readonly value?: unknown }[] | undefined;
}): boolean {
  return children?.[0]?.value === 'evals';
}

function indentOf(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? 2;
}
