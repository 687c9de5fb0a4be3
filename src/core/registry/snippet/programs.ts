import type { Hole, UseRequest } from './calls.ts';
import { jsonText, type Notation, pythonText, rubyText, valueText } from './literals.ts';
import { isVendorsOwn, type SkillUse, vendorOf } from './use.ts';

const typescriptNotation: Notation = {
  name: name => `${name}: `,
  text: jsonText,
  hole: hole =>
    hole.hole === 'container' ? 'container.id' : `readFileSync(${jsonText(hole.file)}).toString("base64")`,
  indent: '  ',
};

/** With the vendor's package for Node. */
export function typescript(use: SkillUse, calls: readonly UseRequest[]): string {
  const base = isVendorsOwn(use) ? '' : `{ baseURL: ${jsonText(use.baseURL)} }`;
  const isOpenai = vendorOf(use.way) === 'openai';
  const request = ({ resource, body }: UseRequest) =>
    `const ${resultOf(resource)} = await client.${resource}.create(${valueText(body, typescriptNotation, 0)});`;
  return lines([
    ...(zipIn(calls) ? ['import { readFileSync } from "node:fs";'] : []),
    isOpenai ? 'import OpenAI from "openai";' : 'import Anthropic from "@anthropic-ai/sdk";',
    '',
    `const client = new ${isOpenai ? 'OpenAI' : 'Anthropic'}(${base});`,
    '',
    ...calls.flatMap(call => [request(call)]),
    ...typescriptEnd(use),
  ]);
}

function typescriptEnd({ way }: SkillUse): readonly string[] {
  switch (way) {
    case 'messages':
      return [
        'for (const block of message.content) {',
        '  if (block.type === "text") console.log(block.text);',
        '}',
      ];
    case 'local':
      return [
        '// Run these yourself, and send what they print back as shell_call_output.',
        'for (const item of response.output) {',
        '  if (item.type === "shell_call") console.log(item.action.commands);',
        '}',
      ];
    default:
      return ['console.log(response.output_text);'];
  }
}

const pythonNotation: Notation = {
  name: name => `${pythonText(name)}: `,
  text: pythonText,
  hole: hole =>
    hole.hole === 'container'
      ? 'container.id'
      : `base64.b64encode(Path(${pythonText(hole.file)}).read_bytes()).decode()`,
  indent: '    ',
};

/** With the vendor's package for Python. */
export function python(use: SkillUse, calls: readonly UseRequest[]): string {
  const base = isVendorsOwn(use) ? '' : `base_url=${pythonText(use.baseURL)}`;
  const vendor = vendorOf(use.way);
  const client = vendor === 'openai' ? 'OpenAI' : 'Anthropic';
  return lines([
    ...(zipIn(calls) ? ['import base64', 'from pathlib import Path', ''] : []),
    `from ${vendor} import ${client}`,
    '',
    `client = ${client}(${base})`,
    '',
    ...calls.flatMap(call => keywordCall(call, pythonNotation, name => `${name}=`)),
    ...pythonEnd(use),
  ]);
}

function pythonEnd({ way }: SkillUse): readonly string[] {
  switch (way) {
    case 'messages':
      return ['for block in message.content:', '    if block.type == "text":', '        print(block.text)'];
    case 'local':
      return [
        '# Run these yourself, and send what they print back as shell_call_output.',
        'for item in response.output:',
        '    if item.type == "shell_call":',
        '        print(item.action.commands)',
      ];
    default:
      return ['print(response.output_text)'];
  }
}

const rubyNotation: Notation = {
  name: name => `${name}: `,
  text: rubyText,
  hole: hole =>
    hole.hole === 'container' ? 'container.id' : `[File.binread(${rubyText(hole.file)})].pack("m0")`,
  indent: '  ',
};

/** With the vendor's package for Ruby. */
export function ruby(use: SkillUse, calls: readonly UseRequest[]): string {
  const base = isVendorsOwn(use) ? '' : `(base_url: ${rubyText(use.baseURL)})`;
  const vendor = vendorOf(use.way);
  return lines([
    `require "${vendor}"`,
    '',
    `client = ${vendor === 'openai' ? 'OpenAI' : 'Anthropic'}::Client.new${base}`,
    '',
    ...calls.flatMap(call => keywordCall(call, rubyNotation, name => `${name}: `)),
    ...rubyEnd(use),
  ]);
}

function rubyEnd({ way }: SkillUse): readonly string[] {
  switch (way) {
    case 'messages':
      return ['message.content.each { |block| puts block.text if block.type == :text }'];
    case 'local':
      return [
        '# Run these yourself, and send what they print back as shell_call_output.',
        'response.output.each { |item| puts item.action.commands if item.type == :shell_call }',
      ];
    default:
      return ['puts response.output'];
  }
}

/** `response = client.responses.create(` with a line for each field. */
function keywordCall(
  { resource, body }: UseRequest,
  notation: Notation,
  keyword: (name: string) => string,
): readonly string[] {
  const fields = Object.entries(body).map(
    ([name, value]) => `${notation.indent}${keyword(name)}${valueText(value, notation, 1)},`,
  );
  return [`${resultOf(resource)} = client.${resource}.create(`, ...fields, ')'];
}

function resultOf(resource: UseRequest['resource']): string {
  return { containers: 'container', responses: 'response', messages: 'message' }[resource];
}

/** The zip that a request reads from a file. */
function zipIn(calls: readonly UseRequest[]): Hole | null {
  return JSON.stringify(calls).includes('"hole":"zip"') ? { hole: 'zip', file: '' } : null;
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
