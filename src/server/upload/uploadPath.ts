/** What is wrong with the file name of a part that is one file of a skill's folder; null when nothing is. */
export function uploadPathProblem(path: string): string | null {
  if (path === '') {
    return 'A file was sent without a name.';
  }
  if (path.includes('\ufffd')) {
    return `The file name ${path} is not UTF-8.`;
  }
  if (path.includes('\\')) {
    return `The file name ${path} must use / between folders, not \\.`;
  }
  if (!path.includes('/')) {
    return `All files must be under a single top-level directory, and ${path} is under none.`;
  }
  const isUnsafe = path.split('/').some(segment => segment === '' || segment === '.' || segment === '..');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  return isUnsafe || /[\u0000-\u001f\u007f]/.test(path) || /^[a-z]:/i.test(path)
    ? `The file name ${path} must be a plain path inside the skill's folder.`
    : null;
}
