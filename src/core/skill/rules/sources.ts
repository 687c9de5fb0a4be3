const specification = 'https://agentskills.io/specification';

/** The specification's own sentences, by the part that they stand in. */
export function spec(text: string, anchor = ''): { readonly text: string; readonly url: string } {
  return { text, url: anchor === '' ? specification : `${specification}#${anchor}` };
}
