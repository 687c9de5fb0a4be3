import type { LeftOutReason } from './selection.ts';

/** Why a path stays out of the bundle, in a few words. */
export function leftOutWords(reason: LeftOutReason): string {
  switch (reason.kind) {
    case 'default':
      return `by default (${reason.pattern})`;
    case 'ignore-file':
      return `by “${reason.pattern}” in ${reason.file}`;
    case 'leads-to-left-out':
      return `a link to ${reason.target}, which is left out`;
  }
}
