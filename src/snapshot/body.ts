import type { JSONObject } from '../api/types.ts';
import { parseJSON } from '../formats/json.ts';
import type { TransportRequest } from '../rest/transport/transport.ts';
import { badRequest, Refusal } from './answer.ts';

/** The bytes of a request's body. */
export async function bodyOf({ body }: TransportRequest): Promise<Uint8Array> {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The object that a body holds, in one of the formats of the API. Throws a Refusal for what is none. */
export async function readObject(
  body: Uint8Array,
  contentType: string,
  kind: string,
): Promise<JSONObject> {
  const [type] = contentType.split(';');
  const text = (): string => new TextDecoder().decode(body);
  switch (type?.trim()) {
    case 'application/vnd.kubernetes.protobuf': {
      const { decodeObject } = await import('./protobuf/decode.ts');
      return decodeObject(body);
    }
    case 'application/yaml': {
      const { parseYAML } = await import('../formats/yaml/parse.ts');
      return asObject(() => parseYAML(text()), kind, text());
    }
    case '':
    case 'application/json':
      return asObject(() => parseJSON(text()), kind, text());
    default:
      throw new Refusal(
        415,
        'UnsupportedMediaType',
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      );
  }
}

async function asObject(parse: () => unknown, kind: string, text: string): Promise<JSONObject> {
  const refusal = (reason: string): Refusal =>
    badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${reason}`,
    );
  let value: unknown;
  try {
    value = await parse();
  } catch (error) {
    throw refusal(`${(error as Error).message} (${text.slice(0, 100)})`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as JSONObject;
  }
  throw refusal('it holds no object');
}
