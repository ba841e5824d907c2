import type { FlagSpec } from '../../cli/flags/flags.ts';

export const windowsLineEndingsFlag: FlagSpec = {
  name: 'windows-line-endings',
  type: 'bool',
  default: process.platform === 'win32',
  usage: 'End lines as Windows does; its own default is that of the system',
};
