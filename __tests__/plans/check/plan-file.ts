import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgePlan } from '../../../scripts/plans/check/judge-plan';
import type { KnownCluster } from '../../../scripts/plans/check/known-cluster';
import { type ReadPlan, readPlan } from '../../../scripts/terraform/plan-json';

export const planFile = (name: string) => join(__dirname, '../../fixtures/plans', `${name}.json`);

export const planJson = (name: string): Record<string, unknown> => JSON.parse(readFileSync(planFile(name), 'utf8'));

export function recorded(name: string): ReadPlan {
  const plan = readPlan(planJson(name));
  if (plan.kind !== 'read') throw new Error(plan.why);
  return plan;
}

export const cluster = 'aurora-bg-aurora-cluster';

/** What the code of main.ts says of its cluster. */
export const known: KnownCluster = {
  identifier: cluster,
  address: 'aws_rds_cluster.aurora',
  inPlace: false,
  guarded: true,
  engineVersion: '15.6',
  instanceAddresses: [],
  groupAddresses: ['aws_rds_cluster_parameter_group.aurora_cluster-params-pg15_528688DB'],
  unprotected: [],
  watches: [],
};

interface Options {
  known?: KnownCluster[];
  guarded?: boolean;
  stoppedBefore?: string[];
  allowDestroy?: string[];
  allowInPlace?: string[];
}

export const judge = (name: string, options: Options = {}) =>
  judgePlan(name, recorded(name), options.known ?? [], {
    guarded: false,
    allowDestroy: [],
    allowInPlace: [],
    ...options,
  });
