import { CreateGlobalClusterCommand, type RDSClient } from '@aws-sdk/client-rds';
import type { SeedSpec } from '../../../scripts/embedded-rds/seed/seed';

export const regionName = 'ap-northeast-1';
export const otherRegion = 'eu-west-1';

/** Code that is deployed, before a row changes it: what RDS holds, what Terraform reads, and what comes into its state. */
export interface Base {
  /** Files of the configuration, by path. */
  files: Record<string, string>;
  /** What RDS holds, by region. */
  seed: Record<string, SeedSpec>;
  /** What a seed cannot say. */
  more?(client: RDSClient): Promise<void>;
  /** Identifiers by address. */
  imports: Record<string, string>;
}

const header = `
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "${regionName}"
}
`;

const postgres = { engine: 'aurora-postgresql', engine_version: '15.4', master_username: 'postgres' };

const cluster = (cluster_identifier: string, more: object = {}) => ({ cluster_identifier, ...postgres, ...more });

const instance = (identifier: string, cluster_identifier: string, more: object = {}) => ({
  identifier,
  cluster_identifier,
  engine: 'aurora-postgresql',
  instance_class: 'db.r6g.large',
  ...more,
});

const holding = (spec: Partial<SeedSpec>): SeedSpec => ({
  clusters: [],
  instances: [],
  clusterParameterGroups: [],
  parameterGroups: [],
  subnetGroups: [],
  ...spec,
});

/** One cluster with two instances and its groups. */
const orders: Base = {
  files: {
    'main.tf': `${header}
resource "aws_rds_cluster_parameter_group" "pg15" {
  name   = "orders-cluster-pg15"
  family = "aurora-postgresql15"
}

resource "aws_db_parameter_group" "pg15" {
  name   = "orders-pg15"
  family = "aurora-postgresql15"
}

resource "aws_rds_cluster" "orders" {
  cluster_identifier              = "orders"
  engine                          = "aurora-postgresql"
  engine_version                  = "15.4"
  master_username                 = "postgres"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.pg15.name
  skip_final_snapshot             = true
}

resource "aws_rds_cluster_instance" "one" {
  identifier              = "orders-1"
  cluster_identifier      = aws_rds_cluster.orders.cluster_identifier
  engine                  = "aurora-postgresql"
  instance_class          = "db.r6g.large"
  db_parameter_group_name = aws_db_parameter_group.pg15.name
}

resource "aws_rds_cluster_instance" "two" {
  identifier              = "orders-2"
  cluster_identifier      = aws_rds_cluster.orders.cluster_identifier
  engine                  = "aurora-postgresql"
  instance_class          = "db.r6g.large"
  db_parameter_group_name = aws_db_parameter_group.pg15.name
}
`,
  },
  seed: {
    [regionName]: holding({
      clusters: [cluster('orders', { db_cluster_parameter_group_name: 'orders-cluster-pg15' })],
      instances: ['orders-1', 'orders-2'].map((name) =>
        instance(name, 'orders', { db_parameter_group_name: 'orders-pg15' }),
      ),
      clusterParameterGroups: [{ name: 'orders-cluster-pg15', family: 'aurora-postgresql15' }],
      parameterGroups: [{ name: 'orders-pg15', family: 'aurora-postgresql15' }],
    }),
  },
  imports: {
    'aws_rds_cluster_parameter_group.pg15': 'orders-cluster-pg15',
    'aws_db_parameter_group.pg15': 'orders-pg15',
    'aws_rds_cluster.orders': 'orders',
    'aws_rds_cluster_instance.one': 'orders-1',
    'aws_rds_cluster_instance.two': 'orders-2',
  },
};

const plain = (identifier: string) => `
  cluster_identifier  = ${identifier}
  engine              = "aurora-postgresql"
  engine_version      = "15.4"
  master_username     = "postgres"
  skip_final_snapshot = true`;

/** for_each with keys that mean something to a shell, count, and a module in a module. */
const shapes: Base = {
  files: {
    'main.tf': `${header}
locals {
  shops = {
    "it's $HOME" = "shop-quote"
    "a b; ls"    = "shop-blank"
  }
}

resource "aws_rds_cluster" "shop" {
  for_each = local.shops
${plain('each.value')}
}

resource "aws_rds_cluster_instance" "shop" {
  for_each           = local.shops
  identifier         = "\${each.value}-1"
  cluster_identifier = aws_rds_cluster.shop[each.key].cluster_identifier
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}

resource "aws_rds_cluster" "shard" {
  count = 2
${plain('"shard-${count.index}"')}
}

module "team" {
  source   = "./team"
  for_each = toset(["green field"])
  name     = "team-green"
}
`,
    'team/main.tf': `
variable "name" {}

module "db" {
  source = "./db"
  name   = var.name
}
`,
    'team/db/main.tf': `
variable "name" {}

resource "aws_rds_cluster" "this" {
${plain('var.name')}
}
`,
  },
  seed: {
    [regionName]: holding({
      clusters: ['shop-quote', 'shop-blank', 'shard-0', 'shard-1', 'team-green'].map((name) => cluster(name)),
      instances: ['shop-quote', 'shop-blank'].map((name) => instance(`${name}-1`, name)),
    }),
  },
  imports: {
    'aws_rds_cluster.shop["it\'s $HOME"]': 'shop-quote',
    'aws_rds_cluster.shop["a b; ls"]': 'shop-blank',
    'aws_rds_cluster_instance.shop["it\'s $HOME"]': 'shop-quote-1',
    'aws_rds_cluster_instance.shop["a b; ls"]': 'shop-blank-1',
    'aws_rds_cluster.shard[0]': 'shard-0',
    'aws_rds_cluster.shard[1]': 'shard-1',
    'module.team["green field"].module.db.aws_rds_cluster.this': 'team-green',
  },
};

/** A global cluster and its primary, as the provider's documentation has them: the member's version is ignored. */
const world: Base = {
  files: {
    'main.tf': `${header}
resource "aws_rds_global_cluster" "world" {
  global_cluster_identifier = "world"
  engine                    = "aurora-postgresql"
  engine_version            = "15.4"
  force_destroy             = true
}

resource "aws_rds_cluster" "orders" {
  cluster_identifier        = "orders"
  engine                    = "aurora-postgresql"
  engine_version            = "15.4"
  master_username           = "postgres"
  skip_final_snapshot       = true
  global_cluster_identifier = aws_rds_global_cluster.world.id
  lifecycle {
    ignore_changes = [engine_version]
  }
}
`,
  },
  seed: { [regionName]: holding({ clusters: [cluster('orders')] }) },
  async more(client) {
    const input = { GlobalClusterIdentifier: 'world', SourceDBClusterIdentifier: 'orders' };
    await client.send(new CreateGlobalClusterCommand(input));
  },
  imports: { 'aws_rds_global_cluster.world': 'world', 'aws_rds_cluster.orders': 'orders' },
};

/** Two clusters of one name in two regions. */
const regions: Base = {
  files: {
    'main.tf': `${header}
provider "aws" {
  alias  = "eu"
  region = "${otherRegion}"
}

resource "aws_rds_cluster" "asia" {
${plain('"orders"')}
}

resource "aws_rds_cluster" "europe" {
  provider = aws.eu
${plain('"orders"')}
}
`,
  },
  seed: {
    [regionName]: holding({ clusters: [cluster('orders')] }),
    [otherRegion]: holding({ clusters: [cluster('orders')] }),
  },
  imports: { 'aws_rds_cluster.asia': 'orders', 'aws_rds_cluster.europe': 'orders' },
};

/** Aurora MySQL, Serverless v2. */
const mysql: Base = {
  files: {
    'main.tf': `${header}
resource "aws_rds_cluster" "cart" {
  cluster_identifier  = "cart"
  engine              = "aurora-mysql"
  engine_version      = "8.0.mysql_aurora.3.05.2"
  master_username     = "admin"
  skip_final_snapshot = true
  serverlessv2_scaling_configuration {
    min_capacity = 1
    max_capacity = 4
  }
}

resource "aws_rds_cluster_instance" "cart" {
  identifier         = "cart-1"
  cluster_identifier = aws_rds_cluster.cart.cluster_identifier
  engine             = "aurora-mysql"
  instance_class     = "db.serverless"
}
`,
  },
  seed: {
    [regionName]: holding({
      clusters: [
        {
          cluster_identifier: 'cart',
          engine: 'aurora-mysql',
          engine_version: '8.0.mysql_aurora.3.05.2',
          master_username: 'admin',
          serverlessv2_scaling_configuration: { min_capacity: 1, max_capacity: 4 },
        },
      ],
      instances: [instance('cart-1', 'cart', { engine: 'aurora-mysql', instance_class: 'db.serverless' })],
    }),
  },
  imports: { 'aws_rds_cluster.cart': 'cart', 'aws_rds_cluster_instance.cart': 'cart-1' },
};

export const bases = { orders, shapes, world, regions, mysql };

export type BaseName = keyof typeof bases;
