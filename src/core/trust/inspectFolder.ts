import { selectFiles } from '../bundle/select/selectFiles.ts';
import type { SkillFolder } from '../bundle/select/skillFolder.ts';
import type { Failure } from '../failure/failure.ts';
import { readFailure } from '../failure/systemError.ts';
import { failed, type Result, success } from '../text/result.ts';
import { inspectTrust } from './inspectTrust.ts';
import type { TrustReport } from './trustReport.ts';

/** What the files that would be published can run, reach and hide: before anybody is given them. */
export async function inspectFolder(folder: SkillFolder): Promise<Result<TrustReport, Failure>> {
  const selection = await selectFiles(folder);
  if (!selection.ok) {
    return selection;
  }
  let current = '';
  const files = async function* () {
    for (const { path, source, isExecutable } of selection.value.files) {
      current = path;
      yield { path, isExecutable, content: await folder.read(source) };
    }
  };
  try {
    return success(await inspectTrust(files()));
  } catch (error) {
    return failed(readFailure(current, error));
  }
}
