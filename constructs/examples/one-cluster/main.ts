import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AuroraCluster } from 'aurora-blue-green';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';

class Databases extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AwsProvider(this, 'aws', { region: 'eu-west-1' });
    // The binding pins the one provider version that it was generated from; what is used here is in all of these.
    this.addOverride('terraform.required_providers.aws.version', '>= 5.100.0, < 7.0.0');

    // Set TF_VAR_password for every plan and deploy.
    const password = new TerraformVariable(this, 'password', { type: 'string', sensitive: true });
    new AuroraCluster(this, 'orders', {
      clusterIdentifier: 'orders',
      engine: 'aurora-postgresql',
      // Bump this, then run `npx aurora-blue-green upgrade orders`: a blue/green deployment takes the cluster there.
      engineVersion: '15.6',
      instances: { 'orders-1': { instanceClass: 'db.r6g.large' }, 'orders-2': { instanceClass: 'db.r6g.large' } },
      masterUsername: 'postgres',
      masterPassword: password.stringValue,
    });
  }
}

const app = new App();
new Databases(app, 'databases');
app.synth();
