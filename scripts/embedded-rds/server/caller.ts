import { ServiceFault } from '../wire/service-fault';
import { letters } from '../world/names/ids';

/** Who calls, and where: read from the request's signature, which is never verified. */
export interface Caller {
  accessKeyId: string;
  /** Region of the credential scope. */
  region: string;
  /** Service of the credential scope: `rds`, `sts`, `iam`. */
  service: string;
  /** As GetCallerIdentity answers it. */
  arn: string;
  userId: string;
}

const scopePattern = /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;

/** Throws the faults with which AWS answers a request that is not signed. */
export function callerOf(headers: Record<string, string | undefined>, query: URLSearchParams, account: string): Caller {
  const presigned = query.get('X-Amz-Credential');
  const authorization = headers.authorization ?? (presigned === null ? undefined : `Credential=${presigned}`);
  if (authorization === undefined) {
    throw new ServiceFault('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
  const match = scopePattern.exec(authorization);
  if (match === null) {
    throw new ServiceFault('IncompleteSignature', 400, 'Authorization header requires a Credential with a full scope.');
  }
  const [, accessKeyId = '', region = '', service = ''] = match;
  const token = headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token') ?? undefined;
  const session = token === undefined ? undefined : sessionOf(token);
  const name = accessKeyId.toLowerCase().replace(/[^a-z0-9+=,.@_-]/g, '') || 'local';
  return {
    accessKeyId,
    region,
    service,
    arn: session?.arn ?? `arn:aws:iam::${account}:user/${name}`,
    userId: session?.userId ?? `AIDA${letters(`user ${account} ${name}`, 17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  };
}

interface Session {
  arn: string;
  userId: string;
}

/**
 * The session token of an assumed role says which role it is: nothing has to be remembered, and sessions survive a
 * restart. Tokens of real credentials do not parse and are taken as belonging to a plain user.
 */
export function sessionToken(session: Session): string {
  return Buffer.from(JSON.stringify({ embeddedRds: 1, ...session })).toString('base64');
}

function sessionOf(token: string): Session | undefined {
  try {
    const session = JSON.parse(Buffer.from(token, 'base64').toString()) as Partial<Session> & { embeddedRds?: number };
    const { arn, userId } = session;
    return session.embeddedRds === 1 && arn !== undefined && userId !== undefined ? { arn, userId } : undefined;
  } catch {
    return undefined;
  }
}
