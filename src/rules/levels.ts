import type { Level } from '../x12/fault';

interface LevelWords {
  readonly name: string;
  readonly header: string;
  readonly trailer: string;
  /** The element of the header that the trailer repeats. */
  readonly control: string;
  /** What the trailer counts. */
  readonly parts: string;
}

export const levels: Readonly<Record<Level, LevelWords>> = {
  interchange: { name: 'interchange', header: 'ISA', trailer: 'IEA', control: 'ISA13', parts: 'groups' },
  group: { name: 'group', header: 'GS', trailer: 'GE', control: 'GS06', parts: 'transaction sets' },
  set: { name: 'transaction set', header: 'ST', trailer: 'SE', control: 'ST02', parts: 'segments' },
};
