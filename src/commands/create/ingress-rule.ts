import type { JSONObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';

/** One `--rule`, taken apart. */
export interface IngressRule {
  /** "" is any host. */
  readonly host: string;
  /** The secret of https; "" is https without one, undefined no https. */
  readonly secret: string | undefined;
  /** The path with its backend. */
  readonly path: JSONObject;
}

const RULE = /^([\w*.-]*)(\/[^=,]*)=([^:,=]+:[^,=]+)(,.*)?$/;

/** Reads `HOST/PATH=SERVICE:PORT[,tls[=SECRET]]`. Throws a KubistError on anything else. */
export function parseRule(text: string): IngressRule {
  const match = RULE.exec(text);
  if (match === null) {
    throw new KubistError(
      `rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
    );
  }
  const [, host = '', path = '', target = '', options] = match;
  const prefix = path.endsWith('*');
  return {
    host,
    secret: secretOf(options?.slice(1).split(',') ?? []),
    path: {
      path: prefix ? path.slice(0, -1) : path,
      pathType: prefix ? 'Prefix' : 'Exact',
      backend: backend(target),
    },
  };
}

/** The secret of the one option, whatever its name; with several there is no https. */
function secretOf(options: readonly string[]): string | undefined {
  const [option = ''] = options;
  return options.length === 1 ? (option.split('=')[1] ?? '') : undefined;
}

/** `SERVICE:PORT` as a backend; the port is a number or a name. */
export function backend(text: string): JSONObject {
  const [name = '', port = ''] = text.split(':');
  const isNumber = /^[+-]?\d+$/.test(port) && Math.abs(Number(port)) < 2 ** 31;
  const named = port === '' ? {} : { name: port };
  return { service: { name, port: isNumber ? { number: Number(port) } : named } };
}
