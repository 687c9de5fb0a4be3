import { quotedBit } from '../fields.ts';
import type { Rule } from '../rule.ts';
import { withFields } from './examples.ts';

export const ignoreRules: readonly Rule[] = [
  {
    code: 'ignore-unknown',
    profile: 'advice',
    severity: 'warning',
    summary: 'A comment that silences rules names rules that exist.',
    source: { text: 'See "Silencing a rule" above.', url: '#silencing-a-rule' },
    bad: withFields('# skillwright-ignore name-silly\nlicense: MIT'),
    good: withFields('# skillwright-ignore license-long\nlicense: MIT'),
    *check({ ignores, codes }) {
      for (const { code, span } of ignores) {
        if (!codes.has(code)) {
          yield { message: `There is no rule ${quotedBit(code)}.`, span };
        }
      }
    },
  },
];
