import { sep } from 'node:path';
import type { Acknowledgement } from '../../ack/acknowledgement';
import { type AckListener, combineListeners } from '../../ack/combine-listeners';
import type { AnswerKind } from '../../answers/answer';
import type { ClaimFindings } from '../../check/claim-findings';
import type { Finding, Summary } from '../../finding';
import type { Input } from '../../input/input';
import type { Pending } from '../../node/pending';
import type { About } from '../../report/about';
import { createReport, type HtmlReport, htmlReport, type Report } from '../../report/index';
import { type CheckFormat, type CheckSettings, isAck } from '../settings/settings';
import type { OutputRequest } from '../settings/values';
import type { Log } from './log';
import { screenStyle } from './paint';
import type { RunFiles } from './run-files';
import { openWriters } from './writers';

/** All reports and acknowledgements of a check. Their output is collected until it is flushed. */
export interface Reports {
  finding(finding: Finding): void;
  /** The same for all findings on a claim. */
  claimFindings(found: ClaimFindings): void;
  /** Receives what acknowledgements need besides findings; null without acknowledgements. */
  readonly acks: AckListener | null;
  /** The count so far; see Acknowledgement. */
  claimsLeftOut(): number;
  endFile(file: string, summary: Summary, answer: AnswerKind | null): void;
  /** Says what is checked against, and how. */
  about(about: About): void;
  /** Reports an input that cannot be read, or only in part. */
  problem(message: string): void;
  /** Whether there is enough to write. */
  isFull(): boolean;
  flush(): Promise<void>;
  /**
   * Ends the reports after the last file; files appear now. Only then it throws if stdout's reader closed the pipe.
   * @param inputs what was checked, for reading segments again
   */
  end(total: Summary, inputs: readonly Input[]): Promise<void>;
}

export async function openReports(
  { outputs, acks: options, dates, order, policy }: CheckSettings,
  files: RunFiles,
  skipped: readonly string[],
  log: Log,
): Promise<Reports> {
  const pages: HtmlReport[] = [];
  const template = outputs.some(({ format }) => format === 'html') ? await pageTemplate() : '';
  const acks: Acknowledgement[] = [];
  const createAck = outputs.some(({ format }) => isAck(format))
    ? (await import('../../ack/index')).createAcknowledgement // few runs need it
    : null;
  const create = ({ format, path }: OutputRequest<CheckFormat>, pending: Pending): Report => {
    if (format === 'html') {
      const page = htmlReport(template, dates, order);
      page.skip(skipped);
      pages.push(page);
      return page;
    }
    if (!isAck(format))
      return createReport(format, {
        separator: sep,
        dates,
        order,
        policy,
        ...(path === null && screenStyle()),
      });
    acks.push(createAck!(format, options, pending));
    return silent;
  };
  const writers = await openWriters(outputs, create, files, log);
  writers.add((report) => report.begin());
  return {
    finding: (finding) => writers.add((report) => report.finding(finding)),
    claimFindings(found) {
      for (const { report, pending } of writers.all) {
        if (report.claimFindings !== undefined) report.claimFindings(found, pending);
        else for (const finding of found.list) pending.add(report.finding(finding));
      }
    },
    acks: acks.length === 0 ? null : combineListeners(acks),
    claimsLeftOut: () => acks.reduce((claims, ack) => claims + (ack.claimsLeftOut ?? 0), 0),
    endFile: (file, summary, answer) => writers.add((report) => report.endFile(file, summary, answer)),
    about(about) {
      for (const page of pages) page.about(about);
    },
    problem(message) {
      for (const page of pages) page.problem(message);
    },
    isFull: writers.isFull,
    flush: writers.flush,
    async end(total, inputs) {
      for (const page of pages) {
        const { readSegments } = await import('../../report/read-segments');
        // Standard input cannot be read twice.
        const again = inputs.filter(({ path }) => path !== '-');
        page.show(await readSegments(again, page.places()));
      }
      writers.add((report) => report.end(total));
      return writers.finish();
    },
  };
}

async function pageTemplate(): Promise<string> {
  return (await import('../own-files')).readPage('report.html');
}

/** A placeholder: acknowledgements write their own output. */
const silent: Report = { begin: () => '', finding: () => '', endFile: () => '', end: () => '' };
