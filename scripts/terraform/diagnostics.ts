import { ResourceAddress } from '../desired/resource-address';
import { isRecord } from '../runtime/is-record';

/** One error of `terraform plan -json`; the snippet's values are omitted on purpose: they may be secrets. */
export interface Diagnostic {
  severity: string;
  summary: string;
  detail: string;
  /** `resource.aws_rds_cluster.orders.lifecycle.postcondition[0]`, where terraform names the place in the code. */
  context?: string;
  /** The resource's address, where terraform names it. */
  address?: string;
}

export interface StateLock {
  id?: string;
  who?: string;
  operation?: string;
  created?: string;
  path?: string;
}

/**
 * Reads the diagnostics from Terraform's machine-readable output, one JSON object per line
 * (https://developer.hashicorp.com/terraform/internals/machine-readable-ui). Lines of any other kind are skipped.
 */
export function readDiagnostics(stdout: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const line of stdout.split('\n')) {
    if (!line.includes('"diagnostic"')) continue;
    const diagnostic = parse(line)?.diagnostic;
    if (!isRecord(diagnostic)) continue;
    const context = isRecord(diagnostic.snippet) ? text(diagnostic.snippet.context) : undefined;
    found.push({
      severity: text(diagnostic.severity) ?? 'error',
      summary: text(diagnostic.summary) ?? '',
      detail: text(diagnostic.detail) ?? '',
      context,
      address: text(diagnostic.address),
    });
  }
  return found;
}

/**
 * The errors of a terraform command whose output is for people (`init`): the content of its boxes, one entry per box. Used where no
 * supported version has a machine-readable form.
 */
export function readPlainErrors(stderr: string): Diagnostic[] {
  const plain = stderr
    .split('\n')
    .map((line) => line.replace(/^[\u2502\u2577\u2575|]\s?/, '').trimEnd())
    .join('\n');
  const parts = plain.split(/^(?=(?:Error|Warning): )/m).filter((part) => part.startsWith('Error: '));
  // `init` announces errors of the configuration with a box of its own that says nothing.
  const telling = parts.filter((part) => !part.startsWith('Error: Terraform encountered problems during init'));
  return (telling.length > 0 ? telling : parts).map((part) => {
    const [first = '', ...rest] = part.slice('Error: '.length).trim().split('\n');
    // Quoted code is left out: it may hold a secret.
    const said = rest.filter((line) => !/^\s+(on .* line \d+|\d+:)/.test(line));
    return { severity: 'error', summary: first, detail: said.join('\n').trim() };
  });
}

/** Who holds the state, if that is why Terraform failed. Every backend prints the same `Lock Info` block. */
export function findStateLock(diagnostics: Diagnostic[]): StateLock | undefined {
  const hit = diagnostics.find((diagnostic) => /acquiring the state lock/i.test(diagnostic.summary));
  if (!hit) return undefined;
  const field = (name: string) => new RegExp(`^\\s*${name}:[ \\t]+(\\S.*)$`, 'm').exec(hit.detail)?.[1]?.trim();
  // Nobody holds what could not even be written: waiting would not help.
  const isUnwritable = /permission denied|read-only file system|no space left|access ?denied|not authorized/i.test(
    hit.detail,
  );
  if (isUnwritable && field('ID') === undefined) return undefined;
  return {
    id: field('ID'),
    who: field('Who'),
    operation: field('Operation')?.replace(/^OperationType/, ''),
    created: field('Created'),
    path: field('Path'),
  };
}

/** Resources whose postcondition or precondition stopped the plan, with the message from the code. */
export function findFailedConditions(diagnostics: Diagnostic[]): { address?: string; message: string }[] {
  return diagnostics
    .filter(({ severity, summary }) => severity === 'error' && /^Resource (post|pre)condition failed$/.test(summary))
    .map(({ address, context, detail }) => ({
      address: address ?? ownerOf(context),
      message: detail.trim(),
    }));
}

/** `aws_rds_cluster.orders` of `resource.aws_rds_cluster.orders.lifecycle.postcondition[0]`. */
function ownerOf(context = ''): string | undefined {
  const found = ResourceAddress.beginningOf(context.replace(/^resource\./, ''));
  return found?.rest.startsWith('.lifecycle.') ? found.address.toString() : undefined;
}

/** Addresses whose `prevent_destroy` stopped the plan. Terraform names them only in the text. */
export function findPreventedDestroys(diagnostics: Diagnostic[]): string[] {
  return diagnostics
    .filter(({ severity, summary }) => severity === 'error' && summary === 'Instance cannot be destroyed')
    .flatMap(({ detail }) => /^Resource (\S.*?) has lifecycle\.prevent_destroy set/.exec(detail.trim())?.[1] ?? []);
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
