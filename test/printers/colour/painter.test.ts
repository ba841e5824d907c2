import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { TextKind } from '../../../src/api/painter.ts';
import { createPainter } from '../../../src/printers/colour/painter.ts';
import { TabWriter } from '../../../src/printers/tabwriter.ts';

const painter = createPainter({ data: true });

/** The text with colours as marks: `«green:Running»`. */
function painted(kind: TextKind, text: string): string {
  return marked(Buffer.from(painter.paint(kind, text) as Uint8Array).toString());
}

const NAMES: Readonly<Record<string, string>> = {
  '1': 'bold',
  '2': 'dim',
  '31': 'red',
  '32': 'green',
  '33': 'yellow',
  '35': 'magenta',
  '36': 'cyan',
};

function marked(text: string): string {
  return text.replaceAll(/\u001b\[(\d+)m/g, (_, code: string) =>
    code in NAMES ? `«${NAMES[code]}:` : '»',
  );
}

async function table(text: string): Promise<string> {
  let out = '';
  const tabs = new TabWriter({
    painter,
    write: (data) => {
      out += Buffer.from(data as Uint8Array).toString();
    },
  });
  tabs.write(text);
  await tabs.flush();
  return out;
}

describe('tables', () => {
  it('stand as they do without colours', async () => {
    const rows =
      'NAME\tREADY\tSTATUS\tAGE\nweb\t0/1\tCrashLoopBackOff\t5m\nünï-𝒳\t1/1\tRunning\t3d\n';
    let plain = '';
    const tabs = new TabWriter({ write: (text) => void (plain += text as string) });
    tabs.write(rows);
    await tabs.flush();
    expect(stripVTControlCharacters(await table(rows))).toBe(plain);
  });

  it.each([
    ['STATUS', 'Running', '«green:Running»'],
    ['STATUS', 'Completed', '«dim:Completed»'],
    ['STATUS', 'Pending', '«yellow:Pending»'],
    ['STATUS', 'Terminating', '«yellow:Terminating»'],
    ['STATUS', 'CrashLoopBackOff', '«red:CrashLoopBackOff»'],
    ['STATUS', 'ImagePullBackOff', '«red:ImagePullBackOff»'],
    ['STATUS', 'ErrImageNeverPull', '«red:ErrImageNeverPull»'],
    ['STATUS', 'OOMKilled', '«red:OOMKilled»'],
    ['STATUS', 'Init:0/2', '«yellow:Init:0/2»'],
    ['STATUS', 'Init:Error', '«red:Init:Error»'],
    ['STATUS', 'Ready,SchedulingDisabled', '«green:Ready»,«yellow:SchedulingDisabled»'],
    ['STATUS', 'SomethingElse', 'SomethingElse'],
    ['NAME', 'Running', 'Running'],
    ['TYPE', 'Warning', '«yellow:Warning»'],
    ['READY', '1/1', '1/1'],
    ['READY', '0/1', '«yellow:0/1»'],
    ['READY', 'False', '«red:False»'],
    ['RESTARTS', '0', '0'],
    ['RESTARTS', '3 (2m ago)', '«yellow:3 (2m ago)»'],
    ['RESTARTS', '3 (2d ago)', '3 (2d ago)'],
    ['AGE', '9m59s', '«green:9m59s»'],
    ['AGE', '5h', '5h'],
    ['AGE', '2d3h', '«dim:2d3h»'],
    ['LAST SEEN', '5s (x3 over 2h)', '«green:5s (x3 over 2h)»'],
    ['EVENT', 'DELETED', '«red:DELETED»'],
    ['IP', '<none>', '«dim:<none>»'],
  ])('%s %s', async (header, cell, expected) => {
    const [, row] = marked(await table(`${header}\n${cell}\n`)).split('\n');
    expect(row).toBe(expected);
  });

  it('what has run to its end need not be ready', async () => {
    const text = marked(await table('READY\tSTATUS\n0/1\tCompleted\n'));
    expect(text).toContain('\n0/1 ');
  });

  it('fewer than wanted are waited for', async () => {
    const text = marked(await table('DESIRED\tREADY\n2\t1\n'));
    expect(text).toMatch(/\n2 +«yellow:1»/);
  });

  it('without headers nobody knows what columns mean', async () => {
    expect(await table('web\tRunning\n')).not.toContain('\u001b');
  });
});

describe('text', () => {
  it('JSON: keys and what is no text', () => {
    expect(painted('json', '{"a": "b: \\"1\\"", "n": [-1.5e3, true, null]}\n')).toBe(
      '{«cyan:"a"»: "b: \\"1\\"", «cyan:"n"»: [«magenta:-1.5e3», «magenta:true», «magenta:null»]}\n',
    );
  });

  it('YAML: keys and what is no text, however deep', () => {
    expect(
      painted('yaml', 'a:\n- b: "1"\n  c: 1\n- - x\n  - 10.0.0.1\nf:x: {}\n"q: r": no: t\n---\n'),
    ).toBe(
      '«cyan:a»:\n- «cyan:b»: "1"\n  «cyan:c»: «magenta:1»\n- - x\n  - 10.0.0.1\n«cyan:f:x»: «magenta:{}»\n«cyan:"q: r"»: no: t\n«dim:---»\n',
    );
  });

  it('YAML: the lines of a text have no keys', () => {
    const text =
      'a: |\n  b: 1\n\n  c: 2\nd: folded\n  e: 3\nf:\n- g: >-\n    h: 4\n  i: 5\n- |\n  j: 6\n';
    expect(
      painted('yaml', text)
        .match(/«cyan:.»/g)
        ?.join(''),
    ).toBe('«cyan:a»«cyan:d»«cyan:f»«cyan:g»«cyan:i»');
  });

  it('KYAML: keys without quotes', () => {
    expect(painted('kyaml', '---\n{\n  kind: "Pod",\n  items: [{\n    n: 1,\n  }],\n}\n')).toBe(
      '---\n{\n  «cyan:kind»: "Pod",\n  «cyan:items»: [{\n    «cyan:n»: «magenta:1»,\n  }],\n}\n',
    );
  });

  it('descriptions: names, states, conditions and events', () => {
    expect(
      painted(
        'description',
        'Name:    web\nLabels:  <none>\nState:   Waiting\n  Reason:  CrashLoopBackOff\nConditions:\n  Type    Status\n  Ready   False \nEvents:\n  Type     Reason   Message\n  ----     ------   -------\n  Warning  BackOff  restarting: a\n',
      ),
    ).toBe(
      '«cyan:Name:»    web\n«cyan:Labels:»  «dim:<none>»\n«cyan:State:»   «yellow:Waiting»\n  «cyan:Reason:»  «red:CrashLoopBackOff»\n«cyan:Conditions:»\n«bold:  Type    Status»\n  Ready   «red:False» \n«cyan:Events:»\n«bold:  Type     Reason   Message»\n«dim:  ----     ------   -------»\n  «yellow:Warning»  «red:BackOff»  restarting: a\n',
    );
  });

  it('what was done', () => {
    expect(
      painted(
        'change',
        'pod/a created (dry run)\ncm/b configured\ncm/c unchanged\npod "d" deleted from default namespace\npod/e\ndeployment "w" successfully rolled out\n',
      ),
    ).toBe(
      'pod/a «green:created (dry run)»\ncm/b «yellow:configured»\ncm/c «dim:unchanged»\npod "d" «red:deleted from default namespace»\npod/e\ndeployment "w" «green:successfully rolled out»\n',
    );
  });

  it('a description: what goes on below a value is no name', () => {
    expect(painted('description', 'Annotations:  a: 1\n              b: 2\nData:  x\n')).toBe(
      '«cyan:Annotations:»  a: 1\n              b: 2\n«cyan:Data:»  x\n',
    );
  });

  it('differences', () => {
    expect(painted('diff', '--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z\n')).toBe(
      '«bold:--- a»\n«bold:+++ b»\n«cyan:@@ -1 +1 @@»\n«red:-x»\n«green:+y»\n z\n',
    );
  });

  it('failures and warnings', () => {
    expect(painted('message', 'Error from server (NotFound): pods "a" not found\n')).toBe(
      '«red:«bold:Error from server (NotFound):»» pods "a" not found\n',
    );
    expect(painted('message', 'Warning: old\n')).toBe('«yellow:«bold:Warning:»» old\n');
  });

  it.each(['json', 'yaml', 'kyaml', 'description', 'change', 'diff', 'message'] as const)(
    '%s changes nothing but colours, and brings no control characters along',
    (kind) => {
      const text = 'a: "\u001b[31mred" \u0007\u009b2J\r b\n  - c: \u202eevil\n';
      expect(stripVTControlCharacters(Buffer.from(painter.paint(kind, text)).toString())).toBe(
        'a: "^[[31mred" ^G\\x9b2J\\r b\n  - c: \\u202eevil\n',
      );
    },
  );

  it('formats for programs stay as they are where only people were to see colours', () => {
    expect(createPainter({ data: false }).paint('json', '{"a":"\u009b"}\n')).toBe(
      '{"a":"\u009b"}\n',
    );
  });
});
