/**
 * The last thing that a model said in a recorded session, one JSON message a line, as Claude Code writes it. A file that
 * holds no such lines is the answer itself. Null when there is none.
 */
export function recordedAnswer(text: string): string | null {
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '');
  const said = lines.map(saidIn).filter(each => each !== null);
  if (said.length > 0) {
    return said.at(-1) ?? null;
  }
  const isSession = lines.length > 0 && lines.every(line => line.startsWith('{'));
  return isSession || text.trim() === '' ? null : text.trim();
}

/** What a line's message says as the assistant; null for anything else. */
function saidIn(line: string): string | null {
  const entry = parsed(line);
  if (!isObject(entry)) {
    return null;
  }
  if (entry.type === 'result' && typeof entry.result === 'string') {
    return entry.result;
  }
  const message = isObject(entry.message) ? entry.message : entry;
  if (message.role !== 'assistant') {
    return null;
  }
  const { content } = message;
  if (typeof content === 'string') {
    return content.trim() === '' ? null : content;
  }
  const parts = Array.isArray(content) ? content.filter(isObject) : [];
  const words = parts.flatMap(part => (typeof part.text === 'string' ? [part.text] : [])).join('\n');
  return words.trim() === '' ? null : words;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
