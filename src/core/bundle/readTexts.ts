import { decodeUtf8 } from '../skill/document/decodeManifest.ts';
import type { SelectedFile } from './select/selection.ts';
import type { SkillFolder } from './select/skillFolder.ts';

/** Enough of a skill's documents and scripts for the rules that look into them; more would cost time. In bytes. */
const maxFiles = 100;
const maxFileBytes = 100_000;

/** What is text by its name; a file without an ending may be one, too. */
const textName =
  /(?:^|\/)(?:[^./]+|[^/]*\.(?:md|mdx|markdown|txt|rst|adoc|html?|css|svg|xml|json|jsonc|ya?ml|toml|ini|cfg|csv|tsv|sql|py|sh|bash|zsh|ps1|bat|cmd|m?[jt]sx?|cjs|rb|go|rs|java|kt|php|pl|lua|r|c|h|cpp|tmpl|template|j2))$/i;

/** A link that became text is short, whatever the file is called. */
const shortBytes = 300;

/** Reads the skill's text files besides SKILL.md. What cannot be read is left out; who packs it will say so. */
export async function readTexts(
  folder: SkillFolder,
  files: readonly SelectedFile[],
): Promise<ReadonlyMap<string, string | null>> {
  const chosen = files.filter(
    ({ path, size }) =>
      path.toLowerCase() !== 'skill.md' &&
      (size <= shortBytes || (size <= maxFileBytes && textName.test(path))),
  );
  const texts = await Promise.all(
    chosen.slice(0, maxFiles).map(async ({ path, source }) => {
      const bytes = await folder.read(source, maxFileBytes).catch(() => null);
      if (bytes === null || isBinary(bytes)) {
        return null;
      }
      const text = decodeUtf8(bytes);
      return text === null && !textName.test(path) ? null : ([path, text] as const);
    }),
  );
  return new Map(texts.filter(entry => entry !== null));
}

/** UTF-16 has NULs, too, but begins with a mark. */
function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isUtf16 && bytes.subarray(0, 8_000).includes(0);
}
