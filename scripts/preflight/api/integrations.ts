import { awsCommand } from '../../report/commands';
import { fact, type View } from '../../view/view';
import { block, type Finding, warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/**
 * "During switchover, the blue and green environments can't have zero-ETL integrations"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html): green may be built
 * beside them.
 */
export const integrations: Check = {
  codes: ['API_ZERO_ETL'],
  facts: () => ['integrations'],
  find: (view) => told(view, warn, 'Before the switchover'),
};

/** The same at the moment of the switchover. */
export const integrationsInTheWay = (view: View): Finding[] => told(view, block, 'Production is untouched. Now');

function told(view: View, say: typeof warn, when: string): Finding[] {
  const { cluster } = fact(view, 'production');
  const sources = [cluster.arn, view.facts.green?.cluster.arn];
  const own = (seen(view.facts.integrations) ?? []).filter(
    ({ sourceArn, status }) => sources.includes(sourceArn) && status !== 'deleting',
  );
  return own.map(({ name }) =>
    say(
      'API_ZERO_ETL',
      `${cluster.identifier} is the source of the zero-ETL integration ${name}; RDS cannot switch over while it exists.`,
      `${when}, delete it (${awsCommand(view, `rds delete-integration --integration-identifier ${name}`)}); recreate it after the upgrade, which reloads the whole target.`,
    ),
  );
}
