// Liveness: each process holds an advisory lock named after its executor id; who can take a dead one's lock takes over its runs.
// It also finds runs that were stored and never came onto the queue, because a process or the database died in between.
import { DBOS } from '@dbos-inc/dbos-sdk';
import { Client } from 'pg';

export interface Liveness {
  /** Begins to look for runs of dead processes and for stranded ones, about once a second. Call after DBOS.launch. */
  startReaper(queueName: string, enqueue: (runId: string, sitting: number) => Promise<void>): void;
  close(): Promise<void>;
}

const REAP_INTERVAL = 1000;

// A 64-bit key from the executor id: two ids colliding would only delay a take-over.
const LOCK = 'pg_advisory_lock(hashtextextended($1, 1))';
const TRY_LOCK = 'pg_try_advisory_lock(hashtextextended($1, 1)) as taken';
const UNLOCK = 'pg_advisory_unlock(hashtextextended($1, 1))';

/** Takes this executor's lock; must resolve before DBOS.launch, so that nobody thinks us dead while we work. */
export async function takeLiveness(
  databaseUrl: string,
  executorId: string,
  onFault: (message: string, error: unknown) => void,
): Promise<Liveness> {
  let closed = false;
  let client = await connect();
  let timer: NodeJS.Timeout | undefined;
  let busy = false;

  async function connect(): Promise<Client> {
    const next = new Client({ connectionString: databaseUrl, application_name: 'parley-liveness' });
    next.on('error', (error) => onFault('The liveness connection broke', error));
    await next.connect();
    await next.query(`select ${LOCK}`, [executorId]);
    next.on('end', () => void reconnect());
    return next;
  }

  // The database went away and took the lock with it. Our runs go on: should another process have taken one over
  // meanwhile, the log refuses our next commit and that sitting stops.
  async function reconnect(): Promise<void> {
    while (!closed) {
      try {
        client = await connect();
        return;
      } catch (error) {
        onFault('The database does not answer', error);
        await new Promise((resolve) => setTimeout(resolve, REAP_INTERVAL));
      }
    }
  }

  const reap = async (queueName: string): Promise<void> => {
    const { rows } = await client.query<{ executor: string; ids: string[] }>(
      `select executor_id as executor, array_agg(workflow_uuid) as ids from dbos.workflow_status
       where status = 'PENDING' and queue_name = $1 and executor_id <> $2 group by 1`,
      [queueName, executorId],
    );
    for (const { executor, ids } of rows) {
      const attempt = await client.query<{ taken: boolean }>(`select ${TRY_LOCK}`, [executor]);
      if (!attempt.rows[0]?.taken) continue;
      try {
        await DBOS.resumeWorkflows(ids, { queueName });
      } finally {
        await client.query(`select ${UNLOCK}`, [executor]);
      }
    }
  };

  const gather = async (enqueue: (runId: string, sitting: number) => Promise<void>): Promise<void> => {
    const { rows } = await client.query<{ id: string; sitting: number }>(
      `select id, sitting from runs where status = 'queued' and not exists (
         select from dbos.workflow_status where workflow_uuid = runs.id || '.' || runs.sitting)`,
    );
    for (const { id, sitting } of rows) await enqueue(id, sitting);
  };

  return {
    startReaper(queueName, enqueue) {
      timer = setInterval(() => {
        if (busy || closed) return;
        busy = true;
        reap(queueName)
          .then(() => gather(enqueue))
          .catch((error: unknown) => onFault('Looking for orphaned runs failed', error))
          .finally(() => {
            busy = false;
          });
      }, REAP_INTERVAL);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await client.end().catch(() => {});
    },
  };
}
