import { quotedBit } from '../fields.ts';
import type { Rule } from '../rule.ts';

export const ignoreRules: readonly Rule[] = [
  {
    code: 'ignore-unknown',
    profile: 'advice',
    severity: 'warning',
    summary: 'A comment that silences rules names rules that exist.',
    source: { text: 'See "Silencing a rule" above.', url: '#silencing-a-rule' },
    *check({ ignores, codes }) {
      for (const { code, span } of ignores) {
        if (!codes.has(code)) {
          yield { message: `There is no rule ${quotedBit(code)}.`, span };
        }
      }
    },
  },
];
