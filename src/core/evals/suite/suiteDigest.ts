import { createHash } from 'node:crypto';
import type { Suite } from './suite.ts';

/**
 * `sha256:…` over what suites ask and how they judge, whatever their order, format and places: figures are comparable
 * where it is the same. The content of input files is not in it.
 */
export function suiteDigest(suites: readonly Suite[]): string {
  const asked = suites.flatMap<object>(suite =>
    suite.kind === 'cases'
      ? suite.cases.map(({ id, prompt, files, expectations, limits }) => ({
          id,
          prompt,
          files: files.map(({ path }) => path),
          expectations: expectations.map(({ grader, weight, arms }) => ({ grader, weight, arms })),
          systemPrompt: limits.systemPrompt,
          maxTurns: limits.maxTurns,
        }))
      : suite.queries.map(({ query, shouldTrigger }) => ({ query, shouldTrigger })),
  );
  const lines = asked.map(each => JSON.stringify(each)).sort();
  return `sha256:${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
}

/** The same over the cases alone: trigger sets have no figures, and cases are the same whether one runs along or not. */
export function casesDigest(suites: readonly Suite[]): string {
  return suiteDigest(suites.filter(({ kind }) => kind === 'cases'));
}
