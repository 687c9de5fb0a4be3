/** Tells of everything in a value that is not as it should be; no value itself is told, since a report is shown around. */
export type AnswerForm = (value: unknown, path: string, tell: Tell) => void;

/** Takes one difference, such as `data[].latest_version is an empty text, not a version's number`. */
export type Tell = (difference: string) => void;

/** Every difference between a value and what is expected of it, each once. */
export function differencesOf(form: AnswerForm, value: unknown): readonly string[] {
  const told = new Set<string>();
  form(value, '', difference => told.add(difference));
  return [...told];
}

/** A text that passes; `words` say what it is expected to be, as in "an id". */
export function aText(words: string, fits: (text: string) => boolean = () => true): AnswerForm {
  return (value, path, tell) => {
    if (typeof value !== 'string' || value === '' || !fits(value)) {
      tell(`${path} is ${kindOf(value)}, not ${words}`);
    }
  };
}

export function aNumber(words: string, fits: (number: number) => boolean = () => true): AnswerForm {
  return (value, path, tell) => {
    if (typeof value !== 'number' || !fits(value)) {
      tell(`${path} is ${kindOf(value)}, not ${words}`);
    }
  };
}

/** `true` or `false`, or only the one of them. */
export function aFlag(only?: boolean): AnswerForm {
  return (value, path, tell) => {
    if (typeof value !== 'boolean') {
      tell(`${path} is ${kindOf(value)}, not true or false`);
    } else if (only !== undefined && value !== only) {
      tell(`${path} is ${value}, not ${only}`);
    }
  };
}

/** One of these words, which a protocol fixes. */
export function oneOf(...words: readonly string[]): AnswerForm {
  return (value, path, tell) => {
    if (typeof value !== 'string' || !words.includes(value)) {
      tell(`${path} is ${kindOf(value)}, not ${words.map(word => `"${word}"`).join(' or ')}`);
    }
  };
}

export function orNull(form: AnswerForm): AnswerForm {
  return (value, path, tell) => {
    if (value !== null) {
      form(value, path, tell);
    }
  };
}

/** May be left out. */
export function ifThere(form: AnswerForm): AnswerForm {
  return (value, path, tell) => {
    if (value !== undefined) {
      form(value, path, tell);
    }
  };
}

export function aListOf(form: AnswerForm): AnswerForm {
  return (value, path, tell) => {
    if (!Array.isArray(value)) {
      tell(`${path} is ${kindOf(value)}, not a list`);
      return;
    }
    for (const item of value) {
      form(item, `${path}[]`, tell);
    }
  };
}

/** An object with at least these fields. What it has besides is nobody's business. */
export function anObject(fields: Readonly<Record<string, AnswerForm>>): AnswerForm {
  return (value, path, tell) => {
    const object = fieldsOf(value);
    if (object === null) {
      tell(`${path === '' ? 'the answer' : path} is ${kindOf(value)}, not an object`);
      return;
    }
    for (const [name, form] of Object.entries(fields)) {
      form(object[name], path === '' ? name : `${path}.${name}`, tell);
    }
  };
}

/** The fields of an object; null for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** What a value is, without saying it. */
function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'missing';
    case 'string':
      return value === '' ? 'an empty text' : 'another text';
    case 'number':
      return Number.isInteger(value) ? 'another number' : 'a number with decimals';
    case 'boolean':
      return String(value);
    default:
      return value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object';
  }
}
