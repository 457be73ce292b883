import type { Setting, Settings } from '../../aws/rds/settings';
import type { Declaration } from '../../desired/declarations';
import { type DeclaredSetting, declaredSetting, sameSetting } from '../../desired/declared-setting';
import { ignored } from './ignored';
import { deployBefore, type PredictedChange, type Prediction } from './predicted-change';
import type { Rule, Rules } from './rule';

/** One resource of the code, and what RDS has under its name. */
interface Subject {
  declaration: Declaration;
  rules: Rules;
  /** What production has. */
  blue: Settings;
  model: Prediction['model'];
  /** What green has; blue's again where there is none yet. */
  after: Settings;
}

/** Attributes for which the plan differs with and without the upgrade, or is not empty in either case. Tags are omitted. */
export function predictResource(subject: Subject): PredictedChange[] {
  const { attributes, unresolved } = subject.declaration;
  // A resource without a single argument is none that the stack declares.
  if (Object.keys(attributes).length + unresolved.length === 0) return [];
  return Object.entries(subject.rules).flatMap(([attribute, rule]) => {
    const change = predict(subject, attribute, rule);
    return change === undefined ? [] : [{ address: subject.declaration.address, attribute, ...change }];
  });
}

type Change = Omit<PredictedChange, 'address' | 'attribute'>;

function predict(subject: Subject, attribute: string, rule: Rule): Change | undefined {
  if (attribute === 'tags' || attribute === 'tags_all') return undefined;
  const { declaration } = subject;
  const isIgnored = ignored(declaration, attribute);
  const said = declaredSetting(declaration, attribute);
  const inCode = said.kind !== 'absent';
  if (isIgnored === 'all' || rule.schema === 'computed') return undefined;
  switch (rule.after) {
    case 'same':
    case 'another':
    case 'state':
      return undefined;
    case 'version':
      return inCode ? handled('version', 'by then the code says the running version') : undefined;
    case 'groups':
      return inCode ? handled('groups', 'green gets the groups that the code declares') : undefined;
    case 'unread':
      return inCode ? unknown(rule, 'this tool does not read what RDS has') : undefined;
    default:
  }
  if (isIgnored === 'partly') return unknown(rule, 'ignore_changes covers part of it');
  if (said.kind === 'absent' && rule.schema !== 'optional') return undefined;
  return rule.after === 'placed' ? placed(subject, attribute, rule, said) : compared(subject, attribute, rule, said);
}

/** Green's place is known when it stands; before that RDS may choose any. */
function placed(subject: Subject, attribute: string, rule: Rule, said: DeclaredSetting): Change | undefined {
  if (subject.model === 'green') return compared(subject, attribute, rule, said);
  return {
    effect: 'replace',
    already: said.kind === 'value' && !sameSetting(said.value, subject.blue[attribute]),
    ...values(rule, said),
    reason: 'RDS chooses the zones of green, and a zone other than the one in the code replaces the resource',
    remedy: `Omit ${attribute} in the code: without it the plan stays as it is. Or list it in lifecycle.ignore_changes.`,
  };
}

function compared(subject: Subject, attribute: string, rule: Rule, said: DeclaredSetting): Change | undefined {
  const now = subject.blue[attribute];
  const after = expected(subject, attribute, rule);
  // "RDS accepts a DatabaseName but does not return it" (the provider's read): Terraform compares with its state then.
  if (attribute === 'database_name' && now === undefined) return unknown(rule, 'RDS does not return it');
  if (said.kind === 'unknown') {
    if (same(now, after)) return unknown(rule, 'only Terraform knows what the code says; production keeps what it has');
    const effect = rule.forceNew ? 'replace' : 'update';
    const reason = 'only Terraform knows what the code says, but green does not have what production has';
    return { effect, already: false, ...shown(rule, { expected: after }), reason, remedy: remedyFor(rule, attribute) };
  }
  const wanted = said.kind === 'value' ? said.value : rule.unset;
  const already = !same(wanted, now);
  if (same(wanted, after)) {
    if (rule.after !== 'carried' || already || isEmpty(wanted)) return undefined;
    return {
      ...handled('carry-over', 'RDS does not copy it; the upgrade adds it to green'),
      ...values(rule, said, after),
    };
  }
  return {
    effect: rule.forceNew ? 'replace' : 'update',
    already,
    ...values(rule, said, after),
    reason: reasonFor(subject, rule, already),
    remedy: remedyFor(rule, attribute, already),
  };
}

function expected({ model, blue, after }: Subject, attribute: string, rule: Rule): Setting | undefined {
  if (rule.after === 'dropped' && model === 'blue') return undefined;
  return model === 'blue' ? blue[attribute] : after[attribute];
}

function reasonFor(subject: Subject, rule: Rule, already: boolean): string {
  if (already) return 'the code and RDS already differ: the plan shows this before the upgrade too';
  if (rule.after === 'dropped') return 'a blue/green deployment does not copy it';
  return subject.model === 'green' ? 'green differs from the code' : 'RDS and the code differ';
}

function remedyFor({ forceNew }: Rule, attribute: string, already = false): string {
  if (!forceNew) return already ? deployBefore : 'Apply the stack after the upgrade.';
  return `Write into the code what RDS has for ${attribute}, or omit it where possible: Terraform can change it only by creating a new database.`;
}

const handled = (by: 'version' | 'groups' | 'carry-over', reason: string): Change => ({
  effect: 'none',
  handledBy: by,
  already: false,
  reason,
});

const unknown = (rule: Rule, reason: string): Change => ({
  effect: 'unknown',
  already: false,
  reason: rule.forceNew ? `${reason}; a difference would replace the resource` : reason,
});

/** What RDS does not say is to the provider what it takes for nothing. */
const same = (wanted: Setting | undefined, has: Setting | undefined) =>
  sameSetting(wanted, has) || (isEmpty(wanted) && isEmpty(has));

const isEmpty = (value: Setting | undefined) =>
  value === undefined || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0);

const values = (rule: Rule, said: DeclaredSetting, expected?: Setting) =>
  shown(rule, { inCode: said.kind === 'value' ? said.value : undefined, expected });

function shown(rule: Rule, found: { inCode?: Setting; expected?: Setting }) {
  if (rule.hidden) return {};
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
