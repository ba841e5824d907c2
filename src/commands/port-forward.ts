import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { UsageError } from '../errors.ts';
import { forwardPorts } from './port-forward/forward.ts';
import { findTarget } from './port-forward/target.ts';

/** `port-forward`: leads ports of this machine to ports of a pod. */
export const portForward: CommandSpec = {
  use: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  short: 'Forward one or more local ports to a pod',
  long: `Leads ports of this machine to ports of a pod, until Ctrl-C.

The pod is given by name, or by what has made it (deployment/web, service/web); of several pods the most active one is taken. A port is a number or a name that the pod's containers give; for a service it is one of the service's own. :80 takes any local port that is free.

The session ends when the pod does. With --reconnect it goes on: the local ports stay open, and another pod is looked for. A connection that the pod refuses is then told, and ends nothing else.`,
  examples: `  # Port 8080 of the pod web, here and there
  {program} port-forward web 8080

  # Port 8443 here to the port that the service web calls https
  {program} port-forward service/web 8443:https

  # Any free port here, and two ports at once
  {program} port-forward deployment/web :8080 9090:metrics

  # For other machines too
  {program} port-forward --address 0.0.0.0 web 8080

  # For a day's work: also when the pod is replaced
  {program} port-forward deployment/web 8080 --reconnect`,
  flags: [
    {
      name: 'address',
      type: 'stringSlice',
      default: ['localhost'],
      usage:
        'Addresses to listen on: IP addresses, or localhost for 127.0.0.1 and ::1, of which one will do.',
    },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '1m0s',
      usage: 'How long to wait for a pod that runs (5s, 2m, 3h); more than zero.',
    },
    {
      name: 'reconnect',
      type: 'bool',
      default: false,
      usage: 'When the pod goes, keep the local ports and look for another one.',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  if (args.length < 2) {
    throw new UsageError('TYPE/NAME and list of ports are required for port-forward');
  }
  const timeout = flags.duration('pod-running-timeout');
  if (timeout <= 0) throw new UsageError('--pod-running-timeout must be higher than zero');
  const [target = '', ...ports] = args;
  const find = (): ReturnType<typeof findTarget> => findTarget(context, { target, ports, timeout });
  await forwardPorts(context, find, {
    addresses: flags.strings('address'),
    reconnect: flags.bool('reconnect'),
  });
}
