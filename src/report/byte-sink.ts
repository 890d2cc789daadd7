/** The most UTF-8 bytes of a UTF-16 unit. */
export const BYTES_OF_UNIT = 3;

/** What a report writes to: text, or bytes in place. */
export interface ByteSink {
  add(text: string): void;
  /** Where bytes go; another object after `room`. */
  readonly bytes: Uint8Array;
  /** Makes room for so many bytes after all that was added; returns where it is in `bytes`. */
  room(most: number): number;
  /** So many bytes of the room were written. */
  wrote(bytes: number): void;
}
