// What every command gets, and how they find a server or the product's store without knowing which of them is there.
import type { Local } from '../local/open-local.ts';
import type { FindSaved, NamedMesh } from '../mesh/read-mesh.ts';
import { findServer } from '../remote/find-server.ts';
import { createServerClient, type ServerClient } from '../remote/server-client.ts';
import { styled, type Terminal } from '../terminal/terminal.ts';

/** A client of the server that runs on this machine; undefined when none does. */
export async function connectServer(terminal: Terminal): Promise<ServerClient | undefined> {
  const address = await findServer(terminal);
  return address === undefined ? undefined : createServerClient(address);
}

/** Finds saved meshes at the server when one runs, else in the product's own database. */
export function savedMeshes(terminal: Terminal, local: () => Promise<Local>): FindSaved {
  return async (name) => {
    const client = await connectServer(terminal);
    const store = client ? undefined : await (await local()).openStore();
    const list = client ? await client.graphs() : ((await store?.graphs.list()) ?? []);
    const wanted = name.toLowerCase();
    const summary = list.find(({ id }) => id === name) ?? list.find((each) => each.name.toLowerCase() === wanted);
    if (!summary) return undefined;
    return client ? client.graph(summary.id) : store?.graphs.find(summary.id);
  };
}

/** Tells what could not be read of a program, by its line. */
export function writeNotes({ notes = [] }: Pick<NamedMesh, 'notes'>, { err }: Terminal): void {
  for (const { line, message } of notes) err.line(styled('yellow', `line ${line}: `), message);
}
