import { estimateTokens } from '../../skill/document/tokens.ts';
import type { TokenUsage } from '../run/answer.ts';
import type { ExecutorRequest } from '../run/executor.ts';

/** A number of tokens; what is none counts as 0, since no answer is worth losing over its bill. */
export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** What the place where a model runs adds to a prompt. */
export interface PlaceCost {
  /** Tokens of instructions and tool descriptions before the prompt. */
  readonly fixed: number;
  /** Tokens of an answer, with what leads to it. */
  readonly answer: number;
  /** How often the prompt is read, since each call of a tool sends all that came before once more. */
  readonly turns: number;
}

/** The vendors' code execution: what stands before a prompt was seen to be between 1,000 and 3,000 tokens. */
const withCommands: PlaceCost = { fixed: 2_000, answer: 1_200, turns: 3 };

/** A skill that is offered as tools, and nothing that is executed. */
export const toolsOnly: PlaceCost = { fixed: 300, answer: 600, turns: 2 };

/** Tokens of a SKILL.md that is not at hand; a short one. */
const unreadBody = 2_000;

/** About what a prompt takes. The body of an offered skill is read at most once in it. */
export async function estimateUsage(
  { prompt, systemPrompt, skills, files }: ExecutorRequest,
  readsBody: boolean,
  { fixed, answer, turns }: PlaceCost = withCommands,
): Promise<TokenUsage> {
  const bodies = await Promise.all(
    skills.map(async ({ content }) => {
      const read = readsBody ? await content?.read('SKILL.md') : undefined;
      return read?.ok ? estimateTokens(new TextDecoder().decode(read.value)) : unreadBody;
    }),
  );
  const offered = skills.reduce(
    (sum, { name, description }) => sum + estimateTokens(`${name} ${description}`),
    0,
  );
  const attached = files.reduce((sum, { bytes }) => sum + Math.min(bytes.length / 4, 50_000), 0);
  const said = estimateTokens(prompt) + estimateTokens(systemPrompt ?? '') + offered + fixed;
  const used = skills.length === 0 ? 0 : Math.max(0, ...bodies);
  return { input: Math.round((said + used + attached) * turns), output: answer };
}
