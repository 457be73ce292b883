import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { AuroraCluster } from './constructs/aurora-cluster';

class AuroraBg extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AwsProvider(this, 'aws', { region: 'ap-northeast-1' });
    // The bindings pin the one provider version that they were generated from; what is used here is in all of these.
    this.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');

    // To create the cluster, set TF_VAR_master_password and keep it set. A cluster that is imported needs none.
    const masterPassword = new TerraformVariable(this, 'master_password', { type: 'string', sensitive: true });
    masterPassword.addOverride('default', null);

    new AuroraCluster(this, 'aurora', {
      clusterIdentifier: 'aurora-bg-aurora-cluster',
      engine: 'aurora-postgresql',
      // Bump this, then run `npm run upgrade`: a blue/green deployment takes the cluster there.
      engineVersion: '15.6',
      instances: {
        'aurora-bg-aurora-instance-1': { instanceClass: 'db.r6g.large' },
        'aurora-bg-aurora-instance-2': { instanceClass: 'db.r6g.large' },
      },
      clusterParameterGroup: { name: 'aurora-bg-aurora-pg15-cluster-params' },
      instanceParameterGroup: { name: 'aurora-bg-aurora-pg15-params' },
      masterUsername: 'postgres',
      masterPassword: masterPassword.stringValue,
    });
  }
}

const app = new App();
new AuroraBg(app, 'aurora-bg');
app.synth();
