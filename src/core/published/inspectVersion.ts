import type { Failure } from '../failure/failure.ts';
import { type Result, success } from '../text/result.ts';
import { inspectTrust } from '../trust/inspectTrust.ts';
import type { TrustReport } from '../trust/trustReport.ts';
import type { OpenVersion } from './versionStore.ts';

/** Searches a version's files for what it can run, reach and hide. Fails as reading them does. */
export async function inspectVersion({ facts, read }: OpenVersion): Promise<Result<TrustReport, Failure>> {
  let failure: Result<Uint8Array, Failure> | undefined;
  const files = async function* () {
    for (const { path, isExecutable } of facts.files) {
      const content = await read(path);
      if (!content.ok) {
        failure = content;
      } else {
        yield { path, isExecutable, content: content.value };
      }
    }
  };
  const report = await inspectTrust(files());
  return failure && !failure.ok ? failure : success(report);
}
