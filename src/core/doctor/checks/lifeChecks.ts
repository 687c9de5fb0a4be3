import type { RemoteSkill, RemoteVersion } from '../../registry/contract.ts';
import type { Examination, Findings } from '../examination.ts';
import type { ScratchKeeper } from '../scratch/scratchKeeper.ts';
import { bundleWithoutManifest, type ScratchBundle, scratchBundle } from '../scratch/scratchSkill.ts';
import { downloadedBundle } from './readingChecks.ts';

/** What was published, and as what. */
export interface PublishedScratch {
  readonly skillId: string;
  /** In the order in which they were published. */
  readonly versions: readonly { readonly key: string; readonly bundle: ScratchBundle }[];
}

/** Pauses before what was just made is asked for again, in milliseconds: 15 seconds together. */
const patience = [1_000, 2_000, 4_000, 8_000];

/**
 * Publishes a scratch skill: creates it, adds versions, moves the default where there is one, and downloads what was
 * uploaded. Null where it could not be created.
 */
export async function checkLife(
  exam: Examination,
  scratch: ScratchKeeper,
  name: string,
): Promise<PublishedScratch | null> {
  const first = await scratchBundle(name, 1);
  const created = await checkCreate(exam, scratch, first);
  await checkRefusedUpload(exam, scratch, name);
  if (!created) {
    skipLife(exam);
    return null;
  }
  const { skill, version } = created;
  const versions = [{ key: version.key, bundle: first }];
  await checkVisible(exam, skill);
  const second = await checkAddVersion(exam, skill.id, versions[0]?.key ?? '', await scratchBundle(name, 2));
  versions.push(...(second ? [second] : []));
  const third = await checkPublishAsDefault(exam, skill.id, await scratchBundle(name, 3));
  versions.push(...(third ? [third] : []));
  await checkSetDefault(exam, skill.id, version.key);
  await checkOtherName(exam, skill.id, name);
  await checkRoundTrip(exam, { skillId: skill.id, versions });
  return { skillId: skill.id, versions };
}

const titles = {
  visible: ['Read what was just created', 'there at once, also in the list'],
  add: ['Add a version', 'it is the latest; the default stays where it was'],
  asDefault: ['Publish as the default', 'it is the default at once'],
  setDefault: ['Set the default', 'the answer and the skill say so'],
  otherName: ['A version of another name', 'refused: the first version’s name stays'],
  roundTrip: ['Download what was uploaded', 'the same files, with the same bytes and executable bits'],
} as const;

function skipLife(exam: Examination): void {
  const { active, isNameFixed } = exam.registry.capabilities;
  const { visible, add, asDefault, setDefault, otherName, roundTrip } = titles;
  const pointers = active === 'pointer' ? [asDefault, setDefault] : [];
  for (const [title, expected] of [
    visible,
    add,
    ...pointers,
    ...(isNameFixed ? [otherName] : []),
    roundTrip,
  ]) {
    exam.skip(title, expected, 'no skill could be created');
  }
}

async function checkCreate(
  exam: Examination,
  scratch: ScratchKeeper,
  bundle: ScratchBundle,
): Promise<{ readonly skill: RemoteSkill; readonly version: RemoteVersion } | null> {
  let made: { readonly skill: RemoteSkill; readonly version: RemoteVersion } | null = null;
  await exam.check(
    'Create a skill',
    'the answer has the name and the description that were sent',
    async findings => {
      const label = exam.registry.capabilities.hasLabel ? { label: bundle.name } : {};
      const created = await exam.registry.createSkill(bundle.upload, label);
      if (!created.ok) {
        findings.failed(created.failure);
        return 'not created';
      }
      made = created.value;
      scratch.made(made.skill.id);
      const { skill, version } = made;
      sayManifest(version, bundle, findings);
      if (exam.registry.capabilities.hasLabel && skill.label !== bundle.name) {
        findings.differs('its display name is not the one that was sent');
      }
      if (exam.registry.capabilities.active === 'pointer' && skill.defaultVersion !== version.key) {
        findings.differs('its first version is not its default');
      }
      if (skill.latestVersion !== version.key) {
        findings.differs('its first version is not its latest');
      }
      return 'created';
    },
  );
  return made;
}

function sayManifest(version: RemoteVersion, bundle: ScratchBundle, findings: Findings): void {
  if (version.name !== bundle.name) {
    findings.differs(
      version.name === null ? 'its version tells no name' : 'its name is not the one that was sent',
      {
        isHarmless: version.name === null,
      },
    );
  }
  if (version.description !== bundle.description) {
    const isNull = version.description === null;
    findings.differs(
      isNull ? 'its version tells no description' : 'its description is not the one that was sent',
      {
        isHarmless: isNull,
      },
    );
  }
}

/** What is no skill is refused, and the refusal says why. */
async function checkRefusedUpload(exam: Examination, scratch: ScratchKeeper, name: string): Promise<void> {
  await exam.check('An upload without SKILL.md', 'refused with a reason', async findings => {
    const created = await exam.registry.createSkill(await bundleWithoutManifest(`${name}-none`));
    if (created.ok) {
      scratch.made(created.value.skill.id);
      findings.differs('taken');
      return 'taken';
    }
    if (created.failure.kind !== 'refused') {
      findings.failed(created.failure);
      return 'not taken';
    }
    return 'refused';
  });
}

/** Some registries show a new thing only after a while. */
async function checkVisible(exam: Examination, { id }: RemoteSkill): Promise<void> {
  const [title, expected] = titles.visible;
  await exam.check(title, expected, async findings => {
    const { registry, signal } = exam;
    const readAfter = await untilTrue(exam, async () => (await registry.getSkill(id, { signal })).ok);
    sayWait('it', readAfter, findings);
    const listedAfter = await untilTrue(exam, async () => {
      const page = await registry.listSkills({ limit: 20, signal });
      return page.ok && page.value.items.some(skill => skill.id === id);
    });
    sayWait('the list', listedAfter, findings);
    return readAfter === 0 && listedAfter === 0 ? 'there at once' : 'not there at once';
  });
}

/** Milliseconds until it was true; null where it never was. */
async function untilTrue(exam: Examination, isTrue: () => Promise<boolean>): Promise<number | null> {
  let waited = 0;
  for (const pause of [0, ...patience]) {
    if (pause > 0) {
      await exam.wait(pause);
    }
    waited += pause;
    if (await isTrue()) {
      return waited;
    }
    if (exam.isCancelled) {
      break;
    }
  }
  return null;
}

function sayWait(what: string, waited: number | null, findings: Findings): void {
  const has = what === 'it' ? 'is not there' : 'does not have it';
  if (waited === null) {
    findings.differs(`${what} ${has}, also after 15 seconds`);
  } else if (waited > 0) {
    findings.differs(`${what} ${has} for up to ${waited / 1000} s`, { isHarmless: true });
  }
}

async function checkAddVersion(
  exam: Examination,
  skillId: string,
  firstKey: string,
  bundle: ScratchBundle,
): Promise<{ readonly key: string; readonly bundle: ScratchBundle } | null> {
  const [title, expected] = titles.add;
  let key: string | null = null;
  await exam.check(title, expected, async findings => {
    const added = await exam.registry.createVersion(skillId, bundle.upload);
    if (!added.ok) {
      findings.failed(added.failure);
      return 'not added';
    }
    key = added.value.key;
    sayManifest(added.value, bundle, findings);
    if (key === firstKey || added.value.skillId !== skillId) {
      findings.differs('the answer speaks of another version, or of another skill');
    }
    const after = await exam.registry.getSkill(skillId);
    if (!after.ok) {
      findings.failed(after.failure);
      return 'added';
    }
    if (after.value.latestVersion !== key) {
      findings.differs('it is not the skill’s latest');
    }
    if (exam.registry.capabilities.active === 'pointer' && after.value.defaultVersion !== firstKey) {
      findings.differs('the default moved, though nobody asked for it');
    }
    return 'added';
  });
  return key === null ? null : { key, bundle };
}

async function checkPublishAsDefault(
  exam: Examination,
  skillId: string,
  bundle: ScratchBundle,
): Promise<{ readonly key: string; readonly bundle: ScratchBundle } | null> {
  if (exam.registry.capabilities.active !== 'pointer') {
    return null;
  }
  const [title, expected] = titles.asDefault;
  let key: string | null = null;
  await exam.check(title, expected, async findings => {
    const added = await exam.registry.createVersion(skillId, bundle.upload, { isDefault: true });
    if (!added.ok) {
      findings.failed(added.failure);
      return 'not added';
    }
    key = added.value.key;
    await sayDefault(exam, skillId, key, findings);
    return 'added';
  });
  return key === null ? null : { key, bundle };
}

async function checkSetDefault(exam: Examination, skillId: string, version: string): Promise<void> {
  if (exam.registry.capabilities.active !== 'pointer') {
    return;
  }
  const [title, expected] = titles.setDefault;
  await exam.check(title, expected, async findings => {
    const moved = await exam.registry.setDefault(skillId, version);
    if (!moved.ok) {
      findings.failed(moved.failure);
      return 'not moved';
    }
    if (moved.value.defaultVersion !== version) {
      findings.differs('the answer names another default than was asked for');
    }
    await sayDefault(exam, skillId, version, findings);
    return 'moved';
  });
}

async function sayDefault(
  exam: Examination,
  skillId: string,
  version: string,
  findings: Findings,
): Promise<void> {
  const after = await exam.registry.getSkill(skillId);
  if (!after.ok) {
    findings.failed(after.failure);
  } else if (after.value.defaultVersion !== version) {
    findings.differs('the default did not move');
  }
}

async function checkOtherName(exam: Examination, skillId: string, name: string): Promise<void> {
  if (!exam.registry.capabilities.isNameFixed) {
    return;
  }
  const [title, expected] = titles.otherName;
  await exam.check(title, expected, async findings => {
    const { upload } = await scratchBundle(`${name}-renamed`, 1);
    const added = await exam.registry.createVersion(skillId, upload);
    if (added.ok) {
      findings.differs('taken');
      await exam.registry.deleteVersion(skillId, added.value.key);
      return 'taken';
    }
    if (added.failure.kind !== 'refused') {
      findings.failed(added.failure);
      return 'not taken';
    }
    return 'refused';
  });
}

async function checkRoundTrip(exam: Examination, { skillId, versions }: PublishedScratch): Promise<void> {
  const [title, expected] = titles.roundTrip;
  await exam.check(title, expected, async findings => {
    let compared = 0;
    for (const [index, { key, bundle }] of versions.entries()) {
      const what = `version ${index + 1}`;
      const got = await downloadedBundle(exam, skillId, key);
      if (!got.ok) {
        findings.failed(got.failure);
        continue;
      }
      compared++;
      if (got.value.digest !== bundle.digest) {
        findings.differs(`the files of ${what} are not those that were sent`);
      }
      if (got.value.topFolder !== bundle.name) {
        const isHarmless = got.value.topFolder === null;
        findings.differs(`the zip of ${what} has not one folder named as the skill`, { isHarmless });
      }
    }
    return compared === versions.length
      ? `${compared} compared`
      : `${compared} of ${versions.length} compared`;
  });
}
