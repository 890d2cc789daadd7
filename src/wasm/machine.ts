import { binary } from './binary';

/** The exports of assembly/index.ts; addresses are in bytes, counts in segments. */
interface Exports {
  readonly scan: (
    from: number,
    to: number,
    terminator: number,
    base: number,
    separator: number,
    multiplier: number,
  ) => number;
  readonly resume: WebAssembly.Global<'i32'>;
  readonly taken: WebAssembly.Global<'i32'>;
  readonly reached: WebAssembly.Global<'i32'>;
  readonly skim: (
    from: number,
    to: number,
    terminator: number,
    separator: number,
    component: number,
    multiplier: number,
    hlLength: number,
    keyLength: number,
    date: number,
    version: number,
    statements: number,
    hasPayers: number,
    role: number,
  ) => number;
  readonly segments: WebAssembly.Global<'i32'>;
  readonly claims: WebAssembly.Global<'i32'>;
  readonly ownClaims: WebAssembly.Global<'i32'>;
  readonly locate: (
    from: number,
    to: number,
    terminator: number,
    separator: number,
    multiplier: number,
    hlLength: number,
    statements: number,
    readsPayer: number,
  ) => number;
  readonly located: WebAssembly.Global<'i32'>;
  readonly passed: WebAssembly.Global<'i32'>;
  readonly find: (key: number, length: number) => number;
  readonly remember: (key: number, length: number, since: number, until: number) => void;
  readonly forget: () => void;
  readonly since: WebAssembly.Global<'i32'>;
  readonly until: WebAssembly.Global<'i32'>;
  readonly KINDS: WebAssembly.Global<'i32'>;
  readonly KINDS_SLOTS: WebAssembly.Global<'i32'>;
  readonly FOUND: WebAssembly.Global<'i32'>;
  readonly RECORD: WebAssembly.Global<'i32'>;
  readonly PLACES: WebAssembly.Global<'i32'>;
  readonly PLACE: WebAssembly.Global<'i32'>;
  readonly ASKS: WebAssembly.Global<'i32'>;
  readonly MOST_TERMS: WebAssembly.Global<'i32'>;
  readonly OTHER_KEY: WebAssembly.Global<'i32'>;
  readonly BILLING_HL: WebAssembly.Global<'i32'>;
  readonly KEY: WebAssembly.Global<'i32'>;
  readonly KEY_BYTES: WebAssembly.Global<'i32'>;
  readonly SLICE: WebAssembly.Global<'i32'>;
  readonly SLICE_BYTES: WebAssembly.Global<'i32'>;
  readonly WINDOW: WebAssembly.Global<'i32'>;
  readonly WINDOW_BYTES: WebAssembly.Global<'i32'>;
}

/** The compiled loops and their memory, shared by all checks of a thread. */
export interface Machine extends Exports {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

const PAGES = 128;

let made: Machine | null | undefined;

/** The machine of this thread; null if WebAssembly with SIMD is missing or forbidden. */
export function machine(): Machine | null {
  if (made === undefined) made = make();
  return made;
}

function make(): Machine | null {
  try {
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
    const code = Uint8Array.from(atob(binary), (char) => char.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
    const { buffer } = memory;
    return {
      ...(exports as unknown as Exports),
      bytes: new Uint8Array(buffer),
      words: new Int32Array(buffer),
    };
  } catch {
    return null;
  }
}

/** A part of the machine's memory for one reader at a time, whose bytes are scanned in place. */
export interface MemoryWindow {
  readonly bytes: Uint8Array;
  /** Call when the reader is done; another reader may use the bytes then. */
  giveBack(): void;
}

let window: MemoryWindow | null = null;
let isTaken = false;

/** The window of this thread; null if another reader has it, or if there is no machine. */
export function takeWindow(): MemoryWindow | null {
  window ??= makeWindow();
  if (window === null || isTaken) return null;
  isTaken = true;
  return window;
}

function makeWindow(): MemoryWindow | null {
  const owned = machine();
  if (owned === null) return null;
  const { value: from } = owned.WINDOW;
  const bytes = owned.bytes.subarray(from, from + owned.WINDOW_BYTES.value);
  const giveBack = () => {
    isTaken = false;
  };
  return { bytes, giveBack };
}
