import { escapeXml, response } from '../wire/encode';
import { invalidParameterValue, ServiceFault } from '../wire/service-fault';
import { unplayedSentence } from '../wire/unplayed-service';
import { draw, letters } from '../world/names/ids';
import type { World } from '../world/world';
import { type Caller, sessionToken } from './caller';

/**
 * What Terraform, the AWS CLI and the SDK ask STS and IAM before they turn to RDS. Which calls the provider makes depends on
 * its skip_* flags: GetCallerIdentity, or GetUser and ListRoles (hashicorp/aws-sdk-go-base, awsauth.go).
 */
export function stsOutput(world: World, caller: Caller, operation: string, input: Record<string, unknown>): unknown {
  if (operation === 'GetCallerIdentity') return { UserId: caller.userId, Account: world.account, Arn: caller.arn };
  if (operation === 'AssumeRole') return assumeRole(world, caller, input);
  throw unplayed('sts', operation);
}

function assumeRole(world: World, caller: Caller, input: Record<string, unknown>): unknown {
  const { RoleArn, RoleSessionName, DurationSeconds } = input as {
    RoleArn: string;
    RoleSessionName: string;
    DurationSeconds?: number;
  };
  const role = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(RoleArn);
  if (role === null) throw invalidParameterValue(`${RoleArn} is invalid`);
  const [, account = '', name = ''] = role;
  if (account !== world.account) {
    throw new ServiceFault(
      'AccessDenied',
      403,
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}. ` +
        `This embedded RDS emulates only the account ${world.account}.`,
    );
  }
  const roleId = `AROA${letters(`role ${RoleArn}`, 17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
  const session = {
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${RoleSessionName}`,
    userId: `${roleId}:${RoleSessionName}`,
  };
  return {
    AssumedRoleUser: { Arn: session.arn, AssumedRoleId: session.userId },
    Credentials: {
      AccessKeyId: draw(world, 'access-key'),
      SecretAccessKey: 'embedded-rds-accepts-any-secret',
      SessionToken: sessionToken(session),
      // On the wall's clock, as the SDK compares it with its own, whatever the world's clock says.
      Expiration: new Date(Date.now() + (DurationSeconds ?? 3600) * 1000),
    },
  };
}

const iamNamespace = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** IAM's two calls: their schemas are not among this project's packages, and their answers are this short. */
export function iamResponse(world: World, caller: Caller, operation: string, requestId: string): string {
  const xml = (result: string): string =>
    response(operation, iamNamespace, `<${operation}Result>${result}</${operation}Result>`, requestId);
  if (operation === 'GetUser') {
    const name = caller.arn.split('/').at(-1) ?? 'local';
    return xml(
      `<User><Path>/</Path><UserName>${escapeXml(name)}</UserName><UserId>${escapeXml(caller.userId)}</UserId>` +
        `<Arn>${escapeXml(caller.arn)}</Arn><CreateDate>2020-01-01T00:00:00Z</CreateDate></User>`,
    );
  }
  if (operation === 'ListRoles') return xml(listedRole(world));
  throw unplayed('iam', operation);
}

/** One role, as the provider reads the account's number out of the first one's ARN. */
function listedRole({ account }: World): string {
  return (
    '<IsTruncated>false</IsTruncated><Roles><member><Path>/</Path><RoleName>embedded-rds</RoleName>' +
    `<RoleId>AROAEMBEDDEDRDS000000</RoleId><Arn>arn:aws:iam::${account}:role/embedded-rds</Arn>` +
    '<CreateDate>2020-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument></member></Roles>'
  );
}

function unplayed(service: string, operation: string): ServiceFault {
  return new ServiceFault('InvalidAction', 400, unplayedSentence(`${service}:${operation}`));
}
