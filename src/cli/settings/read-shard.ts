import type { Shard } from '../../batch/shard';
import { UsageError } from '../usage-error';

/** Parses a shard: `2/5` is the second of five parts. */
export function readShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  if (index === undefined || !isPart(Number(index), Number(count)))
    throw new UsageError(`--shard needs I/N, I from 1 to N, for example 2/5, and not "${text}".`);
  return { index: Number(index), count: Number(count) };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The shard given by a Kubernetes indexed job or a Slurm array; null outside them. */
export function shardOf(environment: Environment): Shard | null {
  const { JOB_COMPLETION_INDEX: index, JOB_COMPLETIONS: completions } = environment;
  if (index !== undefined && completions !== undefined)
    return part('JOB_COMPLETION_INDEX', Number(index) + 1, Number(completions));
  const { SLURM_ARRAY_TASK_ID: id, SLURM_ARRAY_TASK_COUNT: count } = environment;
  if (id === undefined || count === undefined) return null;
  const { SLURM_ARRAY_TASK_MIN: first = '0', SLURM_ARRAY_TASK_STEP: step = '1' } = environment;
  return part('SLURM_ARRAY_TASK_ID', (Number(id) - Number(first)) / Number(step) + 1, Number(count));
}

function part(name: string, index: number, count: number): Shard {
  if (isPart(index, count)) return { index, count };
  throw new UsageError(
    `${name} and its count make no part of the work (${index} of ${count}). Say --shard I/N.`,
  );
}

function isPart(index: number, count: number): boolean {
  return Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count;
}
