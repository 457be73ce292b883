import { period } from '../../aws/cloudwatch/metrics-port';
import { awsCommand, cleanupCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import { refusal, type UpgradeError } from '../../runtime/errors';
import { type Connections, silences, type Use, uses } from '../../view/old-connections';
import { fact, type View } from '../../view/view';
import { done, refuse, type Step } from '../step';
import { nothingOld, oldOf, requested, whileOldStands } from './removal';

/**
 * Deleting the deployment's record makes the old cluster writable again
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-deleting.html): whoever is connected then
 * writes where nobody looks. This is proven in every look until the last instance is being deleted, so anybody who connects in the
 * meantime stops the rest.
 */
export const proveUnused: Step = {
  id: 'prove-unused',
  title: 'Prove that nobody is connected to the old environment',
  section: '9',
  outline: (view) => `prove that nobody was connected to it for ${requested(view).soakHours} h`,
  needs: whileOldStands('connections'),
  doneWhen: 'CloudWatch has data for the whole soak time, and shows no connection to any old instance',
  assess(view) {
    if (oldOf(view) === undefined) return nothingOld;
    const { maxConnections, connectionProof, soakHours } = requested(view);
    const alive = fact(view, 'leftovers').instances.filter(({ status }) => status !== 'deleting');
    if (alive.length === 0) return done('there is no instance left to connect to');
    const connections = fact(view, 'connections');
    if (connections.kind === 'denied') {
      return connectionProof
        ? refuse(notAllowed(view, connections))
        : unproven('this role may not read CloudWatch metrics');
    }
    const found = uses(connections.series, maxConnections);
    if (found.length > 0) return refuse(inUse(view, found));
    const silent = silences(connections.series, connections.window);
    if (silent.length === 0) {
      const most = maxConnections === 0 ? 'no connection' : `never more than ${maxConnections} connections`;
      return done(`${most} to ${counted(alive.length, 'instance')} for ${soakHours} h`);
    }
    const text = silent.map(({ identifier, from, to }) => `${identifier} from ${minute(from)} to ${minute(to)}`);
    if (!connectionProof) return unproven(`CloudWatch has no data for ${text.join(', ')}`);
    return refuse(noData(view, text));
  },
};

/** Typed by the user, and said again. */
const unproven = (why: string) => ({ state: 'done' as const, because: `not proven: ${why}`, attention: true });

function inUse(view: View, found: Use[]): UpgradeError {
  const { maxConnections } = requested(view);
  // CloudWatch is some minutes late: more than that is not known.
  const when = (last: number) => (last >= view.now - 2 * period ? 'in the last minutes' : `last at ${minute(last)}`);
  const text = found.map(({ identifier, most, last }) => `${identifier} had up to ${most}, ${when(last)}`);
  return refusal(
    'OLD_IN_USE',
    `Somebody is or was connected to the old environment of ${view.desired.annotation.clusterIdentifier}: ${text.join('; ')}.`,
    `Move these clients to production. The old environment can be removed once nobody has been connected for ${requested(view).soakHours} h (--soak). If ${maxConnections === 0 ? 'a few' : 'more'} connections do not matter (monitoring): --max-connections <n>.`,
  );
}

function noData(view: View, text: string[]): UpgradeError {
  const { identifier } = oldOf(view)!.cluster;
  return refusal(
    'CONNECTIONS_UNKNOWN',
    `CloudWatch has no connection data for ${text.join(', ')}: missing data does not prove that nobody is connected.`,
    `Look at DatabaseConnections of these instances in CloudWatch, and check whether they were running (${awsCommand(view, `rds describe-db-instances --filters Name=db-cluster-id,Values=${identifier}`)}). If you know that nobody uses them: ${cleanupCommand(view, '--no-connection-proof')}`,
  );
}

function notAllowed(view: View, { message, remedy }: Extract<Connections, { kind: 'denied' }>): UpgradeError {
  return refusal(
    'CONNECTIONS_UNKNOWN',
    `${message} Without it nothing proves that nobody is connected to the old environment of ${view.desired.annotation.clusterIdentifier}.`,
    `${remedy} If you know that nobody uses it: ${cleanupCommand(view, '--no-connection-proof')}`,
  );
}

const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;
