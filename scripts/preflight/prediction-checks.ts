import type { Setting } from '../aws/rds/settings';
import { ResourceAddress } from '../desired/resource-address';
import { type PredictedChange, type Prediction, replacements, updates } from '../plans/prediction/predicted-change';
import { block, type Finding, warn } from './finding';

/** What Terraform would destroy and create again: nothing is created for a plan that nobody can apply. */
export function replacementFindings(prediction: Prediction): Finding[] {
  return replacements(prediction).map((change) =>
    block(
      'PLAN_REPLACE',
      `After the switchover Terraform would replace ${change.address} because of ${change.attribute}${values(change)}: ${change.reason}.`,
      change.remedy ?? 'Change the code so that it says what RDS has.',
    ),
  );
}

/** Of the cluster and its instances. Existing differences are named before anything is created, and not again on green. */
export function updateFindings(prediction: Prediction): Finding[] {
  const own = updates(prediction).filter(({ address }) => ownTypes.has(ResourceAddress.parse(address)?.type));
  const already = prediction.model === 'blue' ? own.filter((change) => change.already) : [];
  return [
    ...listed(
      already,
      (what) => `The code and RDS already differ in ${what}: the plan shows this before the upgrade too.`,
    ),
    ...listed(
      own.filter((change) => !change.already),
      (what) => `After the switchover Terraform will change ${what}.`,
    ),
  ];
}

const ownTypes = new Set<string | undefined>(['aws_rds_cluster', 'aws_rds_cluster_instance']);

function listed(changes: PredictedChange[], message: (list: string) => string): Finding[] {
  if (changes.length === 0) return [];
  const remedies = [...new Set(changes.map(({ remedy }) => remedy))].filter((each) => each !== undefined);
  return [warn('PLAN_CHANGES', message(list(changes)), remedies.join(' '))];
}

/** `aws_rds_cluster.orders (deletion_protection, tags) and …` */
function list(changes: PredictedChange[]): string {
  const addresses = [...new Set(changes.map(({ address }) => address))];
  const attributes = (of: string) => changes.filter(({ address }) => address === of).map(({ attribute }) => attribute);
  return addresses.map((address) => `${address} (${attributes(address).join(', ')})`).join(', ');
}

function values({ inCode, expected }: PredictedChange): string {
  if (inCode === undefined) return '';
  return ` (${text(inCode)} in the code${expected === undefined ? '' : `, ${text(expected)} in RDS`})`;
}

const text = (setting: Setting): string =>
  typeof setting === 'object' ? JSON.stringify(setting) : setting === '' ? '""' : String(setting);
