import { isReservedDatabase, isReservedUser } from '../../../../constructs/engines/reserved-words';
import { isPlayed, playedEngines } from '../../data/engines';
import { invalidParameterValue } from '../../wire/service-fault';

const longest = (engine: string) => (isPlayed(engine) ? playedEngines[engine].longest : undefined);

/** Throws InvalidParameterValue for a name that the engine cannot have. Wording: aws/aws-cdk#5076, dwerder in provider-aws#1701. */
export function checkMasterUsername(engine: string, name: string): void {
  if (!/^[A-Za-z]\w*$/.test(name)) {
    throw invalidParameterValue('MasterUsername must begin with a letter and contain only alphanumeric characters.');
  }
  if (name.length > (longest(engine)?.user ?? name.length)) throw invalidParameterValue('Invalid master user name');
  if (!isReservedUser(engine, name)) return;
  throw invalidParameterValue(`MasterUsername ${name} cannot be used as it is a reserved word used by the engine`);
}

/** The same of the first database. Wording: hashicorp/terraform-provider-aws#38528. */
export function checkDatabaseName(engine: string, name: string): void {
  if (!/^[A-Za-z]\w*$/.test(name) || name.length > (longest(engine)?.database ?? name.length)) {
    throw invalidParameterValue('DatabaseName must begin with a letter and contain only alphanumeric characters.');
  }
  if (!isReservedDatabase(engine, name)) return;
  throw invalidParameterValue(`DatabaseName ${name} cannot be used as it is a reserved word used by the engine`);
}

export function checkPassword(engine: string, password: string): void {
  const most = longest(engine)?.password ?? password.length;
  if (password.length < 8 || password.length > most) {
    throw invalidParameterValue(
      'The parameter MasterUserPassword is not a valid password because it is ' +
        (password.length < 8 ? 'shorter than 8 characters.' : `longer than ${most} characters.`),
    );
  }
  if (!/^[!-~]*$/.test(password) || /[/@"]/.test(password)) {
    throw invalidParameterValue(
      "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' " +
        'may be used.',
    );
  }
}
