import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { isSea } from 'node:sea';
import { exitCodes } from './exit-code';
import { run } from './run';

/** Whether the executable was started by a double click, or by files dropped on it, whose full paths it then gets. */
export function isFromDesktop(args: readonly string[]): boolean {
  return isSea() && args.every((arg) => isAbsolute(arg) && existsSync(arg));
}

/** Opens the page with these files, until it is closed. If that fails, the window stays until its message is read. */
export async function runFromDesktop(paths: readonly string[]): Promise<number> {
  const code = await run(['web', '--until-closed', ...paths]);
  if (code === exitCodes.failed && process.stdin.isTTY) {
    process.stderr.write('Press Enter to close this window.\n');
    await once(process.stdin, 'data');
    process.stdin.pause();
  }
  return code;
}
