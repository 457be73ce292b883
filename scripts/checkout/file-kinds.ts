/** By the end of the name. */
export const isScript = (path: string) => /\.[mc]?[jt]s$|\.[jt]sx$/.test(path);
export const isJson = (path: string) => /\.jsonc?$/.test(path);
export const isCode = (path: string) =>
  isScript(path) || isJson(path) || /\.(ya?ml|toml|ini|env|properties|tfvars|txt)$/.test(path);
