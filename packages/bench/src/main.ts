// The one entry to benchmarks: `pnpm bench <name> [--json]`. Each benchmark is a file that measures and reports.
import { parseArgs } from 'node:util';
import { BenchFault } from './bench-fault.ts';

export interface Bench {
  /** One line on what is measured. */
  readonly title: string;
  /** Rows to print; numbers carry their unit in the column name. */
  run(args: readonly string[]): Promise<Record<string, string | number>[]>;
  /** How a terminal shows the rows; one plain table unless given. */
  render?(rows: readonly Record<string, string | number>[]): string;
}

const benches: Record<string, () => Promise<Bench>> = {
  engine: async () => (await import('./engine.ts')).engineBench,
  providers: async () => (await import('./providers.ts')).providersBench,
  deliberation: async () => (await import('./deliberation/deliberation.ts')).deliberationBench,
  'deliberation-claims': async () => (await import('./deliberation-claims.ts')).deliberationClaimsBench,
  'deliberation-texts': async () => (await import('./deliberation-texts.ts')).deliberationTextsBench,
  'deliberation-path': async () => (await import('./deliberation-path.ts')).deliberationPathBench,
  export: async () => (await import('./export.ts')).exportBench,
  memory: async () => (await import('./memory.ts')).memoryBench,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const [name = '', ...rest] = positionals;
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!load) {
  console.error(`Which one? pnpm bench <${Object.keys(benches).join('|')}> [--json]`);
  process.exit(2);
}
const bench = await load();
const rows = await bench.run(rest).catch((error: unknown) => {
  if (!(error instanceof BenchFault)) throw error;
  console.error(error.message);
  process.exit(2);
});
if (values.json) {
  console.log(JSON.stringify({ bench: name, rows }, null, 2));
} else {
  console.log(`${bench.title}\n`);
  if (bench.render) console.log(bench.render(rows));
  else console.table(rows);
}
process.exit(0);
