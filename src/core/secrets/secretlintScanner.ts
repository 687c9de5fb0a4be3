import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { textOf } from '../text/binary.ts';
import { lineCounter } from '../text/lines.ts';
import { credentialName } from './credentialNames.ts';
import { isPlaceholder } from './placeholders.ts';
import type { SecretFinding, SecretScanner } from './scanner.ts';

/** How much of a file is looked at, in UTF-16 units, and how much two looks overlap so that no key is cut in two. */
const pieceLength = 1_000_000;
const pieceOverlap = 12_000;

/** Comments in the text could switch the scanner off; that decision is made in the review instead, by a person. */
const ignoredRules: ReadonlySet<string> = new Set(['@secretlint/secretlint-rule-filter-comments']);

/**
 * Finds credentials by the file's name, by secretlint's recommended rules and by some patterns of our own. It is
 * 85 KB of code: import this file only when something is published.
 */
export function secretlintScanner(): SecretScanner {
  // Its profiler keeps marks of every run, for ever, on the performance timeline of the whole process.
  secretLintProfiler.setEnabled(false);
  return { scan };
}

async function scan(path: string, content: Uint8Array): Promise<readonly SecretFinding[]> {
  const found = new Map<number, SecretFinding>();
  const name = credentialName(path);
  if (name !== null) {
    found.set(1, { path, line: 1, what: name });
  }
  const text = textOf(content);
  if (text !== null) {
    await scanText(path, text, found);
  }
  return [...found.values()].sort((left, right) => left.line - right.line);
}

async function scanText(path: string, text: string, found: Map<number, SecretFinding>): Promise<void> {
  let line = 1;
  for (let start = 0; start < text.length; start += pieceLength) {
    const piece = text.slice(start, start + pieceLength + pieceOverlap);
    const lineAt = lineCounter(piece, line);
    const findings = [...ownFindings(piece), ...(await lint(path, piece))];
    for (const { offset, what } of findings) {
      const at = lineAt(offset);
      if (!found.has(at)) {
        found.set(at, { path, line: at, what });
      }
    }
    line = lineAt(pieceLength);
  }
}

async function lint(path: string, content: string): Promise<{ offset: number; what: string }[]> {
  const ext = /\.[^./]+$/.exec(path)?.[0] ?? '';
  const { messages } = await lintSource({
    source: { filePath: path, content, contentType: 'text', ext },
    options: {
      noPhysicFilePath: true,
      config: {
        rules: rules
          .filter(rule => !ignoredRules.has(rule.meta.id))
          .map(rule => ({ id: rule.meta.id, rule })),
      },
    },
  });
  // The messages carry the value; only where and by which rule is taken from them.
  return messages
    .filter(({ range }) => !isPlaceholder(content.slice(range[0], range[1])))
    .map(({ range, ruleId }) => ({ offset: range[0], what: wordFor(ruleId) }));
}

function wordFor(ruleId: string): string {
  const rule = ruleId.replace(/^@secretlint\/secretlint-rule-/, '');
  return words.get(rule) ?? `credential for ${rule}`;
}

const words: ReadonlyMap<string, string> = new Map([
  ['anthropic', 'Anthropic key'],
  ['aws', 'AWS secret access key'],
  ['basicauth', 'password in an address'],
  ['database-connection-string', 'password in a database address'],
  ['gcp', 'Google Cloud credentials'],
  ['github', 'GitHub token'],
  ['npm', 'npm token'],
  ['openai', 'OpenAI key'],
  ['privatekey', 'private key'],
  ['sendgrid', 'SendGrid key'],
  ['slack', 'Slack token'],
  ['stripe', 'Stripe key'],
]);

/**
 * Credentials that secretlint's recommended rules let pass: they ask for every detail of the real format, such as a
 * checksum, and leave out AWS key ids and encrypted keys. Publishing a real key costs more than a needless question.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bsk-ant-[A-Za-z0-9_-]{32,}/g, 'Anthropic key'],
  [/\bsk-(?:proj|svcacct|admin|service)-[A-Za-z0-9_-]{32,}/g, 'OpenAI key'],
  [/\bsk-[A-Za-z0-9]{32,}/g, 'OpenAI key'],
  [/\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g, 'AWS access key id'],
  [
    /\baws_?secret_?(?:access_?)?key["']?\s*(?::|=>|=)\s*["']?[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/gi,
    'AWS secret access key',
  ],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}/g, 'GitHub token'],
  [/\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g, 'Google API key'],
  [/\bhf_[A-Za-z0-9]{34}\b/g, 'Hugging Face token'],
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rn])+[A-Za-z0-9+/=:, -]{24,}/g, 'private key'],
];

/** What our own patterns find, with the offset of each. */
export function* ownFindings(text: string): Generator<{ readonly offset: number; readonly what: string }> {
  for (const [pattern, what] of patterns) {
    for (const match of text.matchAll(pattern)) {
      if (!isPlaceholder(match[0])) {
        yield { offset: match.index, what };
      }
    }
  }
}
