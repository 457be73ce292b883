import { ExitCode, UpgradeError } from '../../runtime/errors';
import { isRecord } from '../../runtime/is-record';
import { specification } from '../specification';
import type { PolicyStatement } from '../world/on-demand/policies';

const documentElements = ['Version', 'Id', 'Statement'];
const statementElements = ['Sid', 'Effect', 'Action', 'Resource'];

/**
 * The statements of a JSON policy. What would make a difference on AWS and makes none here is refused: a policy that is proven here
 * must mean the same there (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
 * @param name  the file's, for the sentence
 */
export function readPolicy(text: string, name: string): PolicyStatement[] {
  const bad = (what: string) =>
    new UpgradeError({
      code: 'BAD_POLICY',
      message: `The policy ${name} ${what}.`,
      remedy: `${specification}, "Permissions", says which policies the embedded RDS understands.`,
      exitCode: ExitCode.usage,
    });
  const document = parsed(text);
  if (!isRecord(document)) throw bad('is not a JSON object');
  const strange = Object.keys(document).find((key) => !documentElements.includes(key));
  if (strange !== undefined) throw bad(`has the element ${strange}, which the embedded RDS does not understand`);
  if (document.Version !== '2012-10-17') throw bad('does not say "Version": "2012-10-17"');
  const statements = listOf(document.Statement);
  if (statements.length === 0) throw bad('has no Statement');
  return statements.map((statement, index): PolicyStatement => {
    if (!isRecord(statement)) throw bad(`has a statement, number ${index + 1}, that is not an object`);
    const where = `statement ${typeof statement.Sid === 'string' ? statement.Sid : `number ${index + 1}`}`;
    const unknown = Object.keys(statement).find((key) => !statementElements.includes(key));
    if (unknown !== undefined) throw bad(`has ${unknown} in its ${where}, which the embedded RDS does not understand`);
    const { Effect: effect, Action, Resource } = statement;
    if (effect !== 'Allow' && effect !== 'Deny') throw bad(`has an Effect other than Allow and Deny in its ${where}`);
    if (listOf(Resource).join() !== '*') throw bad(`names another Resource than "*" in its ${where}`);
    const actions = listOf(Action);
    if (actions.length === 0) throw bad(`has no Action in its ${where}`);
    const wrong = actions.find((action) => !isAction(action));
    if (wrong !== undefined)
      throw bad(`has ${JSON.stringify(wrong)} as an Action in its ${where}, not service:Operation`);
    return { effect, actions: actions as string[] };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** IAM takes one where a list may be. */
const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** A service is named in full; `*` alone is every action of every service. */
const isAction = (value: unknown): boolean =>
  typeof value === 'string' && (value === '*' || /^[a-z0-9-]+:[a-z0-9*?]+$/i.test(value));
