import type { Examination, Findings } from '../examination.ts';
import type { ScratchKeeper } from '../scratch/scratchKeeper.ts';
import { scratchBundle } from '../scratch/scratchSkill.ts';
import type { PublishedScratch } from './lifeChecks.ts';

/** Tries each rule of deletion on scratch skills: a version, the default or the latest, the only one, a whole skill. */
export async function checkDeletions(
  exam: Examination,
  scratch: ScratchKeeper,
  { skillId, versions }: PublishedScratch,
  secondId: string | null,
): Promise<void> {
  const [first, ...others] = versions.map(({ key }) => key);
  const { active } = exam.registry.capabilities;
  if (first === undefined || others.length === 0) {
    exam.skip('Deletions', 'each rule of deletion', 'there are not two versions of the scratch skill');
    return;
  }
  if (active === 'pointer') {
    await checkDeleteDefault(exam, skillId, first);
  } else {
    await checkDeleteAlias(exam, skillId);
    await checkDeleteLatest(exam, skillId, others.at(-1) ?? '', others.at(-2) ?? first);
  }
  const rest = active === 'pointer' ? others : others.slice(0, -1);
  await checkDeletePlain(exam, skillId, rest);
  await checkDeleteOnly(exam, scratch, skillId, first);
  await checkDeleteSkill(exam, scratch, secondId);
}

/** The default is protected. */
async function checkDeleteDefault(exam: Examination, skillId: string, version: string): Promise<void> {
  await exam.check(
    'Delete the default version',
    'refused: another has to become the default first',
    async findings => {
      const skill = await exam.registry.getSkill(skillId);
      if (skill.ok && skill.value.defaultVersion !== version) {
        findings.notTried('the default is not where it was put');
        return 'not tried';
      }
      return sayRefused(exam, skillId, version, findings);
    },
  );
}

/** Anthropic’s present protocol takes `latest` for reading only. */
async function checkDeleteAlias(exam: Examination, skillId: string): Promise<void> {
  if (exam.registry.capabilities.lastVersion === 'refused') {
    await exam.check('Delete “latest”', 'refused: a version is deleted by its id', findings =>
      sayRefused(exam, skillId, 'latest', findings),
    );
  }
}

async function sayRefused(
  exam: Examination,
  skillId: string,
  version: string,
  findings: Findings,
): Promise<string> {
  const start = exam.recorded.length;
  const deleted = await exam.registry.deleteVersion(skillId, version);
  if (deleted.ok) {
    findings.differs('deleted');
    return 'deleted';
  }
  // Whoever does not take this for a version's name may say that there is none.
  const isMissing = exam.recorded[start]?.status === 404;
  if (deleted.failure.kind !== 'refused' && !isMissing) {
    findings.failed(deleted.failure);
    return 'not deleted';
  }
  return 'refused';
}

/** Then the one before runs. */
async function checkDeleteLatest(
  exam: Examination,
  skillId: string,
  latest: string,
  before: string,
): Promise<void> {
  await exam.check(
    'Delete the latest version',
    'it is gone, and the one before is the latest',
    async findings => {
      const isDeleted = await sayDeleted(exam, skillId, latest, findings);
      const skill = await exam.registry.getSkill(skillId);
      if (!skill.ok) {
        findings.failed(skill.failure);
      } else if (skill.value.latestVersion !== before) {
        findings.differs('another version is the latest');
      }
      return isDeleted ? 'deleted' : 'not deleted';
    },
  );
}

/** The others stay. */
async function checkDeletePlain(
  exam: Examination,
  skillId: string,
  versions: readonly string[],
): Promise<void> {
  const title = 'Delete a version';
  const expected = 'it is gone, and the others stay';
  if (versions.length === 0) {
    return;
  }
  await exam.check(title, expected, async findings => {
    let deleted = 0;
    for (const version of versions) {
      deleted += (await sayDeleted(exam, skillId, version, findings)) ? 1 : 0;
    }
    const list = await exam.registry.listVersions(skillId, { limit: 20 });
    if (!list.ok) {
      findings.failed(list.failure);
    } else if (list.value.items.length !== 1) {
      findings.differs('the list has other versions than those that were left');
    }
    const [again = ''] = versions;
    const twice = await exam.registry.deleteVersion(skillId, again);
    if (twice.ok || twice.failure.kind !== 'not-found') {
      findings.differs('deleting it again is not answered with 404', { isHarmless: true });
    }
    return deleted === versions.length ? 'deleted' : `${deleted} of ${versions.length} deleted`;
  });
}

/** Whether it was deleted, as far as the answer says. */
async function sayDeleted(
  exam: Examination,
  skillId: string,
  version: string,
  findings: Findings,
): Promise<boolean> {
  const deleted = await exam.registry.deleteVersion(skillId, version);
  if (!deleted.ok) {
    findings.failed(deleted.failure);
    return false;
  }
  const after = await exam.registry.getVersion(skillId, version);
  if (after.ok) {
    findings.differs('it can still be read after it was deleted');
  } else if (after.failure.kind !== 'not-found') {
    findings.failed(after.failure);
  }
  return true;
}

async function checkDeleteOnly(
  exam: Examination,
  scratch: ScratchKeeper,
  skillId: string,
  version: string,
): Promise<void> {
  const { lastVersion } = exam.registry.capabilities;
  const expected = {
    'deletes-skill': 'the skill goes with it',
    refused: 'refused: the skill is deleted instead',
    allowed: 'the skill stays, with nothing in it',
  }[lastVersion];
  await exam.check('Delete the only version', expected, async findings => {
    const deleted = await exam.registry.deleteVersion(skillId, version);
    const after = await exam.registry.getSkill(skillId);
    const isGone = !after.ok && after.failure.kind === 'not-found';
    if (isGone) {
      scratch.gone(skillId);
    } else if (!after.ok) {
      findings.failed(after.failure);
      return 'not known';
    }
    if (!deleted.ok && deleted.failure.kind !== 'refused') {
      findings.failed(deleted.failure);
      return 'not deleted';
    }
    const effect = effectOf(deleted.ok, isGone);
    if (effect !== lastVersion) {
      findings.differs(effectWords[effect]);
    }
    return effect === 'refused' ? 'refused' : 'deleted';
  });
}

function effectOf(isDeleted: boolean, isGone: boolean): keyof typeof effectWords {
  if (!isDeleted) {
    return 'refused';
  }
  return isGone ? 'deletes-skill' : 'allowed';
}

const effectWords = {
  'deletes-skill': 'the skill is gone',
  refused: 'refused',
  allowed: 'the skill is still there',
} as const;

/** Another scratch skill with two versions, so that there are pages, and one to be deleted whole. Null where refused. */
export async function publishSecond(
  exam: Examination,
  scratch: ScratchKeeper,
  name: string,
): Promise<string | null> {
  let skillId: string | null = null;
  await exam.check('Create another skill', 'as the first one', async findings => {
    const { registry } = exam;
    const label = registry.capabilities.hasLabel ? { label: name } : {};
    const created = await registry.createSkill((await scratchBundle(name, 1)).upload, label);
    if (!created.ok) {
      findings.failed(created.failure);
      return 'not created';
    }
    skillId = created.value.skill.id;
    scratch.made(skillId);
    const added = await registry.createVersion(skillId, (await scratchBundle(name, 2)).upload);
    if (!added.ok) {
      findings.failed(added.failure);
      return 'created, with one version';
    }
    return 'created, with two versions';
  });
  return skillId;
}

async function checkDeleteSkill(
  exam: Examination,
  scratch: ScratchKeeper,
  skillId: string | null,
): Promise<void> {
  const title = 'Delete a skill';
  const isStepwise = exam.registry.capabilities.lastVersion === 'allowed';
  const expected = isStepwise
    ? 'refused while it has versions, gone after them'
    : 'it is gone with all its versions';
  if (skillId === null) {
    exam.skip(title, expected, 'no second skill could be created');
    return;
  }
  await exam.check(title, expected, async findings => {
    const { registry } = exam;
    const start = exam.recorded.length;
    const deleted = await registry.deleteSkill(skillId);
    if (!deleted.ok) {
      findings.failed(deleted.failure);
      return 'not deleted';
    }
    const [first] = exam.recorded.slice(start).filter(({ asked }) => asked?.kind === 'delete-skill');
    if (isStepwise && first?.status === 200) {
      findings.differs('deleted though it had versions', { isHarmless: true });
    }
    const after = await registry.getSkill(skillId);
    if (after.ok) {
      findings.differs('it can still be read after it was deleted');
      return 'not deleted';
    }
    scratch.gone(skillId);
    const versions = await registry.listVersions(skillId, { limit: 1 });
    if (versions.ok && versions.value.items.length > 0) {
      findings.differs('its versions can still be listed');
    }
    const twice = await registry.deleteSkill(skillId);
    if (twice.ok || twice.failure.kind !== 'not-found') {
      findings.differs('deleting it again is not answered with 404', { isHarmless: true });
    }
    return isStepwise ? 'refused, then deleted version by version' : 'deleted';
  });
}
