import { estimateTokens } from '../../skill/document/tokens.ts';
import type { TokenUsage } from './answer.ts';
import type { JudgeReply, JudgeRequest } from './executor.ts';

export const noUsage: TokenUsage = { input: 0, output: 0 };

/** What two usages come to. */
export function addUsage(left: TokenUsage, right: TokenUsage): TokenUsage {
  return { input: left.input + right.input, output: left.output + right.output };
}

/** Input and output together. */
export function tokensOf({ input, output }: TokenUsage): number {
  return input + output;
}

/** About how many tokens a judgement took where the server does not tell; else 0. */
export function untoldTokens({ system, prompt }: JudgeRequest, { text, usage }: JudgeReply): number {
  return tokensOf(usage) > 0 ? 0 : estimateTokens(system) + estimateTokens(prompt) + estimateTokens(text);
}

/** What one run has cost by now: answers that were lost, and judgements, included. */
export class RunMeter {
  /** Of attempts that have ended. */
  #ended: { readonly usage: TokenUsage; readonly requests: number } = { usage: noUsage, requests: 0 };
  /** Of the attempt under way, as it was last told. */
  #current: { readonly usage: TokenUsage; readonly requests: number } = { usage: noUsage, requests: 0 };
  /** Of what nobody told the cost. */
  #assumed = 0;
  judgeUsage: TokenUsage = noUsage;
  judgeRequests = 0;

  /** A request is about to be sent. */
  startAttempt(): void {
    this.#current = { usage: noUsage, requests: 1 };
  }

  /** All that the attempt under way has cost. */
  tell(usage: TokenUsage, requests: number): void {
    this.#current = { usage, requests };
  }

  endAttempt(): void {
    this.#ended = { usage: this.usage, requests: this.requests };
    this.#current = { usage: noUsage, requests: 0 };
  }

  /** About how many tokens something took whose cost was not told: they count for a ceiling, and are not told as spent. */
  assume(tokens: number): void {
    this.#assumed += tokens;
  }

  addJudgement(usage: TokenUsage): void {
    this.judgeUsage = addUsage(this.judgeUsage, usage);
  }

  get usage(): TokenUsage {
    return addUsage(this.#ended.usage, this.#current.usage);
  }

  get requests(): number {
    return this.#ended.requests + this.#current.requests;
  }

  /** Tokens of answers and judgements together, with those that are only assumed. */
  get tokens(): number {
    return tokensOf(this.usage) + tokensOf(this.judgeUsage) + this.#assumed;
  }
}
