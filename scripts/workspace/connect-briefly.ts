import { type Connection, connect } from '../aws/connection';
import { patiently } from '../aws/patience';
import type { AwsProviderBlock } from '../aws/provider-block';
import { wallClock } from '../aws/service-clock';

/** Enough for a throttled call, not for an outage: a pipeline must not hang. */
const limit = 15_000;

/** For commands that only look: blips are passed over in silence, and an outage ends the look after 15 seconds. */
export async function connectBriefly(provider: AwsProviderBlock): Promise<Connection> {
  return patiently(await connect(provider), { clock: wallClock, notify: () => {}, limit });
}
