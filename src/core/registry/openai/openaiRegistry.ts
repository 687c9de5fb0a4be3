import type { Failure } from '../../failure/failure.ts';
import type { Decoder } from '../../text/decode.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { openaiCapabilities } from '../capabilities.ts';
import type {
  CallOptions,
  Capabilities,
  Page,
  PageOptions,
  Registry,
  RegistryKind,
  RemoteSkill,
  RemoteVersion,
  Upload,
  UploadOptions,
} from '../contract.ts';
import {
  type CallSubject,
  mapResult,
  newSkillAtAddress,
  readAs,
  skillOf,
  skillsAtAddress,
  versionOf,
  versionRefusal,
} from '../http/answers.ts';
import { type Call, type Connection, RegistryHttp } from '../http/http.ts';
import type { UploadForm } from '../http/multipart.ts';
import type { RegistrySettings } from '../settings.ts';
import { fromOpenaiPage, fromOpenaiSkill, fromOpenaiVersion, openaiObjects } from './openaiWire.ts';

/** A registry that speaks OpenAI's protocol: OpenAI's own, a compatible one, or the embedded one. */
export class OpenAIRegistry implements Registry {
  readonly id: string;
  readonly label: string;
  readonly kind: RegistryKind;
  readonly capabilities: Capabilities;
  readonly #settings: RegistrySettings;
  readonly #http: RegistryHttp;

  constructor(connection: Connection) {
    this.#settings = connection.settings;
    this.#http = new RegistryHttp(connection);
    this.id = connection.settings.id;
    this.label = connection.settings.label;
    this.kind = connection.settings.kind;
    this.capabilities = { ...openaiCapabilities, hasVendorSkills: this.#curated.length > 0 };
  }

  get #curated(): readonly string[] {
    return this.#settings.curatedSkills ?? [];
  }

  async listSkills(
    options: PageOptions & { readonly vendor?: boolean } = {},
  ): Promise<Result<Page<RemoteSkill>, Failure>> {
    if (options.vendor) {
      return this.#listCurated(options);
    }
    const call = this.#call([], skillsAtAddress, options, pageQuery(options));
    const answer = await this.#read(call, openaiObjects.skillList);
    return mapResult(answer, wire =>
      fromOpenaiPage(wire, options.cursor, item => fromOpenaiSkill(item, this.#curated)),
    );
  }

  async getSkill(skillId: string, options: CallOptions = {}): Promise<Result<RemoteSkill, Failure>> {
    const answer = await this.#read(this.#call([skillId], skillOf(skillId), options), openaiObjects.skill);
    return mapResult(answer, wire => fromOpenaiSkill(wire, this.#curated));
  }

  async createSkill(
    upload: Upload,
    options: UploadOptions & { readonly label?: string } = {},
  ): Promise<Result<{ readonly skill: RemoteSkill; readonly version: RemoteVersion }, Failure>> {
    const call = this.#call([], newSkillAtAddress, options);
    const answer = readAs(
      await this.#http.upload(call, form(upload), options),
      openaiObjects.skill,
      this.label,
    );
    if (!answer.ok) {
      return answer;
    }
    const skill = fromOpenaiSkill(answer.value, this.#curated);
    return success({ skill, version: await this.#firstVersion(skill, options) });
  }

  async deleteSkill(skillId: string, options: CallOptions = {}): Promise<Result<null, Failure>> {
    return this.#http.delete(this.#call([skillId], skillOf(skillId), options));
  }

  async listVersions(
    skillId: string,
    options: PageOptions = {},
  ): Promise<Result<Page<RemoteVersion>, Failure>> {
    const call = this.#call([skillId, 'versions'], skillOf(skillId), options, pageQuery(options));
    const answer = await this.#read(call, openaiObjects.versionList);
    return mapResult(answer, wire =>
      fromOpenaiPage(wire, options.cursor, item => fromOpenaiVersion(item, skillId)),
    );
  }

  async getVersion(
    skillId: string,
    version: string,
    options: CallOptions = {},
  ): Promise<Result<RemoteVersion, Failure>> {
    const call = this.#call([skillId, 'versions', version], versionOf(skillId, version), options);
    return mapResult(await this.#read(call, openaiObjects.version), wire => fromOpenaiVersion(wire, skillId));
  }

  async createVersion(
    skillId: string,
    upload: Upload,
    options: UploadOptions & { readonly isDefault?: boolean } = {},
  ): Promise<Result<RemoteVersion, Failure>> {
    const call = this.#call([skillId, 'versions'], skillOf(skillId), options);
    const sent = await this.#http.upload(call, form(upload, options.isDefault), options);
    if (!sent.ok) {
      const { signal } = options;
      return failed(
        await versionRefusal(sent.failure, async () => (await this.getSkill(skillId, { signal })).ok),
      );
    }
    return mapResult(readAs(sent, openaiObjects.version, this.label), wire =>
      fromOpenaiVersion(wire, skillId),
    );
  }

  async setDefault(
    skillId: string,
    version: string,
    options: CallOptions = {},
  ): Promise<Result<RemoteSkill, Failure>> {
    const call = this.#call([skillId], versionOf(skillId, version), options);
    const sent = await this.#http.change(call, { default_version: version });
    return mapResult(readAs(sent, openaiObjects.skill, this.label), wire =>
      fromOpenaiSkill(wire, this.#curated),
    );
  }

  async deleteVersion(
    skillId: string,
    version: string,
    options: CallOptions = {},
  ): Promise<Result<null, Failure>> {
    return this.#http.delete(
      this.#call([skillId, 'versions', version], versionOf(skillId, version), options),
    );
  }

  async download(
    skillId: string,
    version: string,
    options: CallOptions = {},
  ): Promise<Result<ReadableStream<Uint8Array>, Failure>> {
    return this.#http.download(
      this.#call(
        [skillId, 'versions', version, 'content'],
        `download of ${versionOf(skillId, version)}`,
        options,
      ),
    );
  }

  /** A page of the skills that the person added by id; one that is gone is listed by its id alone. */
  async #listCurated(options: PageOptions): Promise<Result<Page<RemoteSkill>, Failure>> {
    const start = Number(options.cursor ?? 0);
    const end = start + (options.limit ?? 20);
    const answers = await Promise.all(
      this.#curated.slice(start, end).map(async id => ({ id, answer: await this.getSkill(id, options) })),
    );
    const items: RemoteSkill[] = [];
    for (const { id, answer } of answers) {
      if (!answer.ok && answer.failure.kind !== 'not-found') {
        return answer;
      }
      items.push(answer.ok ? answer.value : unknownSkill(id));
    }
    return success({ items, next: end < this.#curated.length ? String(end) : null });
  }

  /** The version that creating a skill made. What cannot be read any more is told from the skill. */
  async #firstVersion(skill: RemoteSkill, options: CallOptions): Promise<RemoteVersion> {
    const key = skill.latestVersion ?? '1';
    const version = await this.getVersion(skill.id, key, options);
    if (version.ok) {
      return version.value;
    }
    const { id, name, description, createdAt } = skill;
    return { key, id: key, skillId: id, name, description, createdAt };
  }

  async #read<T>(call: Call, decoder: Decoder<T>): Promise<Result<T, Failure>> {
    return readAs(await this.#http.read(call), decoder, this.label);
  }

  #call(
    path: readonly string[],
    what: CallSubject,
    { signal }: CallOptions,
    query: Readonly<Record<string, string>> = {},
  ): Call {
    const { organization, project } = this.#settings;
    return {
      path: ['skills', ...path],
      query,
      what,
      headers: key => ({
        authorization: `Bearer ${key}`,
        ...(organization === undefined ? {} : { 'openai-organization': organization }),
        ...(project === undefined ? {} : { 'openai-project': project }),
      }),
      signal,
    };
  }
}

function pageQuery({ cursor, limit }: PageOptions): Readonly<Record<string, string>> {
  return {
    order: 'desc',
    ...(cursor === undefined ? {} : { after: cursor }),
    ...(limit === undefined ? {} : { limit: String(limit) }),
  };
}

function form(upload: Upload, isDefault = false): UploadForm {
  return { upload, part: 'files', fields: isDefault ? { default: 'true' } : {} };
}

function unknownSkill(id: string): RemoteSkill {
  const unknown = { name: null, label: null, description: null, defaultVersion: null, latestVersion: null };
  return { id, ...unknown, createdAt: 0, updatedAt: null, isOwn: false };
}
