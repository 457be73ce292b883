import { engines } from '../../engines';
import { fact } from '../../view/view';
import { type Finding, warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/** RDS takes other values, and advises against them (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-creating.html). */
export const advisedParameters: Check = {
  codes: ['API_ADVISED_PARAM'],
  facts: (view) => (Object.keys(advisedOf(view)).length > 0 ? ['ownParameters'] : []),
  find(view) {
    const own = seen(view.facts.ownParameters)?.cluster ?? {};
    const { identifier } = fact(view, 'production').cluster;
    return Object.entries(advisedOf(view)).flatMap(([name, { values, why }]): Finding[] => {
      const value = own[name];
      // An unset one is off, which enable-replication.ts refuses.
      if (value === undefined || value.toUpperCase() === 'OFF' || values.includes(value.toUpperCase())) return [];
      return [
        warn(
          'API_ADVISED_PARAM',
          `${identifier} has ${name} = ${value}: ${why}.`,
          `Remove ${name} from the code of ${view.desired.path}: AuroraCluster then sets ${values[0]}. Deploy, and run again with --reboot-source.`,
        ),
      ];
    });
  },
};

const advisedOf = (view: Parameters<Check['find']>[0]) => engines[view.desired.annotation.engine].parameters.advised;
