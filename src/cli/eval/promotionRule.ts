/** How a published default is held to the evals: not at all, by a question at the terminal, or by a refusal. */
export type PromotionRule = 'off' | 'ask' | 'require';

/** Null for anything else. */
export function readPromotionRule(typed: string): PromotionRule | null {
  return typed === 'off' || typed === 'ask' || typed === 'require' ? typed : null;
}
