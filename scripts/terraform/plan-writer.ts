import { isRecord } from '../runtime/is-record';
import { printable } from '../runtime/printable';

/** Which program wrote a plan. */
export interface PlanWriter {
  program: 'Terraform' | 'OpenTofu';
  version: string;
}

/**
 * OpenTofu writes its own version as `terraform_version`. It is recognized by its provider registry; also, a plan of 1.8 or later that
 * does not record whether it is complete is OpenTofu's, whose plans never do (https://opentofu.org/docs/internals/json-format/). An
 * early one with providers of another registry reads as Terraform's.
 */
export function writerOf(plan: Record<string, unknown>): PlanWriter {
  const version = typeof plan.terraform_version === 'string' ? printable(plan.terraform_version) : 'unknown';
  const says = typeof plan.complete === 'boolean';
  const isOpenTofu = providers(plan).some((name) => name.startsWith('registry.opentofu.org/'));
  return { program: isOpenTofu || (!says && isSince18(version)) ? 'OpenTofu' : 'Terraform', version };
}

function providers({ resource_changes: changes, configuration }: Record<string, unknown>): string[] {
  const configured =
    isRecord(configuration) && isRecord(configuration.provider_config) ? configuration.provider_config : {};
  return [
    ...(Array.isArray(changes) ? changes : []).map((entry) => (isRecord(entry) ? entry.provider_name : undefined)),
    ...Object.values(configured).map((entry) => (isRecord(entry) ? entry.full_name : undefined)),
  ].filter((name): name is string => typeof name === 'string');
}

function isSince18(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 8);
}
