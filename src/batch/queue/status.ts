import { asking, type Connection } from './connect';

/** The progress of a queue, in files. */
export interface QueueStatus {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  readonly done: number;
  /** Given up after several attempts. */
  readonly failed: number;
}

/** All queues of prvcheck on a server. */
export async function statusOf(connection: Connection): Promise<QueueStatus[]> {
  return asking(connection, async () => {
    const statuses: QueueStatus[] = [];
    for (const name of await connection.queueNames()) {
      const counts = await connection
        .queue(name)
        .getJobCounts('waiting', 'delayed', 'active', 'completed', 'failed');
      const { waiting = 0, delayed = 0, active = 0, completed = 0, failed = 0 } = counts;
      statuses.push({ queue: name, waiting: waiting + delayed, active, done: completed, failed });
    }
    return statuses;
  });
}
