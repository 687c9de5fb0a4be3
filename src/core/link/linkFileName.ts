/** The file at the root of a workspace folder that says which remote skill each skill folder belongs to. */
export const linkFileName = '.skillwright.json';
