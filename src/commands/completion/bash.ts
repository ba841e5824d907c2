import { fill } from './template.ts';

/**
 * The script for bash, from 3.2 on, without the package bash-completion. Nothing that was typed and nothing that the
 * program answers is evaluated: words are taken apart here, and what is inserted is quoted.
 */
export function script(program: string): string {
  return fill(TEMPLATE, program);
}

const TEMPLATE = String.raw`# bash completion for PROGRAM

# Takes quotes and backslashes off $1 and fills in variables; nothing is run. The answer is in REPLY, an open quote in OPEN.
__NAME_unquote() {
    local rest=$1 char name quote=''
    REPLY=''
    while [[ -n $rest ]]; do
        char=#{rest:0:1}
        rest=#{rest:1}
        if [[ $quote == \' ]]; then
            if [[ $char == \' ]]; then quote=''; else REPLY+=$char; fi
        elif [[ $char == \\ ]]; then
            if [[ -n $quote && #{rest:0:1} != [\"\$\BACKTICK\\] ]]; then REPLY+=$char; fi
            REPLY+=#{rest:0:1}
            rest=#{rest:1}
        elif [[ $char == \" ]]; then
            if [[ -n $quote ]]; then quote=''; else quote=\"; fi
        elif [[ $char == \' && -z $quote ]]; then
            quote=\'
        elif [[ $char == \$ && $rest == [a-zA-Z_{]* ]]; then
            name=#{rest#\{}
            name=#{name%%[!a-zA-Z0-9_]*}
            if [[ $rest == \{* ]]; then
                if [[ -z $name || #{rest:$((#{#name} + 1)):1} != \} ]]; then
                    REPLY+=$char
                    continue
                fi
                rest=#{rest:$((#{#name} + 2))}
            else
                rest=#{rest:#{#name}}
            fi
            REPLY+=#{!name-}
        else
            REPLY+=$char
        fi
    done
    OPEN=$quote
}

# The words up to the cursor, as the shell would see them: bash takes them apart at every = and : as well.
# The answer is in WORDS; LAST is the last one with its quotes.
__NAME_words() {
    local rest=#{COMP_LINE:0:$COMP_POINT} blanks word index
    local raw=()
    for ((index = 0; index <= COMP_CWORD; index++)); do
        word=#{COMP_WORDS[index]-}
        blanks=#{rest%%[![:space:]]*}
        rest=#{rest:#{#blanks}}
        if [[ #{rest:0:#{#word}} != "$word" ]]; then word=$rest; fi
        rest=#{rest:#{#word}}
        if [[ -z $blanks && $index -gt 0 ]]; then
            raw[#{#raw[@]} - 1]+=$word
        else
            raw+=("$word")
        fi
    done
    WORDS=()
    for word in "#{raw[@]}"; do
        __NAME_unquote "$word"
        if [[ $word == '~/'* ]]; then REPLY=$HOME#{REPLY#\~}; fi
        WORDS+=("$REPLY")
    done
    LAST=#{raw[#{#raw[@]} - 1]}
}

# Which program to ask, in COMMAND: the one that was typed, or the one that it is an alias of, with the alias's words.
__NAME_command() {
    local typed=$1 text words
    COMMAND=("$typed")
    if type -P -- "$typed" >/dev/null 2>&1; then return; fi
    COMMAND=(PROGRAM)
    text=$(alias -- "$typed" 2>/dev/null) || return 0
    text=#{text#*=}
    __NAME_unquote "$text"
    read -r -a words <<<"$REPLY"
    if type -P -- "#{words[0]-}" >/dev/null 2>&1; then COMMAND=("#{words[@]}"); fi
}

__NAME_has() { ((directive & $1)); }

# compopt came with bash 4.
__NAME_option() {
    if type compopt >/dev/null 2>&1; then compopt "$@" 2>/dev/null; else return 1; fi
}

# Descriptions beside the candidates, where bash only shows them and inserts nothing.
__NAME_describe() {
    local width=0 index columns=#{COLUMNS:-80} text common=#{values[0]}
    if ((#{#values[@]} < 2)); then return; fi
    for text in "#{values[@]}"; do
        if ((#{#text} > width)); then width=#{#text}; fi
        while [[ #{text:0:#{#common}} != "$common" ]]; do common=#{common%?}; done
    done
    case #{COMP_TYPE:-0} in
        63) ;;
        33 | 64) if [[ $common != "$1" ]]; then return; fi ;;
        *) return ;;
    esac
    if ((width > 40)); then width=40; fi
    for ((index = 0; index < #{#values[@]}; index++)); do
        if [[ -z #{texts[index]} ]]; then continue; fi
        printf -v text '%-*s  (%s)' "$width" "#{values[index]}" "#{texts[index]}"
        if ((#{#text} >= columns)); then text=#{text:0:$((columns - 5))}...\); fi
        COMPREPLY[index]=$text
    done
}

# Files with one of the endings, and folders.
__NAME_files() {
    local file ending
    __NAME_option -o filenames || return 0
    while IFS= read -r file; do
        if [[ -d $file ]]; then
            COMPREPLY+=("$file")
            continue
        fi
        for ending in "$@"; do
            if [[ $file == *."$ending" ]]; then COMPREPLY+=("$file"); fi
        done
    done < <(compgen -f -- "$part")
}

__start_NAME() {
    local IFS=$' \t\n' REPLY OPEN LAST WORDS COMMAND
    local part=#{2-} lines=() values=() texts=() line value directive=0 flag='' lead
    COMPREPLY=()
    __NAME_words
    local word=#{WORDS[#{#WORDS[@]} - 1]}
    __NAME_unquote "$LAST"
    local open=$OPEN
    __NAME_command "#{WORDS[0]}"
    while IFS= read -r line; do
        lines+=("$line")
    done < <("#{COMMAND[0]}" __complete "#{COMMAND[@]:1}" "#{WORDS[@]:1}" 2>/dev/null </dev/null)
    if ((#{#lines[@]} == 0)); then return; fi
    line=#{lines[#{#lines[@]} - 1]}
    if [[ $line != :* || #{line#:} == *[!0-9]* || $line == : ]]; then return; fi
    directive=#{line#:}
    unset "lines[#{#lines[@]} - 1]"
    if __NAME_has 1; then return; fi

    # readline replaces only what stands behind the last =, : or such: the rest of the word stays as it is.
    __NAME_unquote "$part"
    part=$REPLY
    lead=#{word%"$part"}
    if [[ $word == -*=* ]]; then flag=#{word%%=*}=; fi

    if __NAME_has 8; then
        __NAME_files "#{lines[@]}"
        return
    fi
    if __NAME_has 16; then
        __NAME_files
        return
    fi
    for line in #{lines[@]+"#{lines[@]}"}; do
        value=#{line%%$'\t'*}
        if [[ $value == _activeHelp_* || $flag$value != "$word"* ]]; then continue; fi
        value=$flag$value
        value=#{value:#{#lead}}
        # Where a quote is open, only what needs none may be inserted.
        if [[ -n $open ]]; then
            if [[ $value == *[!a-zA-Z0-9_./:=,@%+-]* ]]; then continue; fi
        else
            printf -v value %q "$value"
        fi
        values+=("$value")
        if [[ $line == *$'\t'* ]]; then texts+=("#{line#*$'\t'}"); else texts+=(''); fi
    done
    if ((#{#values[@]} == 0)); then
        if __NAME_has 4; then __NAME_option +o default; fi
        return
    fi
    COMPREPLY=("#{values[@]}")
    if __NAME_has 2; then
        __NAME_option -o nospace
    elif ! type compopt >/dev/null 2>&1 && ((#{#values[@]} == 1)); then
        COMPREPLY=("#{values[0]} ")
    fi
    if __NAME_has 32; then __NAME_option -o nosort; fi
    __NAME_describe "$part"
    return 0
}

if type compopt >/dev/null 2>&1; then
    complete -o default -F __start_NAME PROGRAM
else
    complete -o default -o nospace -F __start_NAME PROGRAM
fi
`;
