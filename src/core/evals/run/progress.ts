import type { Failure } from '../../failure/failure.ts';
import type { TokenUsage } from './answer.ts';
import type { EvalEvent } from './evalEvents.ts';
import type { RunKey, RunOutcome, RunResult } from './evalRun.ts';
import type { ExecutorProgress } from './executor.ts';
import { addUsage, noUsage, type RunMeter } from './tokenUsage.ts';
import { caseKey, type WorkItem } from './workList.ts';

/** Tells of a run of evals while it goes, and puts its results together. */
export class Progress {
  readonly #emit: (event: EvalEvent) => void;
  /** Runs of each case in each arm that have not ended. */
  readonly #open = new Map<string, number>();
  readonly #results = new Map<string, RunResult[]>();
  readonly #started = new Set<string>();
  readonly #running = new Map<string, RunMeter>();
  #ended: { readonly usage: TokenUsage; readonly requests: number } = { usage: noUsage, requests: 0 };

  constructor(items: readonly WorkItem[], emit: (event: EvalEvent) => void) {
    this.#emit = emit;
    for (const { key } of items) {
      const place = armKey(key);
      this.#open.set(place, (this.#open.get(place) ?? 0) + 1);
    }
    emit({ kind: 'started', runs: items.length });
  }

  start(key: RunKey, meter: RunMeter): void {
    const place = armKey(key);
    if (!this.#started.has(place)) {
      this.#started.add(place);
      this.#emit({ kind: 'case-started', suite: key.suite, caseId: key.caseId, arm: key.arm });
    }
    this.#running.set(runKey(key), meter);
    this.#emit({ kind: 'run-started', key });
  }

  tell(key: RunKey, progress: ExecutorProgress): void {
    this.#emit({ kind: 'progress', key, progress });
    if (progress.kind === 'spent') {
      this.#tellSpent();
    }
  }

  judging(key: RunKey): void {
    this.#emit({ kind: 'judging', key });
  }

  repeating(key: RunKey, failure: Failure, afterMs: number): void {
    this.#emit({ kind: 'repeating', key, failure, afterMs });
  }

  end(key: RunKey, outcome: RunOutcome, meter: RunMeter): RunResult {
    const { usage, requests, judgeUsage, judgeRequests } = meter;
    const result = { key, outcome, usage, requests, judgeUsage, judgeRequests };
    this.#running.delete(runKey(key));
    this.#ended = {
      usage: addUsage(this.#ended.usage, addUsage(usage, judgeUsage)),
      requests: this.#ended.requests + requests + judgeRequests,
    };
    this.#emit({ kind: 'run-ended', result });
    this.#tellSpent();
    this.#endCase(key, result);
    return result;
  }

  #endCase(key: RunKey, result: RunResult): void {
    const place = armKey(key);
    const results = [...(this.#results.get(place) ?? []), result];
    this.#results.set(place, results);
    const open = (this.#open.get(place) ?? 0) - 1;
    this.#open.set(place, open);
    if (open === 0) {
      const { suite, caseId, arm } = key;
      const sorted = results.toSorted((a, b) => a.key.run - b.key.run);
      this.#emit({ kind: 'case-ended', suite, caseId, arm, results: sorted });
    }
  }

  #tellSpent(): void {
    let { usage, requests } = this.#ended;
    for (const meter of this.#running.values()) {
      usage = addUsage(usage, addUsage(meter.usage, meter.judgeUsage));
      requests += meter.requests + meter.judgeRequests;
    }
    this.#emit({ kind: 'spent', usage, requests });
  }
}

function armKey(key: RunKey): string {
  return `${caseKey(key)}\n${key.arm}`;
}

function runKey(key: RunKey): string {
  return `${armKey(key)}\n${key.run}`;
}
