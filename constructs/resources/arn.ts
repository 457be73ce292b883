import { Fn, Token } from 'cdktf';

/** One part of an ARN that only Terraform knows, so that neither account nor partition has to be read for it. */
export function arnPart(arn: string, part: 'partition' | 'region' | 'account'): string {
  const index = { partition: 1, region: 3, account: 4 }[part];
  return Token.asString(Fn.element(Fn.split(':', arn), index));
}
