import { parser } from '@lezer/python';
import { loadPrism } from '@ruby/prism';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** Stands for what is known only when the code runs: a container's id, or a zip that is read. */
export const whenRun = '(known when it runs)';

/** The bodies that code in Python sends by the vendor's package, in their order, read without running it. */
export function pythonBodies(code: string): readonly unknown[] {
  const bodies: unknown[] = [];
  parser.parse(code).iterate({
    enter: ({ node }) => {
      const [callee, args] = [node.firstChild, node.getChild('ArgList')];
      if (node.name === 'CallExpression' && callee && args && textOf(code, callee).endsWith('.create')) {
        bodies.push(Object.fromEntries(keywords(code, args)));
      }
    },
  });
  return bodies;
}

function keywords(code: string, args: SyntaxNode): readonly (readonly [string, unknown])[] {
  return args
    .getChildren('VariableName')
    .filter(({ nextSibling }) => nextSibling?.name === 'AssignOp')
    .map(name => [textOf(code, name), pythonValue(code, name.nextSibling?.nextSibling)]);
}

function pythonValue(code: string, node: SyntaxNode | null | undefined): unknown {
  const parts = node ? valuesIn(node) : [];
  switch (node?.name) {
    case 'String':
      return JSON.parse(
        textOf(code, node).replace(
          /(?<!\\)((?:\\\\)*)\\U([0-9a-f]{8})/g,
          (_, before: string, hex: string) => {
            const pair = String.fromCodePoint(Number.parseInt(hex, 16));
            return before + JSON.stringify(pair).slice(1, -1);
          },
        ),
      );
    case 'Number':
      return Number(textOf(code, node));
    case 'ArrayExpression':
      return parts.map(part => pythonValue(code, part));
    case 'DictionaryExpression':
      return Object.fromEntries(
        parts.flatMap((part, at) =>
          at % 2 === 0 ? [[pythonValue(code, part), pythonValue(code, parts[at + 1])]] : [],
        ),
      );
    default:
      return whenRun;
  }
}

/** The children that are values, without brackets, commas and colons. */
function valuesIn(node: SyntaxNode): readonly SyntaxNode[] {
  const values: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (/^[A-Z]/.test(child.name)) {
      values.push(child);
    }
  }
  return values;
}

function textOf(code: string, { from, to }: SyntaxNode): string {
  return code.slice(from, to);
}

/** The same of code in Ruby. */
export async function rubyBodies(code: string): Promise<readonly unknown[]> {
  const prism = await loadPrism();
  return rubyCalls(prism(code).value).map(call => rubyValue(call.arguments_?.arguments_[0]));
}

/** What is read of Prism's nodes; each kind has some of it. */
interface RubyNode {
  readonly constructor: { readonly name: string };
  readonly name?: string;
  readonly arguments_?: { readonly arguments_: readonly RubyNode[] };
  readonly elements?: readonly RubyNode[];
  readonly key?: RubyNode;
  readonly value?: RubyNode | number;
  readonly unescaped?: { readonly value: string };
  compactChildNodes(): readonly RubyNode[];
}

function rubyCalls(found: unknown): readonly RubyNode[] {
  const node = found as RubyNode;
  const below = node.compactChildNodes().flatMap(rubyCalls);
  return kindOf(node) === 'CallNode' && node.name === 'create' ? [node, ...below] : below;
}

function kindOf(node: RubyNode): string {
  return node.constructor.name;
}

function rubyValue(node: RubyNode | number | undefined): unknown {
  if (typeof node !== 'object') {
    return node;
  }
  const { elements = [], unescaped, value } = node;
  switch (kindOf(node)) {
    case 'StringNode':
    case 'SymbolNode':
      return unescaped?.value;
    case 'IntegerNode':
      return value;
    case 'ArrayNode':
      return elements.map(rubyValue);
    case 'HashNode':
    case 'KeywordHashNode':
      return Object.fromEntries(elements.map(({ key, value }) => [rubyValue(key), rubyValue(value)]));
    default:
      return whenRun;
  }
}
