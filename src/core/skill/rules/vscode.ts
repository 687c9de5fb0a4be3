import { spanOf } from '../document/positions.ts';
import { field, kindWords, quotedBit } from '../fields.ts';
import { possible, replaceSpan, yamlQuoted } from '../fix/edits.ts';
import type { Rule } from '../rule.ts';
import { vscode } from './sources.ts';

const flags = ['user-invocable', 'disable-model-invocation'] as const;

export const vscodeRules: readonly Rule[] = [
  {
    code: 'vscode-flag',
    profile: 'advice',
    severity: 'warning',
    summary: '`user-invocable` and `disable-model-invocation` are true or false.',
    source: vscode('Both keys take true or false.'),
    *check({ document }) {
      for (const key of flags) {
        const value = field(document, key)?.value;
        if (!value || value.kind === 'boolean') {
          continue;
        }
        const text = value.kind === 'string' ? value.value.toLowerCase() : '';
        const data = /^(?:true|yes|on)$/.test(text)
          ? { flag: true }
          : /^(?:false|no|off)$/.test(text)
            ? { flag: false }
            : {};
        const span = value.kind === 'null' ? (field(document, key)?.keySpan ?? value.span) : value.span;
        yield {
          message: `"${key}" has to be true or false; products differ in what they make of anything else.`,
          span,
          data,
        };
      }
    },
    fix(problem, document) {
      const flag = problem.data?.flag;
      if (typeof flag !== 'boolean') {
        return [];
      }
      return [
        possible(`Write ${flag}`, replaceSpan(document, spanOf(document, problem.range), String(flag))),
      ];
    },
  },
  {
    code: 'vscode-argument-hint',
    profile: 'advice',
    severity: 'warning',
    summary: '`argument-hint` is text.',
    source: vscode('The hint is shown as it is written.'),
    *check({ document }) {
      const value = field(document, 'argument-hint')?.value;
      if (!value || value.kind === 'string' || value.kind === 'null') {
        return;
      }
      const message = `YAML reads "argument-hint" as ${kindWords(value)}, not as text; Copilot CLI then drops the skill.`;
      const isOneLine = !/[\r\n]/.test(document.text.slice(value.span.start, value.span.end));
      yield { message, span: value.span, data: { isOneLine } };
    },
    fix(problem, document) {
      if (problem.data?.isOneLine !== true) {
        return [];
      }
      const { start, end } = spanOf(document, problem.range);
      const text = document.text.slice(start, end);
      return [possible('Put it in quotes', { range: problem.range, text: yamlQuoted(text) })];
    },
  },
  {
    code: 'argument-placeholder',
    profile: 'advice',
    severity: 'hint',
    summary: '`$0`, `$1` and the like are meant as arguments.',
    source: {
      text: '$N: Shorthand for $ARGUMENTS[N].',
      url: 'https://code.claude.com/docs/en/skills#available-string-substitutions',
    },
    *check({ document, body }) {
      const text = document.text.slice(body.span.start, body.span.end);
      const found = [...text.matchAll(/(?<![\\$\w])\$\d+/g)];
      const [first] = found;
      if (first) {
        const start = body.span.start + first.index;
        const others = found.length === 1 ? '' : `, and ${found.length - 1} more below,`;
        const message = `Claude Code replaces ${quotedBit(first[0])}${others} by arguments of the skill, also in code.`;
        yield { message, span: { start, end: start + first[0].length } };
      }
    },
  },
];
