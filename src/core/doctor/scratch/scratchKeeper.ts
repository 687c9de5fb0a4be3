import type { Failure } from '../../failure/failure.ts';
import type { RemoteSkill } from '../../registry/contract.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { countWords } from '../../text/words.ts';
import type { Examination } from '../examination.ts';
import { scratchOwner } from './scratchSkill.ts';

/** Another machine's scratch skill this old is no longer at work, in milliseconds. */
const maxAge = 3_600_000;

/** Pages that are searched for leftovers: the newest skills are enough, since a check makes few. */
const maxPages = 10;

/** Skills of a page without a name and a label that are asked for theirs. */
const maxQuestions = 20;

/** The scratch skills of this run: whatever was made is deleted again. */
export class ScratchKeeper {
  readonly #exam: Examination;
  readonly #owner: string;
  readonly #now: () => number;
  readonly #made = new Set<string>();

  /** `owner` is this machine's, as in the names of scratch skills. */
  constructor(exam: Examination, owner: string, now: () => number) {
    this.#exam = exam;
    this.#owner = owner;
    this.#now = now;
  }

  /** There is a skill now that has to go. */
  made(skillId: string): void {
    this.#made.add(skillId);
    this.#exam.discretion.own(skillId, `scratch-${this.#made.size}`);
  }

  gone(skillId: string): void {
    this.#made.delete(skillId);
  }

  /** Deletes what an earlier run that was killed left behind. */
  async clearLeftovers(): Promise<void> {
    const expected = 'no scratch skill of an earlier check, or it can be deleted';
    await this.#exam.check('Leftovers', expected, async findings => {
      const found = await this.#leftovers();
      if (!found.ok) {
        findings.failed(found.failure);
        return 'not read';
      }
      const { ours, others } = found.value;
      let left = 0;
      for (const skill of ours) {
        this.#exam.discretion.own(skill.id, 'an earlier scratch skill');
        const deleted = await this.#exam.registry.deleteSkill(skill.id);
        if (!deleted.ok && deleted.failure.kind !== 'not-found') {
          findings.failed(deleted.failure);
          left += (await this.#isListed(skill.id)) ? 1 : 0;
        }
      }
      const kept =
        others.length === 0 ? '' : `; ${others.length} of a check that may run elsewhere left alone`;
      const deleted = `${countWords(ours.length - left, 'scratch skill')} deleted${left === 0 ? '' : `, ${left} left`}`;
      return ours.length === 0 ? `none${kept}` : `${deleted}${kept}`;
    });
  }

  /** Deletes what this run made and has not deleted, whatever happened; and what it made without being told its id. */
  async cleanUp(names: readonly string[]): Promise<void> {
    const expected = 'nothing of this check is left';
    const options = { evenIfCancelled: true };
    await this.#exam.check(
      'Clean up',
      expected,
      async findings => {
        const found = await this.#skillsWhere(
          ({ name, label }) => names.includes(name ?? '') || names.includes(label ?? ''),
        );
        const ids = new Set([...this.#made, ...(found.ok ? found.value.map(({ id }) => id) : [])]);
        let left = 0;
        for (const id of ids) {
          const deleted = await this.#exam.registry.deleteSkill(id);
          if (!deleted.ok && deleted.failure.kind !== 'not-found') {
            findings.failed(deleted.failure);
            left += (await this.#isListed(id)) ? 1 : 0;
          }
        }
        if (left > 0) {
          findings.differs(
            `${countWords(left, 'scratch skill')} left, called ${names[0]}…: the next check with --write tries again`,
          );
        }
        const deleted = `${countWords(ids.size - left, 'scratch skill')} deleted`;
        return ids.size === 0 ? 'nothing was left' : left === 0 ? deleted : `${deleted}, ${left} left`;
      },
      options,
    );
  }

  /** True also where nobody can tell. */
  async #isListed(skillId: string): Promise<boolean> {
    const found = await this.#skillsWhere(({ id }) => id === skillId);
    return !found.ok || found.value.length > 0;
  }

  async #leftovers(): Promise<
    Result<{ readonly ours: readonly RemoteSkill[]; readonly others: readonly RemoteSkill[] }, Failure>
  > {
    const found = await this.#skillsWhere(skill => ownerOf(skill) !== null);
    if (!found.ok) {
      return found;
    }
    const isOurs = (skill: RemoteSkill) =>
      ownerOf(skill) === this.#owner || skill.createdAt < this.#now() - maxAge;
    return success({
      ours: found.value.filter(isOurs),
      others: found.value.filter(skill => !isOurs(skill)),
    });
  }

  async #skillsWhere(
    fits: (skill: RemoteSkill) => boolean,
  ): Promise<Result<readonly RemoteSkill[], Failure>> {
    const found = new Map<string, RemoteSkill>();
    const seen = new Set<string>();
    let cursor: string | undefined;
    for (let pages = 0; pages < maxPages; pages++) {
      const page = await this.#exam.registry.listSkills({ limit: 100, cursor });
      if (!page.ok) {
        return failed(page.failure);
      }
      for (const skill of (await this.#named(page.value.items)).filter(fits)) {
        found.set(skill.id, skill);
      }
      cursor = page.value.next ?? undefined;
      if (cursor === undefined || seen.has(cursor)) {
        break;
      }
      seen.add(cursor);
    }
    return success([...found.values()]);
  }

  /** The own ones. Where neither the list nor a label tells, the latest version knows what a skill is called. */
  async #named(skills: readonly RemoteSkill[]): Promise<readonly RemoteSkill[]> {
    const own = skills.filter(({ isOwn }) => isOwn);
    const nameless = own.filter(({ name, label }) => name === null && label === null).slice(0, maxQuestions);
    const names = new Map<string, string | null>();
    for (const { id, latestVersion } of nameless) {
      const version = latestVersion === null ? null : await this.#exam.registry.getVersion(id, latestVersion);
      names.set(id, version?.ok ? version.value.name : null);
    }
    return own.map(skill => ({ ...skill, name: skill.name ?? names.get(skill.id) ?? null }));
  }
}

function ownerOf({ name, label }: RemoteSkill): string | null {
  return scratchOwner(name) ?? scratchOwner(label);
}
