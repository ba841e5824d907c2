import type { CommandSpec } from '../../cli/command.ts';
import { KubistError, UsageError } from '../../errors.ts';
import { encodeKubeconfig } from '../../kubeconfig/encode.ts';
import { flatten, minify } from '../../kubeconfig/reduce.ts';
import { redact } from '../../kubeconfig/redact.ts';
import { documentPrinter } from './document-printer.ts';
import { openFiles } from './shared.ts';

/** `config view` */
export const view: CommandSpec = {
  use: '',
  short: 'Display merged kubeconfig settings or a specified kubeconfig file',
  long: `Display merged kubeconfig settings or a specified kubeconfig file.

 Tokens, passwords and certificates are masked; --raw shows them. --output jsonpath={...} picks single values.`,
  examples: `  # Show the merged settings
  {program} config view

  # Show what the current context uses, certificates and secrets included, as one file that stands alone
  {program} config view --minify --flatten --raw

  # Print the password of the user "e2e"
  {program} config view --raw -o jsonpath='{.users[?(@.name == "e2e")].user.password}'`,
  flags: [
    {
      name: 'raw',
      type: 'bool',
      default: false,
      usage: 'Show certificates and secrets as they are',
    },
    {
      name: 'flatten',
      type: 'bool',
      default: false,
      usage: 'Read the certificate files into the output, so that it stands alone',
    },
    {
      name: 'minify',
      type: 'bool',
      default: false,
      usage: 'Show only what the current context uses',
    },
    { name: 'merge', type: 'bool', default: true, usage: 'Merge all kubeconfig files' },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: 'yaml',
      usage:
        'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
    },
    {
      name: 'template',
      type: 'string',
      default: '',
      usage:
        'Template, or template file, for -o=go-template and -o=go-template-file. The language is that of Go templates [http://golang.org/pkg/text/template/#pkg-overview].',
    },
    {
      name: 'allow-missing-template-keys',
      type: 'bool',
      default: true,
      usage:
        'Print nothing, instead of an error, for a field or map key that a template names and that does not exist. For go-template and jsonpath.',
    },
    {
      name: 'show-managed-fields',
      type: 'bool',
      default: false,
      usage: 'Keep managedFields in JSON and YAML output.',
    },
  ],
  async run(context, flags, args) {
    if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
    const printer = await documentPrinter(flags);
    if (!flags.bool('merge') && flags.string('kubeconfig') === '') {
      throw new KubistError('if merge==false a precise file must be specified');
    }
    const { config } = await openFiles(context);
    if (flags.bool('minify')) minify(config, flags.string('context'));
    if (flags.bool('flatten')) flatten(config);
    if (!flags.bool('raw')) redact(config);
    await printer.print(encodeKubeconfig(config, { unknown: false }), context.streams.out);
  },
};
