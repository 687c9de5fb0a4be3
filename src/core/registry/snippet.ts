import { vendors } from './vendors.ts';

export type SnippetLanguage = 'curl' | 'json' | 'python' | 'typescript';

/** What a request to a model should use. */
export interface SnippetSubject {
  readonly kind: 'openai' | 'anthropic';
  readonly baseURL: string;
  readonly skillId: string;
  /** The id or number that pins it; null for what runs: OpenAI's default version, Anthropic's latest. */
  readonly version: string | null;
  /** False for a skill that the vendor made. */
  readonly isOwn: boolean;
}

type Json = string | number | readonly Json[] | { readonly [name: string]: Json };

/** How a language writes the same request. */
interface Notation {
  readonly name: (name: string) => string;
  readonly open: string;
  readonly close: string;
}

const task = 'Do the task that this skill is made for.';

/** Recent ones of the vendors' SDKs; whoever pastes the code chooses their own. */
const models = { openai: 'gpt-6.1-sol', anthropic: 'claude-sonnet-5-5' } as const;

/**
 * Code that uses a published skill, ready to be pasted: OpenAI's Responses with a hosted shell, Anthropic's Messages
 * with code execution. The key is read from the environment and never part of it. Ids are untrusted text; what is
 * written is safe to paste whatever they are.
 */
export function snippet(subject: SnippetSubject, language: SnippetLanguage): string {
  const body = subject.kind === 'openai' ? openaiRequest(subject) : anthropicRequest(subject);
  switch (language) {
    case 'json':
      return `${asciiOnly(JSON.stringify(body, null, 2))}\n`;
    case 'curl':
      return curl(subject, body);
    case 'python':
      return python(subject, body);
    case 'typescript':
      return typescript(subject, body);
  }
}

function openaiRequest({ skillId, version }: SnippetSubject): { readonly [name: string]: Json } {
  const pin: { readonly version?: string } = version === null ? {} : { version };
  const skill = { type: 'skill_reference', skill_id: skillId, ...pin };
  return {
    model: models.openai,
    input: task,
    tools: [{ type: 'shell', environment: { type: 'container_auto', skills: [skill] } }],
  };
}

function anthropicRequest({ skillId, version, isOwn }: SnippetSubject): { readonly [name: string]: Json } {
  const skill = { type: isOwn ? 'custom' : 'anthropic', skill_id: skillId, version: version ?? 'latest' };
  return {
    model: models.anthropic,
    max_tokens: 4096,
    container: { skills: [skill] },
    tools: [{ type: 'code_execution_20250825', name: 'code_execution' }],
    messages: [{ role: 'user', content: task }],
  };
}

function curl({ kind, baseURL }: SnippetSubject, body: Json): string {
  const base = baseURL.replace(/\/+$/, '');
  const url = kind === 'openai' ? `${base}/responses` : `${base.replace(/\/v1$/, '')}/v1/messages`;
  const key = vendors[kind].keyVariable;
  const lines = [`curl '${url.replaceAll("'", '%27')}'`, `-H "Authorization: Bearer $${key}"`];
  if (kind === 'anthropic') {
    lines.push("-H 'anthropic-version: 2026-10-21'");
  }
  lines.push("-H 'content-type: application/json'");
  // Inside the shell's quotes an apostrophe would end the text.
  const data = asciiOnly(JSON.stringify(body, null, 2)).replaceAll("'", '\\u0027');
  return `${[...lines, `-d '${data}'`].join(' \\\n  ')}\n`;
}

function python(subject: SnippetSubject, body: { readonly [name: string]: Json }): string {
  const dictionary: Notation = { name: name => `${text(name)}: `, open: '{', close: '}' };
  const fields = Object.entries(body).map(
    ([name, value]) => `    ${name}=${literal(value, dictionary, 1, '    ')},\n`,
  );
  const base = isHosted(subject) ? '' : `base_url=${text(subject.baseURL)}`;
  if (subject.kind === 'openai') {
    return `from openai import OpenAI

client = OpenAI(${base})

response = client.responses.create(
${fields.join('')})
print(response.output_text)
`;
  }
  return `from anthropic import Anthropic

client = Anthropic(${base})

message = client.messages.create(
${fields.join('')})
for block in message.content:
    if block.type == "text":
        print(block.text)
`;
}

function typescript(subject: SnippetSubject, body: Json): string {
  const object: Notation = { name: name => `${name}: `, open: '{', close: '}' };
  const request = literal(body, object, 0, '  ');
  const base = isHosted(subject) ? '' : `{ baseURL: ${text(subject.baseURL)} }`;
  if (subject.kind === 'openai') {
    return `import OpenAI from "openai";

const client = new OpenAI(${base});

const response = await client.responses.create(${request});
console.log(response.output_text);
`;
  }
  return `import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic(${base});

const message = await client.messages.create(${request});
for (const block of message.content) {
  if (block.type === "text") console.log(block.text);
}
`;
}

function isHosted({ kind, baseURL }: SnippetSubject): boolean {
  return baseURL.replace(/\/+$/, '') === vendors[kind].baseURL;
}

function literal(value: Json, notation: Notation, depth: number, indent: string): string {
  if (typeof value === 'string') {
    return text(value);
  }
  if (typeof value === 'number') {
    return String(value);
  }
  const inner = indent.repeat(depth + 1);
  const end = `\n${indent.repeat(depth)}`;
  if (isList(value)) {
    const items = value.map(item => `${inner}${literal(item, notation, depth + 1, indent)},`);
    return `[\n${items.join('\n')}${end}]`;
  }
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${notation.name(name)}${literal(field, notation, depth + 1, indent)},`,
  );
  return `${notation.open}\n${fields.join('\n')}${end}${notation.close}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A quoted text that JSON, Python and TypeScript read alike. */
function text(value: string): string {
  return asciiOnly(JSON.stringify(value));
}

/** Spells out what is not ASCII, so that no character of an id can hide or turn the code around it. */
function asciiOnly(json: string): string {
  return json.replace(/[^\n\x20-\x7e]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
