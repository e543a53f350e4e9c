// A child process for tests: takes a place at a provider's door of a database (argv: URL, lease), says so, and keeps it.
import { connect } from '../database/connect.ts';
import { createSharedGates } from '../gates/shared-gates.ts';
import { testLog } from './test-database.ts';

const [url = '', lease = ''] = process.argv.slice(2);
const gates = createSharedGates({ pool: connect(url, { log: testLog }).pool, log: testLog, lease: Number(lease) });
const gate = gates.createGate({ id: 'north', title: 'North' }, { concurrency: 1, failures: 6, rest: 20_000 });
await gate.enter(new AbortController().signal);
process.stdout.write('inside\n');
process.stdin.resume();
