// `parley templates`: what comes with Parley to begin with: listed, shown, or copied into a folder of one's own.
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@parley/spec';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { listTemplates, readMeshFile } from '../mesh/read-mesh.ts';
import { templateFolder } from '../product-folder.ts';
import { cleanJson, cleanLine } from '../terminal/clean-text.ts';
import { styled, type Terminal } from '../terminal/terminal.ts';
import { writeColumns } from '../terminal/columns.ts';

/** Every template with its title and its size. */
export async function templates({ json }: { readonly json?: true }, { out }: Terminal): Promise<ExitCode> {
  const rows = await Promise.all(
    listTemplates().map(async (name) => {
      const { graph } = await readMeshFile(fileOf(name));
      return { name, title: graph.name, nodes: graph.nodes.length, wires: graph.edges.length };
    }),
  );
  if (json) out.line(cleanJson(rows, 2));
  else {
    writeColumns(
      out,
      ['TEMPLATE', 'NODES', 'TITLE'],
      rows.map(({ name, title, nodes }) => [name, String(nodes), title]),
    );
  }
  return exitCodes.done;
}

/** The template's own words about itself, or its graph as JSON. */
export async function showTemplate(
  name: string,
  { json }: { readonly json?: true },
  { out }: Terminal,
): Promise<ExitCode> {
  refuseUnknown(name);
  if (json) {
    out.line(readFileSync(fileOf(name), 'utf8').trimEnd());
    return exitCodes.done;
  }
  const readme = path.join(templateFolder, name, 'README.md');
  if (existsSync(readme)) out.line(readFileSync(readme, 'utf8').trimEnd(), '\n');
  const { graph } = await readMeshFile(fileOf(name));
  for (const node of graph.nodes) {
    const title = node.config['title'];
    out.line(
      styled('dim', node.type.padEnd(12)),
      cleanLine(typeof title === 'string' && title !== '' ? title : node.id),
    );
  }
  out.line('\n', styled('dim', `parley run ${name}`));
  return exitCodes.done;
}

/** Copies the mesh with its documents into `to`, a new folder; without it, one of the template's name. */
export async function copyTemplate(name: string, to: string | undefined, { out, folder }: Terminal): Promise<ExitCode> {
  refuseUnknown(name);
  const target = path.resolve(folder, to ?? name);
  if (existsSync(path.join(target, 'graph.json'))) {
    throw new AppError(
      'user/conflict',
      `There is a mesh in ${target} already. Nothing was copied; name another folder.`,
    );
  }
  mkdirSync(target, { recursive: true });
  for (const part of ['graph.json', 'README.md', 'documents']) {
    const source = path.join(templateFolder, name, part);
    if (existsSync(source)) cpSync(source, path.join(target, part), { recursive: true });
  }
  out.line(path.join(target, 'graph.json'));
  return exitCodes.done;
}

function fileOf(name: string): string {
  return path.join(templateFolder, name, 'graph.json');
}

function refuseUnknown(name: string): void {
  if (listTemplates().includes(name)) return;
  throw new AppError('user/not-found', `There is no template "${name}". There are ${listTemplates().join(', ')}.`);
}
