import type { Context } from '../../cli/context.ts';
import type { Info } from '../../resources/info.ts';
import { createPrompt } from '../../kubeconfig/credentials/prompt.ts';
import { withoutNotFound } from '../get/failures.ts';
import { type Deletable, visitEach } from './plan.ts';

/** What would be deleted: found once, so that what is shown is what goes. */
export interface Preview extends Deletable {
  readonly infos: readonly Info[];
}

/** Finds what would be deleted. */
export async function preview(deletable: Deletable, ignoreNotFound: boolean): Promise<Preview> {
  const infos: Info[] = [];
  const remaining = await visitEach(deletable, (info) => void infos.push(info));
  const failure = ignoreNotFound ? withoutNotFound(remaining) : remaining;
  if (failure !== undefined) throw failure;
  return {
    infos,
    async visit(visitor) {
      for (const info of infos) await visitor(info);
    },
  };
}

/** Shows what would be deleted and asks; only `y` is a yes. */
export async function confirm({ streams }: Context, { infos }: Preview): Promise<boolean> {
  const { out } = streams;
  if (infos.length === 0) {
    await out.write('No resources found\n');
    return false;
  }
  await out.write(`You are about to delete the following ${infos.length} resource(s):\n`);
  for (const { resource, name } of infos) {
    const group = resource.group === '' ? '' : `.${resource.group}`;
    await out.write(`${resource.kind.toLowerCase()}${group}/${name}\n`);
  }
  const ask = createPrompt({ in: streams.in, out });
  // An empty line, or the end of input, is no answer.
  const answer = await ask('Do you want to continue? (y/N): ', false).catch(() => '');
  if (/^\s*y\s*$/i.test(answer)) return true;
  await out.write('deletion is cancelled\n');
  return false;
}
