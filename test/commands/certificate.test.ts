import { describe, expect, it } from 'vitest';
import type { JSONObject } from '../../src/api/types.ts';
import { getSetting, notFound } from './get-setting.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const APPROVED = { type: 'Approved', status: 'True', reason: 'Mine' };
const DENIED = { type: 'Denied', status: 'True', reason: 'Mine' };

const CERTIFICATES = {
  metadata: { name: 'certificates.k8s.io' },
  versions: [
    {
      version: 'v1',
      resources: [
        {
          resource: 'certificatesigningrequests',
          responseKind: {
            group: 'certificates.k8s.io',
            version: 'v1',
            kind: 'CertificateSigningRequest',
          },
          scope: 'Cluster',
          singularResource: 'certificatesigningrequest',
          shortNames: ['csr'],
          verbs: ['get', 'update'],
        },
      ],
      freshness: 'Current',
    },
  ],
};

/** A server with the request `mine`, decided as told; writes are refused `conflicts` times. */
async function setting(
  conditions: readonly object[] = [],
  conflicts = 0,
): Promise<{ run: Awaited<ReturnType<typeof getSetting>>['run']; sent: string[] }> {
  const sent: string[] = [];
  let version = 1;
  const { run } = await getSetting(
    ({ pathname }, { method = 'GET' }, body) => {
      if (pathname === '/api/v1/namespaces/prod') {
        return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } };
      }
      if (!pathname.includes('/certificatesigningrequests/mine')) return notFound(pathname);
      sent.push(`${method} ${pathname.split('/').slice(5).join('/')} ${body}`.trim());
      if (method === 'PUT' && conflicts-- > 0) {
        version++;
        return { kind: 'Status', status: 'Failure', reason: 'Conflict', message: 'no', code: 409 };
      }
      return {
        apiVersion: 'certificates.k8s.io/v1',
        kind: 'CertificateSigningRequest',
        metadata: { name: 'mine', resourceVersion: String(version) },
        spec: { signerName: 'example.com/it' },
        status: { certificate: 'kept', conditions },
      };
    },
    [CERTIFICATES],
  );
  return {
    sent,
    run: (line, more) => run(line, { now: () => NOW, program: 'kubectl', ...more }),
  };
}

/** The object of the last write. */
function written(sent: readonly string[]): JSONObject {
  return JSON.parse(sent.at(-1)?.replace(/^\S+ \S+ /, '') ?? '') as JSONObject;
}

describe('certificate', () => {
  it.each([
    ['approve', 'Approved', 'KubectlApprove', 'approved'],
    ['deny', 'Denied', 'KubectlDeny', 'denied'],
  ])('%s adds the condition %s and keeps the rest', async (verb, type, reason, done) => {
    const { run, sent } = await setting([{ type: 'Failed', status: 'True' }]);
    expect(await run(`certificate ${verb} mine`)).toEqual({
      out: `certificatesigningrequest.certificates.k8s.io/mine ${done}\n`,
      err: '',
      exitCode: 0,
    });
    expect(sent).toHaveLength(3);
    expect(sent[2]).toMatch(/^PUT mine\/approval /);
    expect(written(sent)).toMatchObject({
      metadata: { name: 'mine', resourceVersion: '1' },
      spec: { signerName: 'example.com/it' },
      status: {
        certificate: 'kept',
        conditions: [
          { type: 'Failed', status: 'True' },
          {
            type,
            status: 'True',
            reason,
            message: `This CSR was ${done} by kubectl certificate ${verb}.`,
            lastUpdateTime: '2026-01-02T03:04:05Z',
          },
        ],
      },
    });
  });

  it('sends nothing for what is decided already, unless it is forced to', async () => {
    const { run, sent } = await setting([APPROVED]);
    expect((await run('certificate approve mine')).out).toMatch(/mine approved\n$/);
    expect(sent).toEqual(['GET mine', 'GET mine']);
    await run('certificate approve mine --force');
    expect(written(sent)).toMatchObject({ status: { conditions: [APPROVED] } });
  });

  it('takes no decision back, by no force', async () => {
    const { run, sent } = await setting([DENIED]);
    expect(await run('certificate approve mine --force')).toEqual({
      out: '',
      err: 'error: certificate signing request "mine" is already Denied\n',
      exitCode: 1,
    });
    expect(sent.filter((line) => line.startsWith('PUT'))).toEqual([]);
  });

  it('decides on the latest version when somebody was faster', async () => {
    const { run, sent } = await setting([], 2);
    expect(
      (await run('certificate approve mine -o jsonpath={.metadata.resourceVersion}')).out,
    ).toBe('3');
    expect(sent.map((line) => line.split(' ')[0]).join(' ')).toBe(
      'GET GET PUT GET GET PUT GET GET PUT',
    );
    expect(written(sent)).toMatchObject({ metadata: { resourceVersion: '3' } });
  });

  it('gives up when somebody is always faster', async () => {
    const { run, sent } = await setting([], 99);
    expect((await run('certificate approve mine')).err).toBe('Error from server (Conflict): no\n');
    expect(sent.filter((line) => line.startsWith('PUT'))).toHaveLength(11);
  });

  it('decides about the others when one cannot be decided about', async () => {
    const { run } = await setting();
    const { out, err, exitCode } = await run('certificate approve nope ns/prod mine');
    expect(out).toBe('certificatesigningrequest.certificates.k8s.io/mine approved\n');
    expect(err).toBe(
      'Error from server (NotFound): certificatesigningrequests "nope" not found\n' +
        'can only handle CertificateSigningRequest.certificates.k8s.io objects, got Namespace\n',
    );
    expect(exitCode).toBe(1);
  });

  it('wants to know what to decide about', async () => {
    const { run } = await setting();
    expect((await run('certificate deny')).err).toBe(
      'error: one or more CSRs must be specified as <name> or -f <filename>\n',
    );
  });
});
