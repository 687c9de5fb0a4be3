import type { Readable } from 'node:stream';
import { fileNameProblem } from '../../core/text/fileNames.ts';
import { plainText } from '../../core/text/plainText.ts';
import type { Refusal } from '../refusal.ts';
import { BundleSink } from './bundleSink.ts';
import { FolderPacker } from './folderPacker.ts';
import type { UploadRules } from './uploadRules.ts';

/** Takes the parts of one upload as they come. After the first refusal it only reads on. */
export class PartReader {
  readonly fields = new Map<string, string>();
  /** Of the skill's files, as far as they have come. */
  contentBytes = 0;
  readonly #rules: UploadRules;
  readonly #sink: BundleSink;
  readonly #reading: Promise<void>[] = [];
  #refusal: Refusal | null = null;
  #failure: unknown;
  #packer: FolderPacker | null = null;
  #hasZip = false;
  #paths = new Set<string>();
  #totalBytes = 0;

  private constructor(sink: BundleSink, rules: UploadRules) {
    this.#sink = sink;
    this.#rules = rules;
  }

  static async open(bundle: string, rules: UploadRules): Promise<PartReader> {
    return new PartReader(await BundleSink.open(bundle, rules.zipBytes), rules);
  }

  /** Why the upload will be refused, as far as is known. */
  get refusal(): Refusal | null {
    return this.#refusal ?? (this.#sink.isOverLimit ? tooLarge('The bundle', this.#rules.zipBytes) : null);
  }

  onFile(field: string, stream: Readable, fileName: string | undefined): void {
    // A part that is cut short fails too, but then the whole form does, and `finish` is never asked.
    const reading = this.#read(field, stream, fileName ?? '').catch((error: unknown) => {
      this.#failure ??= error;
    });
    this.#reading.push(reading);
  }

  /** Parts beyond are not even looked at. */
  onTooManyParts(): void {
    this.#refuse(`The form has too many parts: a skill can have at most ${this.#rules.files} files.`);
  }

  /** What belongs to no file of the skill is longer than any client's. */
  onTooMuchBallast(): void {
    this.#refusal ??= { kind: 'too-large', message: 'The form holds too much that is no file of the skill.' };
  }

  onTooManyFields(): void {
    this.#refuse('The form has too many fields.');
  }

  /** Completes the bundle on the disk; or why there is none. Throws what the disk fails with. */
  async finish(): Promise<Refusal | null> {
    await Promise.all(this.#reading);
    if (this.#failure !== undefined) {
      await this.abandon();
      throw this.#failure;
    }
    await this.#packer?.finish();
    if (!this.#hasZip && !this.#packer) {
      this.#refuse('No files were uploaded: send the skill as a zip, or its folder file by file.');
    }
    if (this.refusal) {
      await this.abandon();
      return this.refusal;
    }
    await this.#sink.close();
    return null;
  }

  /** Gives up; what is staged is no good. */
  async abandon(): Promise<void> {
    this.#packer?.abandon();
    await this.#sink.abandon();
  }

  async #read(field: string, stream: Readable, fileName: string): Promise<void> {
    const kind = this.refusal ? 'ignored' : this.#rules.partKind(field, fileName);
    const part = kind === 'zip' ? this.#openZip() : kind === 'file' ? this.#openFile(fileName) : null;
    let size = 0;
    for await (const chunk of stream) {
      size += (chunk as Buffer).length;
      this.contentBytes += part ? (chunk as Buffer).length : 0;
      if (part && kind === 'file') {
        this.#count(fileName, size, (chunk as Buffer).length);
      }
      if (part && !this.refusal) {
        await part.write(chunk as Buffer);
      }
    }
    part?.end();
  }

  #openZip() {
    if (this.#hasZip || this.#packer) {
      return this.#refuse('Send one zip, or the files of one folder, not both or several.');
    }
    this.#hasZip = true;
    return { write: (chunk: Uint8Array) => this.#sink.write(chunk), end: () => undefined };
  }

  #openFile(path: string) {
    if (this.#hasZip) {
      return this.#refuse('Send one zip, or the files of one folder, not both or several.');
    }
    const problem = this.#paths.has(path) ? `The file ${path} was sent twice.` : uploadPathProblem(path);
    if (problem) {
      return this.#refuse(problem);
    }
    this.#paths.add(path);
    if (this.#paths.size > this.#rules.files) {
      return this.#refuse(`A skill can have at most ${this.#rules.files} files.`);
    }
    this.#packer ??= new FolderPacker(this.#sink);
    return this.#packer.add(path);
  }

  #count(path: string, size: number, more: number): void {
    this.#totalBytes += more;
    if (size > this.#rules.fileBytes) {
      this.#refusal ??= tooLarge(`The file ${path}`, this.#rules.fileBytes);
    } else if (this.#totalBytes > this.#rules.totalBytes) {
      this.#refusal ??= tooLarge('The skill', this.#rules.totalBytes);
    }
  }

  #refuse(message: string): null {
    this.#refusal ??= { kind: 'invalid', message, param: 'files' };
    return null;
  }
}

/** What is wrong with the file name of a part that is one file of a skill's folder; null when nothing is. */
export function uploadPathProblem(path: string): string | null {
  const shown = plainText(path, 200);
  if (path === '') {
    return 'A file was sent without a name.';
  }
  if (path.includes('\ufffd')) {
    return `The file name ${shown} is not UTF-8.`;
  }
  if (path.includes('\\')) {
    return `The file name ${shown} must use / between folders, not \\.`;
  }
  if (!path.includes('/')) {
    return `All files must be under a single top-level directory, and ${shown} is under none.`;
  }
  const why = fileNameProblem(path);
  return why && `The file name ${shown} must be a plain path inside the skill's folder: it ${why}.`;
}

/** Limit in bytes. */
export function tooLarge(what: string, limit: number): Refusal {
  return { kind: 'too-large', message: `${what} is larger than ${limit / 2 ** 20} MB.` };
}
