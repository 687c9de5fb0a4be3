import { estimateTokens } from '../../skill/document/tokens.ts';
import type { TokenUsage } from '../run/answer.ts';
import type { ExecutorRequest } from '../run/executor.ts';

/** A number of tokens; what is none counts as 0, since no answer is worth losing over its bill. */
export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** Instructions and tool descriptions that the vendor puts before a prompt; seen to be between 1,000 and 3,000. */
const fixedTokens = 2_000;

/** An answer with the commands that lead to it. */
const answerTokens = 1_200;

/** How often the prompt is read again, since each command sends all that came before once more. */
const turns = 3;

/** About what a prompt takes. The body of an offered skill is read at most once in it. */
export async function estimateUsage(
  { prompt, systemPrompt, skills, files }: ExecutorRequest,
  readsBody: boolean,
): Promise<TokenUsage> {
  const bodies = await Promise.all(
    skills.map(async ({ content }) => {
      const read = readsBody ? await content?.read('SKILL.md') : undefined;
      return read?.ok ? estimateTokens(new TextDecoder().decode(read.value)) : fixedTokens;
    }),
  );
  const offered = skills.reduce(
    (sum, { name, description }) => sum + estimateTokens(`${name} ${description}`),
    0,
  );
  const attached = files.reduce((sum, { bytes }) => sum + Math.min(bytes.length / 4, 50_000), 0);
  const said = estimateTokens(prompt) + estimateTokens(systemPrompt ?? '') + offered + fixedTokens;
  const used = skills.length === 0 ? 0 : Math.max(0, ...bodies);
  return { input: Math.round((said + used + attached) * turns), output: answerTokens };
}
