import { fill } from './template.ts';

/** The script for fish, from 3.1 on. Nothing is evaluated; fish itself quotes what is inserted. */
export function script(program: string): string {
  return fill(TEMPLATE, program);
}

const TEMPLATE = String.raw`# fish completion for PROGRAM

# Fills variables in; nothing is run.
function __NAME_expand --argument-names text
    if string match -q -- '~/*' $text
        set text $HOME(string sub --start 2 -- $text)
    end
    set -l rest $text
    set -l done ''
    while set -l at (string match -r --index -- '\$[a-zA-Z_][a-zA-Z0-9_]*' $rest)
        set -l place (string split ' ' -- $at[1])
        set -l name (string sub --start (math $place[1] + 1) --length (math $place[2] - 1) -- $rest)
        if test $place[1] -gt 1
            set done $done(string sub --length (math $place[1] - 1) -- $rest)
        end
        set -q $name; and set done "$done$$name"
        set rest (string sub --start (math $place[1] + $place[2]) -- $rest)
    end
    echo -- "$done$rest"
end

# Takes a leading quote and backslashes off the word that is being typed.
function __NAME_unquote --argument-names text
    if string match -qr -- '^["\']' $text
        string sub --start 2 -- $text
    else
        string replace -ra -- '\\\\(.)' '$1' $text
    end
end

function __NAME_complete
    set -l asked
    for word in (commandline --tokenize --cut-at-cursor --current-process)
        set -a asked (__NAME_expand $word)
    end
    set -l word (__NAME_expand (__NAME_unquote (commandline --current-token --cut-at-cursor)))
    set -l program $asked[1]
    type --quiet --no-functions -- $program; or set program PROGRAM
    set -l lines (command $program __complete $asked[2..-1] "$word" 2>/dev/null </dev/null)
    set -l directive (string match -r -- '^:(\d+)$' "$lines[-1]")[2]
    test -n "$directive"; or return
    set -e lines[-1]
    test (math "bitand($directive, 1)") -eq 0; or return

    set -l flag ''
    set -l value $word
    if string match -q -- '-*=*' $word
        set flag (string replace -r -- '=.*' '=' $word)
        set value (string replace -r -- '^[^=]*=' '' $word)
    end

    if test (math "bitand($directive, 8)") -ne 0
        for file in (__fish_complete_path $value)
            set -l name (string split \t -- $file)[1]
            set -l ending (string match -r -- '[^.]*$' $name)
            if string match -q -- '*/' $name; or contains -- $ending $lines
                echo -- $flag$file
            end
        end
        return
    end
    if test (math "bitand($directive, 16)") -ne 0
        for folder in (__fish_complete_directories $value)
            echo -- $flag$folder
        end
        return
    end

    set -l found 0
    for line in $lines
        if string match -q -- '_activeHelp_*' $line
            continue
        end
        set found 1
        echo -- $flag$line
    end
    if test $found -eq 0; and test (math "bitand($directive, 4)") -eq 0
        for file in (__fish_complete_path $value)
            echo -- $flag$file
        end
    end
end

complete --erase --command PROGRAM
complete --keep-order --no-files --command PROGRAM --arguments '(__NAME_complete)'
`;
