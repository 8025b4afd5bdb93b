" Vim file type detection for RateQL, the query language over a PBX's call rates.
" Made by scripts/grammars from the language's own tables; do not edit.

autocmd BufNewFile,BufRead *.rql setfiletype rateql
autocmd BufNewFile,BufRead * if getline(1) =~# '^#!.*\<rateql\>' | setfiletype rateql | endif
