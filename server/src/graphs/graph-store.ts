// The store of Graphs, with an optimistic revision. It keeps any well-shaped Graph, also one that could not run yet.
import { randomUUID } from 'node:crypto';
import type { Graph, GraphRecord, GraphSummary } from '@parley/spec';
import { and, desc, eq, type InferSelectModel, sql } from 'drizzle-orm';
import type { Database } from '../database/connect.ts';
import { graphs } from '../database/schema.ts';

export type SaveResult =
  | { readonly status: 'saved'; readonly record: GraphRecord }
  /** Somebody saved since: what is stored now; nothing was changed. */
  | { readonly status: 'stale'; readonly current: GraphRecord }
  | { readonly status: 'unknown' };

export interface GraphStore {
  /** Last changed first. */
  list(): Promise<GraphSummary[]>;
  find(id: string): Promise<GraphRecord | undefined>;
  create(graph: Graph): Promise<GraphRecord>;
  /** Saves over `revision` in one conditional statement: of two savers of one revision exactly one wins. */
  save(id: string, revision: number, graph: Graph): Promise<SaveResult>;
  /** False for an unknown id. */
  remove(id: string): Promise<boolean>;
}

export function createGraphStore(db: Database): GraphStore {
  const find = async (id: string): Promise<GraphRecord | undefined> => {
    const [row] = await db.select().from(graphs).where(eq(graphs.id, id));
    return row && toRecord(row);
  };
  return {
    find,
    async list() {
      const rows = await db
        .select({
          id: graphs.id,
          revision: graphs.revision,
          name: graphs.name,
          nodes: sql<number>`json_array_length(${graphs.graph} -> 'nodes')`,
          updatedAt: graphs.updatedAt,
        })
        .from(graphs)
        .orderBy(desc(graphs.updatedAt), graphs.id);
      return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
    },
    async create(graph) {
      const values = { id: randomUUID(), revision: 1, name: graph.name, graph };
      const [row] = await db.insert(graphs).values(values).returning();
      if (!row) throw new Error('an insert returned no row');
      return toRecord(row);
    },
    async save(id, revision, graph) {
      const [row] = await db
        .update(graphs)
        .set({ revision: revision + 1, name: graph.name, graph, updatedAt: sql`now()` })
        .where(and(eq(graphs.id, id), eq(graphs.revision, revision)))
        .returning();
      if (row) return { status: 'saved', record: toRecord(row) };
      const current = await find(id);
      return current ? { status: 'stale', current } : { status: 'unknown' };
    },
    async remove(id) {
      const removed = await db.delete(graphs).where(eq(graphs.id, id)).returning({ id: graphs.id });
      return removed.length > 0;
    },
  };
}

function toRecord(row: InferSelectModel<typeof graphs>): GraphRecord {
  return {
    id: row.id,
    revision: row.revision,
    graph: row.graph,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
