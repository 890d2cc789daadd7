import type { WriteStream } from 'node:tty';
import { jsonLine } from '../report/json-line';
import { visible } from '../report/visible';

/** What we say on stderr beside the data: problems, notes, and one progress line on a terminal. */
export interface Talk {
  problem(text: string): void;
  note(text: string): void;
  /** Shows this line and keeps it fresh, until another takes its place; null ends it. `facts` say the same to machines. */
  progress(line: (() => string) | null, facts?: () => object): void;
  /** Takes the progress line off the screen; it comes back by itself. */
  clear(): void;
}

const interval = 100;
const clearLine = '\r\x1b[K';

/** Writes lines in which names and cells of the user's files cannot steer a terminal. */
export function writeMessage(stderr: WriteStream, text: string): void {
  stderr.write(`${text.split('\n').map(visible).join('\n')}\n`);
}

export function createTalk(stderr: WriteStream, quiet: boolean, log: 'text' | 'json' = 'text'): Talk {
  return log === 'json' ? jsonTalk(stderr, quiet) : textTalk(stderr, quiet);
}

const progressInterval = 5000;

/** For machines: a JSON object a line. */
function jsonTalk(stderr: WriteStream, quiet: boolean): Talk {
  const say = (level: string, what: object) => {
    stderr.write(`${jsonLine({ time: new Date().toISOString(), level, ...what })}\n`);
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    clear() {},
    problem: (message) => say('error', { message }),
    note: (message) => {
      if (!quiet) say('info', { message });
    },
    progress(line, facts) {
      clearInterval(timer);
      if (line === null || quiet) return;
      timer = setInterval(() => say('progress', { message: line(), ...facts?.() }), progressInterval).unref();
    },
  };
}

function textTalk(stderr: WriteStream, quiet: boolean): Talk {
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
