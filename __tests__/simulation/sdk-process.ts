import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsPorts } from '../../scripts/aws/aws-ports';
import { over } from '../../scripts/aws/connection';
import { openEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { embeddedRequestHandler } from '../../scripts/embedded-rds/request-handler';
import { region } from '../../scripts/simulation/names';
import type { Site } from '../../scripts/simulation/site';

/** One answer as the adapter gets it: what it was asked, and the output or the error's name and message. */
export interface Heard {
  operation: string;
  input: unknown;
  output?: unknown;
  error?: unknown;
}

/** The same world over the real SDK: signatures, serialization, streams, headers. */
export async function sdkSources({ world, clock }: Site, user: string, heard: (it: Heard) => void): Promise<AwsPorts> {
  const rds = openEmbeddedRds({ world, clock });
  const options = {
    region,
    requestHandler: embeddedRequestHandler(rds),
    credentials: { accessKeyId: user, secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const listening = <Client extends { send: unknown }>(client: Client): Client => {
    const send = (client.send as (command: SdkCommand) => Promise<object>).bind(client);
    client.send = async (command: SdkCommand) => {
      // Paginators write into the input that they were given.
      const said = { operation: command.constructor.name.replace(/Command$/, ''), input: plain(command.input) };
      try {
        const { $metadata: _, ...output } = (await send(command)) as { $metadata?: unknown };
        heard({ ...said, output });
        return output;
      } catch (error) {
        heard({ ...said, error: toldBy(error) });
        throw error;
      }
    };
    return client;
  };
  return over(listening(new RDSClient(options)), listening(new STSClient(options)), {
    cloudWatch: () => listening(new CloudWatchClient(options)),
    autoscaling: () => listening(new ApplicationAutoScalingClient(options)),
  });
}

interface SdkCommand {
  constructor: { name: string };
  input: object;
}

export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** What decides about it: a connection that was cut has no name of a service, a page that is no XML only a status. */
export function toldBy(error: unknown): unknown {
  const { name, message, code, $fault, $metadata } = error as Record<string, unknown> & {
    $metadata?: { httpStatusCode?: number };
  };
  if ($fault === undefined) return { code, status: $metadata?.httpStatusCode };
  return { name, message, $fault, status: $metadata?.httpStatusCode };
}
