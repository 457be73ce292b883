import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { AuroraClusterProps } from 'aurora-blue-green';
import { TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';

/** A stack with its provider, and what every cluster has in common. */
export class DatabaseStack extends TerraformStack {
  /** Spread first: what a cluster writes after it wins. */
  protected readonly shared: Partial<AuroraClusterProps> & Pick<AuroraClusterProps, 'engine'>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'ap-northeast-1' });
    // The binding pins the one provider version that it was generated from; what is used here is in all of these.
    this.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');
    // Set TF_VAR_master_password for every plan and deploy.
    const masterPassword = new TerraformVariable(this, 'master_password', { type: 'string', sensitive: true });
    this.shared = {
      engine: 'aurora-postgresql',
      masterUsername: 'postgres',
      masterPassword: masterPassword.stringValue,
      backupRetentionPeriod: 14,
      enabledCloudwatchLogsExports: ['postgresql'],
      performanceInsights: { enabled: true },
      tags: { team: 'databases' },
    };
  }
}
