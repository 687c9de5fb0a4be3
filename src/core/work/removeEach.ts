import { type Result, success } from '../text/result.ts';

/** How things are taken away. */
export interface Removal<Thing, Trouble> {
  /** False where the trash does not take it. */
  toTrash(thing: Thing): Promise<boolean>;
  forGood(thing: Thing): Promise<Result<null, Trouble>>;
  /** Whether these, which the trash did not take or was not asked to, may go for good. */
  mayGoForGood(left: readonly Thing[]): Promise<boolean>;
  /** Told after each, before the next. */
  onGone(thing: Thing): Promise<Result<null, Trouble>>;
}

/**
 * Moves things to the trash one by one. Where it does not take one, it is asked once whether that and those after it may
 * go for good: nothing does without that answer. Ends at the first trouble; `kept` tells how many are still there.
 */
export async function removeEach<Thing, Trouble>(
  things: readonly Thing[],
  removal: Removal<Thing, Trouble>,
): Promise<Result<{ readonly kept: number }, Trouble>> {
  let isForGood = false;
  for (const [index, thing] of things.entries()) {
    if (isForGood || !(await removal.toTrash(thing))) {
      const left = things.slice(index);
      isForGood ||= await removal.mayGoForGood(left);
      if (!isForGood) {
        return success({ kept: left.length });
      }
      const gone = await removal.forGood(thing);
      if (!gone.ok) {
        return gone;
      }
    }
    const told = await removal.onGone(thing);
    if (!told.ok) {
      return told;
    }
  }
  return success({ kept: 0 });
}
