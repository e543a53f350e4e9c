// Everything that can be said about the code without running it. `pnpm check` runs it; so does `npm test`.
import { pathToFileURL } from 'node:url';
import { binary, root, run, stage } from './stage.mjs';

/** The checks in order: a name and what Node is started with. Read only after the install. */
export function listChecks() {
  return [
    { name: 'format', args: [binary('@biomejs/biome', 'biome'), 'format', '.'] },
    { name: 'lint', args: [binary('oxlint'), '--type-aware', '--deny-warnings'] },
    { name: 'types', args: [binary('typescript', 'tsc'), '-p', '.'] },
    { name: 'types of the web app', args: [binary('typescript', 'tsc'), '-p', 'web'] },
    { name: 'import boundaries', args: ['scripts/check-boundaries.ts'] },
    { name: 'links in documents', args: ['scripts/check-links.ts'] },
    { name: 'unused code', args: [binary('knip'), '--no-progress', '--no-config-hints'] },
  ];
}

/** Runs every check, also after one failed; resolves with their results. */
export async function runChecks(node, env) {
  const results = [];
  for (const check of listChecks()) {
    results.push(await stage(check.name, () => run(node, check.args, { cwd: root, env })));
  }
  return results;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const results = await runChecks(process.execPath, process.env);
  process.exitCode = results.every((result) => result.ok) ? 0 : 1;
}
