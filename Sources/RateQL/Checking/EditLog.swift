/// Which fields a program has edited up to a statement, and when each was edited last.
struct EditLog: Sendable {
  private var last: [RateField: Int] = [:]
  /// Goes on with every edit; branches that stand side by side don't share moments.
  private(set) var now = 0

  /// Parts what was named before from what is named after.
  mutating func goOn() { now += 1 }

  mutating func note(_ fields: some Sequence<RateField>) {
    now += 1
    for field in fields { last[field] = now }
  }

  /// What was edited after a moment.
  func fields(since moment: Int) -> RateFieldSet {
    last.isEmpty ? [] : RateFieldSet(last.filter { $0.value > moment }.keys)
  }

  /// The log as it was at the start of another branch, with time gone on.
  func rewound(to earlier: EditLog) -> EditLog {
    var log = earlier
    log.now = now
    return log
  }

  /// Takes in what another branch edits.
  mutating func join(_ other: EditLog) {
    last.merge(other.last) { max($0, $1) }
    now = max(now, other.now)
  }
}

/// When views were named, and where those inside loops are used: a later pass uses them again.
struct ViewUses {
  struct Use {
    let view: Query
    let name: Name
    let namedAt: Int
    let call: Checker.OpenCall?
  }

  private(set) var moments: [NodeID: Int] = [:]
  private(set) var uses: [Use] = []
  /// Uses that have been found wrong, which are told once.
  private var reported: Set<Span> = []

  init(moments: [NodeID: Int] = [:]) { self.moments = moments }

  mutating func name(_ view: Query, after edits: EditLog) {
    if moments[view.id] == nil { moments[view.id] = edits.now }
  }

  /// When a view was named; one of an earlier program, before everything.
  func moment(of view: Query) -> Int { moments[view.id] ?? 0 }

  mutating func use(_ view: Query, as name: Name, in call: Checker.OpenCall?) {
    uses.append(Use(view: view, name: name, namedAt: moment(of: view), call: call))
  }

  mutating func isNews(_ span: Span) -> Bool { reported.insert(span).inserted }

  mutating func forgetUses() { uses = [] }
}

/// What the programs of one staging have edited, and when they named their views, for those after them.
package struct EditHistory: Sendable {
  var edits = EditLog()
  var moments: [NodeID: Int] = [:]

  package init() {}

  init(_ edits: EditLog, _ views: ViewUses) {
    self.edits = edits
    moments = views.moments
  }

  /// Takes in what one more program has done.
  mutating func join(_ other: EditHistory) {
    edits.join(other.edits)
    moments.merge(other.moments) { first, _ in first }
  }
}
