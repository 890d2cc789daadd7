/** Whether the arguments ask for help, the version or words that complete them. */
export function asksForUsage(args: readonly string[]): boolean {
  return args.some((arg) => /^(-h|--help|--version|--get-yargs-completions)/.test(arg));
}
