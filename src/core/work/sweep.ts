import { setImmediate } from 'node:timers/promises';
import { Lane } from './lane.ts';

/** Folders that are read at once. */
const readers = 8;

/** How long is computed before the event loop gets its turn, in ms. */
const slice = 10;

/**
 * Looking at many skills, each of which is first read and then checked. All reading goes first: file system calls
 * between computations cost twice as much, since threads that have gone to sleep must be woken for each. Checking
 * goes in slices, so that nothing else has to wait for long. What is urgent waits for neither.
 */
export class Sweep {
  readonly #reading = new Lane(readers);
  readonly #checking = new Lane(1);
  #sliceStart = 0;

  read<T>(work: () => Promise<T>, options: { readonly isUrgent?: boolean } = {}): Promise<T> {
    return this.#reading.run(work, options);
  }

  async check<T>(work: () => Promise<T>, options: { readonly isUrgent?: boolean } = {}): Promise<T> {
    if (options.isUrgent) {
      return work();
    }
    await this.#reading.idle();
    return this.#checking.run(async () => {
      if (Date.now() - this.#sliceStart > slice) {
        await setImmediate();
        this.#sliceStart = Date.now();
      }
      return work();
    });
  }
}
