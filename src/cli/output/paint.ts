import pc from 'picocolors';
import type { Paint } from '../../report/index';

/** Colours for stdout: on a terminal, unless NO_COLOR disables or FORCE_COLOR enables them. */
export function stdoutPaint(isTerminal: boolean, env: NodeJS.ProcessEnv): Paint {
  return pc.createColors(wantsColors(isTerminal, env));
}

const widest = 120;

/** The style of a report on stdout: the width of the terminal, and colours. */
export function screenStyle(): { paint: Paint; width?: number } {
  const { columns } = process.stdout;
  const isTTY = process.stdout.isTTY === true;
  const paint = stdoutPaint(isTTY, process.env);
  return isTTY && columns > 0 ? { paint, width: Math.min(columns, widest) } : { paint };
}

export function screenWidth(): number {
  return process.stdout.columns || 80;
}

function wantsColors(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}
