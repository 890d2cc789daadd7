import type { WriteStream } from 'node:tty';
import { visible } from '../report/visible';

/** What we say on stderr beside the data: problems, notes, and one progress line on a terminal. */
export interface Talk {
  problem(text: string): void;
  note(text: string): void;
  /** Shows this line and keeps it fresh, until another takes its place; null ends it. */
  progress(line: (() => string) | null): void;
  /** Takes the progress line off the screen; it comes back by itself. */
  clear(): void;
}

const interval = 100;
const clearLine = '\r\x1b[K';

/** Writes lines in which names and cells of the user's files cannot steer a terminal. */
export function writeMessage(stderr: WriteStream, text: string): void {
  stderr.write(`${text.split('\n').map(visible).join('\n')}\n`);
}

export function createTalk(stderr: WriteStream, quiet: boolean): Talk {
  const lively = stderr.isTTY && !quiet;
  let describe: (() => string) | null = null;
  let timer: NodeJS.Timeout | undefined;
  let shown = false;

  const show = () => {
    if (describe === null) return;
    const room = stderr.columns > 0 ? stderr.columns - 1 : undefined;
    stderr.write(clearLine + visible(describe()).slice(0, room));
    shown = true;
  };
  const clear = () => {
    if (shown) stderr.write(clearLine);
    shown = false;
  };
  const say = (text: string) => {
    clear();
    writeMessage(stderr, text);
  };
  return {
    clear,
    problem: (text) => say(`prvcheck: ${text}`),
    note: (text) => {
      if (!quiet) say(`note: ${text}`);
    },
    progress(line) {
      clear();
      clearInterval(timer);
      describe = line;
      if (lively && line !== null) timer = setInterval(show, interval).unref();
    },
  };
}
