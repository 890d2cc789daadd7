import type { WriteStream } from 'node:tty';
import { jsonLine } from '../../report/json-line';
import { messageOf, visible } from '../../values/visible';

/** Messages on stderr: problems, notes, and one progress line on a terminal. */
export interface Log {
  /** @param message of an error, one or more lines */
  problem(message: string): void;
  /** @param text one line; control characters in names are escaped */
  note(text: string): void;
  /** Shows this line and refreshes it until it is replaced; null ends it. `facts` is the same for the JSON log. */
  progress(line: (() => string) | null, facts?: () => object): void;
  /** Removes the progress line from the screen; it reappears at the next refresh. */
  clear(): void;
}

const interval = 100;
const clearLine = '\r\x1b[K';

/** Writes a message, escaping control characters in names and cells so that they cannot affect a terminal. */
export function writeMessage(stderr: WriteStream, text: string): void {
  stderr.write(`${inSafeLines(text)}\n`);
}

function inSafeLines(text: string): string {
  return messageOf(text.split('\n'));
}

export function createLog(stderr: WriteStream, quiet: boolean, log: 'text' | 'json' = 'text'): Log {
  return log === 'json' ? jsonLog(stderr, quiet) : textLog(stderr, quiet);
}

const progressInterval = 5000;

/** The log for machines: one JSON object a line. */
function jsonLog(stderr: WriteStream, quiet: boolean): Log {
  const write = (level: string, what: object) => {
    stderr.write(`${jsonLine({ time: new Date().toISOString(), level, ...what })}\n`);
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    clear() {},
    problem: (message) => write('error', { message: inSafeLines(message) }),
    note: (message) => {
      if (!quiet) write('info', { message: visible(message) });
    },
    progress(line, facts) {
      clearInterval(timer);
      if (line === null || quiet) return;
      timer = setInterval(
        () => write('progress', { message: visible(line()), ...facts?.() }),
        progressInterval,
      ).unref();
    },
  };
}

function textLog(stderr: WriteStream, quiet: boolean): Log {
  const lively = stderr.isTTY === true && !quiet;
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
  const write = (text: string) => {
    clear();
    writeMessage(stderr, text);
  };
  return {
    clear,
    problem: (text) => write(`prvcheck: ${text}`),
    note: (text) => {
      if (!quiet) write(visible(`note: ${text}`));
    },
    progress(line) {
      clear();
      clearInterval(timer);
      describe = line;
      if (lively && line !== null) timer = setInterval(show, interval).unref();
    },
  };
}
