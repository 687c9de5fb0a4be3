import type { Failure } from '../../failure/failure.ts';
import type { Page, PageOptions, RemoteSkill } from '../../registry/contract.ts';
import type { Result } from '../../text/result.ts';
import { countWords } from '../../text/words.ts';
import type { Examination } from '../examination.ts';
import { type Subject, sayOrder, sayUnreadable, unreadableIn } from './readingChecks.ts';

/** Pages of one item that are followed. */
const maxSinglePages = 4;

/** Pages of a whole list that are followed; a longer one is not read to its end. */
const maxPages = 20;

/** Items of a page in a whole list: as many as every kind of registry gives. */
const pageSize = 100;

/** Lists the skills, and follows the list page by page. */
export async function checkLists(exam: Examination): Promise<readonly RemoteSkill[]> {
  let skills: readonly RemoteSkill[] = [];
  let unreadable = 0;
  await exam.check('List of skills', 'newest first, every one readable', async findings => {
    const page = await exam.registry.listSkills({ limit: 20, signal: exam.signal });
    if (!page.ok) {
      findings.failed(page.failure);
      return 'not read';
    }
    skills = page.value.items;
    unreadable = unreadableIn(page.value);
    sayUnreadable(page.value, findings);
    sayOrder(skills, findings);
    return countWords(skills.length, 'skill');
  });
  await checkPages(
    exam,
    'Pages of skills',
    { items: skills, unreadable },
    ({ id }) => id,
    options => exam.registry.listSkills(options),
  );
  await checkEnd(exam);
  return skills;
}

/** Follows the versions of a skill one by one. */
export async function checkVersionPages(exam: Examination, subject: Subject | null): Promise<void> {
  await checkPages(
    exam,
    'Pages of versions',
    { items: subject?.versions ?? [], unreadable: subject?.unreadable ?? 0 },
    ({ key }) => key,
    options => exam.registry.listVersions(subject?.skill.id ?? '', options),
  );
}

/** Pages of one item each give the same as the whole list. */
async function checkPages<T>(
  exam: Examination,
  title: string,
  { items: known, unreadable }: { readonly items: readonly T[]; readonly unreadable: number },
  keyOf: (item: T) => string,
  list: (options: PageOptions) => Promise<Result<Page<T>, Failure>>,
): Promise<void> {
  const expected = 'one item a page when one is asked for, in the same order, none twice';
  if (known.length < 2) {
    exam.skip(title, expected, 'there are not two of them');
    return;
  }
  // Alone on its page, one that cannot be read makes the page one that is not understood: that is told already.
  if (unreadable > 0) {
    exam.skip(title, expected, 'one of the list cannot be read');
    return;
  }
  await exam.check(title, expected, async findings => {
    const keys: string[] = [];
    const cursors = new Set<string>();
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await list({ limit: 1, cursor, signal: exam.signal });
      if (!page.ok) {
        findings.failed(page.failure);
        break;
      }
      pages++;
      keys.push(...page.value.items.map(keyOf));
      cursor = page.value.next ?? undefined;
      if (cursor !== undefined && cursors.has(cursor)) {
        findings.differs('the pages lead round in a ring');
        break;
      }
      cursors.add(cursor ?? '');
    } while (cursor !== undefined && pages < maxSinglePages && !exam.isCancelled);
    if (new Set(keys).size < keys.length) {
      findings.differs('a later page has an item of an earlier one');
    }
    const wanted = known.slice(0, keys.length).map(keyOf);
    if (wanted.join('\n') !== keys.join('\n')) {
      findings.differs('page by page they are others, or in another order, than in the whole list');
    }
    if (cursor === undefined && keys.length < Math.min(known.length, maxSinglePages)) {
      findings.differs('the pages end before the list does');
    }
    return countWords(pages, 'page');
  });
}

/** The list has an end. */
async function checkEnd(exam: Examination): Promise<void> {
  await exam.check('End of the list', 'every skill once, and then an end', async findings => {
    const ids = new Set<string>();
    const cursors = new Set<string>();
    let cursor: string | undefined;
    for (let pages = 1; pages <= maxPages; pages++) {
      const page = await exam.registry.listSkills({ limit: pageSize, cursor, signal: exam.signal });
      if (!page.ok) {
        findings.failed(page.failure);
        return 'not read';
      }
      const fresh = page.value.items.filter(({ id }) => !ids.has(id));
      if (fresh.length < page.value.items.length) {
        findings.differs('a later page has a skill of an earlier one');
      }
      for (const { id } of fresh) {
        ids.add(id);
      }
      if (page.value.next === null) {
        return `${countWords(ids.size, 'skill')} on ${countWords(pages, 'page')}`;
      }
      cursor = page.value.next;
      if (cursors.has(cursor)) {
        findings.differs('the pages lead round in a ring');
        return 'no end';
      }
      cursors.add(cursor);
    }
    return `no end within ${countWords(ids.size, 'skill')}, which is no fault`;
  });
}
