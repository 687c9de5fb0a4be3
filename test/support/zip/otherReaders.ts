import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What another program sees in an archive: the digests of its files by path, or why it sees nothing. */
export type Seen = { readonly files: Readonly<Record<string, string>> } | { readonly error: string };

const script = `
import hashlib, json, sys, zipfile
for line in sys.stdin:
    try:
        with zipfile.ZipFile(line.rstrip("\\n")) as z:
            files = {i.filename: hashlib.sha256(z.read(i)).hexdigest() for i in z.infolist() if not i.is_dir()}
        print(json.dumps({"files": files}))
    except Exception as e:
        print(json.dumps({"error": type(e).__name__}))
`;

/** Whether there is a Python to ask. */
export function hasPython(): boolean {
  return spawnSync('python3', ['--version']).status === 0;
}

/** Lets Python's zipfile read archives, in their order. */
export async function seenByPython(archives: readonly Buffer[], folder: string): Promise<readonly Seen[]> {
  const paths = archives.map((_, index) => join(folder, `python-${index}.zip`));
  for (const [index, bytes] of archives.entries()) {
    await writeFile(paths[index] ?? '', bytes);
  }
  const { stdout } = spawnSync('python3', ['-c', script], {
    input: paths.map(path => `${path}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Seen);
}

/** As `Seen` has it. */
export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
