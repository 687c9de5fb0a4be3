/** Folders that products look for skills in, anywhere in a path, and the products by the names of `knownKeys.ts`. */
const readers: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\/)\.claude\/skills\//, ['Claude Code', 'VS Code', 'Cursor']],
  [/(?:^|\/)\.github\/skills\//, ['VS Code']],
  [/(?:^|\/)\.cursor\/skills\//, ['Cursor']],
  [/(?:^|\/)\.agents\/skills\//, ['VS Code', 'Cursor', 'OpenClaw', 'Kimi Code']],
  [/(?:^|\/)\.kimi\/skills\//, ['Kimi Code']],
  [/(?:^|\/)\.hermes\/skills\//, ['Hermes Agent']],
  [/(?:^|\/)\.openclaw\/skills\//, ['OpenClaw']],
  [/(?:^|\/)plugins\/[^/]+\/skills\//, ['Claude Code', 'VS Code']],
];

/** The product that a place is named after comes first: its keys are offered there. Null where nobody in particular reads. */
export function readersOf(folder: string): readonly string[] | null {
  return readers.find(([place]) => place.test(`${folder}/`))?.[1] ?? null;
}
