import type { JSONObject } from '../../api/types.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { formatQuantity, parseQuantity } from '../../formats/quantity.ts';

/** What a plain number counts in. */
const UNITS = { cpu: 'm', memory: 'Mi' } as const;

const PLAIN = /^[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?$/;

/** `metrics` of an autoscaler, as `--cpu`, `--cpu-percent` and `--memory` say. Throws a KubistError on what they cannot be. */
export function readMetrics(flags: Flags): JSONObject[] {
  const percent = flags.int('cpu-percent');
  const metrics: JSONObject[] = [];
  if (flags.string('cpu') !== '') metrics.push(metric('cpu', target('cpu', flags.string('cpu'))));
  else if (percent > 0) metrics.push(metric('cpu', utilization(percent)));
  if (flags.string('memory') !== '') {
    metrics.push(metric('memory', target('memory', flags.string('memory'))));
  }
  return metrics;
}

function metric(name: string, wanted: JSONObject): JSONObject {
  return { type: 'Resource', resource: { name, target: wanted } };
}

function utilization(percent: number): JSONObject {
  return { type: 'Utilization', averageUtilization: percent };
}

/** `80%`, a quantity, or a number in the unit of the resource. */
function target(name: keyof typeof UNITS, text: string): JSONObject {
  if (text.endsWith('%')) {
    const percent = text.slice(0, -1);
    if (!/^\+?[0-9]+$/.test(percent) || Number(percent) >= 2 ** 31) {
      throw new KubistError(`invalid percentage value: ${percent}`);
    }
    return utilization(Number(percent));
  }
  try {
    const quantity = parseQuantity(PLAIN.test(text) ? `${Number(text)}${UNITS[name]}` : text);
    return { type: 'AverageValue', averageValue: formatQuantity(quantity) };
  } catch (error) {
    throw new KubistError(`invalid resource ${name} value: ${text}`, { cause: error });
  }
}
