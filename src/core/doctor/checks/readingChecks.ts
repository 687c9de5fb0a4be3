import { digestBundle } from '../../bundle/digestBundle.ts';
import { readLayout } from '../../bundle/zip/bundleLayout.ts';
import { openBundle } from '../../bundle/zip/readBundle.ts';
import type { Failure } from '../../failure/failure.ts';
import type { Page, RemoteSkill, RemoteVersion } from '../../registry/contract.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { bytesWords, countWords } from '../../text/words.ts';
import type { Examination, Findings } from '../examination.ts';

/** What the reading operations are tried on. */
export interface Subject {
  readonly skill: RemoteSkill;
  /** Newest first; the first page. */
  readonly versions: readonly RemoteVersion[];
  /** Versions beside them that cannot be read. */
  readonly unreadable: number;
}

/** Skills of which the versions are listed, to find one that has several. */
const maxTried = 5;

/** Reads a skill and its versions in every way that there is. */
export async function checkReading(
  exam: Examination,
  skills: readonly RemoteSkill[],
): Promise<Subject | null> {
  const subject = await findSubject(exam, skills);
  await checkSkill(exam, subject);
  await checkVersions(exam, subject);
  await checkVersion(exam, subject);
  await checkLatest(exam, subject);
  await checkDownload(exam, subject);
  await checkVendor(exam);
  return subject;
}

const noSkill = 'there is no skill of your own that could be read; a check that writes makes one';

/** The newest of one's own skills that has more than one version, else the newest. */
async function findSubject(exam: Examination, skills: readonly RemoteSkill[]): Promise<Subject | null> {
  let subject: Subject | null = null;
  for (const skill of skills.filter(({ isOwn }) => isOwn).slice(0, maxTried)) {
    const { signal } = exam;
    const page = await exam.registry.listVersions(skill.id, { limit: 20, signal });
    const found: Subject = {
      skill,
      versions: page.ok ? page.value.items : [],
      unreadable: page.ok ? unreadableIn(page.value) : 0,
    };
    subject ??= found;
    if (found.versions.length > 1) {
      return found;
    }
  }
  return subject;
}

async function checkSkill(exam: Examination, subject: Subject | null): Promise<void> {
  const title = 'Read a skill';
  const expected = 'the same as in the list';
  if (!subject) {
    exam.skip(title, expected, noSkill);
    return;
  }
  await exam.check(title, expected, async findings => {
    const read = await exam.registry.getSkill(subject.skill.id, { signal: exam.signal });
    if (!read.ok) {
      findings.failed(read.failure);
      return 'not read';
    }
    for (const field of ['id', 'createdAt', 'label', 'defaultVersion', 'latestVersion', 'isOwn'] as const) {
      if (read.value[field] !== subject.skill[field]) {
        findings.differs(`its ${fieldWords[field]} is another than in the list`);
      }
    }
    return 'read';
  });
}

const fieldWords = {
  id: 'id',
  createdAt: 'time of creation',
  label: 'display name',
  defaultVersion: 'default version',
  latestVersion: 'latest version',
  isOwn: 'owner',
} as const;

async function checkVersions(exam: Examination, subject: Subject | null): Promise<void> {
  const title = 'List of versions';
  const expected = 'newest first, every one readable, the default and the latest among them';
  if (!subject) {
    exam.skip(title, expected, noSkill);
    return;
  }
  await exam.check(title, expected, async findings => {
    const { skill } = subject;
    const page = await exam.registry.listVersions(skill.id, { limit: 20, signal: exam.signal });
    if (!page.ok) {
      findings.failed(page.failure);
      return 'not read';
    }
    const { items, next } = page.value;
    sayUnreadable(page.value, findings);
    sayOrder(items, findings);
    if (items.some(({ skillId }) => skillId !== skill.id)) {
      findings.differs('a version belongs to another skill');
    }
    const [newest] = items;
    if (newest && skill.latestVersion !== null && newest.key !== skill.latestVersion) {
      findings.differs('the first one is not what the skill calls its latest');
    }
    if (
      next === null &&
      skill.defaultVersion !== null &&
      !items.some(({ key }) => key === skill.defaultVersion)
    ) {
      findings.differs('the default version is not among them');
    }
    return countWords(items.length, 'version');
  });
}

async function checkVersion(exam: Examination, subject: Subject | null): Promise<void> {
  const title = 'Read a version';
  const expected = 'the same as in the list';
  const listed = subject?.versions[0];
  if (!subject || !listed) {
    exam.skip(title, expected, subject ? 'the skill has no version that could be listed' : noSkill);
    return;
  }
  await exam.check(title, expected, async findings => {
    const read = await exam.registry.getVersion(subject.skill.id, listed.key, { signal: exam.signal });
    if (!read.ok) {
      findings.failed(read.failure);
      return 'not read';
    }
    const fields = {
      key: 'key',
      id: 'id',
      skillId: 'skill',
      name: 'name',
      description: 'description',
    } as const;
    for (const [field, words] of Object.entries(fields)) {
      if (read.value[field as keyof typeof fields] !== listed[field as keyof typeof fields]) {
        findings.differs(`its ${words} is another than in the list`);
      }
    }
    return 'read';
  });
}

/** Anthropic's present protocol has an alias for the newest version. */
async function checkLatest(exam: Examination, subject: Subject | null): Promise<void> {
  const { active, lastVersion } = exam.registry.capabilities;
  if (active !== 'latest' || lastVersion !== 'refused') {
    return;
  }
  const title = 'Read “latest”';
  const expected = 'the version that the skill calls its latest';
  if (!subject) {
    exam.skip(title, expected, noSkill);
    return;
  }
  await exam.check(title, expected, async findings => {
    const read = await exam.registry.getVersion(subject.skill.id, 'latest', { signal: exam.signal });
    if (!read.ok) {
      findings.failed(read.failure);
      return 'not read';
    }
    if (read.value.key !== subject.skill.latestVersion) {
      findings.differs('it is another version');
    }
    return 'read';
  });
}

async function checkDownload(exam: Examination, subject: Subject | null): Promise<void> {
  const title = 'Download';
  const expected = 'a zip with one folder that holds the skill';
  const version = subject?.versions[0];
  if (!subject || !version) {
    exam.skip(title, expected, subject ? 'the skill has no version that could be listed' : noSkill);
    return;
  }
  await exam.check(title, expected, async findings => {
    const bundle = await downloadedBundle(exam, subject.skill.id, version.key);
    if (!bundle.ok) {
      findings.failed(bundle.failure);
      return 'not read';
    }
    const { topFolder, files, size } = bundle.value;
    if (topFolder === null) {
      findings.differs('its files lie at its root, in no folder', { isHarmless: true });
    }
    return `${countWords(files, 'file')}, ${bytesWords(size)}`;
  });
}

/** What was downloaded, read once. */
export interface DownloadedBundle {
  readonly topFolder: string | null;
  readonly files: number;
  /** Bytes of the zip. */
  readonly size: number;
  readonly digest: string;
}

/** Downloads a version and reads it whole. */
export async function downloadedBundle(
  exam: Examination,
  skillId: string,
  version: string,
): Promise<Result<DownloadedBundle, Failure>> {
  const { registry, signal } = exam;
  const stream = await registry.download(skillId, version, { signal });
  if (!stream.ok) {
    return stream;
  }
  let blob: Blob;
  try {
    blob = await new Response(stream.value).blob();
  } catch (error) {
    // Cut off: the stream says why.
    if (error instanceof Error && 'failure' in error) {
      return failed(error.failure as Failure);
    }
    return failed({ kind: 'not-understood', registry: registry.label, what: 'a bundle' });
  }
  const opened = await openBundle(blob, { isOnlyRead: true });
  if (!opened.ok) {
    return opened;
  }
  const layout = readLayout(opened.value.entries.map(({ path }) => path));
  if (!layout.ok) {
    return layout;
  }
  const { topFolder } = layout.value;
  const content = await digestBundle(opened.value, topFolder);
  return content.ok
    ? success({ topFolder, files: content.value.files.length, size: blob.size, digest: content.value.digest })
    : content;
}

async function checkVendor(exam: Examination): Promise<void> {
  if (exam.registry.capabilities.active !== 'latest') {
    return;
  }
  await exam.check('The vendor’s skills', 'listed, and none of them is one’s own', async findings => {
    const page = await exam.registry.listSkills({ vendor: true, limit: 5, signal: exam.signal });
    if (!page.ok) {
      findings.failed(page.failure);
      return 'not read';
    }
    if (page.value.items.some(({ isOwn }) => isOwn)) {
      findings.differs('some of them are one’s own: the filter “source” is ignored');
    }
    return countWords(page.value.items.length, 'skill');
  });
}

/** Newest first, as far as times tell. */
export function sayOrder(items: readonly Pick<RemoteVersion, 'createdAt'>[], findings: Findings): void {
  const isRising = items.some((item, index) => item.createdAt > (items[index - 1]?.createdAt ?? Infinity));
  if (isRising) {
    findings.differs('not newest first');
  }
}

/** How many items only an id, or nothing, could be read of. */
export function unreadableIn({ unreadable = [] }: Page<unknown>): number {
  return unreadable.length;
}

/** Says that there are such items. */
export function sayUnreadable(page: Page<unknown>, findings: Findings): void {
  const count = unreadableIn(page);
  if (count > 0) {
    findings.differs(`${countWords(count, 'item')} could not be read, and is listed as that`, {
      isHarmless: true,
    });
  }
}
