import { awsCommand } from '../../report/commands';
import { fact } from '../../view/view';
import { block } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/**
 * Green's instances have blue's classes, and newer versions drop old ones
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html).
 * An empty list is RDS's word for a version that it does not offer, which version-checks.ts tells.
 */
export const instanceClasses: Check = {
  codes: ['API_CLASS'],
  facts: () => ['offeredClasses'],
  find(view) {
    const offered = seen(view.facts.offeredClasses) ?? [];
    const lacking = fact(view, 'production').instances.filter((each) => !offered.includes(each.instanceClass));
    if (offered.length === 0 || lacking.length === 0) return [];
    const { engine } = view.desired.annotation;
    const list = lacking.map(({ identifier, instanceClass }) => `${identifier} (${instanceClass})`).join(', ');
    const command = `rds describe-orderable-db-instance-options --engine ${engine} --engine-version ${view.target} --query 'OrderableDBInstanceOptions[].DBInstanceClass'`;
    return [
      block(
        'API_CLASS',
        `RDS does not offer ${view.target} for the class of ${list}.`,
        `Change instanceClass in the code and deploy first. What RDS offers: ${awsCommand(view, command)}`,
      ),
    ];
  },
};
