import * as sdk from '@aws-sdk/client-rds';
import { must } from './parse';
import {
  parseIntegration,
  parseMaintenance,
  parseProxyTarget,
  parseQuota,
  parseSubscription,
} from './parse-surroundings';
import { SdkCalls } from './sdk-calls';
import type * as rds from './types';

/** A megabyte at the most is answered. */
const linesOfLog = 2_000;

/** The reads of what stands around a cluster, each a list of the whole region: one answer serves every cluster. */
export abstract class SdkSurroundings extends SdkCalls {
  async proxyTargets(): Promise<rds.ProxyTarget[]> {
    const proxies = await this.all(
      'DescribeDBProxies',
      {},
      (input) => this.client.send(new sdk.DescribeDBProxiesCommand(input)),
      (page) => page.DBProxies,
    );
    const found: rds.ProxyTarget[] = [];
    for (const { DBProxyName = '' } of proxies) {
      const targets = await this.all(
        'DescribeDBProxyTargets',
        { DBProxyName },
        (input) => this.client.send(new sdk.DescribeDBProxyTargetsCommand(input)),
        (page) => page.Targets,
      );
      found.push(...targets.flatMap((target) => parseProxyTarget(DBProxyName, target)));
    }
    return found;
  }

  async eventSubscriptions(): Promise<rds.EventSubscription[]> {
    const all = await this.all(
      'DescribeEventSubscriptions',
      {},
      (input) => this.client.send(new sdk.DescribeEventSubscriptionsCommand(input)),
      (page) => page.EventSubscriptionsList,
    );
    return all.map(parseSubscription);
  }

  async integrations(): Promise<rds.Integration[]> {
    const all = await this.all(
      'DescribeIntegrations',
      {},
      (input) => this.client.send(new sdk.DescribeIntegrationsCommand(input)),
      (page) => page.Integrations,
    );
    return all.map(parseIntegration);
  }

  async pendingMaintenance(): Promise<rds.PendingMaintenance[]> {
    const all = await this.all(
      'DescribePendingMaintenanceActions',
      {},
      (input) => this.client.send(new sdk.DescribePendingMaintenanceActionsCommand(input)),
      (page) => page.PendingMaintenanceActions,
    );
    return all.flatMap(parseMaintenance);
  }

  async quotas(): Promise<rds.Quota[]> {
    const answer = await this.call('DescribeAccountAttributes', () =>
      this.client.send(new sdk.DescribeAccountAttributesCommand({})),
    );
    const quotas = (answer.AccountQuotas ?? []).flatMap(parseQuota);
    // Every account has some: an empty list is no answer.
    return must(quotas.length === 0 ? undefined : quotas, 'the account', 'AccountQuotas');
  }

  async offeredClasses(engine: string, version: string): Promise<string[]> {
    const all = await this.all(
      'DescribeOrderableDBInstanceOptions',
      // Some hundred rows: one for each class, storage type and licence.
      { Engine: engine, EngineVersion: version, MaxRecords: 1000 },
      (input) => this.client.send(new sdk.DescribeOrderableDBInstanceOptionsCommand(input)),
      (page) => page.OrderableDBInstanceOptions,
    );
    return [...new Set(all.flatMap(({ DBInstanceClass }) => DBInstanceClass ?? []))];
  }

  /**
   * Of the API of RDS and not of CloudWatch Logs: it needs no export, no further SDK, and no price for what is scanned
   * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DownloadDBLogFilePortion.html).
   */
  async engineLog(instance: string, since: number): Promise<string> {
    const files = await this.all(
      'DescribeDBLogFiles',
      { DBInstanceIdentifier: instance, FilenameContains: 'error/', FileLastWritten: since },
      (input) => this.client.send(new sdk.DescribeDBLogFilesCommand(input)),
      (page) => page.DescribeDBLogFiles,
    );
    const newest = files.sort((a, b) => (a.LastWritten ?? 0) - (b.LastWritten ?? 0)).slice(-2);
    const parts: string[] = [];
    for (const { LogFileName } of newest) {
      // Without a marker: the last lines.
      const command = { DBInstanceIdentifier: instance, LogFileName, NumberOfLines: linesOfLog };
      const answer = await this.call('DownloadDBLogFilePortion', () =>
        this.client.send(new sdk.DownloadDBLogFilePortionCommand(command)),
      );
      parts.push(answer.LogFileData ?? '');
    }
    return parts.join('\n');
  }
}
