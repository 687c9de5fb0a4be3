import type { VersionRef } from '../../core/published/versionAddress.ts';
import { withProgress } from '../run.ts';
import type { Services } from '../services.ts';

/** Runs `work`; under a notification that can be cancelled where one of the versions has to be downloaded for it. */
export async function whileFetching<T>(
  services: Services,
  refs: readonly VersionRef[],
  title: string,
  work: (signal?: AbortSignal) => Promise<T>,
): Promise<T> {
  const cached = await Promise.all(refs.map(ref => services.versions.factsIfCached(ref)));
  if (cached.every(facts => facts !== null)) return work();
  return withProgress(title, (report, signal) => {
    report('downloading');
    return work(signal);
  });
}
