// A language model whose answers are written in advance, so that evals can be tried without a key and without a
// network. It loads the skill that it is offered, answers what answers.json has for the prompt and what the skill tells
// it to say, and judges by words.
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';

const vendor = 'skillwright-scripted';
const name = 'Scripted model, for looking around: its answers are written in advance';

/**
 * Answers by a text that the prompt holds. A line stands in the answer where the text of the skill that was loaded
 * holds its `when`, and not its `unless`: what is changed in a skill changes what is answered. `without` is the answer
 * of whoever loaded none. One with `afterSeconds` is late.
 */
const answers = JSON.parse(readFileSync(new URL('answers.json', import.meta.url), 'utf8'));
const otherwise = 'To this prompt no answer was written in advance.';

export function activate(context) {
  const provider = {
    provideLanguageModelChatInformation: async () => [
      {
        id: 'scripted',
        name,
        family: 'scripted',
        version: '1',
        maxInputTokens: 100_000,
        maxOutputTokens: 10_000,
        capabilities: { toolCalling: true },
      },
    ],
    provideLanguageModelChatResponse: async (_model, messages, options, progress, token) => {
      await thought(textOf(messages[0]), token);
      for (const part of answer(messages, options.tools ?? [])) {
        progress.report(part);
      }
    },
    provideTokenCount: async (_model, text) => Math.ceil(textOf(text).length / 4),
  };
  context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider(vendor, provider));
}

/** Waits for as long as the answer's `afterSeconds` says, so that there is something to cancel. */
function thought(prompt, token) {
  const seconds = answers.find(each => prompt.includes(each.prompt))?.afterSeconds ?? 0;
  return new Promise(resolve => {
    const timer = setTimeout(resolve, seconds * 1000);
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function answer(messages, tools) {
  const prompt = textOf(messages[0]);
  const statement = block(prompt, 'STATEMENT');
  if (statement !== null) {
    return [new vscode.LanguageModelTextPart(judge(statement, block(prompt, 'ANSWER') ?? ''))];
  }
  const loaded = messages
    .map(toolText)
    .filter(text => text !== '')
    .join('\n');
  const load = tools.find(tool => tool.name === 'load_skill');
  if (load && loaded === '') {
    const skill = chosen(load, prompt);
    return skill === null
      ? [new vscode.LanguageModelTextPart(written(prompt, ''))]
      : [new vscode.LanguageModelToolCallPart('call_1', 'load_skill', { name: skill })];
  }
  return [new vscode.LanguageModelTextPart(written(prompt, loaded))];
}

/** The first skill with a longer word of its description in the prompt. */
function chosen(load, prompt) {
  const words = new Set(prompt.toLowerCase().match(/[a-z]{5,}/g) ?? []);
  const lines = load.description.split('\n').filter(line => line.startsWith('- '));
  for (const line of lines) {
    const [, skill, description] = /^- ([^:]+): (.*)$/.exec(line) ?? [];
    if (
      description
        ?.toLowerCase()
        .match(/[a-z]{5,}/g)
        ?.some(word => words.has(word))
    ) {
      return skill;
    }
  }
  return null;
}

/** The answer to a prompt by whoever has loaded a skill with this text; '' is no skill. */
function written(prompt, skill) {
  const told = said(skill);
  const found = answers.find(answer => prompt.includes(answer.prompt));
  if (!found) {
    return told === '' ? otherwise : told;
  }
  if (skill === '') {
    return found.without;
  }
  const lines = found.lines.filter(
    ({ when, unless }) => (!when || skill.includes(when)) && !(unless && skill.includes(unless)),
  );
  return [...lines.map(({ text }) => text), told].filter(text => text !== '').join('\n');
}

/** What the skill has the model say: each text in quotation marks in a line that begins with "Say". */
function said(skill) {
  const texts = [...skill.matchAll(/^(?:\d+\. |- )?Say “?"?([^”"\n]+)”?"?/gm)].map(([, text]) => text);
  return texts.join('\n');
}

/** True where most longer words of the statement are in the answer. */
function judge(statement, given) {
  const words = statement.toLowerCase().match(/[a-z]{4,}/g) ?? [];
  const line = given
    .split('\n')
    .find(text => words.filter(word => text.toLowerCase().includes(word)).length * 2 >= words.length);
  return JSON.stringify({ passed: line !== undefined, evidence: line ?? given.split('\n')[0] });
}

function block(text, title) {
  const found = new RegExp(`<<< ${title} (\\w+)\\n([\\s\\S]*?)\\n>>> ${title} \\1`).exec(text);
  return found ? found[2] : null;
}

function textOf(message) {
  if (typeof message === 'string') {
    return message;
  }
  return message.content
    .map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
    .join('');
}

function toolText(message) {
  return message.content
    .filter(part => part instanceof vscode.LanguageModelToolResultPart)
    .flatMap(part => part.content.map(inner => inner.value ?? ''))
    .join('\n');
}
