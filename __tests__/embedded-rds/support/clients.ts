import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { type EmbeddedRds, embeddedRequestHandler } from '../../../scripts/embedded-rds/embedded-rds';

const config = (rds: Pick<EmbeddedRds, 'handle'>, region: string) => ({
  region,
  credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'any' },
  requestHandler: embeddedRequestHandler(rds),
});

/** Real clients of the SDK on an embedded RDS, without a socket. */
export function rdsClient(rds: Pick<EmbeddedRds, 'handle'>, region = 'ap-northeast-1'): RDSClient {
  return new RDSClient(config(rds, region));
}

export function autoScalingClient(
  rds: Pick<EmbeddedRds, 'handle'>,
  region = 'ap-northeast-1',
): ApplicationAutoScalingClient {
  return new ApplicationAutoScalingClient(config(rds, region));
}

export function cloudWatchClient(rds: Pick<EmbeddedRds, 'handle'>, region = 'ap-northeast-1'): CloudWatchClient {
  return new CloudWatchClient(config(rds, region));
}

export function stsClient(rds: Pick<EmbeddedRds, 'handle'>, region = 'ap-northeast-1'): STSClient {
  return new STSClient(config(rds, region));
}

/** Name, HTTP status and message of what a call is refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; status: number; message: string }> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (error === undefined) throw new Error('The call was not refused.');
  return { code: error.Code ?? error.name, status: error.$metadata?.httpStatusCode, message: error.message };
}
