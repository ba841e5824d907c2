import type { Writer } from '../../api/types.ts';
import type { Description } from '../../describe/description.ts';
import { toModel } from '../../describe/model.ts';
import { writeText } from '../../describe/text.ts';
import { UsageError } from '../../errors.ts';
import { writeAs } from '../../printers/write-as.ts';

/** Where descriptions go, one after the other. */
export interface Report {
  /** @param endsBlank whether a blank line follows each; otherwise two stand between them */
  add(description: Description, endsBlank: boolean): Promise<void>;
  /** Called once, when all have been added. */
  end(): Promise<void>;
}

/** A report as text, or as data: one description alone, several as a list (JSON) or as documents (YAML). */
export function createReport(output: string, out: Writer): Report {
  switch (output) {
    case '':
      return textReport(out);
    case 'json':
    case 'yaml':
      return dataReport(output, out);
    default:
      throw new UsageError(
        `unable to match a printer suitable for the output format "${output}", allowed formats are: json,yaml`,
        { hint: false },
      );
  }
}

function textReport(out: Writer): Report {
  let isFirst = true;
  return {
    async add(description, endsBlank) {
      if (!isFirst && !endsBlank) await out.write('\n\n');
      isFirst = false;
      await writeText(description, out);
      if (endsBlank) await out.write('\n');
    },
    end: async () => undefined,
  };
}

function dataReport(output: 'json' | 'yaml', out: Writer): Report {
  const models: ReturnType<typeof toModel>[] = [];
  return {
    async add(description) {
      models.push(toModel(description));
    },
    async end() {
      if (models.length === 0) return;
      if (output === 'json') {
        const { stringifyJSON } = await import('../../formats/json.ts');
        const [first] = models;
        const text = stringifyJSON(models.length === 1 ? first : models, { indent: 4 });
        return writeAs('json', `${text}\n`, out);
      }
      const { stringifyYAML } = await import('../../formats/yaml/emit.ts');
      return writeAs('yaml', models.map((model) => stringifyYAML(model)).join('---\n'), out);
    },
  };
}
