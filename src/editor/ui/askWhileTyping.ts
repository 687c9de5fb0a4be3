import { createLine } from './shown.ts';

/** How long to wait for the next key before what is typed is acted on, in ms. */
const typingPause = 150;

interface Filter {
  readonly title: string;
  readonly placeholder: string;
  readonly prompt: string;
  readonly value: string;
}

/** Asks for a text that already shows its effect while it is typed; undefined when the person turned away. */
export function askWhileTyping(
  { title, placeholder, prompt, value }: Filter,
  onType: (text: string) => void,
): Promise<string | undefined> {
  const box = createLine({ title, prompt });
  box.placeholder = placeholder;
  box.value = value;
  let timer: NodeJS.Timeout | undefined;
  box.onDidChangeValue(text => {
    clearTimeout(timer);
    timer = setTimeout(() => onType(text.trim()), typingPause);
  });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  box.onDidAccept(() => resolve(box.value.trim()));
  box.onDidHide(() => resolve(undefined));
  box.show();
  return promise.finally(() => {
    clearTimeout(timer);
    box.dispose();
  });
}
