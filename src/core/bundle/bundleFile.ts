/** A file of a bundle, or of a skill's folder as it would be bundled. */
export interface BundleFile {
  /** Relative to the skill's folder, with `/`. */
  readonly path: string;
  /** Bytes, uncompressed. */
  readonly size: number;
  readonly isExecutable: boolean;
  /** Of the content: `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}
