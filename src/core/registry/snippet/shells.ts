import { vendors } from '../vendors.ts';
import { type Hole, isHole, isList, type RequestFields, type UseRequest, type Value } from './calls.ts';
import { jsonText } from './literals.ts';
import { isVendorsOwn, type SkillUse, trimmed, vendorOf } from './use.ts';

/** The body of one request as JSON, in ASCII. */
export function json(body: RequestFields): string {
  return `${written(body, () => '""', 0)}\n`;
}

/** For a terminal with curl; a zip is put into the body on the way. */
export function curl(use: SkillUse, calls: readonly UseRequest[]): string {
  return `${calls.map(call => curlCall(use, call)).join('\n')}\n`;
}

function curlCall(use: SkillUse, { resource, body }: UseRequest): string {
  const vendor = vendorOf(use.way);
  const base = trimmed(use.baseURL);
  const url = vendor === 'openai' ? `${base}/${resource}` : `${base.replace(/\/v1$/, '')}/v1/${resource}`;
  const isFirst = resource === 'containers';
  const command = [
    `curl${isFirst ? ' --silent' : ''} ${quoted(url)}`,
    `-H "Authorization: Bearer $${vendors[vendor].keyVariable}"`,
    ...(vendor === 'anthropic' ? ["-H 'anthropic-version: 2026-10-21'"] : []),
    "-H 'content-type: application/json'",
  ];
  const data = shellJson(body, hole => (hole.hole === 'container' ? `"'"$container"'"` : zipMark));
  const [before = '', after] = data.split(zipMark);
  if (after !== undefined) {
    const file = zipFileIn(body);
    const source = `{ printf %s '${before}"'; base64 < ${quoted(file)} | tr -d '\\n'; printf %s '"${after}'; } |`;
    return [source, ...command, '--data-binary @-'].join(' \\\n  ');
  }
  const whole = [...command, `-d '${data}'`].join(' \\\n  ');
  // A container's id is told from all others by how it begins.
  return isFirst ? `container=$(${whole} \\\n  | grep -o '"cntr_[^"]*"' | head -n 1 | tr -d '"')` : whole;
}

/**
 * For the vendor's own command line, which reads a body from its input. There, a text that begins with `@` names a file
 * to be read: that is turned off where it can be, and else escaped.
 */
export function vendorCli(use: SkillUse, [call]: readonly UseRequest[]): string {
  if (!call) {
    return '';
  }
  const vendor = vendorOf(use.way);
  const reads = (hole: Hole) => jsonText(hole.hole === 'zip' ? `@data://${hole.file}` : '');
  const isGuarded = vendor === 'openai' && zipFileIn(call.body) === '';
  const body = isGuarded ? call.body : (withoutAt(call.body) as RequestFields);
  const variables = [
    ...(isGuarded ? ['OPENAI_UNTRUSTED_STDIN=1'] : []),
    ...(isVendorsOwn(use) ? [] : [`${vendor.toUpperCase()}_BASE_URL=${quoted(trimmed(use.baseURL))}`]),
  ];
  const program = vendor === 'openai' ? 'openai' : 'ant';
  const command = [...variables, program, call.resource, 'create', "<<'JSON'"].join(' ');
  return `${command}\n${written(body, reads, 0)}\nJSON\n`;
}

function withoutAt(value: Value): Value {
  if (typeof value === 'string') {
    return value.startsWith('@') ? `\\${value}` : value;
  }
  if (typeof value === 'number' || isHole(value)) {
    return value;
  }
  return isList(value)
    ? value.map(withoutAt)
    : Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutAt(field)]));
}

/** Stands where the zip goes; no JSON has it outside a text, and texts have it escaped. */
const zipMark = '\u0000';

function shellJson(body: RequestFields, hole: (hole: Hole) => string): string {
  // Inside the shell's quotes an apostrophe would end the text; those of holes are meant to.
  return written(body, hole, 0, text => jsonText(text).replaceAll("'", '\\u0027'));
}

function written(
  value: Value,
  hole: (hole: Hole) => string,
  depth: number,
  text: (text: string) => string = jsonText,
): string {
  if (typeof value === 'string') {
    return text(value);
  }
  if (typeof value === 'number') {
    return String(value);
  }
  if (isHole(value)) {
    return hole(value);
  }
  const inner = `\n${'  '.repeat(depth + 1)}`;
  const end = `\n${'  '.repeat(depth)}`;
  const parts = isList(value)
    ? value.map(item => written(item, hole, depth + 1, text))
    : Object.entries(value).map(([name, field]) => `${text(name)}: ${written(field, hole, depth + 1, text)}`);
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  return parts.length === 0 ? `${open}${close}` : `${open}${inner}${parts.join(`,${inner}`)}${end}${close}`;
}

/** The file whose zip goes into the body; '' where none does. */
function zipFileIn(value: Value): string {
  if (typeof value !== 'object') {
    return '';
  }
  if (isHole(value)) {
    return value.hole === 'zip' ? value.file : '';
  }
  const parts: readonly Value[] = isList(value) ? value : Object.values(value);
  return parts.map(zipFileIn).find(file => file !== '') ?? '';
}

/** A word of the shell, whatever is in it. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
