import { fill } from './template.ts';

/** The script for PowerShell, from 5.1 on. Nothing is evaluated; what is inserted is quoted. */
export function script(program: string): string {
  return fill(TEMPLATE, program);
}

const TEMPLATE = String.raw`# PowerShell completion for PROGRAM

Register-ArgumentCompleter -Native -CommandName 'PROGRAM' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The words before the cursor; PowerShell reads a,b as a list and --x=y as two, so the text itself is taken.
    $words = @()
    foreach ($element in $commandAst.CommandElements) {
        if ($element.Extent.StartOffset -ge $cursorPosition) { break }
        $text = $element.Extent.Text
        $end = $cursorPosition - $element.Extent.StartOffset
        if ($text.Length -gt $end) { $text = $text.Substring(0, $end) }
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst] -and
            $text.Length -eq $element.Extent.Text.Length) {
            $text = $element.Value
        }
        $words += $text
    }
    $line = $commandAst.Extent.Text
    $typed = $cursorPosition - $commandAst.Extent.StartOffset
    $word = ''
    if ($typed -le $line.Length -and $typed -gt 0 -and $line.Substring(0, $typed) -notmatch '\s$') {
        $word = [string]$words[-1]
        $words = @($words | Select-Object -SkipLast 1)
    }

    $program = 'PROGRAM'
    if ($words.Count -gt 0 -and (Get-Command -CommandType Application -Name $words[0] -ErrorAction SilentlyContinue)) {
        $program = $words[0]
    }
    $before = @($words | Select-Object -Skip 1)
    # Older versions drop an empty argument on its way to a program.
    $last = $word
    if ($word -eq '' -and $PSVersionTable.PSVersion -lt [version]'7.3.0') { $last = '""' }
    $lines = @(& $program __complete @before $last 2>$null)
    if ($lines.Count -eq 0 -or $lines[-1] -notmatch '^:(\d+)$') { return '' }
    $directive = [int]$Matches[1]
    $lines = @($lines | Select-Object -SkipLast 1)
    if ($directive -band 1) { return '' }

    # Nothing returned: PowerShell offers files.
    if ($directive -band (8 -bor 16)) { return }

    $flag = ''
    if ($word -match '^(-[^=]*=)') { $flag = $Matches[1] }
    $found = @(foreach ($candidate in $lines) {
        $value, $text = $candidate -split "BACKTICKt", 2
        if ($value -eq '' -or $value.StartsWith('_activeHelp_')) { continue }
        $value = $flag + $value
        if (-not $value.StartsWith($word, [StringComparison]::Ordinal)) { continue }
        $insert = $value
        if ($value -notmatch '^[a-zA-Z0-9_./:=+-][a-zA-Z0-9_./:=+,-]*$') {
            $insert = "'" + $value.Replace("'", "''") + "'"
        }
        if ([string]::IsNullOrEmpty($text)) { $text = $value }
        [System.Management.Automation.CompletionResult]::new($insert, $value, 'ParameterValue', $text)
    })
    if ($found.Count -gt 0) { return $found }
    if ($directive -band 4) { return '' }
}
`;
