/** The text of `--help`; yargs adds the commands and the options. */

export const about = `$0 <command>

Finds the X12 837 claims that Kentucky Medicaid would turn away because Loop 2000A carries no usable taxonomy, and says how to fix each one. No claim data leaves this machine.`;

export const pathsHelp =
  'Files (also in a gzip or zip), folders (searched for X12 files, whatever their names), patterns, or - for stdin';

export const exitCodeHelp = `Exit codes:
  0  no error findings
  1  error findings (see --fail-on and --max-warnings)
  2  the job could not be done: wrong use, or a file that cannot be read or written`;

export const checkHelp = `Examples:
  One file, a report to read:
    prvcheck check claims.837 --registry registry.csv
  A folder, a report to read and a spreadsheet:
    prvcheck check "C:\\Claims\\March" --registry registry.csv --format text --format csv:march.csv
  In a pipeline, one JSON object a line:
    prvcheck check - --registry registry.csv --format ndjson < claims.837
  A registry with a column name of its own:
    prvcheck check claims --registry registry.csv --columns npi="Billing NPI"
  Answers for the sender; a 277CA names patients, so only you can read it
  (on Windows: those who may read its folder):
    prvcheck check claims.837 --registry registry.csv --format 277ca:answer.277 --format 999:answer.999
  Only the claims to two payers, and warnings fail too:
    prvcheck check claims --registry registry.csv --payer KYMEDICAID --payer 128KY --fail-on warning

${exitCodeHelp}`;
