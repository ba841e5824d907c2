import { goQuote } from '../../formats/go-quote.ts';
import type { Info } from '../../resources/info.ts';
import { describeGVR } from '../../resources/paths.ts';

/** An object as errors of `apply` describe it, on two lines. */
export function describeInfo({ resource, name, namespace }: Info): string {
  const kind = `${resource.group}/${resource.version}, Kind=${resource.kind}`;
  return `Resource: ${goQuote(describeGVR(resource))}, GroupVersionKind: ${goQuote(kind)}\nName: ${goQuote(name)}, Namespace: ${goQuote(namespace)}`;
}
