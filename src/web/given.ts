import type { Dropped } from './worker/inputs';

/** A file that `prvcheck web` put into the page. */
export interface Given {
  readonly name: string;
  readonly isInFolder: boolean;
  readonly base64: string;
}

/** As if they had been dropped on the page. */
export function filesOf(given: readonly Given[]): Dropped[] {
  return given.map(({ name, isInFolder, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return { name, isInFolder, file: new File([bytes], name.slice(name.lastIndexOf('/') + 1)) };
  });
}
