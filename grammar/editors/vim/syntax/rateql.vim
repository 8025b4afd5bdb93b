" Vim syntax file for RateQL, the query language over a PBX's call rates.
" Made by scripts/grammars from the language's own tables; do not edit.

if exists("b:current_syntax")
  finish
endif

syntax case ignore
syntax sync minlines=50

" What stands later counts more where two match at one place.
syntax match rateqlOperator "!=\|!\~\|\*=\|+=\|-=\|\/=\|<=\|==\|>=\|\*\|+\|-\|\/\|<\|=\|>\||\|\~"
syntax match rateqlField "\<\%(id\|prefix\|type\|free_seconds\|grace_period\|interval_1\|interval_n\|connect_fee\|postcall_surcharge\|price_1\|price_n\|description\)\>"
syntax match rateqlClause "\<\%(by\|on\|asc\|desc\|default\|replace\|for\|set\)\>"
syntax match rateqlSymbol "\<\%(LOCAL\|NATIONAL\|INTERNATIONAL\|MOBILE\|TENANT\|USER\|OFFLINE\|ONLINE\)\>"
syntax match rateqlSource "\<\%(rates\|load\)\>"
syntax match rateqlOperatorWord "\<\%(and\|or\|not\|mod\|in\|between\|startswith\|endswith\|contains\|covers\|is\|if\|then\|else\)\>"
syntax match rateqlLiteral "\<\%(true\|false\|null\)\>"
syntax match rateqlType "\%(:\s*\)\@<=\<\%(int\|decimal\|percent\|duration\|date\|string\|bool\|rate_type\)\>"
syntax match rateqlFunction "\<\%(round\|floor\|ceil\|abs\|least\|greatest\|len\|left\|upper\|lower\|trim\|replace\|coalesce\|cost\|per_minute\|normalize\|count\|sum\|avg\|min\|max\|median\|percentile\|stddev\)\>\ze\s*("
syntax match rateqlMember "\.\s*\zs\h\w*"
syntax match rateqlStatement "\%(^\|[;{}]\)\s*\zs\<\%(let\|param\|def\|create\|quote\|billing\|assert\|print\|include\|explain\|for\|rounding\|if\)\>\%(\s*\%(|\|$\)\)\@!"
syntax match rateqlStatement "\%(^\|[;{}]\)\s*\zs\<billing\>"
syntax match rateqlStatement "\<\%(explain\|else\)\s\+\zs\<\%(let\|param\|def\|create\|quote\|billing\|assert\|print\|include\|explain\|for\|rounding\|if\)\>"
syntax match rateqlStage "\%(|\s*\)\@<=\<\%(where\|search\|sort\|take\|skip\|select\|extend\|summarize\|distinct\|match\|join\|diff\|snapshot\|pin\|save\)\>"
syntax match rateqlEdit "\%(|\s*\)\@<=\<\%(set\|delete\|insert\|upsert\|sync\)\>"
syntax match rateqlNumber "\<\d\+\%(\.\d\+\)\?\>"
syntax match rateqlPercent "\<\d\+\%(\.\d\+\)\?%"
syntax match rateqlDuration "\<\%(\d\+\%(\.\d\+\)\?[dhms]\)\+\>"
syntax match rateqlDate "\<\d\{4}-\d\d-\d\d\>"
syntax match rateqlRegex "\%(\~\s*\)\@<=/\%(\\.\|[^/\\]\)*/"
syntax match rateqlQuotedName "`[^`]\+`"
syntax match rateqlEscape "\\\%(u{\x\+}\|.\)" contained
syntax match rateqlEscape "''" contained
syntax region rateqlInterpolation matchgroup=rateqlEscape start="{" end="}" end="$" contained contains=TOP
syntax region rateqlString start=+"+ end=+"+ end=+$+ oneline contains=rateqlEscape,rateqlInterpolation
syntax region rateqlVerbatim start=+'+ skip=+''+ end=+'+ oneline contains=rateqlEscape
syntax match rateqlComment "#.*$" contains=@Spell

highlight default link rateqlOperator Operator
highlight default link rateqlField Identifier
highlight default link rateqlClause Keyword
highlight default link rateqlSymbol Constant
highlight default link rateqlSource Type
highlight default link rateqlOperatorWord Operator
highlight default link rateqlLiteral Boolean
highlight default link rateqlType Type
highlight default link rateqlFunction Function
highlight default link rateqlMember Identifier
highlight default link rateqlStatement Statement
highlight default link rateqlStage Keyword
highlight default link rateqlEdit Special
highlight default link rateqlNumber Number
highlight default link rateqlPercent Number
highlight default link rateqlDuration Number
highlight default link rateqlDate Constant
highlight default link rateqlRegex String
highlight default link rateqlQuotedName Identifier
highlight default link rateqlEscape SpecialChar
highlight default link rateqlString String
highlight default link rateqlVerbatim String
highlight default link rateqlComment Comment

let b:current_syntax = "rateql"
