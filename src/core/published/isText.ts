/** Larger files are compared by their facts, in bytes: a diff of them would not be read. */
const textLimit = 2 * 2 ** 20;

/** As many first bytes as git looks at. */
const looked = 8_000;

/** Whether a file's content can be shown as text. */
export function isText(content: Uint8Array): boolean {
  return content.length <= textLimit && !content.subarray(0, looked).includes(0);
}
