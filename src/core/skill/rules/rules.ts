import type { Rule } from '../rule.ts';
import { descriptionRules } from './description.ts';
import { frontMatterRules } from './frontMatter.ts';
import { nameRules } from './name.ts';

/** The whole table, in the order of docs/rules.md. */
export const rules: readonly Rule[] = [...frontMatterRules, ...nameRules, ...descriptionRules];
