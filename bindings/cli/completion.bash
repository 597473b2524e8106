# Completion of entente for bash. What it offers is read from "entente COMMAND --help", so that it fits the program that is there:
# commands, the words that may follow them, options, and the values of options where the help lists them; else files.
# Tested by: tests/cli/manual_test.py

# _entente_commands HELP: the commands on the lines of "Usage", each on a line
_entente_commands() {
  local line words i
  while read -r line; do
    line=${line#Usage: }
    [[ $line == "entente "* ]] || break
    read -ra words <<<"${line#entente }"
    for ((i = 0; i < ${#words[@]}; i += 2)); do
      echo "${words[i]}"
      [[ ${words[i + 1]} == "|" ]] || break
    done
  done <<<"$1"
}

# _entente_usage HELP COMMAND: what follows COMMAND on its lines of "Usage"
_entente_usage() {
  local line
  while read -r line; do
    line=${line#Usage: }
    [[ $line == "entente "* ]] || break
    [[ $line != "entente $2 "* ]] || echo "${line#entente "$2" }"
  done <<<"$1"
}

# _entente_choices TEXT: the small words of "one|two|WORD", each on a line
_entente_choices() {
  local word
  for word in ${1//[|\[\]]/ }; do
    [[ $word =~ ^-?[a-z][a-z-]*$ ]] && echo "$word"
  done
}

_entente() {
  local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local help commands command="" usage value i words="" files=no
  [[ $word == "=" ]] && word=""
  [[ $before == "=" ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
  COMPREPLY=()
  help=$("$program" --help 2>/dev/null) || return
  commands=$(_entente_commands "$help")
  for ((i = 1; i < COMP_CWORD; ++i)); do
    [[ $'\n'$commands$'\n' == *$'\n'"${COMP_WORDS[i]}"$'\n'* ]] && command=${COMP_WORDS[i]} && break
  done
  [[ -z $command ]] || help=$("$program" "$command" --help 2>/dev/null) || return
  usage=$(_entente_usage "$help" "$command")
  # the value of an option stands after it: in the command's own line of "Usage" or, after the first empty line, where options are listed
  local after="(^|[[ ,])$before ([^], ]+)"
  if [[ $before == --* && ($usage =~ $after || ${help#*$'\n\n'} =~ $after) ]]; then
    value=${BASH_REMATCH[2]}
    words=$(_entente_choices "$value")
    [[ $value =~ FILE|PAGE|TABLE ]] && files=yes
  elif [[ $word == -* ]]; then
    words=$(grep -oE -- '--[a-z]+(-[a-z]+)*' <<<"$help" | sort -u)
  elif [[ -z $command ]]; then
    words=$commands
  else
    files=yes
    if ((i == COMP_CWORD - 1)); then
      while read -r value; do words+=" $(_entente_choices "${value%% *}")"; done <<<"$usage"
    fi
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  if [[ $files == yes ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -F _entente entente
