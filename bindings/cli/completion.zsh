#compdef entente
# Completion of entente for zsh: what the completion for bash offers, which lies beside it where both are installed, asked of bash.
# Tested by: tests/cli/manual_test.py
local -a offered
offered=("${(@f)$(bash --norc -c 'source "$1"; COMP_CWORD=$2; shift 2; COMP_WORDS=("$@"); _entente; printf "%s\n" "${COMPREPLY[@]}"' \
  bash "${functions_source[_entente]:A:h}/../../bash-completion/completions/entente" $((CURRENT - 1)) "${(@Q)words}" 2>/dev/null)}")
compadd -- "${(@)offered:#}"
