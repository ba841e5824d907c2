import { fields, list, text } from '../../describe/fields.ts';
import type { Match, Rule, Scene } from '../rule.ts';
import { eventEvidence } from '../rule.ts';
import type { Fields } from '../../describe/fields.ts';
import { nameOf } from '../world.ts';
import { limitRangeBroken } from './admission/limit-range.ts';
import { quotaExceeded, quotaNeedsRequests } from './admission/quota.ts';
import { said } from './admission/said.ts';
import { webhookUnreachable } from './admission/webhook.ts';
import { patchTemplate } from './shared/fixes.ts';
import { nearest } from './shared/nearest.ts';
import { isAdmission, refusalsOf } from './shared/refusals.ts';

const head = { severity: 'error', confidence: 'high', class: 'fatal' } as const;

/** What the API server refuses to create. */
export const admissionRules: readonly Rule[] = [
  {
    ...head,
    id: 'QUO-01',
    title: 'quota-exceeded',
    subject: (scene) => quotaExceeded(scene, true),
  },
  { ...head, id: 'QUO-02', title: 'quota-needs-requests', subject: quotaNeedsRequests },
  {
    ...head,
    id: 'QUO-03',
    title: 'quota-status-unknown',
    class: 'transient',
    severity: 'warning',
    subject: (scene) =>
      said(scene, /status unknown for quota: (.*?), resources: (.*)$/s, ([, quota, resources]) => ({
        cause: `The quota ${quota} has not counted ${resources} yet; the controller tries again.`,
      })),
  },
  {
    ...head,
    id: 'QUO-04',
    title: 'quota-of-objects',
    subject: (scene) => quotaExceeded(scene, false),
  },
  { ...head, id: 'LIM-01', title: 'limit-range', subject: limitRangeBroken },
  {
    ...head,
    id: 'REF-01',
    title: 'service-account-missing',
    class: 'grace',
    grace: 30,
    subject: serviceAccountMissing,
  },
  { ...head, id: 'REF-02', title: 'class-missing', subject: classMissing },
  { ...head, id: 'REF-02', title: 'class-missing', class: 'grace', grace: 30, pod: handlerMissing },
  { ...head, id: 'ADM-01', title: 'pod-security', subject: podSecurity },
  { ...head, id: 'ADM-02', title: 'admission-denied', subject: denied },
  {
    ...head,
    id: 'ADM-03',
    title: 'webhook-unreachable',
    class: 'grace',
    grace: 60,
    subject: webhookUnreachable,
  },
  {
    ...head,
    id: 'ADM-04',
    title: 'namespace-terminating',
    subject: (scene) =>
      said(scene, /because it is being terminated|namespaces "[^"]*" not found/, () => ({
        cause: `The namespace ${scene.subject.namespace} is being deleted: nothing new is made in it.`,
      })),
  },
  {
    ...head,
    id: 'ADM-05',
    title: 'not-authorised',
    subject: (scene) =>
      said(scene, /User "([^"]*)" cannot (\w+) resource "([^"]*)"/, ([, user, verb, resource]) => ({
        cause: `The controller may not do it: ${user} cannot ${verb} ${resource}.`,
        fixes: [
          {
            command: `{program} auth can-i ${verb} ${resource} --as=${user} -n ${scene.subject.namespace}`,
            why: 'tells whether it may by now',
          },
        ],
      })),
  },
  {
    ...head,
    id: 'ADM-06',
    title: 'creation-refused',
    confidence: 'medium',
    subject: otherRefusals,
  },
];

function serviceAccountMissing(scene: Scene): readonly Match[] {
  const { namespace } = scene.subject;
  return said(scene, /serviceaccount "([^"]*)" not found/, ([, name = '']) => {
    const known = scene.world.all('ServiceAccount', namespace).map(nameOf);
    const near = nearest(name, known);
    const meant = near === undefined ? '' : `; there is one named ${near}`;
    return {
      cause: `The service account ${name} of the pods does not exist in the namespace ${namespace}${meant}.`,
      objects: [{ kind: 'ServiceAccount', namespace, name }],
      fixes: [
        ...(near === undefined
          ? []
          : patchTemplate(
              scene.subject,
              [{ op: 'replace', path: '/serviceAccountName', value: near }],
              'names the account that there is',
            )),
        {
          command: `{program} create serviceaccount ${name} -n ${namespace}`,
          why: 'makes it; the controller then creates the pods by itself',
        },
      ],
    };
  });
}

function classMissing(scene: Scene): readonly Match[] {
  const priority = said(scene, /no PriorityClass with name (\S+) was found/, ([, name = '']) => ({
    cause: `The priority class ${name} of the pods does not exist.`,
    objects: [{ kind: 'PriorityClass', namespace: '', name }],
    fixes: [
      { command: '{program} get priorityclasses', why: 'shows those that there are' },
      ...patchTemplate(
        scene.subject,
        [{ op: 'remove', path: '/priorityClassName' }],
        'gives the pods the usual priority',
      ),
    ],
  }));
  const runtime = said(scene, /RuntimeClass "([^"]*)" not found/, ([, name = '']) => ({
    cause: `The runtime class ${name} of the pods does not exist.`,
    objects: [{ kind: 'RuntimeClass', namespace: '', name }],
    fixes: [
      { command: '{program} get runtimeclasses', why: 'shows those that there are' },
      ...patchTemplate(
        scene.subject,
        [{ op: 'remove', path: '/runtimeClassName' }],
        'runs the pods as usual',
      ),
    ],
  }));
  return [...priority, ...runtime];
}

/** The class is there; the node's runtime does not know its handler. */
function handlerMissing(pod: Fields, { world, subject }: Scene): Match | undefined {
  const event = world
    .eventsOf(pod)
    .find(({ message }) => /no runtime for ".*?" is configured/.test(message));
  if (event === undefined || started(pod)) return undefined;
  const handler = /no runtime for "(.*?)"/.exec(event.message)?.[1] ?? '';
  const node = text(fields(pod['spec'])['nodeName']);
  const name = text(fields(pod['spec'])['runtimeClassName']);
  return {
    cause: `The container runtime of ${node} has no handler ${handler}, which the runtime class ${name} asks for.`,
    evidence: [eventEvidence(event)],
    objects: [{ kind: 'RuntimeClass', namespace: '', name }],
    fixes: [
      {
        command: `{program} get runtimeclass ${name} -o yaml`,
        why: 'shows the handler and the nodes that it is for',
      },
      ...patchTemplate(
        subject,
        [{ op: 'remove', path: '/runtimeClassName' }],
        'runs the pods as usual',
      ),
    ],
  };
}

function started(pod: Fields): boolean {
  return list(fields(pod['status'])['containerStatuses']).some(
    ({ containerID }) => text(containerID) !== '',
  );
}

function podSecurity(scene: Scene): readonly Match[] {
  const { namespace } = scene.subject;
  return said(
    scene,
    /violates PodSecurity "([^":]*):?[^"]*": (.*)$/s,
    ([, level = '', what = '']) => ({
      cause: `The namespace ${namespace} enforces the pod security level ${level}, and the pods break it: ${what}.`,
      objects: [{ kind: 'Namespace', namespace: '', name: namespace }],
      fixes: [
        ...(level === 'restricted' ? restrictedFix(what, scene) : []),
        {
          command: `{program} label namespace ${namespace} --overwrite pod-security.kubernetes.io/enforce=${/restricted/.test(level) ? 'baseline' : 'privileged'}`,
          why: 'allows more in the whole namespace, if that is what you want',
        },
      ],
    }),
  );
}

/** What the level `restricted` asks of a container, where it names nothing that the workload must do without. */
function restrictedFix(what: string, { subject }: Scene): ReturnType<typeof patchTemplate> {
  if (/host|privileged \(|volume types|procMount|seLinux|sysctls/.test(what)) return [];
  const value = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const count = list(fields(subject.template['spec'])['containers']).length;
  return patchTemplate(
    subject,
    Array.from({ length: count }, (_, index) => ({
      op: 'add',
      path: `/containers/${index}/securityContext`,
      value,
    })),
    'makes the containers what the level asks for; the image must then run as a user that is not root',
  );
}

function denied(scene: Scene): readonly Match[] {
  return [
    ...said(
      scene,
      /admission webhook "([^"]*)" denied the request(?:: (.*)| without explanation)?$/s,
      ([, webhook, why]) => ({
        cause: `The admission webhook ${webhook} denies ${whom(scene)}${because(why)}.`,
        fixes: [
          {
            command: '{program} get validatingwebhookconfigurations,mutatingwebhookconfigurations',
            why: `shows whose ${webhook} is`,
          },
        ],
      }),
    ),
    ...said(
      scene,
      /ValidatingAdmissionPolicy '([^']*)' with binding '([^']*)' denied request: (.*)$/s,
      ([, policy, , why]) => ({
        cause: `The admission policy ${policy} denies ${whom(scene)}${because(why)}.`,
        objects: [{ kind: 'ValidatingAdmissionPolicy', namespace: '', name: policy ?? '' }],
        fixes: [
          {
            command: `{program} get validatingadmissionpolicy ${policy} -o yaml`,
            why: 'shows what it asks for',
          },
        ],
      }),
    ),
  ];
}

/** Who is let in or not. */
function whom({ refused, isOfPods = false }: Scene): string {
  return refused === undefined || isOfPods ? 'the pods' : 'what the manifest makes';
}

function because(why: string | undefined): string {
  const words = why?.trim().replace(/\.$/, '') ?? '';
  return words === '' ? '' : `: ${words}`;
}

/** What passes by itself, or is only a matter of two writers. */
const PASSING =
  /the object has been modified|already exists|context deadline exceeded|etcdserver: /;

/** All else that the server refuses, in its words. */
function otherRefusals(scene: Scene): readonly Match[] {
  return refusalsOf(scene)
    .filter(({ text: words }) => !isAdmission(words))
    .map(({ text: words, evidence, since }) => ({
      cause: `The API server refuses the pods: ${words.replace(/^pods? "[^"]*" is (?:invalid|forbidden): /i, '').replace(/\.$/, '')}.`,
      evidence: [evidence],
      since,
      ...(PASSING.test(words) ? { class: 'transient', severity: 'warning' } : {}),
    }));
}
