import { setFlagsFromString } from 'node:v8';

/**
 * What a check allocates dies young: a nursery that grows only costs memory (a third of it on a large file). Holds for
 * all threads, until another is started: that one has to say so again.
 */
export function setV8Flags(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
