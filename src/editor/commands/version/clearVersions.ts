import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { writeFailure } from '../../../core/failure/systemError.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { countWords } from '../../../core/text/words.ts';
import type { Services } from '../../services/services.ts';
import { askModally, showBriefly } from '../../ui/shown.ts';

/** Removes what was downloaded of published versions; asks what shall become of copies that exist nowhere else. */
export async function clearVersions(services: Services): Promise<Result<unknown, Failure>> {
  const { clearCachedVersions: clear, deletedVersions } = await import(
    '../../../disk/versions/deletedVersions.ts'
  );
  const { directory } = services.versions;
  try {
    const copies = await deletedVersions(directory).list();
    const withDeleted = copies.length > 0 ? await askAboutCopies(copies.length) : false;
    if (withDeleted === undefined) {
      return cancelled;
    }
    const count = await clear(directory, { withDeleted });
    showBriefly('trash', `${countWords(count, 'cached version')} removed`);
    services.registriesTree.redraw();
    return success(count);
  } catch (error) {
    return failed(writeFailure(directory, error));
  }
}

async function askAboutCopies(count: number): Promise<boolean | undefined> {
  const keep = 'Clear, but Keep These';
  const remove = 'Clear Everything';
  const answer = await askModally(
    `Also remove ${countWords(count, 'copy', 'copies')} of what you deleted?`,
    'They exist nowhere else. Without them, what you deleted cannot be restored.',
    keep,
    remove,
  );
  return answer === undefined ? undefined : answer === remove;
}
