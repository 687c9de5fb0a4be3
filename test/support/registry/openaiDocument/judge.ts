import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { QuirkAnswer, QuirkRequest } from '../quirks/quirkServer.ts';
import document from './skills.json' with { type: 'json' };

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Json;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>;
}

interface OpenapiOperation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

const paths = document.paths as unknown as Readonly<
  Record<string, Readonly<Record<string, OpenapiOperation>>>
>;
const schemas = document.components.schemas as unknown as Readonly<Record<string, Json>>;

/** Holds exchanges to OpenAI's own description of its API. A field or a parameter that it does not declare is a fault. */
export class OpenaiJudge {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false });
  /** What was judged, by the operation's id and the status. */
  readonly seen = new Map<string, number>();
  readonly faults: string[] = [];

  constructor() {
    this.#ajv.addSchema({ $id: 'openai', ...document });
  }

  async judge(request: QuirkRequest, answer: QuirkAnswer): Promise<void> {
    const found = operationFor(request);
    if (!found) {
      this.faults.push(`${request.method} ${request.path} is no operation`);
      return;
    }
    const { operation } = found;
    const key = `${operation.operationId} ${answer.status}`;
    this.seen.set(key, (this.seen.get(key) ?? 0) + 1);
    const faults = [
      ...this.#requestFaults(request, operation),
      ...(await this.#bodyFaults(request, operation)),
      ...this.#answerFaults(answer, operation),
    ];
    this.faults.push(...faults.map(fault => `${key}: ${fault}`));
  }

  #requestFaults({ query }: QuirkRequest, { parameters }: OpenapiOperation): readonly string[] {
    return [...query].flatMap(([name, text]) => {
      const declared = parameters.find(parameter => parameter.in === 'query' && parameter.name === name);
      if (!declared) {
        return [`sends the parameter ${name}, which is not declared`];
      }
      const value = declared.schema.type === 'integer' ? Number(text) : text;
      return this.#faultsOf(declared.schema, value, `the parameter ${name}`);
    });
  }

  async #bodyFaults(
    { headers, body }: QuirkRequest,
    { requestBody }: OpenapiOperation,
  ): Promise<readonly string[]> {
    if (body.length === 0) {
      return requestBody ? ['sends no body'] : [];
    }
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const declared = requestBody?.content?.[type];
    if (!declared) {
      return [`sends ${type}, which is not declared`];
    }
    const value = type === 'application/json' ? JSON.parse(body.toString()) : await formValue(headers, body);
    return this.#faultsOf(declared.schema, value, 'its body');
  }

  /** The document declares 200 and 429 alone; every other refusal is held to the one envelope that it has. */
  #answerFaults({ status, headers, body }: QuirkAnswer, { responses }: OpenapiOperation): readonly string[] {
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    if (status >= 400) {
      return this.#faultsOf(
        { $ref: '#/components/schemas/ErrorResponse' },
        JSON.parse(body.toString()),
        'its refusal',
      );
    }
    const declared = responses[String(status)]?.content?.[type];
    if (!declared) {
      return [`answers ${status} with ${type}, which is not declared`];
    }
    return type === 'application/json'
      ? this.#faultsOf(declared.schema, JSON.parse(body.toString()), 'its answer')
      : [];
  }

  #faultsOf(schema: Json, value: unknown, what: string): readonly string[] {
    const validate = this.#validator(schema);
    const wrong = validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
    return [...wrong, ...undeclared(schema, value).map(name => `${what} has ${name}, which is not declared`)];
  }

  #validator(schema: Json): ValidateFunction {
    const { $ref } = schema;
    return typeof $ref === 'string'
      ? (this.#ajv.getSchema(`openai${$ref}`) as ValidateFunction)
      : this.#ajv.compile(schema);
  }
}

function operationFor({ method, path }: QuirkRequest) {
  const names = path.split('/');
  for (const [template, operations] of Object.entries(paths)) {
    const parts = template.split('/');
    const fits =
      parts.length === names.length &&
      parts.every((part, index) => part.startsWith('{') || part === names[index]);
    const operation = operations[method.toLowerCase()];
    if (fits && operation) {
      return { operation };
    }
  }
  return null;
}

/** A form as the value that the schema describes: files as their names, `files[]` as a list. */
async function formValue(headers: Headers, body: Buffer<ArrayBuffer>): Promise<Json> {
  const form = await new Response(body, {
    headers: { 'content-type': headers.get('content-type') ?? '' },
  }).formData();
  const value: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const parts = form.getAll(name).map(part => (typeof part === 'string' ? fieldValue(part) : part.name));
    value[name.replace(/\[\]$/, '')] = name.endsWith('[]') ? parts : parts[0];
  }
  return value;
}

function fieldValue(text: string): unknown {
  return text === 'true' ? true : text === 'false' ? false : text;
}

/** Names of fields that no schema on the way declares. */
function undeclared(schema: Json, value: unknown): readonly string[] {
  const { $ref, properties, items } = schema;
  if (typeof $ref === 'string') {
    return undeclared(schemas[$ref.split('/').at(-1) ?? ''] ?? {}, value);
  }
  if (Array.isArray(value) && items !== undefined) {
    return value.flatMap(item => undeclared(items as Json, item));
  }
  if (typeof value !== 'object' || value === null || properties === undefined) {
    return [];
  }
  const declared = properties as Readonly<Record<string, Json>>;
  return Object.entries(value).flatMap(([name, content]) => {
    const own = Object.hasOwn(declared, name) ? declared[name] : undefined;
    return own === undefined ? [name] : undeclared(own, content);
  });
}
