import { randomBytes } from 'node:crypto';
import type { Failure } from '../../failure/failure.ts';
import { anthropicLimits, openaiLimits } from '../../skill/limits.ts';
import type { Examination } from '../examination.ts';
import { scratchBundle } from '../scratch/scratchSkill.ts';

/** An upload beyond a limit, or right below it. */
interface LimitCase {
  readonly title: string;
  readonly isTaken: boolean;
  readonly files: () => readonly { readonly path: string; readonly bytes: Buffer }[];
}

/** Uploads versions of a scratch skill around every limit that its vendor publishes. Up to 50 MB travel. */
export async function checkLimits(exam: Examination, skillId: string, name: string): Promise<void> {
  const cases = exam.registry.capabilities.active === 'pointer' ? openaiCases : anthropicCases;
  for (const { title, isTaken, files } of cases) {
    await exam.check(title, isTaken ? 'taken' : 'refused', async findings => {
      const { upload } = await scratchBundle(name, 9, files());
      const added = await exam.registry.createVersion(skillId, upload, { signal: exam.signal });
      if (added.ok) {
        await exam.registry.deleteVersion(skillId, added.value.key);
        if (!isTaken) {
          findings.differs('taken');
        }
        return 'taken';
      }
      if (isTaken) {
        findings.failed(added.failure);
      } else if (!isRefusal(added.failure)) {
        findings.failed(added.failure);
      }
      return 'refused';
    });
  }
}

function isRefusal({ kind }: Failure): boolean {
  return kind === 'refused' || kind === 'too-large';
}

/** A SKILL.md and two other files are in every scratch skill. */
const ownFiles = 3;

const openaiCases: readonly LimitCase[] = [
  {
    title: `${openaiLimits.files} files`,
    isTaken: true,
    files: () => manyFiles(openaiLimits.files - ownFiles),
  },
  {
    title: `${openaiLimits.files + 1} files`,
    isTaken: false,
    files: () => manyFiles(openaiLimits.files + 1 - ownFiles),
  },
  {
    title: 'A file of 25,000,001 bytes, which is 25 MB by the larger reading only',
    isTaken: true,
    files: () => [filler('large.bin', openaiLimits.file.strict + 1)],
  },
  {
    title: 'A file above 25 MB',
    isTaken: false,
    files: () => [filler('large.bin', openaiLimits.file.generous + 1)],
  },
  {
    title: 'A zip above 50 MB',
    isTaken: false,
    files: () =>
      [1, 2, 3].map(number => filler(`part-${number}.bin`, Math.ceil(openaiLimits.zip.generous / 3))),
  },
];

const anthropicCases: readonly LimitCase[] = [
  {
    title: 'A skill of 29 MB',
    isTaken: true,
    files: () => [filler('large.bin', 29_000_000)],
  },
  {
    title: 'A skill above 30 MB',
    isTaken: false,
    files: () => [filler('large.bin', anthropicLimits.total.generous + 1)],
  },
];

function manyFiles(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    path: `many/${index + 1}.md`,
    bytes: Buffer.from(`File ${index + 1}.\n`),
  }));
}

/** Random, so that no packing makes it smaller. Bytes. */
function filler(path: string, size: number) {
  return { path: `assets/${path}`, bytes: randomBytes(size) };
}
