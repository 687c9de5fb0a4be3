import { killMarked } from './processes.ts';
import type { Stage, StageMessage } from './stage.ts';

/** What the environment calls the mark of a stage's processes: see runStage.ts. */
export const markName = 'SKILLWRIGHT_STAGE_MARK';

/**
 * Does a stage in this process, which runStage.ts started for nothing else, and ends it. What the stage prints is for
 * the person; what it tells by messages counts, also when it does not come to its end.
 */
export async function serveStage(stage: Stage, filter: string | undefined): Promise<void> {
  const send = (message: StageMessage, then = () => {}): void => {
    process.send?.(message, then);
  };
  // Whoever started this was killed: nobody else will clear up.
  const clearUp = () => {
    void killMarked(process.env[markName] ?? '', 0).finally(() => process.kill(process.pid, 'SIGKILL'));
  };
  process.once('disconnect', clearUp);
  try {
    await stage.run(
      {
        began: title => send({ kind: 'began', title }),
        done: title => send({ kind: 'done', title }),
        ended: result => send({ kind: 'ended', result }),
      },
      filter,
    );
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.log(`  ✖ ${why}`);
    send({ kind: 'ended', result: { title: 'the stage itself', ms: 0, why } });
  }
  // Not by process.exit(): on a busy machine it may wait for ever for V8's threads (nodejs/node#54918).
  send({ kind: 'finished' }, () => {
    process.off('disconnect', clearUp);
    process.disconnect?.();
  });
}
