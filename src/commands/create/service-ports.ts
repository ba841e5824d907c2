import type { JSONObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';

/** `PORT` or `PORT:TARGET`, as `--tcp` has it, as a port of a service. A nodePort of 0 is none. */
export function servicePort(text: string, nodePort: number): JSONObject {
  const [first = '', second] = text.split(':');
  const port = parsePort(first);
  return {
    name: text.replaceAll(':', '-'),
    protocol: 'TCP',
    port,
    targetPort: second === undefined ? port : targetPort(second),
    ...(nodePort === 0 ? {} : { nodePort }),
  };
}

function parsePort(text: string): number {
  const refuse = (reason: string): never => {
    throw new KubistError(`strconv.ParseUint: parsing ${goQuote(text)}: ${reason}`);
  };
  if (!/^[0-9]+$/.test(text)) return refuse('invalid syntax');
  const port = Number(text);
  return port > 65_535 ? refuse('value out of range') : port;
}

/** A number or the name of a container's port. Throws a KubistError in the API's words on what is neither. */
export function targetPort(text: string): number | string {
  if (/^[+-]?[0-9]+$/.test(text)) {
    const port = Number(text);
    if (port < 1 || port > 65_535) {
      throw new KubistError('must be between 1 and 65535, inclusive');
    }
    return port;
  }
  const problems = portNameProblems(text);
  if (problems.length > 0) throw new KubistError(problems.join(','));
  return text;
}

function portNameProblems(name: string): string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [name.length <= 15, 'must be no more than 15 characters'],
    [
      /^[-a-z0-9]+$/.test(name),
      'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    ],
    [/[a-z]/.test(name), 'must contain at least one letter (a-z)'],
    [!name.includes('--'), 'must not contain consecutive hyphens'],
    [!/^-|-$/.test(name), 'must not begin or end with a hyphen'],
  ];
  return rules.filter(([fine]) => !fine).map(([, words]) => words);
}
