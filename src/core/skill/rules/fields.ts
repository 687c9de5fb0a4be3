import { entryOf, scalarText, splitTools } from '../document/manifest.ts';
import { spanOf } from '../document/positions.ts';
import { readReference } from '../document/reference.ts';
import type { ManifestNode, SkillDocument, Span } from '../document/skillDocument.ts';
import { readOtherwise } from '../document/yaml/yamlTypes.ts';
import { counted, field, kindWords, lengthOf, quotedBit } from '../fields.ts';
import { dataText, possible, preferred, replaceSpan, yamlQuoted, yamlScalar } from '../fix/edits.ts';
import { metadataMaps } from '../knownKeys.ts';
import { compatibilityLimit, licenseAdvised } from '../limits.ts';
import type { Fix } from '../problem.ts';
import type { Finding, Rule, RuleInput } from '../rule.ts';
import { spec } from './sources.ts';

/** A rule's check for a field that has to be text. */
function notText(key: string): (skill: RuleInput) => Iterable<Finding> {
  return function* ({ document }) {
    const value = field(document, key)?.value;
    if (!value || value.kind === 'string') {
      return;
    }
    const message =
      value.kind === 'null'
        ? `"${key}" is blank.`
        : `YAML reads "${key}" as ${kindWords(value)}, not as text.`;
    yield {
      message,
      span: value.kind === 'null' ? (field(document, key)?.keySpan ?? value.span) : value.span,
    };
  };
}

/** The fix for a scalar that has to be text: quotes. */
function quoteScalar(key: string): NonNullable<Rule['fix']> {
  return (_problem, document) => {
    const value = entryOf(document, key)?.value;
    const text = value ? scalarText(value) : null;
    if (!value || text === null) {
      return [];
    }
    return [preferred(`Write "${text}" in quotes`, replaceSpan(document, value.span, `"${text}"`))];
  };
}

/** The fix for a list that has to be text: its items, with commas between them. */
function joinList(key: string, document: SkillDocument): readonly Fix[] {
  const entry = entryOf(document, key);
  const items = entry?.value.kind === 'list' ? entry.value.items.map(scalarText) : [];
  if (!entry || items.length === 0 || !items.every(item => item !== null)) {
    return [];
  }
  const source = document.text.slice(entry.keySpan.end, entry.value.span.end);
  // Comments between the items would be lost.
  if (/(?:^|\s)#/.test(source)) {
    return [];
  }
  const colon = entry.keySpan.end + source.indexOf(':');
  const end = entry.keySpan.end + source.trimEnd().length;
  const text = items.map(item => item.trim()).join(', ');
  return [
    preferred(
      'Join the list to one text',
      replaceSpan(document, { start: colon + 1, end }, ` ${yamlScalar(text)}`),
    ),
  ];
}

/** Of a value in the metadata that is no text. */
function notTextFinding(key: string, keySpan: Span, node: ManifestNode): Finding {
  if (node.kind === 'null') {
    return { message: `"${key}" is blank.`, span: keySpan, data: {} };
  }
  const product = node.kind === 'map' ? metadataMaps.get(key) : undefined;
  if (product !== undefined) {
    const message = `${product} reads "${key}" as a map; the specification has nothing but text here.`;
    return { message, span: keySpan, severity: 'information' };
  }
  const text = scalarText(node);
  const message = `YAML reads "${key}" as ${kindWords(node)}, not as text.`;
  return { message, span: node.span, data: text === null ? {} : { text } };
}

function commasIn(text: string): number {
  return text.split(',').length - 1;
}

/** A file that a license field names, as in `LICENSE.txt` or `Proprietary. LICENSE.txt has complete terms`. */
const licenseFile = /(?:^|\s)([\w./-]+\.(?:txt|md|pdf|html))(?=$|[\s.,;)])/i;

export const fieldRules: readonly Rule[] = [
  {
    code: 'license-type',
    profile: 'spec',
    severity: 'error',
    summary: 'The license is text.',
    source: spec('License name or reference to a bundled license file.', 'frontmatter'),
    check: notText('license'),
    fix: quoteScalar('license'),
  },
  {
    code: 'license-long',
    profile: 'advice',
    severity: 'information',
    summary: 'The license is a short name, or the name of a bundled file.',
    source: spec(
      'We recommend keeping it short (either the name of a license or the name of a bundled license file).',
      'license-field',
    ),
    *check({ document }) {
      const value = field(document, 'license')?.value;
      const length = value?.kind === 'string' ? lengthOf(value.value) : 0;
      if (!value || length <= licenseAdvised) {
        return;
      }
      const message = `The license has ${counted(length)} characters; name it, or put it into a file and name that.`;
      yield { message, span: value.span };
    },
  },
  {
    code: 'license-file-missing',
    profile: 'spec',
    severity: 'warning',
    summary: 'A file that the license names is in the skill.',
    source: spec('License name or reference to a bundled license file.', 'frontmatter'),
    *check({ document, files }) {
      const value = field(document, 'license')?.value;
      const named = value?.kind === 'string' ? licenseFile.exec(value.value.slice(0, 500))?.[1] : undefined;
      if (!files || !value || !named) {
        return;
      }
      const reference = readReference(named);
      if (reference.kind !== 'inside' || files.hasFile(reference.path)) {
        return;
      }
      const at = document.text.indexOf(named, value.span.start);
      const span = at !== -1 && at < value.span.end ? { start: at, end: at + named.length } : value.span;
      yield { message: `The skill has no file ${quotedBit(named)}.`, span };
    },
  },
  {
    code: 'compatibility-type',
    profile: 'spec',
    severity: 'error',
    summary: 'The compatibility is text.',
    source: spec('Must be 1-500 characters if provided.', 'compatibility-field'),
    check: notText('compatibility'),
    fix: (problem, document, context) => [
      ...quoteScalar('compatibility')(problem, document, context),
      ...joinList('compatibility', document),
    ],
  },
  {
    code: 'compatibility-length',
    profile: 'spec',
    severity: 'error',
    summary: `The compatibility has 1 to ${compatibilityLimit} characters.`,
    source: spec('Must be 1-500 characters if provided.', 'compatibility-field'),
    *check({ document }) {
      const value = field(document, 'compatibility')?.value;
      if (value?.kind !== 'string') {
        return;
      }
      const length = value.value.trim() === '' ? 0 : lengthOf(value.value);
      if (length >= 1 && length <= compatibilityLimit) {
        return;
      }
      const message = `The compatibility has ${counted(length)} characters; 1 to ${compatibilityLimit} are allowed.`;
      yield { message, span: value.span };
    },
  },
  {
    code: 'metadata-type',
    profile: 'spec',
    severity: 'error',
    summary: 'The metadata is a map of keys and values.',
    source: spec('A map from string keys to string values.', 'metadata-field'),
    *check({ document }) {
      const entry = field(document, 'metadata');
      // An alias of a map is one; that products may not see it so is another rule's matter.
      if (!entry || ['map', 'null', 'alias'].includes(entry.value.kind)) {
        return;
      }
      const message = `The metadata is ${kindWords(entry.value)}; it has to be a map, such as "version: …" on an indented line.`;
      yield { message, span: entry.value.span };
    },
  },
  {
    code: 'metadata-value',
    profile: 'spec',
    severity: 'warning',
    summary: 'Each value in the metadata is text.',
    source: spec('A map from string keys to string values.', 'metadata-field'),
    *check({ document }) {
      const value = field(document, 'metadata')?.value;
      for (const { key, value: node, keySpan } of value?.kind === 'map' ? value.entries : []) {
        if (node.kind === 'string') {
          const otherwise = node.style === 'plain' ? readOtherwise(node.value) : null;
          if (otherwise !== null) {
            const message = `Many YAML parsers read "${key}" as ${otherwise}, not as text.`;
            yield { message, span: node.span, data: { text: node.value } };
          }
          continue;
        }
        yield notTextFinding(key, keySpan, node);
      }
    },
    fix(problem, document) {
      const text = dataText(problem, 'text');
      if (text === '') {
        return [];
      }
      return [
        preferred(
          `Write "${text}" in quotes`,
          replaceSpan(document, spanOf(document, problem.range), `"${text}"`),
        ),
      ];
    },
  },
  {
    code: 'allowed-tools-type',
    profile: 'spec',
    severity: 'error',
    summary: 'The allowed tools are text.',
    source: spec('A space-separated string of tools that are pre-approved to run.', 'allowed-tools-field'),
    *check({ document }) {
      const entry = field(document, 'allowed-tools');
      if (!entry || ['string', 'list', 'null'].includes(entry.value.kind)) {
        return;
      }
      yield { message: `The allowed tools are ${kindWords(entry.value)}, not text.`, span: entry.value.span };
    },
  },
  {
    code: 'allowed-tools-list',
    profile: 'spec',
    severity: 'information',
    summary: 'The allowed tools are one text, separated by spaces.',
    source: spec('A space-separated string of tools that are pre-approved to run.', 'allowed-tools-field'),
    *check({ document }) {
      const entry = field(document, 'allowed-tools');
      if (entry?.value.kind !== 'list') {
        return;
      }
      const tools = entry.value.items.map(scalarText);
      const count = tools.length;
      const message = `The allowed tools are a list of ${count}; the specification has one text, separated by spaces. Claude Code reads both.`;
      const isPlain = tools.every(tool => tool !== null && !/[\r\n]/.test(tool));
      yield {
        message,
        span: entry.keySpan,
        data: isPlain ? { tools: tools.join(' '), hasSpaces: tools.some(tool => /\s/.test(tool ?? '')) } : {},
      };
    },
    fix(problem, document) {
      const entry = entryOf(document, 'allowed-tools');
      const tools = dataText(problem, 'tools');
      if (!entry || tools === '') {
        return [];
      }
      const colon = document.text.indexOf(':', entry.keySpan.end);
      const raw = document.text.slice(colon + 1, entry.value.span.end);
      // Comments between the items would be lost.
      if (colon === -1 || /(?:^|\s)#/.test(raw)) {
        return [];
      }
      const span = { start: colon + 1, end: colon + 1 + raw.trimEnd().length };
      // Who splits at every space takes `Bash(git add)` for two tools.
      const way = problem.data?.hasSpaces === true ? possible : preferred;
      return [way('Write them as one text', replaceSpan(document, span, ` ${toolsScalar(tools)}`))];
    },
  },
  {
    code: 'allowed-tools-commas',
    profile: 'spec',
    severity: 'information',
    summary: 'The allowed tools are separated by spaces, not commas.',
    source: spec('A space-separated string of tools that are pre-approved to run.', 'allowed-tools-field'),
    *check({ document }) {
      const value = field(document, 'allowed-tools')?.value;
      if (value?.kind !== 'string') {
        return;
      }
      const tools = splitTools(value.value);
      if (commasIn(value.value) === commasIn(tools.join(' '))) {
        return;
      }
      const message =
        'Commas separate the allowed tools; the specification separates them by spaces. Claude Code reads both.';
      yield { message, span: value.span, data: { tools: tools.join(' '), isBlock: value.style === 'block' } };
    },
    fix(problem, document) {
      const tools = dataText(problem, 'tools');
      if (tools === '' || problem.data?.isBlock === true) {
        return [];
      }
      const span = spanOf(document, problem.range);
      return [preferred('Separate them by spaces', replaceSpan(document, span, toolsScalar(tools)))];
    },
  },
];

function toolsScalar(tools: string): string {
  return /["'\\]/.test(tools) ? yamlQuoted(tools) : yamlScalar(tools);
}
