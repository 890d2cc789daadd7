import { sep } from 'node:path';
import type { Acknowledgement } from '../ack/acknowledgement';
import { type AckListener, together } from '../ack/together';
import type { Finding, Summary } from '../finding';
import { createReport, type Report } from '../report/index';
import { screenStyle } from './paint';
import { type CheckFormat, type CheckSettings, isAck, type OutputRequest } from './settings';
import type { Talk } from './talk';
import { openWriters } from './writers';

/** All reports and acknowledgements of a check, fed as one. What they say gathers until it is flushed. */
export interface Reports {
  finding(finding: Finding): void;
  /** What acknowledgements are made of, beside findings; null where there are none. */
  readonly acks: AckListener | null;
  endFile(file: string, summary: Summary): void;
  /** Whether enough has gathered to be written. */
  isFull(): boolean;
  flush(): Promise<void>;
  /** After the last file; reports that go to files appear now. Only then it throws where stdout's reader went away. */
  end(total: Summary): Promise<void>;
}

export async function openReports(
  { outputs, acks: options }: Pick<CheckSettings, 'outputs' | 'acks'>,
  inUse: readonly string[],
  talk: Talk,
): Promise<Reports> {
  const acks: Acknowledgement[] = [];
  const createAck = outputs.some(({ format }) => isAck(format))
    ? (await import('../ack/index')).createAcknowledgement // few runs need it
    : null;
  const create = ({ format, path }: OutputRequest<CheckFormat>, write: (text: string) => void): Report => {
    if (!isAck(format)) return createReport(format, { separator: sep, ...(path === null && screenStyle()) });
    acks.push(createAck!(format, options, write));
    return silent;
  };
  const writers = await openWriters(outputs, create, inUse, talk);
  writers.add((report) => report.begin());
  return {
    finding: (finding) => writers.add((report) => report.finding(finding)),
    acks: acks.length === 0 ? null : together(acks),
    endFile: (file, summary) => writers.add((report) => report.endFile(file, summary)),
    isFull: writers.isFull,
    flush: writers.flush,
    end(total) {
      writers.add((report) => report.end(total));
      return writers.finish();
    },
  };
}

/** Stands for an acknowledgement, which writes by itself. */
const silent: Report = { begin: () => '', finding: () => '', endFile: () => '', end: () => '' };
