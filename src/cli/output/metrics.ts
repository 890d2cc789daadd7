import type { BatchProgress } from '../commands/check/batch-progress';
import { openOutput } from './outputs';

const INTERVAL = 10_000;

/**
 * Keeps a file in the Prometheus text format up to date, for a node exporter; it is complete at any time. No label
 * contains a path, a payer or a claim. `end` writes it a last time.
 * @throws OutputError if the first or the last write fails
 */
export async function keepMetrics(
  file: { readonly path: string; readonly mode: number },
  progress: BatchProgress,
): Promise<{ end(): Promise<void> }> {
  const write = async (isDone: boolean) => {
    const output = await openOutput(file);
    try {
      await output.write(Buffer.from(metricsText(progress, isDone)));
      await output.finish();
    } catch (error) {
      await output.abandon();
      throw error;
    }
  };
  await write(false);
  // A disk that is full for a while must not end the run; only the last write reports an error.
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    writing = writing.then(() => write(false)).catch(() => {});
  }, INTERVAL).unref();
  return {
    async end() {
      clearInterval(timer);
      await writing;
      await write(true);
    },
  };
}

function metricsText(progress: BatchProgress, isDone: boolean): string {
  const { total, unreadable, kept, skipped } = progress;
  const { files, ofFiles, bytes } = progress.facts();
  const metrics: [
    name: string,
    type: 'counter' | 'gauge',
    help: string,
    samples: [labels: string, value: number | string][],
  ][] = [
    ['files_expected', 'gauge', 'Files that the run is to check', [['', ofFiles]]],
    ['files_total', 'counter', 'Files that are done', [['', files]]],
    ['files_kept_total', 'counter', 'Files that an earlier run had done', [['', kept]]],
    ['files_skipped', 'gauge', 'Other files in the folders, which are not read', [['', skipped]]],
    ['files_unreadable_total', 'counter', 'Files that could not be read', [['', unreadable]]],
    ['bytes_total', 'counter', 'Bytes read', [['', bytes]]],
    ['claims_total', 'counter', 'Claims', [['', total.claims]]],
    ['claims_flagged_total', 'counter', 'Claims with an error finding', [['', total.flagged]]],
    ['claims_undecided_total', 'counter', 'Claims that could not be decided', [['', total.undecided]]],
    ['claims_out_of_scope_total', 'counter', 'Claims that were not checked', [['', total.outOfScope]]],
    ['charges_at_risk_dollars', 'gauge', 'Charges of the flagged claims', [['', total.chargesAtRisk]]],
    [
      'findings_total',
      'counter',
      'Findings by rule',
      Object.entries(total.rules).map(([rule, count]) => [`{rule="${rule}"}`, count ?? 0]),
    ],
    ['run_seconds', 'gauge', 'Seconds since the run began', [['', progress.seconds.toFixed(3)]]],
    ['run_done', 'gauge', '1 when the run has ended', [['', isDone ? 1 : 0]]],
  ];
  return metrics
    .map(([name, type, help, samples]) =>
      [
        `# HELP prvcheck_${name} ${help}.`,
        `# TYPE prvcheck_${name} ${type}`,
        ...samples.map(([labels, value]) => `prvcheck_${name}${labels} ${value}`),
      ].join('\n'),
    )
    .join('\n')
    .concat('\n');
}
