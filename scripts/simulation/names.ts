export const clusterName = 'orders';
export const instanceNames = ['orders-1', 'orders-2'] as const;
export const region = 'eu-west-1';
export const beginning = Date.parse('2026-01-15T01:00:00Z');
