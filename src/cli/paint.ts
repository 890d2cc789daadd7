import pc from 'picocolors';
import type { Paint } from '../report/index';

/** Colours for stdout: on a terminal, unless NO_COLOR forbids or FORCE_COLOR asks for them. */
export function stdoutPaint(isTerminal: boolean, env: NodeJS.ProcessEnv): Paint {
  return pc.createColors(wantsColors(isTerminal, env));
}

function wantsColors(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}
