import { notesByDefault, type OfferedNotes } from '../../provenance/notes.ts';
import { plainText } from '../../text/plainText.ts';
import { countWords } from '../../text/words.ts';
import type { ReviewRow } from './reviewRow.ts';

/** What will be said of the new versions. */
export type ReleaseNotes =
  /** Of one skill; null where nothing is said. */
  | { readonly from: 'changelog' | 'commits' | 'author'; readonly text: string | null }
  /** Of several skills, each what its own changelog or commits say. */
  | { readonly from: 'each' };

/** What a skill says of itself where the author says nothing. */
export function ownNotes(offered: OfferedNotes): ReleaseNotes {
  return { from: offered.changelog === null ? 'commits' : 'changelog', text: notesByDefault(offered) };
}

const sources = {
  changelog: 'from CHANGELOG.md',
  commits: 'from its commits',
  author: '',
} as const;

/** Says in the review what will be said of the new version; choosing it is the way to say something else. */
export function notesRow(notes: ReleaseNotes): ReviewRow {
  const row = (label: string, description: string): ReviewRow => ({
    icon: 'note',
    label,
    description,
    action: { kind: 'write-notes' },
  });
  if (notes.from === 'each') {
    return row("Each skill's own", 'from its CHANGELOG.md or its commits · write some for all…');
  }
  const [first, ...rest] = noteLines(notes.text ?? '');
  if (first === undefined) {
    return row('None', 'write some…');
  }
  const more = rest.length === 0 ? '' : `and ${countWords(rest.length, 'more line')}`;
  return row(first, [more, sources[notes.from], 'change…'].filter(Boolean).join(' · '));
}

/** The lines that say something, without the marks of a list. */
export function noteLines(notes: string): readonly string[] {
  return notes
    .split('\n')
    .map(line => plainText(line.replace(/^\s*(?:[-*+]|#+)\s+/, ''), 120).trim())
    .filter(line => line !== '');
}
