/** What `prvcheck completion powershell` prints. A blank stands for an empty word, which PowerShell would not hand over. */
export const powershellCompletion = `# To complete commands and options of prvcheck in PowerShell, add this to your profile:
#   prvcheck completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName prvcheck -ScriptBlock {
  param($word, $command, $cursor)
  $words = @($command.CommandElements | ForEach-Object { $_.ToString() })
  if ($word -eq '') { $words += ' ' }
  prvcheck --get-yargs-completions @words | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
