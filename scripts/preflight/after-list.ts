import { engines } from '../engines';
import { counted } from '../runtime/counted';
import { fact, type View } from '../view/view';
import { seen } from './api/seen';
import { dataVerdict } from './data-verdict';
import { type Finding, warn } from './finding';
import { lostFindings } from './lost-findings';
import { comparedIds } from './sql/standing/unreplicated';

/** What a switchover leaves to people, as far as it is still to be done. */
interface AfterList {
  /** Each with its commands, in its remedy. */
  todo: Finding[];
  /** Why the rest is not known, a sentence each. */
  unknown: string[];
}

/** Nothing of it decides: production runs. What is done is not in it any more, because the databases say so. */
export function afterList(view: View): AfterList {
  const after = dataVerdict(view, 'after');
  const lost = lostFindings(view);
  const why = after.notChecked[0]?.why ?? lost.unknown;
  return {
    todo: [...clientsOnOld(view), ...lost.findings, ...after.findings.map(withCommands)],
    unknown: why === undefined ? [] : [why],
  };
}

/** An item is shown with what to type, not only with where to find it. */
const withCommands = (finding: Finding): Finding => ({
  ...finding,
  severity: 'warn',
  remedy: [finding.remedy, ...(finding.script === undefined ? [] : [finding.script])].join('\n'),
});

/** CloudWatch counts, and is some minutes late; the database says who it is, and needs a route to it. */
function clientsOnOld(view: View): Finding[] {
  const old = fact(view, 'old');
  if (old === null) return [];
  const { identifier, endpoint, settings } = old.cluster;
  const counts = (seen(fact(view, 'clientsOnOld')) ?? []).filter(({ connections = 0 }) => connections > 0);
  const listed = counts.map(
    ({ instance, connections = 0, at = 0 }) =>
      `${instance} ${connections} (${new Date(at).toISOString().slice(11, 16)}Z)`,
  );
  const counting = counts.length === 0 ? '' : `CloudWatch counts connections: ${listed.join(', ')}.`;
  const { findings, passed } = dataVerdict(view, 'old');
  const [named] = findings;
  if (named !== undefined) return [{ ...named, message: [named.message, counting].filter(Boolean).join(' ') }];
  // The database was asked now, and CloudWatch tells of minutes ago.
  if (counts.length === 0 || passed.some((id) => !comparedIds.includes(id))) return [];
  const total = counts.reduce((sum, { connections = 0 }) => sum + connections, 0);
  const { clients, shell } = engines[view.desired.annotation.engine];
  const to = { host: endpoint ?? '', port: Number(settings.port ?? 0), user: `${settings.master_username ?? ''}` };
  return [
    warn(
      'OLD_IN_USE',
      `${counted(total, 'client')} still on ${identifier}, where every write fails. ${counting}`,
      [
        'Restart these applications, or their connection pools: they must look the endpoint up again. The old cluster shows who they are:',
        shell(to),
        clients,
      ].join('\n'),
    ),
  ];
}
