import { type SentUpload, workTime } from '../../link/sentUpload.ts';
import type { PublishDeps } from '../plan/request.ts';
import type { UploadPlace } from './findStored.ts';
import type { KnownVersion } from './finish.ts';
import type { TargetJob } from './targetJob.ts';

/** What was sent of a skill to a registry and not seen to arrive, for the next review to ask about. */
export interface Letters {
  /** Waits for what was sent just now by somebody who did not live to see it arrive. */
  letArrive(): Promise<void>;
  /** Keeps in mind, before anything is sent, what is going to be. */
  send(place: UploadPlace): Promise<void>;
  /** What was going to be sent is not stored, and will not be. */
  forget(): Promise<void>;
  /** It is stored. Kept while the link does not say so; an earlier sending of the same would be a copy from now on. */
  arrived(known: KnownVersion, isLinked: boolean): Promise<void>;
}

/** Reads what is on its way. To be called by whose turn it is. */
export async function openLetters(
  { skill, target, options }: TargetJob,
  deps: PublishDeps,
): Promise<Letters> {
  const { store, folder } = deps.linkPlace(skill.source, target.destination);
  const { key } = target.destination;
  const earlier = await store.readSent(folder, key);
  let ours: SentUpload | null = null;
  return {
    letArrive: async () => {
      const open = earlier.filter(({ stored }) => stored === null).map(({ sentAt }) => Date.now() - sentAt);
      const rest = Math.max(0, ...open.filter(age => age >= 0).map(age => workTime - age));
      if (rest > 0) {
        await deps.wait(rest, options.signal);
      }
    },
    send: async place => {
      ours = {
        digest: skill.digest ?? '',
        skillId: place.kind === 'new-version' ? place.skillId : null,
        sentAt: Date.now(),
        before: [...place.before],
        stored: null,
      };
      await store.writeSent(folder, key, [...earlier, ours]);
    },
    forget: () => store.writeSent(folder, key, earlier),
    arrived: async ({ skillId, key: version }, isLinked) => {
      const now = { skillId, version };
      const rest = earlier.map(sent => (sent.digest === skill.digest ? { ...sent, stored: now } : sent));
      const unlinked = !isLinked && ours !== null ? [{ ...ours, stored: now }] : [];
      await store.writeSent(folder, key, [...rest, ...unlinked]);
    },
  };
}
