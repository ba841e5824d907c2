import type { Rule } from '../rule.ts';
import {
  deadline,
  noRoom,
  notObserved,
  oldLeaves,
  oldServes,
  pausedWhenDone,
  pausedWithChange,
  scaledToZero,
  setNotCreated,
} from './rollout/deployments.ts';
import {
  brokenPodStays,
  heldBack,
  laterPodsWait,
  misscheduled,
  noEligibleNode,
  serviceMissing,
} from './rollout/sets.ts';

const error = { severity: 'error', confidence: 'high', class: 'fatal' } as const;
const hint = { severity: 'info', confidence: 'high', class: 'info' } as const;
const waits = { ...hint, blocks: true } as const;
const warning = { severity: 'warning', confidence: 'high', class: 'transient' } as const;

/** How rollouts stand still. */
export const rolloutRules: readonly Rule[] = [
  { ...error, id: 'STS-01', title: 'ordered-block', subject: brokenPodStays },
  { ...warning, id: 'STS-01', title: 'ordered-block', subject: laterPodsWait },
  { ...error, id: 'ROL-02', title: 'replica-set-not-created', subject: setNotCreated },
  {
    ...error,
    id: 'ROL-04',
    title: 'not-observed',
    class: 'grace',
    grace: 60,
    subject: notObserved,
  },
  {
    ...error,
    id: 'ROL-08',
    title: 'no-room',
    confidence: 'medium',
    class: 'grace',
    grace: 15,
    subject: noRoom,
  },
  { ...error, id: 'ROL-01', title: 'deadline', subject: deadline },
  { ...waits, id: 'ROL-03', title: 'paused', subject: pausedWithChange },
  { ...hint, id: 'ROL-03', title: 'paused', subject: pausedWhenDone },
  { ...waits, id: 'ROL-05', title: 'scaled-to-zero', subject: scaledToZero },
  { ...waits, id: 'STS-02', title: 'held-back', subject: heldBack },
  { ...waits, id: 'DS-01', title: 'no-eligible-node', subject: noEligibleNode },
  { ...warning, id: 'DS-01', title: 'misscheduled', subject: misscheduled },
  { ...warning, id: 'STS-03', title: 'service-missing', subject: serviceMissing },
  { ...warning, id: 'ROL-07', title: 'old-pods-stay', subject: oldLeaves },
  { ...hint, id: 'ROL-06', title: 'old-serves', subject: oldServes },
];
