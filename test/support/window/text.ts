/** Matches a whole text, or a part of it when given as a pattern. The workbench writes spaces as U+00A0. */
export function exactly(text: string | RegExp): RegExp {
  return typeof text === 'string'
    ? new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s')}\\s*$`)
    : text;
}

/** As a person reads it: plain spaces, no blanks around. */
export function plain(text: string): string {
  return text
    .replace(/\u00a0/g, ' ')
    .replace(/\s+\n/g, '\n')
    .trim();
}
