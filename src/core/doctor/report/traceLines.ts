import { fieldsOf } from '../watch/answerForm.ts';
import type { Discretion } from '../watch/discretion.ts';
import type { Recorded } from '../watch/recorder.ts';

/** What a query may say; every other value, such as a cursor, is left out. */
const plainParameters = ['limit', 'order', 'source'];

/** Fields whose words belong to the protocol and to nobody's skill. */
const protocolWords = ['type', 'object', 'code', 'error_code'];

/** Fields that are listed of one object; the rest is counted. */
const maxFields = 20;

/** Every request as a line: what was asked, how it was answered, and the form of the answer without its values. */
export function traceLines(all: readonly Recorded[], discretion: Discretion): readonly string[] {
  return all.map(recorded => traceLine(recorded, discretion));
}

function traceLine(recorded: Recorded, discretion: Discretion): string {
  const { method, status, contentType, ms, requestId, json, leadsTo } = recorded;
  return [
    `${method} ${pathOf(recorded, discretion)}`,
    `→ ${status ?? 'no answer'}`,
    contentType,
    leadsTo && `to ${leadsTo}`,
    `${ms} ms`,
    requestId && `request ${requestId}`,
    json === undefined ? null : formOf(json),
  ]
    .filter(part => part !== null)
    .join('  ');
}

function pathOf({ asked, query }: Recorded, discretion: Discretion): string {
  if (asked === null) {
    return '(elsewhere)';
  }
  const { kind, skill, version } = asked;
  const parts = [
    'skills',
    skill === null ? null : discretion.alias(skill, 'skill'),
    kind.endsWith('-versions') || kind === 'create-version' || version !== null ? 'versions' : null,
    version === null ? null : versionWord(version, discretion),
    kind === 'content' ? 'content' : null,
  ].filter(part => part !== null);
  const said = [...query].map(([name, value]) =>
    plainParameters.includes(name) && /^\w{1,12}$/.test(value) ? `${name}=${value}` : `${fieldName(name)}=…`,
  );
  return `/${parts.join('/')}${said.length === 0 ? '' : `?${said.join('&')}`}`;
}

/** A number or `latest` is nobody's. */
function versionWord(version: string, discretion: Discretion): string {
  return /^(?:\d{1,9}|latest)$/.test(version) ? version : discretion.alias(version, 'version');
}

/** `{object: "list", data: [2 × {id: text, …}], has_more: true}`. */
function formOf(value: unknown, name = '', depth = 0): string {
  if (Array.isArray(value)) {
    const forms = [...new Set(value.map(item => formOf(item, '', depth + 1)))];
    return `[${forms.length === 0 ? '' : `${value.length} × ${forms.slice(0, 3).join(' | ')}${forms.length > 3 ? ' | …' : ''}`}]`;
  }
  const fields = fieldsOf(value);
  if (fields !== null) {
    const entries = Object.entries(fields);
    const shown = entries
      .slice(0, maxFields)
      .map(([key, content]) => `${fieldName(key)}: ${formOf(content, key, depth + 1)}`);
    return depth > 4 ? '{…}' : `{${[...shown, ...(entries.length > maxFields ? ['…'] : [])].join(', ')}}`;
  }
  if (typeof value === 'string') {
    const isWord = protocolWords.includes(name) && /^[a-z_.]{1,40}$/.test(value);
    return isWord ? `"${value}"` : value === '' ? '""' : 'text';
  }
  return typeof value === 'number' ? 'number' : String(value);
}

/** Names of fields are the protocol's, or may be anybody's. */
function fieldName(name: string): string {
  return /^[a-z][a-z_]{0,31}$/.test(name) ? name : '…';
}
