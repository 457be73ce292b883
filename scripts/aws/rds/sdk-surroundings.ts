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

/** Of a file that is read as a whole: some ten megabytes. */
const mostPortions = 20;

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

  /**
   * From the marker 0 on, until nothing is pending; the number of lines is left to RDS, which cuts an answer off that it asks too much of
   * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DownloadDBLogFilePortion.html).
   */
  async logFile(instance: string, file: string, since: number): Promise<rds.LogFile | undefined> {
    const files = await this.all(
      'DescribeDBLogFiles',
      { DBInstanceIdentifier: instance, FilenameContains: file, FileLastWritten: since },
      (input) => this.client.send(new sdk.DescribeDBLogFilesCommand(input)),
      (page) => page.DescribeDBLogFiles,
    );
    // Rotated ones have more in their names.
    if (!files.some(({ LogFileName }) => LogFileName === file)) return undefined;
    let text = '';
    let marker = '0';
    for (let portion = 0; portion < mostPortions; portion += 1) {
      const command = { DBInstanceIdentifier: instance, LogFileName: file, Marker: marker };
      const answer = await this.call('DownloadDBLogFilePortion', () =>
        this.client.send(new sdk.DownloadDBLogFilePortionCommand(command)),
      );
      text += answer.LogFileData ?? '';
      if (answer.AdditionalDataPending !== true) return { text, whole: true };
      if (answer.Marker === undefined || answer.Marker === marker) break;
      marker = answer.Marker;
    }
    return { text, whole: false };
  }
}
