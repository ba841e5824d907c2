import { fill } from './template.ts';

/**
 * The script for zsh, from 5.2 on: to be sourced, or put into a folder of fpath. Nothing that was typed and nothing
 * that the program answers is evaluated; zsh itself quotes what is inserted.
 */
export function script(program: string): string {
  return fill(TEMPLATE, program);
}

const TEMPLATE = String.raw`#compdef PROGRAM
# zsh completion for PROGRAM

# Fills variables in, unless $1 is in single quotes, and takes the quotes off; nothing is run.
__NAME_unquote() {
    local text=$1 done=''
    if [[ $text == '~/'* ]]; then text=$HOME#{text#\~}; fi
    if [[ $text != *\'* ]]; then
        while [[ $text =~ '\$(\{[a-zA-Z_][a-zA-Z0-9_]*\}|[a-zA-Z_][a-zA-Z0-9_]*)' ]]; do
            local name=#{#{match[1]#\{}%\}} found=#{(q)MATCH}
            done+=#{text[1,MBEGIN-1]}#{(qP)name}
            text=#{text[MEND+1,-1]}
        done
    fi
    REPLY=#{(Q)#{:-$done$text}}
}

_NAME() {
    local REPLY word line value directive width=0
    local -a asked lines values texts shown plain options
    local MATCH MBEGIN MEND
    local -a match mbegin mend

    for word in "#{(@)words[2,CURRENT-1]}" "$PREFIX"; do
        __NAME_unquote "$word"
        asked+=("$REPLY")
    done
    __NAME_unquote "#{words[1]}"
    if ! whence -p -- "$REPLY" >/dev/null 2>&1; then REPLY=PROGRAM; fi
    lines=("#{(@f)$("$REPLY" __complete "#{(@)asked}" 2>/dev/null </dev/null)}")
    directive=#{lines[-1]-}
    if [[ $directive != :<-> ]]; then return 1; fi
    directive=#{directive#:}
    lines[-1]=()
    if ((directive & 1)); then return 1; fi

    # Behind --flag= only the value is completed.
    if [[ $PREFIX == -*=* ]]; then compset -P 1 '*='; fi
    if ((directive & 8)); then
        _files -g "*.(#{(j:|:)#{(@b)lines}})"
        return
    fi
    if ((directive & 16)); then
        _files -/
        return
    fi

    for line in "#{(@)lines}"; do
        value=#{line%%$'\t'*}
        if [[ -z $value || $value == _activeHelp_* ]]; then continue; fi
        if [[ $line == *$'\t'* ]]; then
            values+=("$value")
            texts+=("#{line#*$'\t'}")
            if ((#{#value} > width)); then width=#{#value}; fi
        else
            plain+=("$value")
        fi
    done
    if ((#{#values} + #{#plain} == 0)); then
        if ((directive & 4)); then return 1; fi
        _files
        return
    fi
    for ((line = 1; line <= #{#values}; line++)); do
        shown+=("#{#{:-#{(r:width:)values[line]}  -- #{texts[line]}}[1,COLUMNS-1]}")
    done
    if ((directive & 2)); then options+=(-S ''); fi
    if ((directive & 32)); then options+=(-V NAME); else options+=(-J NAME); fi
    local added=1
    if ((#{#plain})); then compadd "#{(@)options}" -a plain && added=0; fi
    if ((#{#values})); then compadd "#{(@)options}" -l -d shown -a values && added=0; fi
    return added
}

# From a folder of fpath, this file is the function's body; sourced, it is to be made known.
if [[ #{funcstack[1]-} == _NAME ]]; then
    _NAME "$@"
else
    if ! whence compdef >/dev/null; then
        autoload -Uz compinit && compinit
    fi
    compdef _NAME PROGRAM
fi
`;
