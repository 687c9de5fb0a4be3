/** A Git configuration file's values by `section.key` or `section.subsection.key`, the last of each; keys in lower case. */
export type GitConfig = ReadonlyMap<string, string>;

/** Reads what git-config(1) calls the syntax of its files. What is not understood is passed over; includes are not followed. */
export function readGitConfig(text: string): GitConfig {
  const values = new Map<string, string>();
  let section = '';
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\\\r?\n/g, '')
    .split(/\r?\n/);
  for (const line of lines) {
    const header = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/.exec(line);
    if (header) {
      const [, name = '', part] = header;
      section = part === undefined ? name.toLowerCase() : `${name.toLowerCase()}.${part}`;
    }
    const pair = /^\s*([A-Za-z][\w-]*)\s*(?:=(.*))?$/.exec(header?.[3] ?? line);
    if (pair?.[1] !== undefined) {
      values.set(`${section}.${pair[1].toLowerCase()}`, readValue(pair[2] ?? 'true'));
    }
  }
  return values;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['b', '\b'],
]);

/** Without quotes, escapes and a comment. */
function readValue(written: string): string {
  let value = '';
  let isQuoted = false;
  let length = 0;
  const text = written.trimStart();
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      isQuoted = !isQuoted;
    } else if (character === '\\') {
      const escaped = text.charAt(++at);
      value += escapes.get(escaped) ?? escaped;
    } else if (!isQuoted && (character === '#' || character === ';')) {
      break;
    } else {
      value += character;
    }
    length = isQuoted || !/\s/.test(character) ? value.length : length;
  }
  return value.slice(0, length);
}
