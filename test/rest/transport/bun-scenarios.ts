/** Runs under bun: prints what came of each scenario, as JSON by name. `argv[2]` has the ports. */
import { createTransport } from '../../../src/rest/transport/bun.ts';
import { perform, scenarios } from './scenarios.ts';
import type { Ports } from './servers.ts';

const ports = JSON.parse(process.argv[2] ?? '{}') as Ports;
const results: Record<string, unknown> = {};
for (const scenario of scenarios)
  results[scenario.name] = await perform(scenario, createTransport, ports);
process.stdout.write(JSON.stringify(results));
process.exit(0);
