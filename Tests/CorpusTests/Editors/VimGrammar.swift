/// The syntax and file type files for Vim and Neovim.
enum VimGrammar {
  private static let header = """
    " Vim %s for RateQL, the query language over a PBX's call rates.
    " Made by scripts/grammars from the language's own tables; do not edit.


    """

  static var fileType: String {
    header.replacing("%s", with: "file type detection") + """
      autocmd BufNewFile,BufRead *.rql setfiletype rateql
      autocmd BufNewFile,BufRead * if getline(1) =~# '^#!.*\\<rateql\\>' | setfiletype rateql | endif

      """
  }

  static var syntax: String {
    header.replacing("%s", with: "syntax file") + """
      if exists("b:current_syntax")
        finish
      endif

      syntax case ignore
      syntax sync minlines=50

      " What stands later counts more where two match at one place.
      syntax match rateqlOperator "\(symbols)"
      syntax match rateqlField "\(words(EditorWords.fields))"
      syntax match rateqlClause "\(words(EditorWords.clauses))"
      syntax match rateqlSymbol "\(words(EditorWords.symbols))"
      syntax match rateqlSource "\(words(EditorWords.sources))"
      syntax match rateqlOperatorWord "\(words(EditorWords.operators))"
      syntax match rateqlLiteral "\(words(EditorWords.literals))"
      syntax match rateqlType "\\%(:\\s*\\)\\@<=\(words(EditorWords.types))"
      syntax match rateqlFunction "\(words(EditorWords.functions))\\ze\\s*("
      syntax match rateqlMember "\\.\\s*\\zs\\h\\w*"
      syntax match rateqlStatement "\\%(^\\|[;{}]\\)\\s*\\zs\(words(EditorWords.statements))\\%(\\s*\\%(|\\|$\\)\\)\\@!"
      syntax match rateqlStatement "\\%(^\\|[;{}]\\)\\s*\\zs\\<billing\\>"
      syntax match rateqlStatement "\\<\\%(explain\\|else\\)\\s\\+\\zs\(words(EditorWords.statements))"
      syntax match rateqlStage "\\%(|\\s*\\)\\@<=\(words(EditorWords.stages))"
      syntax match rateqlEdit "\\%(|\\s*\\)\\@<=\(words(EditorWords.edits))"
      syntax match rateqlNumber "\\<\\d\\+\\%(\\.\\d\\+\\)\\?\\>"
      syntax match rateqlPercent "\\<\\d\\+\\%(\\.\\d\\+\\)\\?%"
      syntax match rateqlDuration "\\<\\%(\\d\\+\\%(\\.\\d\\+\\)\\?[dhms]\\)\\+\\>"
      syntax match rateqlDate "\\<\\d\\{4}-\\d\\d-\\d\\d\\>"
      syntax match rateqlRegex "\\%(\\~\\s*\\)\\@<=/\\%(\\\\.\\|[^/\\\\]\\)*/"
      syntax match rateqlQuotedName "`[^`]\\+`"
      syntax match rateqlEscape "\\\\\\%(u{\\x\\+}\\|.\\)" contained
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

      """
  }

  private static func words(_ words: [String]) -> String {
    "\\<\\%(" + words.joined(separator: "\\|") + "\\)\\>"
  }

  private static var symbols: String {
    EditorWords.operatorSymbols.map { symbol in
      symbol.map { "*~/.".contains($0) ? "\\\($0)" : String($0) }.joined()
    }.joined(separator: "\\|")
  }
}
