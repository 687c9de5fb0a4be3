/**
 * What a bundle may hold at most, packed or read: room for all that the registries take, and no room for bombs.
 * Bytes are uncompressed.
 */
export interface BundleLimits {
  /** Files and directories. */
  readonly entries: number;
  readonly totalBytes: number;
  readonly fileBytes: number;
  /** Uncompressed to compressed, for an archive that unpacks to more than `ratioFrom` bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** OpenAI takes 500 files of 25 MB in a zip of 50 MB, Anthropic 30 MB in all. */
export const bundleLimits: BundleLimits = {
  entries: 5_000,
  totalBytes: 256 * 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
  ratio: 200,
  ratioFrom: 32 * 1024 * 1024,
};

/** The most that a zip of `size` bytes may unpack to, in bytes, by its ratio. */
export function inflatedLimit(size: number, limits: BundleLimits = bundleLimits): number {
  return Math.max(limits.ratioFrom, limits.ratio * size);
}
