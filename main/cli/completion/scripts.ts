/** Shells that completion is written for. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/**
 * The script that teaches a shell to complete. All of them hand over the words of the line to the hidden command
 * `complete` and show what it says, so that completion is never of another version than the program.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of dcm-processor in bash. Load it with: source <(dcm-processor completion bash)
_dcm_processor() {
  local line current="\${COMP_WORDS[COMP_CWORD]}"
  # "--app=" and "Demo" are words of their own here.
  [[ $current == '=' ]] && current=''
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files | :folders)
        compopt -o filenames 2>/dev/null
        local flag=-f
        [[ $line == :folders ]] && flag=-d
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$flag" -- "$current")
        ;;
      *)
        printf -v line '%q' "\${line%%$'\\t'*}"
        COMPREPLY+=("$line")
        ;;
    esac
  done < <("\${COMP_WORDS[0]}" complete "--current=$current" -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
}
complete -F _dcm_processor dcm-processor
`,
  zsh: `#compdef dcm-processor
# Completion of dcm-processor in zsh. Load it after compinit with: source <(dcm-processor completion zsh)
_dcm_processor() {
  local line
  local -a described
  for line in "\${(@f)$(\${words[1]} complete "--current=\${words[CURRENT]}" -- "\${(@)words[2,CURRENT-1]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :files) _files ;;
      :folders) _files -/ ;;
      *) described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  (( \${#described} )) && _describe -V value described
}
compdef _dcm_processor dcm-processor
`,
  fish: `# Completion of dcm-processor in fish. Load it with: dcm-processor completion fish | source
function __dcm_processor_complete
    set -l before (commandline -opc)
    set -l program $before[1]
    set -e before[1]
    set -l current (commandline -ct)
    for line in ($program complete "--current=$current" -- $before 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path $current
            case ':folders'
                __fish_complete_directories $current
            case '*'
                echo $line
        end
    end
end
complete -c dcm-processor -f -a '(__dcm_processor_complete)'
`,
  powershell: `# Completion of dcm-processor in PowerShell. Load it with:
#   dcm-processor completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName dcm-processor -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $elements = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition })
    $before = @($elements | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
    $program = $commandAst.CommandElements[0].Extent.Text
    # Files and folders are completed by PowerShell itself where nothing is returned.
    & $program complete "--current=$wordToComplete" -- @before 2>$null |
        Where-Object { $_ -and -not $_.StartsWith(':') } |
        ForEach-Object {
            $value, $description = $_ -split "\`t", 2
            if (-not $description) { $description = $value }
            if ($value -match '[\\s''"]') { $value = "'" + $value.Replace("'", "''") + "'" }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
        }
}
`,
};
