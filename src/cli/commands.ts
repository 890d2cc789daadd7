import type { CommandGroup, CommandRow } from './command';

/** Every command, by name, in the order of `prvcheck --help`. */
export const commands: Readonly<Record<string, CommandRow | CommandGroup>> = {
  check: {
    command: 'check [paths..]',
    describe: 'Check claim files',
    load: async () => (await import('./commands/check/check')).check,
  },
  fix: {
    command: 'fix [paths..]',
    describe: 'Write corrected copies of claim files',
    load: async () => (await import('./commands/fix/fix')).fix,
  },
  web: {
    command: 'web [paths..]',
    describe: 'Open the page that checks files in your browser',
    load: async () => (await import('./commands/web/web')).web,
  },
  registry: {
    describe: 'Look after the registry',
    commands: {
      template: {
        command: 'template',
        describe: 'Print a registry CSV to begin with',
        load: async () => (await import('./commands/registry/template')).template,
      },
      start: {
        command: 'start [claims..]',
        describe: 'Begin a list of enrollments from claim files: a row to complete for each NPI',
        load: async () => (await import('./commands/registry/start')).start,
      },
      merge: {
        command: 'merge [list] [candidates..]',
        describe: 'Add candidates to your list, and mark what contradicts it',
        load: async () => (await import('./commands/registry/merge')).mergeLists,
      },
      audit: {
        command: 'audit [registry]',
        describe: 'List what is wrong with a registry, or soon will be',
        load: async () => (await import('./commands/registry/audit')).audit,
      },
      show: {
        command: 'show [npi]',
        describe: 'Show the enrollments of one NPI and what the rule says of it',
        load: async () => (await import('./commands/registry/show')).show,
      },
      diff: {
        command: 'diff [old] [new]',
        describe: 'Tell for which NPIs a new registry changes what claims need',
        load: async () => (await import('./commands/registry/diff')).diff,
      },
      import: {
        command: 'import [kind] [files..]',
        describe: 'Collect candidates to confirm: from the NPPES file, remittances (835) or 277CAs',
        load: async () => (await import('./commands/registry/import')).importCandidates,
      },
      compile: {
        command: 'compile [csv]',
        describe: 'Write a registry CSV as one compact file that loads at once',
        load: async () => (await import('./commands/registry/compile')).compile,
      },
    },
  },
  queue: {
    describe: 'Share a batch among machines, by a queue on a Redis server of yours',
    commands: {
      submit: {
        command: 'submit [paths..]',
        describe: 'Put the files that are not checked yet into the queue',
        load: async () => (await import('./commands/queue/submit')).submit,
      },
      work: {
        command: 'work [paths..]',
        describe: 'Check files of the queue until all are done',
        load: async () => (await import('./commands/queue/work')).work,
      },
      status: {
        command: 'status',
        describe: 'Show how far the queues on a Redis server have come',
        load: async () => (await import('./commands/queue/status')).status,
      },
      merge: {
        command: 'merge',
        describe: 'End a run: write its files.ndjson and summary.json',
        load: async () => (await import('./commands/queue/merge')).merge,
      },
    },
  },
  compare: {
    command: 'compare',
    describe: 'Compare what a check finds with what the payer answered',
    load: async () => (await import('./commands/compare/compare')).compare,
  },
  merge: {
    command: 'merge [outputs..]',
    describe: 'Put the outputs of all shards of a run together',
    load: async () => (await import('./commands/merge')).merge,
  },
  watch: {
    command: 'watch [folder..]',
    describe: 'Check claim files as they arrive in a folder',
    load: async () => (await import('./commands/watch')).watch,
  },
  rules: {
    command: 'rules',
    describe: 'List the rules',
    load: async () => (await import('./commands/rules')).list,
  },
  explain: {
    command: 'explain [rule]',
    describe: 'Explain a rule, or the code of a rejection: why, and what to do',
    load: async () => (await import('./commands/rules')).explain,
  },
};

export function isGroup(row: CommandRow | CommandGroup): row is CommandGroup {
  return 'commands' in row;
}
