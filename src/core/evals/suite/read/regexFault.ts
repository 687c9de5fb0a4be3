/** Why a regular expression does not compile, ending in a full stop; null when it does. */
export function compileFault(pattern: string, flags: string): string | null {
  const inline = /^\(\?([a-z]+)\)/.exec(pattern)?.[1];
  if (inline !== undefined) {
    return `"(?${inline})" at its start is not supported; put "${inline}" into "flags".`;
  }
  try {
    new RegExp(pattern, flags);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const why = message.replace(/^Invalid regular expression: (?:\/.*\/\w*: )?/s, '');
    return `${why.replace(/\.$/, '')}.`;
  }
}
