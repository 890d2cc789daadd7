/** Signals that end the process, and the exit code for each. SIGBREAK is Ctrl-Break, on Windows. */
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGBREAK: 149 } as const;

let asked: AbortController | null = null;

/** From now on such a signal ends the process at once, unless a command handles it through `askedToEnd`. */
export function endOnSignals(): void {
  for (const [signal, code] of Object.entries(codes)) {
    process.on(signal, () => {
      if (asked === null || asked.signal.aborted) process.exit(code);
      asked.abort(code);
    });
  }
}

/** The first signal aborts this AbortSignal, with the exit code as `reason`; the next one ends the process at once. */
export function askedToEnd(): AbortSignal {
  asked ??= new AbortController();
  return asked.signal;
}
