import type { BundleContent } from '../bundle/digestBundle.ts';
import type { Failure } from '../failure/failure.ts';
import type { Registry } from '../registry/contract.ts';
import type { Result } from '../text/result.ts';

/** Looks into published versions. `downloadedContents` fetches each time; the editor puts its cache in front. */
export interface PublishedContents {
  read(
    registry: Registry,
    skillId: string,
    version: string,
    signal?: AbortSignal,
  ): Promise<Result<BundleContent, Failure>>;
}
